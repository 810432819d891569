import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Regulations
import Signatures
import Store
import Testing
import UseCases

/// An application lists who is to be examined, and they are admitted from the list (UC-77).
@Suite(.timeLimit(.minutes(10)))
struct ListedExamineeTests {
    private static let field = "examinees"
    private static let page = PageRequest(limit: 50, cursor: nil)

    private func draft(
        _ world: CaseworkWorld, _ people: [ListedPerson]
    ) async throws -> StoredCase {
        let draft = try await world.fullDraft("safety-examination", kind: "examination")
        return try await fill(world, draft, people)
    }

    private func fill(
        _ world: CaseworkWorld, _ draft: StoredCase, _ people: [ListedPerson]
    ) async throws -> StoredCase {
        try await world.platform.fillApplication(
            draft.id, fields: [], people: [(code: Self.field, list: people)],
            by: world.applicant, once: .unkeyed)
    }

    private func refused(_ body: () async throws -> Void) async -> Refusal? {
        do { try await body() } catch { return error as? Refusal }
        return nil
    }

    @Test(.clause("IS-2.5", "IS-EDS-1"), arguments: Engine.allCases)
    func `a list with faults is kept, named place by place, and not submitted`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let first = CaseworkWorld.listed(0)
            let wrong = ListedPerson(
                iin: "850101100003", name: "", position: "Engineer", education: "Higher",
                capacity: nil)
            let kept = try await draft(world, [first, wrong, first])
            let refusal = await refused { _ = try await world.submit(kept) }
            #expect(refusal?.code == .applicationIncomplete)
            #expect(
                refusal?.places.map(\.pointer) == [
                    "fields/examinees/1/iin", "fields/examinees/1/name",
                    "fields/examinees/1/capacity", "fields/examinees/2/iin",
                ])
            #expect(refusal?.places.allSatisfy { $0.clause == "IS-2.5" } == true)
            // No text takes the place of a list, and none is longer than a list may be.
            let text = await refused {
                _ = try await world.platform.fillApplication(
                    kept.id, fields: [(code: Self.field, value: "Ivanov, head")],
                    by: world.applicant, once: .unkeyed)
            }
            #expect(text?.code == .invalidField && text?.clause == "IS-2.5")
            let many = await refused {
                _ = try await fill(world, kept, Array(repeating: first, count: 41))
            }
            #expect(many?.code == .applicationLimit)
            let seen = try await world.platform.application(kept.id, for: world.applicant)
            #expect(seen.state.content.people[Self.field] == [first, wrong, first])
            // What was signed is what is submitted: a list that changed since is not.
            let right = try await fill(world, kept, [first])
            let cms = try world.sign(right.statement, by: world.applicant.iin)
            let changed = try await fill(world, right, [first, CaseworkWorld.listed(1)])
            #expect(changed.statement != right.statement)
            let replaced = await refused {
                _ = try await world.platform.submitApplication(
                    kept.id, channel: "www.egov.kz", cms: cms, by: world.applicant,
                    once: .unkeyed)
            }
            #expect(replaced?.code == .signatureRefused)
            let submitted = try await world.submit(changed)
            let signed = try JSON.parse(submitted.statement)["fields"]?.array?.first {
                $0["code"]?.string == Self.field
            }
            #expect(
                signed?["value"]?.array?.map { $0["iin"]?.string }
                    == (0...1).map {
                        CaseworkWorld.listed($0).iin
                    })
        }
    }

    @Test(arguments: Engine.allCases)
    func `two windows change a list, and neither changes another's row`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (one, two, three) = (
                CaseworkWorld.listed(1), CaseworkWorld.listed(2), CaseworkWorld.listed(3)
            )
            let kept = try await draft(world, [one, two])
            func change(
                _ row: Int, _ was: String?, _ person: ListedPerson?
            ) async -> ProblemCode? {
                await refused {
                    _ = try await world.platform.changeList(
                        Self.field, row: row, number: was, to: person, of: kept.id,
                        by: world.applicant, once: .unkeyed)
                }?.code
            }
            func list() async throws -> [ListedPerson]? {
                try await world.platform.application(kept.id, for: world.applicant)
                    .state.content.people[Self.field]
            }
            #expect(await change(0, one.iin, nil) == nil)
            // The other window still shows the first row where the second one stands now.
            #expect(await change(0, one.iin, three) == .caseNotInState)
            #expect(await change(1, two.iin, three) == .caseNotInState)
            #expect(try await list() == [two])
            #expect(await change(0, two.iin, three) == nil)
            #expect(await change(9, nil, one) == nil)
            #expect(try await list() == [three, one])
            let empty = ListedPerson(
                iin: " ", name: "", position: "", education: "", capacity: .head)
            #expect(await change(9, nil, empty) == .invalidField)
            let other = await refused {
                _ = try await world.platform.changeList(
                    "place", row: 0, number: nil, to: one, of: kept.id, by: world.applicant,
                    once: .unkeyed)
            }
            #expect(other?.code == .notFound)
            _ = try await world.submit(
                try await world.platform.application(kept.id, for: world.applicant))
            #expect(await change(0, three.iin, nil) == .caseNotInState)
            #expect(try await list() == [three, one])
        }
    }

    @Test(.clause("IS-2.5", "IS-2.10"), arguments: Engine.allCases)
    func `who stands in the application is admitted as it says, and nobody else`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let (stored, task, official) = try await world.caseAtExamination()
            func admit(_ draft: ExamineeDraft) async -> Refusal? {
                await refused {
                    _ = try await platform.admitExaminee(
                        draft, to: task.id, by: official, once: .unkeyed)
                }
            }
            // In the register, and not in the application.
            let found = await admit(
                ExamineeDraft(
                    iin: TestPeople.holder, name: "X Y", position: "Engineer",
                    education: "Higher", capacity: .head))
            let stranger = try #require(found)
            #expect(stranger.code == .invalidField && stranger.clause == "IS-2.5")
            #expect(stranger.places.map(\.pointer) == ["iin"])
            var promoted = CaseworkWorld.person(1)
            promoted.position = "Director"
            #expect(await admit(promoted)?.clause == "IS-2.5")
            let unlisted = await refused {
                _ = try await platform.admitListed(
                    TestPeople.holder, to: task.id, by: official, once: .unkeyed)
            }
            #expect(unlisted?.clause == "IS-2.5")
            _ = try await platform.admitListed(
                CaseworkWorld.person(1).iin, to: task.id, by: official, once: .unkeyed)
            let again = await refused {
                _ = try await platform.admitListed(
                    CaseworkWorld.person(1).iin, to: task.id, by: official, once: .unkeyed)
            }
            #expect(again?.code == .caseNotInState)
            // One name that the register does not know: nobody of all is admitted, the row is named.
            let number = CaseworkWorld.person(4).iin
            world.test.registers.change { $0.people[number]?.surname = "Other" }
            let all = await refused {
                _ = try await platform.admitListed(
                    nil, to: task.id, by: official, once: .unkeyed)
            }
            #expect(all?.code == .invalidField && all?.places.map(\.pointer) == ["examinees/4"])
            #expect(try await platform.sittings(at: task.id, for: official).count == 1)
            world.test.registers.change { $0.people[number]?.surname = "Examinee" }
            _ = try await platform.admitListed(nil, to: task.id, by: official, once: .unkeyed)
            let listed = try #require(try await platform.listedExaminees(of: stored))
            #expect(listed.count == 10 && listed.allSatisfy { $0.sitting != nil })
            let sittings = try await platform.sittings(at: task.id, for: official)
            #expect(Set(sittings.map(\.commitment)).count == 10)
            #expect(sittings.allSatisfy { $0.examinee.capacity == .commissionMember })
            let nobody = await refused {
                _ = try await platform.admitListed(
                    nil, to: task.id, by: official, once: .unkeyed)
            }
            #expect(nobody?.code == .caseNotInState)
            // Taken back by mistake: the person stands in the list as not admitted.
            try await platform.endUnstarted(
                sittings[0].id, as: .withdrawn, at: task.id, by: official, once: .unkeyed)
            let left = try await platform.listedExaminees(of: stored)?
                .filter { $0.sitting == nil }
            #expect(left?.map(\.person.iin) == [sittings[0].examinee.iin.digits])
        }
    }

    @Test(.clause("IS-2.5"), arguments: Engine.allCases)
    func `an official who is listed neither admits nor decides`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let official = try world.worker(CaseworkWorld.department)
            // The numbers of the tests' officials have no check digit: the list is kept, not judged.
            let kept = try await draft(world, [CaseworkWorld.listed(1)])
            let submitted = try await world.submit(kept)
            let (accept, clerk) = try #require(try await world.waiting(submitted.id))
            try await world.test.store.write { transaction in
                let (old, new) = (CaseworkWorld.listed(1).iin, official.person.iin.digits)
                try transaction.execute(
                    """
                    UPDATE casework_event SET event = replace(event, \(old), \(new))
                    WHERE case_id = \(submitted.id)
                    """)
            }
            #expect(clerk.person.iin == official.person.iin)
            let refusal = await refused {
                _ = try await world.platform.completeTask(
                    accept.task.id, TaskAnswer(), by: clerk, once: .unkeyed)
            }
            #expect(refusal?.code == .roleNotAllowed && refusal?.clause == "IS-2.5")
            // A colleague who is not listed takes it in.
            let other = try await world.hire(
                "territorialExecutor", at: CaseworkWorld.department, as: TestPeople.verifier)
            _ = try await world.platform.completeTask(
                accept.task.id, TaskAnswer(), by: other, once: .unkeyed)
            let found = try await world.test.store.read { transaction in
                try transaction.firstRow(
                    """
                    SELECT id FROM casework_task
                    WHERE case_id = \(submitted.id) AND done_at IS NULL
                    """)?.identifier(0) as Identifier<CaseTask>?
            }
            let next = try #require(found)
            let taking = await refused {
                _ = try await world.platform.takeTask(next, by: official, once: .unkeyed)
            }
            #expect(taking?.code == .roleNotAllowed)
        }
    }

    @Test(arguments: Engine.allCases)
    func `who is listed is in no index, no register and no leaf`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let ended = try await world.carry(
                try await world.submit(
                    try await draft(world, [CaseworkWorld.listed(1), CaseworkWorld.listed(2)])),
                through: ["admitted", "recorded"])
            #expect(ended.state.phase.end == "certified")
            let worker = try world.worker(CaseworkWorld.department)
            for text in [CaseworkWorld.listed(2).iin, "Examinee"] {
                let found = try await world.platform.searchCases(
                    CaseQuery(text: text), by: worker, page: Self.page)
                #expect(found.items.isEmpty, "\(text)")
            }
            let (words, leaves, facts) = try await world.test.store.read { transaction in
                (
                    try transaction.rows(
                        "SELECT word FROM casework_word UNION SELECT word FROM casework_term"
                    ).map { try $0.text(0) },
                    try transaction.rows("SELECT leaf FROM journal_entry")
                        .map { String(decoding: try $0.bytes(0), as: UTF8.self) },
                    try transaction.rows("SELECT facts FROM register_entry")
                        .map { try $0.textIfPresent(0) ?? "" }
                )
            }
            let iin = CaseworkWorld.listed(2).iin
            #expect(!words.isEmpty && !words.contains { $0.contains("examinee") || $0 == iin })
            #expect(!leaves.isEmpty && !leaves.contains { $0.contains(iin) })
            #expect(!facts.isEmpty && !facts.contains { $0.contains(Self.field) })
        }
    }

    /// The services as they were before lists were kept.
    private func before() throws -> CaseworkLibrary {
        try CaseworkLibrary(
            files: Regulations.services.map { file in
                let text = String(decoding: file, as: UTF8.self)
                return Array(
                    text.replacing("\"content\": \"people\"", with: "\"content\": \"text\"").utf8)
            })
    }

    @Test(.clause("IS-O.4-c", "IS-2.5"), arguments: Engine.allCases)
    func `what was written as a text before goes on to its end, and a draft gets a list`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine, library: try before()) { old in
            let text = "Examinee 1, Engineer"
            let submitted = try await old.submit(
                try await old.fullDraft(
                    "safety-examination", kind: "examination", fields: [Self.field: text]))
            let open = try await old.fullDraft(
                "safety-examination", kind: "examination", fields: [Self.field: text])
            let node = try old.test.node()
            let new = old.moved(to: node.platform)
            let seen = try await node.platform.application(submitted.id, for: old.applicant)
            #expect(seen.state.content.fields[Self.field] == text)
            #expect(node.platform.completeness(of: seen).isComplete)
            #expect(try await node.platform.listedExaminees(of: seen) == nil)
            // Admitted by hand as before, to the certificate.
            let ended = try await new.carry(seen, through: ["admitted", "recorded"])
            #expect(ended.state.phase.end == "certified")
            // The draft keeps its text until a list takes its place.
            let draft = try await node.platform.application(open.id, for: old.applicant)
            #expect(draft.state.content.fields[Self.field] == text)
            #expect(node.platform.completeness(of: draft).faults.map(\.code) == [Self.field])
            let listed = try await fill(new, draft, [CaseworkWorld.listed(1)])
            #expect(listed.state.content.fields[Self.field] == nil)
            let sent = try await new.submit(listed)
            #expect(sent.state.listed(of: sent.definition) == [CaseworkWorld.listed(1)])
            withExtendedLifetime(node) {}
        }
    }
}
