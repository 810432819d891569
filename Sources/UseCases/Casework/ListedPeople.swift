import Casework
import Kernel

extension StoredCase {
    /// The fields that change, as events.
    ///
    /// - Throws: `invalidField` for a text where people are listed.
    func fills(_ fields: [(code: String, value: String)]) throws -> [CaseEvent] {
        try fields.enumerated().compactMap { place, field in
            let (code, value) = field
            // Of a field that is named more than once the last value counts.
            guard !fields[(place + 1)...].contains(where: { $0.code == code }) else { return nil }
            if definition.field(code)?.content == .people {
                guard value.isEmpty else {
                    throw Refusal(
                        .invalidField, PeopleWords.notText, clause: definition.field(code)?.clause,
                        places: [Refusal.Place("fields/\(code)", PeopleWords.notText)])
                }
                return try lists([], as: code)
            }
            return (state.content.fields[code] ?? "") == value
                ? nil : .filled(field: code, value: value)
        }
    }

    /// A list that changes, as an event; nil where it says the same already.
    ///
    /// - Throws: `applicationLimit` for more people, or longer texts, than a list may have.
    func lists(_ people: [ListedPerson], as field: String) throws(Refusal) -> CaseEvent? {
        guard people.count <= ListedPerson.countMax else {
            throw Refusal(
                .applicationLimit, PeopleWords.tooMany, clause: definition.field(field)?.clause)
        }
        let text = JSON.array(people.map(\.json)).text
        guard text.unicodeScalars.count <= ListedPerson.listLengthMax else {
            throw Refusal(.applicationLimit, PeopleWords.tooLong)
        }
        let content = state.content
        guard content.people[field] ?? [] != people || content.fields[field] != nil else {
            return nil
        }
        return .listed(field: field, people: people)
    }
}

extension Completeness.Finding {
    /// What is missing or wrong, each at its place in the application.
    package var places: [Refusal.Place] {
        let name =
            switch subject {
            case .field: "fields/\(code)"
            case .document: "documents/\(code)"
            case .variant, .holding, .rights: code
            }
        guard rows.isEmpty else {
            return rows.map { fault in
                let path = [fault.row.map { "\($0)" }, fault.part?.rawValue].compactMap(\.self)
                return Refusal.Place(
                    ([name] + path).joined(separator: "/"), PeopleWords.detail(fault.problem),
                    clause: clause)
            }
        }
        switch verdict {
        case .missing: return [Refusal.Place(name, PeopleWords.missing, clause: clause)]
        case .wrong: return [Refusal.Place(name, PeopleWords.wrong, clause: clause)]
        case .withoutParts(let parts):
            return parts.map {
                Refusal.Place("\(name)/parts/\($0)", PeopleWords.missing, clause: clause)
            }
        case .present, .heldByState, .notNeeded: return []
        }
    }
}

/// Words about what an application says at one place, a list of people above all.
package enum PeopleWords {
    static let missing = LocalizedText(
        kk: "толтырылмаған", ru: "не заполнено", en: "is not filled in")
    static let wrong = LocalizedText(
        kk: "мұндай мән бола алмайды", ru: "такого значения быть не может",
        en: "cannot have this value")
    static let notText = LocalizedText(
        kk: "Мұнда мәтін емес, адамдардың тізімі керек",
        ru: "Здесь нужен список людей, а не текст",
        en: "A list of people is needed here, not a text")
    static let empty = LocalizedText(
        kk: "ЖСН-ін, аты-жөнін, лауазымын және білімін жазыңыз",
        ru: "Напишите ИИН, ФИО, должность и образование",
        en: "Write the IIN, the full name, the position and the education")
    static let changedSince = LocalizedText(
        kk: "Тізім басқа терезеде өзгерді: төменде қазіргі тізім тұр",
        ru: "Список изменился в другом окне: ниже он такой, как сейчас",
        en: "The list has changed in another window: below it stands as it is now")
    static let tooMany = LocalizedText(
        kk: "Бір өтініште ең көбі \(ListedPerson.countMax) адам",
        ru: "В одном заявлении не больше \(ListedPerson.countMax) человек",
        en: "At most \(ListedPerson.countMax) people in one application")
    static let tooLong = LocalizedText(
        kk: "Тізім тым ұзын: лауазымдар мен білімді қысқартыңыз",
        ru: "Список слишком длинный: сократите должности и образование",
        en: "The list is too long: shorten positions and education")

    /// What is wrong at a place of a list.
    package static func detail(_ problem: ListedPersonFault.Problem) -> LocalizedText {
        switch problem {
        case .missing: missing
        case .tooLong:
            LocalizedText(
                kk: "\(ListedPerson.lengthMax) таңбадан ұзын",
                ru: "длиннее \(ListedPerson.lengthMax) знаков",
                en: "is longer than \(ListedPerson.lengthMax) characters")
        case .notNumber:
            LocalizedText(
                kk: "мұндай ЖСН жоқ: 12 цифр, соңғысы бақылау цифры – сандарды тексеріңіз",
                ru: "такого ИИН не бывает: 12 цифр, последняя контрольная – проверьте цифры",
                en: "is no IIN: 12 digits, the last of them a check digit – look at the digits")
        case .twice(let row):
            LocalizedText(
                kk: "бұл ЖСН \(row + 1)-жолда тұр", ru: "этот ИИН уже стоит в строке \(row + 1)",
                en: "stands in row \(row + 1) already")
        case .tooMany: tooMany
        }
    }
}
