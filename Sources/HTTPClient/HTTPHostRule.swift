/// Where the client may connect to: judged by the name before, and by the address after look-up.
///
/// Both must agree, so that a name cannot be pointed at an address that is not meant.
package struct HTTPHostRule: Sendable {
    /// Whether this host (lower case, IPv6 without brackets) and port may be called.
    package var allowsHost: @Sendable (_ host: String, _ port: Int) -> Bool
    /// Whether this numeric address may be connected to.
    package var allowsAddress: @Sendable (_ address: String) -> Bool

    /// A rule from its two halves.
    package init(
        allowsHost: @escaping @Sendable (_ host: String, _ port: Int) -> Bool,
        allowsAddress: @escaping @Sendable (_ address: String) -> Bool
    ) {
        self.allowsHost = allowsHost
        self.allowsAddress = allowsAddress
    }

    /// This machine alone: any host name, as long as its address is in 127.0.0.0/8 or is `::1`,
    /// and no numeric address but those.
    package static let loopback = HTTPHostRule(
        allowsHost: { host, _ in !isNumeric(host) || isLoopback(host) },
        allowsAddress: isLoopback)

    /// These hosts alone, whatever address they have; names in lower case.
    package static func hosts(_ names: Set<String>) -> HTTPHostRule {
        HTTPHostRule(allowsHost: { host, _ in names.contains(host) }, allowsAddress: { _ in true })
    }
}

/// Whether a normalised numeric address is one of this machine's own.
private func isLoopback(_ address: String) -> Bool {
    address == "::1" || (address.hasPrefix("127.") && isNumeric(address))
}

private func isNumeric(_ host: String) -> Bool {
    host.contains(":") || host.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E }
}
