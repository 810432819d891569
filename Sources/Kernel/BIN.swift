/// A business identification number: 12 digits, the last one a check digit.
package struct BIN: Hashable, Sendable {
    /// The 12 digits.
    package let digits: String

    /// Why a text is no business identification number.
    package enum Fault: Error, Hashable, Sendable {
        case notTwelveDigits
        case impossibleMonth
        case impossibleKind
        case syntheticOutsideSandbox
        case wrongCheckDigit
    }

    /// The well-known test organisation of the official SDK: its check digit is wrong.
    package static let sdkIdentities: Set<String> = ["123456789021"]

    /// Checks the text: YYMM, kind 4 to 6, attribute 0 to 3, serial, check digit.
    ///
    /// Years 60 to 79 belong to no registered body; the sandbox's synthetic bodies use them.
    /// - Throws: the first ``Fault`` in the order of the cases.
    package init(_ text: String, rules: IIN.Rules) throws(Fault) {
        let bytes = Array(text.utf8)
        guard bytes.count == 12, bytes.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
            throw .notTwelveDigits
        }
        self.digits = text
        if rules == .sandbox, BIN.sdkIdentities.contains(text) { return }
        let values = bytes.map { Int($0) - 48 }
        guard (1...12).contains(values[2] * 10 + values[3]) else { throw .impossibleMonth }
        guard (4...6).contains(values[4]), (0...3).contains(values[5]) else {
            throw .impossibleKind
        }
        if rules == .production, (60...79).contains(values[0] * 10 + values[1]) {
            throw .syntheticOutsideSandbox
        }
        guard checkDigit(values) == values[11] else { throw .wrongCheckDigit }
    }

    /// Takes digits that our own store holds.
    package init(stored digits: String) {
        self.digits = digits
    }
}
