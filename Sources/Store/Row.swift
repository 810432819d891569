import Kernel

/// One row of an answer; columns are counted from 0.
///
/// The plain accessors refuse null: non-optional in Swift is `NOT NULL` in the schema.
package struct Row: Hashable, Sendable {
    /// The values in the order of the statement's columns.
    package let values: [StoredValue]

    /// A row of these values.
    package init(values: [StoredValue]) {
        self.values = values
    }

    /// The text in the column.
    ///
    /// - Throws: ``StoreError/columnMismatch(column:expected:)`` when it is null or something else.
    package func text(_ column: Int) throws(StoreError) -> String {
        guard let value = try textIfPresent(column) else { throw mismatch(column, .text) }
        return value
    }

    /// The text in the column; nil when it is null.
    package func textIfPresent(_ column: Int) throws(StoreError) -> String? {
        switch value(column) {
        case .text(let text): text
        case .null: nil
        default: throw mismatch(column, .text)
        }
    }

    /// The number in the column.
    ///
    /// - Throws: ``StoreError/columnMismatch(column:expected:)`` when it is null or something else.
    package func integer(_ column: Int) throws(StoreError) -> Int64 {
        guard let value = try integerIfPresent(column) else { throw mismatch(column, .integer) }
        return value
    }

    /// The number in the column; nil when it is null.
    package func integerIfPresent(_ column: Int) throws(StoreError) -> Int64? {
        switch value(column) {
        case .integer(let number): number
        case .null: nil
        default: throw mismatch(column, .integer)
        }
    }

    /// The bytes in the column.
    ///
    /// - Throws: ``StoreError/columnMismatch(column:expected:)`` when it is null or something else.
    package func bytes(_ column: Int) throws(StoreError) -> [UInt8] {
        guard let value = try bytesIfPresent(column) else { throw mismatch(column, .bytes) }
        return value
    }

    /// The bytes in the column; nil when it is null.
    package func bytesIfPresent(_ column: Int) throws(StoreError) -> [UInt8]? {
        switch value(column) {
        case .bytes(let bytes): bytes
        case .null: nil
        default: throw mismatch(column, .bytes)
        }
    }

    private func value(_ column: Int) -> StoredValue? {
        values.indices.contains(column) ? values[column] : nil
    }

    private func mismatch(_ column: Int, _ expected: ColumnType) -> StoreError {
        .columnMismatch(column: column, expected: expected)
    }
}

// MARK: - Values of the kernel

extension Row {
    /// The moment in the column.
    package func instant(_ column: Int) throws(StoreError) -> Instant {
        Instant(milliseconds: try integer(column))
    }

    /// The moment in the column; nil when it is null.
    package func instantIfPresent(_ column: Int) throws(StoreError) -> Instant? {
        try integerIfPresent(column).map { Instant(milliseconds: $0) }
    }

    /// The day in the column.
    package func day(_ column: Int) throws(StoreError) -> Day {
        Day(daysSince1970: Int(try integer(column)))
    }

    /// The day in the column; nil when it is null.
    package func dayIfPresent(_ column: Int) throws(StoreError) -> Day? {
        try integerIfPresent(column).map { Day(daysSince1970: Int($0)) }
    }

    /// The identifier in the column; the kind of thing comes from the place where it is used.
    package func identifier<Entity>(_ column: Int) throws(StoreError) -> Identifier<Entity> {
        Identifier(stored: try text(column))
    }

    /// The identifier in the column; nil when it is null.
    package func identifierIfPresent<Entity>(
        _ column: Int
    ) throws(StoreError) -> Identifier<Entity>? {
        try textIfPresent(column).map { Identifier(stored: $0) }
    }

    /// The individual identification number in the column.
    package func iin(_ column: Int) throws(StoreError) -> IIN {
        IIN(stored: try text(column))
    }

    /// The individual identification number in the column; nil when it is null.
    package func iinIfPresent(_ column: Int) throws(StoreError) -> IIN? {
        try textIfPresent(column).map { IIN(stored: $0) }
    }

    /// The business identification number in the column.
    package func bin(_ column: Int) throws(StoreError) -> BIN {
        BIN(stored: try text(column))
    }

    /// The business identification number in the column; nil when it is null.
    package func binIfPresent(_ column: Int) throws(StoreError) -> BIN? {
        try textIfPresent(column).map { BIN(stored: $0) }
    }

    /// The telephone number in the column.
    package func phoneNumber(_ column: Int) throws(StoreError) -> PhoneNumber {
        PhoneNumber(stored: try text(column))
    }

    /// The telephone number in the column; nil when it is null.
    package func phoneNumberIfPresent(_ column: Int) throws(StoreError) -> PhoneNumber? {
        try textIfPresent(column).map { PhoneNumber(stored: $0) }
    }
}
