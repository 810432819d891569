import Foundation
import Kernel
import QyzmetTesting
import Store
import Testing
import UseCases

/// Nothing of the sandbox exists in production (design rule 14).
@Suite(.timeLimit(.minutes(3)))
struct ProductionTests {
    /// Settings with which production starts, without registers.
    private func settings(in folder: String) throws -> [String: String] {
        let file = folder + "/production.json"
        try #"{"gatewaySecret": "0123456789abcdef", "kannel": {"url": "http://127.0.0.1:13013/"}}"#
            .write(toFile: file, atomically: true, encoding: .utf8)
        return [
            "QYZMET_MODE": "production", "QYZMET_PUBLIC_URL": "https://qyzmet.example",
            "QYZMET_CONFIG": file,
        ]
    }

    private func withProduction(_ body: (TestServer) async throws -> Void) async throws {
        let installation = try TestInstallation(.sqlite)
        let server = try await installation.start(settings(in: installation.folder))
        defer { server.process.destroy() }
        try await body(server)
    }

    @Test func `every path of the sandbox is unknown in production`() async throws {
        var sandboxPaths: [(method: String, path: String)] = []
        try await withServer { _, server in
            let description = try await call("GET", server.url + "/openapi.json").expect(200)
            for path in description["paths"]?.members ?? [] where path.name.hasPrefix("/sandbox") {
                sandboxPaths += (path.value.members ?? []).map { ($0.name.uppercased(), path.name) }
            }
        }
        #expect(sandboxPaths.count >= 6)
        try await withProduction { server in
            for (method, path) in sandboxPaths + [("GET", "/sandbox"), ("GET", "/sandbox/nca")] {
                let url = server.url + path.replacing("{number}", with: "%2B77010000000")
                let answer = try await call(method, url, method == "GET" ? nil : [:])
                #expect(answer.status == 404, "\(method) \(path)")
                #expect(answer.code == "notFound")
            }
            let description = try await call("GET", server.url + "/openapi.json").expect(200)
            let names = (description["paths"]?.members ?? []).map(\.name)
            #expect(!names.isEmpty && !names.contains { $0.hasPrefix("/sandbox") })
        }
    }

    @Test func `century digits 1 and 2 are nobody in production`() async throws {
        try await withProduction { server in
            for digits in ["900101100006", "900101200006", "123456789011", "900101300007"] {
                guard let iin = Self.withCheckDigit(String(digits.prefix(11))) else { continue }
                let answer = try await call(
                    "POST", server.url + "/auth/otp", ["iin": .string(iin)])
                let isReal = iin.dropFirst(6).first == "3"
                #expect(answer.status == (isReal ? 201 : 422), "\(answer.json.text)")
            }
            for iin in IIN.sdkIdentities {
                let answer = try await call("POST", server.url + "/auth/otp", ["iin": .string(iin)])
                #expect(answer.code == "invalidField")
            }
        }
    }

    @Test func `a store that held a sandbox does not become production`() async throws {
        let installation = try TestInstallation(.sqlite)
        let sandbox = try await installation.start()
        sandbox.process.signal(SIGTERM)
        #expect(try await sandbox.process.end(within: .seconds(10)) == .exited(0))
        let result = try await installation.run(["serve"], settings(in: installation.folder))
        #expect(result.end == .exited(1))
        #expect(result.errors.contains("QYZMET_DATABASE_URL"), "\(result.errors)")
        // Were it read all the same, its root would not be trusted.
        let store = try StoreLocation(url: installation.store).open()
        defer { store.close() }
        let trusted = try await store.read { transaction in
            (
                sandbox: try Trust.read(isSandbox: true, in: transaction).roots.count,
                production: try Trust.read(isSandbox: false, in: transaction).roots.count
            )
        }
        #expect(trusted.sandbox > 0)
        #expect(trusted.production == 0)
    }

    @Test func `a production store does not become a sandbox`() async throws {
        let installation = try TestInstallation(.sqlite)
        let server = try await installation.start(settings(in: installation.folder))
        let iin = try #require(Self.withCheckDigit("90010130000"))
        let attempt = try await call("POST", server.url + "/auth/otp", ["iin": .string(iin)])
            .expect(201)["attemptId"]?.string
        let wrong = try await call(
            "POST", "\(server.url)/auth/otp/\(attempt ?? "")", ["code": "000000"])
        #expect(wrong.code == "wrongOneTimePassword")
        server.process.signal(SIGTERM)
        #expect(try await server.process.end(within: .seconds(10)) == .exited(0))
        let result = try await installation.run(["serve"])
        #expect(result.end == .exited(1))
        #expect(result.errors.contains("QYZMET_DATABASE_URL"), "\(result.errors)")
    }

    private static func withCheckDigit(_ eleven: String) -> String? {
        checkDigit(eleven.compactMap(\.wholeNumberValue)).map { eleven + "\($0)" }
    }
}
