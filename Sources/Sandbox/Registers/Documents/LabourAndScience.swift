import DigitalDocuments
import Kernel
import Registers

/// The documents that the ministries of labour and of science issue.
extension SyntheticWorld {
    /// The certificate of targeted social assistance as a document.
    func draft(
        _ assistance: SocialAssistance, of person: SyntheticPerson, in block: [SyntheticPerson]
    ) -> DocumentDraft {
        let members = assistance.members.map { block[$0 % SyntheticWorld.blockSize].fullNames }
        return DocumentDraft(
            documentType: .aspCertificate, recordID: assistance.recordID, ownerIIN: person.iin,
            title: DocumentType.aspCertificate.title, validFrom: assistance.from,
            validUntil: assistance.until,
            fields: person.nameLines + [
                Line.text("iin", Label.iin, person.iin.digits),
                Line.text("address", Label.address, person.address.line),
                Line.text(
                    "kind", LocalizedText(kk: "Көмек түрі", ru: "Вид помощи", en: "Kind"),
                    assistance.kind.name),
                Line.day(
                    "from",
                    LocalizedText(kk: "Кезеңнің басы", ru: "Начало периода", en: "Period from"),
                    assistance.from),
                Line.day(
                    "until",
                    LocalizedText(kk: "Кезеңнің соңы", ru: "Конец периода", en: "Period until"),
                    assistance.until),
                Line.text(
                    "monthlyTiyn",
                    LocalizedText(
                        kk: "Айлық сома, тиын", ru: "Сумма в месяц, тиын",
                        en: "Sum a month, tiyn"), String(assistance.monthlyTiyn)),
                Line.text(
                    "members",
                    LocalizedText(
                        kk: "Отбасы мүшелері", ru: "Члены семьи", en: "Members of the family"),
                    joined(members)),
                Line.text(
                    "memberCount",
                    LocalizedText(
                        kk: "Отбасы мүшелерінің саны", ru: "Число членов семьи",
                        en: "Number of members"), String(members.count)),
                Line.text("number", Label.number, assistance.number),
                Line.text(
                    "assignedBy",
                    LocalizedText(kk: "Тағайындаған орган", ru: "Кем назначено", en: "Assigned by"),
                    assistance.assignedBy.name),
            ])
    }

    /// The diploma as a document; it never ends.
    func draft(_ diploma: DiplomaRecord, of person: SyntheticPerson) -> DocumentDraft {
        DocumentDraft(
            documentType: .diploma, recordID: diploma.recordID, ownerIIN: person.iin,
            title: titled(.diploma, diploma.number), validFrom: diploma.issuedOn, validUntil: nil,
            fields: person.nameLines + [
                Line.text("iin", Label.iin, person.iin.digits),
                Line.text("number", Label.number, diploma.number),
                Line.text(
                    "level", LocalizedText(kk: "Дәрежесі", ru: "Степень", en: "Degree"),
                    diploma.level.name),
                Line.text(
                    "programme",
                    LocalizedText(
                        kk: "Білім беру бағдарламасы", ru: "Образовательная программа",
                        en: "Educational programme"), diploma.programme),
                Line.text(
                    "university",
                    LocalizedText(kk: "Оқу орны", ru: "Учебное заведение", en: "University"),
                    diploma.university.name),
                Line.day("issuedOn", Label.issuedOn, diploma.issuedOn),
            ])
    }

    private func joined(_ names: [LocalizedText]) -> LocalizedText {
        LocalizedText(
            kk: names.map(\.kk).joined(separator: "; "),
            ru: names.map(\.ru).joined(separator: "; "),
            en: names.map(\.en).joined(separator: "; "))
    }
}
