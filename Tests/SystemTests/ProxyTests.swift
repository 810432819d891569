import Foundation
import Kernel
import QyzmetTesting
import Testing

/// The configurations of `deploy/`, with the real Caddy and nginx in front of the real server.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ProxyTests {
    /// A server whose public address is the proxy's.
    private func behind(
        _ kind: Proxy.Kind, _ more: [String: String] = [:],
        _ body: (Proxy, TestServer) async throws -> Void
    ) async throws {
        let installation = try TestInstallation(.sqlite)
        let port = Proxy.freePort()
        let config = installation.folder + "/config.json"
        let json: JSON = [
            "trustedProxies": ["127.0.0.1"], "gatewaySecret": "0123456789abcdef",
            "kannel": ["url": "http://127.0.0.1:13013/"],
        ]
        try json.text.write(toFile: config, atomically: true, encoding: .utf8)
        let settings = [
            "QYZMET_PUBLIC_URL": "https://qyzmet.example:\(port)", "QYZMET_CONFIG": config,
        ]
        let server = try await installation.start(settings.merging(more) { $1 })
        defer { server.process.destroy() }
        let proxy = try await Proxy(
            kind, port: port, upstream: server.port, folder: installation.folder)
        defer { proxy.stop() }
        try await body(proxy, server)
    }

    @Test(arguments: Proxy.Kind.allCases)
    func `people reach us by TLS 1.3 and HTTP 2 only, and counts stay inside`(_ kind: Proxy.Kind)
        async throws
    {
        try await behind(kind) { proxy, _ in
            let ready = try await proxy.curl([
                "--http2", "--tlsv1.3", "-w", " %{http_version} %{http_code}", "/readyz",
            ])
            #expect(ready.end == .exited(0))
            #expect(ready.output.contains("\"ready\""))
            #expect(ready.output.hasSuffix(" 2 200"), "\(ready.output)")
            let old = try await proxy.curl(["--tls-max", "1.2", "/readyz"])
            #expect(old.end != .exited(0), "TLS 1.2 was taken")
            let counts = try await proxy.curl(["-w", " %{http_code}", "/metrics"])
            #expect(counts.output.hasSuffix(" 404"))
            #expect(!counts.output.contains("qyzmet_requests_total"))
            // The pages are for this address: its name passes the check of names, another's does not.
            let page = try await proxy.curl(["-i", "/"])
            #expect(page.output.lowercased().contains("strict-transport-security"))
            let token = try await proxy.curl(["-i", "-d", "grant_type=x", "/oauth/token"])
            #expect(!token.output.contains("wrongHost"))
        }
    }

    @Test(arguments: Proxy.Kind.allCases)
    func `the caller's own address is what counts, whatever the caller says it is`(
        _ kind: Proxy.Kind
    ) async throws {
        try await behind(kind, ["QYZMET_MODE": "production"]) { proxy, _ in
            func codes(_ count: Int, from address: String, _ more: [String] = []) async throws
                -> [String]
            {
                try await proxy.curl(
                    ["--interface", address, "--http2", "-w", "%{http_code}\n", "-o", "/dev/null"]
                        + more + ["\(proxy.url)/healthz?n=[1-\(count)]"]
                ).output.split(separator: "\n").map(String.init)
            }
            // One address uses up its burst of 1000 …
            var refused = false
            for _ in 0..<8 where !refused {
                refused = try await codes(2000, from: "127.0.0.1", ["--parallel"]).contains("429")
            }
            #expect(refused)
            // … also when it says that it is somebody else, and nobody else is held back.
            let lie = ["-H", "X-Forwarded-For: 198.51.100.7", "--parallel"]
            #expect(try await codes(300, from: "127.0.0.1", lie).contains("429"))
            let other = try await codes(1, from: "127.0.0.2")
            #expect(other == ["200"])
        }
    }

    @Test(arguments: Proxy.Kind.allCases)
    func `what comes bit by bit is passed on at once`(_ kind: Proxy.Kind) async throws {
        let installation = try TestInstallation(.sqlite)
        let (port, upstream) = (Proxy.freePort(), Proxy.freePort())
        let script = """
            import http.server, time
            class H(http.server.BaseHTTPRequestHandler):
                protocol_version = "HTTP/1.1"
                def do_GET(self):
                    self.send_response(200)
                    self.send_header("Transfer-Encoding", "chunked")
                    self.end_headers()
                    for part in (b"first", b"second"):
                        self.wfile.write(b"%x\\r\\n%s\\r\\n" % (len(part), part)); self.wfile.flush()
                        if "slow" in self.path: time.sleep(1)
                    self.wfile.write(b"0\\r\\n\\r\\n")
                def log_message(self, *a): pass
            http.server.ThreadingHTTPServer(("127.0.0.1", \(upstream)), H).serve_forever()
            """
        let source = try ChildProcess(
            "/usr/bin/python3", ["-c", script], environment: ["PATH": "/usr/bin"],
            files: installation.folder + "/source")
        defer { source.destroy() }
        // The proxy answers before the source listens, and then with a fault of its own.
        for _ in 0..<100 {
            if (try? await call("GET", "http://127.0.0.1:\(upstream)/ready"))?.status == 200 {
                break
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        let proxy = try await Proxy(
            kind, port: port, upstream: "\(upstream)", folder: installation.folder)
        defer { proxy.stop() }
        let answer = try await proxy.curl([
            "-N", "-w", " %{time_starttransfer} %{time_total}", "/slow",
        ])
        let words = answer.output.split(separator: " ")
        #expect(words.first == "firstsecond")
        let first = try #require(words.dropFirst().first.flatMap { Double($0) })
        let whole = try #require(words.last.flatMap { Double($0) })
        #expect(first < 1, "held back for \(first) s")
        #expect(whole >= 1)
    }

    @Test func `the unit is one that systemd takes`() async throws {
        let installation = try TestInstallation(.sqlite)
        let file = installation.folder + "/qyzmet.service"
        var text = try String(
            contentsOfFile: repository + "/deploy/qyzmet.service", encoding: .utf8)
        // The program stands there once it is installed.
        text = text.replacing("/usr/bin/qyzmet", with: TestServer.program)
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let verify = try ChildProcess(
            "/usr/bin/systemd-analyze", ["verify", file],
            environment: ["PATH": "/usr/bin:/bin", "HOME": installation.folder],
            files: installation.folder + "/verify")
        #expect(try await verify.end(within: .seconds(30)) == .exited(0), "\(verify.errors)")
        let own = verify.errors.split(separator: "\n").filter { $0.contains("qyzmet.service") }
        #expect(own.isEmpty, "\(own)")
    }
}
