/// A heading; the page's first one, of level 1, is what the page is about.
package struct Heading: Component {
    /// 1 to 4.
    let level: Int
    let text: String
    /// A smaller line above, part of the heading.
    let caption: String?
    let id: String?

    /// A heading of a level from 1 to 4.
    package init(_ level: Int, _ text: String, caption: String? = nil, id: String? = nil) {
        self.level = level
        self.text = text
        self.caption = caption
        self.id = id
    }

    package var html: HTML {
        let names: [Tag] = [.h1, .h2, .h3, .h4]
        return tag(names[min(max(level, 1), 4) - 1], id.map { .id($0) }) {
            if let caption { tag(.span, .class("caption")) { caption } }
            text
        }
    }
}

/// A paragraph.
package struct Paragraph: Component {
    /// How a paragraph looks.
    package enum Style: Sendable {
        case plain, lead, soft
    }

    let style: Style
    let content: HTML

    /// A paragraph of a text.
    package init(_ text: String, style: Style = .plain) {
        self.style = style
        self.content = .text(text)
    }

    /// A paragraph of pieces.
    package init(style: Style = .plain, @HTMLBuilder content: () -> HTML) {
        self.style = style
        self.content = content()
    }

    package var html: HTML {
        let names: String? =
            switch style {
            case .plain: nil
            case .lead: "lead"
            case .soft: "soft small"
            }
        return tag(.p, names.map { .class($0) }) { content }
    }
}

/// A link inside a text; an address outside opens without telling it where the person came from.
package struct Link: Component {
    let text: String
    let url: PageURL

    /// A link.
    package init(_ text: String, to url: PageURL) {
        self.text = text
        self.url = url
    }

    package var html: HTML { tag(.a, .href(url)) { text } }
}

/// The link above the heading that leads one step up.
package struct BackLink: Component {
    let text: String
    let url: PageURL

    /// A link up.
    package init(_ text: String, to url: PageURL) {
        self.text = text
        self.url = url
    }

    package var html: HTML {
        tag(.a, .class("back"), .href(url)) {
            Icon.arrowLeft.html
            text
        }
    }
}

/// A text in letters of one width: an identifier, a hash, a proof.
package struct Monospaced: Component {
    let text: String

    /// Such a text.
    package init(_ text: String) { self.text = text }

    package var html: HTML { tag(.span, .class("mono")) { text } }
}
