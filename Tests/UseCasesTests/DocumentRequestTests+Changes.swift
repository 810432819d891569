import DigitalDocuments
import Journal
import Kernel
import Messages
import PlatformTesting
import QyzmetTesting
import Registers
import Signatures
import Store
import Testing
import UseCases

// What was right when it was asked for and is so no more when it is to be delivered.
extension DocumentRequestTests {
    @Test(arguments: Engine.allCases)
    func `a number that changed hands consents to nothing, and the answer is noted once`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await request(test)
            let grant = try await question(test).grant
            test.registers.change {
                $0.phones[TestPeople.holder] = TestPeople.unknownPhone
                $0.phones[TestPeople.stranger] = TestPeople.holderPhone
            }
            #expect(try await test.reply(grant, id: "gateway-1") == .otherPerson)
            #expect(try await test.reply(grant, id: "gateway-1") == .repeated)
            #expect(try await delivery(test, request).request.status == .awaitingSubject)
        }
    }

    @Test(.clause("DD-20a", "DD-20c"), arguments: Engine.allCases)
    func `an SMS that cannot be delivered ends the request, and both sides read it`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let asked = try await request(test)
            let sent = try #require(try await test.messages(to: TestPeople.holderPhone).last)
            #expect(sent.reference == asked.id.text)
            test.clock.advance(seconds: 1)
            let (platform, now) = (test.platform, test.clock.now)
            for _ in 0..<2 {
                try await test.store.write { transaction in
                    try platform.noteUndeliverable(
                        SettledMessage(
                            id: Identifier(random: .system), channel: .sms,
                            address: TestPeople.holderPhone.text, reference: asked.id.text,
                            at: now), in: transaction)
                }
            }
            #expect(try await delivery(test, asked).request.status == .undeliverable)
            let log = try await test.log(of: TestPeople.holder)
            #expect(log.first?.kind == .requestUndeliverable)
            #expect(log.first?.facts["client"] == "shop")
            #expect(log.count { $0.kind == .requestUndeliverable } == 1)
            // Neither the password nor a late reply helps any more.
            let shop = try await test.system(.shop)
            #expect(
                try await refusal {
                    try await platform.consent(
                        to: asked.id, password: sent.password, presentedBy: shop, once: .unkeyed)
                } == .oneTimePasswordExpired)
            #expect(try await test.reply(sent.grant) == .late)
        }
    }

    @Test(.clause("DD-20b", "DD-2.2a"), arguments: Engine.allCases)
    func `the right password consents to nothing once the number is another's or its owner dead`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await request(test)
            let password = try await question(test).password
            let before = test.registers.world
            let changes: [@Sendable (inout TestRegisters.World) -> Void] = [
                { $0.phones[TestPeople.holder] = nil },
                {
                    $0.phones[TestPeople.holder] = TestPeople.unknownPhone
                    $0.phones[TestPeople.stranger] = TestPeople.holderPhone
                },
                { $0.people[TestPeople.holder]?.deathDate = Day("2026-11-20") },
            ]
            for change in changes {
                test.registers.change(change)
                #expect(
                    try await refusal { try await consent(test, request, password) }
                        == .phoneNotRegistered)
                test.registers.change { $0 = before }
            }
            test.registers.change { $0.down = [.phones] }
            #expect(
                try await refusal { try await consent(test, request, password) }
                    == .registerUnavailable)
            test.registers.change { $0.down = [] }
            #expect(try await delivery(test, request).request.status == .awaitingSubject)
            #expect(try await test.entries().contains(.consentGiven) == false)
            try await consent(test, request, password)
            #expect(try await delivery(test, request).opened != nil)
        }
    }

    @Test(.clause("DD-16a", "DD-20a"), arguments: Engine.allCases)
    func `what a person who has died since consented to is not delivered`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await request(test)
            try await consent(test, request, try await question(test).password)
            test.registers.change { $0.people[TestPeople.holder]?.deathDate = Day("2026-11-20") }
            for _ in 0..<2 {
                do {
                    _ = try await delivery(test, request)
                    Issue.record("delivered")
                } catch let refusal as Refusal {
                    #expect(refusal.code == .consentNotActive)
                    #expect(refusal.clause?.tag == "DD-16")
                }
            }
            #expect(test.registers.world.builds == 0)
            #expect(try await test.entries().count { $0 == .documentNotDelivered } == 2)
        }
    }

    @Test(.clause("KDP-7c", "DD-20c"), arguments: Engine.allCases)
    func `an owner's silence is recorded once, and no answer counts after it`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let (platform, answered) = (test.platform, try await request(test))
            #expect(try await test.reply(try await question(test).grant) == .documentConsented)
            test.clock.advance(seconds: 1)
            let silent = try await request(test)
            let sent = try await question(test)
            test.clock.now = silent.answerBy.adding(milliseconds: -1)
            #expect(try await platform.recordExpiredDocumentRequests() == 0)
            test.clock.now = silent.answerBy
            #expect(try await platform.recordExpiredDocumentRequests() == 1)
            #expect(try await platform.recordExpiredDocumentRequests() == 0)
            // A node whose clock is a little behind does not undo it.
            test.clock.now = silent.answerBy.adding(milliseconds: -1)
            #expect(try await test.reply(sent.grant) == .late)
            #expect(
                try await refusal { try await consent(test, silent, sent.password) }
                    == .oneTimePasswordExpired)
            test.clock.now = silent.answerBy
            #expect(try await delivery(test, silent).request.status == .expired)
            #expect(try await delivery(test, answered).request.status == .expired)
            let rows = try await test.log(of: TestPeople.holder).filter {
                $0.kind == .requestExpired
            }
            #expect(rows.map { $0.facts["request"] } == [.string(silent.id.text)])
            #expect(rows.first?.facts["client"] == "shop")
            #expect(rows.first?.facts["clause"] == "DD-20")
        }
    }

    @Test(.clause("DD-20a"), arguments: Engine.allCases)
    func `a system that names nobody's numbers is not answered for the rest of the hour`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let max = Int(
                test.platform.configuration.settings.shipped(
                    OpenPoints.unknownNumbersPerHour))
            #expect(max == 30)
            @Sendable func code(_ phone: PhoneNumber) async throws -> ProblemCode? {
                try await refusal { try await request(test, phone: phone) }
            }
            for _ in 1..<max {
                let answer = try await code(TestPeople.unknownPhone)
                #expect(answer == .phoneNotRegistered)
            }
            // A register that is down is no miss, nor is a number that is somebody's.
            test.registers.change { $0.down = [.phones] }
            #expect(try await code(TestPeople.unknownPhone) == .registerUnavailable)
            test.registers.change { $0.down = [] }
            #expect(try await code(TestPeople.holderPhone) == nil)
            // Of many at once one is the last miss; the others learn nothing.
            let answers = try await withThrowingTaskGroup(of: ProblemCode?.self) { group in
                for _ in 0..<6 {
                    group.addTask { try await code(TestPeople.unknownPhone) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0 == .phoneNotRegistered } == 1, "\(answers)")
            #expect(answers.count { $0 == .tooManyRequests } == 5)
            // Now neither what is nobody's nor what is somebody's is told.
            for phone in [TestPeople.unknownPhone, TestPeople.strangerPhone] {
                #expect(try await code(phone) == .tooManyRequests)
            }
            #expect(try await test.messages(to: TestPeople.strangerPhone).isEmpty)
            test.clock.advance(seconds: 3601)
            #expect(try await code(TestPeople.strangerPhone) == nil)
            test.clock.advance(seconds: 86_400)
            try await test.platform.forgetOldRows()
            let left = try await test.store.read {
                try $0.firstRow("SELECT COUNT(*) FROM unknown_number")?.integer(0)
            }
            #expect(left == 0)
        }
    }
}
