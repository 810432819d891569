/// Rows to insert, several a statement, put together before the transaction that writes them.
///
/// A transaction holds up everybody behind it, so that what can be made before it is.
package struct Insertion: Sendable {
    /// Rows in one statement: more save little, and each number of rows is a statement of its own to
    /// prepare, so that what is left over goes one by one.
    private static let rowsMax = 32

    /// The statements in the order of their rows.
    let statements: [SQL]

    /// Puts rows together.
    ///
    /// - Parameters:
    ///   - head: everything before `VALUES`.
    ///   - rows: the values of each row, as many in one as in another.
    ///   - tail: what follows the rows, such as `ON CONFLICT (id) DO NOTHING`.
    package init(_ head: SQL, _ rows: [[SQLValue]], _ tail: SQL = "") {
        guard let columns = rows.first?.count else {
            statements = []
            return
        }
        let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
        func text(_ count: Int) -> String {
            let list = Array(repeating: row, count: count).joined(separator: ", ")
            return head.text + " VALUES " + list + " " + tail.text
        }
        func values(_ rows: ArraySlice<[SQLValue]>) -> [SQLValue] {
            var values = head.values
            values.reserveCapacity(values.count + rows.count * columns + tail.values.count)
            for row in rows { values += row }
            return values + tail.values
        }
        let whole = rows.count - rows.count % Self.rowsMax
        var statements: [SQL] = []
        if whole > 0 {
            let text = text(Self.rowsMax)
            for start in stride(from: 0, to: whole, by: Self.rowsMax) {
                statements.append(
                    SQL(composed: text, values: values(rows[start..<start + Self.rowsMax])))
            }
        }
        if whole < rows.count {
            let text = text(1)
            for place in whole..<rows.count {
                statements.append(SQL(composed: text, values: values(rows[place...place])))
            }
        }
        self.statements = statements
    }
}

extension Transaction {
    /// Inserts the rows.
    package func insert(_ insertion: Insertion) throws(StoreError) {
        for statement in insertion.statements { try execute(statement) }
    }

    /// Inserts the rows and says how many of them: fewer where `ON CONFLICT` leaves some out.
    package func inserted(_ insertion: Insertion) throws(StoreError) -> Int {
        var count = 0
        for statement in insertion.statements { count += try change(statement) }
        return count
    }
}
