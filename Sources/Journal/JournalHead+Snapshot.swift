import Kernel
import Signatures
import Store

extension SignedHead {
    /// The newest head in a snapshot; nil when there is none.
    ///
    /// Streams the heads: a snapshot knows no other reading.
    package static func newest(in snapshot: any Snapshot) throws -> SignedHead? {
        guard try snapshot.tableNames().contains("journal_head") else { return nil }
        let logs = try Columns(of: "journal_log", snapshot)
        var log: (number: StoredValue, id: String)?
        try snapshot.dump("journal_log") { row in
            if case .text(let id) = logs.value("id", row) { log = (logs.value("number", row), id) }
        }
        guard let log else { return nil }
        let heads = try Columns(of: "journal_head", snapshot)
        var newest: [StoredValue] = []
        try snapshot.dump("journal_head") { row in
            if heads.value("log", row) == log.number { newest = row }
        }
        guard !newest.isEmpty, case .integer(let size) = heads.value("size", newest),
            case .integer(let previousSize) = heads.value("previous_size", newest),
            case .bytes(let root) = heads.value("root", newest), let root = SHA256Digest(root),
            case .integer(let at) = heads.value("at", newest),
            case .text(let signed) = heads.value("signed", newest)
        else { return nil }
        return SignedHead(
            head: JournalHead(
                logId: Identifier(stored: log.id), size: size, previousSize: previousSize,
                root: root, at: Instant(milliseconds: at)),
            signed: signed)
    }

    /// Whether one of these keys signed exactly what the head says.
    ///
    /// - Throws: the reason why the token does not hold.
    package func verifies(with keys: KeySet) throws(JWTFault) -> Bool {
        try agrees(JWSVerifier(keys: keys, type: JournalHead.tokenType))
    }
}

/// The places of a table's columns.
private struct Columns {
    private let names: [String]

    init(of table: String, _ snapshot: any Snapshot) throws {
        names = try snapshot.columns(of: table).map(\.name)
    }

    func value(_ name: String, _ row: [StoredValue]) -> StoredValue {
        names.firstIndex(of: name).map { row[$0] } ?? .null
    }
}
