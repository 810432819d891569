import Foundation
import HTTPClient
import Kernel
import QyzmetTesting
import Registers
import Signatures
import Store
import Testing
import UseCases

/// Administration at the command line, by two people, in production (use case 10).
@Suite(.timeLimit(.minutes(5)))
struct AdministrationCommandTests {
    private static let bin = "940140000385"

    @Test(
        .clause("DD-4b", "KDP-2.2a"), .enabled(if: Desk.canBeTwoPeople), arguments: Engine.allCases)
    func `two people let systems, registers and bodies in, and a person signs in`(
        _ engine: Engine
    ) async throws {
        let world = try OutsideWorld()
        let installation = try TestInstallation(engine)
        let desk = try Desk(installation, gateway: world.url)
        let server = try await installation.start(desk.environment)
        defer { server.process.destroy() }

        let official: JSON = [
            "iin": .string(world.person.iin.digits), "name": "First", "bin": .string(Self.bin),
            "role": "auditor",
        ]
        let first = try await desk.run(["official", "add", try desk.file("First", official)])
        #expect(first.end == .exited(0) && first.output.contains("done"), "\(first.errors)")
        #expect(try await desk.run(["official", "list"]).output.contains("First"))
        // The last one stays: there would be nobody to add another.
        #expect(
            try await desk.run(["official", "disable", world.person.iin.digits]).end == .exited(1))

        for kind in ["persons", "phones"] {
            try await desk.add(
                "register", "register-" + kind,
                [
                    "id": .string("register-" + kind), "kind": .string(kind),
                    "url": .string(world.url), "secret": .string(OutsideWorld.secret),
                ])
        }
        try await desk.add(
            "issuer", Self.bin, ["bin": .string(Self.bin), "documentType": "IdentityCard"])
        let key = try SigningKey.generateES256()
        try await desk.add(
            "client", "shop-one",
            [
                "id": "shop-one", "name": ["kk": "Дүкен", "ru": "Магазин", "en": "Shop"],
                "bin": .string(Self.bin), "role": "user", "operatorKind": "legalEntity",
                "scopes": ["documents:present"], "jwks": ["keys": [key.publicKey.jwk]],
                "decision": "Decision 1", "integration": "Act 1",
            ])
        try await signIn(world, server)
        try await stop(desk, key, server)

        let kinds = try await journalKinds(of: installation)
        for kind in [
            "officialAdded", "registerAdded", "issuerAdded", "clientAdded", "changeProposed",
            "clientDisabled", "registerDisabled", "issuerDisabled", "signedIn",
        ] {
            #expect(kinds.contains(kind), "\(kind)")
        }
        #expect(
            try await desk.run(["journal", "verify"]).end == .exited(0))
        await world.stop()
    }

    /// The one sign-in: the registers are asked, the SMS leaves by the gateway, the cookie is only
    /// for https.
    private func signIn(_ world: OutsideWorld, _ server: TestServer) async throws {
        // The server takes what officials changed within a second.
        try await Task.sleep(for: .seconds(2))
        let attempt = try await call(
            "POST", server.url + "/auth/otp", ["iin": .string(world.person.iin.digits)]
        ).expect(201)
        // Where the register takes its time the answer does not wait for it, and the mask is made up.
        #expect(attempt["maskedPhone"]?.string?.hasPrefix("+7 ") == true)
        let id = try #require(attempt["attemptId"]?.string)
        let answer = try await call(
            "POST", server.url + "/auth/otp/" + id, ["code": .string(try await world.password())])
        _ = try answer.expect(200)
        let cookie = try #require(answer.response.header("Set-Cookie"))
        #expect(cookie.contains("Secure") && cookie.contains("HttpOnly"))
        let pair = String(try #require(cookie.split(separator: ";").first))
        let sessions = try await call(
            "GET", server.url + "/auth/sessions", headers: [("Cookie", pair)]
        ).expect(200)
        #expect(sessions["items"]?.array?.count == 1)
    }

    /// Shutting out needs no second person and works within a second.
    private func stop(_ desk: Desk, _ key: SigningKey, _ server: TestServer) async throws {
        let shop = TestSystem(id: "shop-one", example: [:], key: key)
        let issuer = "https://qyzmet.example"
        _ = try await shop.token(at: server.url, issuer: issuer)
        for words in [
            ["client", "disable", "shop-one"], ["register", "disable", "register-phones"],
            ["issuer", "disable", Self.bin, "IdentityCard"],
        ] {
            let result = try await desk.run(words)
            #expect(result.end == .exited(0), "\(words): \(result.errors)")
        }
        try await Task.sleep(for: .milliseconds(1200))
        let shutOut = try await shop.tokenAnswer(at: server.url, issuer: issuer)
        #expect(shutOut.status == 401 && shutOut.code == "invalidClient")
        // A system's name is never given again.
        let again = try await desk.run(
            ["client", "add", desk.installation.folder + "/shop-one.json"])
        #expect(again.end == .exited(0))
        let id = try #require(
            again.output.split { $0.isWhitespace || $0 == ";" }.first { $0.count == 26 })
        #expect(try await desk.run(["confirm", String(id)], by: 1002).end == .exited(1))
        #expect(try await desk.run(["decline", String(id)]).end == .exited(0))
    }

    private func journalKinds(of installation: TestInstallation) async throws -> Set<String> {
        let store = try StoreLocation(url: installation.store).open()
        defer { store.close() }
        return try await store.read { transaction in
            Set(
                try transaction.rows("SELECT DISTINCT kind FROM journal_entry").map {
                    try $0.text(0)
                })
        }
    }

    @Test func `what is wrong with a file is told, and nothing is proposed`() async throws {
        let installation = try TestInstallation(.sqlite)
        let wrong = installation.folder + "/wrong.json"
        try #"{"id": "x"}"#.write(toFile: wrong, atomically: true, encoding: .utf8)
        for what in ["client", "official", "register", "issuer"] {
            for file in [wrong, installation.folder + "/none.json"] {
                let result = try await installation.run([what, "add", file])
                #expect(result.end == .exited(1) && !result.errors.isEmpty, "\(what)")
            }
            #expect(try await installation.run([what]).end == .exited(1))
        }
        #expect(try await installation.run(["confirm"]).output.isEmpty)
    }

    @Test func `every command explains itself`() async throws {
        let installation = try TestInstallation(.sqlite)
        let overview = try await installation.run(["--help"]).output
        let commands = overview.split(separator: "\n").filter { $0.hasPrefix("  ") }.compactMap {
            $0.split(separator: " ").first.map(String.init)
        }
        for name in [
            "serve", "migrate", "check", "demo", "backup", "restore", "journal", "client",
            "official", "register", "issuer", "root", "confirm", "decline", "key",
        ] {
            #expect(commands.contains(name), "\(name)")
        }
        for name in commands {
            let help = try await installation.run([name, "--help"])
            #expect(help.end == .exited(0) && help.errors.isEmpty)
            #expect(help.output.hasPrefix("qyzmet \(name): ") && help.output.count > 30)
        }
    }
}
