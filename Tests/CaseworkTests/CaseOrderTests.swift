import Kernel
import QyzmetTesting
import Regulations
import Testing
import WorkingTime

@testable import Casework

/// What may not happen, and what stays as it is then.
struct CaseOrderTests {
    @Test(.clause("IS-1.6-v1", "IS-5A.7-v1"))
    func `a permit is for legal entities, a licence for both`() throws {
        let blasting = try Definitions.named("blasting-permit")
        #expect(throws: CaseFault.wrongRecipient) {
            try Case(kind: "permit", variants: [], recipient: .naturalPerson, of: blasting)
        }
        let licence = try Definitions.named("explosives-licence")
        for recipient in RecipientKind.allCases {
            _ = try Case(kind: "licence", variants: [], recipient: recipient, of: licence)
        }
    }

    @Test(.clause("IS-EDS-1", "IS-CH-1")) func `no signature or another portal is no submission`()
        throws
    {
        let service = try Definitions.named("blasting-permit")
        let made = try service.fullCase(kind: "permit", variants: ["surface"])
        func fault(_ facts: CaseEvent.Submission) -> CaseFault? {
            do throws(CaseFault) {
                _ = try made.submitting(facts, of: service, by: Definitions.rules)
                return nil
            } catch { return error }
        }
        #expect(fault(submission("2026-02-02", isSigned: false)) == .notSigned)
        #expect(fault(submission("2026-02-02", channel: "counter")) == .unknown("counter"))
        // Both portals that the two texts of clause 6 name.
        #expect(fault(submission("2026-02-02", channel: "www.egov.kz")) == nil)
        #expect(fault(submission("2026-02-02", channel: "www.elicense.kz")) == nil)
    }

    @Test func `what was submitted cannot be changed, nor submitted again`() throws {
        let service = try Definitions.named("blasting-permit")
        var made = try service.fullCase(kind: "permit", variants: ["surface"])
        try made.apply(.submitted(submission("2026-02-02")), of: service)
        let before = made
        let late: [CaseEvent] = [
            .filled(field: "purpose", value: "wells"), .submitted(submission("2026-02-03")),
            .attached(document: "calculations", digest: "other", parts: []),
            .detached(document: "calculations"),
            .opened(kind: "permit", variants: [], by: .legalEntity),
        ]
        for event in late {
            #expect(throws: CaseFault.self) { try made.apply(event, of: service) }
            #expect(made == before)
        }
    }

    @Test func `the fold of the events is the case`() throws {
        let service = try Definitions.named("technology-permit")
        let events: [CaseEvent] = [
            .opened(kind: "permit", variants: [], by: .legalEntity),
            .filled(field: "subject", value: "device"),
            .submitted(submission("2026-02-02", channel: "portal")),
            .completed(
                CaseEvent.Completion(
                    stage: "completeness", outcome: "complete", actor: .responsibleExecutor,
                    grounds: [], reasons: "", results: [], via: nil, hearing: nil, law: nil,
                    on: day("2026-02-03"))),
        ]
        for count in events.indices {
            let folded = try #require(try Case(folding: events.prefix(count + 1), of: service))
            #expect(folded.content.fields["subject"] == (count > 0 ? "device" : nil))
        }
        #expect(try Case(folding: [CaseEvent](), of: service) == nil)
        #expect(throws: CaseFault.notOpened) {
            try Case(folding: events.dropFirst(), of: service)
        }
        #expect(throws: CaseFault.alreadyOpened) {
            try Case(folding: events + events.prefix(1), of: service)
        }
        #expect(throws: CaseFault.otherStage("conformity")) {
            try Case(folding: events + events.suffix(1), of: service)
        }
    }

    @Test(.clause("IS-4.7", "IS-4.6", "IS-CAB-1"))
    func `only the head or the replacement signs, once and after a decision`() throws {
        let service = try Definitions.named("technology-permit")
        var made = try service.fullCase(kind: "permit")
        #expect(throws: CaseFault.nothingToSign) {
            try made.apply(.signed(by: .head, on: day("2026-02-02")), of: service)
        }
        try made.apply(.submitted(submission("2026-02-02", channel: "portal")), of: service)
        for outcome in ["complete", "granted"] {
            try made.apply(
                made.completing(
                    outcome: outcome, by: .responsibleExecutor, on: day("2026-02-03"), of: service,
                    options: CaseOptions()), of: service)
        }
        #expect(throws: CaseFault.wrongSigner) {
            try made.apply(.signed(by: .executor, on: day("2026-02-04")), of: service)
        }
        try made.apply(.signed(by: .replacement, on: day("2026-02-04")), of: service)
        #expect(made.phase == .ended("permitted", signedBy: .replacement, on: day("2026-02-04")))
        #expect(throws: CaseFault.nothingToSign) {
            try made.apply(.signed(by: .head, on: day("2026-02-05")), of: service)
        }
        #expect(throws: CaseFault.ended) {
            try made.apply(.withdrawn(on: day("2026-02-05")), of: service)
        }
    }

    @Test func `a stopped clock stops the work too, and the days are not counted`() throws {
        let service = try Definitions.named("blasting-permit")
        let calendar = try #require(
            try CalendarData(file: Regulations.workingCalendar).calendar(version: "2026-07"))
        let rule = CountingRule(countsStartDay: false, isAssumed: true)
        var made = try service.fullCase(kind: "permit", variants: ["surface"])
        try made.apply(.submitted(submission("2026-02-02")), of: service)
        #expect(throws: CaseFault.notSuspended) {
            try made.apply(.resumed(.init(on: day("2026-02-03"))), of: service)
        }
        try made.apply(
            .suspended(.init(clause: "IS-1.6", on: day("2026-02-04"))), of: service)
        #expect(try made.deadlines(of: service, rule: rule, calendar: calendar).due == nil)
        #expect(throws: CaseFault.suspended) {
            try made.completing(
                outcome: "granted", by: .responsibleExecutor, on: day("2026-02-05"), of: service,
                options: CaseOptions())
        }
        try made.apply(.resumed(.init(on: day("2026-02-09"))), of: service)
        #expect(
            try made.deadlines(of: service, rule: rule, calendar: calendar).due
                == day("2026-02-12"))
    }

    @Test func `a hearing comes before a refusal where it is switched on`() throws {
        let service = try Definitions.named("blasting-permit")
        let options = CaseOptions([
            [.init("hearing", .init(from: day("2026-02-01"), until: day("2026-03-01")))]
        ])
        let reasons = "Расчёт сейсмического воздействия не представлен."
        func refused(on: String) throws -> Case {
            var made = try service.fullCase(kind: "permit", variants: ["surface"])
            try made.apply(.submitted(submission("2026-01-26")), of: service)
            try made.apply(
                made.completing(
                    outcome: "refuse", by: .responsibleExecutor, grounds: ["1"], reasons: reasons,
                    on: day(on), of: service, options: options,
                    hearing: CaseEvent.HearingNotice(days: 3, on: day("2026-02-05"))),
                of: service)
            return made
        }
        #expect(try refused(on: "2026-01-31").phase == .awaitingSignature(end: "refused"))
        #expect(try refused(on: "2026-03-01").phase == .awaitingSignature(end: "refused"))
        var heard = try refused(on: "2026-02-02")
        #expect(heard.stage == "hearing")
        #expect(heard.hearing?.proposal.grounds == ["1"])
        var back = heard
        func upheld(_ made: Case, on: String, _ answer: String = "") throws -> CaseEvent {
            try made.completing(
                outcome: "upheld", by: .head, reasons: answer, on: day(on), of: service,
                options: options)
        }
        #expect(throws: CaseFault.hearingNotYet(day("2026-02-05"))) {
            try upheld(heard, on: "2026-02-04")
        }
        #expect(throws: CaseFault.otherActor(.head)) {
            try heard.completing(
                outcome: "upheld", by: .responsibleExecutor, on: day("2026-02-05"), of: service,
                options: options)
        }
        #expect(throws: CaseFault.objectionEmpty) {
            try heard.apply(.objected(.init(text: " ", on: day("2026-02-03"))), of: service)
        }
        let unanswered = heard
        try heard.apply(.objected(.init(text: "No.", on: day("2026-02-03"))), of: service)
        #expect(throws: CaseFault.reasonsMissing) { try upheld(heard, on: "2026-02-05") }
        #expect(throws: Never.self) { try upheld(unanswered, on: "2026-02-05") }
        try heard.apply(upheld(heard, on: "2026-02-05", reasons), of: service)
        #expect(throws: CaseFault.notHeard) {
            try heard.apply(.objected(.init(text: "No.", on: day("2026-02-05"))), of: service)
        }
        #expect(heard.phase == .awaitingSignature(end: "refused"))
        #expect(heard.refusal(of: service)?.grounds.map(\.code) == ["1"])
        #expect(heard.refusal(of: service)?.hearing?.objections.map(\.text) == ["No."])
        try back.apply(
            back.completing(
                outcome: "returned", by: .head, on: day("2026-02-03"), of: service,
                options: options), of: service)
        #expect(back.stage == "review" && back.hearing == nil)
    }

    @Test(.clause("IS-REF-1", "IS-3.9"))
    func `a cancelled refusal goes back to where something else can still be found`() throws {
        let service = try Definitions.named("attestation")
        let reasons = "Заключение не учло приложенный акт проверки."
        var made = try service.fullCase(kind: "attestation")
        func complete(
            _ outcome: String, by actor: Actor, _ grounds: [String] = [], _ text: String = ""
        ) throws {
            try made.apply(
                made.completing(
                    outcome: outcome, by: actor, grounds: grounds, reasons: text,
                    on: day("2026-02-03"), of: service, options: CaseOptions()), of: service)
        }
        try made.apply(.submitted(submission("2026-02-02")), of: service)
        try complete("sent", by: .responsibleExecutor)
        try made.apply(.registered(on: day("2026-02-03")), of: service)
        try complete("nonCompliant", by: .territorialDepartment)
        try complete("refuse", by: .responsibleExecutor, ["nonCompliant"], reasons)
        try made.apply(.signed(by: .head, on: day("2026-02-03")), of: service)
        try made.apply(
            .appealed(.init(text: reasons, to: "650140000020", days: 20, on: day("2026-02-03"))),
            of: service)
        try complete("cancelled", by: .head, [], reasons)
        try made.apply(.signed(by: .head, on: day("2026-02-03")), of: service)
        // Back at the stage of the refusal nothing but another refusal could follow.
        #expect(made.stage == "permitControl")
        try made.apply(.registered(on: day("2026-02-04")), of: service)
        try complete("compliant", by: .territorialDepartment)
        try complete("granted", by: .responsibleExecutor)
        #expect(made.phase == .awaitingSignature(end: "attested"))
    }

    @Test(.clause("IS-3.9"))
    func `a conclusion binds whoever decides after it`() throws {
        let service = try Definitions.named("attestation")
        for (found, other) in [("compliant", "refuse"), ("nonCompliant", "granted")] {
            var made = try service.fullCase(kind: "attestation")
            try made.apply(.submitted(submission("2026-02-02")), of: service)
            try made.apply(
                made.completing(
                    outcome: "sent", by: .responsibleExecutor, on: day("2026-02-03"),
                    of: service, options: CaseOptions()), of: service)
            try made.apply(.registered(on: day("2026-02-04")), of: service)
            try made.apply(
                made.completing(
                    outcome: found, by: .territorialDepartment, on: day("2026-02-05"),
                    of: service, options: CaseOptions()), of: service)
            let stage = try #require(made.stage.flatMap(service.stage))
            let possible = made.possible(stage, of: service)
            let isCompliant = found == "compliant"
            #expect(possible.map(\.code) == (isCompliant ? ["granted", "refuse"] : ["refuse"]))
            // What was submitted may be incomplete all the same.
            let grounds = isCompliant ? ["incomplete"] : ["incomplete", "nonCompliant"]
            #expect(possible.last?.grounds == grounds)
            let isRefusal = other == "refuse"
            #expect(throws: CaseFault.contrary(to: "permitControl")) {
                try made.completing(
                    outcome: other, by: .responsibleExecutor,
                    grounds: isRefusal ? ["nonCompliant"] : [],
                    reasons: isRefusal ? "The department found that nothing conforms." : "",
                    on: day("2026-02-06"), of: service, options: CaseOptions())
            }
        }
    }

    @Test(.clause("IS-4.7"))
    func `a refusal for an incomplete file is in time only when it is signed in time`() throws {
        let service = try Definitions.named("technology-permit")
        let calendar = try CalendarData(file: Regulations.workingCalendar).newest
        let rule = CountingRule(countsStartDay: false, isAssumed: true)
        var made = try service.fullCase(kind: "permit")
        try made.apply(
            .submitted(submission("2026-02-02", channel: service.channels[0])), of: service)
        try made.apply(
            made.completing(
                outcome: "incomplete", by: .responsibleExecutor, grounds: ["incomplete"],
                reasons: "The passport of the device is not there.", on: day("2026-02-03"),
                of: service, options: CaseOptions()), of: service)
        let clocks = try made.deadlines(of: service, rule: rule, calendar: calendar)
        #expect(clocks.stage?.due == day("2026-02-04") && clocks.due == day("2026-02-04"))
    }

    @Test func `a delay is answered for once, in words`() throws {
        let service = try Definitions.named("blasting-permit")
        var made = try service.fullCase(kind: "permit", variants: ["surface"])
        try made.apply(.submitted(submission("2026-02-02")), of: service)
        let due = day("2026-02-09")
        func answer(_ reasons: String) -> CaseEvent {
            .answered(
                CaseEvent.LateAnswer(
                    scope: .whole, due: due, reasons: reasons, on: day("2026-02-11")))
        }
        let said = "Two executors were ill, a third has it now."
        #expect(throws: CaseFault.nothingToAnswer) { try made.apply(answer(said), of: service) }
        try made.apply(
            .late(
                CaseEvent.Lateness(
                    scope: .whole, stage: "review", actor: .responsibleExecutor, due: due,
                    on: day("2026-02-10"))), of: service)
        #expect(throws: CaseFault.reasonsMissing) { try made.apply(answer("ill"), of: service) }
        try made.apply(answer(said), of: service)
        #expect(CaseEvent(json: answer(said).json) == answer(said))
        #expect(throws: CaseFault.nothingToAnswer) { try made.apply(answer(said), of: service) }
    }
}
