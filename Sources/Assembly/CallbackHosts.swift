import Foundation
import Synchronization

/// Hosts to which notices may be posted: those of addresses that two officials have registered.
final class CallbackHosts: Sendable {
    private let hosts = Mutex<Set<String>>([])

    /// Allows the host of an address that was just read from a system's registration.
    func allow(_ url: String?) {
        guard let host = url.flatMap(URLComponents.init(string:))?.host else { return }
        hosts.withLock { _ = $0.insert(host.lowercased()) }
    }

    func allows(_ host: String) -> Bool { hosts.withLock { $0.contains(host) } }
}
