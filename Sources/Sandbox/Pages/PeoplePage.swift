import DigitalDocuments
import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/people-list`: everyone, page by page, or the one with a number.
    func getPeoplePage() -> Endpoint {
        Endpoint(
            .get, "/sandbox/people-list", summary: "The synthetic people as a table",
            access: .anyone(because: "Nobody of them lives"),
            query: [
                .init(
                    name: "page", schema: .integer(1...1_000_000), meaning: "The page, from 1"),
                .init(
                    name: "find", schema: .string(.anything),
                    meaning: "An IIN or a telephone number"),
            ], answers: [.page], isPage: true, isSandboxOnly: true
        ) { call in
            let typed = (call.query["find"] ?? "").trimmed
            let lastPage = (world.count + Self.peoplePerPage - 1) / Self.peoplePerPage
            let page = min(max(Int(call.query["page"] ?? "") ?? 1, 1), lastPage)
            let first = (page - 1) * Self.peoplePerPage
            let end = min(first + Self.peoplePerPage, world.count)
            let people =
                typed.isEmpty ? (first..<end).map { world.person($0) } : try await find(typed)
            let phones = try await currentPhones(of: people.map(\.iin))
            return .page(
                call.peoplePage(
                    people.map { row($0, phones[$0.iin]) }, typed: typed, page: page,
                    lastPage: lastPage))
        }
    }

    private static let peoplePerPage = 20

    fileprivate struct PersonRow {
        let person: SyntheticPerson
        let phone: PhoneNumber?
        let documents: [LocalizedText]
    }

    private func row(_ person: SyntheticPerson, _ phone: PhoneNumber?) -> PersonRow {
        PersonRow(
            person: person, phone: phone,
            documents: world.drafts(of: person.iin).map(\.documentType.title))
    }

    private func find(_ text: String) async throws -> [SyntheticPerson] {
        if let iin = try? IIN(text, rules: .sandbox) {
            return world.person(iin: iin).map { [$0] } ?? []
        }
        guard let phone = PhoneNumber(text) else { return [] }
        let holders = try await register(.phones)?.holders(of: phone) ?? []
        return holders.compactMap { world.person(iin: $0) }
    }
}

extension Call where Caller == Void {
    fileprivate func peoplePage(
        _ rows: [SandboxControls.PersonRow], typed: String, page: Int, lastPage: Int
    ) -> Page {
        sandboxPage(
            Words.title, at: "/sandbox/people-list?page=\("\(page)")", section: .people,
            width: .wide
        ) {
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            Form(language, action: "/sandbox/people-list", isGet: true) {
                TextField(
                    language, name: "find", label: say(Words.find), value: typed,
                    isOptional: true)
                Button(submit: say(Words.search), style: .secondary, isSmall: true)
            }
            if rows.isEmpty {
                EmptyState(title: say(Words.nobody), text: say(Words.nobodyText))
            } else {
                table(rows, page: typed.isEmpty ? page : nil)
            }
            if typed.isEmpty { turning(page, lastPage) }
        }
    }

    private func table(_ rows: [SandboxControls.PersonRow], page: Int?) -> Table {
        let today = Day(at: now)
        return Table(
            caption: page.map { say(Words.page) + " \($0)" } ?? say(Words.found),
            columns: [
                .init(say(Words.name)), .init(say(SandboxWords.iin)),
                .init(say(SandboxWords.phone)), .init(say(Words.age), isNumber: true),
                .init(say(Words.documents)),
            ],
            rows: rows.map { row in
                let dead = row.person.isDead(on: today) ? " ✝" : ""
                return [
                    .text(row.person.name.full + dead), Monospaced(row.person.iin.digits).html,
                    phoneLink(row.phone), .text("\(row.person.age(on: today))"),
                    .text(
                        row.documents.isEmpty
                            ? "–" : row.documents.map { say($0) }.joined(separator: ", ")),
                ]
            })
    }

    @HTMLBuilder private func turning(_ page: Int, _ lastPage: Int) -> HTML {
        tag(.nav, .class("pagination"), .aria("label", say(Words.page))) {
            if page > 1 {
                Button(
                    say(Words.previous), to: "/sandbox/people-list?page=\("\(page - 1)")",
                    style: .secondary, isSmall: true)
            } else {
                tag(.span)
            }
            tag(.span, .class("soft")) { "\(page) / \(lastPage)" }
            if page < lastPage {
                Button(
                    say(Words.next), to: "/sandbox/people-list?page=\("\(page + 1)")",
                    style: .secondary, isSmall: true)
            } else {
                tag(.span)
            }
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Ойдан шығарылған адамдар", ru: "Вымышленные люди", en: "Invented people")
    static let lead = LocalizedText(
        kk:
            "Алғашқы жиырма адамның өз тарихы бар, қалғаны кездейсоқ, бірақ әр іске қосқанда бірдей.",
        ru:
            "У первых двадцати есть история, остальные случайны, но одни и те же при каждом запуске.",
        en: "The first twenty have a story; the others are random, yet the same at every start.")
    static let find = LocalizedText(
        kk: "ЖСН немесе телефон нөмірі", ru: "ИИН или номер телефона", en: "IIN or phone number")
    static let search = LocalizedText(kk: "Іздеу", ru: "Найти", en: "Find")
    static let found = LocalizedText(kk: "Табылды", ru: "Найдено", en: "Found")
    static let nobody = LocalizedText(kk: "Ешкім табылмады", ru: "Никого нет", en: "Nobody found")
    static let nobodyText = LocalizedText(
        kk: "Толық ЖСН (12 цифр) немесе толық нөмір теріңіз.",
        ru: "Введите полный ИИН (12 цифр) или полный номер.",
        en: "Type the whole IIN (12 digits) or the whole number.")
    static let page = LocalizedText(kk: "Бет", ru: "Страница", en: "Page")
    static let name = LocalizedText(kk: "Аты-жөні", ru: "Имя", en: "Name")
    static let age = LocalizedText(kk: "Жасы", ru: "Возраст", en: "Age")
    static let documents = LocalizedText(kk: "Құжаттары", ru: "Документы", en: "Documents")
    static let previous = LocalizedText(kk: "Алдыңғы", ru: "Назад", en: "Previous")
    static let next = LocalizedText(kk: "Келесі", ru: "Дальше", en: "Next")
}
