import Kernel

/// How much of a good stands on a receipt line, in thousandths of its unit.
package struct Quantity: Hashable, Comparable, Sendable {
    /// Thousandths of a piece, kilogram or litre; more than 0.
    package let thousandths: Int64

    /// The most that a line may hold: 1,000,000 units.
    static let thousandthsMax: Int64 = 1_000_000_000

    /// Takes thousandths; nil unless from 1 to 1,000,000,000.
    package init?(thousandths: Int64) {
        guard (1...Self.thousandthsMax).contains(thousandths) else { return nil }
        self.thousandths = thousandths
    }

    /// Takes a number that our own store holds.
    package init(stored thousandths: Int64) {
        self.thousandths = thousandths
    }

    /// Reads a decimal string: digits, then at most a point and one to three digits.
    ///
    /// Nothing is rounded: a fourth place, a sign, a comma, a blank or an exponent gives nil, as zero
    /// does.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...7).contains(parts[0].utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let units = Int64(parts[0])
        else { return nil }
        var fraction: Int64 = 0
        if parts.count == 2 {
            guard (1...3).contains(parts[1].utf8.count) else { return nil }
            let padded = parts[1] + String(repeating: "0", count: 3 - parts[1].utf8.count)
            fraction = Int64(padded) ?? 0
        }
        self.init(thousandths: units * 1000 + fraction)
    }

    /// What so much costs at a price for one unit, rounded half up to a whole tiyn.
    ///
    /// - Parameter unitPriceTiyn: 0 to ``ReceiptLine/priceTiynMax``.
    package func cost(unitPriceTiyn: Int64) -> Int64 {
        (thousandths * unitPriceTiyn + 500) / 1000
    }

    /// What of the sum for all of this quantity falls on a part of it, in tiyn, rounded down.
    ///
    /// What falls on a growing part grows to exactly the sum: returned piece by piece, a line gives
    /// what was paid for it, no tiyn more or less.
    /// - Parameters:
    ///   - sum: 0 or more.
    ///   - thousandths: 0 to ``thousandths``.
    package func share(of sum: Int64, on thousandths: Int64) -> Int64 {
        self.thousandths.dividingFullWidth(sum.multipliedFullWidth(by: thousandths)).quotient
    }

    /// Orders by amount.
    package static func < (left: Quantity, right: Quantity) -> Bool {
        left.thousandths < right.thousandths
    }
}

extension Quantity: CustomStringConvertible {
    /// The decimal string without zeros at its end.
    package var description: String {
        var fraction = String(String(1000 + thousandths % 1000).dropFirst())
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(thousandths / 1000)" + (fraction.isEmpty ? "" : "." + fraction)
    }
}
