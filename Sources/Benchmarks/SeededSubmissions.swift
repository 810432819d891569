import Assembly
import Casework
import Foundation
import Kernel
import Sandbox
import Store
import UseCases

/// Applications that lack nothing and are signed, so that a server has only to take them in.
struct SeededSubmissions {
    /// A path and a body a line, as the load generator posts them.
    let lines: [String]
    /// The session cookie of the applicant.
    let cookie: String

    private static let service = "attestation"
    private static let file = Array(
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n".utf8)

    /// How many are prepared at once: fewer than the open drafts that one applicant may have.
    private static let atOnce = 32
    /// To whom finished drafts belong until all are made, so that the limit does not count them.
    private static let aside = "000000000009"

    /// Begins, fills and signs so many applications of a firm.
    static func make(_ count: Int, on installation: Installation) async throws -> SeededSubmissions
    {
        guard let sandbox = installation.sandbox, let nca = sandbox.nca,
            let firm = LegalEntities.all.first(where: { $0.kind == .enterprise })
        else { throw Command.Fault(description: "the sandbox has no firm") }
        let platform = installation.platform
        let head = sandbox.world.person(18)
        let secret = try await platform.openEDSSession(of: head.iin, for: firm.bin)
        let applicant = SignedInPerson(
            iin: head.iin, displayName: "", session: Identifier(random: platform.random),
            method: .eds, bin: firm.bin)
        let certificate = try await nca.certificate(
            for: SandboxNCA.Order(person: head, body: firm, kind: .firstHead))
        let lines = try await withThrowingTaskGroup(of: String.self) { group in
            var lines: [String] = []
            for number in 0..<count {
                if number >= atOnce, let line = try await group.next() {
                    lines.append(line)
                }
                group.addTask {
                    let draft = try await draft(of: applicant, on: platform)
                    let cms = try nca.sign(draft.statement, with: certificate)
                    try await platform.store.write { transaction in
                        try transaction.execute(
                            "UPDATE casework_case SET applicant = \(aside) WHERE id = \(draft.id)")
                    }
                    let body: JSON = [
                        "channel": .string(draft.definition.channels[0]),
                        "cms": .string(cms.base64),
                    ]
                    return "/api/applications/\(draft.id.text)/submit \(body.text)"
                }
            }
            for try await line in group { lines.append(line) }
            return lines
        }
        try await platform.store.write { transaction in
            try transaction.execute(
                "UPDATE casework_case SET applicant = \(firm.bin) WHERE applicant = \(aside)")
        }
        return SeededSubmissions(lines: lines, cookie: "qyzmet=" + secret)
    }

    private static func draft(
        of applicant: SignedInPerson, on platform: Platform
    ) async throws -> StoredCase {
        let opened = try await platform.openApplication(
            service: service, kind: "attestation", variants: [], by: applicant, once: .unkeyed)
        var stored = try await platform.fillApplication(
            opened.id, fields: [("place", "710000000"), ("workKind", "expertise")],
            by: applicant, once: .unkeyed)
        for fault in platform.completeness(of: stored).faults where fault.subject == .document {
            let parts = stored.definition.document(fault.code)?.parts.map(\.code) ?? []
            stored = try await platform.attachFile(
                file, as: fault.code, parts: parts, to: opened.id, by: applicant, once: .unkeyed)
        }
        return stored
    }
}

extension Platform {
    /// Opens a session by EDS for a body, as signing in leaves it; gives its secret.
    func openEDSSession(of iin: IIN, for bin: BIN) async throws -> String {
        let secret = random.bytes(32).base64URL
        let hash = secrets.sessionHash(secret)
        let now = clock.now()
        let (id, challenge) = (
            Identifier<Session>(random: random), Identifier<EDSChallenge>(random: random)
        )
        try await store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO session (id, secret_hash, iin, display_name, device, created_at,
                    seen_at, method, challenge_id, certificate_serial, bin, ends_at)
                VALUES (\(id), \(hash), \(iin), 'Benchmark', 'wrk', \(now), \(now), 'eds',
                    \(challenge), '01', \(bin), \(now.adding(seconds: 86_400)))
                """)
        }
        return secret
    }
}
