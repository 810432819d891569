import AccessControl
import DigitalDocuments
import Foundation
import HTTPServer
import Kernel
import PlatformTesting
import Signatures
import Store
import Synchronization
import Testing
import UseCases

@testable import Web

/// The pages over a platform of their own, called without a socket.
final class TestService: Sendable {
    static let host = "127.0.0.1:8080"
    static let origin = "http://127.0.0.1:8080"

    let platform: Platform
    let registers: TestRegisters
    private let router: Router
    private let folder: String
    private let holder: TimeHolder

    /// - Parameters:
    ///   - wrongCodesOverall: wrong codes of an hour above which the holder must confirm.
    ///   - publicURL: the address under which people know it.
    ///   - activities: the rules on priority activities.
    ///   - change: what else is otherwise than by default.
    init(
        wrongCodesOverall: Int = 600, publicURL: String = TestService.origin,
        activities: ActivityLibrary = .installed,
        change: (inout PlatformConfiguration) -> Void = { _ in }
    ) async throws {
        folder = NSTemporaryDirectory() + "qyzmet-web-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let holder = TimeHolder()
        let clock = Clock { holder.now }
        try await MigratedSchema.copy(to: folder + "/test.db")
        let store = try SQLiteStore(path: folder + "/test.db")
        registers = try TestRegisters(clock: clock)
        let key = try SigningKey.generateES256()
        var settings = Settings(OpenPoints.all, isSandbox: true)
        _ = settings.enter(["issuerCertificate.unknownRevocation": "show"])
        var configuration = PlatformConfiguration(
            mode: .sandbox, publicURL: publicURL, hosts: [Self.host], purposes: [Self.purpose],
            settings: settings)
        configuration.signingOrganisation = SigningOrganisation(
            name: LocalizedText(kk: "Орган", ru: "Орган", en: "Body"), bin: TestRegisters.body)
        configuration.guessing.overallHour = wrongCodesOverall
        change(&configuration)
        platform = Platform(
            configuration: configuration, store: store, clock: clock, machineClock: clock,
            random: .system, secrets: Secrets(root: RandomSource.system.bytes(32)),
            keys: KeyRing([.init(key: key, signsFrom: clock.now())], clock: clock),
            directory: RegisterDirectory(try registers.ports()), activities: activities,
            gatewaySecret: nil)
        router = try Router(Endpoint.api + Endpoint.pages, platform: platform) { _ in }
        self.holder = holder
    }

