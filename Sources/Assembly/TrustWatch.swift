import HTTPClient
import Kernel
import Registers
import Signatures
import Store
import UseCases

/// Turns what officials say is trusted into the ports that requests use, and follows it: a register
/// or an authority that they stop is neither asked nor believed a second later (use case 10).
struct TrustWatch: Sendable {
    /// The client that calls registers and systems.
    let http: HTTPClient
    private let authorities: HTTPClient
    private let hosts: AllowedHosts
    private let configuration: Configuration
    private let stampURL: String?

    /// - Parameter stampURL: the sandbox's time-stamping service; nil in production, whose
    ///   configuration names one.
    init(_ configuration: Configuration, hosts: AllowedHosts, stampURL: String?) {
        self.configuration = configuration
        self.hosts = hosts
        self.stampURL = configuration.timeStampURL ?? stampURL
        // The sandbox calls loopback only; production nobody who was not registered.
        http = HTTPClient(
            hosts: configuration.mode == .sandbox
                ? .loopback
                : HTTPHostRule(
                    allowsHost: { host, _ in hosts.allows(host) }, allowsAddress: { _ in true }))
        // Lists of revoked certificates can be large.
        var limits = HTTPClientLimits()
        limits.responseBytesMax = 32 << 20
        authorities = HTTPClient(
            limits: limits,
            hosts: configuration.mode == .sandbox
                ? .loopback : .hosts(Set(configuration.authorityHosts)))
    }

    /// What the store says now.
    func read(_ store: any Store) async throws -> Trust {
        let isSandbox = configuration.mode == .sandbox
        return try await store.read { try Trust.read(isSandbox: isSandbox, in: $0) }
    }

    /// The ports to the registers.
    func registers(_ trust: Trust) throws -> RegisterPorts {
        hosts.setRegisters(
            trust.registers.map(\.url)
                + [configuration.kannelURL, configuration.eOtinishURL].compactMap { $0 })
        return try RegisterPorts(
            trust: trust, http: http,
            services: AuthorityServices(http: authorities, stampURL: nil),
            rules: configuration.mode == .sandbox ? .sandbox : .production)
    }

    /// Whose signatures of people are believed.
    func signatures(_ trust: Trust) -> SignaturePorts {
        SignaturePorts(
            trust: trust, peers: configuration.peerCertificates, http: authorities,
            stampURL: stampURL)
    }
}
