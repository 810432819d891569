/// Facts under each other: a name, a value, perhaps a link to change it.
package struct SummaryList: Component {
    /// One fact.
    package struct Row: Sendable {
        let name: String
        let value: HTML
        let action: (text: String, url: PageURL)?

        /// A fact that is a text.
        package init(
            _ name: String, _ value: String, action: (text: String, url: PageURL)? = nil
        ) {
            self.init(name, action: action) { value }
        }

        /// A fact made of pieces.
        package init(
            _ name: String, action: (text: String, url: PageURL)? = nil,
            @HTMLBuilder value: () -> HTML
        ) {
            self.name = name
            self.value = value()
            self.action = action
        }
    }

    let rows: [Row]

    /// A list of facts.
    package init(_ rows: [Row]) { self.rows = rows }

    package var html: HTML {
        tag(.dl, .class("summary")) {
            for row in rows {
                tag(.div) {
                    tag(.dt) { row.name }
                    tag(.dd) { row.value }
                    if let action = row.action {
                        tag(.dd, .class("act")) {
                            tag(.a, .href(action.url)) {
                                action.text
                                tag(.span, .class("visually-hidden")) { ": " + row.name }
                            }
                        }
                    }
                }
            }
        }
    }
}
