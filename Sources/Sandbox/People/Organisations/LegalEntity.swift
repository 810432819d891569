import Kernel

/// A legal entity of the sandbox: real bodies under synthetic numbers, and invented firms.
package struct LegalEntity: Hashable, Sendable {
    /// What it does in the sandbox.
    package enum Kind: String, CaseIterable, Sendable, Hashable {
        case ministry
        case regionalAkimat
        case police
        case socialProtection
        case operatorOfServices
        case bank
        case shop
        case university
        case technologyFirm
        case enterprise
    }

    /// The synthetic number: year 60 to 79, valid check digit.
    package let bin: BIN
    /// What it does.
    package let kind: Kind
    /// Its name.
    package let name: LocalizedText
    /// Where it is.
    package let place: Place

    /// An entity whose BIN is made from a serial of its own.
    ///
    /// - Parameter serial: 0 to 49,999, of one entity only.
    init(_ serial: Int, _ kind: Kind, kk: String, ru: String, en: String, place: Place) {
        self.bin = LegalEntity.bin(serial: serial)
        self.kind = kind
        self.name = LocalizedText(kk: kk, ru: ru, en: en)
        self.place = place
    }

    /// Year 60 to 79 and month from the serial, a resident's head office, the serial, a check digit.
    ///
    /// Of two neighbouring serials one always has a check digit, as in an IIN.
    private static func bin(serial: Int) -> BIN {
        let start = decimals(60 + serial % 20, 2) + decimals(1 + serial % 12, 2) + [4, 0]
        for candidate in [serial * 2, serial * 2 + 1] {
            let digits = start + decimals(candidate, 5)
            if let check = checkDigit(digits) {
                return BIN(stored: digitText(digits + [check]))
            }
        }
        preconditionFailure("one of two neighbouring serials has a check digit")
    }
}
