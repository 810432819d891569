import Foundation
import HTTPClient
import HTTPServer
import Kernel
import Synchronization

@testable import Messages

/// Why there is no gateway to test with.
enum KannelBenchFault: Error {
    /// `bearerbox` and `smsbox` are missing: install the Debian package `kannel`.
    case kannelNotInstalled
    /// The Python environment of the peers cannot be made: scripts/peers-venv says why.
    case peersNotInstalled
    /// The gateway or the operator did not start in time.
    case notStarted(String)
}

/// A real Kannel between our HTTP server and an operator that smppy plays; all on free ports.
final class KannelBench: Sendable {
    let configuration: KannelConfiguration
    let gateway: GatewayServer
    let messageCentre: MessageCentre
    private let boxes: [HeldProcess]

    var port: MessagePort {
        KannelPort.make(configuration, client: HTTPClient(hosts: .loopback))
    }

    init() async throws {
        guard
            ["bearerbox", "smsbox"].allSatisfy({
                FileManager.default.isExecutableFile(atPath: "/usr/sbin/" + $0)
            })
        else { throw KannelBenchFault.kannelNotInstalled }
        let ports = try freePorts(4)
        let folder = NSTemporaryDirectory() + "qyzmet-kannel-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let gateway = try GatewayServer()
        let messageCentre = try MessageCentre(port: ports[0])
        guard await eventually({ messageCentre.events.contains { $0["event"] == "listening" } })
        else { throw KannelBenchFault.notStarted("message centre") }

        let values = [
            "OPERATOR_PORT": "\(ports[0])", "BOX_PORT": "\(ports[1])",
            "SEND_PORT": "\(ports[2])", "ADMIN_PORT": "\(ports[3])", "PASSWORD": "p4ss",
            "SECRET": "s3cret", "FOLDER": folder, "OUR_PORT": "\(gateway.port)",
            "RETRY_SECONDS": "1",
        ]
        var text = try String(contentsOfFile: peersFolder + "/kannel.conf", encoding: .utf8)
        for (name, value) in values { text = text.replacing("@\(name)@", with: value) }
        try text.write(toFile: folder + "/kannel.conf", atomically: true, encoding: .utf8)

        let bearerbox = try HeldProcess(
            "/usr/sbin/bearerbox", [folder + "/kannel.conf"], folder: folder)
        guard await eventually({ accepts(ports[1]) }) else {
            throw KannelBenchFault.notStarted("bearerbox")
        }
        let smsbox = try HeldProcess("/usr/sbin/smsbox", [folder + "/kannel.conf"], folder: folder)
        boxes = [smsbox, bearerbox]
        self.gateway = gateway
        self.messageCentre = messageCentre
        configuration = KannelConfiguration(
            sendURL: "http://127.0.0.1:\(ports[2])/cgi-bin/sendsms", username: "qyzmet",
            password: "p4ss", reportURL: "http://127.0.0.1:\(gateway.port)/gateway/sms/report",
            gatewaySecret: "s3cret")
        guard await eventually({ accepts(ports[2]) && messageCentre.count("bound") > 0 }) else {
            throw KannelBenchFault.notStarted("smsbox")
        }
    }

    func stop() async {
        for box in boxes { box.stop() }
        messageCentre.stop()
        await gateway.server.stop(graceMilliseconds: 0)
    }
}

/// Runs the closure with a gateway of its own.
func withKannel(_ body: (KannelBench) async throws -> Void) async throws {
    let bench = try await KannelBench()
    do {
        try await body(bench)
    } catch {
        await bench.stop()
        throw error
    }
    await bench.stop()
}

// MARK: - Our side

/// Our HTTP server with the two paths that Kannel calls.
final class GatewayServer: Sendable {
    struct State {
        var incoming: [KannelIncoming] = []
        var reports: [DeliveryReport] = []
        /// The next requests are taken down but answered with 503.
        var refusals = 0
        var onReport: (@Sendable (DeliveryReport) async throws -> Void)?
    }

    let server: HTTPServer
    private let state: StateHolder
    var port: UInt16 { server.port }

    private final class StateHolder: Sendable {
        let state = Mutex(State())
    }

    init() throws {
        let holder = StateHolder()
        state = holder
        server = try HTTPServer { request in
            HTTPResponse(status: await GatewayServer.status(of: request, holder))
        }
        try server.start()
    }

    var incoming: [KannelIncoming] { state.state.withLock { $0.incoming } }
    /// The reports that say what became of a message in the end.
    var reports: [DeliveryReport] { state.state.withLock { $0.reports } }

    func refuseNext(_ count: Int) { state.state.withLock { $0.refusals = count } }

    func onReport(_ closure: @escaping @Sendable (DeliveryReport) async throws -> Void) {
        state.state.withLock { $0.onReport = closure }
    }

