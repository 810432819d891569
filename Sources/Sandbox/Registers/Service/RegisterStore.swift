import Kernel
import Registers
import Store

/// A register's own store: opened, brought up to date and filled from the world once.
struct RegisterStore: Sendable {
    let kind: RegisterKind
    let store: any Store

    /// How many blocks of people one transaction stores.
    private static let blocksPerTransaction = 100

    /// Fills an empty store; one that is filled keeps what has been changed in it since.
    ///
    /// The row in `seed` is written last, so a seeding that was cut off begins anew.
    func prepare(from world: SyntheticWorld) async throws {
        try await store.migrate(RegisterSchema.migrations(kind))
        let isSeeded = try await store.read { transaction in
            try transaction.firstRow("SELECT people FROM seed WHERE id = 1") != nil
        }
        if isSeeded { return }
        try await clear()
        let blocks =
            self.kind == .organisations ? 0 : world.count / SyntheticWorld.blockSize
        let kind = kind
        for first in stride(from: 0, to: blocks, by: RegisterStore.blocksPerTransaction) {
            let last = min(blocks, first + RegisterStore.blocksPerTransaction)
            try await store.write { transaction in
                for number in first..<last {
                    try RegisterStore.insert(world.block(number), of: world, kind, transaction)
                }
            }
        }
        try await store.write { transaction in
            if kind == .organisations {
                for entity in LegalEntities.all {
                    try OrganisationTable.insert(entity.record(on: world.today), transaction)
                }
            }
            try transaction.execute("INSERT INTO seed (id, people) VALUES (1, \(world.count))")
        }
    }

    private func clear() async throws {
        let kind = kind
        try await store.write { transaction in
            switch kind {
            case .persons:
                try transaction.execute("DELETE FROM guardianship")
                try transaction.execute("DELETE FROM person")
            case .phones: try transaction.execute("DELETE FROM phone")
            case .organisations:
                try transaction.execute("DELETE FROM licence")
                try transaction.execute("DELETE FROM organisation")
            case .documents: try transaction.execute("DELETE FROM document")
            }
        }
    }

    private static func insert(
        _ block: [SyntheticPerson], of world: SyntheticWorld, _ kind: RegisterKind,
        _ transaction: any Transaction
    ) throws {
        switch kind {
        case .persons:
            let records = block.map { world.personRecord($0, in: block) }
            for record in records { try PersonTable.insert(record, transaction) }
            for record in records { try PersonTable.insertGuardians(of: record, transaction) }
        case .phones:
            for person in block {
                try PhoneTable.set(person.phone, of: person.iin, transaction)
            }
        case .organisations: break
        case .documents(let body):
            for person in block {
                for draft in world.drafts(of: person, in: block, by: body) {
                    try DocumentTable.insert(draft, transaction)
                }
            }
        }
    }
}
