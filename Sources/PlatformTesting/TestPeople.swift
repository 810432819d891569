import Kernel
import Registers

/// The synthetic people and bodies of the platform's tests; the tests' day is 20 November 2026.
package enum TestPeople {
    /// The moment at which every test begins.
    package static let start = Instant(seconds: 1_795_149_000)

    /// An adult with a phone, documents and a child.
    package static let holder = iin("900101", serial: 1)
    /// An adult with a phone who verifies documents.
    package static let verifier = iin("910202", serial: 1)
    /// Another adult with a phone.
    package static let stranger = iin("920303", serial: 1)
    /// The holder's child, who comes of age on 21 November 2026.
    package static let child = iin("081121", serial: 1)
    /// Nobody has this number.
    package static let unknown = iin("930404", serial: 1)

    /// The holder's number.
    package static let holderPhone = PhoneNumber(stored: "+77010000001")
    /// The verifier's number.
    package static let verifierPhone = PhoneNumber(stored: "+77010000002")
    /// The stranger's number.
    package static let strangerPhone = PhoneNumber(stored: "+77010000003")
    /// Nobody holds this number.
    package static let unknownPhone = PhoneNumber(stored: "+77010000009")

    /// The ministry that issues identity cards and driving licences.
    package static let interior = bin("650140000010")
    /// The ministry that issues birth certificates.
    package static let justice = bin("650140000020")
    /// The organisation that owns the systems.
    package static let organisation = bin("650140000030")

    /// The records of the population register.
    static var records: [IIN: PersonRecord] {
        let people = [
            record(holder, "Сейітова", "Айгерім", born: (1990, 1, 1), .ru),
            record(verifier, "Ахметов", "Берік", born: (1991, 2, 2), .kk),
            record(stranger, "Smith", "John", born: (1992, 3, 3), .en),
            record(child, "Сейітова", "Дана", born: (2008, 11, 21), .kk),
        ]
        var records = Dictionary(people.map { ($0.iin, $0) }) { first, _ in first }
        records[holder]?.children = [WardRecord(iin: child, until: day(2026, 11, 21))]
        records[child]?.guardians = [
            GuardianshipRecord(iin: holder, basis: .parent, from: day(2008, 11, 21), until: nil)
        ]
        return records
    }

    static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
        guard let found = Day(year: year, month: month, day: day) else {
            preconditionFailure("no such day")
        }
        return found
    }

    private static func record(
        _ iin: IIN, _ surname: String, _ name: String, born: (Int, Int, Int), _ language: Language
    ) -> PersonRecord {
        PersonRecord(
            iin: iin, surname: surname, name: name, patronymic: nil, latinName: "NAME",
            birthDate: day(born.0, born.1, born.2), deathDate: nil, language: language,
            children: [], guardians: [])
    }

    /// A synthetic number: century digit 1, the first serial from here on that has a check digit.
    private static func iin(_ birth: String, serial: Int) -> IIN {
        for number in serial..<serial + 10 {
            let prefix = birth + "1" + String(String(10_000 + number).dropFirst())
            if let last = checkDigit(prefix.compactMap(\.wholeNumberValue)) {
                return IIN(stored: prefix + String(last))
            }
        }
        preconditionFailure("two numbers running have no check digit")
    }

    /// A synthetic number with the right check digit in place of the last one.
    private static func bin(_ text: String) -> BIN {
        let digits = text.compactMap(\.wholeNumberValue)
        guard let last = checkDigit(digits) else { preconditionFailure("no check digit") }
        return BIN(stored: text.dropLast() + String(last))
    }
}
