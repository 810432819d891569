import DigitalDocuments
import Kernel
import Registers

/// The documents that the Ministry of Justice issues.
extension SyntheticWorld {
    /// The birth certificate as a document; it never ends.
    func draft(
        _ certificate: BirthCertificate, of person: SyntheticPerson, in block: [SyntheticPerson]
    ) -> DocumentDraft {
        DocumentDraft(
            documentType: .birthCertificate, recordID: certificate.recordID, ownerIIN: person.iin,
            title: DocumentType.birthCertificate.title, validFrom: certificate.issuedOn,
            validUntil: nil,
            fields: person.nameLines + [
                Line.text("iin", Label.iin, person.iin.digits),
                Line.text("sex", Label.sex, person.sex.name),
                Line.day("birthDate", Label.birthDate, person.birthDate),
                Line.text("birthPlace", Label.birthPlace, person.birthPlace.full),
                Line.text(
                    "actNumber",
                    LocalizedText(
                        kk: "Акт жазбасының нөмірі", ru: "Номер актовой записи", en: "Act number"),
                    certificate.actNumber),
                Line.day(
                    "actDate",
                    LocalizedText(
                        kk: "Акт жазбасының күні", ru: "Дата актовой записи", en: "Act date"),
                    certificate.issuedOn),
                parentLine(
                    "father", LocalizedText(kk: "Әкесі", ru: "Отец", en: "Father"),
                    certificate.father, block),
                parentLine(
                    "mother", LocalizedText(kk: "Анасы", ru: "Мать", en: "Mother"),
                    certificate.mother, block),
                Line.text("number", Label.number, certificate.number),
                Line.text("issuedBy", Label.issuedBy, LegalEntities.justice.name),
                Line.day("issuedOn", Label.issuedOn, certificate.issuedOn),
            ])
    }

    /// A parent's name; a dash where the register holds none.
    private func parentLine(
        _ name: String, _ label: LocalizedText, _ parent: Int?, _ block: [SyntheticPerson]
    ) -> DocumentField {
        guard let parent else { return Line.text(name, label, "—") }
        return Line.text(name, label, block[parent % SyntheticWorld.blockSize].fullNames)
    }
}
