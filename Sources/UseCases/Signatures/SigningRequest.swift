import Kernel
import Signatures
import SigningChannels
import Store

/// Who asks for signatures, as the phone shows it.
package struct SigningOrganisation: Sendable, Hashable {
    /// The name in three languages.
    package var name: LocalizedText
    /// The BIN.
    package var bin: BIN

    /// An organisation.
    package init(name: LocalizedText, bin: BIN) {
        self.name = name
        self.bin = bin
    }
}

/// A package that somebody is asked to sign on the phone (UC-24).
package struct SigningRequest: Sendable {
    /// The name in the address of the invitation.
    package let id: Identifier<SigningRequest>
    /// The name in the address of the documents: who has the one cannot guess the other.
    package let documentId: Identifier<SigningPackage>
    /// The challenge that is signed; nil for an example.
    package let challenge: Identifier<EDSChallenge>?
    /// The application whose statement is signed; nil for a challenge or an example.
    package let application: SigningApplication?
    /// How the phone shows who it is.
    package let authorisation: SigningInvitation.Authorisation
    /// What is to be signed.
    package let documents: SigningPackage
    /// From when on it cannot be signed.
    package let expiresAt: Instant
    /// Who fetched the documents by EDS, and so must sign.
    package let openedBy: IIN?
    /// What came back signed.
    package let signed: SigningPackage?
    let browserHash: [UInt8]?

    static let columns: SQL = """
        id, document_id, challenge_id, authorisation, package, expires_at, iin, signed_package,
            browser_hash, case_id, signer_iin, signer_bin, channel
        """

    init(_ row: Row) throws {
        id = Identifier(stored: try row.text(0))
        documentId = Identifier(stored: try row.text(1))
        challenge = try row.textIfPresent(2).map { Identifier(stored: $0) }
        authorisation =
            SigningInvitation.Authorisation(rawValue: try row.text(3)) ?? .none
        documents = try Self.package(try row.text(4))
        expiresAt = try row.instant(5)
        openedBy = try row.textIfPresent(6).map { IIN(stored: $0) }
        signed = try row.textIfPresent(7).map(Self.package)
        browserHash = try row.bytesIfPresent(8)
        application = try row.textIfPresent(9).map { caseId in
            SigningApplication(
                caseId: Identifier(stored: caseId), signer: IIN(stored: try row.text(10)),
                bin: try row.textIfPresent(11).map { BIN(stored: $0) },
                channel: try row.text(12))
        }
    }

    private static func package(_ text: String) throws -> SigningPackage {
        let json = try JSON.parse(Array(text.utf8))
        guard let package = SigningPackage.check(json).package else {
            throw StoreError.columnMismatch(column: 4, expected: .text)
        }
        return package
    }
}

/// Whose statement of which application is signed on the phone, and through which portal it goes.
package struct SigningApplication: Sendable, Hashable {
    /// The case.
    package let caseId: Identifier<StoredCase>
    /// The person who must sign.
    package let signer: IIN
    /// The body that the certificate must name; nil for a natural person.
    package let bin: BIN?
    /// The portal.
    package let channel: String
}

extension Platform {
    /// Seconds in which an application's statement or an example can be signed.
    static var documentSigningSeconds: Int64 { 600 }

    /// Asks for a signature of a challenge, for the browser that made it (UC-24 1, UC-27 2).
    ///
    /// - Returns: the secret that the browser keeps; without it nobody finishes the sign-in, even who
    ///   photographed the code. Nil where nobody is configured who asks.
    package func requestSignature(of challenge: EDSChallenge) async throws -> String? {
        guard configuration.signingOrganisation != nil else { return nil }
        let document = DocumentToSign(
            id: "1", name: Self.challengeName, content: .file(mime: "", data: challenge.bytes))
        let secret = random.bytes(32).base64URL
        _ = try await insert(
            SigningPackage(method: .cmsSignOnly, documents: [document]), .token,
            challenge: challenge.id, browserHash: secrets.sessionHash(secret),
            until: challenge.expiresAt)
        return secret
    }

    /// Asks for signatures that have no effect, so that a phone can be tried.
    package func requestSignature(
        of documents: SigningPackage, authorisation: SigningInvitation.Authorisation
    ) async throws -> Identifier<SigningRequest> {
        try await insert(
            documents, authorisation, challenge: nil, browserHash: nil,
            until: clock.now().adding(seconds: Self.documentSigningSeconds))
    }

    /// Asks for a signature of an application's statement; what the same person was asked before
    /// about the same application is over.
    func requestSignature(
        of documents: SigningPackage, for application: SigningApplication, once: Once
    ) async throws {
        _ = try await insert(
            documents, .token, challenge: nil, browserHash: nil, application: application,
            until: clock.now().adding(seconds: Self.documentSigningSeconds)
        ) { transaction in
            try transaction.execute(
                """
                DELETE FROM signing_request
                WHERE case_id = \(application.caseId) AND signer_iin = \(application.signer)
                """)
            try once.record(
                entity: application.caseId.text, status: 200, at: self.clock.now(),
                in: transaction)
        }
    }

