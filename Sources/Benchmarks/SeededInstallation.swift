import AccessControl
import Assembly
import Foundation
import Kernel
import Sandbox
import Signatures
import Store
import UseCases

/// A data folder with consents, the tokens for them and a person who is signed in.
struct SeededInstallation {
    /// The settings with which to start a server on it.
    let environment: [String: String]
    /// The consents, from number 1 on.
    let consents: Int
    /// When they were given.
    let grantedAt: Instant
    /// A file with a body for `POST /api/kdp/tokens/verify` a line.
    let bodies: String
    /// The data owner's access token.
    private(set) var accessToken: String
    /// The session cookie of a person.
    let cookie: String
    /// The statements of one verification.
    let statements: RecordedTransaction

    /// The most bodies that the load generator cycles through.
    private static let bodiesMax = 20_000
    /// Consents inserted in one transaction.
    private static let batch = 20_000

    /// Makes an installation in the folder, fills it, and stops it.
    static func make(
        folder: String, databaseURL: String, consents: Int
    ) async throws -> SeededInstallation {
        let (installation, environment) = try await Installation.start(
            in: folder, databaseURL: databaseURL)
        let platform = installation.platform
        let grantedAt = platform.clock.now()
        let world = World(platform: platform, grantedAt: grantedAt)
        for start in stride(from: 1, through: consents, by: batch) {
            try await world.insert(start..<min(start + batch, consents + 1))
        }
        let bodies = folder + "/bodies.jsonl"
        try world.writeBodies(of: consents, atMost: bodiesMax, to: bodies)
        let statements = try await world.recordVerification()
        let result = SeededInstallation(
            environment: environment, consents: consents, grantedAt: grantedAt, bodies: bodies,
            accessToken: try await installation.accessToken(of: SeededConsent.owner),
            cookie: "qyzmet=" + (try await world.signIn(installation)), statements: statements)
        await installation.stop()
        return result
    }

    /// The same with a new access token: filling a large store takes longer than one lives.
    func withNewToken() async throws -> SeededInstallation {
        let installation = try await Installation.start(
            try Configuration(environment: environment), log: .silent)
        var copy = self
        copy.accessToken = try await installation.accessToken(of: SeededConsent.owner)
        await installation.stop()
        return copy
    }

    /// Makes every use possible again.
    func resetUses() async throws {
        let store = try StoreLocation(url: environment["QYZMET_DATABASE_URL"] ?? "").open()
        defer { store.close() }
        try await store.write { transaction in
            try transaction.execute("DELETE FROM consent_use")
            try transaction.execute("UPDATE consent_data_set SET uses_spent = 0")
        }
    }

    /// The verifications in the journal: those that were accepted, and those that were not.
    func verifications() async throws -> (accepted: Int, refused: Int) {
        let store = try StoreLocation(url: environment["QYZMET_DATABASE_URL"] ?? "").open()
        defer { store.close() }
        return try await store.read { transaction in
            let count = { (kind: String) in
                Int(
                    try transaction.firstRow(
                        "SELECT COUNT(*) FROM journal_entry WHERE kind = \(kind)")?.integer(0) ?? 0)
            }
            return (try count("tokenVerified"), try count("tokenRefused"))
        }
    }
}

/// Fills a platform with what a benchmark needs.
private struct World {
    let platform: Platform
    let grantedAt: Instant

    func seed(_ number: Int) -> SeededConsent {
        SeededConsent(number: number, grantedAt: grantedAt)
    }

    func insert(_ numbers: Range<Int>) async throws {
        try await platform.store.write { transaction in
            for number in numbers { try insert(seed(number), in: transaction) }
        }
    }

    private func insert(_ seed: SeededConsent, in transaction: any Transaction) throws {
        let (consent, subject) = (seed.consent, seed.subject)
        let terms = consent.terms
        try transaction.execute(
            """
            INSERT INTO access_request
                (id, subject_iin, initiator, owner, service, action, data_sets, purpose, method,
                lifetime_seconds, uses, created_at, answer_by, answered_at, outcome)
            VALUES (\(seed.requestId), \(subject), \(consent.initiator), \(terms.owner),
                \(terms.service), \(terms.action.rawValue),
                \(terms.dataSets.joined(separator: " ")), \(terms.purpose),
                \(terms.method.rawValue), \(terms.lifetimeSeconds), \(terms.uses), \(grantedAt),
                \(consent.expiresAt), \(grantedAt), 'granted')
            """)
        try transaction.execute(
            """
            INSERT INTO consent (id, request_id, subject_iin, granted_at, expires_at)
            VALUES (\(consent.id), \(seed.requestId), \(subject), \(grantedAt),
                \(consent.expiresAt))
            """)
        for dataSet in terms.dataSets {
            try transaction.execute(
                """
                INSERT INTO consent_data_set (consent_id, data_set, uses_max)
                VALUES (\(consent.id), \(dataSet), \(terms.uses))
                """)
        }
    }

    /// Bodies spread over all consents; one use of each data set a line.
    func writeBodies(of consents: Int, atMost most: Int, to path: String) throws {
        let step = max(1, consents * SeededConsent.dataSets.count / most)
        var text = ""
        for dataSet in SeededConsent.dataSets {
            for number in stride(from: 1, through: consents, by: step) {
                text += try body(seed(number), dataSet) + "\n"
            }
        }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func body(_ seed: SeededConsent, _ dataSet: String) throws -> String {
        let token = try platform.securityToken(for: seed.consent, subject: seed.subject)
        let body: JSON = [
            "token": .string(token), "subjectIin": .string(seed.subject.digits),
            "dataSet": .string(dataSet),
        ]
        return body.text
    }

    /// Opens a session of a person whom the registers know; gives its secret.
    func signIn(_ installation: Installation) async throws -> String {
        guard let subject = installation.sandbox?.world.person(0).iin else {
            throw Command.Fault(description: "the sandbox has no people")
        }
        let secret = platform.random.bytes(32).base64URL
        let hash = platform.secrets.sessionHash(secret)
        let id = randomIdentifierText(platform.random)
        try await platform.store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO session
                    (id, secret_hash, iin, display_name, device, created_at, seen_at)
                VALUES (\(id), \(hash), \(subject), 'Benchmark', 'wrk', \(grantedAt),
                    \(grantedAt))
                """)
        }
        return secret
    }

    /// Verifies one token for real and keeps the statements that it took.
    func recordVerification() async throws -> RecordedTransaction {
        let recorder = RecordingStore(platform.store)
        let recorded = platform.noted(by: recorder)
        guard let owner = try await platform.client(SeededConsent.owner) else {
            throw Command.Fault(description: "\(SeededConsent.owner) is not registered")
        }
        let first = seed(1)
        let verdict = try await recorded.verifyToken(
            try platform.securityToken(for: first.consent, subject: first.subject),
            subject: first.subject, dataSet: SeededConsent.dataSets[0], by: owner, once: .unkeyed)
        guard verdict.refusal == nil else {
            throw Command.Fault(description: "the verification was refused: \(verdict)")
        }
        return RecordedTransaction(
            statements: recorder.statements,
            roles: [
                first.id.text: .name(0), first.subject.digits: .name(1),
                verdict.entry.text: .fresh(0),
            ])
    }
}