    deinit {
        platform.store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    func advance(seconds: Int64) { holder.advance(seconds: seconds) }

    static let purpose = Purpose(
        code: "creditDecision",
        name: LocalizedText(kk: "Несие", ru: "Решение о кредите", en: "Credit decision"),
        actions: [.collection], dataSets: ["DriverLicense"], lifetimeSecondsMax: 86_400,
        usesMax: 3, requestsPerSubjectPerDayMax: 10)

    // MARK: - Requests

    func get(
        _ path: String, _ session: String? = nil, language: Language = .ru, cookie: String? = nil
    ) async -> PageAnswer {
        await send("GET", path, session, [], nil, language: language, cookie: cookie)
    }

    func post(
        _ path: String, _ form: [(String, String)] = [], _ session: String? = nil,
        origin: String? = TestService.origin
    ) async -> PageAnswer {
        let body = form.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
        return await send(
            "POST", path, session, Array(body.utf8), "application/x-www-form-urlencoded",
            origin: origin)
    }

    func send(
        _ method: String, _ target: String, _ session: String?, _ body: [UInt8],
        _ contentType: String?, origin: String? = TestService.origin, language: Language = .ru,
        cookie: String? = nil, authorization: String? = nil, key: String? = nil
    ) async -> PageAnswer {
        let halves = target.split(separator: "?", maxSplits: 1)
        let query = halves.count > 1 ? decodeFormPairs(Array(halves[1].utf8)[...]) : nil
        var headers: HTTPHeaders = [
            "Host": Self.host, "Accept-Language": language.rawValue, "User-Agent": "Firefox Linux",
        ]
        let cookies = [session.map { "qyzmet=" + $0 }, cookie].compactMap(\.self)
        if !cookies.isEmpty { headers["Cookie"] = cookies.joined(separator: "; ") }
        if let authorization { headers["Authorization"] = authorization }
        if let contentType { headers["Content-Type"] = contentType }
        if let key { headers["Idempotency-Key"] = key }
        if method != "GET", let origin { headers["Origin"] = origin }
        let response = await router.answer(
            HTTPRequest(
                method: method, path: String(halves[0]), query: query ?? [], headers: headers,
                body: body))
        return PageAnswer(response: response)
    }

    // MARK: - People and systems

    /// Signs in through the pages and gives the session's secret.
    func signIn(_ iin: IIN) async throws -> String {
        let started = await post("/sign-in", [("iin", iin.digits), ("next", "/")])
        let attempt = try #require(started.location?.split(separator: "?").first.map(String.init))
        let done = await post(attempt, [("code", try await lastCode()), ("next", "/")])
        let cookie = try #require(done.response.headers.values("Set-Cookie").first)
        let secret = cookie.dropFirst("qyzmet=".count).prefix { $0 != ";" }
        return String(secret)
    }

    /// The one-time password in the last message.
    func lastCode() async throws -> String {
        let text = try await platform.store.read { transaction in
            try transaction.rows("SELECT body FROM outbox ORDER BY rowid DESC LIMIT 1")
                .first?.text(0)
        }
        let digits = try #require(text).split { !$0.isNumber }.first { $0.count == 6 }
        return String(try #require(digits))
    }

    /// A bank asks the holder for the driving licence.
    func askHolder(service: String = "Кредит") async throws -> Identifier<AccessRequest> {
        let jwks = platform.keys.verificationKeys.jwks.text
        try await platform.store.write { transaction in
            for (id, role, sets) in [("bank", "user", ""), ("police", "owner", "DriverLicense")] {
                try transaction.execute(
                    """
                    INSERT INTO client (id, name_kk, name_ru, name_en, bin, role, operator_kind,
                        scopes, data_sets, jwks, created_at)
                    VALUES (\(id), \(id + "-kk"), \(id + "-ru"), \(id + "-en"), '610640002024',
                        \(role), 'legalEntity', '', \(sets), \(jwks), 0)
                    ON CONFLICT (id) DO NOTHING
                    """)
                try transaction.execute(
                    """
                    INSERT INTO client_integration (client_id, evidence, since)
                    VALUES (\(id), 'Act 1', 0) ON CONFLICT (client_id, since) DO NOTHING
                    """)
            }
        }
        let bank = try #require(try await platform.client("bank"))
        let request = try await platform.requestAccess(
            to: TestPeople.holder,
            terms: AccessTerms(
                service: service, action: .collection, dataSets: ["DriverLicense"],
                owner: "police", purpose: "creditDecision", method: .unifiedContactCentre,
                lifetimeSeconds: 3600, uses: 1), by: bank, once: .unkeyed)
        return request.id
    }

    private func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            (48...57).contains(byte) || (97...122).contains(byte) || (65...90).contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + CollectionOfOne(byte).hex
        }.joined()
    }
}

/// A clock that a test moves.
private final class TimeHolder: Sendable {
    private let time = Mutex(Instant(seconds: 1_795_200_000))

    var now: Instant { time.withLock { $0 } }

    func advance(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// An answer of the pages, with what tests look at.
struct PageAnswer {
    let response: HTTPResponse

    var status: Int { response.status }
    var text: String { String(decoding: response.body, as: UTF8.self) }
    var location: String? { response.headers["location"] }

    /// The first address on the page that begins so.
    func link(_ prefix: String) -> String? {
        text.split(separator: "\"").first { $0.hasPrefix(prefix) }.map(String.init)
    }
}
