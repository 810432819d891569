import AccessControl
import DigitalDocuments
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Signatures
import Testing
import UseCases

/// A changed number and a death end what rested on them.
@Suite(.timeLimit(.minutes(3)))
struct StopAccessTests {
    private func session(_ test: TestPlatform) async throws -> NewSession {
        let attempt = try await test.platform.startSignIn(iin: TestPeople.holder, language: .en)
        let password = try #require(
            try await test.messages(to: TestPeople.holderPhone).last?.password)
        return try await test.platform.finishSignIn(
            attempt: attempt.id, code: password, device: "Browser")
    }

    private func giveNumberAway(_ test: TestPlatform) {
        test.registers.change {
            $0.phones[TestPeople.holder] = TestPeople.unknownPhone
            $0.phones[TestPeople.stranger] = TestPeople.holderPhone
        }
    }

    @Test(.clause("DD-11a"), arguments: Engine.allCases)
    func `a session ends when its number is another person's, wherever the person looks next`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let session = try await session(test)
            let platform = test.platform
            try await platform.checkStanding(of: session.person)
            giveNumberAway(test)
            // Asked a moment ago: the registers are spared for a second.
            try await platform.checkStanding(of: session.person)
            test.clock.advance(seconds: 1)
            test.registers.change { $0.down = [.phones] }
            try await platform.checkStanding(of: session.person)
            _ = try await platform.person(withSessionSecret: session.secret)
            test.registers.change { $0.down = [] }
            #expect(
                try await refusal { try await platform.checkStanding(of: session.person) }
                    == .sessionExpired)
            #expect(
                try await refusal {
                    try await platform.person(withSessionSecret: session.secret)
                } == .sessionExpired)
            let row = try #require(
                try await test.log(of: TestPeople.holder).first { $0.kind == .accessStopped })
            #expect(row.facts["cause"] == "phoneNumberChanged")
        }
    }

    @Test(.clause("DD-2.2a"), arguments: Engine.allCases, [false, true])
    func `a password that reached a number which is another's now, or nobody's, opens nothing`(
        _ engine: Engine, isLost: Bool
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let attempt = try await test.platform.startSignIn(
                iin: TestPeople.holder, language: .en)
            let password = try #require(
                try await test.messages(to: TestPeople.holderPhone).last?.password)
            if isLost {
                test.registers.change { $0.phones[TestPeople.holder] = nil }
            } else {
                giveNumberAway(test)
            }
            #expect(
                try await refusal {
                    try await test.platform.finishSignIn(
                        attempt: attempt.id, code: password, device: "Browser")
                } == .wrongOneTimePassword)
        }
    }

    @Test(.clause("KDP-2.8a", "DD-15a"), arguments: Engine.allCases)
    func `after a death consents and open access give nothing more`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token(uses: 3)
            #expect(try await test.verify(token).refusal == nil)
            let share = try await test.share()
            test.clock.advance(seconds: 1)
            test.registers.change { $0.people[TestPeople.holder]?.deathDate = Day("2026-11-20") }
            #expect(try await test.openingRefusal(share.scanned) == .codeRevoked)
            // A register that is down decides nothing; the next round asks again.
            test.registers.change { $0.down = [.persons] }
            #expect(try await test.platform.endConsentsOfDead(after: nil) == nil)
            #expect(try await test.verify(token).refusal == nil)
            test.registers.change { $0.down = [] }
            for _ in 0..<2 {
                #expect(try await test.platform.endConsentsOfDead(after: nil) == nil)
            }
            #expect(try await test.verify(token).refusal == .expired)
            let stops = try await test.log(of: TestPeople.holder).filter {
                $0.kind == .accessStopped
            }
            #expect(stops.map { $0.facts["cause"] } == ["death"])
        }
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `a verdict is repeated only while it would be given again`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let first = try #require(
                try await test.verify(test.token(), once: .unkeyed).consent)
            func now(_ consent: Consent) async throws -> Consent.UseRefusal? {
                try await test.platform.stillHolds(
                    consent.id, dataSet: "IdentityCard", use: 1, owner: "owner"
                ).1
            }
            #expect(try await now(first) == nil)
            try await test.platform.withdraw(
                first.id, by: test.person(TestPeople.holder), once: .unkeyed)
            #expect(try await now(first) == .withdrawn)
            test.clock.advance(seconds: 1)
            let second = try #require(try await test.verify(test.token()).consent)
            try await test.apply(.endIntegration(client: "bank"))
            #expect(try await now(second) == .systemNotAdmitted)
        }
    }

    @Test func `people, bodies and authorities of the sandbox are refused in production`()
        async throws
    {
        try await TestPlatform.run(on: .sqlite) { test in
            let office = Administration(
                store: test.store, journal: test.platform.journal, clock: test.clock.clock,
                random: .system, isSandbox: false, lapseDays: 7)
            let authority = try CertificateAuthority(
                root: CertificateSubject(commonName: "SANDBOX"), key: .generateES256(),
                from: test.clock.now, to: test.clock.now.adding(seconds: 1000), random: .system)
            let real = try BIN("940140000385", rules: .production)
            let changes: [AdministrativeChange] = [
                .addOfficial(
                    OfficialDraft(
                        iin: try IIN("850101100002", rules: .sandbox), name: "A", body: real,
                        role: "auditor")),
                .addIssuer(bin: TestPeople.organisation, documentType: .srts, root: nil),
                .addRoot(authority.certificate),
            ]
            for change in changes {
                await #expect(throws: AdministrativeChange.FileFault.self) {
                    try await office.make(change, proposal: [:], by: "uid 1001")
                }
            }
        }
    }
}
