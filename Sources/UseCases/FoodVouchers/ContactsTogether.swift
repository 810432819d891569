import FoodVouchers
import Kernel
import Registers

/// What came of asking the registers about many families at once.
enum ContactsOfMany: Sendable {
    /// Each family's contact.
    case answered([(family: ListedRecipient, contact: FamilyContact)])
    /// A register does not answer now.
    case down
    /// A register answers about one person at a time only, or one of the records is broken.
    case oneByOne
}

extension Platform {
    /// Who is asked for each of the families, and at which number, in two calls or, with minors
    /// among the recipients, four (FV-16, FV-O.5.2).
    func contactsTogether(of families: [ListedRecipient]) async -> ContactsOfMany {
        let ports = registers
        guard let standings = ports.persons.standings, let phones = ports.phones.findMany else {
            return .oneByOne
        }
        let (today, trace) = (clock.today, RequestTrace.id)
        let recipients = families.map(\.recipient)
        do throws(RegisterFault) {
            var people = try await standings(recipients, trace)
            var numbers = try await phones(recipients, trace)
            let minors = people.values.filter { !$0.isOfAge(on: today) && $0.deathDate == nil }
            let known = Set(recipients)
            let others = Set(minors.flatMap { $0.representatives(on: today) }).subtracting(known)
            for page in others.sorted(by: { $0.digits < $1.digits }).batches(
                of: RegisterLimits.peopleMax)
            {
                people.merge(try await standings(Array(page), trace)) { first, _ in first }
                numbers.merge(try await phones(Array(page), trace)) { first, _ in first }
            }
            return .answered(
                families.map { family in
                    (family, decided(family.recipient, people, numbers, on: today))
                })
        } catch {
            switch error {
            case .unavailable, .timeout, .unauthorised: return .down
            default: return .oneByOne
            }
        }
    }
}

private func decided(
    _ recipient: IIN, _ people: [IIN: PersonStanding], _ numbers: [IIN: FoundPhone],
    on today: Day
) -> FamilyContact {
    guard let person = people[recipient], person.deathDate == nil else {
        return .none(.unknownPerson)
    }
    var holder = person
    if !person.isOfAge(on: today) {
        let guardian = person.representatives(on: today).compactMap { people[$0] }
            .first { $0.deathDate == nil }
        guard let guardian else { return .none(.noRepresentative) }
        holder = guardian
    }
    guard let number = numbers[holder.iin] else { return .none(.noNumber) }
    guard !number.isShared else { return .none(.sharedNumber) }
    return .found(holder: holder.iin, phone: number.phone, language: holder.language)
}
