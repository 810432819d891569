import Kernel
import QyzmetTesting
import Regulations
import Testing
import WorkingTime

@testable import Casework

/// From the application to the signed result, and to each refusal (use cases 42 and 43).
struct CaseTests {
    private let reasons = "Расчёт сейсмического воздействия не представлен."

    /// Plays `outcome/actor` steps from a submission on; `register`, `sign:head` and so on too.
    private func play(
        _ service: ServiceDefinition, _ made: Case, from start: String, _ steps: [String],
        grounds: [String] = [], options: CaseOptions = CaseOptions()
    ) throws -> Case {
        var played = made
        try played.apply(
            played.submitting(
                submission(start, channel: service.channels[0]), of: service,
                by: Definitions.rules), of: service)
        var on = day(start)
        for step in steps {
            on = on.adding(days: 1)
            if step == "register" {
                try played.apply(.registered(on: on), of: service)
            } else if step.hasPrefix("sign:") {
                let signer = try #require(Signer(rawValue: String(step.dropFirst(5))))
                try played.apply(.signed(by: signer, on: on), of: service)
            } else {
                let code = played.stage ?? ""
                let actor = service.stage(code)?.actor ?? .head
                let outcome = service.stage(code)?.outcomes.first { $0.code == step }
                let isRefusal = outcome?.grounds.isEmpty == false
                let examinees =
                    service.stage(code)?.isExamination == true
                    ? [ExamineeResult.sample(isRefusal ? .failed : .passed)] : []
                try played.apply(
                    played.completing(
                        outcome: step, by: actor, grounds: isRefusal ? grounds : [],
                        reasons: isRefusal ? reasons : "", results: examinees, on: on, of: service,
                        options: options),
                    of: service)
            }
        }
        return played
    }

    @Test(arguments: [
        ("blasting-permit", "permit", ["surface"], ["granted", "sign:head"]),
        ("safety-examination", "examination", [], ["admitted", "recorded", "sign:replacement"]),
        (
            "attestation", "attestation", [],
            ["sent", "register", "compliant", "granted", "sign:head"]
        ),
        ("technology-permit", "permit", [], ["complete", "granted", "sign:head"]),
        ("explosives-licence", "licence", [], ["accurate", "compliant", "granted", "sign:head"]),
        ("explosives-licence", "annex", [], ["accurate", "compliant", "granted", "sign:head"]),
        ("explosives-licence", "reissue", [], ["granted", "sign:head"]),
        ("explosives-licence", "reissueReorganisation", [], ["granted", "sign:head"]),
        ("permanent-use-permit", "permit", [], ["granted", "sign:head"]),
        ("design-approval", "liquidation", [], ["granted", "sign:head"]),
        ("facility-registration", "deregister", [], ["granted", "sign:head"]),
    ])
    func `each service goes from submission to a signed result`(
        _ code: String, _ kind: String, _ variants: [String], _ steps: [String]
    ) throws {
        let service = try Definitions.named(code)
        let made = try service.fullCase(kind: kind, variants: variants)
        let ended = try play(service, made, from: "2026-02-02", steps)
        guard case .ended(let end, _, _) = ended.phase else {
            Issue.record("\(ended.phase)")
            return
        }
        #expect(service.end(end)?.meaning == .granted)
        #expect(ended.refusal(of: service) == nil)
    }

    /// The way to an outcome that refuses, for every ground of every service.
    private static let refusals: [(String, String, [String], [String])] = [
        ("blasting-permit", "permit", ["refuse"], ["1", "2", "3", "4"]),
        ("safety-examination", "examination", ["refuse"], ["incomplete"]),
        ("safety-examination", "examination", ["admitted", "nobodyPassed"], ["nobodyPassed"]),
        (
            "attestation", "attestation", ["sent", "register", "nonCompliant", "refuse"],
            ["nonCompliant", "incomplete"]
        ),
        (
            "attestation", "attestation", ["sent", "register", "compliant", "refuse"],
            ["incomplete"]
        ),
        ("technology-permit", "permit", ["incomplete"], ["incomplete"]),
        ("technology-permit", "permit", ["complete", "refuse"], ["nonConforming"]),
        ("explosives-licence", "licence", ["furtherRefused"], ["incomplete", "1"]),
        (
            "explosives-licence", "licence", ["accurate", "nonCompliant", "refuse"],
            ["1", "2", "3", "4", "5", "6", "7"]
        ),
        (
            "permanent-use-permit", "permit", ["refuse"],
            ["incomplete", "nonConforming", "notAttested"]
        ),
        ("design-approval", "expansion", ["refuse"], ["incomplete", "nonConforming"]),
        ("facility-registration", "register", ["refuse"], ["incomplete", "nonConforming"]),
    ]

