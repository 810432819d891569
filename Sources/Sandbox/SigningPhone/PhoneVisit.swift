import HTTPClient
import Kernel
import SigningChannels

/// One run of the phone: from the text of a QR code to the server's answer (use case 24).
package struct PhoneVisit: Sendable {
    /// Where the run ended.
    package enum Outcome: Hashable, Sendable {
        /// The text begins nothing.
        case badText(MobileSignLink.Fault)
        /// A request got no answer, or one with this status; `step` is 1 for the invitation, 2 for
        /// the documents, 3 for putting them back.
        case noAnswer(step: Int, status: Int?)
        /// An answer was no JSON; the number is the offset of the fault.
        case noJSON(step: Int, offset: Int)
        /// A document has faults.
        case faulty(step: Int)
        /// A document could not be signed: its number in the package, from 1.
        case notSigned(document: Int)
        /// Both documents are right; nothing was signed.
        case ready
        /// The server answered `200`.
        case accepted
        /// The server answered something else.
        case refused(code: String, message: String)
    }

    /// The invitation, if every field that is needed is right.
    package private(set) var invitation: SigningInvitation?
    /// The package, likewise.
    package private(set) var package: SigningPackage?
    /// What is wrong with the invitation, or merely surplus.
    package private(set) var invitationFindings: [FieldFinding] = []
    /// What is wrong with the package, or merely surplus.
    package private(set) var packageFindings: [FieldFinding] = []
    /// Where the run ended.
    package private(set) var outcome: Outcome = .ready

    /// Runs.
    ///
    /// - Parameters:
    ///   - language: the phone's, sent as `Accept-Language`.
    ///   - signs: whether to sign and put, once both documents are right.
    ///   - send: sends a request; nil when there was no answer.
    package init(
        _ text: String, key: PhoneKey, at now: Instant, language: Language, signs: Bool,
        send: @Sendable (OutgoingRequest) async -> IncomingResponse?
    ) async {
        do throws(Stop) {
            try await run(
                text, key: key, at: now, language: language, signs: signs, send: send)
        } catch {
            outcome = error.outcome
        }
    }

    private struct Stop: Error { let outcome: Outcome }

    private mutating func run(
        _ text: String, key: PhoneKey, at now: Instant, language: Language, signs: Bool,
        send: @Sendable (OutgoingRequest) async -> IncomingResponse?
    ) async throws(Stop) {
        let link: MobileSignLink
        do throws(MobileSignLink.Fault) { link = try MobileSignLink(text) } catch {
            throw Stop(outcome: .badText(error))
        }
        var headers = [OutgoingRequest.Field("Accept-Language", language.rawValue)]
        let first = OutgoingRequest(url: link.address, headers: headers)
        let invitationJSON = try await ask(first, step: 1, send)
        (invitation, invitationFindings) = SigningInvitation.check(
            invitationJSON, at: now, rules: .sandbox)
        guard let invitation else { throw Stop(outcome: .faulty(step: 1)) }
        if invitation.authorisation == .token, let token = invitation.token {
            headers.append(OutgoingRequest.Field("Authorization", "Bearer " + token))
        }
        let second = try documentsRequest(invitation, headers, key: key, at: now)
        (package, packageFindings) = SigningPackage.check(
            try await ask(second, step: 2, send))
        guard let package else { throw Stop(outcome: .faulty(step: 2)) }
        guard signs else { return }
        var signed = package
        for (index, document) in package.documents.enumerated() {
            guard
                let done = try? key.sign(
                    document, by: package.method(of: document), at: now)
            else { throw Stop(outcome: .notSigned(document: index + 1)) }
            signed.documents[index] = done
        }
        let third = OutgoingRequest(
            method: "PUT", url: invitation.documentAddress, headers: headers + [Self.json],
            body: signed.json.bytes)
        let answer = try await ask(third, step: 3, send)
        let code = answer["code"]?.string ?? answer["code"]?.integer.map { String($0) } ?? ""
        outcome =
            code == "200"
            ? .accepted : .refused(code: code, message: answer["message"]?.string ?? "")
    }

    private static let json = OutgoingRequest.Field("Content-Type", "application/json")

    /// The request for the documents; with `Eds` the phone first says who it is.
    private func documentsRequest(
        _ invitation: SigningInvitation, _ headers: [OutgoingRequest.Field], key: PhoneKey,
        at now: Instant
    ) throws(Stop) -> OutgoingRequest {
        let address = invitation.documentAddress
        guard invitation.authorisation == .eds else {
            return OutgoingRequest(url: address, headers: headers)
        }
        // Addresses have passed a check that leaves only the ampersand to escape.
        let url = address.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        let xml = "<login><url>\(url)</url><timeStamp>\(now)</timeStamp></login>"
        guard let signed = try? key.sign(xml: xml) else {
            throw Stop(outcome: .notSigned(document: 0))
        }
        return OutgoingRequest(
            method: "POST", url: address, headers: headers + [Self.json],
            body: (["xml": .string(signed)] as JSON).bytes)
    }

    private func ask(
        _ request: OutgoingRequest, step: Int,
        _ send: @Sendable (OutgoingRequest) async -> IncomingResponse?
    ) async throws(Stop) -> JSON {
        guard let response = await send(request) else {
            throw Stop(outcome: .noAnswer(step: step, status: nil))
        }
        // A refusal may come with any status; its JSON says more than the number.
        guard response.status == 200 || step == 3 else {
            throw Stop(outcome: .noAnswer(step: step, status: response.status))
        }
        do throws(JSON.ParseFault) { return try JSON.parse(response.body) } catch {
            throw Stop(outcome: .noJSON(step: step, offset: error.offset))
        }
    }
}
