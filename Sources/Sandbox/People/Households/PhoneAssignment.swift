import Kernel

/// Gives the members of a household their numbers in the mobile citizens' base.
///
/// Children under 12 and the dead have none, a few others neither; some old people and teenagers
/// are registered with the number of someone they live with.
struct PhoneAssignment {
    let world: SyntheticWorld
    var random: SplitMix64

    mutating func assign(_ people: inout [SyntheticPerson], from start: Int) {
        for position in start..<people.count {
            people[position].phone = phone(people[position], in: people[start...])
        }
    }

    private mutating func phone(
        _ person: SyntheticPerson, in household: ArraySlice<SyntheticPerson>
    ) -> PhoneNumber? {
        let age = person.age(on: world.today)
        guard age >= 12, !person.isDead(on: world.today) else { return nil }
        let hasNone = random.chance(perThousand: age >= 70 ? 120 : 25)
        let shares = random.chance(perThousand: age >= 70 ? 250 : age < 18 ? 120 : 0)
        if hasNone { return nil }
        if shares, let shared = household.first(where: { $0.phone != nil })?.phone {
            return shared
        }
        return world.numbers.phone(of: person.index)
    }
}
