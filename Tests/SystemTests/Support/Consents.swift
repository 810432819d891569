import Kernel
import Testing

/// The bank's and the data owner's part in the main story, step by step.
struct ConsentStory: Sendable {
    /// Where the steps go.
    let url: String
    /// What tokens name as issuer.
    let issuer: String
    let bank: [(String, String)]
    let owner: [(String, String)]

    static let ownerId = "owner-internal-affairs"
    static let dataSet = "DriverLicense"

    init(url: String, issuer: String? = nil) async throws {
        self.url = url
        self.issuer = issuer ?? url
        let systems = try await TestSystem.all(at: url)
        bank = try await #require(systems["dala-bank"]).headers(at: url, issuer: self.issuer)
        owner = try await #require(systems[Self.ownerId]).headers(at: url, issuer: self.issuer)
    }

    private init(_ other: ConsentStory, url: String) {
        (self.url, issuer, bank, owner) = (url, other.issuer, other.bank, other.owner)
    }

    /// The same systems with the same tokens at another server of the installation.
    func at(_ url: String) -> ConsentStory { ConsentStory(self, url: url) }

    /// A valid request body; each purpose has its limit of requests a day.
    static func body(
        for iin: String, purpose: String = "documentVerification", uses: Int64 = 1
    ) -> JSON {
        [
            "subjectIin": .string(iin), "service": "Test", "action": "collection",
            "dataSets": [.string(dataSet)], "owner": .string(ownerId),
            "purpose": .string(purpose), "lifetimeSeconds": 3600, "uses": .integer(uses),
        ]
    }

    /// Asks a person.
    func ask(
        _ iin: String, purpose: String = "documentVerification", uses: Int64 = 1,
        key: String? = nil
    ) async throws -> Answer {
        try await call(
            "POST", url + "/api/kdp/access-requests",
            Self.body(for: iin, purpose: purpose, uses: uses),
            headers: bank + (key.map { [("Idempotency-Key", $0)] } ?? []))
    }

    /// The state of a request, waited for.
    func state(_ id: String, waiting seconds: Int = 0) async throws -> Answer {
        try await call(
            "GET", "\(url)/api/kdp/access-requests/\(id)?wait=\(seconds)", headers: bank)
    }

    /// Asks, has the person consent and gives the token.
    func token(
        from person: TestPerson, purpose: String = "documentVerification", uses: Int64 = 1
    ) async throws -> (request: String, token: String) {
        let known = try await person.messages(at: url)
        let made = try await ask(person.iin, purpose: purpose, uses: uses).expect(201)
        let id = try #require(made["id"]?.string)
        let sms = try await person.message(at: url, after: known) {
            $0["answers"]?["grant"] != nil
        }
        let grant = try #require(sms["answers"]?["grant"]?.string)
        let answer = try await person.answer(grant, at: url).expect(200)
        #expect(answer["outcome"]?.string == "granted")
        let state = try await state(id, waiting: 10).expect(200)
        return (id, try #require(state["token"]?.string))
    }

    /// The data owner verifies, which spends a use.
    func verify(_ token: String, _ iin: String, key: String? = nil) async throws -> Answer {
        try await call(
            "POST", url + "/api/kdp/tokens/verify",
            [
                "token": .string(token), "subjectIin": .string(iin),
                "dataSet": .string(Self.dataSet),
            ], headers: owner + (key.map { [("Idempotency-Key", $0)] } ?? []))
    }
}

/// A document opened to others, by its holder.
struct ShareStory: Sendable {
    /// Opens access to the person's own document of the kind; gives the share with its codes.
    static func share(
        of person: TestPerson, session: [(String, String)], at url: String,
        documentType: String = "IdentityCard", views: Int64 = 1
    ) async throws -> JSON {
        let list = try await call("GET", url + "/api/documents", headers: session).expect(200)
        let own = (list["items"]?.array ?? []).first {
            $0["documentType"]?.string == documentType && $0["childName"] == nil
        }
        let id = try #require(own?["documentId"]?.string)
        return try await call(
            "POST", "\(url)/api/documents/\(id)/shares", ["views": .integer(views)],
            headers: session
        ).expect(201)
    }

    /// Opens a share by its QR text.
    static func open(
        _ qr: String, by verifier: [(String, String)], at url: String, key: String? = nil
    ) async throws -> Answer {
        try await call(
            "POST", url + "/api/shares/open", ["qr": .string(qr)],
            headers: verifier + (key.map { [("Idempotency-Key", $0)] } ?? []))
    }
}
