import Glibc
import Synchronization

/// The open connections, so that the sweeper can shut them and the limits can count them.
///
/// A socket is shut only under the table's lock, and its entry leaves the table, under the same
/// lock, before the library closes it: a number used again for another socket is never shut.
final class ConnectionTable: Sendable {
    private struct State {
        var records: [ObjectIdentifier: ConnectionRecord] = [:]
        var perAddress: [String: Int] = [:]
        var accepted = 0
        var swept: [HTTPServerStatistics.SweepReason: Int] = [:]
    }

    private let state = Mutex(State())

    func add(_ record: ConnectionRecord) {
        state.withLock { state in
            state.records[ObjectIdentifier(record)] = record
            state.perAddress[record.remoteAddress, default: 0] += 1
            state.accepted += 1
        }
    }

    func remove(_ record: ConnectionRecord) {
        state.withLock { state in
            guard state.records.removeValue(forKey: ObjectIdentifier(record)) != nil else { return }
            let left = (state.perAddress[record.remoteAddress] ?? 1) - 1
            state.perAddress[record.remoteAddress] = left > 0 ? left : nil
        }
    }

    func count(from address: String) -> Int {
        state.withLock { $0.perAddress[address] ?? 0 }
    }

    /// Whether any connection has a request with the handler or an answer on its way.
    var hasWork: Bool {
        state.withLock { state in
            state.records.values.contains {
                let phase = $0.phase.phase
                return phase == .inHand || phase == .writing
            }
        }
    }

    /// The requests that the handler has now.
    var inHand: [ConnectionRecord.InHand] {
        state.withLock { state in
            state.records.values.compactMap { record in record.inHand.withLock { $0 } }
        }
    }

    /// Shuts the sockets that have passed a limit, and at the connection limit the idlest.
    func sweep(_ limits: HTTPServerLimits, now: UInt64) {
        state.withLock { state in
            var idle: [(record: ConnectionRecord, since: UInt64)] = []
            for record in state.records.values {
                let (phase, since) = record.phase
                let lasted = now > since ? Int(now - since) : 0
                let reason = overdue(phase, lasted: lasted, limits)
                if let reason, shut(record, phase, since) {
                    state.swept[reason, default: 0] += 1
                } else if phase == .idle {
                    idle.append((record, since))
                }
            }
            guard state.records.count >= limits.connectionsMax else { return }
            idle.sort { $0.since < $1.since }
            for (record, since) in idle.prefix(max(1, limits.connectionsMax / 16))
            where shut(record, .idle, since) {
                state.swept[.madeRoom, default: 0] += 1
            }
        }
    }

    func report(into statistics: inout HTTPServerStatistics) {
        state.withLock { state in
            statistics.connectionsOpen = state.records.count
            statistics.connectionsAccepted = state.accepted
            statistics.swept = state.swept
        }
    }

    private func overdue(
        _ phase: ConnectionRecord.Phase, lasted: Int, _ limits: HTTPServerLimits
    ) -> HTTPServerStatistics.SweepReason? {
        switch phase {
        case .reading: lasted > limits.requestReadMilliseconds ? .requestNotRead : nil
        case .idle: lasted > limits.idleMilliseconds ? .idle : nil
        case .writing: lasted > limits.responseWriteMilliseconds ? .responseNotTaken : nil
        case .inHand, .shut: nil
        }
    }

    /// Shuts the socket; its thread then sees the end of the connection and closes it.
    private func shut(
        _ record: ConnectionRecord, _ phase: ConnectionRecord.Phase, _ since: UInt64
    ) -> Bool {
        guard record.markShut(seen: phase, since: since) else { return false }
        _ = shutdown(record.descriptor, Int32(SHUT_RDWR))
        return true
    }
}
