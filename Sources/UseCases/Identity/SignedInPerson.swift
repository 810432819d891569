import Kernel
import Signatures

/// A person in a session that is open now.
package struct SignedInPerson: Sendable, Hashable {
    /// The person.
    package let iin: IIN
    /// The name by the population register at sign-in.
    package let displayName: String
    /// The session's random name, which is not its secret.
    package let session: Identifier<Session>
    /// How the session began.
    package let method: SignInMethod
    /// The body in the certificate with which the person signed in; nil without one.
    package let bin: BIN?
    /// As what the certificate lets the person act; empty without one.
    package let roles: Set<CertificateRole>

    /// A person in a session.
    package init(
        iin: IIN, displayName: String, session: Identifier<Session>,
        method: SignInMethod = .oneTimePassword, bin: BIN? = nil,
        roles: Set<CertificateRole> = []
    ) {
        self.iin = iin
        self.displayName = displayName
        self.session = session
        self.method = method
        self.bin = bin
        self.roles = roles
    }
}

/// How a person signed in (DD-2.2, DD-11).
package enum SignInMethod: String, CaseIterable, Sendable, Hashable {
    /// By a one-time password in an SMS.
    case oneTimePassword
    /// By an electronic digital signature.
    case eds
}

/// One sign-in on one device, until it ends.
package struct Session: Sendable, Hashable {
    /// The session's random name.
    package let id: Identifier<Session>
    /// The browser's or device's own description, cut to 120 characters.
    package let device: String
    /// When the person signed in.
    package let createdAt: Instant
    /// When it was last used.
    package let seenAt: Instant
}
