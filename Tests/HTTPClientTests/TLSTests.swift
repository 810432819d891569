import Glibc
import HTTPServer
import Testing

@testable import HTTPClient

/// Against OpenSSL's own test server with a certificate for `localhost` that nobody else knows.
@Suite(.timeLimit(.minutes(3)))
struct TLSTests {
    @Test func `a certificate holds only when its issuer is trusted and its name is right`()
        async throws
    {
        let peer = try TLSPeer(port: await freePort())
        defer { peer.stop() }
        let trusting = HTTPClient(hosts: .loopback, trustedCertificatesFile: peer.certificateFile)
        let named = OutgoingRequest(url: "https://localhost:\(peer.port)/")
        var response: IncomingResponse?
        for _ in 0..<400 where response == nil {
            // Until it listens.
            response = try? await trusting.send(named)
            if response == nil { try await Task.sleep(for: .milliseconds(25)) }
        }
        #expect(response?.status == 200)
        await #expect(throws: HTTPClientError.tls) {
            try await trusting.send(OutgoingRequest(url: "https://127.0.0.1:\(peer.port)/"))
        }
        await #expect(throws: HTTPClientError.tls) {
            try await HTTPClient(hosts: .loopback).send(named)
        }
    }

    private func freePort() async throws -> UInt16 {
        let server = try HTTPServer { _ in HTTPResponse(status: 200) }
        try server.start()
        let port = server.port
        await server.stop(graceMilliseconds: 0)
        return port
    }
}

/// `openssl s_server -www` with a fresh key.
private struct TLSPeer {
    let port: UInt16
    let certificateFile: String
    private let keyFile: String
    private let process: pid_t

    init(port: UInt16) throws {
        self.port = port
        certificateFile = "/tmp/qyzmet-tls-\(getpid())-certificate.pem"
        keyFile = "/tmp/qyzmet-tls-\(getpid())-key.pem"
        let maker = try openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", keyFile, "-out", certificateFile, "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost",
        ])
        var status: Int32 = 0
        unsafe waitpid(maker, &status, 0)
        process = try openssl([
            "s_server", "-accept", "127.0.0.1:\(port)", "-cert", certificateFile, "-key", keyFile,
            "-www", "-quiet",
        ])
    }

    func stop() {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
        unsafe unlink(certificateFile)
        unsafe unlink(keyFile)
    }
}

/// Starts the tool with nothing to read and nowhere to write.
private func openssl(_ arguments: [String]) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for descriptor in Int32(0)...2 {
        unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    var words = unsafe (["openssl"] + arguments).map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var process = pid_t()
    let status = unsafe posix_spawnp(&process, "openssl", &actions, nil, &words, environ)
    try #require(status == 0)
    return process
}
