import DigitalDocuments
import Kernel
import Registers
import Rendering
import UseCases

extension DocumentType {
    /// The paper that the card looks like.
    var paper: DocumentCard.Paper {
        switch self {
        case .identityCard: .identity
        case .driverLicense: .licence
        case .srts: .vehicle
        case .birthCertificate: .family
        case .aspCertificate, .diploma: .support
        }
    }
}

extension DocumentContent {
    /// Surname, name and patronymic as the document has them; the owner of a vehicle.
    func holderName(in language: Language) -> String {
        if let owner = line("owner", language) { return owner }
        return ["surname", "name", "patronymic"].compactMap { line($0, language) }
            .joined(separator: " ")
    }

    /// The number that the document bears.
    var number: String { line("number", .kk) ?? recordID }

    /// The document looking like one, with its seal once its signature has been verified.
    package func card(in language: Language) -> DocumentCard {
        DocumentCard(
            documentType.paper, name: documentType.title[language], issuer: issuer.name[language],
            holder: holderName(in: language), number: number,
            badge: Badge(.good, DocumentWords.inForce[language]),
            fields: validUntil.map {
                [(name: DocumentWords.validUntil[language], value: MomentFormat.shortDay($0))]
            } ?? [], seal: DocumentCard.verifiedSeal(language), isHeading: false)
    }

    /// Every line in the order of the form, then who issues it.
    package func summary(in language: Language) -> SummaryList {
        var rows = fields.map { field in
            SummaryList.Row(field.label[language], shown(field.value[language]))
        }
        if !fields.contains(where: { $0.name == "issuedBy" }) {
            rows.append(SummaryList.Row(DocumentWords.issuer[language], issuer.name[language]))
        }
        return SummaryList(rows)
    }

    /// `реестр по состоянию на 14:05:09`, with the day.
    func asOfText(in language: Language) -> String {
        let moment =
            MomentFormat.day(Day(at: asOf), language) + ", " + MomentFormat.timeWithSeconds(asOf)
        return switch language {
        case .kk: "Мемлекеттік тіркелімнің \(moment) кезіндегі деректері"
        case .ru: "Данные государственного реестра на \(moment)"
        case .en: "Data of the state register as of \(moment)"
        }
    }

    private func line(_ name: String, _ language: Language) -> String? {
        fields.first { $0.name == name }.map { $0.value[language] }
    }

    /// A day as people write it, `20.11.2026`; any other value as it stands.
    private func shown(_ value: String) -> String {
        Day(value).map { MomentFormat.shortDay($0) } ?? value
    }
}

/// Words that several pages about documents share.
enum DocumentWords {
    static let section = LocalizedText(
        kk: "Цифрлық құжаттар", ru: "Цифровые документы", en: "Digital documents")
    static let inForce = LocalizedText(kk: "Жарамды", ru: "Действует", en: "In force")
    static let validUntil = LocalizedText(
        kk: "Жарамдылық мерзімі", ru: "Действует до", en: "Valid until")
    static let issuer = LocalizedText(
        kk: "Құжатты берген орган", ru: "Орган, выдавший документ", en: "Issuing body")
    static let revocationUnknown = LocalizedText(
        kk:
            "Құжатты берген органның сертификаты қайтарып алынбағанын қазір тексеру мүмкін болмады.",
        ru: "Сейчас не удалось проверить, не отозван ли сертификат органа, выдавшего документ.",
        en: "It could not be checked now whether the issuing body's certificate is revoked.")
    static let own = LocalizedText(
        kk: "Менің құжаттарым", ru: "Мои документы", en: "My documents")
    static let lines = LocalizedText(
        kk: "Құжаттағы мәліметтер", ru: "Сведения из документа", en: "What the document says")
    static let unnamed = LocalizedText(
        kk: "Аты көрсетілмеген", ru: "Имя не указано", en: "No name given")

    /// How often a document may be seen.
    static let view = CountedNoun(
        kk: "рет", ru: ("просмотр", "просмотра", "просмотров"), en: ("view", "views"))
}

extension ViewWay {
    /// How a document was asked for, in words.
    var name: LocalizedText {
        switch self {
        case .qr: LocalizedText(kk: "QR-код арқылы", ru: "по QR-коду", en: "by QR code")
        case .shortCode:
            LocalizedText(kk: "қысқа код арқылы", ru: "по короткому коду", en: "by short code")
        case .phoneNumber:
            LocalizedText(
                kk: "телефон нөмірі арқылы", ru: "по номеру телефона", en: "by phone number")
        }
    }
}
