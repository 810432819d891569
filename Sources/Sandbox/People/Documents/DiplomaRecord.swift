import DigitalDocuments
import Kernel

/// A university's diploma.
package struct DiplomaRecord: Hashable, Sendable {
    /// A level of higher education.
    package enum Level: String, CaseIterable, Sendable, Hashable {
        case bachelor
        case master

        /// What it is called.
        package var name: LocalizedText {
            switch self {
            case .bachelor: LocalizedText(kk: "Бакалавр", ru: "Бакалавр", en: "Bachelor")
            case .master: LocalizedText(kk: "Магистр", ru: "Магистр", en: "Master")
            }
        }
    }

    /// The record's name in the register.
    package var recordID: String
    /// The series and eight digits.
    package var number: String
    /// The level.
    package var level: Level
    /// The educational programme.
    package var programme: LocalizedText
    /// Who granted it.
    package var university: LegalEntity
    /// The day on which it was granted.
    package var issuedOn: Day
}

extension SyntheticWorld {
    /// The diplomas of the person, the latest first.
    package func diplomas(of person: SyntheticPerson) -> [DiplomaRecord] {
        let age = person.age(on: today)
        guard age >= 24, !person.isDead(on: today) else { return [] }
        var random = random(.diplomas, person.index)
        let named = NamedPerson(rawValue: person.index)
        let has = random.chance(perThousand: age < 60 ? 420 : 200)
        let isMaster = random.chance(perThousand: 150)
        guard named.map({ $0 == .graduate || $0 == .bankClerk }) ?? has else { return [] }
        let granted = person.birthDate.components.year + random.within(21...23)
        let programme = random.pick(Self.programmes)
        let bachelor = diploma(person, .bachelor, year: granted, programme, &random)
        guard isMaster, granted + 2 < today.components.year else { return [bachelor] }
        return [diploma(person, .master, year: granted + 2, programme, &random), bachelor]
    }

    private func diploma(
        _ person: SyntheticPerson, _ level: DiplomaRecord.Level, year: Int,
        _ programme: LocalizedText, _ random: inout SplitMix64
    ) -> DiplomaRecord {
        let ordinal = level == .bachelor ? 0 : 1
        let day = Day(year: year, month: 6, day: random.within(10...30)) ?? today
        return DiplomaRecord(
            recordID: recordID(.diploma, of: person.index, ordinal: ordinal),
            number: (level == .bachelor ? "ЖБ-Б № " : "ЖООК-М № ")
                + digitText(decimals(person.index * 2 + ordinal, 8)),
            level: level, programme: programme,
            university: random.pick(LegalEntities.universities), issuedOn: min(today, day))
    }

    private static let programmes: [LocalizedText] = [
        LocalizedText(
            kk: "Ақпараттық жүйелер", ru: "Информационные системы", en: "Information Systems"),
        LocalizedText(kk: "Құқықтану", ru: "Юриспруденция", en: "Law"),
        LocalizedText(kk: "Қаржы", ru: "Финансы", en: "Finance"),
        LocalizedText(kk: "Мұнай-газ ісі", ru: "Нефтегазовое дело", en: "Oil and Gas Engineering"),
        LocalizedText(kk: "Жалпы медицина", ru: "Общая медицина", en: "General Medicine"),
        LocalizedText(
            kk: "Бастауышта оқыту педагогикасы", ru: "Педагогика начального обучения",
            en: "Primary Education"),
        LocalizedText(kk: "Құрылыс", ru: "Строительство", en: "Construction"),
    ]
}
