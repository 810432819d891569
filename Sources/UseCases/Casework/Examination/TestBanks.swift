import Casework
import Journal
import Kernel
import Signatures
import Store

/// A bank of test questions as it is kept, without its questions.
package struct StoredTestBank: Sendable, Hashable {
    /// The random name.
    package let id: Identifier<StoredTestBank>
    /// What its author calls it.
    package let title: String
    /// SHA-256 of the file, in hexadecimal.
    package let digest: String
    /// How many questions it has.
    package let questions: Int
    /// When it was loaded.
    package let loadedAt: Instant
    /// The first day on which sets are drawn from it; nil until it is opened.
    package let openedFrom: Day?

    static let columns: SQL = "b.id, b.title, b.digest, b.questions, b.loaded_at, b.opened_from"

    init(row: Row) throws {
        id = try row.identifier(0)
        title = try row.text(1)
        digest = try row.text(2)
        questions = Int(try row.integer(3))
        loadedAt = try row.instant(4)
        openedFrom = try row.integerIfPresent(5).map { Day(daysSince1970: Int($0)) }
    }
}

/// Puts banks into the store, each with its journal entry.
package struct TestBankShelf: Sendable {
    let journal: Journal
    let random: RandomSource

    /// A shelf.
    package init(journal: Journal, random: RandomSource) {
        self.journal = journal
        self.random = random
    }

    /// Adds a bank that was read from a file; it is not opened yet.
    ///
    /// - Throws: `testBankRefused` for a file that is there already.
    package func add(
        _ bank: TestBank, file: [UInt8], by officials: [String], facts: [JSON.Member] = [],
        at now: Instant, in transaction: any Transaction
    ) throws -> Identifier<StoredTestBank> {
        let id = Identifier<StoredTestBank>(random: random)
        let digest = SHA256.hash(file).bytes.hex
        guard
            try transaction.firstRow("SELECT id FROM examination_bank WHERE digest = \(digest)")
                == nil
        else { throw Refusal(.testBankRefused, ExaminationWords.loaded) }
        let entry = try journal.append(
            .testBankLoaded, at: now,
            facts: .object(
                [
                    JSON.Member("bank", .string(id.text)),
                    JSON.Member("bankDigest", .string(digest)),
                    JSON.Member("questions", .integer(Int64(bank.questions.count))),
                ] + facts),
            personal: ["officials": .array(officials.map { .string($0) })], in: transaction)
        try transaction.execute(
            """
            INSERT INTO examination_bank (id, title, digest, questions, content, loaded_at,
                entry_id)
            VALUES (\(id), \(bank.title), \(digest), \(bank.questions.count), \(file), \(now),
                \(entry))
            """)
        return id
    }

    /// Opens a bank from a day on; what was opened for an earlier day gives way to it from then on.
    ///
    /// - Throws: `notFound`; `testBankRefused` for one that is too small or open already;
    ///   `invalidField` for a past day.
    package func open(
        _ id: Identifier<StoredTestBank>, from day: Day, by officials: [String],
        facts: [JSON.Member] = [], at now: Instant, in transaction: any Transaction
    ) throws {
        let row = try transaction.lockedRows(
            "SELECT \(StoredTestBank.columns) FROM examination_bank b WHERE b.id = \(id)"
        ).first
        guard let bank = try row.map(StoredTestBank.init(row:)) else { throw Refusal(.notFound) }
        guard bank.openedFrom == nil else {
            throw Refusal(.testBankRefused, ExaminationWords.opened)
        }
        guard bank.questions >= TestRules.questions else {
            throw Refusal(
                .testBankRefused, ExaminationWords.tooSmall(bank.questions),
                clause: TestRules.clause)
        }
        guard day >= Day(at: now) else { throw Refusal(.invalidField, ExaminationWords.pastDay) }
        let entry = try journal.append(
            .testBankOpened, at: now,
            facts: .object(
                [
                    JSON.Member("bank", .string(id.text)),
                    JSON.Member("bankDigest", .string(bank.digest)),
                    JSON.Member("from", JSON(day)),
                ] + facts),
            personal: ["officials": .array(officials.map { .string($0) })], in: transaction)
        try transaction.execute(
            """
            UPDATE examination_bank SET opened_from = \(day), opened_at = \(now),
                opening_entry_id = \(entry)
            WHERE id = \(id)
            """)
    }
}

