import Kernel
import Store

/// What one round over many cases did.
package struct CaseRound: Sendable {
    /// How many changes there were.
    package var changed = 0
    /// The cases that could not be looked at; the others went on.
    package var broken: [Identifier<StoredCase>] = []
}

extension Platform {
    /// How many cases of a round are worked on at a time: the store commits them together.
    private static var casesAtOnce: Int { 32 }

    /// Does something to every case that a statement names, page by page.
    ///
    /// Each is a transaction of its own, so that one that is broken stops none of the others.
    /// - Parameters:
    ///   - names: the statement of a page after a name: names of cases in order, 200 at most.
    ///   - limit: after how many changed cases no further page is read.
    ///   - work: whether the case was changed.
    /// - Throws: the refusal of a store that is away, which is no fault of a case.
    func eachCase(
        _ names: @escaping @Sendable (_ after: String) -> SQL, changing limit: Int = .max,
        work: @escaping @Sendable (Identifier<StoredCase>) async throws -> Bool
    ) async throws -> CaseRound {
        var round = CaseRound()
        var after = ""
        while true {
            let start = after
            let page: [Identifier<StoredCase>] = try await store.read { transaction in
                try transaction.rows(names(start)).map { try $0.identifier(0) }
            }
            for first in stride(from: 0, to: page.count, by: Self.casesAtOnce) {
                let slice = page[first..<min(first + Self.casesAtOnce, page.count)]
                try await goThrough(slice, work, into: &round)
            }
            guard page.count == 200, round.changed < limit, let last = page.last else {
                return round
            }
            after = last.text
        }
    }

    private func goThrough(
        _ slice: ArraySlice<Identifier<StoredCase>>,
        _ work: @escaping @Sendable (Identifier<StoredCase>) async throws -> Bool,
        into round: inout CaseRound
    ) async throws {
        try await withThrowingTaskGroup(of: (Identifier<StoredCase>, Bool?).self) { group in
            for id in slice {
                group.addTask {
                    do { return (id, try await work(id)) } catch {
                        if let refusal = Refusal.forStoreError(error) { throw refusal }
                        return (id, nil)
                    }
                }
            }
            for try await (id, isChanged) in group {
                guard let isChanged else {
                    round.broken.append(id)
                    continue
                }
                if isChanged { round.changed += 1 }
            }
        }
    }
}
