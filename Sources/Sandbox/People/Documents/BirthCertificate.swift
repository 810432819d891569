import DigitalDocuments
import Kernel

/// A birth certificate; the registers hold those of everyone who is or was a child of the world.
package struct BirthCertificate: Hashable, Sendable {
    /// The record's name in the register.
    package var recordID: String
    /// Nine digits.
    package var number: String
    /// The number of the act of civil status: region, year, serial.
    package var actNumber: String
    /// The day of the act, and of the certificate.
    package var issuedOn: Day
    /// The index of the mother, if she is in the world.
    package var mother: Int?
    /// The index of the father, if he is in the world.
    package var father: Int?
}

extension SyntheticWorld {
    /// The birth certificate of the person; nil for everyone born more than 25 years ago.
    ///
    /// A person has one also after coming of age, while only the person may still see it.
    package func birthCertificate(of person: SyntheticPerson) -> BirthCertificate? {
        guard person.age(on: today) < 25 else { return nil }
        var random = random(.birthCertificates, person.index)
        let issued = min(today, person.birthDate.adding(days: random.within(3...40)))
        let serial = digitText(decimals(person.index, 7))
        return BirthCertificate(
            recordID: recordID(.birthCertificate, of: person.index),
            number: numbers.cardNumber(of: person.index, ordinal: 3, leading: 1),
            actNumber: "\(person.birthPlace.region.rawValue)-\(issued.components.year)-\(serial)",
            issuedOn: issued, mother: person.mother, father: person.father)
    }
}
