import Kernel

/// An interruption or a wrong working of the service (FV-32).
package enum VoucherIncident {
    /// How it came to be known.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Nobody watched over the pilot for longer than the service may stand still.
        case interruption
        /// A voucher's balance is not what its steps say.
        case ledger
        /// A party reported it.
        case reported
    }

    /// What ended an incident that the watch found, as it stands in the store.
    package static let runsAgain = "a node runs again"
    /// What ended an incident of the ledger that the watch found, as it stands in the store.
    package static let agreesAgain = "every sum agrees again"
    /// What stands in the store before the names of the sums that do not agree.
    package static let disagrees = "sums that do not agree: "

    /// What happened, in words: a party's own, or those for what the watch found.
    ///
    /// - Parameters:
    ///   - stored: the words of the store.
    ///   - seconds: how long it lasted; nil while it goes on.
    package static func words(_ kind: Kind, _ stored: String, seconds: Int64?) -> LocalizedText {
        switch kind {
        case .reported:
            return LocalizedText(kk: stored, ru: stored, en: stored)
        case .interruption:
            let lasted = seconds ?? 0
            return LocalizedText(
                kk: "Қызмет \(lasted) секунд жұмыс істеген жоқ",
                ru: "Сервис не работал \(lasted) с", en: "The service did not run for \(lasted) s")
        case .ledger:
            let list = stored.hasPrefix(disagrees) ? stored.dropFirst(disagrees.count) : ""
            func names(in language: Language) -> String {
                list.split(separator: ", ").map { entry in
                    let words = entry.split(separator: " ", maxSplits: 1).map(String.init)
                    return ([sums[words[0]]?[language] ?? words[0]] + words.dropFirst())
                        .joined(separator: " ")
                }.joined(separator: ", ")
            }
            return LocalizedText(
                kk: "Есептегі қосындылар сәйкес емес: \(names(in: .kk))",
                ru: "Суммы учёта не сходятся: \(names(in: .ru))",
                en: "Sums of the ledger do not agree: \(names(in: .en))")
        }
    }

    /// The sums that the watch compares, by the words of the store.
    package static let sums: [String: LocalizedText] = [
        "balance": LocalizedText(kk: "ваучердің қалдығы", ru: "остаток ваучера", en: "balance"),
        "held": LocalizedText(kk: "резервтегі сома", ru: "сумма в резерве", en: "held sum"),
        "receipts": LocalizedText(
            kk: "дүкендегі чектер", ru: "чеки магазина", en: "receipts of a shop"),
        "receipt": LocalizedText(kk: "чек", ru: "чек", en: "receipt"),
        "journal": LocalizedText(
            kk: "журналдағы жазба", ru: "запись журнала", en: "journal entry"),
        "hour": LocalizedText(kk: "сағаттық қосынды", ru: "итог часа", en: "sum of the hour"),
    ]

    /// What ended it, in words: a party's own, or those of the watch.
    package static func remedyWords(_ stored: String) -> LocalizedText {
        switch stored {
        case runsAgain:
            LocalizedText(
                kk: "Қызмет қайта іске қосылды", ru: "Сервис снова работает",
                en: "The service runs again")
        case agreesAgain:
            LocalizedText(
                kk: "Барлық қосынды қайта сәйкес", ru: "Все суммы снова сходятся",
                en: "Every sum agrees again")
        default: LocalizedText(kk: stored, ru: stored, en: stored)
        }
    }

    /// The longest report and remedy, in characters.
    package static let textMax = 500

    /// Standing still for longer than this is an interruption.
    package static let stillSecondsMax: Int64 = 300
    /// The ledger is checked so often.
    package static let checkSeconds: Int64 = 3600

    /// The interruption that ends now; nil when the service ran all the time.
    ///
    /// - Parameter seenAt: when it was last known to run.
    package static func interruption(since seenAt: Instant, now: Instant) -> Range<Instant>? {
        now > seenAt.adding(seconds: stillSecondsMax) ? seenAt..<now : nil
    }
}
