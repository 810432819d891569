import AccessControl
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// Use case 05: what the person sees of a consent, and what others learn when it is taken back.
@Suite(.timeLimit(.minutes(3)))
struct ConsentUseTests {
    private func only(_ test: TestPlatform) async throws -> SubjectConsent {
        let list = try await test.platform.consents(
            of: test.person(TestPeople.holder), page: PageRequest(limit: 10, cursor: nil))
        return try #require(list.items.first)
    }

    private func detailed(_ test: TestPlatform) async throws -> SubjectConsent {
        let request = try await only(test).request.id
        return try await test.platform.consent(
            request: request, of: test.person(TestPeople.holder))
    }

    @Test(.clause("KDP-2.3a", "KDP-7c"), arguments: Engine.allCases)
    func `the person sees what is spent and left of each data set, and every use`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token(dataSets: ["IdentityCard", "persons"], uses: 2)
            #expect(try await only(test).uses.map(\.left) == [2, 2])
            var entries: [Identifier<JournalEntry>] = []
            for dataSet in ["IdentityCard", "persons", "persons", "persons"] {
                test.clock.advance(seconds: 1)
                entries.insert(try await test.verify(token, dataSet: dataSet).entry, at: 0)
            }
            let expected = [
                ("IdentityCard", Int64(1), Int64(1)), ("persons", Int64(2), Int64(0)),
            ]
            for seen in [try await only(test), try await detailed(test)] {
                #expect(seen.uses.map(\.dataSet) == expected.map(\.0))
                #expect(seen.uses.map(\.spent) == expected.map(\.1))
                #expect(seen.uses.map(\.left) == expected.map(\.2))
            }
            let history = try await detailed(test).history
            // The fourth try was refused: it is in the log and is no use.
            #expect(history.map(\.entry) == Array(entries.dropFirst()))
            #expect(history.map(\.number) == [2, 1, 1])
            #expect(history.allSatisfy { $0.owner == "owner" })
            #expect(
                history.map { $0.at.seconds - TestPeople.start.seconds } == [3, 2, 1])
            // Nothing is left of a consent that was taken back.
            let consent = try #require(try await only(test).consent)
            try await test.platform.withdraw(
                consent.id, by: test.person(TestPeople.holder), once: .unkeyed)
            #expect(try await only(test).uses.map(\.left) == [0, 0])
            #expect(try await detailed(test).history.count == 3)
        }
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `a use with a number that was used cannot be stored`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            _ = try await test.verify(try await test.token(uses: 2))
            await #expect(throws: StoreError.uniqueViolation(table: "consent_use")) {
                try await test.store.write { transaction in
                    try transaction.execute(
                        """
                        INSERT INTO consent_use (consent_id, data_set, number, owner, at, entry_id)
                        SELECT consent_id, data_set, number, owner, at, entry_id FROM consent_use
                        """)
                }
            }
        }
    }

    @Test(.clause("KDP-7c", "KDP-2.3a"), arguments: Engine.allCases)
    func `within a second of a withdrawal no use succeeds on any node`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token(uses: 3)
            let nodes = [try test.node(), try test.node()]
            for node in nodes { _ = try await test.verify(token, on: node.platform) }
            let consent = try #require(try await only(test).consent)
            let began = ContinuousClock.now
            try await nodes[0].platform.withdraw(
                consent.id, by: test.person(TestPeople.holder), once: .unkeyed)
            for node in nodes {
                #expect(try await test.verify(token, on: node.platform).refusal == .withdrawn)
            }
            #expect(ContinuousClock.now - began < .seconds(1))
        }
    }

    @Test(.clause("KDP-2.3a"), arguments: Engine.allCases)
    func `initiator and owner are told of a withdrawal by a notice that our key signs`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token()
            let consent = try #require(try await only(test).consent)
            try await test.platform.withdraw(
                consent.id, by: test.person(TestPeople.holder), once: .unkeyed)
            let notices = try await test.notices()
            #expect(notices.map(\.client).sorted() == ["bank", "owner"])
            for notice in notices {
                let claims = try JSON.parse(Array(notice.body.utf8))
                #expect(claims["event"] == "consentWithdrawn")
                #expect(claims["aud"]?.string == notice.client)
                #expect(claims["consent"]?.string == consent.id.text)
                #expect(!notice.body.contains(TestPeople.holder.digits))
                #expect(!notice.body.contains(TestPeople.holderPhone.text))
                let signed = try test.platform.signedNotice(notice.body)
                let verifier = JWSVerifier(
                    keys: test.platform.keys.verificationKeys, type: Platform.noticeType)
                #expect(try verifier.verify(signed).payload == Array(notice.body.utf8))
                // It opens nothing.
                #expect(try await test.verify(signed).refusal == .tokenInvalid)
            }
            // The owner knows the person by the name that its tokens carry.
            let owner = try #require(notices.first { $0.client == "owner" })
            #expect(
                try JSON.parse(Array(owner.body.utf8))["sub"] == parts(of: token).claims["sub"])
        }
    }

    @Test(.clause("KDP-2.3a"), arguments: Engine.allCases)
    func `a system without an address, or one that was stopped, gets no notice`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await test.ask(by: .insurer, owner: "other-owner")
            try await test.grant(request)
            let consent = try #require(try await only(test).consent)
            try await test.platform.withdraw(
                consent.id, by: test.person(TestPeople.holder), once: .unkeyed)
            #expect(try await test.notices().isEmpty)
        }
    }

    @Test(.clause("KDP-2.3a"), arguments: Engine.allCases)
    func `a duty is claimed after a withdrawal, shown to the person, and gives no use`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token(uses: 3)
            let consent = try #require(try await only(test).consent)
            let bank = try await test.system(.bank)
            func claim(
                _ clause: String = "Law 94-V, 8-2", by client: ClientSystem, on node: Platform
            ) async throws -> DutyClaim {
                try await node.claimDuty(
                    on: consent.id, clause: clause, evidence: "Contract 17", by: client,
                    once: .unkeyed)
            }
            let platform = test.platform
            #expect(
                try await refusal { try await claim(by: bank, on: platform) } == .notWithdrawn)
            try await platform.withdraw(
                consent.id, by: test.person(TestPeople.holder), once: .unkeyed)
            test.clock.advance(seconds: 1)
            let insurer = try await test.system(.insurer)
            #expect(
                try await refusal { try await claim(by: insurer, on: platform) } == .notFound)
            let first = try await claim(by: bank, on: platform)
            #expect(!first.isListed)
            #expect(
                try await refusal { try await claim(by: bank, on: platform) } == .alreadyClaimed)
            // The operator's list says which clauses it knows; it decides nothing.
            let node = try test.node {
                _ = $0.settings.enter(["withdrawal.dutyClauses": ["Law 311-II, 61"]])
            }
            let second = try await claim("Law 311-II, 61", by: bank, on: node.platform)
            #expect(second.isListed)
            let seen = try await detailed(test)
            #expect(seen.duties.map(\.clause).sorted() == ["Law 311-II, 61", "Law 94-V, 8-2"])
            #expect(seen.duties.allSatisfy { $0.evidence == "Contract 17" && $0.client == "bank" })
            let log = try await test.log(of: TestPeople.holder)
            let rows = log.filter { $0.kind == .dutyClaimed }
            // What was written by hand can be erased; what stays is its digest.
            #expect(rows.allSatisfy { $0.facts["evidence"] == nil })
            #expect(Set(rows.map(\.id)) == [first.entry, second.entry])
            #expect(Set(rows.compactMap { $0.personal["evidence"]?.string }) == ["Contract 17"])
            #expect(try await test.verify(token).refusal == .withdrawn)
            #expect(seen.status == .withdrawn && seen.uses.map(\.left) == [0])
        }
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `the token's first issue is an entry, its repetitions are not`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await test.ask()
            #expect(try await test.state(of: request).token == nil)
            try await test.grant(request)
            #expect(!(try await test.entries()).contains(.tokenIssued))
            for _ in 0..<3 { #expect(try await test.state(of: request).token != nil) }
            #expect(try await test.entries().count { $0 == .tokenIssued } == 1)
            let rows = try await test.log(of: TestPeople.holder)
            let row = try #require(rows.first { $0.kind == .tokenIssued })
            #expect(row.facts["owner"] == "owner" && row.facts["initiator"] == "bank")
        }
    }

    @Test(.clause("KDP-2.3a"), arguments: Engine.allCases)
    func `the record says to whom the data may go on, and nothing goes on that was not named`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let node = try test.node(purposes: [
                Purpose(
                    code: "insurance", name: LocalizedText(kk: "С", ru: "С", en: "Insurance"),
                    actions: [.transfer, .processing], dataSets: ["persons"],
                    lifetimeSecondsMax: 60, usesMax: 1, requestsPerSubjectPerDayMax: 9,
                    allowsCrossBorder: true)
            ])
            let bank = try await test.system(.bank)
            func ask(
                _ action: AccessAction, _ conditions: AccessConditions
            ) async throws -> AccessRequest {
                try await node.platform.requestAccess(
                    to: TestPeople.holder,
                    terms: AccessTerms(
                        service: "S", action: action, dataSets: ["persons"], owner: "owner",
                        purpose: "insurance", method: .unifiedContactCentre,
                        lifetimeSeconds: 60, uses: 1, conditions: conditions),
                    by: bank, once: .unkeyed)
            }
            let wanted = AccessConditions(
                recipients: ["Reinsurer"], crossBorder: true, publicSources: false)
            #expect(
                try await refusal { try await ask(.processing, wanted) } == .purposeNotAllowed)
            #expect(
                try await refusal {
                    try await ask(
                        .transfer,
                        AccessConditions(recipients: [], crossBorder: false, publicSources: true))
                } == .purposeNotAllowed)
            test.clock.advance(seconds: 1)
            let request = try await ask(.transfer, wanted)
            try await test.grant(request)
            let seen = try await node.platform.consent(
                request: request.id, of: test.person(TestPeople.holder))
            #expect(seen.request.terms.conditions == wanted)
            let rows = try await test.log(of: TestPeople.holder)
            let given = try #require(rows.first { $0.kind == .consentGiven })
            // Names stand only where they can be erased; what may happen to the data stays.
            #expect(given.personal["recipients"]?.array?.compactMap(\.string) == wanted.recipients)
            #expect(given.personal["service"]?.string?.isEmpty == false)
            #expect(given.facts["conditions"]?["crossBorder"]?.bool == wanted.crossBorder)
            #expect(given.facts["conditions"]?["publicSources"]?.bool == wanted.publicSources)
            for row in rows {
                #expect(row.facts["service"] == nil)
                #expect(row.facts["conditions"]?["recipients"] == nil)
            }
            #expect(rows.count { $0.kind == .accessRequestRejected } == 2)
        }
    }
}

extension TestPlatform {
    /// The notices to systems that wait to leave.
    func notices() async throws -> [(client: String, body: String)] {
        try await store.read { transaction in
            try transaction.rows(
                "SELECT recipient, body FROM outbox WHERE channel = 'callback' ORDER BY id"
            ).map { row in
                (client: String(try row.text(0).prefix { $0 != " " }), body: try row.text(1))
            }
        }
    }
}
