/// A box for one matter; with an address the whole box is the link.
package struct Card: Component {
    let title: String?
    let level: Int
    let badge: Badge?
    let url: PageURL?
    let content: HTML

    /// A box with a heading and a state beside it.
    ///
    /// - Parameter level: 2 for boxes that stand right below the page's own heading.
    package init(
        title: String? = nil, level: Int = 3, badge: Badge? = nil, to url: PageURL? = nil,
        @HTMLBuilder content: () -> HTML = { .empty }
    ) {
        self.title = title
        self.level = level
        self.badge = badge
        self.url = url
        self.content = content()
    }

    package var html: HTML {
        tag(.section, .class(url == nil ? "card stack-small" : "card link stack-small")) {
            if let title {
                tag(.header) {
                    tag(level == 2 ? .h2 : .h3) {
                        if let url { tag(.a, .href(url)) { title } } else { title }
                    }
                    badge
                }
            }
            content
        }
    }
}

/// Content that opens on demand, without a script.
package struct More: Component {
    let title: String
    let isOpen: Bool
    let content: HTML

    /// Content behind a title.
    package init(_ title: String, isOpen: Bool = false, @HTMLBuilder content: () -> HTML) {
        self.title = title
        self.isOpen = isOpen
        self.content = content()
    }

    package var html: HTML {
        tag(.details, .class("more"), isOpen ? .open : nil) {
            tag(.summary) { title }
            tag(.div, .class("stack-small")) { content }
        }
    }
}
