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
        /// The public half, which is published and verifies.
        package let publicKey: PublicKey
        /// The key, in a file or in hardware that it never leaves; nil of one that only verifies.
        package let key: (any MessageSigner)?
        /// From when on it signs, if no newer one does.
        package let signsFrom: Instant

        /// A key and the moment from which it signs.
        package init(key: any MessageSigner, signsFrom: Instant) {
            self.publicKey = key.publicKey
            self.key = key
            self.signsFrom = signsFrom
        }

        /// A key that signs nothing here; what it has signed goes on verifying.
        package init(verifying publicKey: PublicKey) {
            self.publicKey = publicKey
            self.key = nil
            self.signsFrom = Instant(milliseconds: .max)
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
            verificationKeys = KeySet(members.map(\.publicKey))
            headKeys = KeySet(members.map(\.publicKey) + retired)
            published = verificationKeys.jwks.bytes
        }

        /// The newest key whose time has come; before any's time the first.
        func signer(at now: Instant) -> any MessageSigner {
            let able = members.filter { $0.key != nil }
            let ready = able.filter { $0.signsFrom <= now }
            let chosen = ready.max { $0.signsFrom < $1.signsFrom } ?? able.first
            guard let key = chosen?.key else {
                preconditionFailure("a key ring has at least one key that signs")
            }
            return key
        }
    }

    private let state: Mutex<State>
    private let clock: Clock

    /// A ring of at least one key that signs.
    ///
    /// - Parameters:
    ///   - retired: the public halves of keys that sign and verify no token any more.
    ///   - clock: the machine's clock, by which a published key begins to sign.
    package init(_ members: [Member], retired: [PublicKey] = [], clock: Clock) {
        precondition(
            members.contains { $0.key != nil }, "a key ring has at least one key that signs")
        self.state = Mutex(State(members, retired))
        self.clock = clock
    }

    /// Takes the keys that stand on disk now.
    package func replace(_ newMembers: [Member], retired: [PublicKey] = []) {
        guard newMembers.contains(where: { $0.key != nil }) else { return }
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
        let key = state.withLock { $0.signer(at: now) }
        return try JWT.sign(payload: payload, type: type, key: key)
    }
}
