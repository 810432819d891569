import Foundation
import HTTPClient
import Kernel
import QyzmetTesting
import Signatures
import Testing

/// The whole server with its signing key in a token of SoftHSM (`hsm` in the configuration).
@Suite(.timeLimit(.minutes(5)))
struct HardwareKeyTests {
    private static let pin = "648219"
    private static let module = "/usr/lib/softhsm/libsofthsm2.so"

    /// A token with a pair of RSA and one of P-256, and the settings that name one of them.
    private struct Token {
        let folder: String
        let environment: [String: String]

        init(in folder: String) async throws {
            self.folder = folder + "/tokens"
            try FileManager.default.createDirectory(
                atPath: self.folder, withIntermediateDirectories: true)
            let settings = folder + "/softhsm2.conf"
            try "directories.tokendir = \(self.folder)\nlog.level = ERROR\n".write(
                toFile: settings, atomically: true, encoding: .utf8)
            environment = [
                "SOFTHSM2_CONF": settings, "QYZMET_CONFIG": folder + "/config.json",
            ]
            try await run(
                "softhsm2-util",
                "--init-token", "--free", "--label", "qyzmet", "--so-pin", "12345678", "--pin",
                HardwareKeyTests.pin)
            for (kind, label) in [("rsa:2048", "rsa"), ("EC:prime256v1", "ec")] {
                try await run(
                    "pkcs11-tool", "--module", HardwareKeyTests.module, "--login", "--pin",
                    HardwareKeyTests.pin, "--token-label", "qyzmet", "--keypairgen", "--key-type",
                    kind, "--label", label, "--id", label == "ec" ? "02" : "01")
            }
        }

        private func run(_ program: String, _ arguments: String...) async throws {
            let process = try ChildProcess(
                program, arguments,
                environment: environment.merging(["PATH": "/usr/bin:/bin"]) { first, _ in first },
                files: folder + "-tool")
            let end = try await process.end(within: .seconds(60))
            try #require(end == .exited(0), "\(process.output) \(process.errors)")
        }

        /// Writes the settings.
        func set(_ key: String, pin: String = HardwareKeyTests.pin, module: String? = nil) throws {
            let pinFile = folder + ".pin"
            try (pin + "\n").write(toFile: pinFile, atomically: false, encoding: .utf8)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: pinFile)
            let settings: JSON = [
                "hsm": [
                    "module": .string(module ?? HardwareKeyTests.module), "token": "qyzmet",
                    "keys": [.string(key)], "pinFile": .string(pinFile),
                ]
            ]
            try settings.text.write(
                toFile: environment["QYZMET_CONFIG"] ?? "", atomically: true, encoding: .utf8)
        }
    }

    private static func header(_ token: String) throws -> JSON {
        let part = try #require(token.split(separator: ".").first)
        return try JSON.parse(try #require([UInt8](base64URL: String(part))))
    }

    @Test(arguments: [("rsa", "RS256"), ("ec", "ES256")])
    func `tokens and heads are signed in hardware, and a token taken away is said so`(
        _ key: String, _ algorithm: String
    ) async throws {
        let installation = try TestInstallation(.sqlite)
        let token = try await Token(in: installation.folder)
        try token.set(key)
        let server = try await installation.start(token.environment)
        defer { server.process.destroy() }
        let keys = try await call("GET", server.url + "/.well-known/jwks.json").expect(200)
        #expect(keys["keys"]?.array?.count == 1)
        let published = try #require(keys["keys"]?.array?.first)
        #expect(published["alg"]?.string == algorithm)
        let system = try await #require(TestSystem.all(at: server.url)["road-police"])
        let access = try await system.token(at: server.url)
        let header = try Self.header(access)
        #expect(header["kid"] == published["kid"] && header["alg"] == published["alg"])
        let set = try KeySet(jwks: keys)
        _ = try JWSVerifier(keys: set, type: "at+jwt").verify(access)
        let head = try await newestHead(at: server.url)
        _ = try JWSVerifier(keys: set, type: nil).verify(head)

        try FileManager.default.moveItem(atPath: token.folder, toPath: token.folder + "-gone")
        let refused = try await ask(system, at: server.url)
        #expect(refused.status == 503)
        #expect(refused.code == "signingKeyUnavailable")
        #expect(refused.response.header("Retry-After") == "60")
        // The rest goes on, and the log says why.
        #expect(try await call("GET", server.url + "/healthz").status == 200)
        #expect(try await ask(system, at: server.url).status == 503)
        let log = server.process.errors + server.process.output
        #expect(log.contains("HSM: "))
        #expect(!log.contains(Self.pin))
        server.process.destroy()
        try FileManager.default.moveItem(atPath: token.folder + "-gone", toPath: token.folder)
        let again = try await installation.start(token.environment, name: "again")
        defer { again.process.destroy() }
        let other = try await system.token(at: again.url)
        #expect(try Self.header(other)["kid"] == published["kid"])
    }

    private func newestHead(at url: String) async throws -> String {
        for _ in 0..<100 {
            let answer = try await call("GET", url + "/api/journal/head")
            if let head = answer["signedHead"] { return head }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw UnexpectedAnswer(status: 0, code: nil)
    }

    private func ask(_ system: TestSystem, at url: String) async throws -> Answer {
        let form =
            "grant_type=client_credentials&client_assertion=\(try system.assertion(for: url))"
            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3A"
            + "jwt-bearer"
        let response = try await http.send(
            .init(
                method: "POST", url: url + "/oauth/token",
                headers: [.init("Content-Type", "application/x-www-form-urlencoded")],
                body: Array(form.utf8)))
        return Answer(status: response.status, response: response)
    }

    @Test func `whatever is wrong with module, token or key stops check and serve in words`()
        async throws
    {
        let installation = try TestInstallation(.sqlite)
        let token = try await Token(in: installation.folder)
        let cases: [(key: String, pin: String, module: String?, words: String)] = [
            ("nothing", Self.pin, nil, "must have the name “nothing”"),
            ("ec", "000000", nil, "does not take the PIN"),
            ("ec", Self.pin, "/usr/lib/nothing.so", "/usr/lib/nothing.so cannot be opened"),
        ]
        for wrong in cases {
            try token.set(wrong.key, pin: wrong.pin, module: wrong.module)
            for command in ["check", "serve"] {
                let result = try await installation.run([command], token.environment)
                #expect(result.end == .exited(1))
                #expect(result.errors.contains("hsm: "), "\(result.errors)")
                #expect(result.errors.contains(wrong.words), "\(result.errors)")
            }
        }
        try token.set("ec")
        #expect(try await installation.run(["check"], token.environment).end == .exited(0))
        // A key in hardware is not followed by one in a file.
        let rotation = try await installation.run(["key", "rotate"], token.environment)
        #expect(rotation.end == .exited(1))
        #expect(rotation.errors.contains("hsm.keys"))
    }
}
