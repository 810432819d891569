import FoodVouchers
import Kernel
import Regulations

/// The Akkol pilot and things around it.
enum Sample {
    static let akkol = pilot(0, start: nil)
    static let july = month("2025-07")

    static func pilot(_ index: Int, start: Day?) -> Pilot {
        do {
            return try Pilot(
                file: Regulations.voucherPilots[index], goods: Regulations.voucherGoods,
                start: start)
        } catch {
            preconditionFailure("\(error)")
        }
    }

    static func month(_ text: String) -> CalendarMonth {
        guard let month = CalendarMonth(text) else { preconditionFailure(text) }
        return month
    }

    static func day(_ text: String) -> Day {
        guard let day = Day(text) else { preconditionFailure(text) }
        return day
    }

    static func instant(_ text: String) -> Instant {
        guard let instant = Instant(rfc3339: text) else { preconditionFailure(text) }
        return instant
    }

    /// A product of the kind, from the list's own data.
    static func product(_ code: String) -> ProductCode {
        guard let product = akkol.goods.first(where: { $0.code == code })?.products.first else {
            preconditionFailure(code)
        }
        return product
    }

    static func line(
        _ code: String, _ quantity: String, price: Int64, shelf: Int64? = nil
    ) -> ReceiptLine {
        guard let quantity = Quantity(quantity) else { preconditionFailure(quantity) }
        return ReceiptLine(
            product: product(code), name: code, quantity: quantity,
            shelfUnitPriceTiyn: shelf ?? price + 1000, unitPriceTiyn: price)
    }

    static func stock(_ code: String, _ price: Int64, from: String = "2025-07-01") -> ShopGood {
        ShopGood(
            product: product(code), supply: .stock, purchasePriceTiyn: price, from: day(from))
    }
}

extension RandomAccessCollection where Element == Int64 {
    var sum: Int64 { reduce(0, +) }
}

/// The code of what the body throws; nil when it does not.
func code(_ body: () throws(Refusal) -> Void) -> ProblemCode? {
    do {
        try body()
        return nil
    } catch {
        return error.code
    }
}