extension Platform {
    /// The most bytes of a file of questions.
    package static let testBankBytesMax = 4 << 20

    private var shelf: TestBankShelf { TestBankShelf(journal: journal, random: random) }

    /// Makes sure that the official prepares tests for the authorised body (IS-2.10).
    ///
    /// - Throws: `roleNotAllowed` for another role, and for another body.
    private func requireTestAuthor(_ official: SignedInOfficial) throws {
        try official.require(.testAuthor)
        let authorities = try configuration.settings[OpenPoints.caseworkAuthorities]
        guard authorities.body(.authorisedBody, territory: nil, on: clock.today) == official.body
        else {
            throw Refusal(.roleNotAllowed, clause: TestRules.clause)
        }
    }

    private func facts(_ official: SignedInOfficial) -> [JSON.Member] {
        [
            JSON.Member("body", .string(official.body.digits)),
            JSON.Member("official", .string(officialName(official.person.iin))),
        ]
    }

    /// Loads a file of questions (use case 47).
    ///
    /// - Throws: `testBankRefused` with everything that is wrong, row by row.
    package func loadTestBank(
        _ file: [UInt8], by official: SignedInOfficial, once: Once
    ) async throws -> StoredTestBank {
        try requireTestAuthor(official)
        let bank: TestBank
        do throws(TestBankFaults) {
            bank = try TestBank(file: file)
        } catch {
            throw Refusal(.testBankRefused, error.words, clause: TestRules.clause)
        }
        let now = clock.now()
        return try await store.write { [self] transaction in
            let id = try shelf.add(
                bank, file: file, by: [official.name], facts: facts(official), at: now,
                in: transaction)
            try once.record(entity: id.text, status: 201, at: now, in: transaction)
            return try testBank(id, in: transaction)
        }
    }

    /// Opens a bank for sittings from a day on.
    ///
    /// - Throws: as ``TestBankShelf/open(_:from:by:facts:at:in:)``.
    package func openTestBank(
        _ id: Identifier<StoredTestBank>, from day: Day, by official: SignedInOfficial, once: Once
    ) async throws -> StoredTestBank {
        try requireTestAuthor(official)
        let now = clock.now()
        return try await store.write { [self] transaction in
            try shelf.open(
                id, from: day, by: [official.name], facts: facts(official), at: now,
                in: transaction)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
            return try testBank(id, in: transaction)
        }
    }

    /// The banks, newest first.
    package func testBanks(
        for official: SignedInOfficial, page: PageRequest
    ) async throws -> ListPage<StoredTestBank> {
        try requireTestAuthor(official)
        let (at, id) = page.position
        let found = try await store.read { transaction in
            try transaction.rows(
                """
                SELECT \(StoredTestBank.columns) FROM examination_bank b
                WHERE (b.loaded_at, b.id) < (\(at), \(id))
                ORDER BY b.loaded_at DESC, b.id DESC LIMIT \(page.limit + 1)
                """
            ).map(StoredTestBank.init(row:))
        }
        return ListPage(found, limit: page.limit) { ($0.loadedAt, $0.id.text) }
    }

    private func testBank(
        _ id: Identifier<StoredTestBank>, in transaction: any Transaction
    ) throws -> StoredTestBank {
        let row = try transaction.firstRow(
            "SELECT \(StoredTestBank.columns) FROM examination_bank b WHERE b.id = \(id)")
        guard let row else { throw Refusal(.notFound) }
        return try StoredTestBank(row: row)
    }

    /// The bank from which sets are drawn on the day: the one opened for the latest day.
    ///
    /// - Throws: `caseNotInState` where none is open.
    func openTestBank(on day: Day) async throws -> (stored: StoredTestBank, bank: TestBank) {
        let row = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT \(StoredTestBank.columns), b.content FROM examination_bank b
                WHERE b.opened_from <= \(day)
                ORDER BY b.opened_from DESC, b.opened_at DESC, b.id DESC LIMIT 1
                """)
        }
        guard let row else {
            throw Refusal(.caseNotInState, ExaminationWords.noBank, clause: TestRules.clause)
        }
        return (try StoredTestBank(row: row), try TestBank(file: try row.bytes(6)))
    }
}
