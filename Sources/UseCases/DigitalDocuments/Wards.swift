import Kernel
import Registers

/// The minors whom a person represents now, by the population register (DD-14).
package struct Wards: Sendable {
    /// A minor.
    package struct Ward: Sendable, Hashable {
        /// The minor's number.
        package let iin: IIN
        /// The name, for the representative.
        package let name: String
    }

    /// The minors.
    package let people: [Ward]
    /// Whether the register did not answer: then nobody knows whom the person represents.
    package let isUnknown: Bool

    /// Nobody.
    package static let none = Wards(people: [], isUnknown: false)

    /// The most minors whose rows are read at once.
    static let peopleMax = 20
}

extension Platform {
    /// Whom the person represents at this moment, asked of the register anew each time.
    ///
    /// Does not throw: what is about the person alone is shown whether the register answers or not.
    package func wards(of person: SignedInPerson) async -> Wards {
        do {
            guard let record = try await registers.person(person.iin) else { return .none }
            let today = clock.today
            var people: [Wards.Ward] = []
            for ward in record.children.prefix(Wards.peopleMax) where today < ward.until {
                guard let child = try await represented(ward.iin, by: person.iin, on: today) else {
                    continue
                }
                people.append(Wards.Ward(iin: ward.iin, name: child.fullName))
            }
            return Wards(people: people, isUnknown: false)
        } catch {
            return Wards(people: [], isUnknown: true)
        }
    }
}
