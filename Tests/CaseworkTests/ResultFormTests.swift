import Kernel
import QyzmetTesting
import Testing

@testable import Casework

/// What stands in the forms, and in which order (annexes 1 and 2 of the list).
struct ResultFormTests {
    static let footing = ResultForm.Footing(
        link: "http://127.0.0.1/x", meaning: Bilingual(kk: "к", ru: "р"), digest: "00",
        preparedAt: Instant(seconds: 0))

    static func facts(refused: Bool) throws -> ResultFacts {
        let day = try #require(Day("2026-11-27"))
        let ground = ServiceDefinition.Ground(
            code: "1", title: LocalizedText(kk: "Негіз", ru: "Основание", en: "Ground"),
            clause: "IS-A3.9", after: [])
        let appeal = LocalizedText(kk: "Шағым", ru: "Жалоба", en: "Appeal")
        return ResultFacts(
            body: Bilingual(kk: "Орган қ", ru: "Орган р"),
            city: Bilingual(kk: "Астана қаласы", ru: "город Астана"), issuedOn: day,
            number: "2026-7", receivedOn: day.adding(days: -4), receivedNumber: "2026-6",
            recipient: "«Кен» ЖШС", address: Bilingual(kk: "Астана қ.", ru: "г. Астана"),
            service: Bilingual(kk: "Қызмет", ru: "Услуга"),
            asked: Bilingual(kk: "Алу", ru: "Получение"),
            ending: Bilingual(kk: "Нәтиже", ru: "Результат"), clause: "IS-A3.5",
            law: FormLaw(
                citations: [
                    "IS-A3.9": Bilingual(kk: "Қағида, 9-жол (IS-A3.9)", ru: "Правила, строка 9"),
                    "IS-A3.5": Bilingual(kk: "Қағида, 5-жол", ru: "Правила, строка 5 (IS-A3.5)"),
                ], places: ["IS-1.6.2": Bilingual(kk: "2) тармақша", ru: "подпункт 2)")],
                wordings: ["IS-A3.9": Bilingual(kk: "Тізім сөзі.", ru: "Слова перечня.")]),
            refusal: refused
                ? RefusalStatement(grounds: [ground], reasons: "Себебі", appeal: appeal) : nil,
            capacity: .head, signatory: "Аты Жөні")
    }

    private func text(_ content: ResultForm.Content?) -> String {
        switch content {
        case .line(let text): text
        case .both(let both): both.kk + "|" + both.ru
        case .paragraphs(let texts): texts.map { $0.kk + "|" + $0.ru }.joined(separator: "\n")
        case .table, nil: ""
        }
    }

