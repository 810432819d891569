import Kernel
import Signatures
import Store

/// Signs a payload under a `typ`, with the platform's present key.
package typealias SignHead = @Sendable (_ payload: [UInt8], _ type: String) throws -> String

/// What a signed head says: at this time the log had this size and this root.
package struct JournalHead: Hashable, Sendable {
    /// The `typ` of a signed head.
    package static let tokenType = "qyzmet-head+jwt"

    /// The log.
    package let logId: Identifier<JournalLog>
    /// The number of leaves.
    package let size: Int64
    /// The size of the head before in this log; 0 for the first.
    ///
    /// So that a head that was removed from between others is missed.
    package let previousSize: Int64
    /// The root over all leaves.
    package let root: SHA256Digest
    /// When it was signed.
    package let at: Instant

    /// A head.
    package init(
        logId: Identifier<JournalLog>, size: Int64, previousSize: Int64, root: SHA256Digest,
        at: Instant
    ) {
        self.logId = logId
        self.size = size
        self.previousSize = previousSize
        self.root = root
        self.at = at
    }

    /// The head as JSON: `at` in milliseconds, `root` in base64.
    package var json: JSON {
        [
            "at": .integer(at.milliseconds), "logId": .string(logId.text),
            "previousSize": .integer(previousSize), "root": .string(root.bytes.base64),
            "size": .integer(size),
        ]
    }

    /// Reads what ``json`` wrote; nil for anything else.
    package init?(json: JSON) {
        guard let at = json["at"]?.integer, let size = json["size"]?.integer, size >= 1,
            let previousSize = json["previousSize"]?.integer, (0..<size).contains(previousSize),
            let logId = json["logId"]?.string.flatMap({ Identifier<JournalLog>($0) }),
            let root = json["root"]?.string.flatMap({ [UInt8](base64: $0) })
                .flatMap({ SHA256Digest($0) })
        else { return nil }
        self.init(
            logId: logId, size: size, previousSize: previousSize, root: root,
            at: Instant(milliseconds: at))
    }
}

/// A head with the token in which it is signed.
package struct SignedHead: Hashable, Sendable {
    /// What it says, as the store or the file holds it.
    package let head: JournalHead
    /// The JWS in compact form; its payload is ``JournalHead/json``.
    package let signed: String

    /// A head with its token.
    package init(head: JournalHead, signed: String) {
        self.head = head
        self.signed = signed
    }

    /// How the first leaf of the next log names this head.
    var reference: JSON {
        .object(
            (head.json.members ?? []) + [
                JSON.Member("digest", .string(SHA256.hash(signed).bytes.base64))
            ])
    }

    /// Whether a trusted key signed exactly what the head says.
    ///
    /// - Throws: the reason why the token does not hold.
    func agrees(_ verifier: JWSVerifier) throws(JWTFault) -> Bool {
        let token = try verifier.verify(signed)
        guard let payload = try? JSON.parse(token.payload) else { return false }
        return JournalHead(json: payload) == head
    }
}

// MARK: - In the store

extension JournalHead {
    /// Signs the head and stores it.
    func store(
        in log: JournalLog, sign: SignHead, in transaction: any Transaction
    ) throws -> SignedHead {
        let signed = try sign(json.canonicalBytes, JournalHead.tokenType)
        try transaction.execute(
            """
            INSERT INTO journal_head (log, size, previous_size, root, at, signed)
            VALUES (\(log.number), \(size), \(previousSize), \(root.bytes), \(at), \(signed))
            """)
        return SignedHead(head: self, signed: signed)
    }
}

extension SignedHead {
    /// The newest head of a log.
    static func newest(
        of log: JournalLog, in transaction: any Transaction
    ) throws -> SignedHead? {
        try transaction.firstRow(
            """
            SELECT size, previous_size, root, at, signed FROM journal_head
            WHERE log = \(log.number) ORDER BY size DESC LIMIT 1
            """
        ).flatMap { try SignedHead($0, of: log) }
    }

    /// Reads size, previous size, root, time and token from a row; nil when the root is no hash.
    init?(_ row: Row, of log: JournalLog) throws {
        guard let root = SHA256Digest(try row.bytes(2)) else { return nil }
        self.init(
            head: JournalHead(
                logId: log.id, size: try row.integer(0), previousSize: try row.integer(1),
                root: root, at: try row.instant(3)),
            signed: try row.text(4))
    }
}
