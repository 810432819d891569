import FoodVouchers
import Kernel
import QyzmetTesting
import Testing

/// Who is asked when, what an answer does, when a voucher can be activated.
struct MonthTests {
    private func due(
        _ state: FamilyMonth.State, at now: String, asked: String? = nil, repeated: String? = nil
    ) -> FamilyMonth.Due {
        FamilyMonth.due(
            state, month: Sample.july, askedAt: asked.map(Sample.instant),
            repeatedAt: repeated.map(Sample.instant), in: Sample.akkol, at: Sample.instant(now))
    }

    @Test(.clause("FV-20a"))
    func `the first request is due from the fifth day's first second`() {
        #expect(due(.numberFound, at: "2025-07-04T23:59:59+05:00") == .nothing)
        #expect(due(.numberFound, at: "2025-07-05T00:00:00+05:00") == .request)
        // After an outage it is still due, and after the month no longer.
        #expect(due(.numberFound, at: "2025-07-31T23:59:59+05:00") == .request)
        #expect(due(.numberFound, at: "2025-08-01T00:00:00+05:00") == .removal)
        #expect(due(.listed, at: "2025-07-06T00:00:00+05:00") == .nothing)
    }

    @Test(.clause("FV-21a"))
    func `one repetition is due after five calendar days`() {
        let asked = "2025-07-05T09:00:00+05:00"
        #expect(due(.asked, at: "2025-07-09T23:59:59+05:00", asked: asked) == .nothing)
        #expect(due(.asked, at: "2025-07-10T00:00:00+05:00", asked: asked) == .repetition)
        #expect(
            due(
                .asked, at: "2025-07-20T00:00:00+05:00", asked: asked,
                repeated: "2025-07-10T00:00:00+05:00") == .nothing)
        // Asked late: the days count from then.
        #expect(
            due(.asked, at: "2025-07-31T00:00:00+05:00", asked: "2025-07-28T10:00:00+05:00")
                == .nothing)
        for state in [FamilyMonth.State.consented, .refused, .terminated, .removed, .delisted] {
            #expect(due(state, at: "2025-07-20T00:00:00+05:00", asked: asked) == .nothing)
            #expect(due(state, at: "2025-08-20T00:00:00+05:00", asked: asked) == .nothing)
        }
    }

    @Test(.clause("FV-19a", "FV-21c"))
    func `back on the list, a family's first answer of the month holds`() {
        #expect(FamilyMonth.relisted(hasConsented: true, hasAnswered: true) == .consented)
        #expect(FamilyMonth.relisted(hasConsented: false, hasAnswered: true) == .refused)
        #expect(FamilyMonth.relisted(hasConsented: false, hasAnswered: false) == .listed)
    }

    @Test(.clause("FV-21b", "FV-21c", "FV-22a"))
    func `an answer counts once and until the end`() {
        let end = Sample.akkol.end(of: Sample.july)
        let last = end.adding(milliseconds: -1)
        #expect(FamilyMonth.answer(true, in: .asked, endsAt: end, at: last) == .consented)
        #expect(FamilyMonth.answer(false, in: .asked, endsAt: end, at: last) == .refused)
        #expect(FamilyMonth.answer(true, in: .asked, endsAt: end, at: end) == nil)
        for state in FamilyMonth.State.allCases where state != .asked {
            #expect(FamilyMonth.answer(true, in: state, endsAt: end, at: last) == nil)
        }
        #expect(due(.asked, at: "2025-08-01T00:00:00+05:00") == .removal)
    }

    private func voucher(
        _ month: String, _ status: Voucher.Status = .formed, pilot: Pilot = Sample.akkol
    ) -> Voucher {
        let month = Sample.month(month)
        return Voucher(
            id: Identifier(stored: "v"), month: month, status: status,
            opensAt: pilot.opening(of: month), validUntil: pilot.end(of: month), balance: Balance())
    }

    @Test(
        .clause("FV-7a", "FV-7b"),
        arguments: ["2024-02", "2025-02", "2025-07", "2025-08", "2025-12", "2028-02"])
    func `a voucher is activated from the fifth to the month's last second`(_ text: String) {
        var pilot = Sample.akkol
        pilot.firstDay = Sample.day("2024-01-01")
        pilot.lastDay = Sample.day("2030-12-31")
        let voucher = voucher(text, pilot: pilot)
        func refused(_ now: Instant) -> ProblemCode? {
            code { () throws(Refusal) in _ = try voucher.checkActivation(at: now) }
        }
        #expect(refused(voucher.opensAt.adding(milliseconds: -1)) == .activationWindowClosed)
        #expect(refused(voucher.opensAt) == nil)
        #expect(refused(voucher.validUntil.adding(milliseconds: -1)) == nil)
        #expect(refused(voucher.validUntil) == .activationWindowClosed)
    }

    @Test func `a voucher is activated once, and one that was taken back never`() throws {
        let now = Sample.instant("2025-07-20T12:00:00+05:00")
        #expect(try voucher("2025-07").checkActivation(at: now))
        #expect(try !voucher("2025-07", .active).checkActivation(at: now))
        #expect(
            code { () throws(Refusal) in
                _ = try voucher("2025-07", .removed).checkActivation(at: now)
            } == .voucherNotActive)
    }

    @Test(.clause("FV-8a"))
    func `what is not spent ends with the month, and another month's voucher does not pay`() {
        let july = voucher("2025-07", .active)
        func refused(_ voucher: Voucher, _ now: String) -> ProblemCode? {
            code { () throws(Refusal) in try voucher.checkUse(at: Sample.instant(now)) }
        }
        #expect(refused(july, "2025-07-31T23:59:59+05:00") == nil)
        #expect(refused(july, "2025-08-01T00:00:00+05:00") == .voucherExpired)
        #expect(refused(voucher("2025-07"), "2025-07-20T00:00:00+05:00") == .voucherNotActive)
        #expect(
            refused(voucher("2025-07", .removed), "2025-07-20T00:00:00+05:00")
                == .voucherNotActive)
    }
}
