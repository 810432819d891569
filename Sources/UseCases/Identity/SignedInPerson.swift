import Kernel

/// A person in a session that is open now.
package struct SignedInPerson: Sendable, Hashable {
    /// The person.
    package let iin: IIN
    /// The name by the population register at sign-in.
    package let displayName: String
    /// The session's random name, which is not its secret.
    package let session: Identifier<Session>

    /// A person in a session.
    package init(iin: IIN, displayName: String, session: Identifier<Session>) {
        self.iin = iin
        self.displayName = displayName
        self.session = session
    }
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
