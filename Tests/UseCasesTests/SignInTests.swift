import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Testing
import UseCases

/// Use case 01; every attempt takes a quarter of a second by design.
@Suite(.timeLimit(.minutes(3)))
struct SignInTests {
    private static func start(
        _ test: TestPlatform, _ iin: IIN = TestPeople.holder
    ) async throws -> SignInAttempt {
        try await test.platform.startSignIn(iin: iin, language: .en)
    }

    private static func finish(
        _ test: TestPlatform, _ attempt: SignInAttempt, _ code: String
    ) async throws -> NewSession {
        try await test.platform.finishSignIn(attempt: attempt.id, code: code, device: "Browser")
    }

    @Test(.clause("DD-2.2a"), arguments: Engine.allCases)
    func `a password opens one session and no second one`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let attempt = try await Self.start(test)
            #expect(attempt.maskedPhone == "+7 ••• ••• •• 01")
            #expect(attempt.expiresAt == TestPeople.start.adding(seconds: 300))
            let sent = try await test.messages(to: TestPeople.holderPhone)
            let password = try #require(sent.first).password
            #expect(sent.count == 1 && password.count == 6)

            let session = try await Self.finish(test, attempt, password)
            #expect(session.person.iin == TestPeople.holder)
            #expect(session.person.displayName == "Сейітова Айгерім")
            let found = try await test.platform.person(withSessionSecret: session.secret)
            #expect(found == session.person)
            #expect(try await test.log(of: TestPeople.holder).map(\.kind) == [.signedIn])