    @Test(.clause("IS-A1", "IS-2.A3"))
    func `the refusal letter has its eleven fields in the order of annex 1`() throws {
        let form = ResultForm(
            .refusalLetter, try Self.facts(refused: true), footing: Self.footing)
        #expect(
            form.fields.map(\.name) == [
                .bodyInKazakh, .bodyInRussian, .cityInKazakh, .cityInRussian, .issuedOn, .number,
                .organisation, .address, .text, .position, .signatory,
            ])
        #expect(
            form.fields.map { text($0.content) }.prefix(8) == [
                "Орган қ", "Орган р", "Астана қаласы", "город Астана", "27.11.2026", "2026-7",
                "«Кен» ЖШС", "Астана қ.|г. Астана",
            ])
        let body = text(form.field(.text)?.content)
        for part in [
            "Орган қ", "23.11.2026", "2026-6", "қарап, мынаны хабарлайды", "рассмотрев",
            "сообщает следующее", "1) Тізім сөзі – Қағида, 9-жол (IS-A3.9);",
            "1) Слова перечня – Правила, строка 9;", "Себебі", "Шағым",
        ] {
            #expect(body.contains(part), "\(part)")
        }
        #expect(text(form.field(.signatory)?.content) == "Аты Жөні")
        // The file's own data name nobody.
        #expect(form.documentTitle == "Нәтиже № 2026-7")
    }

    @Test(.clause("IS-5A.9", "IS-5A.9-v1"))
    func `a refusal of further consideration says that, and not that the service is refused`()
        throws
    {
        var facts = try Self.facts(refused: true)
        let of = { (facts: ResultFacts) in
            text(ResultForm(.own, facts, footing: Self.footing).field(.text)?.content)
        }
        let service = "в оказании услуги отказано"
        #expect(of(facts).contains(service) && of(facts).contains("қызмет көрсетуден бас"))
        let end = try Definitions.named("explosives-licence").end("furtherRefused")
        #expect(end?.meaning == .refused && end?.clause == "IS-5A.9.1")
        facts.refused = end?.refused.map { Bilingual($0) }
        let body = of(facts)
        #expect(body.contains("в дальнейшем рассмотрении заявления отказано"))
        #expect(body.contains("өтінішті әрі қарай қараудан бас тартылды"))
        #expect(!body.contains(service) && !body.contains("қызмет көрсетуден бас"))
    }

    @Test(.clause("IS-A2", "IS-2.A4"))
    func `the certificate has the fields of annex 2, five columns and several people`() throws {
        var facts = try Self.facts(refused: false)
        facts.examinees = [
            ExamineeResult(
                name: "А. Бір", position: "инженер", education: "жоғары", outcome: .passed),
            ExamineeResult(name: "Б. Екі", position: "шебер", education: "", outcome: .failed),
            ExamineeResult(name: "В. Үш", position: "", education: "", outcome: .absent),
        ]
        facts.validUntil = Day("2027-11-27")
        let form = ResultForm(.certificate, facts, footing: Self.footing)
        #expect(
            form.fields.map(\.name) == [
                .bodyInKazakh, .bodyInRussian, .cityInKazakh, .cityInRussian, .number,
                .organisation, .text, .examinees, .validUntil, .position, .signatory,
            ])
        #expect(form.field(.number)?.label?.kk == "СЕРТИФИКАТ №")
        guard case .table(let columns, let rows) = form.field(.examinees)?.content else {
            Issue.record("no table")
            return
        }
        #expect(columns.prefix(4).map(\.kk) == ["р/с №", "Т.А.Ә.", "Лауазымы", "Білімі"])
        #expect(columns.last?.kk.contains("тапсырды, тапсырмады, келген жоқ") == true)
        #expect(columns.count == 5)
        #expect(
            rows.map { $0.map(\.kk) } == [
                ["1", "А. Бір", "инженер", "жоғары", "тапсырды"],
                ["2", "Б. Екі", "шебер", "", "тапсырмады"],
                ["3", "В. Үш", "", "", "келген жоқ"],
            ])
        #expect(text(form.field(.validUntil)?.content) == "27.11.2027 дейін|до 27.11.2027")
    }

    @Test func `our own form names a last day where there is one`() throws {
        var facts = try Self.facts(refused: false)
        let without = ResultForm(.own, facts, footing: Self.footing)
        #expect(without.field(.validUntil) == nil)
        facts.validUntil = Day("2028-11-26")
        let with = ResultForm(.own, facts, footing: Self.footing)
        #expect(text(with.field(.validUntil)?.content) == "26.11.2028 дейін|до 26.11.2028")
        #expect(with.fields.count == without.fields.count + 1)
    }

    @Test(.clause("IS-LNG-1"))
    func `every form is headed by body and city in Kazakh and in Russian`() throws {
        for kind in ResultForm.Kind.allCases {
            let form = ResultForm(
                kind, try Self.facts(refused: kind == .refusalLetter), footing: Self.footing)
            #expect(
                form.fields.prefix(4).map { text($0.content) } == [
                    "Орган қ", "Орган р", "Астана қаласы", "город Астана",
                ])
            #expect(form.fields.suffix(2).map(\.name) == [.position, .signatory])
        }
    }
}
