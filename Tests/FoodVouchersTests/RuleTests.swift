import FoodVouchers
import Kernel
import QyzmetTesting
import Testing

/// Readiness, shops and the QR code's text.
struct RuleTests {
    @Test(.clause("FV-O.6a", "FV-O.5.1a"))
    func `a pilot starts when every point has its evidence`() {
        let all = Set(ReadinessPoint.allCases)
        #expect(code { () throws(Refusal) in try ReadinessPoint.check(recorded: all) } == nil)
        for missing in all {
            do {
                try ReadinessPoint.check(recorded: all.subtracting([missing]))
                Issue.record("\(missing) was not missed")
            } catch {
                #expect(error.code == .pilotNotReady && error.clause == missing.clause)
                for language in Language.allCases {
                    #expect(error.detail?[language].contains(missing.clause.tag) == true)
                }
            }
        }
    }

    private func shop(stationary: Bool = true, terms: Set<ShopDraft.Term>? = nil) -> ShopDraft {
        ShopDraft(
            id: "shop", bin: BIN(stored: "650140000030"),
            name: LocalizedText(kk: "Дүкен", ru: "Магазин", en: "Shop"), address: "Ақкөл",
            isStationary: stationary,
            loan: terms.map { ShopDraft.Loan(agreement: "1", terms: $0) })
    }

    @Test(.clause("FV-2.7a"))
    func `only a shop that stands in one place takes part`() {
        #expect(code { () throws(Refusal) in try shop().check() } == nil)
        #expect(
            code { () throws(Refusal) in try shop(stationary: false).check() } == .shopNotAdmitted)
    }

    @Test(.clause("FV-9a", "FV-10a", "FV-11a", "FV-12a"))
    func `a loan agreement has every mandatory term`() {
        let all = Set(ShopDraft.Term.allCases)
        #expect(code { () throws(Refusal) in try shop(terms: all).check() } == nil)
        for missing in all {
            do {
                try shop(terms: all.subtracting([missing])).check()
                Issue.record("\(missing) was not missed")
            } catch {
                #expect(error.code == .shopNotAdmitted && error.clause == missing.clause)
                #expect(error.detail?.en.contains(missing.rawValue) == true)
            }
        }
    }

    @Test(.clause("FV-2.23a"))
    func `a QR code's text is read back, and nothing else is read as one`() throws {
        let id = try #require(
            Identifier<VoucherQR>("0123456789abcdefghjkmnpqrs"))
        let qr = VoucherQR(id: id, counter: 7, seal: "abc_-")
        #expect(VoucherQR(qr.text) == qr)
        for text in [
            "", "QZV1", "QZV2.\(id.text).7.a", "QZV1.\(id.text).07.a", "QZV1.\(id.text).0.a",
            "QZV1.\(id.text).-7.a", "QZV1.\(id.text).7.", "QZV1.\(id.text).7.a.b", "QZV1.x.7.a",
            "QZV1.\(id.text).9999999999999.a",
        ] {
            #expect(VoucherQR(text) == nil, "\(text)")
        }
    }
}
