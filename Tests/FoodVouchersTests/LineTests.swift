import FoodVouchers
import Kernel
import QyzmetTesting
import Testing

/// Receipt lines: quantities, sums, the list of goods, the rules of price.
struct LineTests {
    @Test func `a quantity is a decimal string with at most three places`() {
        for (text, thousandths) in [
            ("1", 1000), ("0.345", 345), ("12.5", 12_500), ("0.001", 1), ("1000000", 1_000_000_000),
            ("007", 7000),
        ] {
            #expect(Quantity(text)?.thousandths == Int64(thousandths), "\(text)")
        }
        for text in [
            "", "0", "0.000", "-1", "+1", "1.2345", "1,5", ".5", "5.", "1e3", " 1", "1 ", "1.2.3",
            "1000000.001", "99999999", "٣", "NaN",
        ] {
            #expect(Quantity(text) == nil, "\(text)")
        }
        #expect(Quantity("12.500")?.description == "12.5")
        #expect(Quantity("3")?.description == "3")
    }

    @Test func `a line is rounded half up to a whole tiyn`() throws {
        let third = try #require(Quantity("0.333"))
        #expect(third.cost(unitPriceTiyn: 1000) == 333)
        #expect(try #require(Quantity("0.001")).cost(unitPriceTiyn: 500) == 1)
        #expect(try #require(Quantity("0.001")).cost(unitPriceTiyn: 499) == 0)
        #expect(try #require(Quantity("0.345")).cost(unitPriceTiyn: 310_000) == 106_950)
        let largest = try #require(Quantity(thousandths: 1_000_000_000))
        #expect(
            largest.cost(unitPriceTiyn: ReceiptLine.priceTiynMax) == 100_000_000_000_000)
    }

    @Test(.clause("FV-2.17a"))
    func `a product's number has a right check digit`() {
        for text in ["0200009461097", "0200141815130", "0200145051817", "96385074"] {
            #expect(ProductCode(text) != nil, "\(text)")
        }
        #expect(ProductCode("0200009461097")?.isNTIN == true)
        #expect(ProductCode("96385074")?.isNTIN == false)
        for text in ["0200009461098", "02000094610", "", "0200009461o97", "020000946109７"] {
            #expect(ProductCode(text) == nil, "\(text)")
        }
    }

    private func fault(
        _ line: ReceiptLine, _ shop: ShopGood?, on day: String = "2025-07-10"
    ) -> LineFault? {
        do {
            _ = try Sample.akkol.check(line, number: 3, shopGood: shop, on: Sample.day(day))
            return nil
        } catch {
            return error
        }
    }

    @Test(.clause("FV-6a", "FV-2.17a"))
    func `only goods of the list that the shop has entered are sold`() throws {
        let bread = Sample.line("bread", "2", price: 17_000)
        #expect(fault(bread, Sample.stock("bread", 17_000)) == nil)
        #expect(fault(bread, nil)?.reason == .notInShop)
        #expect(
            fault(bread, Sample.stock("bread", 17_000, from: "2025-07-11"))?.reason == .notInShop)
        var vodka = bread
        vodka.product = try #require(ProductCode("0200009461097"))
        let refused = try #require(fault(vodka, Sample.stock("bread", 17_000)))
        #expect(refused.reason == .notSociallySignificant && refused.line == 3)
        #expect(refused.reason.clause == "FV-6")
        for language in Language.allCases {
            #expect(refused.explanation[language].contains("3"))
            #expect(refused.explanation[language].contains("FV-6"))
        }
        let half = Sample.line("bread", "0.5", price: 17_000)
        #expect(fault(half, Sample.stock("bread", 17_000))?.reason == .brokenPiece)
        #expect(
            fault(Sample.line("beef", "0.345", price: 280_000), Sample.stock("beef", 280_000))
                == nil)
    }

    @Test(.clause("FV-13a", "FV-2.1a"))
    func `a shop sells at the purchase price, neither above nor below`() {
        let shop = Sample.stock("milk", 41_000)
        #expect(fault(Sample.line("milk", "1", price: 41_000), shop) == nil)
        for price: Int64 in [40_999, 41_001] {
            let refused = fault(Sample.line("milk", "1", price: price), shop)
            #expect(refused?.reason == .notPurchasePrice && refused?.reason.clause == "FV-13")
        }
        #expect(
            fault(Sample.line("milk", "1", price: 41_000, shelf: 40_000), shop)?.reason
                == .aboveShelfPrice)
    }

    @Test(.clause("FV-13b"))
    func `what a producer delivers is a tenth or more below the official value`() throws {
        var shop = Sample.stock("potatoes", 15_000)
        shop.supply = .producer
        let good = try #require(Sample.akkol.goods.first { $0.code == "potatoes" })
        let official = try #require(good.officialPrices.inForce(on: Sample.day("2025-07-10")))
        let most = official * 9 / 10
        #expect(fault(Sample.line("potatoes", "1.250", price: most), shop) == nil)
        #expect(fault(Sample.line("potatoes", "1.250", price: most - 5), shop) == nil)
        #expect(
            fault(Sample.line("potatoes", "1.250", price: most + 1), shop)?.reason
                == .aboveNineTenths)
        shop.from = Sample.day("2025-01-01")
        #expect(
            fault(Sample.line("potatoes", "1", price: 1), shop, on: "2025-05-31")?.reason
                == .noOfficialPrice)
    }

    @Test(.clause("FV-13a", "FV-2.1a"))
    func `where a voucher pays the difference, the shelf price is at most the official value`()
        throws
    {
        var pilot = Sample.akkol
        pilot.pays = .discount
        let good = try #require(pilot.goods.first { $0.code == "milk" })
        let day = Sample.day("2025-07-10")
        let official = try #require(good.officialPrices.inForce(on: day))
        func reason(_ shelf: Int64, on day: Day = day) -> LineFault.Reason? {
            let line = Sample.line("milk", "1", price: 41_000, shelf: shelf)
            let shop = Sample.stock("milk", 41_000, from: "2025-01-01")
            do {
                _ = try pilot.check(line, number: 1, shopGood: shop, on: day)
                return nil
            } catch {
                return error.reason
            }
        }
        #expect(reason(official) == nil)
        #expect(reason(official + 1) == .aboveOfficialPrice)
        #expect(LineFault.Reason.aboveOfficialPrice.clause == "FV-13")
        #expect(reason(42_000, on: Sample.day("2025-05-31")) == .noOfficialPrice)
        // Where it pays the reduced price, the shelf price decides nothing.
        pilot.pays = .fullPrice
        #expect(reason(official + 1) == nil)
    }

    @Test func `parts of a line together give exactly what was paid for it`() throws {
        for (quantity, sum) in [
            ("1.333", Int64(373_241)), ("0.007", 5), ("3", 100), ("1000000", 100_000_000_000_000),
        ] {
            let whole = try #require(Quantity(quantity))
            var (given, last) = (Int64(0), Int64(0))
            for part in 1...7 {
                let share = whole.share(of: sum, on: whole.thousandths * Int64(part) / 7)
                #expect(share >= last && share <= sum)
                given += share - last
                last = share
            }
            #expect(given == sum)
            #expect(whole.share(of: sum, on: 0) == 0)
        }
    }

    @Test func `what a voucher pays is the pilot's to say`() {
        let line = Sample.line("milk", "3", price: 41_000, shelf: 49_000)
        #expect(line.payable(by: .fullPrice) == 123_000)
        #expect(line.payable(by: .discount) == 24_000)
    }
}
