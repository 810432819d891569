import Kernel

/// What happened, newest first: who did what when, with proof behind it.
package struct Timeline: Component {
    /// One event.
    package struct Event: Sendable {
        let moment: Instant
        let tone: Tone
        let icon: Icon?
        let title: String
        let text: String?
        let link: (text: String, url: PageURL)?

        /// An event; `icon` says more than the tone's own, such as an eye for a view.
        package init(
            at moment: Instant, _ tone: Tone, icon: Icon? = nil, title: String,
            text: String? = nil, link: (text: String, url: PageURL)? = nil
        ) {
            self.moment = moment
            self.tone = tone
            self.icon = icon
            self.title = title
            self.text = text
            self.link = link
        }
    }

    let language: Language
    let events: [Event]

    /// The events in the order given.
    package init(_ language: Language, _ events: [Event]) {
        self.language = language
        self.events = events
    }

    package var html: HTML {
        tag(.ol, .class("timeline")) {
            for event in events {
                tag(.li, .class(event.tone.rawValue)) {
                    tag(.span, .class("dot")) { (event.icon ?? event.tone.icon).html }
                    tag(.time, .datetime(event.moment.description)) {
                        MomentFormat.dayAndTime(event.moment, language)
                    }
                    tag(.p, .class("what")) { event.title }
                    if let text = event.text { tag(.p, .class("small")) { text } }
                    if let link = event.link { Link(link.text, to: link.url) }
                }
            }
        }
    }
}

/// A phone's messages: those that came, and the person's own.
package struct MessageList: Component {
    /// One message.
    package struct Message: Sendable {
        let moment: Instant
        let from: String
        let text: String
        let isOwn: Bool
        let more: HTML

        /// A message; `more` stands below it, such as what it did or the answers to it.
        package init(
            at moment: Instant, from: String, text: String, isOwn: Bool = false,
            @HTMLBuilder more: () -> HTML = { .empty }
        ) {
            self.moment = moment
            self.from = from
            self.text = text
            self.isOwn = isOwn
            self.more = more()
        }
    }

    let language: Language
    let messages: [Message]

    /// The messages in the order given.
    package init(_ language: Language, _ messages: [Message]) {
        self.language = language
        self.messages = messages
    }

    package var html: HTML {
        tag(.ol, .class("messages")) {
            for message in messages {
                tag(.li, message.isOwn ? .class("own") : nil) {
                    tag(.span, .class("from")) { message.from }
                    tag(.span, .dirAuto) { message.text }
                    tag(.time, .datetime(message.moment.description)) {
                        MomentFormat.dayAndTime(message.moment, language)
                    }
                    message.more
                }
            }
        }
    }
}
