import Casework
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Regulations
import Signatures
import Store
import Testing
import UseCases

/// Each service from the draft to the signed result, through the use cases (UC-42, 43, 45, 46).
@Suite(.timeLimit(.minutes(10)))
struct CaseworkFlowTests {
    @Test(
        .clause(
            "IS-1.6", "IS-2.5", "IS-3.9", "IS-4.6", "IS-5A.7", "IS-5B.6", "IS-EDS-1", "IS-CAB-1"),
        arguments: Engine.allCases, CaseWay.ofServices(refusing: false))
    func `each kind of every service goes from a draft to a signed result in its register`(
        _ engine: Engine, _ ways: [CaseWay]
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            for way in ways {
                let ended = try await world.play(way)
                guard case .ended(let code, .head, _) = ended.state.phase else {
                    Issue.record("\(way.testDescription): \(ended.state.phase)")
                    continue
                }
                let end = try #require(ended.definition.end(code))
                #expect(end.meaning == .granted, "\(way.testDescription)")
                if ended.kindOfApplication?.replaces?.state == .deregistered {
                    #expect(try await world.items(of: ended).isEmpty)
                } else {
                    try await world.checkRegister(ended, end: end)
                }
                try await world.checkJournal(ended)
            }
        }
    }

    @Test(
        .clause(
            "IS-REF-1", "IS-4.7", "IS-CAB-1", "IS-A3.9-v1", "IS-A3.9-v2", "IS-A3.9-v3",
            "IS-A3.9-v4", "IS-5A.A5.9-v1", "IS-5A.A5.9-v2", "IS-5A.A5.9-v3", "IS-5A.A5.9-v4",
            "IS-5A.A5.9-v5", "IS-5A.A5.9-v6", "IS-5A.A5.9-v7", "IS-5A.9-v1"),
        arguments: Engine.allCases, CaseWay.ofServices(refusing: true))
    func `each ground of every service ends in a signed refusal in the cabinet`(
        _ engine: Engine, _ ways: [CaseWay]
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            for way in ways {
                let ground = try #require(way.ground)
                let ended = try await world.play(way)
                let result = try #require(
                    try await world.platform.result(of: ended.id), "\(way.testDescription)")
                let statement = try JSON.parse(result.statement)
                #expect(statement["meaning"] == "refused")
                #expect(statement["grounds"]?.array?.map { $0["code"]?.string } == [ground])
                #expect(statement["grounds"]?.array?.first?["version"]?.string?.isEmpty == false)
                #expect(statement["reasons"] == .string(CaseworkWorld.reasons))
                #expect(statement["appeal"]?["en"]?.string?.contains("appeal") == true)
                #expect(try await world.items(of: ended).isEmpty)
            }
            let used = Set(ways.compactMap(\.ground))
            let service = try world.platform.casework.service(ways.first?.service)
            #expect(used == Set(service.grounds.map(\.code)))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a ninth service comes with a file and no code`(_ engine: Engine) async throws {
        let text = try SourceTree.text(
            "Regulations/industrial-safety/services/attestation.json"
        ).replacing(#""service": "attestation""#, with: #""service": "ninth-service""#)
            .replacing(#""permitControl""#, with: #""secondLook""#)
            .replacing(#""attestations""#, with: #""ninth-register""#)
        let library = try CaseworkLibrary(files: Regulations.services + [Array(text.utf8)])
        let service = try library.service("ninth-service")
        try await CaseworkWorld.run(on: engine, library: library) { world in
            #expect(world.platform.casework.services.count == 9)
            for way in CaseWay.all(of: service, refusing: false)
                + CaseWay.all(of: service, refusing: true)
            {
                let ended = try await world.play(way)
                let isEntered = try await !world.items(of: ended).isEmpty
                #expect(isEntered == (way.ground == nil))
            }
            #expect(world.platform.registerNames.contains("ninth-register"))
        }
        let broken = text.replacing(#""next": "secondLook""#, with: #""next": "nowhere""#)
        #expect(throws: CaseworkLibrary.Fault.self) {
            try CaseworkLibrary(files: Regulations.services + [Array(broken.utf8)])
        }
    }

    @Test(.clause("IS-6.3"), arguments: Engine.allCases)
    func `where no priority is named, the committee's registrar hands the case on`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let fields = ["severalOblasts": "no", "socialInfrastructure": "yes"]
            let draft = try await world.fullDraft(
                "design-approval", kind: "construction",
                fields: fields.merging(["strategic": "yes"]) { $1 })
            let submitted = try await world.submit(draft)
            #expect(submitted.body == nil)
            let (hand, registrar) = try #require(try await world.waiting(submitted.id))
            #expect(registrar.body == CaseworkWorld.committee)
            for provider in [nil, TestPeople.justice] {
                #expect(
                    try await refusal {
                        try await world.platform.completeTask(
                            hand.task.id, TaskAnswer(provider: provider), by: registrar,
                            once: .unkeyed)
                    } == .invalidField)
            }
            let silent = try await refusal {
                try await world.platform.completeTask(
                    hand.task.id, TaskAnswer(provider: CaseworkWorld.akimat), by: registrar,
                    once: .unkeyed)
            }
            #expect(silent == .refusalIncomplete)
            _ = try await world.platform.completeTask(
                hand.task.id,
                TaskAnswer(reasons: CaseworkWorld.reasons, provider: CaseworkWorld.akimat),
                by: registrar, once: .unkeyed)
            let ended = try await world.carry(submitted, through: ["granted"])
            #expect(ended.body == CaseworkWorld.akimat)
            #expect(ended.state.provider == CaseworkWorld.akimat.digits)
            let routed = try #require(ended.state.routes.first)
            #expect(routed.from == nil && routed.to == CaseworkWorld.akimat.digits)
            #expect(routed.reasons == CaseworkWorld.reasons && !routed.by.isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a result is suspended and withdrawn from a day on, and the past stays`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let way = try #require(CaseWay.ofServices(refusing: false)[0].first)
            let ended = try await world.play(way)
            let item = try #require(try await world.items(of: ended).first)
            let body = try #require(ended.body)
            let today = Day(at: world.test.clock.now)
            let draft = RegisterChangeDraft(
                state: .suspended, from: today.adding(days: 3), clause: "IS-3.2", reasons: "R")
            func change(
                _ draft: RegisterChangeDraft, _ official: SignedInOfficial
            ) async throws -> ProblemCode? {
                try await refusal {
                    try await world.platform.changeRegister(
                        item.id, draft, by: official, once: .unkeyed)
                }
            }
            #expect(try await change(draft, try world.worker(body)) == .roleNotAllowed)
            #expect(
                try await change(draft, try world.head(CaseworkWorld.akimat)) == .roleNotAllowed)
            #expect(try await change(draft, try world.head(body)) == nil)
            #expect(try await change(draft, try world.head(body)) == .caseNotInState)
            var next = draft
            (next.state, next.from) = (.withdrawn, today.adding(days: 5))
            #expect(try await change(next, try world.head(body)) == nil)
            next.state = .inForce
            #expect(try await change(next, try world.head(body)) == .caseNotInState)
            var states: [RegisterItem.State] = []
            for days in [0, 2, 3, 4, 5, 9] {
                states.append(
                    try await world.platform.registerItem(item.id, on: today.adding(days: days))
                        .state)
            }
            #expect(
                states == [.inForce, .inForce, .suspended, .suspended, .withdrawn, .withdrawn])
            #expect(
                try await refusal {
                    try await world.platform.registerItem(item.id, on: today.adding(days: -1))
                } == .notFound)
        }
    }
}

