import HTTPServer
import Kernel
import PlatformTesting
import Testing
import UseCases

@testable import Web

/// Everybody of a casework world before one router.
struct CaseDesk {
    /// What the router answered.
    struct Answer {
        let status: Int
        let bytes: [UInt8]
        let location: String?

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    let world: CaseworkWorld
    private let router: Router

    init(_ world: CaseworkWorld) throws {
        self.world = world
        router = try Router(Endpoint.api + Endpoint.pages, platform: world.platform) { _ in }
    }

    func session(_ person: SignedInPerson) async throws -> String {
        try await world.platform.openEDSSession(of: person.iin, for: person.bin)
    }

    func session(_ official: SignedInOfficial) async throws -> String {
        try await world.platform.openEDSSession(of: official.person.iin, for: official.body)
    }

    func call(
        _ method: String, _ path: String, _ json: String = "", bytes: [UInt8]? = nil,
        type: String = "application/json", as session: String, language: Language = .en
    ) async -> Answer {
        var headers: HTTPHeaders = [
            "Host": world.platform.configuration.hosts.first ?? "127.0.0.1",
            "Cookie": "qyzmet=" + session, "Accept-Language": language.rawValue,
            "Origin": world.platform.configuration.publicURL,
        ]
        if method != "GET" { headers["Content-Type"] = type }
        let halves = path.split(separator: "?", maxSplits: 1)
        let answer = await router.answer(
            HTTPRequest(
                method: method, path: String(halves[0]),
                query: halves.count > 1 ? decodeFormPairs(Array(halves[1].utf8)[...]) ?? [] : [],
                headers: headers, body: bytes ?? Array(json.utf8)))
        return Answer(
            status: answer.status, bytes: answer.body,
            location: answer.headers.values("Location").first)
    }

    func json(_ method: String, _ path: String, as session: String) async throws -> JSON {
        let answer = await call(method, path, as: session)
        try #require(answer.status == 200, "\(answer.text)")
        return try JSON.parse(answer.bytes)
    }
}
