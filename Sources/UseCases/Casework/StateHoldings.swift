import Casework
import Kernel
import Registers
import Store

/// What the state was found to hold of what an application needs (IS-SRC-1, IS-A3.10).
package struct StateHoldings: Sendable {
    /// Where something was found.
    package enum Source: Hashable, Sendable {
        /// A register of results that were given here.
        case own(register: String)
        /// The register of organisations and of the licences of other bodies.
        case organisations
    }

    /// Something that need not be attached.
    package struct Item: Hashable, Sendable {
        /// The code of the document or of the licence, as the definition has it.
        package let code: String
        /// Where it was found.
        package let source: Source
        /// The number of the licence; nil for the data of a document.
        package let number: String?
        /// The day on which it is so.
        package let day: Day
    }

    /// The licences that were found.
    package internal(set) var licences: [Item] = []
    /// The documents whose data were found.
    package internal(set) var data: [Item] = []
    /// Whether a register that had to be asked gave no answer: nothing is guessed in its place.
    package internal(set) var isUnavailable = false

    /// The codes of the documents.
    package var documents: Set<String> { Set(data.map(\.code)) }
    /// The codes of the licences.
    package var holdings: Set<String> { Set(licences.map(\.code)) }
    /// The codes of the licences that other registers than ours show.
    var elsewhere: Set<String> {
        Set(licences.filter { $0.source == .organisations }.map(\.code))
    }
}

extension Platform {
    /// Looks up what the state holds of what the application needs, as of a day.
    ///
    /// Licences that were given here are in our registers; those of other bodies, and whether the
    /// registration was changed, are in the register of organisations. One that gives no answer is
    /// said to give none, and its documents are asked for.
    package func stateHoldings(of stored: StoredCase, on day: Day) async throws -> StateHoldings {
        var result = StateHoldings()
        guard let bin = stored.bin else { return result }
        let own = try await store.read { [self] in try heldByRegisters(stored, on: day, in: $0) }
        result.licences = own
        let needed = stored.definition.licencesNeeded.subtracting(own.map(\.code))
        let documents = stored.definition.documents.filter(\.mayBeHeldByState)
            .filter { $0.kinds.isEmpty || $0.kinds.contains(stored.kind) }
        let others = needed.filter { code in
            let licence = code.split(separator: ":").first ?? ""
            return !registerNames.contains("\(licence)-licences")
        }
        guard !others.isEmpty || !documents.isEmpty else { return result }
        do throws(RegisterFault) {
            let record = try await directory.current.organisations.find(bin, RequestTrace.id)
            for licence in record?.licences ?? []
            where others.contains(licence.code) && licence.holds(on: day) {
                result.licences.append(
                    .init(
                        code: licence.code, source: .organisations, number: licence.number,
                        day: day))
            }
            if let changed = record?.changedOn, changed <= day {
                result.data = documents.map {
                    .init(code: $0.code, source: .organisations, number: nil, day: changed)
                }
            }
        } catch { result.isUnavailable = true }
        return result
    }

    /// A draft as it would be submitted now: with what the state holds; anything else as it is.
    ///
    /// Nothing is kept of it: it is looked up again when it is submitted.
    package func lookedUp(
        _ stored: StoredCase
    ) async throws -> (stored: StoredCase, held: StateHoldings?) {
        guard stored.state.phase == .draft else { return (stored, nil) }
        let held = try await stateHoldings(of: stored, on: clock.today)
        var draft = stored
        do throws(CaseFault) {
            try draft.state.apply(
                .lookedUp(documents: held.documents, holdings: held.holdings),
                of: stored.definition)
        } catch { throw error.refusal }
        return (draft, held)
    }

    /// How an entry says that it covers a sub-activity, in the field of that name.
    private static var covered: String { "yes" }

    /// The licences of the recipient that our own registers show in force on the day.
    func heldByRegisters(
        _ stored: StoredCase, on day: Day, in transaction: any Transaction
    ) throws -> [StateHoldings.Item] {
        guard let bin = stored.bin else { return [] }
        return try stored.definition.licencesNeeded.sorted().compactMap { code in
            // `explosives:storage` is shown by an entry of the register of that licence which says
            // that it covers the sub-activity: a bare licence, or one that does not say, shows none.
            let parts = code.split(separator: ":").map(String.init)
            guard parts.count == 2 else { return nil }
            let register = "\(parts[0])-licences"
            let item = try RegisterItem.held(by: bin, in: register, on: day, in: transaction)
                .first { $0.facts?.fields[parts[1]] == Self.covered }
            return item.map { item in
                StateHoldings.Item(
                    code: code, source: .own(register: register), number: item.number, day: day)
            }
        }
    }
}

extension ServiceDefinition {
    /// The codes of all licences that may be needed.
    var licencesNeeded: Set<String> { Set(holdings.flatMap(\.needs).map(\.code)) }
}
