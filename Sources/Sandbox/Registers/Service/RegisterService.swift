import HTTPServer
import Kernel
import Registers
import Store

/// A register of the sandbox: its own listener, its own store and, if it issues documents, its own
/// key.
///
/// The platform reaches it over HTTP alone, as it would reach a real one.
package final class RegisterService: Sendable {
    /// Which register it is.
    package let kind: RegisterKind
    /// What is wrong with it, on demand.
    package let faults = RegisterFaults()

    private let store: any Store
    private let world: SyntheticWorld
    private let server: HTTPServer

    /// A register that is not yet listening.
    ///
    /// - Parameters:
    ///   - world: what an empty store is filled from.
    ///   - storePath: the file of its store; made when there is none.
    ///   - port: 0 for a free one.
    ///   - secret: what callers must present.
    ///   - clock: gives the moment that documents are as of.
    ///   - signer: needed by registers of documents, which build nothing without one.
    package init(
        _ kind: RegisterKind, world: SyntheticWorld, storePath: String, port: UInt16 = 0,
        secret: String, clock: Clock, signer: DocumentSigner? = nil
    ) throws {
        self.kind = kind
        self.world = world
        var limits = SQLiteLimits()
        // Seven registers run beside the platform: they get few threads each.
        limits.readers = 1
        self.store = try SQLiteStore(path: storePath, limits: limits)
        let endpoint = RegisterEndpoint(
            kind: kind, secret: secret, faults: faults,
            answers: RegisterAnswers(store: store, clock: clock, signer: signer))
        self.server = try HTTPServer(port: port, threads: 1) { await endpoint.answer($0) }
    }

    /// Fills the store if it is empty, then listens.
    package func start() async throws {
        try await RegisterStore(kind: kind, store: store).prepare(from: world)
        try server.start()
    }

    /// Where it listens, without a path; port 0 before the start.
    package var url: String { "http://127.0.0.1:\(server.port)" }

    /// Finishes what is in hand, closes the store.
    package func stop(graceMilliseconds: Int = 1000) async {
        await server.stop(graceMilliseconds: graceMilliseconds)
        store.close()
    }
}

/// Events of life, which scripts and tests bring about; a register that they do not concern has none.
extension RegisterService {
    /// Records a death; false when there is no such living person here.
    package func recordDeath(of iin: IIN, on day: Day) async throws -> Bool {
        guard kind == .persons else { return false }
        return try await store.write { transaction in
            try PersonTable.recordDeath(of: iin, on: day, transaction) > 0
        }
    }

    /// Ends a guardianship; false when there is none in force that began before the day.
    package func endGuardianship(
        of ward: IIN, by guardian: IIN, on day: Day
    ) async throws -> Bool {
        guard kind == .persons else { return false }
        return try await store.write { transaction in
            try PersonTable.endGuardianship(of: ward, by: guardian, on: day, transaction) > 0
        }
    }

    /// Gives the person another number, or none.
    package func setPhone(_ phone: PhoneNumber?, of iin: IIN) async throws {
        guard kind == .phones else { return }
        try await store.write { transaction in
            try PhoneTable.set(phone, of: iin, transaction)
        }
    }

    /// Enters people who are new here, with their numbers where this is the base of numbers.
    ///
    /// So many at once as one transaction holds well: a few thousand.
    package func enter(_ people: [(record: PersonRecord, phone: PhoneNumber?)]) async throws {
        let kind = kind
        try await store.write { transaction in
            for person in people {
                switch kind {
                case .persons: try PersonTable.insert(person.record, transaction)
                case .phones:
                    try PhoneTable.set(person.phone, of: person.record.iin, transaction)
                case .organisations, .documents: break
                }
            }
        }
    }

    /// Enters a restriction of a court or a bailiff.
    package func enter(_ restriction: CourtRestriction, on party: String) async throws {
        guard kind == .organisations else { return }
        try await store.write { transaction in
            try ObligationTable.insert(restriction, on: party, transaction)
        }
    }

    /// Lifts a restriction from the day on; false when there is none that lasts.
    package func liftRestriction(_ number: String, from day: Day) async throws -> Bool {
        guard kind == .organisations else { return false }
        return try await store.write { transaction in
            try ObligationTable.lift(number, from: day, transaction) > 0
        }
    }

    /// Enters a payment.
    package func enter(_ payment: FeePayment) async throws {
        guard kind == .organisations else { return }
        try await store.write { try ObligationTable.insert(payment, $0) }
    }

    /// Gives a payment back; false when there is none that was not.
    package func refund(_ receipt: String, on day: Day) async throws -> Bool {
        guard kind == .organisations else { return false }
        return try await store.write { transaction in
            try ObligationTable.refund(receipt, on: day, transaction) > 0
        }
    }

    /// Voids a document from the day on; false when there is no such valid record here.
    package func revokeDocument(_ recordID: String, on day: Day) async throws -> Bool {
        guard case .documents = kind else { return false }
        return try await store.write { transaction in
            try DocumentTable.revoke(recordID, on: day, transaction) > 0
        }
    }
}

/// What stands in the register now, past every fault that is set: for the sandbox's own controls.
extension RegisterService {
    /// The person's record; nil when there is none here.
    package func person(_ iin: IIN) async throws -> PersonRecord? {
        guard kind == .persons else { return nil }
        return try await store.read { try PersonTable.find(iin, $0) }
    }

    /// The numbers of those people who have one here.
    package func phones(of people: [IIN]) async throws -> [IIN: PhoneNumber] {
        guard kind == .phones else { return [:] }
        return try await store.read { transaction in
            var phones: [IIN: PhoneNumber] = [:]
            for iin in people { phones[iin] = try PhoneTable.find(iin, transaction) }
            return phones
        }
    }

    /// Everyone who has the number here.
    package func holders(of phone: PhoneNumber) async throws -> [IIN] {
        guard kind == .phones else { return [] }
        return try await store.read { try PhoneTable.holders(of: phone, $0) }
    }

    /// The person's documents here, void ones too.
    package func documents(of owner: IIN) async throws -> [DocumentDraft] {
        guard case .documents = kind else { return [] }
        return try await store.read { try DocumentTable.list(owner, $0) }
    }
}
