/// A table that becomes a card a row on a phone.
///
/// The style takes the rows out of table layout there, and browsers then drop the table's meaning;
/// so the roles are written out.
package struct Table: Component {
    /// A column.
    package struct Column: Sendable {
        let title: String
        let isNumber: Bool

        /// A column; numbers stand to the right.
        package init(_ title: String, isNumber: Bool = false) {
            self.title = title
            self.isNumber = isNumber
        }
    }

    let caption: String
    let columns: [Column]
    let rows: [[HTML]]

    /// A table of pieces; each row has as many cells as there are columns.
    package init(caption: String, columns: [Column], rows: [[HTML]]) {
        self.caption = caption
        self.columns = columns
        self.rows = rows
    }

    package var html: HTML {
        tag(.table, .class("table"), .role("table")) {
            tag(.caption) { caption }
            tag(.thead, .role("rowgroup")) {
                tag(.tr, .role("row")) {
                    for column in columns {
                        tag(
                            .th, .scope("col"), .role("columnheader"),
                            column.isNumber ? .class("number") : nil
                        ) { column.title }
                    }
                }
            }
            tag(.tbody, .role("rowgroup")) {
                for row in rows {
                    tag(.tr, .role("row")) {
                        for (column, cell) in zip(columns, row) {
                            tag(
                                .td, .role("cell"), .data("label", column.title),
                                column.isNumber ? .class("number") : nil
                            ) { tag(.span) { cell } }
                        }
                    }
                }
            }
        }
    }
}
