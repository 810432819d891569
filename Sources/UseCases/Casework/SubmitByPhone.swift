import Casework
import Kernel
import SigningChannels
import Store

/// How far signing on the phone is for an application.
package struct PhoneSubmission: Sendable, Equatable {
    /// The text of the QR code and of the link.
    package let link: MobileSignLink
    /// Whether the phone has signed.
    package let isSigned: Bool
    /// From when on it cannot be signed.
    package let expiresAt: Instant
}

/// An application signed on the phone by QR code (use case 42 4, use case 24).
extension Platform {
    /// Asks the applicant to sign the statement of a draft with eGov Mobile.
    ///
    /// - Throws: `notFound` for what is not the caller's or where nobody is configured who asks;
    ///   `caseNotInState` after submission; `invalidField` for a portal the service does not have.
    package func askForPhoneSignature(
        of id: Identifier<StoredCase>, channel: String, by person: SignedInPerson, once: Once
    ) async throws {
        guard configuration.signingOrganisation != nil else { throw Refusal(.notFound) }
        let draft = try await application(id, for: person)
        guard draft.state.phase == .draft else { throw CaseFault.alreadySubmitted.refusal }
        guard draft.definition.channels.contains(channel) else {
            throw Refusal(.invalidField, CaseworkWords.unknown(channel))
        }
        let document = DocumentToSign(
            id: "1", name: draft.definition.title,
            content: .file(mime: "", data: draft.statement))
        try await requestSignature(
            of: SigningPackage(method: .cmsSignOnly, documents: [document]),
            for: SigningApplication(
                caseId: id, signer: person.iin, bin: person.bin, channel: channel),
            once: once)
    }

    /// How far it is: nil where the person was not asked, the time has passed, or the draft has
    /// changed since.
    package func phoneSubmission(
        of stored: StoredCase, by person: SignedInPerson
    ) async throws -> PhoneSubmission? {
        guard stored.state.phase == .draft,
            let request = try await signingRequest(of: stored.id, by: person.iin),
            clock.now() < request.expiresAt,
            case .file(_, let statement)? = request.documents.documents.first?.content,
            statement == stored.statement
        else { return nil }
        return PhoneSubmission(
            link: try signingLink(request), isSigned: request.signed != nil,
            expiresAt: request.expiresAt)
    }

    /// Submits with what the phone signed; the signature is judged once more, now.
    ///
    /// - Throws: `caseNotInState` while nothing is signed, and all that submitting throws.
    package func submitApplication(
        signedOnPhone id: Identifier<StoredCase>, by person: SignedInPerson, once: Once
    ) async throws -> StoredCase {
        _ = try await application(id, for: person)
        guard let request = try await signingRequest(of: id, by: person.iin),
            let application = request.application,
            case .file(_, let cms)? = request.signed?.documents.first?.content
        else { throw Refusal(.caseNotInState, CaseworkWords.notSignedOnPhone) }
        return try await submitApplication(
            id, channel: application.channel, cms: cms, by: person, once: once)
    }
}
