import HTTPClient
import HTTPServer
import Kernel
import QyzmetTesting
import Synchronization

@testable import Messages

/// A real Kannel between a gateway of our own that only takes down and an operator.
final class KannelBench: Sendable {
    let configuration: KannelConfiguration
    let gateway: GatewayServer
    private let boxes: KannelBoxes
    var messageCentre: MessageCentre { boxes.messageCentre }

    var port: MessagePort {
        KannelPort.make(configuration, client: HTTPClient(hosts: .loopback))
    }

    init() async throws {
        gateway = try GatewayServer()
        boxes = try await KannelBoxes(ourPort: gateway.port)
        configuration = KannelConfiguration(
            sendURL: boxes.sendURL, username: KannelBoxes.username,
            password: KannelBoxes.password,
            reportURL: "http://127.0.0.1:\(gateway.port)/gateway/sms/report",
            gatewaySecret: KannelBoxes.secret)
    }

    func stop() async {
        boxes.stop()
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
                guard message.secret == KannelBoxes.secret else { return 403 }
                return holder.state.withLock { state in
                    state.incoming.append(message)
                    state.refusals -= 1
                    return state.refusals >= 0 ? 503 : 200
                }
            case "/gateway/sms/report":
                let report = try KannelReport(query: request.queryValue)
                guard report.secret == KannelBoxes.secret else { return 403 }
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
