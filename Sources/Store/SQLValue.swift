/// A parameter: its type is known even when it is null, so that no engine has to guess.
package enum SQLValue: Hashable, Sendable {
    /// TEXT: any Unicode text without the character U+0000.
    case text(String?)
    /// BIGINT: a signed number of 64 bits.
    case integer(Int64?)
    /// BYTEA: bytes, zeros included.
    case bytes([UInt8]?)
}

/// A value as a column holds it.
package enum StoredValue: Hashable, Sendable {
    case null
    case text(String)
    case integer(Int64)
    case bytes([UInt8])
}

/// The type of a column in the portable schema.
package enum ColumnType: String, Hashable, Sendable {
    case text = "TEXT"
    case integer = "BIGINT"
    case bytes = "BYTEA"

    /// The parameter that carries the value into a column of this type; nil when it does not fit.
    func parameter(_ value: StoredValue) -> SQLValue? {
        switch (self, value) {
        case (.text, .null): .text(nil)
        case (.integer, .null): .integer(nil)
        case (.bytes, .null): .bytes(nil)
        case (.text, .text(let text)): .text(text)
        case (.integer, .integer(let number)): .integer(number)
        case (.bytes, .bytes(let bytes)): .bytes(bytes)
        default: nil
        }
    }
}
