import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Signatures
import Store
import Testing
import UseCases

/// Signing in by EDS (UC-27).
@Suite(.timeLimit(.minutes(3)))
struct EDSSignInTests {
    private static func finish(
        _ test: TestPlatform, _ challenge: EDSChallenge, _ cms: [UInt8]
    ) async throws -> NewSession {
        try await test.platform.finishEDSSignIn(
            challenge: challenge.id, cms: cms, device: "Browser")
    }

    private static func code(
        _ test: TestPlatform, _ holder: TestNCA.Holder, signing other: [UInt8]? = nil
    ) async throws -> ProblemCode? {
        let challenge = try await test.platform.startEDSSignIn()
        let cms = try holder.sign(other ?? challenge.bytes, at: test.clock.now)
        return try await refusal { try await finish(test, challenge, cms) }
    }

    @Test(.clause("DD-11a"), arguments: Engine.allCases)
    func `a signed challenge opens one session and no second one`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let bin = TestPeople.organisation
            let holder = try test.nca.issue(
                TestPeople.holder, bin: bin, roles: [.organization, .employee])
            let challenge = try await test.platform.startEDSSignIn()
            let cms = try holder.sign(challenge.bytes, at: test.clock.now)
            let session = try await Self.finish(test, challenge, cms)
            let person = try await test.platform.person(withSessionSecret: session.secret)
            #expect(person.iin == TestPeople.holder)
            #expect(person.method == .eds)
            #expect(person.bin == bin)
            #expect(
                try await refusal { try await Self.finish(test, challenge, cms) }
                    == .challengeUnknown)
            #expect(try await test.log(of: TestPeople.holder).map(\.kind) == [.signedIn])
        }
    }

    @Test(arguments: Engine.allCases)
    func `of many equal answers at once one opens a session`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            let challenge = try await test.platform.startEDSSignIn()
            let cms = try holder.sign(challenge.bytes, at: test.clock.now)
            let opened = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<5 {
                    group.addTask {
                        try await refusal { try await Self.finish(test, challenge, cms) } == nil
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(opened == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `what was signed must be this challenge of this site`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            let other = try await test.platform.startEDSSignIn()
            #expect(other.text.contains("site: http://127.0.0.1:8080\n"))
            #expect(other.text.split(separator: "\n").count == 9)
            #expect(try await Self.code(test, holder, signing: other.bytes) == .signatureRefused)
            #expect(
                try await Self.code(test, holder, signing: Array("A document".utf8))
                    == .signatureRefused)
            let challenge = try await test.platform.startEDSSignIn()
            let cms = try holder.sign(challenge.bytes, at: test.clock.now)
            for index in stride(from: 0, to: 5, by: 1) {
                var changed = cms
                changed[changed.count - 1 - index] ^= 1
                #expect(
                    try await refusal { try await Self.finish(test, challenge, changed) }
                        == .signatureRefused)
            }
            #expect(
                try await refusal { try await Self.finish(test, challenge, cms) } == .tooManyTries)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a challenge works until its end and not at it`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            let (one, other) = (
                try await test.platform.startEDSSignIn(), try await test.platform.startEDSSignIn()
            )
            let late = try holder.sign(other.bytes, at: test.clock.now)
            let cms = try holder.sign(one.bytes, at: test.clock.now)
            test.clock.now = one.expiresAt.adding(milliseconds: -1)
            _ = try await Self.finish(test, one, cms)
            test.clock.now = one.expiresAt
            #expect(
                try await refusal { try await Self.finish(test, other, late) } == .challengeExpired)
            try await test.platform.forgetOldRows()
            test.clock.advance(seconds: 3 * 86_400)
            try await test.platform.forgetOldRows()
            #expect(try await test.platform.edsChallenge(one.id) == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a certificate revoked between challenge and answer is refused and recorded`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            let challenge = try await test.platform.startEDSSignIn()
            let cms = try holder.sign(challenge.bytes, at: test.clock.now)
            test.clock.advance(seconds: 60)
            test.nca.revoke(holder)
            test.clock.advance(seconds: 1)
            #expect(
                try await refusal { try await Self.finish(test, challenge, cms) }
                    == .signatureRefused)
            #expect(try await test.log(of: TestPeople.holder).map(\.kind) == [.signInRefused])
            // The list says it as well when OCSP does not answer.
            test.nca.change { $0.isOCSPDown = true }
            #expect(try await Self.code(test, holder) == .signatureRefused)
        }
    }

    @Test(arguments: Engine.allCases)
    func `unknown revocation refuses with its own code`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            test.nca.change { $0.isOCSPDown = true }
            // A list that is current is as good.
            #expect(try await Self.code(test, holder) == nil)
            test.nca.change { $0.areListsDown = true }
            #expect(try await Self.code(test, holder) == .revocationUnknown)
            test.nca.change { world in
                world.isOCSPDown = false
                world.isOCSPIgnorant = true
            }
            #expect(try await Self.code(test, holder) == .revocationUnknown)
            test.nca.change { $0.isOCSPIgnorant = false }
            #expect(try await Self.code(test, holder) == nil)
        }
    }

    @Test(.clause("DD-11a"), arguments: Engine.allCases)
    func `an answer that somebody kept from before the revocation lets nobody in`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            let limit = SignaturePolicy.freshAnswerAgeSecondsMax
            test.nca.revoke(holder)
            test.clock.advance(seconds: 60)
            // The answer says "good", as it was then, without our nonce: the list decides.
            test.nca.change { $0.noncelessAge = limit + 1 }
            #expect(try await Self.code(test, holder) == .signatureRefused)
            test.nca.change { $0.areListsDown = true }
            #expect(try await Self.code(test, holder) == .revocationUnknown)
            // One as fresh as two clocks may differ is taken.
            let other = try test.nca.issue(TestPeople.holder)
            test.nca.change { $0.noncelessAge = limit }
            #expect(try await Self.code(test, other) == nil)
        }
    }

    @Test(.clause("DD-11a"), arguments: Engine.allCases)
    func `a busy responder leads to the next one`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            test.nca.change { world in
                world.isOCSPBusy = true
                world.areListsDown = true
            }
            #expect(try await Self.code(test, holder) == nil)
            test.nca.revoke(holder)
            test.clock.advance(seconds: 1)
            #expect(try await Self.code(test, holder) == .signatureRefused)
        }
    }

    @Test(.clause("DD-11a"), arguments: Engine.allCases)
    func `what was revoked since an old list is found in its delta, or nobody is let in`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            let revoked = try test.nca.issue(TestPeople.holder)
            test.nca.revoke(revoked)
            test.clock.advance(seconds: 1)
            test.nca.change { world in
                world.isOCSPDown = true
                world.listAge = RevocationChecker.listAgeSecondsMax + 1
            }
            #expect(try await Self.code(test, holder) == nil)
            #expect(try await Self.code(test, revoked) == .signatureRefused)
            test.nca.change { $0.isDeltaDown = true }
            #expect(try await Self.code(test, holder) == .revocationUnknown)
            #expect(try await Self.code(test, revoked) == .revocationUnknown)
            test.nca.change { $0.listAge = RevocationChecker.listAgeSecondsMax }
            #expect(try await Self.code(test, holder) == nil)
        }
    }

    @Test(.clause("DD-11a"), arguments: Engine.allCases)
    func `without the register of persons nobody is let in`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            test.registers.change { $0.people[TestPeople.holder]?.deathDate = Day("2026-11-01") }
            test.registers.change { $0.down = [.persons] }
            let challenge = try await test.platform.startEDSSignIn()
            let cms = try holder.sign(challenge.bytes, at: test.clock.now)
            #expect(
                try await refusal { try await Self.finish(test, challenge, cms) }
                    == .registerUnavailable)
            test.registers.change { $0.down = [] }
            #expect(
                try await refusal { try await Self.finish(test, challenge, cms) }
                    == .signatureNotOfPerson)
            // The challenge is not spent by a register that did not answer.
            test.registers.change { $0.people[TestPeople.holder]?.deathDate = nil }
            _ = try await Self.finish(test, challenge, cms)
        }
    }

    @Test func `expired, not yet valid, foreign and nameless certificates are refused`()
        async throws
    {
        try await TestPlatform.run(on: .sqlite) { test in
            let now = test.clock.now
            let expired = try test.nca.issue(
                TestPeople.holder, from: now.adding(seconds: -86_400), to: now.adding(seconds: -1))
            let future = try test.nca.issue(TestPeople.holder, from: now.adding(seconds: 10))
            let cipher = try test.nca.issue(TestPeople.holder, usage: [.keyEncipherment])
            let foreign = try TestNCA(clock: test.clock.clock).issue(TestPeople.holder)
            for holder in [expired, future, cipher, foreign] {
                #expect(try await Self.code(test, holder) == .signatureRefused)
            }
            // Whose certificate nobody vouches for leaves no trace with the person it names.
            #expect(try await test.log(of: TestPeople.holder).count == 3)
            let system = try test.nca.issue(
                nil, bin: TestPeople.organisation, roles: [.organization])
            #expect(try await Self.code(test, system) == .signatureNotOfPerson)
        }
    }

    @Test func `the refusal says what is wrong in three languages`() async throws {
        try await TestPlatform.run(on: .sqlite) { test in
            let now = test.clock.now
            let expired = try test.nca.issue(
                TestPeople.holder, from: now.adding(seconds: -86_400), to: now.adding(seconds: -1))
            let challenge = try await test.platform.startEDSSignIn()
            let cms = try expired.sign(challenge.bytes, at: now)
            do {
                _ = try await Self.finish(test, challenge, cms)
                Issue.record("an expired certificate signed in")
            } catch let refusal as Refusal {
                let detail = try #require(refusal.detail)
                #expect(detail.en.contains(FindingCode.certificateExpired.text.en.prefix(12)))
                #expect(Set([detail.kk, detail.ru, detail.en]).count == 3)
                #expect(!detail.en.contains(TestPeople.holder.digits))
            }
        }
    }

    @Test func `a session ends with its certificate`() async throws {
        try await TestPlatform.run(on: .sqlite) { test in
            let holder = try test.nca.issue(
                TestPeople.holder, to: test.clock.now.adding(seconds: 600))
            let challenge = try await test.platform.startEDSSignIn()
            let session = try await Self.finish(
                test, challenge, try holder.sign(challenge.bytes, at: test.clock.now))
            test.clock.advance(seconds: 600)
            _ = try await test.platform.person(withSessionSecret: session.secret)
            test.clock.advance(seconds: 1)
            #expect(
                try await refusal {
                    try await test.platform.person(withSessionSecret: session.secret)
                } == .sessionExpired)
            #expect(try await test.platform.sessions(of: session.person).isEmpty)
        }
    }

    @Test func `a GOST key signs in like any other`() async throws {
        try await TestPlatform.run(on: .sqlite) { test in
            let holder = try test.nca.issue(TestPeople.holder, key: .generateGOST())
            #expect(try await Self.code(test, holder) == nil)
        }
    }

    @Test func `who has died does not sign in`() async throws {
        try await TestPlatform.run(on: .sqlite) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            test.registers.change { $0.people[TestPeople.holder]?.deathDate = Day("2026-11-01") }
            #expect(try await Self.code(test, holder) == .signatureNotOfPerson)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the store takes no half of a session by EDS`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            await #expect(throws: StoreError.self) {
                try await test.store.write { transaction in
                    try transaction.execute(
                        """
                        INSERT INTO session (id, secret_hash, iin, display_name, device,
                            created_at, seen_at, method)
                        VALUES (\(String(repeating: "0", count: 26)),
                            \([UInt8](repeating: 1, count: 32)), \(TestPeople.holder), 'A', 'B',
                            1, 1, 'eds')
                        """)
                }
            }
        }
    }
}
