import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `POST /cases/{id}/people/{field}`: adds a person to a list, keeps one, or takes one out.
    static let postCasePersonPage = Endpoint(
        .post, "/cases/{id}/people/{field}", summary: "Fill in one person of a list",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .form(
            ListedPerson.Part.allCases.flatMap {
                Endpoint.numbered($0.rawValue, lengthMax: ListedPerson.lengthMax)
            } + [
                FormField(name: "row", lengthMax: 2),
                FormField(name: "was", lengthMax: ListedPerson.lengthMax),
                FormField(name: "do", lengthMax: 6),
            ]), answers: [.goOn, .page],
        problems: [.notFound, .edsRequired, .caseNotInState, .invalidField, .applicationLimit],
        isPage: true
    ) { call in
        try await call.onCase(at: "#people") { id in
            let row = Int(call.typed("row")) ?? 0
            let action = PeoplePart.Action(rawValue: call.typed("do")) ?? .add
            _ = try await call.platform.changeList(
                call.path["field"] ?? "", row: row,
                number: action == .add ? nil : call.typed("was"),
                to: action == .remove ? nil : call.person(row), of: id, by: call.caller,
                once: call.once)
        }
    }
}

extension Call {
    /// The person of a row, as the form has it.
    fileprivate func person(_ row: Int) -> ListedPerson {
        func text(_ part: ListedPerson.Part) -> String { typed("\(part.rawValue)\(row)") }
        return ListedPerson(
            iin: text(.iin), name: text(.name), position: text(.position),
            education: text(.education),
            capacity: ListedPerson.Capacity(rawValue: text(.capacity)))
    }
}

/// A list of people in a draft: a card for each, which opens to be changed, and a form for the next.
struct PeoplePart: Component {
    /// What a press of a button does.
    enum Action: String {
        case add, keep, remove
    }

    let language: Language
    let base: String
    let field: ServiceDefinition.Field
    /// Where it says that the list is asked for.
    let cited: String
    let people: [ListedPerson]
    /// What was typed in the place of the list before lists were kept; nil otherwise.
    let text: String?
    let faults: [ListedPersonFault]
    /// What was sent and not taken.
    let typed: [String: String]

    private var action: PageURL {
        PageURL(checking: "\(base)/people/\(field.code)") ?? "/cases"
    }

    var html: HTML {
        tag(.section, .id("people"), .class("stack")) {
            Heading(2, field.title[language])
            Paragraph(ListWords.lead(people.count)[language] + " " + cited, style: .soft)
            if let text {
                Notice(.warn, title: ListWords.wasText[language]) { Paragraph(text) }
            }
            for (row, person) in people.enumerated() { card(person, row) }
            if people.count < ListedPerson.countMax {
                More(ListWords.add[language], isOpen: true) {
                    form(nil, people.count, .add, ListWords.add)
                }
            }
        }
    }

    private func card(_ person: ListedPerson, _ row: Int) -> Card {
        let isFaulty = faults.contains { $0.row == row }
        return Card(
            title: "\(row + 1). \(person.name)",
            badge: isFaulty ? Badge(.bad, ListWords.wrong[language]) : nil
        ) {
            Paragraph(person.line(language, isNamed: false))
            More(ListWords.change[language], isOpen: isFaulty) {
                form(person, row, .keep, CaseWords.keep)
            }
            Form(language, action: action, hidden: hidden(person, row)) {
                Button(
                    submit: "\(ListWords.remove[language]): \(person.shortName)", name: "do",
                    value: Action.remove.rawValue, style: .danger, isSmall: true)
            }
        }
    }

    private func hidden(_ person: ListedPerson?, _ row: Int) -> [(name: String, value: String)] {
        [(name: "row", value: "\(row)")] + (person.map { [(name: "was", value: $0.iin)] } ?? [])
    }

    private func form(
        _ person: ListedPerson?, _ row: Int, _ kind: Action, _ press: LocalizedText
    ) -> Form {
        Form(language, action: action, hidden: hidden(person, row)) {
            input(.iin, row, person, person?.iin, ExamineeWords.iin, .identificationNumber)
            input(.name, row, person, person?.name, ExamineeWords.name)
            input(.position, row, person, person?.position, ExamineeWords.position)
            input(.education, row, person, person?.education, ExamineeWords.education)
            SelectField(
                language, name: "capacity\(row)", label: ExamineeWords.asWhom[language],
                fault: fault(.capacity, row),
                options: [("", "–")]
                    + ListedPerson.Capacity.allCases.map {
                        ($0.rawValue, ExamineeWords.capacity($0)[language])
                    }, chosen: value(.capacity, row, person?.capacity?.rawValue, person))
            Button(
                submit: press[language], name: "do", value: kind.rawValue, style: .secondary)
        }
    }

    private func input(
        _ part: ListedPerson.Part, _ row: Int, _ person: ListedPerson?, _ known: String?,
        _ label: LocalizedText, _ content: TextField.Content = .text
    ) -> TextField {
        TextField(
            language, name: "\(part.rawValue)\(row)", label: label[language],
            value: value(part, row, known, person), fault: fault(part, row), content: content)
    }

    /// What was sent and not taken stands in the form from which it came, and in no other row.
    private func value(
        _ part: ListedPerson.Part, _ row: Int, _ known: String?, _ person: ListedPerson?
    ) -> String {
        guard typed["was"] == person?.iin, let sent = typed["\(part.rawValue)\(row)"] else {
            return known ?? ""
        }
        return sent
    }

    private func fault(_ part: ListedPerson.Part, _ row: Int) -> String? {
        faults.first { $0.row == row && $0.part == part }
            .map { PeopleWords.detail($0.problem)[language] }
    }
}

extension ListedPerson {
    /// The person in one line.
    func line(_ language: Language, isNamed: Bool = true) -> String {
        [
            isNamed ? name : "", iin, position, education,
            capacity.map { ExamineeWords.capacity($0)[language] } ?? "",
        ].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// What tells a button of this person from another's.
    fileprivate var shortName: String { name.isEmpty ? iin : name }
}

/// What pages say about a list of people.
private enum ListWords {
    static let add = LocalizedText(
        kk: "Адам қосу", ru: "Добавить человека", en: "Add a person")
    static let change = LocalizedText(kk: "Түзету", ru: "Исправить", en: "Change")
    static let remove = LocalizedText(kk: "Алып тастау", ru: "Убрать", en: "Take out")
    static let wrong = LocalizedText(
        kk: "түзету керек", ru: "нужно исправить", en: "to be mended")
    static let wasText = LocalizedText(
        kk: "Бұрын мұнда мәтін жазылған еді. Әр адамды төменге жеке енгізіңіз",
        ru: "Раньше здесь был текст. Внесите каждого человека ниже отдельно",
        en: "This was a text before. Enter each person below")

    static func lead(_ count: Int) -> LocalizedText {
        LocalizedText(
            kk: "Енгізілгені: \(count). Бір өтініште ең көбі \(ListedPerson.countMax) адам.",
            ru: "Внесено: \(count). В одном заявлении не больше \(ListedPerson.countMax) человек.",
            en: "Entered: \(count). At most \(ListedPerson.countMax) people in one application.")
    }
}
