import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// Several papers signed at once, each of them read (UC-70).
@Suite(.timeLimit(.minutes(5)))
struct SignManyTests {
    /// Blasting permits that wait for the signature of one head.
    private func waiting(
        _ world: CaseworkWorld, _ count: Int
    ) async throws -> (papers: [TaskInHand], head: SignedInOfficial) {
        var papers: [TaskInHand] = []
        var head: SignedInOfficial?
        for _ in 0..<count {
            let draft = try await world.fullDraft(
                "blasting-permit", kind: "permit", variants: ["surface"])
            let stored = try await world.submit(draft)
            _ = try await world.carry(stored, through: ["granted"], stopsBeforeSigning: true)
            let (hand, official) = try #require(try await world.waiting(stored.id))
            papers.append(hand)
            head = official
        }
        return (papers, try #require(head))
    }

    private func paper(
        _ world: CaseworkWorld, _ hand: TaskInHand, _ head: SignedInOfficial, isRead: Bool = true
    ) async throws -> SigningRound.Paper {
        let draft = try await world.draft(of: hand, as: .head, by: head)
        if isRead {
            try await world.platform.recordReading(of: draft, at: hand.task.id, by: head)
        }
        return SigningRound.Paper(
            task: hand.task.id, seen: draft.name,
            cms: try world.sign(draft.content, by: head.person.iin))
    }

    @Test(.clause("IS-EDS-1", "IS-CAB-1", "IS-4.7"), arguments: Engine.allCases)
    func `each is judged by itself, and one that is bad holds up no other`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let (hands, head) = try await waiting(world, 4)
            let all = PageRequest(limit: 20, cursor: nil)
            #expect(
                try await platform.papersToSign(for: head, page: all).items
                    .allSatisfy { $0.reading == nil && $0.applicantName != nil })
            let good = try await paper(world, hands[0], head)
            let unread = try await paper(world, hands[1], head, isRead: false)
            let other = try await paper(world, hands[2], head)
            // The signature of the first paper under the name of the third.
            let wrong = SigningRound.Paper(task: other.task, seen: other.seen, cms: good.cms)
            let last = try await paper(world, hands[3], head)
            let unknown = SigningRound.Paper(
                task: Identifier(random: .system), seen: last.seen, cms: last.cms)
            let listed = try await platform.papersToSign(for: head, page: all).items
            #expect(listed.count { $0.reading != nil } == 3)
            let round = try await platform.signResults(
                [good, unread, wrong, unknown, last], by: head, once: .unkeyed)
            #expect(
                round.rows.map(\.problem)
                    == [nil, .draftNotRead, .signatureRefused, .notFound, nil])
            for (place, isSigned) in [(0, true), (1, false), (2, false), (3, true)] {
                let result = try await platform.result(of: hands[place].stored.id)
                #expect((result != nil) == isSigned, "\(place)")
            }
            #expect(try await platform.signingRound(round.id, for: head) == round)
            let left = try await platform.papersToSign(for: head, page: all).items
            #expect(left.count == 2)
            // Handed in again: what is signed is said to be signed, and nothing is signed twice.
            let again = try await platform.signResults([good, last], by: head, once: .unkeyed)
            #expect(again.rows.allSatisfy { $0.problem == nil })
            // Another one of the body did not hand it in, and is no head.
            let worker = try world.worker(head.body)
            #expect(
                try await refusal { try await platform.signingRound(round.id, for: worker) }
                    == .notFound)
            #expect(
                try await refusal {
                    try await platform.signResults([good], by: worker, once: .unkeyed)
                } == .roleNotAllowed)
        }
    }

    @Test(.clause("IS-EDS-1"), arguments: Engine.allCases)
    func `what was read by another, too long ago, or before a change is not signed`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let (hands, head) = try await waiting(world, 1)
            let first = try await paper(world, hands[0], head)
            world.test.clock.now = world.test.clock.now.adding(
                seconds: ResultDraft.secondsMax + 1)
            let late = try await platform.signResults([first], by: head, once: .unkeyed)
            #expect(late.rows.map(\.problem) == [.draftChanged])
            // Prepared anew but not opened: the reading of the older paper does not count.
            let unread = try await paper(world, hands[0], head, isRead: false)
            let round = try await platform.signResults([unread], by: head, once: .unkeyed)
            #expect(round.rows.map(\.problem) == [.draftNotRead])
            for papers in [[], [unread, unread]] {
                #expect(
                    try await refusal {
                        try await platform.signResults(papers, by: head, once: .unkeyed)
                    } == .invalidField)
            }
            #expect(try await platform.result(of: hands[0].stored.id) == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `papers to sign come through an index, a page at a time`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (hands, head) = try await waiting(world, 3)
            var found: [String] = []
            var cursor: String?
            repeat {
                let page = try await world.platform.papersToSign(
                    for: head, page: PageRequest(limit: 2, cursor: cursor))
                found += page.items.map(\.item.task.id.text)
                cursor = page.nextCursor
            } while cursor != nil
            #expect(found.sorted() == hands.map(\.task.id.text).sorted())
            let plan = try await world.test.store.explain(
                world.platform.papersStatement(
                    body: head.body, after: (20_000, "x"), limit: 21))
            #expect(plan.contains("casework_task_sign"), "\(plan)")
            #expect(!plan.contains("SCAN") && !plan.contains("Seq Scan"), "\(plan)")
            #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
        }
    }
}
