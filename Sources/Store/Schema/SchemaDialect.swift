/// How the one schema text becomes each engine's own.
///
/// | Text | PostgreSQL | SQLite |
/// |---|---|---|
/// | `BIGINT` | as it is | `INTEGER` |
/// | `BYTEA` | as it is | `BLOB` |
/// | `TEXT` | `TEXT COLLATE "C"`, unless it follows `AS` | as it is |
/// | `CREATE TABLE … ( … )` | as it is | with `STRICT` at its end |
///
/// With these, types are enforced on both, and texts compare and sort by their UTF-8 bytes on both.
/// Words inside quotes and comments stay as they are.
enum SchemaDialect {
    case postgres
    case sqlite

    func translate(_ text: String) -> String {
        var output = ""
        var words: [String] = []
        for token in tokens(text) {
            switch token {
            case .word(let word):
                words.append(word.uppercased())
                output += replacement(word, after: words.dropLast().last)
            case .end:
                let isTable = words.starts(with: ["CREATE", "TABLE"])
                output += self == .sqlite && isTable ? " STRICT;" : ";"
                words = []
            case .other(let piece):
                output += piece
            }
        }
        if self == .sqlite, words.starts(with: ["CREATE", "TABLE"]) { output += "\nSTRICT" }
        return output
    }

    private func replacement(_ word: String, after previous: String?) -> String {
        switch (self, word.uppercased()) {
        case (.sqlite, "BIGINT"): "INTEGER"
        case (.sqlite, "BYTEA"): "BLOB"
        case (.postgres, "TEXT") where previous != "AS": word + " COLLATE \"C\""
        default: word
        }
    }

    // MARK: - Reading

    private enum Token {
        case word(String)
        case other(String)
        /// The `;` that ends a statement.
        case end
    }

    private func tokens(_ text: String) -> [Token] {
        var tokens: [Token] = []
        var rest = text[...]
        while let sign = rest.first {
            let piece: Substring
            switch sign {
            case ";":
                tokens.append(.end)
                rest = rest.dropFirst()
                continue
            case "'", "\"":
                piece = quoted(rest, by: sign)
                tokens.append(.other(String(piece)))
            case "-" where rest.hasPrefix("--"):
                piece = rest.prefix { !$0.isNewline }
                tokens.append(.other(String(piece)))
            case _ where isWordSign(sign):
                piece = rest.prefix(while: isWordSign)
                tokens.append(.word(String(piece)))
            default:
                piece = rest.prefix(1)
                tokens.append(.other(String(piece)))
            }
            rest = rest[piece.endIndex...]
        }
        return tokens
    }

    /// From the opening to the closing quotation mark; a doubled mark closes and opens again.
    private func quoted(_ text: Substring, by mark: Character) -> Substring {
        guard let end = text.dropFirst().firstIndex(of: mark) else { return text }
        return text[...end]
    }

    private func isWordSign(_ sign: Character) -> Bool {
        sign == "_" || sign.isLetter || sign.isNumber
    }
}
