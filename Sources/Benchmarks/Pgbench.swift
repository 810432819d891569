import Foundation
import Kernel
import Store

/// The peer on PostgreSQL: pgbench with the recorded statements, prepared, on its own database.
struct Pgbench {
    /// As many as the server has connections.
    let clients: Int
    private let url: String
    private let script: String

    /// Writes the script of one verification.
    init(folder: String, url: String, clients: Int, _ installation: SeededInstallation) throws {
        self.url = url
        self.clients = clients
        self.script = folder + "/verification.sql"
        try Self.script(installation).write(toFile: script, atomically: true, encoding: .utf8)
    }

    /// Transactions a second over so many transactions of each client.
    ///
    /// Counted, not timed: a child of this process cannot get the signal that ends `-T`.
    func run(transactionsPerClient: Int) throws -> Double {
        let printed = try Command.output(
            "pgbench",
            [
                "-n", "-M", "prepared", "-c", "\(clients)", "-j", "1", "-t",
                "\(transactionsPerClient)", "-f", script, url,
            ])
        let line = printed.split(separator: "\n").first { $0.hasPrefix("tps = ") }
        guard let text = line?.dropFirst(6).split(separator: " ").first, let rate = Double(text)
        else { throw Command.Fault(description: "pgbench printed no rate: \(printed)") }
        return rate
    }

    private static func script(_ installation: SeededInstallation) -> String {
        let transaction = installation.statements
        var lines = [
            "\\set number random(1, \(installation.consents))",
            "\\set high random(1, 4611686018427387903)",
            "\\set low random(1, 4611686018427387903)", "BEGIN;",
        ]
        for statement in transaction.statements {
            let pieces = statement.sql.text.split(separator: "?", omittingEmptySubsequences: false)
            var text = String(pieces[0])
            for (offset, piece) in pieces.dropFirst().enumerated() {
                let role = transaction.role(of: offset, in: statement)
                text += expression(statement.sql.values[offset], role) + piece
            }
            if statement.isLocking { text += " FOR UPDATE" }
            lines.append(text.split(separator: "\n").joined(separator: " ") + ";")
        }
        return (lines + ["COMMIT;"]).joined(separator: "\n") + "\n"
    }

    /// Names are computed as ``SeededConsent`` does; the rest stands as it was recorded.
    private static func expression(_ value: SQLValue, _ role: RecordedTransaction.Role) -> String {
        switch (role, value) {
        case (.consent, _):
            "substr(encode(sha256(:number::text::bytea), 'hex'), 1, 26)"
        case (.entry, _):
            "substr(lpad(to_hex(:high::bigint) || to_hex(:low::bigint), 32, '0'), 7, 26)"
        case (.use, _):
            ":high::bigint"
        case (_, .text(let text?)):
            "'" + text.replacingOccurrences(of: "'", with: "''") + "'::text"
        case (_, .integer(let number?)): "\(number)::bigint"
        case (_, .bytes(let bytes?)): "'\\x\(bytes.hex)'::bytea"
        default: "NULL"
        }
    }
}
