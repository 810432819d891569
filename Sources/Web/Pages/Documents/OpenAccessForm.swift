import DigitalDocuments
import Kernel
import Rendering
import UseCases

/// The form by which a holder opens access: how long, how often (DD-15).
struct OpenAccessForm {
    let document: Identifier<DocumentReference>
    let limits: ShareLimits
    var lifetime: String
    var views: String
    var faults = FormFaults()

    /// A form; what has not been chosen yet is the installation's default.
    init(
        document: Identifier<DocumentReference>, limits: ShareLimits, lifetime: String? = nil,
        views: String? = nil
    ) {
        self.document = document
        self.limits = limits
        self.lifetime = lifetime ?? "\(limits.lifetimeDefault)"
        self.views = views ?? "\(limits.viewsDefault)"
    }

    private var lifetimes: [Int64] {
        choices([180, 600, 3600], limits.lifetimeDefault, limits.lifetimeMax)
    }
    private var viewCounts: [Int64] { choices([1, 3, 5], limits.viewsDefault, limits.viewsMax) }

    private func choices(_ usual: [Int64], _ standard: Int64, _ limit: Int64) -> [Int64] {
        Set(usual + [standard]).filter { $0 <= limit }.sorted()
    }

    /// What was chosen, when it is among the choices.
    ///
    /// Other values within the law's limits are for programs; a form has only these.
    mutating func check(in language: Language) -> (lifetimeSeconds: Int64, views: Int64)? {
        let lifetime = Int64(self.lifetime).flatMap { lifetimes.contains($0) ? $0 : nil }
        let views = Int64(self.views).flatMap { viewCounts.contains($0) ? $0 : nil }
        if lifetime == nil { faults.add("lifetime", Words.choose[language]) }
        if views == nil { faults.add("views", Words.choose[language]) }
        guard let lifetime, let views else { return nil }
        return (lifetime, views)
    }

    func form(in language: Language) -> Form {
        Form(language, action: "/documents/\(document.text)/shares") {
            ChoiceField(
                language, name: "lifetime", label: Words.lifetime[language],
                fault: faults["lifetime"],
                choices: lifetimes.map {
                    ChoiceField.Choice("\($0)", DurationFormat.text(seconds: $0, language))
                }, chosen: [lifetime])
            ChoiceField(
                language, name: "views", label: Words.views[language], fault: faults["views"],
                choices: viewCounts.map {
                    ChoiceField.Choice("\($0)", DocumentWords.view.text($0, language))
                }, chosen: [views])
            Button(submit: Self.title[language], icon: .eye)
        }
    }

    static let title = LocalizedText(
        kk: "Ашық қолжетімділік", ru: "Открытый доступ", en: "Open access")
    static let lead = LocalizedText(
        kk: "Құжатты біреуге көрсету үшін QR-код пен қысқа код жасаңыз. Мерзімі біткенше оларды "
            + "кез келген уақытта жаба аласыз, ал қарағандардың аты сізге көрінеді.",
        ru: "Чтобы показать документ, создайте QR-код и короткий код. Вы можете закрыть их в любой "
            + "момент и увидите, кто смотрел.",
        en: "To show the document to someone, make a QR code and a short code. You can close them "
            + "at any moment, and you will see who looked.")
}

private enum Words {
    static let lifetime = LocalizedText(
        kk: "Қанша уақытқа", ru: "На какое время", en: "For how long")
    static let views = LocalizedText(
        kk: "Неше рет көруге болады", ru: "Сколько раз можно посмотреть",
        en: "How many times it can be seen")
    static let choose = LocalizedText(
        kk: "Берілген мәндердің бірін таңдаңыз (DD-15)", ru: "Выберите одно из значений (DD-15)",
        en: "Choose one of the values (DD-15)")
}
