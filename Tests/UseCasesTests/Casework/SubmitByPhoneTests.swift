import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import SigningChannels
import Testing

@testable import UseCases

/// An application signed on the phone by QR code (UC-42 4, UC-24).
@Suite(.timeLimit(.minutes(5)))
struct SubmitByPhoneTests {
    /// What the phone makes of the package with the key of that person.
    private static func signed(
        _ request: SigningRequest, _ world: CaseworkWorld, by iin: IIN
    ) throws -> SigningPackage {
        var package = request.documents
        guard case .file(let mime, let data) = package.documents[0].content else {
            throw Refusal(.notFound)
        }
        package.documents[0].content = .file(mime: mime, data: try world.sign(data, by: iin))
        return package
    }

    private static func put(
        _ package: SigningPackage, of request: SigningRequest, _ world: CaseworkWorld
    ) async throws -> SigningAnswer {
        try await world.platform.takeSignedPackage(
            package.json, of: request.documentId,
            token: world.platform.signingToken(request), in: .en)
    }

    private static func ask(
        _ stored: StoredCase, _ world: CaseworkWorld, channel: String? = nil
    ) async throws -> SigningRequest {
        try await world.platform.askForPhoneSignature(
            of: stored.id, channel: channel ?? stored.definition.channels[0],
            by: world.applicant, once: .unkeyed)
        return try #require(
            try await world.platform.signingRequest(of: stored.id, by: world.applicant.iin))
    }

    private static func submit(
        _ stored: StoredCase, _ world: CaseworkWorld, by person: SignedInPerson? = nil
    ) async throws -> StoredCase {
        try await world.platform.submitApplication(
            signedOnPhone: stored.id, by: person ?? world.applicant, once: .unkeyed)
    }

    @Test(.clause("IS-EDS-1"), arguments: Engine.allCases)
    func `what the phone signed is submitted once, by the applicant alone`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let draft = try await world.fullDraft("attestation", kind: "attestation")
            let request = try await Self.ask(draft, world)
            let invitation = try world.platform.invitation(to: request, in: .en)
            let read = SigningInvitation.check(
                invitation.json, at: world.test.clock.now, rules: .sandbox)
            #expect(read.findings == [] && invitation.authorisation == .token)
            #expect(try await refusal { try await Self.submit(draft, world) } == .caseNotInState)
            #expect(
                try await Self.put(
                    Self.signed(request, world, by: world.applicant.iin), of: request, world)
                    == .accepted)
            let waiting = try await world.platform.phoneSubmission(
                of: draft, by: world.applicant)
            #expect(waiting?.isSigned == true)
            // Another person of the same body has signed nothing.
            let colleague = CaseworkWorld.session(TestPeople.verifier, world.applicant.bin)
            #expect(
                try await refusal { try await Self.submit(draft, world, by: colleague) }
                    == .caseNotInState)
            let stranger = CaseworkWorld.session(TestPeople.verifier, CaseworkWorld.akimat)
            #expect(
                try await refusal { try await Self.submit(draft, world, by: stranger) }
                    == .notFound)
            let stored = try await Self.submit(draft, world)
            #expect(stored.submittedAt == world.test.clock.now)
            #expect(try await refusal { try await Self.submit(draft, world) } == .caseNotInState)
            #expect(
                try await refusal { _ = try await Self.ask(draft, world) } == .caseNotInState)
        }
    }

    @Test(.clause("IS-EDS-1"), arguments: Engine.allCases)
    func `the phone is told at once when another's key signed`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let draft = try await world.fullDraft("attestation", kind: "attestation")
            let request = try await Self.ask(draft, world)
            let official = try world.worker(CaseworkWorld.committee).person.iin
            let refused = try await Self.put(
                Self.signed(request, world, by: official), of: request, world)
            #expect(refused == .refused(message: CaseworkWords.otherSigner.en))
            let other = try await refusal {
                _ = try await Self.ask(draft, world, channel: "nowhere")
            }
            #expect(other == .invalidField)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a draft that changed, a later code and an hour end what was asked`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let draft = try await world.fullDraft("attestation", kind: "attestation")
            let first = try await Self.ask(draft, world)
            let second = try await Self.ask(draft, world)
            let signed = try Self.signed(first, world, by: world.applicant.iin)
            #expect(
                try await refusal { _ = try await Self.put(signed, of: first, world) }
                    == .notFound)
            #expect(try await Self.put(signed, of: second, world) == .accepted)
            let field = try #require(draft.definition.fields.first)
            guard case .place = field.content else {
                Issue.record("another field: \(field.code)")
                return
            }
            let changed = try await world.platform.fillApplication(
                draft.id, fields: [(code: field.code, value: "750000000")],
                by: world.applicant, once: .unkeyed)
            #expect(
                try await world.platform.phoneSubmission(of: changed, by: world.applicant)
                    == nil)
            #expect(
                try await refusal { try await Self.submit(changed, world) }
                    == .signatureRefused)
            let third = try await Self.ask(changed, world)
            world.test.clock.advance(seconds: 3600)
            #expect(
                try await world.platform.phoneSubmission(of: changed, by: world.applicant)
                    == nil)
            let late = try await Self.put(
                Self.signed(third, world, by: world.applicant.iin), of: third, world)
            #expect(late != .accepted)
        }
    }
}
