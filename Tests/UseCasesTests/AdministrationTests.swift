import DigitalDocuments
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// Use case 10: what the installation trusts.
@Suite(.timeLimit(.minutes(3)))
struct AdministrationTests {
    private func draft(
        _ test: TestPlatform, id: String, kind: ClientSystem.OperatorKind = .legalEntity,
        keys: JSON? = nil, decision: String? = nil
    ) -> ClientDraft {
        ClientDraft(
            id: id, name: LocalizedText(kk: "Жүйе", ru: "Система", en: "System"),
            bin: TestPeople.organisation, role: .owner, operatorKind: kind, scopes: [.kdpVerify],
            dataSets: ["persons"], keys: keys ?? ["keys": [test.systemKey.publicKey.jwk]],
            decision: decision)
    }

    @Test(.clause("KDP-2.2a", "KDP-2.4a"), arguments: Engine.allCases)
    func `state bodies, individuals and legal entities are operators, each of an organisation`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            for kind in ClientSystem.OperatorKind.allCases {
                let id = "operator-\(kind.rawValue)"
                try await test.apply(.addClient(draft(test, id: id, kind: kind)))
                let found = try #require(try await test.platform.client(id))
                #expect(found.operatorKind == kind && found.bin == TestPeople.organisation)
                #expect(found.dataSets == ["persons"] && found.scopes == [.kdpVerify])
            }
            // Another kind cannot even be stored.
            await #expect(throws: StoreError.checkViolation(table: "client")) {
                try await test.store.write { transaction in
                    try transaction.execute("UPDATE client SET operator_kind = 'nobody'")
                }
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a system with a private, weak or missing key is not registered`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            var members = test.systemKey.publicKey.jwk.members ?? []
            members.append(.init("d", "AAAA"))
            for keys in [JSON.null, [:], ["keys": []], ["keys": [.object(members)]]] {
                await #expect(throws: KeyFault.self) {
                    try await test.apply(.addClient(draft(test, id: "wrong-key", keys: keys)))
                }
            }
            let missing = try await test.platform.client("wrong-key")
            #expect(missing == nil)
            await #expect(throws: StoreError.uniqueViolation(table: "client")) {
                try await test.apply(.addClient(draft(test, id: "bank")))
            }
        }
    }

    @Test(.clause("DD-4a"), arguments: Engine.allCases)
    func `the decision that admits a system is recorded with it`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await test.apply(.addClient(draft(test, id: "admitted", decision: "№ 7")))
            #expect(try await test.platform.client("admitted")?.decision == "№ 7")
            let leaves = try await test.store.read { transaction in
                try transaction.rows(
                    "SELECT leaf FROM journal_entry WHERE kind = 'clientAdded'"
                ).map { try JSON.parse(try $0.bytes(0)) }
            }
            let leaf = try #require(leaves.first { $0["facts"]?["client"] == "admitted" })
            #expect(leaf["facts"]?["decision"] == "№ 7")
            // Who decided stands only under the entry's salt.
            #expect(leaf["personal"]?["officials"] != nil && !leaf.text.contains("first"))
        }
    }

    @Test(.clause("DD-5b"), arguments: Engine.allCases)
    func `whose signature is believed is said for each kind, and taken back at once`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            func trust(isSandbox: Bool = true) async throws -> Trust {
                try await test.store.read { try Trust.read(isSandbox: isSandbox, in: $0) }
            }
            let root = try TestAuthority.shared.get().root
            try await test.apply(
                .addIssuer(bin: TestPeople.interior, documentType: .identityCard, root: root))
            try await test.apply(
                .addIssuer(bin: TestPeople.justice, documentType: .birthCertificate, root: root))
            let both = try await trust()
            #expect(
                both.issuers == [
                    .identityCard: [TestPeople.interior], .birthCertificate: [TestPeople.justice],
                ])
            #expect(both.roots.map(\.fingerprint) == [root.fingerprint])
            // The sandbox's authority means nothing in production.
            #expect(try await trust(isSandbox: false).roots.isEmpty)
            try await test.apply(
                .disableIssuer(bin: TestPeople.justice, documentType: .birthCertificate))
            let one = try await trust()
            #expect(one.issuers == [.identityCard: [TestPeople.interior]])
            try await test.apply(
                .addIssuer(bin: TestPeople.justice, documentType: .birthCertificate, root: nil))
            #expect(try await trust().issuers.count == 2)
        }
    }

    @Test func `letting in needs a second person, shutting out does not`() throws {
        let iin = TestPeople.holder
        let body = TestPeople.organisation
        let register = RegisterDraft(
            id: "register", kind: .persons, url: "http://127.0.0.1:1", secret: "s",
            documentTypes: [])
        let weighty: [AdministrativeChange] = [
            .addOfficial(OfficialDraft(iin: iin, name: "A", body: body, role: "auditor")),
            .addRegister(register), .addIssuer(bin: body, documentType: .srts, root: nil),
        ]
        let quick: [AdministrativeChange] = [
            .disableClient(id: "bank"), .disableOfficial(iin: iin),
            .disableRegister(id: "register"), .disableIssuer(bin: body, documentType: .srts),
        ]
        #expect(weighty.allSatisfy { $0.needsSecondPerson })
        #expect(!quick.contains { $0.needsSecondPerson })
    }
}
