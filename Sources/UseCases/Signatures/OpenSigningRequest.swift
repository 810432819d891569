import Kernel
import Signatures
import SigningChannels
import Store
import XMLSignatures

extension Platform {
    /// How far the time in a phone's login may be from ours, in seconds.
    private static var loginSecondsMax: Int64 { 300 }

    /// Gives the documents to who shows the token, or to anyone where none is asked (UC-24 3).
    ///
    /// - Throws: `notFound`; `invalidToken` for a wrong or missing token, and where EDS is asked.
    package func openSigningRequest(
        _ id: Identifier<SigningPackage>, token: String?
    ) async throws -> SigningPackage {
        let request = try await openable(id)
        try checkToken(of: request, token)
        return request.documents
    }

    /// Gives the documents to who signed the login with a key of authentication (UC-24 3).
    ///
    /// - Parameter login: XML with the documents' address and the time, signed.
    /// - Throws: `notFound`, `signatureRefused` with what is wrong, `signatureNotOfPerson`.
    package func openSigningRequest(
        _ id: Identifier<SigningPackage>, login: [UInt8]
    ) async throws -> SigningPackage {
        let request = try await openable(id)
        guard request.authorisation == .eds else { throw Refusal(.invalidToken) }
        let now = clock.now()
        let report = await signatureService.verifyXML(
            login, original: nil, policy: edsSignInPolicy(at: now))
        guard report.isValid, let signer = report.signatures.first?.signer else {
            throw Refusal(.signatureRefused, LocalizedText(refusals: report.findings))
        }
        // Of two who signed nobody knows which one asks.
        guard report.signatures.count == 1 else {
            throw Refusal(.signatureRefused, FindingCode.tooManySignatures.text)
        }
        guard XMLLogin(login).fits(documentsAddress(request), now, Self.loginSecondsMax) else {
            throw Refusal(.signatureRefused, Self.otherLogin)
        }
        guard let text = signer.subject.iin,
            let iin = try? IIN(text, rules: configuration.identityRules)
        else { throw Refusal(.signatureNotOfPerson) }
        let isFirst = try await store.write { transaction in
            try transaction.change(
                """
                UPDATE signing_request SET iin = \(iin)
                WHERE id = \(request.id) AND (iin IS NULL OR iin = \(iin))
                """)
        }
        // Who came first signs; the documents are nobody else's.
        guard isFirst == 1 else { throw Refusal(.notFound) }
        return request.documents
    }

    func checkToken(of request: SigningRequest, _ token: String?) throws(Refusal) {
        switch request.authorisation {
        case .none: return
        case .token:
            guard let token,
                constantTimeEqual(Array(token.utf8), Array(signingToken(request).utf8))
            else { throw Refusal(.invalidToken) }
        case .eds:
            guard request.openedBy != nil else { throw Refusal(.invalidToken) }
        }
    }

    private func openable(_ id: Identifier<SigningPackage>) async throws -> SigningRequest {
        guard let request = try await signingRequest(documents: id),
            clock.now() < request.expiresAt, request.signed == nil
        else { throw Refusal(.notFound) }
        return request
    }

    private static let otherLogin = LocalizedText(
        kk: "«url» осы құжаттардың мекенжайы, «timeStamp» қазіргі уақыт болуы керек",
        ru: "«url» должен быть адресом этих документов, «timeStamp» – текущим временем",
        en: "“url” must be the address of these documents, “timeStamp” the present time")
}

/// What a phone says to show who it is: `<login><url>…</url><timeStamp>…</timeStamp></login>`.
private struct XMLLogin {
    let url: String?
    let time: Instant?

    init(_ xml: [UInt8]) {
        let texts = XMLVerifier.texts(ofChildrenOf: xml, named: ["url", "timeStamp"])
        url = texts["url"]
        time = texts["timeStamp"].flatMap { Instant(rfc3339: $0) }
    }

    func fits(_ address: String, _ now: Instant, _ secondsMax: Int64) -> Bool {
        guard let time, url == address else { return false }
        return abs(time.milliseconds - now.milliseconds) <= secondsMax * 1000
    }
}
