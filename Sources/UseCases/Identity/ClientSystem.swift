import AccessControl
import Kernel
import Signatures
import Store

/// A registered system: an initiator (KDP-2.2), a data owner, or a user's system (DD-2.5, DD-4).
package struct ClientSystem: Sendable {
    /// The name under which the system calls.
    package let id: String
    /// The name that people read.
    package let name: LocalizedText
    /// The organisation that owns the system (KDP-2.2).
    package let bin: BIN
    /// The role in the service (DD-2.5).
    package let role: Role
    /// The kind of operator (KDP-2.4).
    package let operatorKind: OperatorKind
    /// What it may do.
    package internal(set) var scopes: Set<Scope>
    /// The data sets that it holds, when it is a data owner.
    package let dataSets: Set<String>
    /// Its public keys with their names.
    package let keys: KeySet
    /// The decision by which the authorised body admitted it (DD-4); nil before the decision.
    package let decision: String?
    /// How it stands to the State Service (KDP-3).
    package let standing: Standing

    /// The roles of systems; people are subjects or third parties (DD-2.3, DD-2.6).
    package enum Role: String, CaseIterable, Sendable {
        /// An organisation that uses informatization objects (DD-2.5).
        case user
        /// An owner or operator of a database of personal data (KDP-2.4).
        case owner
        /// The authorised body (KDP-2.6, DD-4).
        case authorisedBody
    }

    /// The kinds of operators (KDP-2.4).
    package enum OperatorKind: String, CaseIterable, Sendable {
        case stateBody, individual, legalEntity
    }
}

extension ClientSystem {
    /// The columns that ``init(row:)`` reads, in order.
    static let columns: SQL = """
        id, name_kk, name_ru, name_en, bin, role, operator_kind, scopes, data_sets, jwks, decision,
        (SELECT COUNT(*) FROM client_integration i
            WHERE i.client_id = client.id AND i.ended_at IS NULL),
        (SELECT x.ground FROM client_exemption x
            WHERE x.client_id = client.id AND x.ended_at IS NULL)
        """

    /// Reads a system from its row.
    init(row: Row) throws {
        id = try row.text(0)
        name = LocalizedText(kk: try row.text(1), ru: try row.text(2), en: try row.text(3))
        bin = BIN(stored: try row.text(4))
        role = Role(rawValue: try row.text(5)) ?? .user
        operatorKind = OperatorKind(rawValue: try row.text(6)) ?? .legalEntity
        scopes = Set(try row.words(7).compactMap(Scope.init(rawValue:)))
        dataSets = Set(try row.words(8))
        keys = try KeySet(jwks: JSON.parse(Array(try row.text(9).utf8)))
        decision = try row.textIfPresent(10)
        standing = Standing(
            isIntegrated: try row.integer(11) > 0,
            exemption: try row.textIfPresent(12).flatMap(ExemptionGround.init(rawValue:)))
    }

    /// The active system with this name; nil when there is none or it was disabled.
    static func find(_ id: String, in transaction: any Transaction) throws -> ClientSystem? {
        try transaction.rows(
            "SELECT \(columns) FROM client WHERE id = \(id) AND disabled_at IS NULL"
        ).first.map(ClientSystem.init(row:))
    }
}

extension Row {
    /// A list of words that stands in one column, separated by blanks.
    func words(_ column: Int) throws -> [String] {
        try text(column).split(separator: " ").map(String.init)
    }
}