    private static func status(of request: HTTPRequest, _ holder: StateHolder) async -> Int {
        do {
            switch request.path {
            case "/gateway/sms":
                let message = try KannelIncoming(query: request.queryValue)
                guard message.secret == "s3cret" else { return 403 }
                return holder.state.withLock { state in
                    state.incoming.append(message)
                    state.refusals -= 1
                    return state.refusals >= 0 ? 503 : 200
                }
            case "/gateway/sms/report":
                let report = try KannelReport(query: request.queryValue)
                guard report.secret == "s3cret" else { return 403 }
                guard let report = report.report else { return 200 }
                try await holder.state.withLock { $0.onReport }?(report)
                if report.status != .taken { holder.state.withLock { $0.reports.append(report) } }
                return 200
            default: return 404
            }
        } catch {
            return 400
        }
    }
}

// MARK: - The operator's side

let peersFolder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().path + "/Peers/sms"

/// Tests/Peers/sms/message_centre.py, with its commands and events.
final class MessageCentre: Sendable {
    private let process: Mutex<Process>
    private let input: FileHandle
    private let lines = Mutex<(unread: [UInt8], events: [[String: String]])>(([], []))

    init(port: UInt16) throws {
        let root = URL(fileURLWithPath: peersFolder + "/../../..").standardized.path
        let venv = Process()
        venv.executableURL = URL(fileURLWithPath: root + "/scripts/peers-venv")
        try venv.run()
        venv.waitUntilExit()
        guard venv.terminationStatus == 0 else { throw KannelBenchFault.peersNotInstalled }

        let (process, input, output) = (Process(), Pipe(), Pipe())
        _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        process.executableURL = URL(fileURLWithPath: root + "/.venv/bin/python")
        process.arguments = ["-B", peersFolder + "/message_centre.py", "\(port)"]
        process.standardInput = input
        process.standardOutput = output
        self.process = Mutex(process)
        self.input = input.fileHandleForWriting
        output.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let bytes = handle.availableData
            if bytes.isEmpty { handle.readabilityHandler = nil }
            self?.take(Array(bytes))
        }
        try self.process.withLock { try $0.run() }
    }

    /// What it said, each event's members as texts.
    var events: [[String: String]] { lines.withLock { $0.events } }

    /// The messages that came in whole.
    var submitted: [[String: String]] { events.filter { $0["event"] == "submitted" } }

    func count(_ event: String) -> Int { events.count { $0["event"] == event } }

    func tell(_ command: JSON) throws {
        try input.write(contentsOf: Data((command.text + "\n").utf8))
    }

    func stop() {
        try? input.close()
        process.withLock { $0.waitUntilExit() }
    }

    private func take(_ bytes: [UInt8]) {
        lines.withLock { lines in
            lines.unread += bytes
            while let end = lines.unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(lines.unread[..<end])
                lines.unread.removeSubrange(...end)
                guard let members = (try? JSON.parse(line))?.members else { continue }
                lines.events.append(
                    members.reduce(into: [:]) {
                        $0[$1.name] = $1.value.string ?? $1.value.integer.map { "\($0)" } ?? ""
                    })
            }
        }
    }
}

// MARK: - Processes and ports

/// A process that ends with ``stop()`` or with this process, whichever is first.
final class HeldProcess: Sendable {
    private let shell: Mutex<Process>
    private let input: FileHandle

    init(_ command: String, _ arguments: [String], folder: String) throws {
        let (process, input) = (Process(), Pipe())
        _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        let script = """
            trap '' INT TERM HUP
            "$@" < /dev/null > /dev/null 2>&1 & child=$!
            cat > /dev/null; kill -KILL $child; wait $child; rm -rf \(folder)
            """
        process.arguments = ["-c", script, "sh", command] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = input
        try process.run()
        shell = Mutex(process)
        self.input = input.fileHandleForWriting
    }

    func stop() {
        try? input.close()
        shell.withLock { $0.waitUntilExit() }
    }
}

/// Ports that nobody listens on at this moment, all different.
private func freePorts(_ count: Int) throws -> [UInt16] {
    var sockets: [Int32] = []
    defer { for socket in sockets { close(socket) } }
    return try (0..<count).map { _ in
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        sockets.append(descriptor)
        var (address, length) = loopback(0)
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(descriptor, generic, length) == 0
                    ? getsockname(descriptor, generic, &length) : -1
            }
        }
        guard status == 0 else { throw KannelBenchFault.notStarted("ports") }
        return UInt16(bigEndian: address.sin_port)
    }
}

/// Whether somebody listens on the port.
private func accepts(_ port: UInt16) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var (address, length) = loopback(port)
    return unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
            unsafe connect(descriptor, generic, length) == 0
        }
    }
}

private func loopback(_ port: UInt16) -> (sockaddr_in, socklen_t) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return (address, socklen_t(MemoryLayout<sockaddr_in>.size))
}
