import Kernel

/// Lengths of time in words: `3 минут`, `3 минуты`, `3 minutes`.
package enum DurationFormat {
    /// The two largest units of so many seconds; less than nothing counts as nothing.
    package static func text(seconds: Int64, _ language: Language) -> String {
        let seconds = max(0, seconds)
        let amounts: [(Int64, CountedNoun)] = [
            (seconds / 86_400, .day), (seconds / 3600 % 24, .hour),
            (seconds / 60 % 60, .minute), (seconds % 60, .second),
        ]
        guard let first = amounts.firstIndex(where: { $0.0 > 0 }) else {
            return CountedNoun.second.text(0, language)
        }
        return amounts[first...].prefix(2).filter { $0.0 > 0 }
            .map { $0.1.text($0.0, language) }.joined(separator: " ")
    }
}

/// A noun after a number: Kazakh leaves it as it is, English has two forms, Russian three.
package struct CountedNoun: Sendable {
    let kk: String
    /// For 1, 21, 31…; for 2 to 4, 22 to 24…; for all others.
    let ru: (one: String, few: String, many: String)
    let en: (one: String, many: String)

    /// The forms of a noun.
    package init(
        kk: String, ru: (one: String, few: String, many: String), en: (one: String, many: String)
    ) {
        self.kk = kk
        self.ru = ru
        self.en = en
    }

    /// The number and the noun in the form that goes with it, held on one line.
    package func text(_ count: Int64, _ language: Language) -> String {
        NumberFormat.whole(count, language) + "\u{A0}" + form(count, language)
    }

    /// The noun's form for this number.
    package func form(_ count: Int64, _ language: Language) -> String {
        let count = count.magnitude
        switch language {
        case .kk: return kk
        case .en: return count == 1 ? en.one : en.many
        case .ru:
            if (11...14).contains(count % 100) { return ru.many }
            switch count % 10 {
            case 1: return ru.one
            case 2...4: return ru.few
            default: return ru.many
            }
        }
    }

    /// Days of the calendar.
    package static let day = CountedNoun(
        kk: "күн", ru: ("день", "дня", "дней"), en: ("day", "days"))
    /// Hours.
    package static let hour = CountedNoun(
        kk: "сағат", ru: ("час", "часа", "часов"), en: ("hour", "hours"))
    /// Minutes.
    package static let minute = CountedNoun(
        kk: "минут", ru: ("минута", "минуты", "минут"), en: ("minute", "minutes"))
    /// Seconds.
    package static let second = CountedNoun(
        kk: "секунд", ru: ("секунда", "секунды", "секунд"), en: ("second", "seconds"))
}
