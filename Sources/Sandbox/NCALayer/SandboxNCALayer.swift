import HTTPServer
import Kernel
import Signatures
import SigningChannels

/// The sandbox's likeness of NCALayer: the same WebSocket protocols, answered by a person at a page
/// with the sandbox's keys (UC-25).
///
/// It listens at 127.0.0.1 without TLS, where the real program has a certificate of its own.
package final class SandboxNCALayer: Sendable {
    /// The longest message, in bytes: 24 MiB.
    static let messageBytesMax = 24 << 20

    /// What waits for a person.
    package let desk: NCALayerDesk
    private let server: WebSocketServer

    /// Begins to listen where it did before, or on a free port.
    package init(nca: SandboxNCA, machine: Clock, random: RandomSource) async throws {
        let desk = NCALayerDesk(machine: machine, random: random)
        let known = UInt16(try await nca.store.setting("ncaLayerPort", or: "0")) ?? 0
        let make = { (port: UInt16) throws(HTTPServerStartError) in
            try WebSocketServer(
                port: port, greeting: NCALayerAnswer.greeting.text,
                messageBytesMax: Self.messageBytesMax,
                accept: { DigestAlgorithm.sha1.hash(Array($0.utf8)).base64 }
            ) { text, origin in await Self.answer(text, from: origin, desk) }
        }
        let server = try (known == 0 ? nil : try? make(known)) ?? make(0)
        try server.start()
        try await nca.store.set("ncaLayerPort", "\(server.port)")
        self.desk = desk
        self.server = server
    }

    /// Where pages find it.
    package var address: String { "ws://127.0.0.1:\(server.port)" }

    /// Ends every connection.
    package func stop() {
        desk.close()
        server.stop()
    }

    /// The answer to one message, in the protocol of the request; nil for what is not answered.
    private static func answer(
        _ text: String, from origin: String?, _ desk: NCALayerDesk
    ) async -> String? {
        guard text != NCALayerRequest.heartbeat else { return nil }
        guard let json = try? JSON.parse(Array(text.utf8)) else {
            return NCALayerRefusal.badRequest.answer.common.text
        }
        let isBasics = json["module"]?.string == "kz.gov.pki.knca.basics"
        let answer = await answer(json, from: origin, desk)
        return (isBasics ? answer.basics : answer.common).text
    }

    private static func answer(
        _ json: JSON, from origin: String?, _ desk: NCALayerDesk
    ) async -> NCALayerAnswer {
        let wish: NCALayerWish
        do throws(NCALayerRequest.Fault) { wish = try NCALayerRequest(json).wish } catch {
            return .failed(
                code: NCALayerRefusal.badRequest.rawValue,
                message: NCALayerRefusal.badRequest.message + ": " + error.words)
        }
        switch wish {
        case .tokens: return .info([])
        case .locale: return .info("")
        case .keyInfo, .signature: return await desk.ask(wish, from: origin)
        }
    }
}

extension NCALayerRequest.Fault {
    /// What is wrong, for who writes the client.
    fileprivate var words: String {
        switch self {
        case .malformed: "module, method"
        case .unknown(let module, let method): (module + "." + method).prefix(120).description
        case .argument(let name): "args: \(name)"
        }
    }
}
