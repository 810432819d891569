import Kernel

/// A place in a navigation or a tab row.
package struct NavigationItem: Sendable {
    let text: String
    let url: PageURL
    let isCurrent: Bool
    /// How much waits there; shown beside the word.
    let count: Int?

    /// A place; the one the person is at is current.
    package init(_ text: String, to url: PageURL, isCurrent: Bool = false, count: Int? = nil) {
        self.text = text
        self.url = url
        self.isCurrent = isCurrent
        self.count = count
    }

    var html: HTML {
        tag(.li) {
            tag(.a, .href(url), isCurrent ? .aria("current", "page") : nil) {
                text
                if let count { tag(.span, .class("count")) { "\(count)" } }
            }
        }
    }
}

/// Views of one matter beside each other; each is a link to a page of its own.
package struct Tabs: Component {
    let label: String
    let items: [NavigationItem]

    /// A row of views, named for screen readers.
    package init(label: String, _ items: [NavigationItem]) {
        self.label = label
        self.items = items
    }

    package var html: HTML {
        tag(.nav, .class("tabs"), .aria("label", label)) {
            tag(.ul) { for item in items { item.html } }
        }
    }
}

/// The way through a long list that is read by cursor.
package struct Pagination: Component {
    let language: Language
    let newer: PageURL?
    let older: PageURL?

    /// Links to the neighbouring pages; without both there is nothing to show.
    package init(_ language: Language, newer: PageURL?, older: PageURL?) {
        self.language = language
        self.newer = newer
        self.older = older
    }

    package var html: HTML {
        guard newer != nil || older != nil else { return .empty }
        return tag(.nav, .class("pagination"), .aria("label", Words.pages[language])) {
            if let newer {
                Button(Words.newer[language], to: newer, style: .secondary, isSmall: true)
            } else {
                tag(.span)
            }
            if let older {
                Button(Words.older[language], to: older, style: .secondary, isSmall: true)
            }
        }
    }
}
