import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// Use case 10, steps 1 to 4: a weighty change waits for another person, who names it by its id.
@Suite(.timeLimit(.minutes(3)))
struct ConfirmationTests {
    private func administration(_ test: TestPlatform, isSandbox: Bool = false) -> Administration {
        Administration(
            store: test.store, journal: test.platform.journal, clock: test.clock.clock,
            random: .system, isSandbox: isSandbox, lapseDays: 7)
    }

    private func proposal(_ test: TestPlatform, id: String) -> JSON {
        [
            "id": .string(id), "name": ["kk": "Жүйе", "ru": "Система", "en": "System"],
            "bin": "940140000385", "role": "owner",
            "operatorKind": "legalEntity", "scopes": ["kdp:verify"], "dataSets": ["persons"],
            "jwks": ["keys": [test.systemKey.publicKey.jwk]],
        ]
    }

    private func propose(
        _ test: TestPlatform, id: String = "new-system", by person: String = "uid 1001"
    ) async throws -> Identifier<Administration.Proposal> {
        let json = proposal(test, id: id)
        let outcome = try await administration(test).make(
            .addClient(try ClientDraft(administration: json)), proposal: json, by: person)
        guard case .waits(let proposal) = outcome else { throw Refusal(.internalError) }
        return proposal
    }

    @Test(.clause("DD-2.5a"), arguments: Engine.allCases)
    func `a change works only when another person has confirmed it by its id`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let office = administration(test)
            let id = try await propose(test)
            let other = try await propose(test, id: "other-system")
            test.platform.clients.forget()
            #expect(try await test.platform.client("new-system") == nil)
            let waiting = try await office.proposals()
            #expect(Set(waiting.map(\.id)) == [id, other])
            #expect(waiting.allSatisfy { $0.facts["client"] != nil })

            #expect(
                try await refusal { try await office.confirm(id, by: "uid 1001") }
                    == .roleNotAllowed)
            test.platform.clients.forget()
            #expect(try await test.platform.client("new-system") == nil)
            try await office.confirm(id, by: "uid 1002")
            test.platform.clients.forget()
            #expect(try await test.platform.client("new-system") != nil)
            #expect(try await test.platform.client("other-system") == nil)
            #expect(try await office.proposals().map(\.id) == [other])
        }
    }

    @Test(arguments: Engine.allCases)
    func `what is unknown, confirmed or lapsed cannot be confirmed`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let office = administration(test)
            #expect(
                try await refusal {
                    try await office.confirm(Identifier(random: .system), by: "uid 1002")
                } == .notFound)
            let id = try await propose(test)
            try await office.confirm(id, by: "uid 1002")
            #expect(
                try await refusal { try await office.confirm(id, by: "uid 1003") } == .notFound)
            let late = try await propose(test, id: "late-system")
            test.clock.advance(seconds: 7 * 86_400)
            #expect(
                try await refusal { try await office.confirm(late, by: "uid 1002") } == .notFound)
            #expect(try await office.proposals().isEmpty)
        }
    }

    @Test(.clause("DD-2.5a"), arguments: Engine.allCases)
    func `a proposal that was declined or lapsed is an entry, and is never made`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let office = administration(test)
            let unwanted = try await propose(test)
            let change = try await office.decline(unwanted, by: "uid 1002")
            guard case .addClient(let draft) = change else {
                Issue.record("another change")
                return
            }
            #expect(draft.id == "new-system")
            for _ in 0..<2 {
                #expect(
                    try await refusal { try await office.confirm(unwanted, by: "uid 1002") }
                        == .notFound)
                #expect(
                    try await refusal { try await office.decline(unwanted, by: "uid 1002") }
                        == .notFound)
            }
            let forgotten = try await propose(test, id: "late-system")
            test.clock.advance(seconds: 7 * 86_400)
            #expect(
                try await refusal { try await office.decline(forgotten, by: "uid 1002") }
                    == .notFound)
            #expect(try await office.proposals().isEmpty)
            #expect(try await office.proposals().isEmpty)
            let kinds = try await test.entries()
            #expect(kinds.count { $0 == .changeDeclined } == 1)
            #expect(kinds.count { $0 == .changeLapsed } == 1)
            await #expect(throws: StoreError.checkViolation(table: "administration_proposal")) {
                try await test.store.write { transaction in
                    try transaction.execute(
                        "UPDATE administration_proposal SET confirmed_at = 1, confirmed_by = 'x'")
                }
            }
        }
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `another key signs on a second person's word, and only when it lies there`(
        _ engine: Engine
    ) async throws {
        struct NoFile: Error {}
        try await TestPlatform.run(on: engine) { test in
            let office = administration(test)
            let outcome = try await office.make(
                .rotateKey(kid: "next"), proposal: ["kid": "next"], by: "uid 1001")
            guard case .waits(let id) = outcome else {
                Issue.record("it did not wait")
                return
            }
            await #expect(throws: NoFile.self) {
                try await office.confirm(id, by: "uid 1002") { _ in throw NoFile() }
            }
            #expect(try await office.proposals().map(\.id) == [id])
            #expect(!(try await test.entries()).contains(.keyRotated))
            try await office.confirm(id, by: "uid 1002") { change in
                guard case .rotateKey("next") = change else { throw NoFile() }
            }
            #expect((try await test.entries()).contains(.keyRotated))
        }
    }

    @Test(arguments: Engine.allCases)
    func `what a change rests on is looked at again when it is confirmed`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let office = administration(test)
            let first = try await propose(test)
            let second = try await propose(test, by: "uid 1003")
            try await office.confirm(first, by: "uid 1002")
            await #expect(throws: StoreError.uniqueViolation(table: "client")) {
                try await office.confirm(second, by: "uid 1002")
            }
            // Nothing was half done: the proposal still waits.
            #expect(try await office.proposals().map(\.id) == [second])
        }
    }

    @Test(arguments: Engine.allCases)
    func `both people are recorded with the change, under the entry's salt`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let id = try await propose(test)
            try await administration(test).confirm(id, by: "uid 1002")
            let fields = try await test.store.read { transaction in
                try transaction.rows(
                    """
                    SELECT p.fields FROM journal_personal p JOIN journal_entry e ON e.id = p.entry_id
                    WHERE e.kind = 'clientAdded'
                    """
                ).map { try JSON.parse(Array(try $0.text(0).utf8)) }
            }
            #expect(fields.contains { $0["officials"] == ["uid 1001", "uid 1002"] })
        }
    }

    @Test func `in the sandbox nobody waits`() async throws {
        try await TestPlatform.run(on: .sqlite) { test in
            let json = proposal(test, id: "quick-system")
            let outcome = try await administration(test, isSandbox: true).make(
                .addClient(try ClientDraft(administration: json)), proposal: json, by: "uid 1")
            guard case .made = outcome else {
                Issue.record("it waits")
                return
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a store is taken by one world for good`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let now = test.clock.now
            func claim(
                _ mode: PlatformConfiguration.Mode
            ) async throws -> PlatformConfiguration.Mode? {
                try await test.store.write { transaction in
                    try InstallationMode.claim(mode, at: now, in: transaction)
                }
            }
            let fresh = try await test.store.read { try InstallationMode.read(in: $0) }
            #expect(fresh == nil)
            for mode in [PlatformConfiguration.Mode.production, .sandbox, .production] {
                let found = try await claim(mode)
                #expect(found == .production)
            }
            await #expect(throws: StoreError.checkViolation(table: "installation_mode")) {
                try await test.store.write { transaction in
                    try transaction.execute("UPDATE installation_mode SET mode = 'both'")
                }
            }
        }
    }
}
