import Kernel
import QyzmetTesting
import Registers
import Sandbox
import Testing

/// Restrictions of courts and bailiffs, and payments, as the sandbox has them (UC-69, UC-76).
@Suite(.timeLimit(.minutes(1))) struct ObligationRegisterTests {
    private let party = LegalEntities.miningFirm.bin.digits

    @Test(.clause("IS-A3.9-v4")) func `a restriction is found until the day it is lifted`()
        async throws
    {
        let bench = try await RegisterBench(.organisations)
        #expect(try await bench.restrictions.find(party, "r").isEmpty)
        let restriction = CourtRestriction(
            number: "C-1", kind: .suspension, from: today, until: nil)
        try await bench.service.enter(restriction, on: party)
        #expect(try await bench.restrictions.find(party, "r") == [restriction])
        #expect(try await bench.restrictions.find("790140009990", "r").isEmpty)
        #expect(try await bench.service.liftRestriction("C-1", from: today.adding(days: 5)))
        let lifted = try #require(try await bench.restrictions.find(party, "r").first)
        #expect(lifted.isInForce(on: today.adding(days: 4)))
        #expect(!lifted.isInForce(on: today.adding(days: 5)))
        #expect(try await !bench.service.liftRestriction("C-9", from: today))
        try await bench.remove()
    }

    @Test(.clause("IS-PAY-1")) func `a payment is found by its receipt, and is given back once`()
        async throws
    {
        let bench = try await RegisterBench(.organisations)
        #expect(try await bench.payments.find("P-1", "r") == nil)
        let payment = FeePayment(
            receipt: "P-1", payer: party, amountTiyn: 393_200, paidOn: today)
        try await bench.service.enter(payment)
        #expect(try await bench.payments.find("P-1", "r") == payment)
        #expect(try await bench.service.refund("P-1", on: today))
        #expect(try await !bench.service.refund("P-1", on: today))
        #expect(try await bench.payments.find("P-1", "r")?.refundedOn == today)
        try await bench.remove()
    }

    @Test func `one that is down, cut off or about another gives nothing`() async throws {
        let bench = try await RegisterBench(.organisations)
        let (restrictions, payments, party) = (bench.restrictions, bench.payments, party)
        bench.service.faults.plan = RegisterFaults.Plan(answer: .down)
        #expect(await faultOf { try await restrictions.find(party, "r") } == .unavailable)
        #expect(await faultOf { try await payments.find("P-1", "r") } == .unavailable)
        bench.service.faults.plan = RegisterFaults.Plan(answer: .wrongPerson)
        #expect(await faultOf { try await restrictions.find(party, "r") } == .wrongPerson)
        bench.service.faults.plan = RegisterFaults.Plan(answer: .malformed)
        #expect(await faultOf { try await payments.find("P-1", "r") } != nil)
        try await bench.remove()
    }
}
