import AccessControl
import Kernel
import Signatures

/// A consent of the benchmark, computed from its number, so that pgbench can compute it too.
struct SeededConsent {
    /// The data sets that it covers, both held by ``owner``.
    static let dataSets = ["DriverLicense", "SRTS"]
    /// The data owner's system.
    static let owner = "owner-internal-affairs"
    /// The initiator's system.
    static let initiator = "dala-bank"
    /// The purpose, which allows three uses of each data set.
    static let purpose = "creditDecision"
    /// The uses of each data set.
    static let uses: Int64 = 3
    /// The seconds that it lives.
    static let lifetimeSeconds: Int64 = 86_400

    /// From 1 on.
    let number: Int
    /// When the person consented.
    let grantedAt: Instant

    /// The first 26 hexadecimal digits of SHA-256 of the number: scattered, as random names are.
    var id: Identifier<Consent> {
        Identifier(stored: String(SHA256.hash("\(number)").bytes.hex.prefix(26)))
    }

    /// The request's name.
    var requestId: String { String(SHA256.hash("r\(number)").bytes.hex.prefix(26)) }

    /// A number that nobody has: a birth date in the 1800s and a right check digit.
    ///
    /// Every consent has a person of its own.
    var subject: IIN {
        let dates = 9_000
        let date = number % dates
        var serial = number / dates
        while true {
            let text =
                padded(date / 336 % 80, 2) + padded(date / 28 % 12 + 1, 2)
                + padded(date % 28 + 1, 2) + "1" + padded(serial % 10_000, 4)
            if let digit = checkDigit(text.utf8.map { Int($0) - 48 }) {
                return IIN(stored: text + "\(digit)")
            }
            // No number of this serial is ever issued; the next thousand is free.
            serial += 1_000
        }
    }

    /// The consent as the use cases know it.
    var consent: Consent {
        let terms = AccessTerms(
            service: "Car loan", action: .processing, dataSets: Self.dataSets, owner: Self.owner,
            purpose: Self.purpose, method: .unifiedContactCentre,
            lifetimeSeconds: Self.lifetimeSeconds, uses: Self.uses)
        return Consent(
            id: id, terms: terms, initiator: Self.initiator, grantedAt: grantedAt,
            expiresAt: grantedAt.adding(seconds: Self.lifetimeSeconds), withdrawnAt: nil)
    }
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
