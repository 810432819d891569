import Foundation
import Synchronization

/// Hosts that may be called: those of registers and notices that two officials have registered.
final class AllowedHosts: Sendable {
    private struct State {
        var registers: Set<String> = []
        var callbacks: Set<String> = []
    }

    private let state = Mutex(State())

    /// Allows the hosts of these addresses, and of registers no others from now on.
    func setRegisters(_ urls: [String]) {
        let hosts = Set(urls.compactMap(Self.host))
        state.withLock { $0.registers = hosts }
    }

    /// Allows the host of an address that was just read from a system's registration.
    func allow(_ url: String?) {
        guard let host = url.flatMap(Self.host) else { return }
        state.withLock { _ = $0.callbacks.insert(host) }
    }

    func allows(_ host: String) -> Bool {
        state.withLock { $0.registers.contains(host) || $0.callbacks.contains(host) }
    }

    private static func host(of url: String) -> String? {
        URLComponents(string: url)?.host?.lowercased()
    }
}
