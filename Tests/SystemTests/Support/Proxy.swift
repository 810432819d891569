import Foundation
import Glibc
import Kernel
import QyzmetTesting
import Testing

/// A proxy with our own configuration for it, in front of a server under test.
struct Proxy: Sendable {
    /// The proxies for which `deploy/` has a configuration.
    enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case caddy, nginx
        var testDescription: String { rawValue }
    }

    /// What people type.
    var url: String { "https://qyzmet.example:\(port)" }
    let port: Int
    private let folder: String
    private let process: ChildProcess

    /// A port that was free a moment ago.
    static func freePort() -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                _ = unsafe bind(descriptor, general, length)
                _ = unsafe getsockname(descriptor, general, &length)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// Starts the proxy with the configuration of `deploy/`: only addresses and files are replaced.
    init(_ kind: Kind, port: Int, upstream: String, folder: String) async throws {
        self.port = port
        self.folder = folder
        try await Self.makeCertificates(in: folder)
        let name = kind == .caddy ? "Caddyfile" : "nginx.conf"
        var text = try String(contentsOfFile: repository + "/deploy/" + name, encoding: .utf8)
        text = text.replacing("127.0.0.1:8080", with: "127.0.0.1:" + upstream)
        let file = folder + "/" + name
        let command: (String, [String])
        switch kind {
        case .caddy:
            text = text.replacing("qyzmet.example {", with: "qyzmet.example:\(port) {")
                .replacing("tls {", with: "tls \(folder)/server.pem \(folder)/server.key {")
            text = "{\n    admin off\n    auto_https disable_redirects\n}\n" + text
            command = ("/usr/bin/caddy", ["run", "--adapter", "caddyfile", "--config", file])
        case .nginx:
            text = text.replacing("listen 443 ", with: "listen 127.0.0.1:\(port) ")
                .replacing("/etc/ssl/qyzmet/fullchain.pem", with: folder + "/server.pem")
                .replacing("/etc/ssl/qyzmet/key.pem", with: folder + "/server.key")
            let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                .map { "\($0)_temp_path \(folder)/\($0);" }.joined(separator: "\n")
            text = """
                daemon off; master_process off; pid \(folder)/nginx.pid;
                error_log stderr;
                events {}
                http { access_log off; \(paths)
                \(text) }
                """
            command = ("/usr/sbin/nginx", ["-c", file, "-p", folder, "-e", "stderr"])
        }
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        process = try ChildProcess(
            command.0, command.1,
            environment: ["PATH": "/usr/sbin:/usr/bin:/bin", "HOME": folder],
            files: folder + "/" + kind.rawValue)
        for _ in 0..<100 {
            if try await curl(["/healthz"]).end == .exited(0) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        let errors = process.errors
        process.destroy()
        throw ChildProcess.Fault.tooLate(output: "", errors: errors)
    }

    /// Ends the proxy.
    func stop() { process.destroy() }

    /// Calls a path of the site with curl, which trusts the test's own authority only.
    func curl(_ arguments: [String]) async throws -> (end: ChildProcess.End, output: String) {
        let words = arguments.map { $0.hasPrefix("/") ? url + $0 : $0 }
        let process = try ChildProcess(
            "/usr/bin/curl",
            [
                "-sS", "--noproxy", "*", "--cacert", folder + "/ca.pem", "--resolve",
                "qyzmet.example:\(port):127.0.0.1",
            ] + words, environment: ["PATH": "/usr/bin:/bin", "HOME": folder],
            files: "\(folder)/curl-\(UUID().uuidString)")
        let end = try await process.end(within: .seconds(60))
        return (end, process.output)
    }

    private static func makeCertificates(in folder: String) async throws {
        let name = "subjectAltName=DNS:qyzmet.example"
        try name.write(toFile: folder + "/name.cnf", atomically: true, encoding: .utf8)
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        let commands = [
            ["req", "-x509"] + key
                + [
                    "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=test authority", "-days",
                    "2", "-addext", "keyUsage=critical,keyCertSign",
                ],
            ["req"] + key
                + ["-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=qyzmet.example"],
            [
                "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
                "-CAcreateserial", "-out", "server.pem", "-days", "2", "-extfile", "name.cnf",
            ],
        ]
        for command in commands {
            let absolute = command.map { word in
                let isFile = [".key", ".pem", ".csr", ".cnf"].contains { word.hasSuffix($0) }
                return isFile ? folder + "/" + word : word
            }
            let process = try ChildProcess(
                "/usr/bin/openssl", absolute, environment: ["PATH": "/usr/bin", "HOME": folder],
                files: folder + "/openssl-" + UUID().uuidString)
            let end = try await process.end(within: .seconds(20))
            guard end == .exited(0) else {
                throw ChildProcess.Fault.ended(end, errors: process.errors)
            }
        }
    }
}
