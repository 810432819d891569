import Kernel
import Registers
import Synchronization

/// e-Otinish as a test wants it: away, rejecting, or losing its answer on the way back.
package final class TestAppeals: Sendable {
    /// What becomes of the calls.
    package enum Mood: Hashable, Sendable {
        case right
        /// Nothing arrives.
        case down
        /// It does what was asked, and its answer does not arrive.
        case answerLost
        /// It takes nothing.
        case rejects
    }

    private struct State {
        var mood = Mood.right
        var records: [String: AppealRecord] = [:]
        var drafts: [AppealDraft] = []
        var calls = 0
    }

    private let state = Mutex(State())

    /// An empty one that works.
    package init() {}

    /// What becomes of the calls from now on.
    package var mood: Mood {
        get { state.withLock { $0.mood } }
        set { state.withLock { $0.mood = newValue } }
    }

    /// The appeals that arrived, repetitions included.
    package var drafts: [AppealDraft] { state.withLock { $0.drafts } }
    /// How often it was called.
    package var calls: Int { state.withLock { $0.calls } }
    /// What it has, in the order of the numbers.
    package var records: [AppealRecord] {
        state.withLock { $0.records.values.sorted { $0.number < $1.number } }
    }

    /// Changes what it has, as its own officials would.
    package func change(_ id: String, _ body: @Sendable (inout AppealRecord) -> Void) {
        state.withLock { state in
            guard var record = state.records[id] else { return }
            body(&record)
            state.records[id] = record
        }
    }

    /// The way to it.
    package var system: AppealSystem {
        AppealSystem(
            register: { draft async throws(AppealFault) in
                try self.answer { state throws(AppealFault) in
                    state.drafts.append(draft)
                    let known = state.records[draft.id]
                    let record = known ?? Self.record(draft, number: state.records.count + 1)
                    state.records[draft.id] = record
                    return record
                }
            },
            find: { id async throws(AppealFault) in
                try self.answer { state throws(AppealFault) in state.records[id] }
            },
            answer: { id, answer async throws(AppealFault) in
                try self.answer { state throws(AppealFault) in
                    guard var record = state.records[id] else { throw .rejected(code: "404") }
                    guard record.answer == nil || record.answer == answer else {
                        throw .rejected(code: "409")
                    }
                    record.answer = answer
                    state.records[id] = record
                    return record
                }
            })
    }

    private func answer<Value>(
        _ body: (inout State) throws(AppealFault) -> sending Value
    ) throws(AppealFault) -> Value {
        try state.withLock { state throws(AppealFault) in
            state.calls += 1
            switch state.mood {
            case .down: throw .away("unavailable")
            case .rejects: throw .rejected(code: "422")
            case .answerLost:
                _ = try body(&state)
                throw .away("timeout")
            case .right: return try body(&state)
            }
        }
    }

    /// Registered the day after it was made, with ten days for the answer.
    private static func record(_ draft: AppealDraft, number: Int) -> AppealRecord {
        let day = Day(at: draft.madeAt).adding(days: 1)
        return AppealRecord(
            id: draft.id, number: "ЖТ-2025-\(number)", registeredOn: day, due: day.adding(days: 10),
            basis: LocalizedText(kk: "он күн", ru: "десять дней", en: "ten days"), answer: nil)
    }
}