    private func insert(
        _ documents: SigningPackage, _ authorisation: SigningInvitation.Authorisation,
        challenge: Identifier<EDSChallenge>?, browserHash: [UInt8]?,
        application: SigningApplication? = nil, until end: Instant,
        before: @escaping @Sendable (any Transaction) throws -> Void = { _ in }
    ) async throws -> Identifier<SigningRequest> {
        let now = clock.now()
        let id = Identifier<SigningRequest>(random: random)
        let documentId = Identifier<SigningPackage>(random: random)
        try await store.write { transaction in
            try before(transaction)
            try transaction.execute(
                """
                INSERT INTO signing_request (id, document_id, challenge_id, browser_hash,
                    authorisation, package, created_at, expires_at, case_id, signer_iin,
                    signer_bin, channel)
                VALUES (\(id), \(documentId), \(challenge?.text), \(browserHash),
                    \(authorisation.rawValue), \(documents.json.text), \(now), \(end),
                    \(application?.caseId), \(application?.signer), \(application?.bin),
                    \(application?.channel))
                """)
        }
        return id
    }

    /// The request with this name; nil when there is none.
    package func signingRequest(
        _ id: Identifier<SigningRequest>
    ) async throws -> SigningRequest? {
        try await signingRequest(where: "id = \(id)")
    }

    /// The request whose documents have this name; nil when there is none.
    package func signingRequest(
        documents id: Identifier<SigningPackage>
    ) async throws -> SigningRequest? {
        try await signingRequest(where: "document_id = \(id)")
    }

    /// The request to sign this challenge; nil when there is none.
    package func signingRequest(
        of challenge: Identifier<EDSChallenge>
    ) async throws -> SigningRequest? {
        try await signingRequest(where: "challenge_id = \(challenge)")
    }

    /// What the person was asked to sign for this application last; nil when nothing.
    func signingRequest(
        of id: Identifier<StoredCase>, by signer: IIN
    ) async throws -> SigningRequest? {
        try await signingRequest(
            where: """
                case_id = \(id) AND signer_iin = \(signer) ORDER BY created_at DESC LIMIT 1
                """)
    }

    private func signingRequest(where condition: SQL) async throws -> SigningRequest? {
        try await store.read { transaction in
            try transaction.firstRow(
                "SELECT \(SigningRequest.columns) FROM signing_request WHERE \(condition)"
            ).map(SigningRequest.init)
        }
    }

    private static let challengeName = LocalizedText(
        kk: "Сайтқа кіру сұрауы", ru: "Запрос на вход на сайт", en: "Request to sign in")
}

extension Platform {
    /// The text of the QR code.
    package func signingLink(_ request: SigningRequest) throws -> MobileSignLink {
        try MobileSignLink(
            address: configuration.publicURL + "/mobile-sign/" + request.id.text)
    }

    /// Where the documents are.
    package func documentsAddress(_ request: SigningRequest) -> String {
        configuration.publicURL + "/mobile-sign/documents/" + request.documentId.text
    }

    /// The bearer token of a request: derived, so it lies nowhere.
    package func signingToken(_ request: SigningRequest) -> String {
        secrets.signingToken(request.id.text)
    }

    /// The first document that the phone fetches (API 1).
    ///
    /// - Throws: `notFound` when nobody is configured who asks, or the time has passed.
    package func invitation(
        to request: SigningRequest, in language: Language
    ) throws -> SigningInvitation {
        guard let organisation = configuration.signingOrganisation,
            clock.now() < request.expiresAt, request.signed == nil
        else { throw Refusal(.notFound) }
        let words =
            request.application != nil
            ? Self.applicationWords
            : request.challenge == nil ? Self.exampleWords : Self.signInWords
        return SigningInvitation(
            description: words[language], expiresAt: request.expiresAt,
            organisation: organisation.name, bin: organisation.bin,
            documentAddress: documentsAddress(request), authorisation: request.authorisation,
            token: request.authorisation == .token ? signingToken(request) : nil)
    }

    private static let signInWords = LocalizedText(
        kk: "Qyzmet сайтына кіру. Кодты өз экраныңыздан сканерлемесеңіз, қол қоймаңыз.",
        ru: "Вход на сайт Qyzmet. Не подписывайте, если код не с вашего экрана.",
        en: "Sign in to Qyzmet. Do not sign if the code is not on your own screen.")
    private static let applicationWords = LocalizedText(
        kk: "Өтінішке қол қою. Кодты өз экраныңыздан сканерлемесеңіз, қол қоймаңыз.",
        ru: "Подписание заявления. Не подписывайте, если код не с вашего экрана.",
        en: "Signing an application. Do not sign if the code is not on your own screen.")
    private static let exampleWords = LocalizedText(
        kk: "Телефонды сынауға арналған үлгі: қолтаңбаның күші жоқ.",
        ru: "Пример для проверки телефона: подпись не имеет последствий.",
        en: "An example to try a phone: the signature has no effect.")
}
