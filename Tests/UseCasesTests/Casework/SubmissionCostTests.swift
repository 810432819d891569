import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Testing
import UseCases

/// How much arithmetic a submission costs: what is verified once is not verified again (UC-42).
@Suite(.timeLimit(.minutes(2)))
struct SubmissionCostTests {
    @Test(.clause("IS-EDS-1"), arguments: Engine.allCases)
    func `a submission checks its own signature and one answer of OCSP, each once`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            // The first of an applicant checks the chain, which is remembered.
            for number in 0..<3 {
                let draft = try await world.fullDraft("attestation", kind: "attestation")
                let cms = try world.sign(draft.statement, by: world.applicant.iin)
                let counts = try await SignatureTally.count {
                    _ = try await world.platform.submitApplication(
                        draft.id, channel: draft.definition.channels[0], cms: cms,
                        by: world.applicant, once: .unkeyed)
                }
                guard number > 0 else { continue }
                // The tests' authority signs its answer in the same task.
                #expect(counts == SignatureTally.Counts(checked: 2, made: 1))
            }
        }
    }

    @Test(.clause("IS-EDS-1"))
    func `what is spared is no look at revocation: the next submission is refused`() async throws {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let first = try await world.fullDraft("attestation", kind: "attestation")
            _ = try await world.submit(first)
            let second = try await world.fullDraft("attestation", kind: "attestation")
            world.test.nca.revoke(try world.certificate(of: world.applicant.iin))
            #expect(
                try await refusal { try await world.submit(second) } == .signatureRefused)
        }
    }
}
