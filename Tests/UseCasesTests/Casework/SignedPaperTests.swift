import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Every signed paper of a case is at hand for its applicant (UC-63 7).
@Suite(.timeLimit(.minutes(5)))
struct SignedPaperTests {
    @Test(.clause("IS-3.9", "IS-CAB-1"), arguments: Engine.allCases)
    func `a conclusion is the applicant's to read once the result is signed`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let draft = try await world.fullDraft("attestation", kind: "attestation")
            let way = try #require(
                CaseWay.all(of: draft.definition, refusing: false).first)
            let waiting = try await world.carry(
                try await world.submit(draft), through: way.outcomes, stopsBeforeSigning: true)
            #expect(try await world.platform.signedPapers(of: waiting).isEmpty)
            let conclusion = try #require(
                try await world.platform.conclusions(of: waiting).first)
            let name = "conclusion-\(conclusion.event)"
            #expect(
                try await refusal {
                    try await world.platform.signedPaper(named: name, of: waiting)
                } == .notFound)
            let ended = try await world.carry(waiting, through: [])
            let papers = try await world.platform.signedPapers(of: ended)
            #expect(Set(papers.map(\.kind)) == [.conclusion, .result])
            #expect(
                try await world.platform.signedPaper(named: name, of: ended) == conclusion.file)
        }
    }
}
