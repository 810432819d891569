import Kernel
import Signatures
import Synchronization

/// The keys that sign our tokens: one that signs, and all that still verify.
///
/// Rotation is without downtime: a new key is published first, signs later, and the old one goes on
/// verifying what it signed. A retired key verifies no token any more, only the heads of its time.
package final class KeyRing: Sendable {
    /// A key and the moment from which it signs.
    package struct Member: Sendable {
        /// The key.
        package let key: SigningKey
        /// From when on it signs, if no newer one does.
        package let signsFrom: Instant

        /// A key and the moment from which it signs.
        package init(key: SigningKey, signsFrom: Instant) {
            self.key = key
            self.signsFrom = signsFrom
        }
    }

    private struct State {
        let members: [Member]
        let verificationKeys: KeySet
        let headKeys: KeySet
        /// The set as it is published, written once for each set.
        let published: [UInt8]

        init(_ members: [Member], _ retired: [PublicKey]) {
            self.members = members
            verificationKeys = KeySet(members.map(\.key.publicKey))
            headKeys = KeySet(members.map(\.key.publicKey) + retired)
            published = verificationKeys.jwks.bytes
        }
    }

    private let state: Mutex<State>
    private let clock: Clock

    /// A ring of at least one key.
    ///
    /// - Parameters:
    ///   - retired: the public halves of keys that sign and verify no token any more.
    ///   - clock: the machine's clock, by which a published key begins to sign.
    package init(_ members: [Member], retired: [PublicKey] = [], clock: Clock) {
        precondition(!members.isEmpty, "a key ring has at least one key")
        self.state = Mutex(State(members, retired))
        self.clock = clock
    }

    /// Takes the keys that stand on disk now.
    package func replace(_ newMembers: [Member], retired: [PublicKey] = []) {
        guard !newMembers.isEmpty else { return }
        let newState = State(newMembers, retired)
        state.withLock { $0 = newState }
    }

    /// Every key by name that may have signed a token.
    package var verificationKeys: KeySet { state.withLock { $0.verificationKeys } }

    /// Every key by name that may have signed a head of the journal, retired ones too.
    package var headKeys: KeySet { state.withLock { $0.headKeys } }

    /// The same as a JWK set (RFC 7517), the bytes of `/.well-known/jwks.json`.
    package var publishedKeys: [UInt8] { state.withLock { $0.published } }

    /// Signs claims with the newest key whose time has come.
    package func sign(claims: JSON, type: String) throws(LibraryFault) -> String {
        try sign(payload: claims.bytes, type: type)
    }

    /// Signs bytes, as of a tree's head, with the newest key whose time has come.
    package func sign(payload: [UInt8], type: String) throws(LibraryFault) -> String {
        let now = clock.now()
        let key = state.withLock { state in
            let ready = state.members.filter { $0.signsFrom <= now }
            return (ready.max { $0.signsFrom < $1.signsFrom } ?? state.members[0]).key
        }
        return try JWT.sign(payload: payload, type: type, key: key)
    }
}
