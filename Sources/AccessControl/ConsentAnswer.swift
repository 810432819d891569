import Kernel

/// What a person's SMS to 1414 says (KDP-7.1, KDP-2.7).
///
/// `4821 1` consents to the open request with the code 4821, `4821 2` refuses it.
/// `21*1` and `21*2` belong to food vouchers and never to another request.
package enum ConsentAnswer: Hashable, Sendable {
    /// Consent to, or refusal of, the request with this code.
    case request(code: String, consents: Bool)
    /// An answer to the open voucher request of this number.
    case voucher(consents: Bool)
    /// Anything else.
    case unclear

    /// The number of digits of a request's code.
    package static let codeLength = 4

    /// Reads the text of an SMS; blanks, stops, hyphens and asterisks around the parts are forgiven.
    package init(_ text: String) {
        let parts = text.prefix(160).split { " .,-*#:;\n\r\t".contains($0) }.map(String.init)
        guard parts.count == 2, let consents = Self.choice(parts[1]) else {
            self = .unclear
            return
        }
        let digits = parts[0]
        if digits == "21" {
            self = .voucher(consents: consents)
        } else if digits.utf8.count == Self.codeLength,
            digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 })
        {
            self = .request(code: digits, consents: consents)
        } else {
            self = .unclear
        }
    }

    private static func choice(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "1", "иә", "ия", "да", "yes": true
        case "2", "жоқ", "жок", "нет", "no": false
        default: nil
        }
    }

    /// A code that tells this request apart from the number's other open ones.
    ///
    /// - Parameter taken: the codes of the number's open requests.
    /// - Returns: four digits, the first not zero; nil when more than half of all codes are taken.
    package static func makeCode(taken: Set<String>, random: RandomSource) -> String? {
        guard taken.count < 4500 else { return nil }
        while true {
            let code = String(1000 + random.below(9000))
            if !taken.contains(code) { return code }
        }
    }
}
