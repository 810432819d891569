import Foundation
import Kernel

/// A real Kannel on free ports, between whoever answers `http://127.0.0.1:ourPort/gateway/…` and an
/// operator that smppy plays.
package final class KannelBoxes: Sendable {
    /// Why there is no gateway to test with.
    package enum Fault: Error {
        /// `bearerbox` and `smsbox` are missing: install the Debian package `kannel`.
        case kannelNotInstalled
        /// The gateway or the operator did not start in time.
        case notStarted(String)
    }

    /// Who may send through it.
    package static let username = "qyzmet"
    /// The password of ``username``.
    package static let password = "p4ss"
    /// What it shows with each SMS that it brings.
    package static let secret = "s3cret-of-the-gateway"

    /// Where it takes messages.
    package let sendURL: String
    /// The operator's side.
    package let messageCentre: MessageCentre
    private let boxes: [HeldProcess]

    /// Starts the operator and the gateway, and waits until both serve.
    package init(ourPort: UInt16) async throws {
        guard
            ["bearerbox", "smsbox"].allSatisfy({
                FileManager.default.isExecutableFile(atPath: "/usr/sbin/" + $0)
            })
        else { throw Fault.kannelNotInstalled }
        let ports = try LoopbackPort.free(4)
        let folder = NSTemporaryDirectory() + "qyzmet-kannel-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try await Peer.prepare(in: folder)
        let centre = try MessageCentre(port: ports[0])
        messageCentre = centre
        try await Self.wait("message centre") {
            centre.events.contains { $0["event"] == "listening" }
        }
        let values = [
            "OPERATOR_PORT": "\(ports[0])", "BOX_PORT": "\(ports[1])",
            "SEND_PORT": "\(ports[2])", "ADMIN_PORT": "\(ports[3])", "PASSWORD": Self.password,
            "SECRET": Self.secret, "FOLDER": folder, "OUR_PORT": "\(ourPort)",
            "RETRY_SECONDS": "1",
        ]
        var text = try String(
            contentsOfFile: SourceTree.root + "/Tests/Peers/sms/kannel.conf", encoding: .utf8)
        for (name, value) in values { text = text.replacing("@\(name)@", with: value) }
        let file = folder + "/kannel.conf"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let bearerbox = try HeldProcess("/usr/sbin/bearerbox", [file], folder: folder)
        try await Self.wait("bearerbox") { LoopbackPort.accepts(ports[1]) }
        let smsbox = try HeldProcess("/usr/sbin/smsbox", [file], folder: folder)
        boxes = [smsbox, bearerbox]
        sendURL = "http://127.0.0.1:\(ports[2])/cgi-bin/sendsms"
        try await Self.wait("smsbox") {
            LoopbackPort.accepts(ports[2]) && centre.count("bound") > 0
        }
    }

    /// Ends all of it.
    package func stop() {
        for box in boxes { box.stop() }
        messageCentre.stop()
    }

    private static func wait(_ what: String, until holds: () -> Bool) async throws {
        guard await eventually(holds) else { throw Fault.notStarted(what) }
    }
}
