import Kernel
import QyzmetTesting
import Regulations
import Testing
import WorkingTime

@testable import Casework

/// The events of the clock and of who does the work (UC-58, 59, 60).
@Suite struct WorkEventTests {
    private static let events: [CaseEvent] = [
        .suspended(
            .init(
                ground: "g", clause: "IS-1.6", reasons: "Because.", awaits: "calculations",
                until: day("2026-02-09"), on: day("2026-02-04"))),
        .suspended(.init(clause: "IS-1.6", on: day("2026-02-04"))),
        .resumed(.init(.arrived, on: day("2026-02-05"))),
        .supplied(document: "d", digest: "aa", parts: ["p"], on: day("2026-02-05")),
        .handedOver(
            .init(
                of: "stage", from: "a", to: nil, by: "b", reasons: "R", on: day("2026-02-05"))),
        .routed(.init(from: nil, to: "1", by: "b", reasons: "R", on: day("2026-02-05"))),
        .departmentNamed(
            .init(
                stage: "s", from: nil, to: "1", by: "b", reasons: "R", on: day("2026-02-05"))),
        .requestReturned(
            .init(
                stage: "s", from: "1", to: "2", by: "b", reasons: "R", on: day("2026-02-05"))),
        .calendarChanged(
            .init(
                from: "2026-01", to: "2026-07",
                moves: [.init(scope: .whole, before: day("2026-09-01"), after: nil)],
                days: [day("2026-08-31")], on: day("2026-07-01"))),
    ]

    @Test(arguments: events)
    func `an event is read back as it was written`(_ event: CaseEvent) throws {
        let json = try JSON.parse(Array(event.json.text.utf8))
        #expect(CaseEvent(json: json) == event)
        #expect(event.name == json["event"]?.string)
    }

    @Test func `a start that was kept before causes were is an official's`() throws {
        let json: JSON = ["event": "resumed", "on": "2026-02-05"]
        #expect(CaseEvent(json: json) == .resumed(.init(.official, on: day("2026-02-05"))))
        #expect(CaseEvent(json: ["event": "resumed", "cause": "x", "on": "2026-02-05"]) == nil)
        #expect(CaseEvent(json: ["event": "handedOver", "on": "2026-02-05"]) == nil)
        #expect(CaseEvent(json: ["event": "calendarChanged", "on": "2026-02-05"]) == nil)
    }

    @Test func `nothing of it happens to a draft, or after the end`() throws {
        let service = try Definitions.named("blasting-permit")
        var made = try service.fullCase(kind: "permit", variants: ["surface"])
        for event in Self.events {
            #expect(throws: CaseFault.self) { try made.apply(event, of: service) }
        }
        try made.apply(.submitted(submission("2026-02-02")), of: service)
        try made.apply(.withdrawn(on: day("2026-02-03")), of: service)
        for event in Self.events {
            #expect(throws: CaseFault.self) { try made.apply(event, of: service) }
        }
    }

    @Test func `work goes from who has it to somebody else, and nowhere else`() throws {
        let service = try Definitions.named("blasting-permit")
        var made = try service.fullCase(kind: "permit", variants: ["surface"])
        try made.apply(.submitted(submission("2026-02-02")), of: service)
        func handing(_ from: String?, _ to: String?, _ reasons: String) -> CaseEvent {
            .handedOver(
                .init(
                    of: CaseEvent.Handover.stageWork, from: from, to: to, by: "head",
                    reasons: reasons, on: day("2026-02-03")))
        }
        let reasons = String(repeating: "r", count: CaseFault.reasonsLengthMin)
        try made.apply(.taken(by: "a", on: day("2026-02-03")), of: service)
        #expect(throws: CaseFault.otherWorker) {
            try made.apply(handing("b", "c", reasons), of: service)
        }
        #expect(throws: CaseFault.otherWorker) {
            try made.apply(handing("a", "a", reasons), of: service)
        }
        #expect(throws: CaseFault.reasonsMissing) {
            var copy = made
            try copy.apply(handing("a", nil, "short"), of: service)
        }
        try made.apply(handing("a", "b", reasons), of: service)
        #expect(made.worker == "b")
        try made.apply(handing("b", nil, reasons), of: service)
        #expect(made.worker == nil)
    }

    @Test func `a definition whose grounds name what there is not is not opened`() throws {
        let file = try #require(
            Regulations.services.first { (try? JSON.parse($0))?["service"] == "blasting-permit" })
        let members = try #require(try JSON.parse(file).members)
        func faults(_ more: [JSON.Member]) throws -> [String] {
            let title: JSON = ["kk": "Негіз", "ru": "Основание", "en": "Ground"]
            let ground: JSON = .object(
                [
                    JSON.Member("code", "g"), JSON.Member("title", title),
                    JSON.Member("clause", "IS-1.6"),
                ] + more)
            let json: JSON = .object(members + [JSON.Member("suspensions", [ground])])
            return try ServiceDefinition(file: Array(json.text.utf8))
                .faults(knows: Definitions.knows)
        }
        #expect(try faults([]).isEmpty)
        #expect(try faults([JSON.Member("stages", ["review"])]).isEmpty)
        #expect(try !faults([JSON.Member("stages", ["nowhere"])]).isEmpty)
        #expect(try !faults([JSON.Member("awaits", "nothing")]).isEmpty)
        #expect(try !faults([JSON.Member("daysMax", 0)]).isEmpty)
        #expect(throws: DefinitionFault.self) { try faults([JSON.Member("daysMax", "ten")]) }
    }
}
