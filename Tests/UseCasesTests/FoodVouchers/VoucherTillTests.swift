import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// Use case 31: the till.
@Suite(.timeLimit(.minutes(3)))
struct VoucherTillTests {
    @Test(
        .clause("FV-25a", "FV-26a", "FV-27a", "FV-28a", "FV-6a"), arguments: Engine.allCases)
    func `a basket is scanned, paid and shown in the history`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 1)
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(family, at: till)
            #expect(basket.availableTiyn == 2 * 393_200)
            // 2 × 170.00 + 1.345 × 2800.00 = 340.00 + 3766.00: more than one voucher.
            let draft = test.draft(
                "r1", .basket(basket.basket.id),
                [test.line("bread", "2"), test.line("beef", "1.345")])
            let paid = try await test.platform.redeem(draft, by: till)
            #expect(paid.totalTiyn == 410_600 && paid.byVoucherTiyn == 410_600)
            #expect(paid.remainingTiyn == 2 * 393_200 - 410_600)
            let vouchers = try await test.wallet(family.recipient)
            #expect(vouchers.map(\.voucher.balance.spent).sorted() == [17_400, 393_200])

            let history = try await test.platform.voucherHistory(
                of: test.person(family.recipient), page: PageRequest(limit: 10, cursor: nil))
            let bought = try #require(history.items.first)
            #expect(history.items.count == 1 && bought.shopName?.en == "Bereke")
            #expect(bought.lines.map(\.good) == ["bread", "beef"])
            #expect(bought.lines.map(\.totalTiyn) == [34_000, 376_600])
            let others = try await test.platform.voucherHistory(
                of: test.person(TestPeople.stranger), page: PageRequest(limit: 10, cursor: nil))
            #expect(others.items.isEmpty)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the same name gives the same answer, and other content names the field`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(family, at: till)
            let draft = test.draft("r1", .basket(basket.basket.id), [test.line("milk", "3")])
            let first = try await test.platform.redeem(draft, by: till)
            test.clock.advance(seconds: 86_400)
            let again = try await test.platform.redeem(draft, by: till)
            #expect(again.id == first.id && again.entry == first.entry && again.at == first.at)
            #expect(again.remainingTiyn == first.remainingTiyn)
            var wrong: [(RedemptionDraft, String)] = []
            var other = draft
            other.paymentStatus = .failed
            wrong.append((other, "paymentStatus"))
            other = draft
            other.lines[0] = test.line("milk", "2")
            wrong.append((other, "items/0/quantity"))
            other = draft
            other.lines.append(test.line("bread", "1"))
            wrong.append((other, "items/1"))
            other = draft
            other.otherPaymentTiyn = 5
            wrong.append((other, "otherPaymentTiyn"))
            other = draft
            other.presented = .basket("0123456789abcdefghjkmnpqrs")
            wrong.append((other, "basketId"))
            for (draft, field) in wrong {
                do {
                    _ = try await test.platform.redeem(draft, by: till)
                    Issue.record("\(field) was not refused")
                } catch let refusal as Refusal {
                    #expect(refusal.code == .redemptionDiffers)
                    #expect(refusal.detail?.en.contains(field) == true, "\(field)")
                }
            }
            #expect(
                try await test.wallet(family.recipient).map(\.voucher.balance.spent).sum == 123_000)
            // Another till's names are its own.
            let second = try await test.addTill("till-2")
            #expect(
                try await refusal { try await test.platform.redeem(draft, by: second) }
                    == .basketClosed)
        }
    }

    @Test(.clause("FV-13a", "FV-6a", "FV-2.17a"), arguments: Engine.allCases)
    func `one line against a rule and nothing is paid; every such line is named`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(family, at: till)
            var dear = test.line("milk", "1")
            dear.unitPriceTiyn += 1
            var vodka = test.line("milk", "1")
            vodka.product = try #require(ProductCode("0200009461097"))
            let draft = test.draft(
                "r1", .basket(basket.basket.id),
                [
                    test.line("bread", "1"), dear, vodka, test.line("bread", "0.5"),
                    ReceiptLine(
                        product: TestPilots.product("sugar"), name: "sugar",
                        quantity: try #require(Quantity("1")), shelfUnitPriceTiyn: 2,
                        unitPriceTiyn: 1),
                ])
            do {
                _ = try await test.platform.redeem(draft, by: till)
                Issue.record("not refused")
            } catch let refusal as Refusal {
                #expect(refusal.code == .linesRefused && refusal.clause == "FV-13")
                let detail = try #require(refusal.detail?.en)
                for part in ["line 2", "line 3", "line 4", "line 5", "FV-6", "FV-13", "FV-2.17"] {
                    #expect(detail.contains(part), "\(part)")
                }
                #expect(!detail.contains("line 1:"))
            }
            #expect(
                try await test.wallet(family.recipient).allSatisfy { $0.voucher.balance.spent == 0 }
            )
            // The same name is still free, and the basket still open.
            let right = test.draft("r1", .basket(basket.basket.id), [test.line("bread", "1")])
            #expect(try await test.platform.redeem(right, by: till).byVoucherTiyn == 17_000)
        }
    }

    @Test(.clause("FV-2.23a", "FV-25a"), arguments: Engine.allCases)
    func `a code is good once, for a minute, at one till, while it is the newest or the one before`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            let (first, second) = (
                try await test.addTill("till-1"), try await test.addTill("till-2")
            )
            let vouchers = try await test.wallet(family.recipient)
            func refused(_ qr: String, _ till: ClientSystem) async throws -> ProblemCode? {
                try await refusal { try await test.platform.openBasket(qr: qr, by: till) }
            }
            let code = try await test.qr(vouchers)
            let basket = try await test.platform.openBasket(qr: code, by: first)
            // A lost answer may be asked for again, by the same till alone.
            #expect(
                try await test.platform.openBasket(qr: code, by: first).basket.id
                    == basket.basket.id)
            do {
                _ = try await test.platform.openBasket(qr: code, by: second)
                Issue.record("a photograph was taken")
            } catch let refusal as Refusal {
                #expect(refusal.code == .qrUsed)
                #expect(refusal.detail?.en.contains("till till-1") == true)
                #expect(refusal.detail?.en.contains("2025-07-06T10:00") == true)
            }
            // Paid, it opens nothing any more, at the same till either; and the cashier is told why.
            _ = try await test.platform.redeem(
                test.draft("r1", .basket(basket.basket.id), [test.line("bread", "1")]), by: first)
            #expect(try await refused(code, first) == .qrUsed)
            // An old one, when the holder's screen has moved on by two.
            let old = try await test.qr(vouchers)
            _ = try await test.qr(vouchers)
            let newest = try await test.qr(vouchers)
            #expect(try await refused(old, second) == .qrExpired)
            test.clock.advance(seconds: VoucherQR.lifetimeSeconds)
            #expect(try await refused(newest, second) == .qrExpired)
            // Forged: another counter, another seal, another name.
            let qr = try #require(VoucherQR(try await test.qr(vouchers)))
            var forged: [VoucherQR] = []
            forged.append(VoucherQR(id: qr.id, counter: qr.counter + 1, seal: qr.seal))
            forged.append(
                VoucherQR(id: qr.id, counter: qr.counter, seal: String(qr.seal.reversed())))
            forged.append(VoucherQR(id: Identifier(random: .system), counter: 1, seal: qr.seal))
            for code in forged.map(\.text) + ["", "QZV1", String(repeating: "x", count: 300)] {
                #expect(try await refused(code, first) == .qrUnknown)
            }
        }
    }

    @Test(.clause("FV-7a", "FV-8a"), arguments: Engine.allCases)
    func `the month's end is the end, between scan and payment too`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            let till = try await test.addTill("till-1")
            test.clock.now = at("2025-07-31T23:59:30")
            let basket = try await test.scan(family, at: till)
            let draft = test.draft("r1", .basket(basket.basket.id), [test.line("milk", "1")])
            test.clock.now = at("2025-08-01T00:00:00")
            #expect(
                try await refusal { try await test.platform.redeem(draft, by: till) }
                    == .voucherExpired)
            #expect(try await refusal { try await test.scan(family, at: till) } == .voucherExpired)
            try await test.platform.runVoucherMonth()
            for voucher in try await test.wallet(family.recipient) {
                #expect(voucher.voucher.status == .expired)
                #expect(voucher.voucher.balance.expired == 393_200)
            }
            #expect(
                try await refusal { try await test.platform.redeem(draft, by: till) }
                    == .voucherExpired)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(.clause("FV-7a", "FV-7b"), arguments: Engine.allCases)
    func `the holder alone activates, in the window alone, and nobody pays before`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.openJuly(1) { _ in 0 }[0]
            try await test.say("21*1", from: family.phone)
            let voucher = try #require(try await test.wallet(family.recipient).first)
            func activate(_ iin: IIN) async throws -> ProblemCode? {
                try await refusal {
                    try await test.platform.activate(
                        voucher.voucher.id, by: test.person(iin), once: .unkeyed)
                }
            }
            #expect(try await refusal { try await test.qr([voucher]) } == .voucherNotActive)
            #expect(try await activate(TestPeople.stranger) == .notFound)
            test.clock.now = at("2025-07-31T23:59:59")
            #expect(try await activate(family.recipient) == nil)
            #expect(try await activate(family.recipient) == nil)
            #expect(
                try await refusal {
                    try await test.platform.makeVoucherQR(
                        for: [voucher.voucher.id], by: test.person(TestPeople.stranger),
                        once: .unkeyed)
                } == .notFound)
            let entries = try await test.entries().filter { $0 == .voucherActivated }
            #expect(entries.count == 1)
            test.clock.now = at("2025-08-01T00:00:00")
            #expect(try await activate(family.recipient) == .activationWindowClosed)
        }
    }

    @Test(.clause("FV-27a", "FV-2.14a"), arguments: Engine.allCases)
    func `what the voucher lacks is paid otherwise, and a failed payment spends nothing`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 0)
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(family, at: till)
            // 2 kg of beef cost 5600.00; the voucher has 3932.00.
            let lines = [test.line("beef", "2")]
            let presented = RedemptionDraft.Presented.basket(basket.basket.id)
            func refused(_ draft: RedemptionDraft) async throws -> ProblemCode? {
                try await refusal { try await test.platform.redeem(draft, by: till) }
            }
            #expect(try await refused(test.draft("r1", presented, lines)) == .notEnoughOnVoucher)
            #expect(
                try await refused(test.draft("r1", presented, lines, other: 560_000))
                    == .invalidField)
            let failed = try await test.platform.redeem(
                test.draft("r2", presented, lines, other: 166_800, status: .failed), by: till)
            #expect(failed.status == .failed && failed.byVoucherTiyn == 0)
            #expect(failed.remainingTiyn == 393_200)
            let paid = try await test.platform.redeem(
                test.draft("r3", presented, lines, other: 166_800), by: till)
            #expect(paid.byVoucherTiyn == 393_200 && paid.remainingTiyn == 0)
            // The basket is spent; a second purchase needs a new code.
            #expect(try await refused(test.draft("r4", presented, lines)) == .basketClosed)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a reservation keeps the money, ends by itself, and is spent once`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 0)
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(family, at: till)
            let id = basket.basket.id
            let hold = try await test.platform.holdVouchers(
                "h1", basket: id, amountTiyn: 300_000, by: till)
            #expect(
                try await test.platform.holdVouchers(
                    "h1", basket: id, amountTiyn: 300_000, by: till
                ).id == hold.id)
            #expect(
                try await refusal {
                    try await test.platform.holdVouchers(
                        "h1", basket: id, amountTiyn: 1, by: till)
                } == .redemptionDiffers)
            #expect(
                try await refusal {
                    try await test.platform.holdVouchers(
                        "h2", basket: id, amountTiyn: 93_201, by: till)
                } == .notEnoughOnVoucher)
            // Time passes: the money comes back, and the reservation is no more.
            test.clock.now = hold.expiresAt
            try await test.platform.endVoucherHolds()
            try await test.platform.endVoucherHolds()
            #expect(try await test.wallet(family.recipient)[0].voucher.balance.available == 393_200)
            let next = try await test.scan(family, at: till)
            #expect(
                try await refusal {
                    try await test.platform.redeem(
                        test.draft(
                            "r1", .basket(next.basket.id), [test.line("milk", "1")], hold: "h1"),
                        by: till)
                } == .holdNotOpen)
            _ = try await test.platform.holdVouchers(
                "h3", basket: next.basket.id, amountTiyn: 100_000, by: till)
            let paid = try await test.platform.redeem(
                test.draft("r2", .basket(next.basket.id), [test.line("milk", "2")], hold: "h3"),
                by: till)
            #expect(paid.byVoucherTiyn == 82_000 && paid.remainingTiyn == 393_200 - 82_000)
            #expect(try await test.wallet(family.recipient)[0].voucher.balance.held == 0)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(.clause("FV-2.14a"), arguments: Engine.allCases)
    func `goods that come back fill the voucher first, in the month alone, and no more than bought`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 0)
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(family, at: till)
            let paid = try await test.platform.redeem(
                test.draft(
                    "r1", .basket(basket.basket.id),
                    [test.line("beef", "1.333"), test.line("milk", "2")], other: 82_000),
                by: till)
            func back(
                _ id: String, _ lines: [(Int64, String)], at till: ClientSystem
            ) async throws -> ReturnRecord {
                try await test.platform.returnGoods(
                    ReturnDraft(
                        returnId: id,
                        lines: try lines.map { ($0.0, try #require(Quantity($0.1))) }),
                    of: paid.id, by: till)
            }
            let first = try await back("b1", [(1, "0.333")], at: till)
            #expect(first.byVoucherTiyn == 93_240 && first.otherwiseTiyn == 0)
            #expect(try await back("b1", [(1, "0.333")], at: till).entry == first.entry)
            #expect(
                try await refusal { try await back("b1", [(1, "0.334")], at: till) }
                    == .redemptionDiffers)
            for lines in [[(1, "1.001")], [(3, "1")], [(2, "3")], [(2, "1"), (2, "1")]] {
                #expect(
                    try await refusal {
                        try await back("b2", lines.map { (Int64($0.0), $0.1) }, at: till)
                    }
                        == .returnTooLarge)
            }
            let other = try await test.addTill("till-9", shop: "other-shop")
            #expect(try await refusal { try await back("b2", [(2, "1")], at: other) } == .notFound)
            // The rest: the vouchers get all they paid, the customer only what was paid in money.
            let rest = try await back("b3", [(1, "1"), (2, "2")], at: till)
            #expect(rest.byVoucherTiyn == 373_240 - 93_240 && rest.otherwiseTiyn == 82_000)
            #expect(try await test.wallet(family.recipient)[0].voucher.balance.available == 393_200)
            #expect(
                try await refusal { try await back("b4", [(2, "1")], at: till) } == .returnTooLarge)
            test.clock.now = at("2025-08-01T00:00:00")
            #expect(
                try await refusal { try await back("b5", [(2, "1")], at: till) } == .voucherExpired)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(.clause("FV-O.9a", "FV-2.7a"), arguments: Engine.allCases)
    func `no till of no shop, and nothing after the pilot's last day`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            let till = try await test.addTill("till-1")
            let shop = try await test.system(.shop)
            let code = try await test.qr(try await test.wallet(family.recipient))
            #expect(
                try await refusal { try await test.platform.openBasket(qr: code, by: shop) }
                    == .shopNotAdmitted)
            test.clock.now = at("2025-09-27T00:00:00")
            #expect(
                try await refusal { try await test.platform.openBasket(qr: code, by: till) }
                    == .pilotNotRunning)
        }
    }
}

extension [Int64] {
    var sum: Int64 { reduce(0, +) }
}