extension CaseworkWorld {
    /// Plays a way from the draft to its end.
    func play(_ way: CaseWay) async throws -> StoredCase {
        let definition = try platform.casework.service(way.service)
        let draft = try await fullDraft(
            way.service, kind: way.kind, variants: definition.variants.prefix(1).map(\.code))
        let submitted = try await submit(draft)
        return try await carry(
            submitted, through: way.outcomes, grounds: way.ground.map { [$0] } ?? [])
    }

    /// The entry that a case has in its register today.
    func items(of stored: StoredCase) async throws -> [RegisterItem] {
        var found: [RegisterItem] = []
        for register in Set(stored.definition.ends.compactMap(\.register)) {
            found += try await platform.registerItems(
                register, on: Day(at: test.clock.now), of: nil,
                page: PageRequest(limit: 200, cursor: nil)
            ).items.filter { $0.number == stored.state.number && $0.body == stored.body }
        }
        return found
    }

    func checkRegister(_ ended: StoredCase, end: ServiceDefinition.End) async throws {
        let item = try #require(try await items(of: ended).first)
        let result = try #require(try await platform.result(of: ended.id))
        #expect(item.resultDigest == SHA256.hash(result.statement).bytes.hex)
        #expect(item.entry == result.entry)
        #expect(item.bin == TestPeople.organisation && item.state == .inForce)
        var policy = SignaturePolicy(at: test.clock.now)
        policy.purpose = .document
        policy.isTimeStampRequired = true
        let file = try await platform.resultFile(of: ended.id)
        #expect(SHA256.hash(file).bytes.hex == result.fileDigest)
        let report = await platform.signatureService.verifyFile(
            file, original: nil, policy: policy)
        #expect(report.isValid, "\(report.findings)")
        let before = try await platform.registerItems(
            end.register ?? "", on: Day(at: test.clock.now).adding(days: -1), of: nil,
            page: PageRequest(limit: 10, cursor: nil))
        #expect(before.items.isEmpty)
    }

    /// Every event has a journal entry of its own, and the fold is the case.
    func checkJournal(_ ended: StoredCase) async throws {
        let entries = ended.events.map(\.entry)
        #expect(Set(entries).count == ended.events.count)
        #expect(ended.events.map(\.number) == Array(1...Int64(ended.events.count)))
        let kinds = try await test.log(of: TestPeople.holder).map(\.id)
        #expect(Set(kinds).isSuperset(of: Set(entries).prefix(200)) || ended.events.count > 200)
        let folded = try Case(folding: ended.events.map(\.event), of: ended.definition)
        #expect(folded == ended.state)
        for recorded in ended.events {
            #expect(CaseEvent(json: recorded.event.json) == recorded.event)
        }
    }
}
