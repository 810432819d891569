import DigitalDocuments
import Kernel
import Registers

/// The documents that the Ministry of Internal Affairs issues.
extension SyntheticWorld {
    /// The identity card as a document; a lost one is void from the day of the report.
    func draft(_ card: IdentityCard, of person: SyntheticPerson) -> DocumentDraft {
        let issuer = LegalEntities.internalAffairs.name
        return DocumentDraft(
            documentType: .identityCard, recordID: card.recordID, ownerIIN: person.iin,
            title: DocumentType.identityCard.title, validFrom: card.issuedOn,
            validUntil: card.validUntil, revokedOn: card.lostOn,
            fields: person.nameLines + [
                Line.day("birthDate", Label.birthDate, person.birthDate),
                Line.text("iin", Label.iin, person.iin.digits),
                Line.text("sex", Label.sex, person.sex.name),
                Line.text("birthPlace", Label.birthPlace, person.birthPlace.full),
                Line.text(
                    "nationality",
                    LocalizedText(kk: "Ұлты", ru: "Национальность", en: "Nationality"),
                    person.origin.name),
                Line.text("number", Label.number, card.number),
                Line.text("issuedBy", Label.issuedBy, issuer),
                Line.day("issuedOn", Label.issuedOn, card.issuedOn),
                Line.day("validUntil", Label.validUntil, card.validUntil),
            ])
    }

    /// The driving licence as a document.
    func draft(_ license: DriverLicense, of person: SyntheticPerson) -> DocumentDraft {
        let categories = license.categories.map { "\($0.code) (\($0.since))" }
        return DocumentDraft(
            documentType: .driverLicense, recordID: license.recordID, ownerIIN: person.iin,
            title: DocumentType.driverLicense.title, validFrom: license.issuedOn,
            validUntil: license.validUntil,
            suspended: license.suspension.map { $0.from...max($0.from, $0.until) },
            fields: person.nameLines + [
                Line.day("birthDate", Label.birthDate, person.birthDate),
                Line.text("birthPlace", Label.birthPlace, person.birthPlace.full),
                Line.text("iin", Label.iin, person.iin.digits),
                Line.text("number", Label.number, license.number),
                Line.text(
                    "categories", LocalizedText(kk: "Санаттары", ru: "Категории", en: "Categories"),
                    license.categories.map(\.code).joined(separator: ", ")),
                Line.text(
                    "categoriesSince",
                    LocalizedText(
                        kk: "Санаттар ашылған күн", ru: "Даты открытия категорий",
                        en: "Categories held since"), categories.joined(separator: ", ")),
                Line.text("issuedBy", Label.issuedBy, LegalEntities.internalAffairs.name),
                Line.day("issuedOn", Label.issuedOn, license.issuedOn),
                Line.day("validUntil", Label.validUntil, license.validUntil),
            ])
    }

    /// The vehicle's registration certificate as a document; void once it is off the register.
    func draft(_ vehicle: Vehicle, of person: SyntheticPerson) -> DocumentDraft {
        DocumentDraft(
            documentType: .srts, recordID: vehicle.recordID, ownerIIN: person.iin,
            title: titled(.srts, vehicle.plate), validFrom: vehicle.registeredOn, validUntil: nil,
            revokedOn: vehicle.deregisteredOn,
            fields: vehicleLines(vehicle) + [
                Line.text("owner", Label.owner, person.fullNames),
                Line.text("ownerIin", Label.iin, person.iin.digits),
                Line.text("ownerAddress", Label.address, person.address.line),
                Line.text("number", Label.number, vehicle.certificateNumber),
                Line.text("issuedBy", Label.issuedBy, LegalEntities.internalAffairs.name),
                Line.day("issuedOn", Label.issuedOn, vehicle.registeredOn),
            ])
    }

    private func vehicleLines(_ vehicle: Vehicle) -> [DocumentField] {
        [
            Line.text(
                "plate",
                LocalizedText(
                    kk: "Тіркеу нөмірі", ru: "Регистрационный номер", en: "Registration plate"),
                vehicle.plate),
            Line.text(
                "make", LocalizedText(kk: "Маркасы", ru: "Марка", en: "Make"), vehicle.model.make),
            Line.text(
                "model", LocalizedText(kk: "Моделі", ru: "Модель", en: "Model"), vehicle.model.name),
            Line.text(
                "year",
                LocalizedText(kk: "Шығарылған жылы", ru: "Год выпуска", en: "Year of manufacture"),
                String(vehicle.year)),
            Line.text(
                "colour", LocalizedText(kk: "Түсі", ru: "Цвет", en: "Colour"), vehicle.colour),
            Line.text("vin", LocalizedText(kk: "VIN-код", ru: "VIN-код", en: "VIN"), vehicle.vin),
            Line.text(
                "engine",
                LocalizedText(
                    kk: "Қозғалтқыш көлемі, см³", ru: "Объём двигателя, см³", en: "Engine, cm³"),
                String(vehicle.model.engineCubicCentimetres)),
            Line.text(
                "mass",
                LocalizedText(
                    kk: "Жүктемесіз салмағы, кг", ru: "Масса без нагрузки, кг",
                    en: "Unladen mass, kg"), String(vehicle.model.massKilograms)),
        ]
    }

    /// The kind's title with what tells this one from the person's others.
    func titled(_ type: DocumentType, _ mark: String) -> LocalizedText {
        LocalizedText(
            kk: "\(type.title.kk), \(mark)", ru: "\(type.title.ru), \(mark)",
            en: "\(type.title.en), \(mark)")
    }
}
