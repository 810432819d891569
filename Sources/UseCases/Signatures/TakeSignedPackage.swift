import Kernel
import Signatures
import SigningChannels
import Store
import XMLSignatures

extension Platform {
    /// Takes the signed package from the phone (UC-24 5, 6).
    ///
    /// Every content must be signed, nothing else changed, every signature good, and all by whoever
    /// fetched the documents by EDS. The same package once more is answered alike.
    /// - Returns: `200`, or `403` with the first thing that is wrong, in the phone's language.
    /// - Throws: `notFound`, `invalidToken`.
    package func takeSignedPackage(
        _ json: JSON, of id: Identifier<SigningPackage>, token: String?, in language: Language
    ) async throws -> SigningAnswer {
        guard let request = try await signingRequest(documents: id) else {
            throw Refusal(.notFound)
        }
        try checkToken(of: request, token)
        let read = SigningPackage.check(json)
        guard let signed = read.package else {
            // What is merely surplus prevents nothing.
            let reason = read.findings.first { $0.code != .surplus } ?? read.findings.first
            return .refused(message: reason?.text[language] ?? "")
        }
        if let known = request.signed, known == signed { return .accepted }
        guard signed.json.text.utf8.count <= Self.signedPackageBytesMax else {
            return .refused(message: Self.isTooLarge[language])
        }
        guard clock.now() < request.expiresAt, request.signed == nil else {
            return .refused(message: Self.isOver[language])
        }
        try await spendTry(of: request)
        if let finding = request.documents.findings(signed: signed).first {
            return .refused(message: finding.text[language])
        }
        for (given, returned) in zip(request.documents.documents, signed.documents) {
            if let wrong = await fault(given, returned, in: request) {
                return .refused(message: wrong[language])
            }
        }
        guard try await !keep(signed, of: request) else { return .accepted }
        // The same package may have come twice at once.
        let known = try await signingRequest(request.id)?.signed
        return known == signed ? .accepted : .refused(message: Self.isOver[language])
    }

    /// Signs in with what the phone signed, in the browser that began (UC-27 3).
    ///
    /// - Throws: `challengeUnknown` for another browser or while nothing is signed, and all that
    ///   signing in by EDS throws.
    package func finishEDSSignIn(
        byPhoneOf challenge: Identifier<EDSChallenge>, browserSecret: String?, device: String
    ) async throws -> NewSession {
        guard let request = try await signingRequest(of: challenge),
            let secret = browserSecret, let hash = request.browserHash,
            constantTimeEqual(secrets.sessionHash(secret), hash),
            case .file(_, let cms)? = request.signed?.documents.first?.content
        else { throw Refusal(.challengeUnknown, clause: "DD-11") }
        return try await finishEDSSignIn(challenge: challenge, cms: cms, device: device)
    }

    // MARK: - Steps

    /// The largest signed package that is kept, in bytes of its JSON.
    package static var signedPackageBytesMax: Int { 1_000_000 }
    /// How often a package may be put for one request.
    package static var signedPackageTriesMax: Int64 { 10 }

    /// Many puts would make the server verify without end.
    private func spendTry(of request: SigningRequest) async throws {
        let triesMax = Self.signedPackageTriesMax
        let counted = try await store.write { transaction in
            try transaction.change(
                """
                UPDATE signing_request SET tries = tries + 1
                WHERE id = \(request.id) AND tries < \(triesMax)
                """)
        }
        guard counted == 1 else { throw Refusal(.tooManyTries) }
    }

    private func keep(_ signed: SigningPackage, of request: SigningRequest) async throws -> Bool {
        let text = signed.json.text
        let now = clock.now()
        return try await store.write { transaction in
            try transaction.change(
                """
                UPDATE signing_request SET signed_package = \(text), signed_at = \(now)
                WHERE id = \(request.id) AND signed_at IS NULL AND expires_at > \(now)
                """) == 1
        }
    }

    private func fault(
        _ given: DocumentToSign, _ returned: DocumentToSign, in request: SigningRequest
    ) async -> LocalizedText? {
        let now = clock.now()
        let policy =
            request.challenge == nil
            ? SignaturePolicy.signedNow(.document, at: now) : edsSignInPolicy(at: now)
        let report: SignatureReport
        switch (given.content, returned.content) {
        case (.xml(let before), .xml(let after)):
            guard Self.isSame(before, after) else { return FindingCode.contentDigestDiffers.text }
            report = await signatureService.verifyXML(
                Array(after.utf8), original: Array(before.utf8), policy: policy)
        case (.file(_, let data), .file(_, let cms)):
            report = await signatureService.verify(cms, content: data, policy: policy)
            let isInside = (try? SignedData(cms))?.content != nil
            guard isInside == (request.documents.method(of: given) != .cmsSignOnly) else {
                return isInside ? Self.contentInside : Self.contentOutside
            }
        default: return FindingCode.malformed.text
        }
        guard report.isValid else { return LocalizedText(refusals: report.findings) }
        if let opener = request.openedBy {
            let signers = report.signatures.map { $0.signer?.subject.iin }
            guard signers.allSatisfy({ $0 == opener.digits }) else {
                return FindingCode.wrongSigner.text
            }
        }
        if let application = request.application {
            let signers = report.signatures.map { $0.signer?.subject }
            guard signers.count == 1, signers[0]?.iin == application.signer.digits,
                signers[0]?.bin == application.bin?.digits
            else { return CaseworkWords.otherSigner }
        }
        return nil
    }

    /// Whether the signed document without its signatures is the one that was given.
    private static func isSame(_ before: String, _ after: String) -> Bool {
        let bare = { (text: String) in
            try? XMLSigner.prepared(
                Array(text.utf8), withoutSignatures: true, withoutBlanks: false)
        }
        guard let given = bare(before), let returned = bare(after) else { return false }
        return given == returned
    }

    private static let isOver = LocalizedText(
        kk: "Бұл сұрауға енді қол қоюға болмайды: мерзімі өтті немесе қол қойылған.",
        ru: "Этот запрос больше нельзя подписать: срок прошёл, или он уже подписан.",
        en: "This request can no longer be signed: its time has passed, or it is signed already.")
    private static let isTooLarge = LocalizedText(
        kk: "Қол қойылған құжаттар тым үлкен: бәрі бірге 1 000 000 байттан аспауы керек.",
        ru: "Подписанные документы слишком велики: вместе не больше 1 000 000 байт.",
        en: "The signed documents are too large: together at most 1,000,000 bytes.")
    private static let contentInside = LocalizedText(
        kk: "CMS_SIGN_ONLY тәсілінде құжат қолтаңбаның ішінде тұрмауы керек.",
        ru: "При CMS_SIGN_ONLY документа внутри подписи быть не должно.",
        en: "With CMS_SIGN_ONLY the document must not be inside the signature.")
    private static let contentOutside = LocalizedText(
        kk: "Бұл тәсілде құжат қолтаңбаның ішінде тұруы керек.",
        ru: "При этом методе документ должен быть внутри подписи.",
        en: "With this method the document must be inside the signature.")
}
