import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Testing

@testable import UseCases

/// The way of an appeal for each kind of provider, and what stands above which body (UC-85).
@Suite(.timeLimit(.minutes(5)))
struct HigherBodyTests {
    struct Way: Sendable, CustomTestStringConvertible {
        let service: String
        let kind: String
        let fields: [String: String]
        let provider: BIN
        let higher: BIN

        var testDescription: String { service }
    }

    static let ways = [
        Way(
            service: "technology-permit", kind: "permit", fields: [:],
            provider: CaseworkWorld.committee, higher: CaseworkWorld.ministry),
        Way(
            service: "blasting-permit", kind: "permit", fields: [:],
            provider: CaseworkWorld.department, higher: CaseworkWorld.committee),
        Way(
            service: "facility-registration", kind: "register",
            fields: ["object": "device", "site": "social"], provider: CaseworkWorld.akimat,
            higher: CaseworkWorld.ministry),
    ]
    private static let options = [OptionPeriod.since2026("appeal")]

    @Test(.clause("IS-REF-1", "IS-EDS-1"), arguments: Engine.allCases, ways)
    func `the body above gets the appeal, decides and signs, and nobody else does`(
        _ engine: Engine, _ way: Way
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        try await CaseworkWorld.run(on: engine, at: start, options: Self.options) { world in
            let platform = world.platform
            let service = try platform.casework.service(way.service)
            let draft = try await world.fullDraft(
                way.service, kind: way.kind, variants: service.variants.prefix(1).map(\.code),
                fields: way.fields)
            let refusing = try #require(
                CaseWay.all(of: service, refusing: true).first {
                    $0.kind == way.kind && $0.ground != nil
                })
            let refused = try await world.carry(
                try await world.submit(draft), through: refusing.outcomes,
                grounds: [refusing.ground].compactMap(\.self))
            #expect(refused.body == way.provider)
            let offer = try #require(try platform.appealOffer(of: refused))
            #expect(offer.body == way.higher)
            try await world.appeal(CaseworkWorld.reasons, against: refused)
            // It lies in the inbox of the head of the body above, and in no other.
            let (hand, head) = try #require(try await world.waiting(refused.id))
            #expect(head.body == way.higher && hand.task.post == .head)
            for stranger in [CaseworkWorld.committee, CaseworkWorld.ministry]
            where stranger != way.higher {
                #expect(
                    try await refusal {
                        _ = try await platform.takeTask(
                            hand.task.id, by: world.head(stranger), once: .unkeyed)
                    } == .notFound)
            }
            _ = try await platform.takeTask(hand.task.id, by: head, once: .unkeyed)
            _ = try await platform.completeTask(
                hand.task.id, TaskAnswer(outcome: "left", reasons: CaseworkWorld.reasons),
                by: head, once: .unkeyed)
            let (signing, signer) = try #require(try await world.waiting(refused.id))
            #expect(signer.body == way.higher)
            let paper = try await world.draft(of: signing, as: .head, by: signer)
            _ = try await platform.signResult(
                signing.task.id, seen: paper.name,
                cms: try world.sign(paper.content, by: signer.person.iin), by: signer,
                once: .unkeyed)
            let file = try await platform.resultFile(of: refused.id, .appeal)
            let report = await platform.signatureService.verifyFile(
                file, original: nil, policy: SignaturePolicy(at: world.test.clock.now))
            #expect(report.isValid)
            let said = try #require(try await platform.result(of: refused.id, .appeal))
            #expect(
                try JSON.parse(said.statement)["provider"] == .string(way.higher.digits))
            let left = try await platform.application(refused.id, for: world.applicant)
            #expect(left.state.standingEnd != nil)
            try await world.checkJournal(left)
        }
    }

    private func list(_ change: (inout [JSON.Member]) -> Void) throws -> JSON {
        let settings = Settings(OpenPoints.all, isSandbox: true)
        let bodies = try settings[OpenPoints.caseworkAuthorities]
        return .array(
            bodies.map { body in
                guard body.bin == CaseworkWorld.ministry else { return body.setting }
                var members = body.setting.members ?? []
                change(&members)
                return .object(members)
            })
    }

    @Test(.clause("IS-REF-1")) func `a body above itself, or one that nobody entered, is refused`()
        throws
    {
        let key = OpenPoints.caseworkAuthorities.declaration.key
        func faults(_ change: (inout [JSON.Member]) -> Void) throws -> Int {
            var settings = Settings(OpenPoints.all, isSandbox: true)
            return settings.enter([key: try list(change)]).count
        }
        #expect(try faults { _ in } == 0)
        // In a ring: the department is under the committee, and that under the ministry.
        let department = JSON.string(CaseworkWorld.department.digits)
        #expect(try faults { $0.append(JSON.Member("higher", department)) } == 1)
        let own = JSON.string(CaseworkWorld.ministry.digits)
        #expect(try faults { $0.append(JSON.Member("higher", own)) } == 1)
        #expect(try faults { $0.append(JSON.Member("higher", "650140000030")) } == 1)
        #expect(
            try faults { members in
                members.removeAll { $0.name == "kind" }
                members.append(JSON.Member("kind", "other"))
            } == 1)
        let heir: JSON = ["bin": "650140000030", "from": "2026-01-01"]
        #expect(try faults { $0.append(JSON.Member("succeededBy", heir)) } == 1)
        #expect(try faults { $0.append(JSON.Member("succeededBy", ["bin": own])) } == 1)
    }

    // MARK: - A body that was reorganised

    @Test(.clause("IS-5A.7")) func `a successor with a territory of its own has both then`() throws
    {
        let name = LocalizedText(kk: "Д", ru: "Д", en: "D")
        let (former, heir) = (CaseworkWorld.department, CaseworkWorld.akimat)
        let (from, before) = (try #require(Day("2026-02-04")), try #require(Day("2026-02-03")))
        let bodies = [
            CaseworkAuthority(.committee, CaseworkWorld.committee, name: name, city: name),
            CaseworkAuthority(
                .territorialDepartment, former, territory: "110000000",
                succeededBy: .init(heir, from: from), name: name, city: name),
            CaseworkAuthority(
                .territorialDepartment, heir, territory: "150000000", name: name, city: name),
        ]
        func body(_ territory: String?, _ day: Day) -> BIN? {
            bodies.body(.territorialDepartment, territory: territory, on: day)
        }
        #expect(body("110000000", before) == former && body("150000000", before) == heir)
        #expect(body("110000000", from) == heir && body("150000000", from) == heir)
        #expect(body("190000000", from) == nil && body(nil, from) == nil)
        #expect(bodies.body(.committee, territory: nil, on: from) == CaseworkWorld.committee)
    }

    @Test(.clause("IS-5A.7"), arguments: Engine.allCases)
    func `the successor acts on what its predecessor entered, from its day on`(
        _ engine: Engine
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        try await CaseworkWorld.run(on: engine, at: start) { world in
            let service = try world.platform.casework.service("explosives-licence")
            let item = try #require(
                try await world.items(of: try await world.grant(of: service)).first)
            let other = try #require(
                try await world.items(of: try await world.grant(of: service)).first)
            #expect(item.body == CaseworkWorld.committee)
            let from = try #require(Day("2026-02-04"))
            let bodies = try world.platform.configuration.settings[OpenPoints.caseworkAuthorities]
            let ministry = try #require(bodies.body(CaseworkWorld.ministry))
            let reorganised =
                bodies.map { body in
                    guard body.bin == CaseworkWorld.committee else { return body }
                    return CaseworkAuthority(
                        body.kind, body.bin,
                        succeededBy: .init(CaseworkWorld.ministry, from: from), name: body.name,
                        city: body.city)
                } + [
                    CaseworkAuthority(
                        .committee, ministry.bin, name: ministry.name, city: ministry.city),
                    CaseworkAuthority(
                        .authorisedBody, ministry.bin, name: ministry.name, city: ministry.city),
                ]
            let node = try world.test.node { configuration in
                #expect(
                    configuration.settings.enter([
                        OpenPoints.caseworkAuthorities.declaration.key:
                            .array(reorganised.map(\.setting))
                    ]).isEmpty)
            }
            let moved = world.moved(to: node.platform)
            func withdraw(_ item: RegisterItem, by official: SignedInOfficial) async throws
                -> ProblemCode?
            {
                let draft = RegisterChangeDraft(
                    state: .withdrawn, from: world.platform.clock.today, clause: "IS-5A.7",
                    reasons: "R")
                return try await refusal {
                    _ = try await node.platform.changeRegister(
                        item.id, draft, by: official, once: .unkeyed)
                }
            }
            let heir = try world.head(CaseworkWorld.ministry)
            let former = try world.head(CaseworkWorld.committee)
            // The day before, the predecessor still decides, and the successor does not.
            world.test.clock.now = try #require(Instant(rfc3339: "2026-02-03T10:00:00+05:00"))
            #expect(try await withdraw(item, by: heir) == .roleNotAllowed)
            world.test.clock.now = try #require(Instant(rfc3339: "2026-02-04T10:00:00+05:00"))
            #expect(try await withdraw(item, by: former) == .roleNotAllowed)
            #expect(
                try await withdraw(item, by: world.head(CaseworkWorld.akimat)) == .roleNotAllowed)
            #expect(try await withdraw(item, by: heir) == nil)
            #expect(try await withdraw(item, by: heir) == .caseNotInState)
            let ended = try await node.platform.registerItem(
                item.id, on: node.platform.clock.today)
            #expect(ended.state == .withdrawn && ended.body == CaseworkWorld.committee)
            // A re-issue goes to the successor and ends the predecessor's entry.
            let draft = try await moved.fullDraft(
                service.code, kind: "reissue", fields: ["entry": other.number])
            let submitted = try await moved.submit(draft)
            #expect(submitted.body == CaseworkWorld.ministry)
            // So does an annex, which rests on the predecessor's licence of that number (UC-87).
            let asked = try await moved.submit(
                try await moved.fullDraft(
                    service.code, kind: "annex", fields: ["entry": other.number]))
            let given = try await moved.carry(
                asked, through: ["accurate", "compliant", "granted"])
            let annex = try #require(try await moved.items(of: given).first)
            #expect(annex.body == CaseworkWorld.ministry && annex.licence?.id == other.id)
            #expect(annex.licence?.body == CaseworkWorld.committee)
            let way = try #require(
                CaseWay.all(of: service, refusing: false).first { $0.kind == "reissue" })
            _ = try await moved.carry(submitted, through: way.outcomes)
            let replaced = try await node.platform.registerItem(
                other.id, on: node.platform.clock.today)
            #expect(replaced.state == .replaced)
            let carried = try await node.platform.registerItem(
                annex.id, on: node.platform.clock.today)
            #expect(carried.state == .inForce && carried.licence?.body == CaseworkWorld.ministry)
            withExtendedLifetime(node) {}
        }
    }
}
