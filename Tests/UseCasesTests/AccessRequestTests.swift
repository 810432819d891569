import AccessControl
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Signatures
import Testing
import UseCases

/// Use case 03: asking, and what becomes of it.
@Suite(.timeLimit(.minutes(3)))
struct AccessRequestTests {
    @Test(.clause("KDP-2.2a", "KDP-2.7a", "KDP-7.1a"), arguments: Engine.allCases)
    func `the SMS names who asks, what for, which data and how to answer`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            // An initiator is a system that an organisation owns.
            #expect(try await test.system(.bank).bin == TestPeople.organisation)
            let request = try await test.ask(dataSets: ["IdentityCard", "persons"])
            #expect(request.status(at: test.clock.now) == .awaitingSubject)
            let message = try await test.question(about: request)
            // The holder is served in Russian.
            let code = String(message.grant.prefix(4))
            let parts = [
                "Система bank", "Установление личности", "удостоверение личности",
                "регистр населения", "обработка", "\(code) 1", "\(code) 2", "10 мин", "1414",
                "http://127.0.0.1:8080/access-requests/\(request.id.text)",
            ]
            for part in parts { #expect(message.body.contains(part)) }
            #expect(message.body.utf16.count <= ConsentMessage.lengthMax)

            let row = try #require(try await test.log(of: TestPeople.holder).first)
            #expect(row.kind == .accessRequested)
            #expect(row.facts["initiator"] == "bank" && row.facts["owner"] == "owner")
            #expect(row.facts["purpose"] == "identityCheck" && row.facts["uses"] == 1)
            #expect(row.facts["dataSets"] == ["IdentityCard", "persons"])
        }
    }

    @Test(.clause("KDP-2.8a", "KDP-7c", "KDP-7.1a"), arguments: Engine.allCases)
    func `consent by SMS gives the initiator a token without the person's number`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await test.ask(uses: 2)
            #expect(try await test.state(of: request).token == nil)
            test.clock.advance(seconds: 60)
            try await test.grant(request)
            let state = try await test.state(of: request)
            #expect(state.status == .granted)
            #expect(state.expiresAt == TestPeople.start.adding(seconds: 3660))
            let token = try #require(state.token)
            #expect(
                token.allSatisfy {
                    $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0))
                })
            let (header, claims) = try parts(of: token)
            #expect(header["kid"]?.string == test.key.keyIdentifier && header["typ"] == "kdp+jwt")
            // The holder of the token is the initiator; the reader is the owner.
            #expect(claims["azp"] == "bank" && claims["aud"] == "owner" && claims["uses"] == 2)
            #expect(claims["exp"]?.integer == state.expiresAt?.seconds)
            #expect(!claims.text.contains(TestPeople.holder.digits))
            // Made anew at each asking, always for the same consent.
            test.clock.advance(seconds: 5)
            let again = try #require(try await test.state(of: request).token)
            #expect(try parts(of: again).claims == claims)
            // Two of them have the same moment, so their order is by name.
            let kinds = try await test.log(of: TestPeople.holder).map(\.kind)
            #expect(
                kinds.count == 3
                    && Set(kinds) == [.tokenIssued, .consentGiven, .accessRequested])
        }
    }

    @Test(.clause("KDP-2.3a"), arguments: Engine.allCases)
    func `each action is consented to by itself`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            for action in [AccessAction.collection, .processing] {
                test.clock.advance(seconds: 1)
                let request = try await test.ask(action: action)
                let body = try await test.question(about: request).body
                #expect(body.contains(action.name.ru))
                try await test.grant(request)
                let token = try #require(try await test.state(of: request).token)
                #expect(try parts(of: token).claims["action"]?.string == action.rawValue)
            }
            #expect(
                try await refusal { try await test.ask(action: .transfer) } == .purposeNotAllowed)
        }
    }

    @Test(.clause("KDP-7c"), arguments: Engine.allCases)
    func `a refusal is on record and gives no access`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await test.ask()
            let question = try await test.question(about: request)
            test.clock.advance(seconds: 1)
            #expect(try await test.reply(question.refuse) == .refused)
            let state = try await test.state(of: request)
            #expect(state.status == .refused && state.token == nil)
            // What was refused is not granted by a second thought.
            #expect(try await test.reply(question.grant) == .noSuchRequest)
            #expect(try await test.state(of: request).status == .refused)
            #expect(
                try await test.log(of: TestPeople.holder).map(\.kind) == [
                    .consentRefused, .accessRequested,
                ])
        }
    }

    @Test(.clause("KDP-7c"), arguments: Engine.allCases)
    func `an answer counts until the end and not at it; silence is recorded`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let (first, second) = (try await test.ask(), try await test.ask())
            test.clock.now = first.answerBy.adding(milliseconds: -1)
            try await test.grant(first)
            #expect(try await test.platform.recordExpiredRequests() == 0)
            test.clock.now = second.answerBy
            #expect(try await test.reply(test.question(about: second).grant) == .late)
            let state = try await test.state(of: second)
            #expect(state.status == .expired && state.token == nil)
            #expect(try await test.platform.recordExpiredRequests() == 1)
            #expect(try await test.platform.recordExpiredRequests() == 0)
            #expect(try await test.state(of: second).status == .expired)
            #expect(try await test.reply(test.question(about: second).grant) == .noSuchRequest)
            let kinds = try await test.log(of: TestPeople.holder).map(\.kind)
            #expect(kinds.count { $0 == .requestExpired } == 1)
            #expect(kinds.count { $0 == .consentGiven } == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `only the number that was asked can answer`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await test.ask()
            let grant = try await test.question(about: request).grant
            for phone in [TestPeople.strangerPhone, TestPeople.unknownPhone] {
                #expect(try await test.reply(grant, from: phone) == .noSuchRequest)
            }
            #expect(try await test.state(of: request).status == .awaitingSubject)
            #expect(try await test.reply(grant) == .granted)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a number that changed hands, or whose person died, cannot answer`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await test.ask()
            let grant = try await test.question(about: request).grant
            test.registers.change {
                $0.phones[TestPeople.holder] = TestPeople.unknownPhone
                $0.phones[TestPeople.stranger] = TestPeople.holderPhone
            }
            #expect(try await test.reply(grant) == .otherPerson)
            test.registers.change {
                $0.phones[TestPeople.holder] = TestPeople.holderPhone
                $0.people[TestPeople.holder]?.deathDate = Day("2026-11-20")
            }
            #expect(try await test.reply(grant) == .otherPerson)
            #expect(try await test.state(of: request).status == .awaitingSubject)
        }
    }

    @Test(arguments: Engine.allCases)
    func `an answer that cannot be checked now is brought again and counts once`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await test.ask()
            let grant = try await test.question(about: request).grant
            test.registers.change { $0.down = [.phones] }
            #expect(
                try await refusal { try await test.reply(grant, id: "gateway-1") }
                    == .registerUnavailable)
            test.registers.change { $0.down = [] }
            #expect(try await test.reply(grant, id: "gateway-1") == .granted)
            #expect(try await test.reply(grant, id: "gateway-1") == .repeated)
            #expect(try await test.reply(grant, id: "gateway-2") == .noSuchRequest)
            let kinds = try await test.log(of: TestPeople.holder).map(\.kind)
            #expect(kinds.count { $0 == .consentGiven } == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `equal answers at once count once`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await test.ask()
            let question = try await test.question(about: request)
            let outcomes = try await withThrowingTaskGroup(of: AnswerOutcome.self) { group in
                for index in 0..<8 {
                    let text = index % 2 == 0 ? question.grant : question.refuse
                    group.addTask { try await test.reply(text) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == .granted || $0 == .refused } == 1)
            let kinds = try await test.log(of: TestPeople.holder).map(\.kind)
            #expect(kinds.count { $0 == .consentGiven || $0 == .consentRefused } == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `two open requests of one number are told apart`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let (one, other) = (try await test.ask(), try await test.ask(by: .insurer))
            let first = try await test.question(about: one)
            let second = try await test.question(about: other)
            #expect(first.grant != second.grant)
            #expect(try await test.reply(second.refuse) == .refused)
            #expect(try await test.state(of: one).status == .awaitingSubject)
            #expect(try await test.reply(first.grant) == .granted)
            #expect(try await test.state(of: one).status == .granted)
            #expect(try await test.state(of: other, by: .insurer).status == .refused)
        }
    }

    @Test(arguments: Engine.allCases)
    func `an unclear text or a voucher's answer touches no request`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await test.ask()
            let code = try await test.question(about: request).grant.prefix(4)
            for text in ["21*1", "21*2"] {
                #expect(try await test.reply(text) == .noSuchRequest)
            }
            for text in ["", "да", "1", "\(code)", "\(code) 3", "\(code) 1 2"] {
                #expect(try await test.reply(text) == .unclear)
            }
            #expect(try await test.state(of: request).status == .awaitingSubject)
        }
    }

    @Test(.clause("KDP-2.3a"), arguments: Engine.allCases)
    func `what breaks a limit troubles nobody, and the person reads of the try`(_ engine: Engine)
        async throws
    {
        try await TestPlatform.run(on: engine) { test in
            let owner = try await test.system(.owner)
            #expect(owner.role == .owner && !owner.dataSets.contains("Diploma"))
            // A data owner that is not registered with the service, or a system that is no owner.
            for owner in ["unheard", "bank"] {
                #expect(try await refusal { try await test.ask(owner: owner) } == .unknownOwner)
            }
            #expect(
                try await refusal { try await test.ask(dataSets: ["Diploma"]) } == .unknownDataSet)
            #expect(
                try await refusal { try await test.ask(dataSets: ["families"]) }
                    == .purposeNotAllowed)
            #expect(
                try await refusal { try await test.ask(purpose: "curiosity") }
                    == .purposeNotAllowed)
            #expect(try await refusal { try await test.ask(lifetime: 3601) } == .lifetimeTooLong)
            #expect(try await refusal { try await test.ask(uses: 4) } == .tooManyUses)
            #expect(
                try await refusal { try await test.ask(method: .ownMeans) } == .methodNotAvailable)
            #expect(try await test.messages(to: TestPeople.holderPhone).isEmpty)
            // What is wrong with the call alone is not about the person.
            let log = try await test.log(of: TestPeople.holder)
            #expect(log.allSatisfy { $0.kind == .accessRequestRejected })
            #expect(
                log.compactMap { $0.facts["code"]?.string }.sorted() == [
                    "lifetimeTooLong", "purposeNotAllowed", "purposeNotAllowed", "tooManyUses",
                ])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a person is asked for one purpose as often as it allows`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            for _ in 0..<5 {
                _ = try await test.ask()
                test.clock.advance(seconds: 60)
            }
            #expect(try await refusal { try await test.ask() } == .tooFrequent)
            // Another initiator has its own count; another person too.
            _ = try await test.ask(by: .insurer)
            _ = try await test.ask(TestPeople.stranger)
            test.clock.now = TestPeople.start.adding(seconds: 86_400)
            _ = try await test.ask()
            #expect(try await refusal { try await test.ask() } == .tooFrequent)
        }
    }

    @Test(arguments: Engine.allCases)
    func `who is unknown, dead or without a number cannot be told apart`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.registers.change { $0.people[TestPeople.stranger]?.deathDate = Day("2026-11-01") }
            for iin in [TestPeople.unknown, TestPeople.stranger, TestPeople.child] {
                let request = try await test.ask(iin)
                let state = try await test.state(of: request)
                #expect(state.status == .undeliverable && state.token == nil)
                #expect(try await test.log(of: iin).map(\.kind) == [.requestUndeliverable])
            }
            #expect(try await test.messages(to: TestPeople.strangerPhone).isEmpty)
            test.registers.change { $0.down = [.phones] }
            #expect(try await refusal { try await test.ask() } == .registerUnavailable)
            #expect(try await test.log(of: TestPeople.holder).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `another initiator's request does not exist`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await test.ask()
            #expect(
                try await refusal { try await test.state(of: request, by: .insurer) } == .notFound)
            let nothing = Identifier<AccessRequest>(random: .system)
            #expect(
                try await refusal {
                    try await test.platform.accessRequest(
                        nothing, of: try await test.system(.bank), waitSeconds: 0)
                } == .notFound)
        }
    }

    @Test(arguments: Engine.allCases)
    func `who waits learns of the answer when it comes`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await test.ask()
            let grant = try await test.question(about: request).grant
            async let waiting = test.state(of: request, wait: 20)
            try await Task.sleep(for: .milliseconds(50))
            #expect(try await test.reply(grant) == .granted)
            #expect(try await waiting.token != nil)
        }
    }
}
