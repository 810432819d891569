import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// How much an applicant may keep in drafts, and what happens to files that were replaced (UC-42).
@Suite(.timeLimit(.minutes(5)))
struct ApplicationLimitTests {
    @Test(.clause("IS-5A.9-v1"), arguments: Engine.allCases)
    func `the bytes of a replaced file go, and those of a submitted case stay`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            var stored = try await world.fullDraft("permanent-use-permit", kind: "permit")
            func files() async throws -> Int64 {
                let id = stored.id
                return try await world.test.store.read { transaction in
                    try transaction.firstRow(
                        "SELECT COUNT(*) FROM casework_file WHERE case_id = \(id)")?.integer(0) ?? 0
                }
            }
            // Two documents with the same bytes are one file.
            #expect(try await files() == 1)
            for round in 0..<3 {
                let file = CaseworkWorld.file + Array("% \(round)\n".utf8)
                stored = try await platform.attachFile(
                    file, as: "testAct", parts: [], to: stored.id, by: world.applicant,
                    once: .unkeyed)
            }
            #expect(try await files() == 2)
            _ = try await platform.detachFile(
                "testAct", from: stored.id, by: world.applicant, once: .unkeyed)
            #expect(try await files() == 1)
            let opinion = try await platform.file(of: "expertOpinion", in: stored)
            #expect(opinion.bytes == CaseworkWorld.file)
        }
    }

    @Test(.clause("IS-5A.9-v1"), arguments: Engine.allCases)
    func `drafts are limited, and one that is discarded makes room`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            func open() async throws -> ProblemCode? {
                try await refusal {
                    try await platform.openApplication(
                        service: "permanent-use-permit", kind: "permit", variants: [],
                        by: world.applicant, once: .unkeyed)
                }
            }
            var codes: [ProblemCode?] = []
            for _ in 0..<ApplicationLimits.draftsMax + 1 { codes.append(try await open()) }
            #expect(codes.dropLast().allSatisfy { $0 == nil } && codes.last == .applicationLimit)
            let page = PageRequest(limit: 1, cursor: nil)
            let list = try await platform.applications(of: world.applicant, page: page)
            let draft = try #require(list.items.first)
            _ = try await platform.withdrawApplication(
                draft.id, by: world.applicant, once: .unkeyed)
            #expect(try await open() == nil)
        }
    }

    @Test(.clause("IS-6.3-v1"), arguments: Engine.allCases)
    func `what is missing is said by its title in three languages`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let stored = try await world.fullDraft("permanent-use-permit", kind: "permit")
            let less = try await world.platform.detachFile(
                "expertOpinion", from: stored.id, by: world.applicant, once: .unkeyed)
            let title = try #require(less.definition.document("expertOpinion")?.title)
            let refused = await #expect(throws: Refusal.self) { try await world.submit(less) }
            #expect(refused?.code == .applicationIncomplete)
            for language in Language.allCases {
                let words = refused?.detail?[language] ?? ""
                #expect(words.contains(title[language]) && !words.contains("expertOpinion"))
            }
        }
    }
}
