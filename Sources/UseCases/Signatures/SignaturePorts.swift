import Kernel
import Signatures
import Synchronization

/// Whose certificates of people are believed, and where their authorities answer.
package struct SignaturePorts: Sendable {
    /// The roots of the certification authorities of people.
    package var anchors: TrustAnchors
    /// Issuing authorities that are at hand beside those in the messages.
    package var authorities: [Certificate]
    /// Certificates of systems and people whose messages name theirs and do not carry it (one form
    /// of SHEP); they are judged like any other.
    package var peers: [Certificate]
    /// How the authorities' services are called.
    package var services: AuthorityServices

    /// Ports.
    package init(
        anchors: TrustAnchors, authorities: [Certificate], peers: [Certificate] = [],
        services: AuthorityServices
    ) {
        self.anchors = anchors
        self.authorities = authorities
        self.peers = peers
        self.services = services
    }

    /// Nobody is believed and nobody is asked: every signature is refused.
    package static let none = SignaturePorts(
        anchors: TrustAnchors(authorities: []), authorities: [], services: .none)
}

/// The services of certification authorities: OCSP, lists of revoked certificates, time-stamps.
package struct AuthorityServices: Sendable {
    /// No answer could be had.
    package struct Unavailable: Error {
        /// A failure that says no more.
        package init() {}
    }

    /// Sends an OCSP request (RFC 6960) to the address and gives the answer's DER.
    package var ocsp: @Sendable (_ url: String, _ request: [UInt8]) async throws -> [UInt8]
    /// Fetches a list of revoked certificates from the address.
    package var list: @Sendable (_ url: String) async throws -> [UInt8]
    /// Sends a request (RFC 3161) to the time-stamping service and gives the answer's DER.
    package var stamp: @Sendable (_ request: [UInt8]) async throws -> [UInt8]

    /// Services that are called so.
    package init(
        ocsp: @escaping @Sendable (_ url: String, _ request: [UInt8]) async throws -> [UInt8],
        list: @escaping @Sendable (_ url: String) async throws -> [UInt8],
        stamp: @escaping @Sendable (_ request: [UInt8]) async throws -> [UInt8]
    ) {
        self.ocsp = ocsp
        self.list = list
        self.stamp = stamp
    }

    /// None: every call fails.
    package static let none = AuthorityServices(
        ocsp: { _, _ in throw Unavailable() }, list: { _ in throw Unavailable() },
        stamp: { _ in throw Unavailable() })
}

/// The ports of the moment; replaced whole when the trust changes.
package final class SignatureDirectory: Sendable {
    private let state: Mutex<SignaturePorts>

    /// Begins with these ports.
    package init(_ ports: SignaturePorts) {
        self.state = Mutex(ports)
    }

    /// The ports as they stand now.
    package var current: SignaturePorts { state.withLock { $0 } }

    /// Takes other ports from now on.
    package func replace(_ ports: SignaturePorts) {
        state.withLock { $0 = ports }
    }
}
