import FoodVouchers
import Kernel
import QyzmetTesting
import Testing

/// Questions by SMS: how they are recognised and answered, and what an incident is.
struct InquiryTests {
    @Test(.clause("FV-26a", "FV-28a"))
    func `the words of the file ask, however they are written, and no others`() throws {
        let inquiries = try #require(Sample.akkol.inquiries)
        for text in ["21*3", " 21 3 ", "21.3", "остаток", "Қалдық", "BALANCE"] {
            #expect(inquiries.inquiry(in: text) == .balance, "\(text)")
        }
        for text in ["21*4", "тарих", "ИСТОРИЯ"] {
            #expect(inquiries.inquiry(in: text) == .uses, "\(text)")
        }
        for text in ["21*1", "21*2", "21*5", "4821 1", "", "остаток мой"] {
            #expect(inquiries.inquiry(in: text) == nil, "\(text)")
        }
    }

    @Test(.clause("FV-28a"))
    func `a reply names three uses at most, nobody, and fits the language`() throws {
        let inquiries = try #require(Sample.akkol.inquiries)
        let shop = LocalizedText(kk: "Дүкен", ru: "Магазин", en: "Shop")
        let uses = (1...5).map { day in
            InquiredUse(
                at: Sample.day("2025-07-0\(day)").start, shop: shop, paidTiyn: Int64(day) * 1005)
        }
        #expect(
            inquiries.usesReply(of: Sample.july, uses, in: .ru)
                == "Последние покупки по ваучеру за 2025-07: 01.07 Магазин 10,05; "
                + "02.07 Магазин 20,10; 03.07 Магазин 30,15. Остаток: 21*3")
        for language in Language.allCases {
            let balance = inquiries.balanceReply(
                of: Sample.july, available: 7, inactive: 2, lastDay: Sample.day("2025-07-31"),
                in: language)
            #expect(balance.contains("0,07") && balance.contains("31.07.2025"))
            let none = inquiries.usesReply(of: Sample.july, [], in: language)
            #expect(none.contains("2025-07"))
            #expect(!(balance + none).contains("{"))
        }
    }

    @Test(.clause("FV-32a"))
    func `standing still for longer than five minutes is an interruption`() {
        let seen = Sample.day("2025-07-05").start
        let limit = seen.adding(seconds: VoucherIncident.stillSecondsMax)
        #expect(VoucherIncident.interruption(since: seen, now: limit) == nil)
        let later = limit.adding(milliseconds: 1)
        #expect(VoucherIncident.interruption(since: seen, now: later) == seen..<later)
        // A clock that was set back is no standstill.
        #expect(VoucherIncident.interruption(since: later, now: seen) == nil)
    }

    @Test(.clause("FV-O.7a", "FV-2.4a"))
    func `an order stands behind the pilot of the act, and none behind a made-up one`() {
        #expect(Sample.akkol.publication?.lastSignedOn == Sample.day("2025-07-02"))
        #expect(Sample.akkol.publication?.sendWorkingDays == 5)
        #expect(Sample.pilot(1, start: Sample.day("2026-11-27")).publication == nil)
        #expect(Sample.akkol.funding == .stateBudget && !Sample.akkol.contacts.isEmpty)
        #expect(
            Set(["inquiries", "funding", "contacts"]).isSubset(of: Set(Sample.akkol.assumed)))
    }
}
