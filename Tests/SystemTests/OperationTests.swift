import Foundation
import HTTPClient
import Kernel
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// What an operator sees and must not be able to do by mistake.
@Suite(.timeLimit(.minutes(5)))
struct OperationTests {
    private func production(_ installation: TestInstallation, settings: JSON = [:]) throws
        -> [String: String]
    {
        let file = installation.folder + "/production.json"
        let json: JSON = [
            "gatewaySecret": "0123456789abcdef", "kannel": ["url": "http://127.0.0.1:13013/"],
            "settings": settings,
        ]
        try json.text.write(toFile: file, atomically: true, encoding: .utf8)
        return [
            "QYZMET_MODE": "production", "QYZMET_PUBLIC_URL": "https://qyzmet.example",
            "QYZMET_CONFIG": file,
        ]
    }

    /// Every setting as the sandbox assumes it.
    private var all: [JSON.Member] {
        let sandbox = Settings(OpenPoints.all, isSandbox: true)
        return OpenPoints.all.compactMap { setting in
            sandbox.json(of: setting).map { JSON.Member(setting.key, $0) }
        }
    }

    @Test func `check names every open point that production has not decided, at once`()
        async throws
    {
        let installation = try TestInstallation(.sqlite)
        let bare = try await installation.run(["check"], production(installation))
        #expect(bare.end == .exited(1))
        let open = OpenPoints.all.filter { !$0.isShipped }
        #expect(open.count > 15)
        for setting in open {
            #expect(bare.errors.contains(setting.key + ": must be set"), "\(setting.key)")
            #expect(bare.output.contains(setting.key + " = not set (missing)"))
        }
        #expect(bare.errors.contains("register persons"))
        #expect(!(bare.output + bare.errors).contains("0123456789abcdef"))
        let decided = try await installation.run(
            ["check"], production(installation, settings: .object(all)))
        #expect(!decided.errors.contains("must be set"), "\(decided.errors)")
        let wrong = try await installation.run(
            ["check"],
            production(installation, settings: ["share.viewsMax": 21, "share.nothing": 1]))
        #expect(wrong.errors.contains("share.viewsMax: must be a whole number from 1 to 20"))
        #expect(wrong.errors.contains("share.nothing: is no setting"))
    }

    private func publishedKeys(_ server: TestServer, become count: Int) async throws -> Bool {
        for _ in 0..<100 {
            let keys = try await call("GET", server.url + "/.well-known/jwks.json").expect(200)
            if keys["keys"]?.array?.count == count { return true }
            try await Task.sleep(for: .milliseconds(100))
        }
        return false
    }

