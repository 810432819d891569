import Kernel
import QyzmetTesting
import Regulations
import Testing
import WorkingTime

@testable import Casework

struct DefinitionTests {
    @Test func `the eight services are read and have no fault`() throws {
        let catalogue = try ServiceCatalogue(files: Regulations.services, knows: Definitions.knows)
        #expect(
            catalogue.services.map(\.code) == [
                "attestation", "blasting-permit", "design-approval", "explosives-licence",
                "facility-registration", "permanent-use-permit", "safety-examination",
                "technology-permit",
            ])
        for service in catalogue.services {
            for language in Language.allCases { #expect(service.title[language].count > 10) }
            #expect(service.appeal.kk != service.appeal.ru)
        }
    }

    @Test(
        .clause("IS-1.6", "IS-5A.7", "IS-5B.6", "IS-4.6"),
        arguments: [
            ("blasting-permit", "permit", ["1"], "IS-1.6"),
            ("explosives-licence", "licence", ["1", "2"], "IS-5A.7.1"),
            ("explosives-licence", "annex", ["1", "2"], "IS-5A.7.2"),
            ("explosives-licence", "reissue", ["3", "4"], "IS-5A.7.3"),
            ("explosives-licence", "reissueReorganisation", ["3", "4"], "IS-5A.7.4"),
            ("permanent-use-permit", "permit", ["1"], "IS-5B.6"),
            ("technology-permit", "permit", ["2"], "IS-4.6"),
        ])
    func `each application has the form that the act names`(
        _ code: String, _ kind: String, _ annexes: [String], _ clause: String
    ) throws {
        let service = try Definitions.named(code)
        let form = try #require(service.kind(kind)?.form)
        #expect(form.annexes == annexes && form.clause.tag == clause)
        for language in Language.allCases {
            for annex in annexes { #expect(form.words[language].contains(annex)) }
        }
    }

    @Test(
        .clause("IS-5A.7", "IS-5A.7-v2", "IS-PAY-1", "IS-SRC-1"),
        arguments: [
            ("licence", "IS-5A.7.1", ["feeProof", "qualificationForm", "qualificationDocuments"]),
            ("annex", "IS-5A.7.2", ["qualificationForm"]),
            ("reissue", "IS-5A.7.3", ["feeProof", "changes"]),
            (
                "reissueReorganisation", "IS-5A.7.4",
                ["feeProof", "qualificationForm", "changes"]
            ),
        ])
    func `each case of the licence cites its own sub-clause`(
        _ kind: String, _ clause: String, _ documents: [String]
    ) throws {
        let service = try Definitions.named("explosives-licence")
        var content = try service.fullCase(kind: kind).content
        content.fields["feePayment"] = "budget"
        let asked = service.completeness(of: content, by: Definitions.rules).findings
            .filter { $0.verdict != .notNeeded }
        #expect(asked.filter { $0.subject == .document }.map(\.code) == documents)
        for finding in asked where finding.subject == .document {
            #expect(finding.clause.tag == clause, "\(finding.code)")
            let verdict = CaseEvent.Verdict(.document, finding.code, digest: nil, reason: "R")
            #expect(service.item(verdict, in: kind).clause?.tag == clause)
        }
        for finding in asked where finding.subject == .field && finding.code != "place" {
            #expect(finding.clause.tag == clause, "\(finding.code)")
        }
    }

    @Test(
        .clause("IS-1.6", "IS-5A.7", "IS-5A.9", "IS-5B.6", "IS-4.7", "IS-3.9"),
        arguments: [
            ("blasting-permit", "permit", 5), ("explosives-licence", "licence", 10),
            ("explosives-licence", "annex", 10), ("explosives-licence", "reissue", 3),
            ("explosives-licence", "reissueReorganisation", 10),
            ("permanent-use-permit", "permit", 5),
        ])
    func `the total terms are those of the acts`(_ code: String, _ kind: String, _ days: Int) throws
    {
        let service = try Definitions.named(code)
        #expect(service.kind(kind)?.term?.amount == days)
    }

    @Test(.clause("IS-5A.9", "IS-4.7", "IS-3.9"))
    func `the terms of the stages are those of the acts`() throws {
        func terms(_ code: String) throws -> [String: Int] {
            Dictionary(
                try Definitions.named(code).stages.compactMap { stage in
                    stage.term.map { (stage.code, $0.amount) }
                }, uniquingKeysWith: +)
        }
        #expect(
            try terms("explosives-licence") == [
                "completeness": 2, "permitControl": 7, "decision": 1,
            ])
        #expect(try terms("technology-permit") == ["completeness": 2])
        #expect(try terms("attestation") == ["permitControl": 5])
        #expect(try terms("safety-examination").isEmpty)
    }

