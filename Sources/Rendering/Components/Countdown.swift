import Kernel

/// How long something still lasts: the end's time for everybody, a live count where scripts run.
///
/// The page needs ``Assets/countdown``.
package struct Countdown: Component {
    let language: Language
    let endsAt: Instant
    let now: Instant
    let words: String

    /// A countdown to a moment; `now` is the server's, so that a wrong clock does no harm.
    package init(
        _ language: Language, endsAt: Instant, now: Instant, words: String? = nil
    ) {
        self.language = language
        self.endsAt = endsAt
        self.now = now
        self.words = words ?? Words.endsAt[language]
    }

    package var html: HTML {
        let isOver = endsAt <= now
        return tag(
            .div, .class(isOver ? "countdown over" : "countdown"),
            .data("ends-at", String(endsAt.milliseconds)),
            .data("server-now", String(now.milliseconds)), .data("ended", Words.ended[language])
        ) {
            tag(.span) {
                words + ": "
                tag(.time, .datetime(endsAt.description)) { MomentFormat.timeWithSeconds(endsAt) }
            }
            tag(.span, .class("left"), isOver ? nil : .hidden) {
                if isOver { Words.ended[language] }
            }
        }
    }
}