    @Test(
        .clause(
            "IS-REF-1", "IS-A3.9-v1", "IS-A3.9-v2", "IS-A3.9-v3", "IS-A3.9-v4", "IS-5A.A5.9-v1",
            "IS-5A.A5.9-v2", "IS-5A.A5.9-v3", "IS-5A.A5.9-v4", "IS-5A.A5.9-v5", "IS-5A.A5.9-v6",
            "IS-5A.A5.9-v7", "IS-5A.9-v1"),
        arguments: refusals)
    func `each ground of each service ends in a signed refusal that says how to appeal`(
        _ code: String, _ kind: String, _ steps: [String], _ grounds: [String]
    ) throws {
        let service = try Definitions.named(code)
        let made = try service.fullCase(
            kind: kind, variants: service.variants.prefix(1).map(\.code))
        for ground in grounds {
            let ended = try play(
                service, made, from: "2026-02-02", steps + ["sign:head"], grounds: [ground])
            let refusal = try #require(ended.refusal(of: service))
            #expect(refusal.grounds.map(\.code) == [ground])
            #expect(refusal.reasons == reasons)
            let clause = try #require(refusal.grounds.first?.clause)
            #expect(Regulations.clause(clause)?.version(on: day("2026-02-02"))?.text != nil)
            #expect(refusal.appeal.en.contains("appeal"))
        }
        let used = Set(Self.refusals.filter { $0.0 == code }.flatMap(\.3))
        #expect(used == Set(service.grounds.map(\.code)))
    }

