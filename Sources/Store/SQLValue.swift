import Kernel

/// A parameter: its type is known even when it is null, so that no engine has to guess.
package enum SQLValue: Hashable, Sendable {
    /// TEXT: any Unicode text without the character U+0000.
    case text(String?)
    /// BIGINT: a signed number of 64 bits.
    case integer(Int64?)
    /// BYTEA: bytes, zeros included.
    case bytes([UInt8]?)
}

// MARK: - Values of the kernel

extension SQLValue {
    /// A text.
    package init(_ value: String?) { self = .text(value) }

    /// A number.
    package init(_ value: Int64?) { self = .integer(value) }

    /// A number.
    package init(_ value: Int) { self = .integer(Int64(value)) }

    /// Bytes.
    package init(_ value: [UInt8]?) { self = .bytes(value) }

    /// A moment as milliseconds since 1970-01-01T00:00:00Z.
    package init(_ value: Instant?) { self = .integer(value?.milliseconds) }

    /// A day as days since 1970-01-01.
    package init(_ value: Day?) { self = .integer(value.map { Int64($0.daysSince1970) }) }

    /// An identifier as its text.
    package init<Entity>(_ value: Identifier<Entity>?) { self = .text(value?.text) }

    /// An individual identification number as its 12 digits.
    package init(_ value: IIN?) { self = .text(value?.digits) }

    /// A business identification number as its 12 digits.
    package init(_ value: BIN?) { self = .text(value?.digits) }

    /// A telephone number as `+7` and ten digits.
    package init(_ value: PhoneNumber?) { self = .text(value?.text) }
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
