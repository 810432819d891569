import AccessControl
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// KDP-3: every object that takes part is integrated with the State Service, or freed by Article 9.
@Suite(.timeLimit(.minutes(3)))
struct StandingTests {
    @Test(.clause("KDP-3a"), arguments: Engine.allCases)
    func `a system that is not integrated asks nobody, and passes once it is`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await test.apply(.endIntegration(client: "bank"))
            #expect(try await refusal { try await test.ask() } == .systemNotAdmitted)
            #expect(try await test.messages(to: TestPeople.holderPhone).isEmpty)
            #expect(try await test.log(of: TestPeople.holder).isEmpty)
            // Another initiator is not held back by it.
            _ = try await test.ask(by: .insurer)
            try await test.apply(.recordIntegration(client: "bank", evidence: "Act 7"))
            #expect(try await test.ask().outcome == nil)
            #expect(try await test.entries().count { $0 == .clientIntegrated } == 1)
        }
    }

    @Test(.clause("KDP-3a"), arguments: Engine.allCases)
    func `the data owner's own object counts as well`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token(uses: 2)
            try await test.apply(.endIntegration(client: "owner"))
            #expect(try await refusal { try await test.ask() } == .systemNotAdmitted)
            #expect(try await refusal { try await test.verify(token) } == .systemNotAdmitted)
            // The other owner of the same data is integrated.
            _ = try await test.ask(owner: "other-owner")
            try await test.apply(.recordIntegration(client: "owner", evidence: "Act 8"))
            #expect(try await test.verify(token).useNumber == 1)
        }
    }

    @Test(.clause("KDP-3a", "KDP-2.8a"), arguments: Engine.allCases)
    func `a token stops when the system that asked is no longer integrated or is stopped`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token(uses: 3)
            #expect(try await test.verify(token).useNumber == 1)
            try await test.apply(.endIntegration(client: "bank"))
            let verdict = try await test.verify(token)
            #expect(verdict.refusal == .systemNotAdmitted && verdict.useNumber == nil)
            let row = try #require(
                try await test.log(of: TestPeople.holder).first { $0.id == verdict.entry })
            #expect(row.kind == .tokenRefused && row.facts["reason"] == "systemNotAdmitted")
            try await test.apply(.recordIntegration(client: "bank", evidence: "Act 9"))
            #expect(try await test.verify(token).useNumber == 2)
            try await test.apply(.disableClient(id: "bank"))
            #expect(try await test.verify(token).refusal == .systemNotAdmitted)
        }
    }

    @Test(.clause("KDP-3b"), arguments: Engine.allCases)
    func `the four grounds of Article 9 free from integration, and the log names the ground`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await test.apply(.endIntegration(client: "bank"))
            for ground in ExemptionGround.allCases {
                try await test.apply(
                    .recordExemption(client: "bank", ground: ground, evidence: "Letter 5"))
                test.clock.advance(seconds: 1)
                _ = try await test.ask()
                let row = try #require(try await test.log(of: TestPeople.holder).first)
                #expect(row.kind == .accessRequested)
                #expect(row.facts["exemption"]?.string == ground.rawValue)
            }
            try await test.apply(.endExemption(client: "bank"))
            #expect(try await refusal { try await test.ask() } == .systemNotAdmitted)
            #expect(try await test.entries().count { $0 == .exemptionRecorded } == 4)
            #expect(try await test.entries().count { $0 == .exemptionEnded } == 1)
        }
    }

    @Test(.clause("KDP-3b"), arguments: Engine.allCases)
    func `no other ground is taken, by the file, by the store or without evidence`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            for ground in ["3", "4", "8", "9-1", "9-3", "10", "12", "", "1)"] {
                #expect(throws: AdministrativeChange.FileFault.self) {
                    try AdministrativeChange(
                        exemption: [
                            "client": "bank", "ground": .string(ground), "evidence": "Letter",
                        ])
                }
            }
            for evidence: JSON in ["", .null, .string(String(repeating: "x", count: 501))] {
                #expect(throws: AdministrativeChange.FileFault.self) {
                    try AdministrativeChange(
                        exemption: ["client": "bank", "ground": "9", "evidence": evidence])
                }
            }
            await #expect(throws: StoreError.checkViolation(table: "client_exemption")) {
                try await test.store.write { transaction in
                    try transaction.execute(
                        """
                        INSERT INTO client_exemption (client_id, ground, evidence, since)
                        VALUES ('bank', '3', 'Letter', 1)
                        """)
                }
            }
            await #expect(throws: AdministrativeChange.FileFault.self) {
                try await test.apply(
                    .recordExemption(client: "nobody", ground: .ninth, evidence: "Letter"))
            }
        }
    }

    @Test(.clause("KDP-3b"), arguments: Engine.allCases)
    func `an exemption waits for a second person, its end does not`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let administration = Administration(
                store: test.store, journal: test.platform.journal, clock: test.clock.clock,
                random: .system, isSandbox: false, lapseDays: 7)
            try await test.apply(.endIntegration(client: "bank"))
            let proposal: JSON = ["client": "bank", "ground": "9-2", "evidence": "Letter 6"]
            let change = try AdministrativeChange(exemption: proposal)
            let outcome = try await administration.make(change, proposal: proposal, by: "anna")
            guard case .waits(let id) = outcome else {
                Issue.record("it did not wait")
                return
            }
            test.platform.clients.forget()
            #expect(try await refusal { try await test.ask() } == .systemNotAdmitted)
            #expect(
                try await refusal { try await administration.confirm(id, by: "anna") }
                    == .roleNotAllowed)
            try await administration.confirm(id, by: "berik")
            test.platform.clients.forget()
            _ = try await test.ask()
            let end = AdministrativeChange.endExemption(client: "bank")
            guard case .made = try await administration.make(end, proposal: [:], by: "anna")
            else {
                Issue.record("it waited")
                return
            }
            test.platform.clients.forget()
            #expect(try await refusal { try await test.ask() } == .systemNotAdmitted)
        }
    }

    @Test(.clause("KDP-7.1a"), arguments: Engine.allCases)
    func `stopping a system ends what it still waits for, and the person sees why`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await test.ask()
            let grant = try await test.question(about: request).grant
            test.clock.advance(seconds: 1)
            try await test.apply(.disableClient(id: "bank"))
            #expect(try await test.reply(grant) == .noSuchRequest)
            let row = try #require(try await test.log(of: TestPeople.holder).first)
            #expect(row.kind == .accessStopped && row.facts["cause"] == "clientDisabled")
            let seen = try await test.platform.consent(
                request: request.id, of: test.person(TestPeople.holder))
            #expect(seen.status == .withdrawn && seen.consent == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `notices go to https, in the sandbox to this machine, and to nowhere when it is said`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            for url in ["https://bank.example/n", "http://10.0.0.1:80/n", "ftp://x", ""] {
                await #expect(throws: AdministrativeChange.FileFault.self) {
                    try await test.apply(.setCallback(client: "bank", url: url))
                }
            }
            try await test.apply(.setCallback(client: "bank", url: "http://127.0.0.1:9/n"))
            #expect(try await test.platform.callbackURL(of: "bank") == "http://127.0.0.1:9/n")
            try await test.apply(.setCallback(client: "bank", url: nil))
            #expect(try await test.platform.callbackURL(of: "bank") == nil)
            #expect(try await test.entries().count { $0 == .clientChanged } == 2)
        }
    }
}
