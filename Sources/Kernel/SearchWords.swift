/// The words by which a text is found, whatever the case of its letters and the keyboard.
///
/// Letters are lower case; Kazakh letters stand as the Russian ones that are typed in their place
/// (`қ` as `к`, `ү` and `ұ` as `у`), and `ё` as `е`. What is stored and what is asked for go through
/// the same folding, since neither engine knows letters beyond ASCII.
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
        String(text.lowercased().map { letters[$0] ?? $0 })
    }

    private static let letters: [Character: Character] = [
        "ё": "е", "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х",
        "і": "и",
    ]
}