    @Test(.clause("IS-A3.9", "IS-5A.A5.9")) func `the grounds are those of the lists`() throws {
        let blasting = try Definitions.named("blasting-permit")
        #expect(blasting.grounds.map(\.code) == ["1", "2", "3", "4"])
        #expect(blasting.grounds.map(\.clause.tag) == (1...4).map { "IS-A3.9.\($0)" })
        let licence = try Definitions.named("explosives-licence")
        #expect(licence.grounds.dropFirst().map(\.clause.tag) == (1...7).map { "IS-5A.A5.9.\($0)" })
    }

    @Test(.clause("IS-3.2", "IS-3.2-v1")) func `attestation knows seven kinds of works`() throws {
        let field = try #require(try Definitions.named("attestation").field("workKind"))
        guard case .choice(let kinds) = field.content else { Issue.record("no choice"); return }
        #expect(kinds.map(\.clause?.tag) == (1...7).map { "IS-3.2.\($0)" })
        // The right is stated as the law states it, word for word, whatever it is printed on.
        for kind in kinds {
            let clause = try #require(kind.clause)
            let text = try #require(
                Regulations.clause(clause)?.version(on: day("2026-01-01"))?.text)
            for language in Language.allCases {
                #expect(kind.title[language] + "." == text[language])
            }
        }
        // The list applies from 2026-01-01; the clause itself says since when.
        #expect(Regulations.clause(field.clause)?.version(on: day("2025-12-31"))?.text == nil)
        #expect(Regulations.clause(field.clause)?.version(on: day("2026-01-01"))?.text != nil)
    }

    @Test func `a ninth service is a file and nothing else`() throws {
        let files = Regulations.services + [Array(NinthService.file.utf8)]
        let catalogue = try ServiceCatalogue(files: files, knows: Definitions.knows)
        let ninth = try #require(catalogue.service("ninth"))
        var made = try Case(kind: "only", variants: [], recipient: .naturalPerson, of: ninth)
        #expect(
            ninth.completeness(of: made.content, by: Definitions.nowhere).faults.map(\.code)
                == ["paper"])
        try made.apply(.attached(document: "paper", digest: "d", parts: []), of: ninth)
        let event = try made.submitting(
            submission("2026-02-02", channel: "counter", isSigned: false), of: ninth,
            by: Definitions.nowhere)
        try made.apply(event, of: ninth)
        try made.apply(
            made.completing(
                outcome: "yes", by: .head, on: day("2026-02-03"), of: ninth, options: CaseOptions()),
            of: ninth)
        try made.apply(.signed(by: .executor, on: day("2026-02-03")), of: ninth)
        #expect(made.phase == .ended("done", signedBy: .executor, on: day("2026-02-03")))
        // A service that is there already may not come again.
        #expect(throws: ServiceCatalogue.Fault.self) {
            try ServiceCatalogue(files: files + files, knows: Definitions.knows)
        }
    }

    @Test(arguments: [
        (#""next": "done""#, #""next": "nowhere""#, "leads to nowhere"),
        (#""routing": [{"#, #""routing": [], "x": [{"#, "no provider"),
        (#""clause": "IS-1.4""#, #""clause": "IS-1.99""#, "IS-1.99: unknown"),
        (#""grounds": ["g"]"#, #""grounds": []"#, "grounds"),
        (#""grounds": ["g"]"#, #""grounds": ["h"]"#, "ground h: unknown"),
        (#""signers": ["executor"]"#, #""signers": []"#, "nobody signs"),
        (#""code": "no""#, #""code": "yes""#, "yes twice"),
        (#""kinds": ["only"]"#, #""kinds": ["other"]"#, "kind other: unknown"),
        (#""amount": 3"#, #""amount": 6"#, "stages take 6"),
        (#""register": "things""#, #""register": null"#, "register"),
        (#""grounds": ["g"]"#, #""grounds": []"#, "stage work: verdicts, no refusal"),
        (
            #""clause": "IS-A3.9.1"}"#,
            #""clause": "IS-A3.9.1", "after": [{"stage": "work", "outcomes": ["yes"]}]}"#,
            "stage work: verdicts, no way out"
        ),
        (
            #""next": "refused", "grounds""#,
            #""next": "refused", "after": [{"stage": "work", "outcomes": ["yes"]}], "grounds""#,
            "stage work: verdicts, no way out"
        ),
        (#""clause": "IS-1.6", "kinds""#, #""clause": "IS-1.77", "kinds""#, "IS-1.77: unknown"),
        (
            #""noticeClause""#,
            #""switches": [{"option": "hearing", "from": "2026-01-01"}], "noticeClause""#,
            "switch hearing: no such stage"
        ),
    ])
    func `what cannot be is found at the start`(
        _ right: String, _ wrong: String, _ fault: String
    ) throws {
        #expect(NinthService.file.contains(right))
        let text = NinthService.file.replacing(right, with: wrong, maxReplacements: 1)
        let found = try ServiceDefinition(file: Array(text.utf8)).faults(knows: Definitions.knows)
        #expect(found.contains { $0.contains(fault) }, "\(found)")
    }

    @Test(arguments: [
        (#""amount": 3"#, #""amount": 0"#, "ninth stages 0 term"),
        (#""actor": "head""#, #""actor": "king""#, "ninth stages 0 actor"),
        (#""ru": "Документ""#, #""ru": """#, "ninth documents 0 title"),
        (#""service": "ninth""#, #""service": 9"#, "service"),
        (
            #""noticeClause""#,
            #""switches": [{"option": "x", "from": "2026-02-01", "until": "2026-01-01"}], "noticeClause""#,
            "ninth switches 0 until"
        ),
        (
            #""noticeClause""#, #""switches": [{"option": "x", "from": "soon"}], "noticeClause""#,
            "ninth switches 0 from"
        ),
    ])
    func `a file that cannot be read says where`(
        _ right: String, _ wrong: String, _ place: String
    ) {
        let text = NinthService.file.replacing(right, with: wrong, maxReplacements: 1)
        let fault = #expect(throws: DefinitionFault.self) {
            try ServiceDefinition(file: Array(text.utf8))
        }
        #expect(fault?.place == place)
    }
}

/// A service that no source knows.
enum NinthService {
    static let file = """
        {"service": "ninth", "act": "IS-1", "title": {"kk": "Тоғызыншы қызмет", "ru": "Девятая услуга", "en": "The ninth service"},
         "providerClause": "IS-1.4", "recipients": ["naturalPerson"], "recipientsClause": "IS-1.6",
         "channels": ["counter"],
         "signature": {"value": false, "clause": "IS-1.6", "assumed": true},
         "movesToNextWorkingDay": {"value": false, "clause": "IS-A3.7"},
         "kinds": [{"code": "only", "title": {"kk": "Бір", "ru": "Один", "en": "One"},
           "term": {"amount": 5, "unit": "workingDays", "clause": "IS-A3.3"}}],
         "documents": [{"code": "paper", "title": {"kk": "Құжат", "ru": "Документ", "en": "A paper"},
           "clause": "IS-1.6", "kinds": ["only"]}],
         "routing": [{"authority": "committee", "clause": "IS-1.4"}],
         "stages": [{"code": "work", "title": {"kk": "Жұмыс", "ru": "Работа", "en": "Work"}, "actor": "head",
           "clause": "IS-1.6", "clockStart": "acceptance",
           "term": {"amount": 3, "unit": "workingDays", "clause": "IS-A3.3"},
           "outcomes": [
             {"code": "yes", "title": {"kk": "Иә", "ru": "Да", "en": "Yes"}, "next": "done"},
             {"code": "no", "title": {"kk": "Жоқ", "ru": "Нет", "en": "No"}, "next": "refused", "grounds": ["g"]}]}],
         "ends": [
           {"code": "done", "title": {"kk": "Дайын", "ru": "Готово", "en": "Done"}, "meaning": "granted",
            "form": "none", "signers": ["executor"], "clause": "IS-1.6", "register": "things"},
           {"code": "refused", "title": {"kk": "Бас тарту", "ru": "Отказ", "en": "Refusal"}, "meaning": "refused",
            "form": "none", "signers": ["head"], "clause": "IS-1.6"}],
         "grounds": [{"code": "g", "title": {"kk": "Негіз", "ru": "Основание", "en": "Ground"}, "clause": "IS-A3.9.1"}],
         "appeal": {"kk": "Шағым", "ru": "Жалоба", "en": "Appeal"}, "noticeClause": "IS-1.11"}
        """
}
