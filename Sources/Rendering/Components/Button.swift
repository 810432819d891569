/// A button: a link that goes somewhere, or the sender of the form around it.
package struct Button: Component {
    /// How much weight it has; one primary button a page.
    package enum Style: String, Sendable {
        case primary, secondary, danger
    }

    enum Purpose: Sendable {
        case link(PageURL)
        case submit(name: String?, value: String?)
    }

    let text: String
    let style: Style
    let isSmall: Bool
    let icon: Icon?
    let purpose: Purpose

    /// A link that looks like a button.
    package init(
        _ text: String, to url: PageURL, style: Style = .primary, isSmall: Bool = false,
        icon: Icon? = nil
    ) {
        self.text = text
        self.style = style
        self.isSmall = isSmall
        self.icon = icon
        self.purpose = .link(url)
    }

    /// The button that sends the form; with a name and value where a form has several.
    package init(
        submit text: String, name: String? = nil, value: String? = nil, style: Style = .primary,
        isSmall: Bool = false, icon: Icon? = nil
    ) {
        self.text = text
        self.style = style
        self.isSmall = isSmall
        self.icon = icon
        self.purpose = .submit(name: name, value: value)
    }

    package var html: HTML {
        var names = "button"
        if style != .primary { names += " " + style.rawValue }
        if isSmall { names += " small" }
        let content = HTML.fragment([icon?.html ?? .empty, .text(text)])
        return switch purpose {
        case .link(let url): tag(.a, .class(names), .href(url)) { content }
        case .submit(let name, let value):
            tag(
                .button, .class(names), .type("submit"), name.map { .name($0) },
                value.map { .value($0) }
            ) { content }
        }
    }
}

/// Buttons beside each other, below each other where the screen is narrow.
package struct Actions: Component {
    let content: HTML

    /// Buttons and forms of one button.
    package init(@HTMLBuilder content: () -> HTML) { self.content = content() }

    package var html: HTML { tag(.div, .class("actions")) { content } }
}

/// A button that puts a text on the clipboard; it appears only where scripts run.
package struct CopyButton: Component {
    let label: String
    let copied: String
    let text: String

    /// A button `label`, which says `copied` once it has been done.
    package init(_ label: String, copied: String, text: String) {
        self.label = label
        self.copied = copied
        self.text = text
    }

    package var html: HTML {
        tag(
            .button, .class("button secondary small"), .type("button"), .hidden,
            .data("copy", text), .data("copied", copied)
        ) { label }
    }
}
