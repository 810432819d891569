/// The words by which a text is found, whatever the case of its letters and the keyboard.
///
/// Letters are lower case; Kazakh letters stand as the Russian ones that are typed in their place
/// (`қ` as `к`, `ү` and `ұ` as `у`), and `ё` as `е`. A letter that came as two code points stands as
/// the one, and a mark that makes no letter of its own (`қ` typed as `к` with a hook) is left out.
/// What is stored and what is asked for go through the same folding, since neither engine knows
/// letters beyond ASCII.
package enum SearchWords {
    /// The most code points of a word; longer ones are cut.
    package static let lengthMax = 64

    /// The words of a text in their order: runs of letters and digits.
    package static func words(in text: String) -> [String] {
        folded(text).split { !$0.isLetter && !$0.isNumber }.map {
            String($0).prefix(scalars: lengthMax)
        }
    }

    /// The text with its letters folded.
    package static func folded(_ text: String) -> String {
        String(text.lowercased().map(folded))
    }

    private static func folded(_ letter: Character) -> Character {
        if let known = letters[letter] { return known }
        guard let base = letter.unicodeScalars.first, letter.unicodeScalars.count > 1 else {
            return letter
        }
        // Characters are alike when canonically equivalent: the table answers with one code point.
        if let whole = composed[letter] { return whole }
        return letters[Character(base)] ?? Character(base)
    }

    /// Letters of the Latin and Cyrillic blocks that can also be written as a letter and a mark.
    private static let composed: [Character: Character] = {
        let letters = [0xC0...0x24F, 0x400...0x52F, 0x1E00...0x1EFF].joined()
            .compactMap(Unicode.Scalar.init).map(Character.init)
        return Dictionary(letters.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })
    }()

    private static let letters: [Character: Character] = [
        "ё": "е", "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х",
        "і": "и",
    ]
}
