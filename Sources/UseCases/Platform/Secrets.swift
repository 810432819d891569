import Kernel
import Signatures
import Store

/// Keys that never leave the server, each derived for one use from one root secret.
package struct Secrets: Sendable {
    private let root: [UInt8]

    /// Takes the root secret of this installation: 32 random bytes, the same on every node.
    package init(root: [UInt8]) {
        precondition(root.count == 32, "the root secret has 32 bytes")
        self.root = root
    }

    /// The stored form of a one-time password: useless without the root secret.
    func oneTimePasswordHash(_ code: String, attempt: String) -> [UInt8] {
        derive(use: "one-time-password", Array("\(attempt) \(code)".utf8))
    }

    /// The stored form of a session's secret.
    package func sessionHash(_ secret: String) -> [UInt8] {
        derive(use: "session", Array(secret.utf8))
    }

    /// The stored form of a short code.
    func shortCodeHash(_ code: String) -> [UInt8] {
        derive(use: "short-code", Array(code.utf8))
    }

    /// The stored form of a QR code's secret.
    func qrHash(_ secret: String) -> [UInt8] {
        derive(use: "qr", Array(secret.utf8))
    }

    /// The name of a person for one system only: two systems cannot match theirs.
    func pseudonym(of person: IIN, for system: String) -> String {
        derive(use: "pseudonym", Array("\(system) \(person.digits)".utf8)).base64URL
    }

    /// A number below `bound` that seems random but is the same every time for the same text.
    func steadyNumber(_ text: String, below bound: Int) -> Int {
        derive(use: "steady-number", Array(text.utf8)).prefix(6).reduce(0) { $0 << 8 | Int($1) }
            % bound
    }

    /// The lock under which something about a person, a number or a verifier is counted.
    ///
    /// Its number says nothing about whose it is.
    func lock(_ what: String, of whom: String) -> AdvisoryLock {
        AdvisoryLock(digest: derive(use: "lock", Array("\(what) \(whom)".utf8)))
    }

    /// The name under which the holder lets one verifier see: it says nothing about whose it is.
    func confirmationHandle(_ share: String, verifier: String) -> String {
        derive(use: "confirmation", Array("\(share) \(verifier)".utf8)).base64URL
    }

    /// The key under which a share's codes lie in the store: its rows alone open nothing.
    func shareKey(_ share: String) -> SecretKey {
        guard let key = SecretKey(derive(use: "share", Array(share.utf8))) else {
            preconditionFailure("HMAC-SHA-256 has the length of a key")
        }
        return key
    }

    /// By what a repeated body is recognised: it may carry a password of six digits, which a plain
    /// digest would give to whoever reads the store.
    func bodyDigest(_ body: [UInt8], of call: String) -> [UInt8] {
        derive(use: "repeated-body", Array(call.utf8) + [0] + body)
    }

    /// The seed of the key that signs receipts of activity checks: the same on every node.
    var activityReceiptSeed: [UInt8] { derive(use: "activity-receipt", []) }

    /// The seal of a food voucher's QR code: only this installation can make one.
    package func voucherSeal(_ text: String) -> [UInt8] {
        derive(use: "voucher-qr", Array(text.utf8))
    }

    /// The bearer token with which a phone fetches what it is to sign.
    func signingToken(_ request: String) -> String {
        derive(use: "signing-request", Array(request.utf8)).base64URL
    }

    private func derive(use: String, _ message: [UInt8]) -> [UInt8] {
        HMACSHA256.code(key: root, message: Array(use.utf8) + [0] + message).bytes
    }
}
