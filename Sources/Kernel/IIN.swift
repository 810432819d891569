/// An individual identification number: 12 digits, the last one a check digit.
///
/// The number itself says the sex and a birth date, but neither is read from here:
/// age comes from the population register alone.
package struct IIN: Hashable, Sendable {
    /// The 12 digits.
    package let digits: String

    /// Which numbers are taken as possible.
    package enum Rules: Sendable {
        /// Real numbers only: century digit 0 or 3 to 6. 1 and 2 (the 1800s) are synthetic people.
        case production
        /// Also synthetic people (century digit 1 or 2) and the identities of the official SDK.
        case sandbox
    }

    /// Why a text is no individual identification number.
    package enum Fault: Error, Hashable, Sendable {
        case notTwelveDigits
        case impossibleDate
        case impossibleCentury
        case syntheticOutsideSandbox
        case wrongCheckDigit
    }

    /// The well-known test people of the official SDK: their check digits are wrong.
    package static let sdkIdentities: Set<String> = ["123456789011", "123456789012"]

    /// Checks the text against the rules.
    ///
    /// - Throws: the first ``Fault`` in the order of the cases.
    package init(_ text: String, rules: Rules) throws(Fault) {
        let bytes = Array(text.utf8)
        guard bytes.count == 12, bytes.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
            throw .notTwelveDigits
        }
        self.digits = text
        if rules == .sandbox, IIN.sdkIdentities.contains(text) { return }
        let values = bytes.map { Int($0) - 48 }
        let century: Int
        switch values[6] {
        case 0, 3, 4: century = 1900
        case 1, 2: century = 1800
        case 5, 6: century = 2000
        default: throw .impossibleCentury
        }
        let year = century + values[0] * 10 + values[1]
        let month = values[2] * 10 + values[3]
        guard Day(year: year, month: month, day: values[4] * 10 + values[5]) != nil else {
            throw .impossibleDate
        }
        if rules == .production, century == 1800 { throw .syntheticOutsideSandbox }
        guard checkDigit(values) == values[11] else { throw .wrongCheckDigit }
    }

    /// Takes digits that our own store holds.
    package init(stored digits: String) {
        self.digits = digits
    }
}

extension IIN: CustomStringConvertible {
    /// Masked: a person's number never reaches a log by accident.
    package var description: String { "IIN(masked)" }
}

/// The check digit of the first 11 digits of an IIN or BIN; nil where none exists.
///
/// Σ dᵢ·i mod 11; on 10 again with the weights 3…11, 1, 2; on 10 again the number is never issued.
package func checkDigit(_ digits: [Int]) -> Int? {
    let first = (0..<11).reduce(0) { $0 + digits[$1] * ($1 + 1) } % 11
    if first != 10 { return first }
    let weights = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]
    let second = (0..<11).reduce(0) { $0 + digits[$1] * weights[$1] } % 11
    return second == 10 ? nil : second
}
