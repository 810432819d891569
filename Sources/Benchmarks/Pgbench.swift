import Foundation
import Kernel
import Store

/// The peer on PostgreSQL: pgbench with the recorded statements, prepared, on its own database.
struct Pgbench {
    /// As many as the server has connections.
    let clients: Int
    private let url: String
    private let script: String

    /// Writes the script of one transaction.
    ///
    /// - Parameters:
    ///   - choosing: how pgbench chooses the number of the thing to work on.
    ///   - names: the expressions that compute the thing's names from the number.
    init(
        folder: String, url: String, clients: Int, _ transaction: RecordedTransaction,
        choosing: [String], names: [String]
    ) throws {
        self.url = url
        self.clients = clients
        self.script = folder + "/transaction.sql"
        try Self.script(transaction, choosing: choosing, names: names)
            .write(toFile: script, atomically: true, encoding: .utf8)
    }

    /// Transactions a second over so many transactions of each client.
    ///
    /// Counted, not timed: a child of this process cannot get the signal that ends `-T`.
    func run(transactionsPerClient: Int, variables: [String: Int] = [:]) throws -> Double {
        let printed = try Command.output(
            "pgbench",
            [
                "-n", "-M", "prepared", "-c", "\(clients)", "-j", "1", "-t",
                "\(transactionsPerClient)", "-f", script,
            ] + variables.flatMap { ["-D", "\($0.key)=\($0.value)"] } + [url])
        let line = printed.split(separator: "\n").first { $0.hasPrefix("tps = ") }
        guard let text = line?.dropFirst(6).split(separator: " ").first, let rate = Double(text)
        else { throw Command.Fault(description: "pgbench printed no rate: \(printed)") }
        return rate
    }

    private static func script(
        _ transaction: RecordedTransaction, choosing: [String], names: [String]
    ) -> String {
        var lines = choosing
        for place in 0..<transaction.freshCount {
            lines.append("\\set high\(place) random(1, 4611686018427387903)")
            lines.append("\\set low\(place) random(1, 4611686018427387903)")
        }
        lines.append("BEGIN;")
        for statement in transaction.statements {
            let pieces = statement.sql.text.split(separator: "?", omittingEmptySubsequences: false)
            var text = String(pieces[0])
            for (offset, piece) in pieces.dropFirst().enumerated() {
                let role = transaction.role(of: offset, in: statement)
                text += expression(statement.sql.values[offset], role, names) + piece
            }
            if statement.isLocking { text += " FOR UPDATE" }
            lines.append(text.split(separator: "\n").joined(separator: " ") + ";")
        }
        return (lines + ["COMMIT;"]).joined(separator: "\n") + "\n"
    }

    /// Names are computed as the seeds compute them; the rest stands as it was recorded.
    private static func expression(
        _ value: SQLValue, _ role: RecordedTransaction.Role, _ names: [String]
    ) -> String {
        switch (role, value) {
        case (.name(let place), _): names[place]
        case (.fresh(let place), _):
            "substr(lpad(to_hex(:high\(place)::bigint) || to_hex(:low\(place)::bigint), 32, '0'), "
                + "7, 26)"
        case (.number, _): ":high0::bigint"
        case (_, .text(let text?)):
            "'" + text.replacingOccurrences(of: "'", with: "''") + "'::text"
        case (_, .integer(let number?)): "\(number)::bigint"
        case (_, .bytes(let bytes?)): "'\\x\(bytes.hex)'::bytea"
        default: "NULL"
        }
    }
}
