import Casework
import Kernel
import Store

/// What is counted of cases, as it happens and in the same transaction.
package enum CaseFigure: String, Sendable, CaseIterable {
    /// Taken in under a number.
    case received
    /// Signed, for the recipient or against.
    case granted, refused
    /// Withdrawn after it was taken in.
    case withdrawn
    /// Signed after a term of the case had run out.
    case decidedLate
    /// A term ran out; at the body that let it.
    case late
    /// A refusal named the ground: `service/ground`.
    case ground
    /// Taken in and not ended, now; of no day.
    case waiting
}

extension Platform {
    /// The counters of one figure that those who count at once share among them.
    private static var shards: Int { 4 }

    func count(
        _ figure: CaseFigure, _ name: String, at body: BIN, on day: Day, of stored: StoredCase,
        by number: Int64 = 1, in transaction: any Transaction
    ) throws {
        let shard = stored.id.text.utf8.reduce(0) { $0 &+ Int($1) } % Self.shards
        let place: Int64 = figure == .waiting ? 0 : Int64(day.daysSince1970)
        try transaction.execute(
            """
            INSERT INTO casework_figure (body, day, figure, name, shard, number)
            VALUES (\(body), \(place), \(figure.rawValue), \(name), \(shard), \(number))
            ON CONFLICT (body, day, figure, name, shard)
            DO UPDATE SET number = casework_figure.number + excluded.number
            """)
    }

    func countAcceptance(of stored: StoredCase, in transaction: any Transaction) throws {
        guard let body = stored.body else { return }
        let (name, today) = (stored.definition.code, clock.today)
        try count(.received, name, at: body, on: today, of: stored, in: transaction)
        try count(.waiting, name, at: body, on: today, of: stored, in: transaction)
    }

    func countResult(of stored: StoredCase, in transaction: any Transaction) throws {
        guard let body = stored.body,
            let end = stored.state.phase.end.flatMap(stored.definition.end)
        else { return }
        let (name, today) = (stored.definition.code, clock.today)
        let figure: CaseFigure = end.meaning == .granted ? .granted : .refused
        try count(figure, name, at: body, on: today, of: stored, in: transaction)
        if !stored.state.lateness.isEmpty {
            try count(.decidedLate, name, at: body, on: today, of: stored, in: transaction)
        }
        for ground in stored.state.refusal(of: stored.definition)?.grounds ?? [] {
            try count(
                .ground, "\(name)/\(ground.code)", at: body, on: today, of: stored,
                in: transaction)
        }
        try count(.waiting, name, at: body, on: today, of: stored, by: -1, in: transaction)
    }

    func countWithdrawal(of stored: StoredCase, in transaction: any Transaction) throws {
        guard stored.state.number != nil, let body = stored.body else { return }
        let (name, today) = (stored.definition.code, clock.today)
        try count(.withdrawn, name, at: body, on: today, of: stored, in: transaction)
        try count(.waiting, name, at: body, on: today, of: stored, by: -1, in: transaction)
    }
}
