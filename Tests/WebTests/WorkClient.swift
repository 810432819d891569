import Casework
import HTTPServer
import Kernel
import PlatformTesting
import Signatures
import Store
import Testing
import UseCases

@testable import Web

/// Pages and the interface, for people of a world of cases.
struct WorkClient {
    let world: CaseworkWorld
    let router: Router
    let officials: [SignedInOfficial]
    private var secrets: [IIN: String] = [:]

    init(_ world: CaseworkWorld) async throws {
        self.world = world
        router = try Router(Endpoint.api + Endpoint.pages, platform: world.platform) { _ in }
        officials = try [
            CaseworkWorld.committee, CaseworkWorld.department, CaseworkWorld.akimat,
        ].flatMap { [try world.worker($0), try world.head($0)] }
        let now = world.platform.clock.now()
        let roles = CertificateRole.firstHead.rawValue
        for person in officials.map(\.person) + [world.applicant] {
            let secret = "\(now.milliseconds)-of-" + person.iin.digits
            let hash = world.platform.secrets.sessionHash(secret)
            let (session, challenge): (Identifier<Session>, Identifier<EDSChallenge>) = (
                Identifier(random: .system), Identifier(random: .system)
            )
            try await world.platform.store.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO session (id, secret_hash, iin, display_name, device, created_at,
                        seen_at, method, challenge_id, certificate_serial, bin, roles, ends_at)
                    VALUES (\(session), \(hash), \(person.iin), 'N', 'D', \(now), \(now), 'eds',
                        \(challenge), '01', \(person.bin), \(roles), \(now.adding(seconds: 1_000_000)))
                    """)
            }
            secrets[person.iin] = secret
        }
    }

    private func call(
        _ method: String, _ target: String, _ iin: IIN, _ body: String,
        _ contentType: String, _ language: Language = .en
    ) async throws -> (status: Int, text: String) {
        var headers: HTTPHeaders = [
            "Host": world.platform.configuration.hosts.first ?? "127.0.0.1",
            "Cookie": "qyzmet=" + (secrets[iin] ?? ""),
            "Origin": world.platform.configuration.publicURL,
            "Accept-Language": language.rawValue,
        ]
        if !body.isEmpty { headers["Content-Type"] = contentType }
        let response = await router.answer(
            HTTPRequest(
                method: method, path: target, query: [], headers: headers, body: Array(body.utf8)))
        return (response.status, String(decoding: response.body, as: UTF8.self))
    }

    func get(
        _ target: String, _ iin: IIN, _ language: Language
    ) async throws -> (status: Int, text: String) {
        try await call("GET", target, iin, "", "", language)
    }

    func post(
        _ target: String, _ body: String, _ iin: IIN,
        contentType: String = "application/x-www-form-urlencoded"
    ) async throws -> (status: Int, text: String) {
        try await call("POST", target, iin, body, contentType)
    }

    func json(
        _ method: String, _ target: String, _ iin: IIN, _ body: JSON? = nil
    ) async throws -> JSON {
        let answer = try await call(
            method, target, iin, body?.text ?? "", "application/json")
        try #require(
            (200..<300).contains(answer.status), "\(method) \(target): \(answer.text)")
        return try JSON.parse(Array(answer.text.utf8))
    }

    /// A submitted case whose first stage an official has taken.
    static func taken(
        in world: CaseworkWorld
    ) async throws -> (case: String, task: String, official: IIN, client: WorkClient) {
        let stored = try await world.submit(
            try await world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
        let (hand, official) = try #require(try await world.taken(stored))
        return (
            stored.id.text, hand.task.id.text, official.person.iin, try await WorkClient(world)
        )
    }
}