    @Test(.clause("KDP-2.8a"))
    func `another key waits for a second person, and appears and goes without a restart`()
        async throws
    {
        let installation = try TestInstallation(.sqlite)
        let environment = try production(installation)
        let server = try await installation.start(environment)
        defer { server.process.destroy() }
        #expect(try await publishedKeys(server, become: 1))
        let rotated = try await installation.run(["key", "rotate"], environment)
        #expect(rotated.end == .exited(0), "\(rotated.errors)")
        #expect(try await publishedKeys(server, become: 2))
        let proposal = try #require(
            rotated.output.split { $0.isWhitespace || $0 == ";" }.first { $0.count == 26 })
        let own = try await installation.run(["confirm", String(proposal)], environment)
        #expect(own.end == .exited(1))
        // Asked again, the same key is proposed anew.
        let again = try await installation.run(["key", "rotate"], environment)
        #expect(
            again.output.split(separator: "\n").first == rotated.output.split(separator: "\n").first
        )
        let declined = try await installation.run(["decline", String(proposal)], environment)
        #expect(declined.end == .exited(0), "\(declined.errors)")
        #expect(try await publishedKeys(server, become: 1))
    }

    @Test
    func `a service stays closed until its points are decided, and what is anyone's right works`()
        async throws
    {
        let installation = try TestInstallation(.sqlite)
        let server = try await installation.start(production(installation))
        defer { server.process.destroy() }
        let closed = try await call(
            "POST", server.url + "/api/kdp/tokens/verify",
            ["token": "x", "subjectIin": "900101300007", "dataSet": "persons"])
        #expect(closed.status == 503 && closed.code == "serviceClosed", "\(closed.json.text)")
        #expect(closed["detail"]?.contains("accessRequest.waitSeconds") == true)
        #expect(
            try await call("GET", server.url + "/api/documents").code == "serviceClosed")
        // Withdrawing is nobody's to close: it asks only who calls.
        #expect(try await call("GET", server.url + "/api/kdp/consents").code == "notSignedIn")
        let questions = try await call("GET", server.url + "/api/open-questions").expect(200)
        let missing = (questions["items"]?.array ?? []).filter { $0["origin"] == "missing" }
        #expect(missing.count == OpenPoints.all.filter { !$0.isShipped }.count)
        #expect(missing.allSatisfy { $0["value"] == nil && $0["assumed"]?.bool == false })
        server.process.signal(SIGTERM)
        #expect(try await server.process.end(within: .seconds(10)) == .exited(0))

        let opened = try await installation.start(
            production(installation, settings: .object(all)), port: server.port)
        defer { opened.process.destroy() }
        #expect(
            try await call("GET", opened.url + "/api/documents").code == "notSignedIn")
    }

    @Test func `a store in which the sandbox's commands worked does not become production`()
        async throws
    {
        let installation = try TestInstallation(.sqlite)
        // An administrator forgot the mode: nothing was seeded, but nobody had to confirm either.
        #expect(try await installation.run(["official", "list"]).end == .exited(0))
        for command in [["serve"], ["check"], ["client", "list"]] {
            let result = try await installation.run(
                command, production(installation, settings: .object(all)))
            #expect(result.end == .exited(1), "\(command)")
            #expect(result.errors.contains("QYZMET_DATABASE_URL: holds a sandbox"))
        }
    }

    @Test func `a production store is refused to the sandbox from its first command on`()
        async throws
    {
        let installation = try TestInstallation(.sqlite)
        #expect(
            try await installation.run(["client", "list"], production(installation)).end
                == .exited(0))
        for command in ["serve", "check"] {
            let result = try await installation.run([command])
            #expect(result.end == .exited(1))
            #expect(result.errors.contains("QYZMET_DATABASE_URL: holds real data"))
        }
    }

    @Test(.clause("DD-5b"))
    func `a register that officials stop is not asked any more by a server that runs`()
        async throws
    {
        let installation = try TestInstallation(.sqlite)
        let server = try await installation.start()
        defer { server.process.destroy() }
        let person = try #require(
            try await TestPerson.all(at: server.url, with: "IdentityCard").first)
        let session = try await person.signIn(at: server.url)
        func isShown() async throws -> Bool {
            let answer = try await call(
                "GET", server.url + "/api/documents", headers: session
            ).expect(200)
            return (answer["items"]?.array ?? []).contains {
                $0["documentType"] == "IdentityCard" && $0["childName"] == nil
            }
        }
        #expect(try await isShown())
        let register = try #require(
            try await installation.run(["register", "list"]).output.split(separator: "\n")
                .first { $0.contains("IdentityCard") }?.split(separator: " ").first)
        let stopped = try await installation.run(["register", "disable", String(register)])
        #expect(stopped.end == .exited(0), "\(stopped.errors)")
        var shown = true
        for _ in 0..<30 where shown {
            try await Task.sleep(for: .milliseconds(100))
            shown = try await isShown()
        }
        #expect(!shown)
    }

    @Test func `messages that do not leave are seen in metrics, readiness and the log`()
        async throws
    {
        let installation = try TestInstallation(.sqlite)
        let server = try await installation.start()
        defer { server.process.destroy() }
        let well = try await call("GET", server.url + "/readyz").expect(200)
        #expect(well["messages"] == "leaving")
        let store = try StoreLocation(url: installation.store).open()
        defer { store.close() }
        let now = Clock.machine.now()
        try await store.write { transaction in
            // Waits for its next try long after it should have left.
            try transaction.execute(
                """
                INSERT INTO outbox (id, channel, recipient, body, created_at, next_attempt_at,
                    give_up_at)
                VALUES (\(randomIdentifierText(.system)), 'sms', '+77010000000', 'x',
                    \(now.adding(seconds: -300)), \(now.adding(seconds: 3600)),
                    \(now.adding(seconds: 7200)))
                """)
        }
        let ready = try await call("GET", server.url + "/readyz").expect(200)
        #expect(ready["status"] == "ready" && ready["messages"] == "stuck")
        let metrics = String(
            decoding: try await call("GET", server.url + "/metrics").response.body, as: UTF8.self)
        #expect(metrics.contains("\nqyzmet_messages_stuck 1\n"))
        // What the sandbox itself has to say at its start may still be waiting too.
        #expect(metrics.firstMatch(of: /\nqyzmet_messages_waiting [1-9]/) != nil)
        for _ in 0..<150 where !server.process.errors.contains("\"messages stuck\"") {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(server.process.errors.contains("\"messages stuck\""))
        #expect(!server.process.errors.contains("77010000000"))
    }
}
