import Casework
import Kernel
import Store

/// What the applicant hears by SMS of a case; what and why is read in the cabinet.
extension Platform {
    /// Tells whoever began the application and whoever signed it, each once.
    func tellApplicant(
        _ text: LocalizedText, of stored: StoredCase, at now: Instant,
        in transaction: any Transaction
    ) throws {
        let signer = try transaction.firstRow(
            """
            SELECT signer FROM casework_signature
            WHERE case_id = \(stored.id) AND purpose = 'application' ORDER BY round DESC LIMIT 1
            """
        ).map { try $0.iin(0) }
        for person in Set([stored.openedBy, signer].compactMap(\.self)).sorted(by: {
            $0.digits < $1.digits
        }) {
            try tellAfterwards(person, text, now: now, in: transaction)
        }
    }

    /// Tells of a hearing that begins with what ended a stage: its day counts from now on.
    func tellOfHearing(
        _ event: CaseEvent, of stored: StoredCase, at now: Instant,
        in transaction: any Transaction
    ) throws {
        guard case .completed(let completion) = event, let notice = completion.hearing else {
            return
        }
        try tellApplicant(
            CaseNoticeWording.hearing(stored.state.number ?? "", on: notice.on), of: stored,
            at: now, in: transaction)
    }
}

enum CaseNoticeWording {
    static func stopped(_ number: String) -> LocalizedText {
        LocalizedText(
            kk: "№ \(number) өтініш бойынша мерзім тоқтатылды. Себебін және не керегін порталдағы "
                + "кабинеттен қараңыз.",
            ru: "Срок по заявлению № \(number) остановлен. Причина и что нужно сделать – в "
                + "кабинете на портале.",
            en: "The term of application No. \(number) was stopped. Why, and what is needed, is in "
                + "your cabinet on the portal.")
    }

    static func started(_ number: String) -> LocalizedText {
        LocalizedText(
            kk: "№ \(number) өтініш бойынша мерзім қайта жүре бастады. Жаңа соңғы күнді порталдағы "
                + "кабинеттен қараңыз.",
            ru: "Срок по заявлению № \(number) снова идёт. Новый последний день – в кабинете на "
                + "портале.",
            en: "The term of application No. \(number) runs again. The new last day is in your "
                + "cabinet on the portal.")
    }

    static func hearing(_ number: String, on day: Day) -> LocalizedText {
        LocalizedText(
            kk: "№ \(number) өтініш бойынша тыңдау \(day) күні болады. Не көзделгенін қарап, "
                + "қарсылықты порталдағы кабинеттен жіберіңіз.",
            ru: "По заявлению № \(number) заслушивание \(day). Что предполагается и как возразить "
                + "– в кабинете на портале.",
            en: "On application No. \(number) you are heard on \(day). What is intended, and how "
                + "to object, is in your cabinet on the portal.")
    }

    static func signed(_ number: String) -> LocalizedText {
        LocalizedText(
            kk: "№ \(number) өтініш бойынша құжатқа қол қойылды. Ол порталдағы кабинетте.",
            ru: "По заявлению № \(number) подписан документ. Он в кабинете на портале.",
            en: "A paper on application No. \(number) was signed. It is in your cabinet on the "
                + "portal.")
    }
}
