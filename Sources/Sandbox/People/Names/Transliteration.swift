/// Spellings of Kazakh Cyrillic in other letters.
package enum Transliteration {
    /// With the letters of Russian alone: `Әлия` becomes `Алия`.
    package static func russian(_ text: String) -> String {
        mapped(text, russianLetters)
    }

    /// With the letters of a passport's machine-readable line: `Ғазиза` becomes `Gaziza`.
    package static func latin(_ text: String) -> String {
        mapped(text, latinLetters)
    }

    private static func mapped(_ text: String, _ letters: [Unicode.Scalar: String]) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if let letter = letters[scalar] {
                result += letter
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static let russianLetters = table(
        "ә а  ғ г  қ к  ң н  ө о  ұ у  ү у  і и  һ х")

    private static let latinLetters = table(
        """
        а a  ә a  б b  в v  г g  ғ g  д d  е e  ё e  ж zh  з z  и i  й i  к k  қ k  л l  м m \
        н n  ң n  о o  ө o  п p  р r  с s  т t  у u  ұ u  ү u  ф f  х kh  һ h  ц ts  ч ch  ш sh \
        щ shch  ъ -  ы y  і i  ь -  э e  ю yu  я ya
        """)

    /// Reads pairs of letters, `-` for nothing, and adds the capitals.
    private static func table(_ pairs: String) -> [Unicode.Scalar: String] {
        let words = pairs.split(separator: " ").map(String.init)
        var table: [Unicode.Scalar: String] = [:]
        for index in stride(from: 0, to: words.count - 1, by: 2) {
            let target = words[index + 1] == "-" ? "" : words[index + 1]
            for scalar in words[index].unicodeScalars { table[scalar] = target }
            for scalar in words[index].uppercased().unicodeScalars {
                table[scalar] = target.prefix(1).uppercased() + target.dropFirst()
            }
        }
        return table
    }
}
