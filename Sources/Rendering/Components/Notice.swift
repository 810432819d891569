/// A message in the flow of the page.
package struct Notice: Component {
    let tone: Tone
    let title: String?
    let isAnnounced: Bool
    let content: HTML

    /// A message; `isAnnounced` when it answers what the person has just done.
    package init(
        _ tone: Tone, title: String? = nil, isAnnounced: Bool = false,
        @HTMLBuilder content: () -> HTML
    ) {
        self.tone = tone
        self.title = title
        self.isAnnounced = isAnnounced
        self.content = content()
    }

    package var html: HTML {
        let role: Attribute? = !isAnnounced ? nil : tone == .bad ? .role("alert") : .role("status")
        return tag(.div, .class("notice \(tone.rawValue)"), role) {
            tone == .warn ? Icon.warning.html : tone.icon.html
            tag(.div, .class("body")) {
                if let title { tag(.strong, .class("title")) { title } }
                content
            }
        }
    }
}

/// The state of a thing: a word and a shape, never colour alone (WCAG 2.2, 1.4.1).
package struct Badge: Component {
    let tone: Tone
    let text: String

    /// A state.
    package init(_ tone: Tone, _ text: String) {
        self.tone = tone
        self.text = text
    }

    package var html: HTML {
        tag(.span, .class("badge \(tone.rawValue)")) {
            tone.icon.html
            text
        }
    }
}

/// What stands where a list has nothing yet: why it is empty, and what to do next.
package struct EmptyState: Component {
    let title: String
    let text: String
    let icon: Icon
    let action: HTML?

    /// An empty list's explanation.
    package init(
        title: String, text: String, icon: Icon = .document, action: Button? = nil
    ) {
        self.title = title
        self.text = text
        self.icon = icon
        self.action = action.map(\.html)
    }

    package var html: HTML {
        tag(.div, .class("empty")) {
            icon.html
            Heading(2, title)
            Paragraph(text)
            if let action { Actions { action } }
        }
    }
}
