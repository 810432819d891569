import AccessControl
import Kernel
import PlatformTesting
import Signatures
import UseCases

extension TestPlatform {
    /// Asks for access as a bank would.
    func ask(
        _ subject: IIN = TestPeople.holder, action: AccessAction = .processing,
        dataSets: [String] = ["IdentityCard"], lifetime: Int64 = 3600, uses: Int64 = 1,
        by initiator: System = .bank, owner: String = "owner", purpose: String = "identityCheck",
        method: ConsentMethod = .unifiedContactCentre, once: Once = .unkeyed
    ) async throws -> AccessRequest {
        try await platform.requestAccess(
            to: subject,
            terms: AccessTerms(
                service: "Loan", action: action, dataSets: dataSets, owner: owner,
                purpose: purpose, method: method, lifetimeSeconds: lifetime, uses: uses),
            by: try await system(initiator), once: once)
    }

    /// The SMS that asks the holder about this request.
    func question(about request: AccessRequest) async throws -> SentMessage {
        let found = try await messages(to: TestPeople.holderPhone)
            .first { $0.reference == request.id.text }
        guard let found else { throw Refusal(.notFound) }
        return found
    }

    /// An SMS to 1414.
    @discardableResult
    func reply(
        _ text: String, from phone: PhoneNumber = TestPeople.holderPhone,
        id: String = randomIdentifierText(.system)
    ) async throws -> AnswerOutcome {
        try await platform.receive(IncomingMessage(gatewayId: id, sender: phone, text: text))
    }

    /// The holder consents to the request.
    func grant(_ request: AccessRequest) async throws {
        let outcome = try await reply(question(about: request).grant)
        guard outcome == .granted else { throw Refusal(.consentNotActive) }
    }

    /// The state of the bank's request.
    func state(
        of request: AccessRequest, by initiator: System = .bank, wait: Int64 = 0
    ) async throws -> AccessRequestState {
        try await platform.accessRequest(
            request.id, of: try await system(initiator), waitSeconds: wait)
    }

    /// The token of a request that the holder has just consented to.
    func token(
        dataSets: [String] = ["IdentityCard"], lifetime: Int64 = 3600, uses: Int64 = 1
    ) async throws -> String {
        let request = try await ask(dataSets: dataSets, lifetime: lifetime, uses: uses)
        try await grant(request)
        guard let token = try await state(of: request).token else {
            throw Refusal(.consentNotActive)
        }
        return token
    }

    /// The verdict that an owner gets.
    func verify(
        _ token: String, subject: IIN = TestPeople.holder, dataSet: String = "IdentityCard",
        by owner: System = .owner, on node: Platform? = nil, once: Once = .unkeyed
    ) async throws -> TokenVerdict {
        try await (node ?? platform).verifyToken(
            token, subject: subject, dataSet: dataSet, by: try await system(owner), once: once)
    }
}

/// What stands in a token, without checking anything.
func parts(of token: String) throws -> (header: JSON, claims: JSON) {
    let parts = token.split(separator: ".")
    guard parts.count == 3, let header = [UInt8](base64URL: parts[0]),
        let claims = [UInt8](base64URL: parts[1])
    else { throw Refusal(.invalidToken) }
    return (try JSON.parse(header), try JSON.parse(claims))
}
