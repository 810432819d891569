/// Amounts as bars below each other; every word and number is text, the bars are for the eye alone.
package struct BarList: Component {
    /// One amount.
    package struct Row: Sendable {
        let title: String
        let text: String
        let value: Int64
        let url: PageURL?

        /// An amount with its name, its text and where it leads.
        package init(_ title: String, _ text: String, value: Int64, to url: PageURL? = nil) {
            self.title = title
            self.text = text
            self.value = value
            self.url = url
        }
    }

    let label: String
    let rows: [Row]

    /// Bars, the largest as wide as the page.
    package init(label: String, rows: [Row]) {
        self.label = label
        self.rows = rows
    }

    package var html: HTML {
        let largest = max(1, rows.map(\.value).max() ?? 1)
        return tag(.ul, .class("bars"), .aria("label", label)) {
            for row in rows {
                tag(.li) {
                    tag(.span, .class("bar-title")) {
                        if let url = row.url {
                            tag(.a, .href(url)) { row.title }
                        } else {
                            row.title
                        }
                    }
                    tag(.span, .class("bar-number")) { row.text }
                    tag(
                        .svg, .class("bar"), .viewBox("0 0 1000 8"), .stretched,
                        .aria("hidden", "true")
                    ) {
                        tag(.path, .class("bar-ground"), .d("M0 0h1000v8H0z"))
                        tag(
                            .path, .class("bar-value"),
                            .d("M0 0h\(max(0, row.value) * 1000 / largest)v8H0z"))
                    }
                }
            }
        }
    }
}

/// Amounts beside each other as columns, one a day; the table with the numbers stands beside it.
package struct ColumnChart: Component {
    let label: String
    let values: [Int64]
    let first: String
    let last: String

    /// Columns; `label` says in words what they show.
    package init(label: String, values: [Int64], first: String, last: String) {
        self.label = label
        self.values = values
        self.first = first
        self.last = last
    }

    package var html: HTML {
        let (width, height) = (values.count * 10, 90)
        return tag(.div, .class("chart")) {
            tag(
                .svg, .viewBox("0 0 \(max(width, 10)) \(height + 1)"), .role("img"),
                .aria("label", label)
            ) {
                tag(.path, .class("bar-value"), .d(columns(height: height)))
                tag(.path, .class("bar-axis"), .d("M0 \(height)h\(width)v1H0z"))
            }
            tag(.div, .class("chart-ends"), .aria("hidden", "true")) {
                tag(.span) { first }
                tag(.span) { last }
            }
        }
    }

    /// One path of all columns; one that is not 0 can be seen.
    private func columns(height: Int) -> String {
        let largest = max(1, values.max() ?? 1)
        var path = ""
        for (index, value) in values.enumerated() where value > 0 {
            let size = max(2, Int(value * Int64(height) / largest))
            path += "M\(index * 10 + 1) \(height - size)h8v\(size)h-8z"
        }
        return path
    }
}
