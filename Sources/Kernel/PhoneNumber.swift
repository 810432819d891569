/// A Kazakh mobile subscriber number in the international form, `+7` and ten digits.
package struct PhoneNumber: Hashable, Sendable {
    /// `+7` and ten digits, the first of them 7.
    package let text: String

    /// Reads `+7…`, `8…` or ten digits, with blanks, hyphens and brackets; nil for anything else.
    package init?(_ input: String) {
        guard input.utf8.count <= 24 else { return nil }
        var digits = ""
        // Scalars, not characters: a digit with a combining sign compares as if between digits.
        for scalar in input.unicodeScalars {
            switch scalar {
            case "0"..."9": digits.unicodeScalars.append(scalar)
            case "+" where digits.isEmpty: digits = "+"
            case " ", "-", "(", ")": continue
            default: return nil
            }
        }
        if digits.hasPrefix("+") {
            // Only +7 is followed by a subscriber's number.
            guard digits.hasPrefix("+7") else { return nil }
            digits.removeFirst(2)
        } else if digits.utf8.count == 11, digits.hasPrefix("7") || digits.hasPrefix("8") {
            digits.removeFirst()
        }
        guard digits.utf8.count == 10, digits.hasPrefix("7") else { return nil }
        self.text = "+7" + digits
    }

    /// Takes a number that our own store holds.
    package init(stored text: String) {
        self.text = text
    }

    /// The number with all but the last two digits hidden, for the person who must recognise it.
    package var masked: String { "+7 ••• ••• •• " + text.suffix(2) }
}

extension PhoneNumber: CustomStringConvertible {
    /// Masked: a person's number never reaches a log by accident.
    package var description: String { "PhoneNumber(masked)" }
}