            // UC-01 4c: used already.
            #expect(
                try await refusal { try await Self.finish(test, attempt, password) }
                    == .wrongOneTimePassword)
        }
    }

    @Test(.clause("DD-2.2a"), arguments: Engine.allCases)
    func `a password of one attempt is wrong in another`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let first = try await Self.start(test)
            test.clock.advance(seconds: 1)
            let second = try await Self.start(test)
            let sent = try await test.messages(to: TestPeople.holderPhone).map(\.password)
            try #require(sent.count == 2 && sent[0] != sent[1])
            #expect(
                try await refusal { try await Self.finish(test, second, sent[0]) }
                    == .wrongOneTimePassword)
            // Both are good in their own attempt.
            _ = try await Self.finish(test, first, sent[0])
            _ = try await Self.finish(test, second, sent[1])
        }
    }

    @Test(.clause("DD-2.2a"), arguments: Engine.allCases)
    func `the fifth wrong password ends the attempt`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let attempt = try await Self.start(test)
            let password = try #require(
                try await test.messages(to: TestPeople.holderPhone).first
            ).password
            for number in 1...5 {
                let code = try await refusal { try await Self.finish(test, attempt, "000000") }
                #expect(code == (number < 5 ? .wrongOneTimePassword : .tooManyTries))
            }
            #expect(
                try await refusal { try await Self.finish(test, attempt, password) }
                    == .tooManyTries)
            #expect(try await test.log(of: TestPeople.holder).map(\.kind) == [.signInRefused])
        }
    }

    @Test(.clause("DD-2.2a"), arguments: Engine.allCases)
    func `a password works until its end and not at it`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let (one, other) = (try await Self.start(test), try await Self.start(test))
            let sent = try await test.messages(to: TestPeople.holderPhone).map(\.password)
            test.clock.now = one.expiresAt.adding(milliseconds: -1)
            var opened = 0
            for password in sent {
                if try await refusal({ try await Self.finish(test, one, password) }) == nil {
                    opened += 1
                }
            }
            #expect(opened == 1)
            test.clock.now = other.expiresAt
            for password in sent {
                #expect(
                    try await refusal { try await Self.finish(test, other, password) }
                        == .oneTimePasswordExpired)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `of many equal requests at once one opens a session`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let attempt = try await Self.start(test)
            let password = try #require(
                try await test.messages(to: TestPeople.holderPhone).first
            ).password
            let opened = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await refusal { try await Self.finish(test, attempt, password) } == nil
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(opened == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `who cannot be reached gets the same answer and no message`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let noPhone = TestPeople.child
            test.registers.change { $0.people[TestPeople.stranger]?.deathDate = Day("2026-11-01") }
            for iin in [TestPeople.unknown, TestPeople.stranger, noPhone] {
                let first = try await Self.start(test, iin)
                let second = try await Self.start(test, iin)
                #expect(first.maskedPhone == second.maskedPhone)
                #expect(first.maskedPhone.count == "+7 ••• ••• •• 01".count)
                #expect(first.expiresAt == TestPeople.start.adding(seconds: 300))
                for code in ["123456", ""] {
                    #expect(
                        try await refusal { try await Self.finish(test, first, code) }
                            == .wrongOneTimePassword)
                }
                _ = try await Self.start(test, iin)
                #expect(try await refusal { try await Self.start(test, iin) } == .tooManyRequests)
            }
            #expect(try await test.messages(to: TestPeople.strangerPhone).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a register that is down changes nothing in the answer`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.registers.change { $0.down = [.persons] }
            let attempt = try await Self.start(test)
            #expect(attempt.expiresAt == TestPeople.start.adding(seconds: 300))
            #expect(try await test.messages(to: TestPeople.holderPhone).isEmpty)
        }
    }

    @Test func `three passwords in ten minutes and ten in a day are sent, no more`() async throws {
        try await TestPlatform.run(on: .sqlite) { test in
            for round in 1...4 {
                for _ in 1...(round == 4 ? 1 : 3) { _ = try await Self.start(test) }
                #expect(try await refusal { try await Self.start(test) } == .tooManyRequests)
                test.clock.advance(seconds: 600)
            }
            #expect(try await test.messages(to: TestPeople.holderPhone).count == 10)
            test.clock.advance(seconds: 86_400 - 2400)
            _ = try await Self.start(test)
        }
    }

    @Test(.clause("DD-11a"), arguments: Engine.allCases)
    func `a session ends idle, at its longest and by signing out`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let platform = test.platform
            func enter() async throws -> NewSession {
                let attempt = try await Self.start(test)
                let sent = try await test.messages(to: TestPeople.holderPhone)
                return try await Self.finish(test, attempt, try #require(sent.last).password)
            }
            #expect(
                try await refusal { try await platform.person(withSessionSecret: "guess") }
                    == .notSignedIn)

            let idle = try await enter()
            test.clock.advance(seconds: 899)
            _ = try await platform.person(withSessionSecret: idle.secret)
            test.clock.advance(seconds: 899)
            _ = try await platform.person(withSessionSecret: idle.secret)
            test.clock.advance(seconds: 900)
            #expect(
                try await refusal { try await platform.person(withSessionSecret: idle.secret) }
                    == .sessionExpired)

            let long = try await enter()
            for _ in 0..<57 {
                test.clock.advance(seconds: 500)
                _ = try await platform.person(withSessionSecret: long.secret)
            }
            test.clock.advance(seconds: 300)
            #expect(
                try await refusal { try await platform.person(withSessionSecret: long.secret) }
                    == .sessionExpired)

            let (here, there) = (try await enter(), try await Self.second(test))
            #expect(try await platform.sessions(of: here.person).count == 2)
            try await platform.signOut(here.person, everywhere: false)
            #expect(
                try await refusal { try await platform.person(withSessionSecret: here.secret) }
                    == .sessionExpired)
            _ = try await platform.person(withSessionSecret: there.secret)
            try await platform.signOut(there.person, everywhere: true)
            #expect(
                try await refusal { try await platform.person(withSessionSecret: there.secret) }
                    == .sessionExpired)
            #expect(try await platform.sessions(of: here.person).isEmpty)
        }
    }

    private static func second(_ test: TestPlatform) async throws -> NewSession {
        test.clock.advance(seconds: 1)
        let attempt = try await start(test)
        let sent = try await test.messages(to: TestPeople.holderPhone)
        return try await finish(test, attempt, try #require(sent.last).password)
    }
}
