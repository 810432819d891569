import Kernel

/// Days and times as people read them, in Almaty time.
///
/// `2026 жылғы 20 қараша, 14:05` · `20 ноября 2026 г., 14:05` · `20 November 2026, 14:05`.
package enum MomentFormat {
    /// Day and time of day.
    package static func dayAndTime(_ instant: Instant, _ language: Language) -> String {
        day(Day(at: instant), language) + ", " + time(instant)
    }

    /// The day alone, the month in words.
    package static func day(_ day: Day, _ language: Language) -> String {
        let parts = day.components
        let month = months[parts.month - 1][language]
        return switch language {
        case .kk: "\(parts.year) жылғы \(parts.day) \(month)"
        case .ru: "\(parts.day) \(month) \(parts.year)\u{A0}г."
        case .en: "\(parts.day) \(month) \(parts.year)"
        }
    }

    /// The day as in a document's field, `20.11.2026`: the same in all three languages.
    package static func shortDay(_ day: Day) -> String {
        let parts = day.components
        return "\(padded(parts.day)).\(padded(parts.month)).\(parts.year)"
    }

    /// Hours and minutes, `14:05`.
    package static func time(_ instant: Instant) -> String {
        let second = secondOfDay(instant)
        return padded(second / 3600) + ":" + padded(second / 60 % 60)
    }

    /// Hours, minutes and seconds, `14:05:09`: for what lives only minutes.
    package static func timeWithSeconds(_ instant: Instant) -> String {
        time(instant) + ":" + padded(secondOfDay(instant) % 60)
    }

    private static func secondOfDay(_ instant: Instant) -> Int {
        Int(instant.seconds - Day(at: instant).start.seconds)
    }
}

private func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

/// The months; Russian in the genitive, as it stands after a day.
private let months: [LocalizedText] = [
    LocalizedText(kk: "қаңтар", ru: "января", en: "January"),
    LocalizedText(kk: "ақпан", ru: "февраля", en: "February"),
    LocalizedText(kk: "наурыз", ru: "марта", en: "March"),
    LocalizedText(kk: "сәуір", ru: "апреля", en: "April"),
    LocalizedText(kk: "мамыр", ru: "мая", en: "May"),
    LocalizedText(kk: "маусым", ru: "июня", en: "June"),
    LocalizedText(kk: "шілде", ru: "июля", en: "July"),
    LocalizedText(kk: "тамыз", ru: "августа", en: "August"),
    LocalizedText(kk: "қыркүйек", ru: "сентября", en: "September"),
    LocalizedText(kk: "қазан", ru: "октября", en: "October"),
    LocalizedText(kk: "қараша", ru: "ноября", en: "November"),
    LocalizedText(kk: "желтоқсан", ru: "декабря", en: "December"),
]
