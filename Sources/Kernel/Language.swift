/// A language that people are served in.
package enum Language: String, CaseIterable, Sendable, Hashable {
    /// Kazakh, the state language and the default.
    case kk
    /// Russian.
    case ru
    /// English.
    case en

    /// The best of ours for an `Accept-Language` header (RFC 9110 section 12.5.4); Kazakh when none.
    package init(acceptLanguage header: String?) {
        var best: (language: Language, quality: Double) = (.kk, 0)
        for part in (header ?? "").prefix(500).split(separator: ",") {
            let pieces = part.split(separator: ";").map { $0.trimmed.lowercased() }
            guard let tag = pieces.first?.split(separator: "-").first,
                let language = Language(rawValue: String(tag))
            else { continue }
            var quality = 1.0
            for piece in pieces.dropFirst() where piece.hasPrefix("q=") {
                quality = Double(piece.dropFirst(2)) ?? 0
            }
            if quality > best.quality { best = (language, quality) }
        }
        self = best.language
    }
}

/// A text in all three languages; there is no text in fewer.
package struct LocalizedText: Hashable, Sendable {
    /// Kazakh.
    package var kk: String
    /// Russian.
    package var ru: String
    /// English.
    package var en: String

    /// The three texts.
    package init(kk: String, ru: String, en: String) {
        self.kk = kk
        self.ru = ru
        self.en = en
    }

    /// The text in the language.
    package subscript(_ language: Language) -> String {
        switch language {
        case .kk: kk
        case .ru: ru
        case .en: en
        }
    }
}

extension StringProtocol {
    /// The text without blanks, tabs and line ends at both sides.
    package var trimmed: String {
        let isBlank = { (character: Character) in character.isWhitespace }
        let rest = drop(while: isBlank)
        guard let last = rest.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(rest[...last])
    }
}
