import Kernel

/// Suggests items from a plain description by quoting the words that matched.
///
/// A help to find the right questions and nothing more: no verdict ever sees it.
package struct ActivityHelp: Sendable {
    /// A suggested item.
    package struct Suggestion: Sendable, Hashable {
        /// The item's number.
        package let item: Int
        /// The words of the description that matched, as they were written.
        package let quotes: [String]
    }

    /// The item's number, the words of a stem.
    private let stems: [(item: Int, words: [String])]
    /// A shorter stem of one word matches whole words only: `vr`, `gps`, `нир`.
    private static let prefixLengthMin = 4

    /// Reads `help.json`.
    ///
    /// - Throws: the first ``RuleFault``.
    package init(file: [UInt8]) throws(RuleFault) {
        let reader = try RuleReader(file: file, place: "help.json")
        var stems: [(item: Int, words: [String])] = []
        for entry in try reader.array("items") {
            let item = try entry.number("item")
            for text in try entry.texts("stems") {
                stems.append((item, Self.words(of: text).map(\.folded)))
            }
        }
        guard stems.allSatisfy({ !$0.words.isEmpty }) else { throw reader.fault(.malformed) }
        self.stems = stems
    }

    /// The items whose words occur in the description, most quotes first.
    package func suggestions(for description: String) -> [Suggestion] {
        let words = Self.words(of: description)
        var found: [Int: [String]] = [:]
        for (item, stem) in stems {
            for start in words.indices where start + stem.count <= words.count {
                let part = words[start..<start + stem.count]
                guard
                    zip(part, stem).allSatisfy({
                        Self.matches($0.folded, $1, isAlone: stem.count == 1)
                    })
                else { continue }
                let quote = part.map(\.written).joined(separator: " ")
                if found[item]?.contains(quote) != true { found[item, default: []].append(quote) }
            }
        }
        return found.map { Suggestion(item: $0.key, quotes: $0.value) }
            .sorted { ($1.quotes.count, $0.item) < ($0.quotes.count, $1.item) }
    }

    /// Whether the word begins so, or a part of it after a hyphen; a short stem is a whole one.
    private static func matches(_ word: String, _ stem: String, isAlone: Bool) -> Bool {
        let isWhole = isAlone && stem.count < prefixLengthMin
        func fits(_ text: some StringProtocol) -> Bool {
            isWhole ? text == stem : text.hasPrefix(stem)
        }
        return fits(word)
            || (word.contains("-") && word.split(separator: "-").contains(where: fits))
    }

    /// The words of a text: letters, digits and hyphens inside.
    private static func words(of text: String) -> [(written: String, folded: String)] {
        text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map { word in
            let folded = String(word.lowercased().map { $0 == "ё" ? "е" : $0 })
            return (String(word), folded)
        }
    }
}
