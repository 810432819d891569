/// A column of a table in the portable schema.
package struct Column: Hashable, Sendable {
    /// The name.
    package let name: String
    /// The type.
    package let type: ColumnType

    /// A column.
    package init(name: String, type: ColumnType) {
        self.name = name
        self.type = type
    }
}

/// One state of the whole database, read table by table while others go on writing.
///
/// What one engine's snapshot gives, the other engine's ``Loader`` takes: a logical copy.
package protocol Snapshot: AnyObject {
    /// The number of the last migration; 0 when there was none.
    func schemaVersion() throws(StoreError) -> Int64

    /// The names of all tables but `schema_migration`, sorted.
    func tableNames() throws(StoreError) -> [String]

    /// The columns of a table, in their order.
    func columns(of table: String) throws(StoreError) -> [Column]

    /// Calls the closure with each row, in the order of the primary key; never holds more than one.
    ///
    /// - Throws: what the closure throws, or a ``StoreError``.
    func dump(_ table: String, _ row: ([StoredValue]) throws -> Void) throws
}

/// Takes a logical copy into a database whose schema has the same version.
///
/// Foreign keys are checked when everything is in, so tables and rows may come in any order.
package protocol Loader: AnyObject {
    /// The number of the last migration of this database; 0 when there was none.
    func schemaVersion() throws(StoreError) -> Int64

    /// Deletes what the table holds and takes the rows that follow.
    ///
    /// - Parameter columns: the columns' names, in the order of the rows' values.
    /// - Throws: ``LoadFault`` when the table or a column does not exist here.
    func begin(_ table: String, columns: [String]) throws

    /// Inserts a row into the table begun last.
    ///
    /// - Throws: ``LoadFault/wrongValue(table:column:)`` when a value does not fit its column.
    func row(_ values: [StoredValue]) throws
}

/// Why a logical copy cannot be taken in.
package enum LoadFault: Error, Hashable, Sendable {
    case unknownTable(String)
    case unknownColumn(table: String, column: String)
    case wrongNumberOfValues(table: String)
    case wrongValue(table: String, column: String)
    /// A row came before any table was begun.
    case noTableBegun
}

/// The insertion into one table: checks names and types against the schema, once and for each row.
struct LoadTarget {
    let table: String
    let columns: [Column]
    private let text: String

    init(table: String, columns names: [String], schema: [Column]) throws(LoadFault) {
        guard !schema.isEmpty else { throw .unknownTable(table) }
        var chosen: [Column] = []
        for name in names {
            guard let column = schema.first(where: { $0.name == name }) else {
                throw .unknownColumn(table: table, column: name)
            }
            chosen.append(column)
        }
        self.table = table
        self.columns = chosen
        let list = names.map(quotedName).joined(separator: ", ")
        let signs = Array(repeating: "?", count: names.count).joined(separator: ", ")
        self.text = "INSERT INTO \(quotedName(table)) (\(list)) VALUES (\(signs))"
    }

    /// The statement that empties the table.
    var deletion: SQL { SQL(composed: "DELETE FROM \(quotedName(table))") }

    func insertion(_ values: [StoredValue]) throws(LoadFault) -> SQL {
        guard values.count == columns.count else { throw .wrongNumberOfValues(table: table) }
        var parameters: [SQLValue] = []
        parameters.reserveCapacity(values.count)
        for (column, value) in zip(columns, values) {
            guard let parameter = column.type.parameter(value) else {
                throw .wrongValue(table: table, column: column.name)
            }
            parameters.append(parameter)
        }
        return SQL(composed: text, values: parameters)
    }
}

/// A name from the catalogue as SQL text, whatever signs it has.
func quotedName(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        + "\""
}
