import Kernel

/// The six-character code that opens one shared document for a short time (DD-2.4, DD-15).
package struct ShortCode: Hashable, Sendable {
    /// Six upper-case signs of the alphabet.
    package let text: String

    /// The number of characters (DD-2.4).
    package static let length = 6

    /// 31 signs that cannot be taken for one another: no 0, 1, I, L, O.
    package static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")

    /// How many codes there are: 31⁶.
    package static let count: Int64 = 887_503_681

    /// A new code, every one as likely as any other.
    package init(random: RandomSource) {
        var text = ""
        for _ in 0..<Self.length { text.append(Self.alphabet[random.below(Self.alphabet.count)]) }
        self.text = text
    }

    /// Reads what a person typed; nil when it cannot be a code.
    ///
    /// Case does not matter; blanks and hyphens are dropped; Cyrillic letters that look like Latin
    /// ones are taken for them.
    package init?(typed input: String) {
        guard input.count <= 32 else { return nil }
        var text = ""
        for character in input.uppercased() where !" -‑–\u{00A0}".contains(character) {
            let sign = Self.lookAlikes[character] ?? character
            guard Self.alphabet.contains(sign) else { return nil }
            text.append(sign)
        }
        guard text.count == Self.length else { return nil }
        self.text = text
    }

    /// Takes a code that our own store holds.
    package init(stored text: String) {
        self.text = text
    }

    /// The code in two groups of three, as it is shown.
    package var grouped: String { text.prefix(3) + " " + text.suffix(3) }

    private static let lookAlikes: [Character: Character] = [
        "А": "A", "В": "B", "С": "C", "Е": "E", "Н": "H", "К": "K", "М": "M", "Р": "P", "Т": "T",
        "Х": "X", "У": "Y", "Ү": "Y", "Ұ": "Y", "З": "3", "Ғ": "F", "Қ": "K", "Ң": "H", "Ѕ": "S",
        "Ј": "J",
    ]
}