    @Test(.clause("IS-REF-1"))
    func `a refusal without a ground of the list or without reasons is none`() throws {
        let service = try Definitions.named("blasting-permit")
        let made = try service.fullCase(kind: "permit", variants: ["seismic"])
        let submitted = try play(service, made, from: "2026-02-02", [])
        func fault(_ grounds: [String], _ reasons: String, _ actor: Actor = .responsibleExecutor)
            -> CaseFault?
        {
            do throws(CaseFault) {
                _ = try submitted.completing(
                    outcome: "refuse", by: actor, grounds: grounds, reasons: reasons,
                    on: day("2026-02-03"), of: service, options: CaseOptions())
                return nil
            } catch { return error }
        }
        #expect(fault([], reasons) == .groundMissing)
        #expect(fault(["5"], reasons) == .groundNotInList("5"))
        #expect(fault(["1", "9"], reasons) == .groundNotInList("9"))
        #expect(fault(["1"], "") == .reasonsMissing)
        #expect(fault(["1"], "                            ") == .reasonsMissing)
        #expect(fault(["1"], reasons, .head) == .otherActor(.responsibleExecutor))
        #expect(fault(["1", "2"], reasons) == nil)
        // An approval names no grounds.
        #expect(throws: CaseFault.groundNotInList("1")) {
            try submitted.completing(
                outcome: "granted", by: .responsibleExecutor, grounds: ["1"],
                on: day("2026-02-03"), of: service, options: CaseOptions())
        }
    }

    @Test(.clause("IS-3.9")) func `the department's clock runs from its own registration`() throws {
        let service = try Definitions.named("attestation")
        let calendar = try #require(
            try CalendarData(file: Regulations.workingCalendar).calendar(version: "2026-07"))
        let rule = CountingRule(countsStartDay: false, isAssumed: true)
        let made = try service.fullCase(kind: "attestation")
        let sent = try play(service, made, from: "2025-12-10", ["sent"])
        #expect(try sent.deadlines(of: service, rule: rule, calendar: calendar).stage == nil)
        #expect(throws: CaseFault.notRegistered) {
            try sent.completing(
                outcome: "compliant", by: .territorialDepartment, on: day("2025-12-15"),
                of: service, options: CaseOptions())
        }
        var registered = sent
        try registered.apply(.registered(on: day("2025-12-12")), of: service)
        let stage = try registered.deadlines(of: service, rule: rule, calendar: calendar).stage
        #expect(stage?.due == day("2025-12-22"))
        #expect(throws: CaseFault.alreadyRegistered) {
            try registered.apply(.registered(on: day("2025-12-13")), of: service)
        }
    }

    @Test(.clause("IS-5A.9")) func `two, seven and one working days are the whole ten`() throws {
        let service = try Definitions.named("explosives-licence")
        let calendar = try #require(
            try CalendarData(file: Regulations.workingCalendar).calendar(version: "2026-07"))
        let rule = CountingRule(countsStartDay: false, isAssumed: true)
        var made = try service.fullCase(kind: "licence")
        made = try play(service, made, from: "2026-02-02", [])
        var lasts: [Day] = []
        for outcome in ["accurate", "compliant", "granted"] {
            let clocks = try made.deadlines(of: service, rule: rule, calendar: calendar)
            #expect(clocks.whole?.due == day("2026-02-16"))
            let due = try #require(clocks.stage?.due)
            lasts.append(due)
            // Each works until its last day.
            try made.apply(
                made.completing(
                    outcome: outcome, by: service.stage(made.stage ?? "")?.actor ?? .head, on: due,
                    of: service, options: CaseOptions()), of: service)
        }
        #expect(lasts == [day("2026-02-04"), day("2026-02-13"), day("2026-02-16")])
    }

    @Test(.clause("IS-3.9", "IS-WD-1"))
    func `a change of the calendar reaches a request that waits`()
        throws
    {
        let service = try Definitions.named("attestation")
        let data = try CalendarData(file: Regulations.workingCalendar)
        // Version 2026-01 rests on Monday, 31 August, 2026-07 works on it.
        let rests = try #require(data.calendar(version: "2026-01"))
        let works = try #require(data.calendar(version: "2026-07"))
        let rule = CountingRule(countsStartDay: false, isAssumed: true)
        var made = try service.fullCase(kind: "attestation")
        made = try play(service, made, from: "2026-08-28", ["sent"])
        func verdict(
            _ old: WorkingCalendar, _ new: WorkingCalendar, _ today: String
        ) throws -> CalendarVerdict {
            try made.recounting(
                of: service, rule: rule, from: old, to: new, registrationDays: 1,
                today: day(today))
        }
        guard case .changed(let longer) = try verdict(works, rests, "2026-08-29") else {
            Issue.record("the request keeps its last day")
            return
        }
        #expect(longer.moves.first?.scope == .request)
        #expect(longer.moves.first?.before == day("2026-08-31"))
        #expect(longer.moves.first?.after == day("2026-09-01"))
        // Nobody becomes late by the change itself.
        #expect(try verdict(rests, works, "2026-09-01") == .kept)
    }

    @Test(.clause("IS-5A.9")) func `what a hearing sends back has the day that it had`() throws {
        let service = try Definitions.named("explosives-licence")
        let calendar = try #require(
            try CalendarData(file: Regulations.workingCalendar).calendar(version: "2026-07"))
        let rule = CountingRule(countsStartDay: false, isAssumed: true)
        var made = try service.fullCase(kind: "licence")
        made = try play(service, made, from: "2026-02-02", ["accurate", "compliant"])
        let before = try made.deadlines(of: service, rule: rule, calendar: calendar).stage?.due
        let entered = try #require(made.stageEntry?.enteredOn)
        let options = CaseOptions([
            [.init("hearing", .init(from: entered, until: nil))]
        ])
        let later = entered.adding(days: 3)
        try made.apply(
            made.completing(
                outcome: "refuse", by: .responsibleExecutor, grounds: ["1"],
                reasons: String(repeating: "r", count: 40), on: entered, of: service,
                options: options,
                hearing: CaseEvent.HearingNotice(days: 3, on: later)), of: service)
        try made.apply(
            made.completing(
                outcome: "returned", by: .head, on: later, of: service, options: options),
            of: service)
        #expect(made.stage == "decision" && made.stageEntry?.enteredOn == entered)
        let after = try made.deadlines(of: service, rule: rule, calendar: calendar).stage?.due
        #expect(after == before && before != nil)
    }
}
