import Kernel

/// A form; our own checks with our own words, so the browser's are switched off.
package struct Form: Component {
    let language: Language
    let action: PageURL
    let isGet: Bool
    let hasFiles: Bool
    let hidden: [(name: String, value: String)]
    let content: HTML

    /// A form sent by POST, or by GET for a search that changes nothing.
    package init(
        _ language: Language, action: PageURL, isGet: Bool = false, hasFiles: Bool = false,
        hidden: [(name: String, value: String)] = [], @HTMLBuilder content: () -> HTML
    ) {
        self.language = language
        self.action = action
        self.isGet = isGet
        self.hasFiles = hasFiles
        self.hidden = hidden
        self.content = content()
    }

    package var html: HTML {
        tag(
            .form, .class("form"), .method(isGet ? "get" : "post"), .action(action),
            hasFiles ? .enctype("multipart/form-data") : nil, .novalidate
        ) {
            for field in hidden {
                tag(.input, .type("hidden"), .name(field.name), .value(field.value))
            }
            content
        }
    }
}

/// What is wrong with a sent form, above it: each line leads to its field.
///
/// It takes the focus when the page opens (WCAG 2.2, 3.3.1).
package struct ErrorSummary: Component {
    let language: Language
    let faults: [(field: String, text: String)]

    /// The faults by the names of their fields; nothing is shown when there are none.
    package init(_ language: Language, _ faults: [(field: String, text: String)]) {
        self.language = language
        self.faults = faults
    }

    package var html: HTML {
        guard !faults.isEmpty else { return .empty }
        return tag(
            .div, .class("error-summary"), .id("error-summary"), .role("alert"), .tabindex(-1),
            .autofocus, .aria("labelledby", "error-summary-title")
        ) {
            Heading(2, Words.errorTitle[language], id: "error-summary-title")
            tag(.ul) {
                for fault in faults {
                    tag(.li) { Link(fault.text, to: "#field-\(fault.field)") }
                }
            }
        }
    }
}

/// What surrounds every field: label, hint and fault, tied to the control by their ids.
struct FieldFrame {
    let language: Language
    let name: String
    let label: String
    let hint: String?
    let fault: String?
    let isOptional: Bool

    /// The control's id, to which ``ErrorSummary`` links.
    var id: String { "field-\(name)" }

    /// `aria-describedby` and `aria-invalid` for the control.
    var attributes: [Attribute?] {
        let described = [hint.map { _ in id + "-hint" }, fault.map { _ in id + "-fault" }]
            .compactMap(\.self).joined(separator: " ")
        return [
            described.isEmpty ? nil : .aria("describedby", described),
            fault == nil ? nil : .aria("invalid", "true"),
        ]
    }

    var labelText: String {
        isOptional ? "\(label) (\(Words.optional[language]))" : label
    }

    func html(@HTMLBuilder control: () -> HTML) -> HTML {
        tag(.div, .class(fault == nil ? "field" : "field wrong")) {
            tag(.label, .for(id)) { labelText }
            notes
            control()
        }
    }

    var notes: HTML {
        .fragment([
            hint.map { text in tag(.span, .class("hint"), .id(id + "-hint")) { text } } ?? .empty,
            fault.map { text in
                tag(.span, .class("fault"), .id(id + "-fault")) {
                    Icon.warning.html
                    tag(.span) {
                        tag(.span, .class("visually-hidden")) { Words.error[language] + ": " }
                        text
                    }
                }
            } ?? .empty,
        ])
    }
}
