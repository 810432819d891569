import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Store
import Testing
import UseCases

/// Use case 38: a complaint goes to the akimat through e-Otinish, once, whatever happens on the way.
@Suite(.timeLimit(.minutes(3)))
struct VoucherAppealTests {
    /// A family that has complained about the second line of its receipt.
    private func complained(
        _ test: TestPlatform
    ) async throws -> (family: TestFamily, complaint: VoucherComplaint) {
        let family = try await test.activeFamily()
        let till = try await test.addTill("till-1")
        let basket = try await test.scan(family, at: till)
        let purchase = try await test.platform.redeem(
            test.draft(
                "r1", .basket(basket.basket.id), [test.line("bread", "2"), test.line("milk", "1")]),
            by: till)
        let complaint = try await test.platform.complain(
            "Бағасы қымбат", line: 2, purchase: purchase.id, by: test.person(family.recipient),
            once: .unkeyed)
        return (family, complaint)
    }

    private func row(
        _ id: Identifier<VoucherComplaint>, _ test: TestPlatform
    ) async throws -> VoucherComplaintRow {
        try #require(try await test.platform.complaint(id))
    }

    @Test(.clause("FV-30b"), arguments: Engine.allCases)
    func `a complaint is registered with number, day and term, which the inbox then goes by`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let appeals = TestAppeals()
            let (family, complaint) = try await complained(test)
            let before = try await row(complaint.id, test)
            #expect(before.appeal.state == .waiting && before.appeal.registration == nil)
            #expect(before.appeal.termReason.en.contains("working days"))
            #expect(try await test.platform.appealHealth().waiting == 1)
            #expect(try await test.platform.forwardComplaints(through: appeals.system) == 1)
            let after = try await row(complaint.id, test)
            let registration = try #require(after.appeal.registration)
            #expect(after.appeal.state == .registered && registration.number == "ЖТ-2025-1")
            #expect(registration.registeredOn == Day("2025-07-07"))
            #expect(registration.due == Day("2025-07-17"))
            #expect(after.complaint.due == Day("2025-07-17"))
            #expect(after.appeal.termReason.kk == "он күн")
            #expect(try await test.platform.appealHealth().waiting == 0)
            let draft = try #require(appeals.drafts.first)
            #expect(draft.applicant == family.recipient && draft.text == "Бағасы қымбат")
            #expect(draft.placeKato == "113220100" && draft.subject.contains("milk"))
            let kinds = try await test.log(of: family.recipient).map(\.kind)
            #expect(kinds.contains(.voucherComplaintRegistered))
            // Registered, there is nothing left to send: it is only looked for an answer.
            test.clock.advance(seconds: 61)
            try await test.platform.forwardComplaints(through: appeals.system)
            #expect(appeals.drafts.count == 1)
        }
    }

    @Test(.clause("FV-30b"), arguments: Engine.allCases)
    func `while e-Otinish is down the complaint waits with growing pauses, then goes once`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let appeals = TestAppeals()
            appeals.mood = .down
            let (_, complaint) = try await complained(test)
            for attempt in 1...6 {
                #expect(try await test.platform.forwardComplaints(through: appeals.system) == 1)
                // Not again before its pause is over.
                #expect(try await test.platform.forwardComplaints(through: appeals.system) == 0)
                let standing = try await row(complaint.id, test).appeal
                #expect(standing.state == .waiting && standing.attempts == Int64(attempt))
                #expect(standing.fault == "unavailable")
                test.clock.advance(seconds: Int64(1 << attempt))
            }
            #expect(appeals.records.isEmpty)
            appeals.mood = .right
            test.clock.advance(seconds: 300)
            try await test.platform.forwardComplaints(through: appeals.system)
            let standing = try await row(complaint.id, test).appeal
            #expect(standing.state == .registered && standing.fault == nil)
            #expect(appeals.drafts.count == 1)
        }
    }

    @Test(.clause("FV-30b"), arguments: Engine.allCases)
    func `an appeal that was sent and not recorded keeps the number that it has`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let appeals = TestAppeals()
            appeals.mood = .answerLost
            let (_, complaint) = try await complained(test)
            try await test.platform.forwardComplaints(through: appeals.system)
            #expect(appeals.records.count == 1)
            #expect(try await row(complaint.id, test).appeal.registration == nil)
            // A node that ends between the call and the note leaves a claim that ends by itself.
            try await test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE voucher_appeal SET next_at = 0,
                        claimed_until = \(test.clock.now.adding(seconds: 60))
                    """)
            }
            appeals.mood = .right
            let node = try test.node()
            #expect(try await node.platform.forwardComplaints(through: appeals.system) == 0)
            test.clock.advance(seconds: 60)
            #expect(try await node.platform.forwardComplaints(through: appeals.system) == 1)
            #expect(appeals.drafts.count == 2 && appeals.records.count == 1)
            let registration = try await row(complaint.id, test).appeal.registration
            #expect(registration?.number == "ЖТ-2025-1")
            #expect(
                try await test.entries().count { $0 == .voucherComplaintRegistered } == 1)
        }
    }

    @Test(.clause("FV-30b"), arguments: Engine.allCases)
    func `two nodes at once send one complaint once`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let appeals = TestAppeals()
            _ = try await complained(test)
            let node = try test.node()
            let (first, second) = (test.platform, node.platform)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for platform in [first, second, first, second] {
                    group.addTask {
                        try await platform.forwardComplaints(through: appeals.system)
                    }
                }
                try await group.waitForAll()
            }
            #expect(appeals.drafts.count == 1)
            #expect(
                try await test.entries().count { $0 == .voucherComplaintRegistered } == 1)
        }
    }

    @Test(.clause("FV-30b"), arguments: Engine.allCases)
    func `an answer given here before there was a number follows the registration`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let appeals = TestAppeals()
            appeals.mood = .down
            let (_, complaint) = try await complained(test)
            try await test.platform.forwardComplaints(through: appeals.system)
            let akimat = try await test.official(role: .akimat)
            try await test.platform.answerComplaint(
                complaint.id, .upheld, "Баға түзетілді", by: akimat, once: .unkeyed)
            test.clock.advance(seconds: 10)
            appeals.mood = .right
            try await test.platform.forwardComplaints(through: appeals.system)
            // Registered in one step, answered in the next, never the other way round.
            #expect(appeals.records.first?.answer == nil)
            #expect(try await row(complaint.id, test).appeal.step == .answer)
            try await test.platform.forwardComplaints(through: appeals.system)
            #expect(appeals.records.first?.answer?.text == "Баға түзетілді")
            #expect(appeals.records.first?.answer?.isUpheld == true)
            #expect(try await row(complaint.id, test).appeal.step == .done)
            test.clock.advance(seconds: 3600)
            #expect(try await test.platform.forwardComplaints(through: appeals.system) == 0)
        }
    }

    @Test(.clause("FV-30b"), arguments: Engine.allCases)
    func `an answer given in e-Otinish comes here, even with the registration itself`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let appeals = TestAppeals()
            appeals.mood = .answerLost
            let (family, complaint) = try await complained(test)
            try await test.platform.forwardComplaints(through: appeals.system)
            // It is answered there before its number has reached us.
            let now = test.clock.now
            appeals.change(complaint.id.text) { record in
                record.answer = AppealAnswer(isUpheld: false, text: "Баға дұрыс", at: now)
            }
            appeals.mood = .right
            test.clock.advance(seconds: 10)
            let sent = try await test.messages(to: family.phone).count
            try await test.platform.forwardComplaints(through: appeals.system)
            let answered = try await row(complaint.id, test)
            #expect(answered.outcome == .rejected && answered.answer == "Баға дұрыс")
            #expect(answered.appeal.step == .done && answered.appeal.registration != nil)
            #expect(try await test.messages(to: family.phone).count == sent + 1)
            let akimat = try await test.official(role: .akimat)
            #expect(
                try await refusal {
                    try await test.platform.answerComplaint(
                        complaint.id, .upheld, "x", by: akimat, once: .unkeyed)
                } == .complaintClosed)
        }
    }

    @Test(.clause("FV-30b"), arguments: Engine.allCases)
    func `what e-Otinish does not take or contradicts waits for the operator, and nothing is lost`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let appeals = TestAppeals()
            appeals.mood = .rejects
            let (_, complaint) = try await complained(test)
            try await test.platform.forwardComplaints(through: appeals.system)
            #expect(try await row(complaint.id, test).appeal.state == .stuck)
            #expect(try await test.platform.appealHealth().stuck == 1)
            let waiting = try await test.platform.waitingAppeals()
            #expect(waiting.first?.id == complaint.id)
            #expect(waiting.first?.standing.fault == "rejected 422")
            #expect(try await test.entries().count { $0 == .voucherComplaintStuck } == 1)
            test.clock.advance(seconds: 86_400)
            #expect(try await test.platform.forwardComplaints(through: appeals.system) == 0)
            appeals.mood = .right
            try await test.platform.retryAppeal(complaint.id)
            #expect(
                try await refusal { try await test.platform.retryAppeal(complaint.id) }
                    == .notFound)
            try await test.platform.forwardComplaints(through: appeals.system)
            #expect(try await row(complaint.id, test).appeal.state == .registered)
            // Another number for the same appeal is not believed: the first one stays.
            appeals.change(complaint.id.text) { $0.number = "ЖТ-2025-99" }
            test.clock.advance(seconds: 61)
            try await test.platform.forwardComplaints(through: appeals.system)
            let standing = try await row(complaint.id, test).appeal
            #expect(standing.isStuck && standing.fault == "otherNumber")
            #expect(standing.registration?.number == "ЖТ-2025-1")
        }
    }

    @Test(.clause("FV-30b"), arguments: Engine.allCases)
    func `tries end with the operator`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let appeals = TestAppeals()
            appeals.mood = .down
            let (_, complaint) = try await complained(test)
            var limits = AppealLimits()
            limits.attemptsMax = 3
            for _ in 1...5 {
                try await test.platform.forwardComplaints(through: appeals.system, limits: limits)
                test.clock.advance(seconds: 400)
            }
            #expect(appeals.calls == 3)
            #expect(try await row(complaint.id, test).appeal.state == .stuck)
        }
    }
}
