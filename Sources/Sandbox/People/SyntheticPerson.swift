import Kernel

/// A sex, as civil registration knows it.
package enum Sex: String, Sendable, Hashable, CaseIterable {
    case male
    case female
}

/// A made-up person of the sandbox, with the numbers of the people next to them.
///
/// People are named by their index in the world, because an index says which block holds them.
package struct SyntheticPerson: Hashable, Sendable {
    /// The number in the world, from 0.
    package var index: Int
    /// The synthetic number: own YYMMDD, century digit 1 or 2, valid check digit.
    package var iin: IIN
    /// The sex; the IIN's century digit agrees with it.
    package var sex: Sex
    /// Where the name comes from.
    package var origin: Origin
    /// The name in its three forms.
    package var name: PersonName
    /// The day of birth, as the population register has it.
    package var birthDate: Day
    /// The day of death; nil for the living.
    package var deathDate: Day?
    /// The language in which the person wants to be served.
    package var language: Language
    /// The number in the mobile citizens' base; nil when there is none.
    package var phone: PhoneNumber?
    /// The place of birth.
    package var birthPlace: Place
    /// The registered address.
    package var address: Address
    /// The indexes of the people who live together; the first one stands for the household.
    package var household: Range<Int>
    /// The index of the mother, if she is in the world.
    package var mother: Int?
    /// The index of the father, if he is in the world.
    package var father: Int?
    /// The index of the husband or wife.
    package var spouse: Int?
    /// Who represents or represented this person, parents first.
    package var guardians: [SyntheticGuardianship]
    /// Whom this person represents or represented, oldest ward first.
    package var wards: [SyntheticGuardianship]
}

extension SyntheticPerson {
    /// Whole years lived on the day, or until death.
    package func age(on day: Day) -> Int {
        let end = min(day, deathDate ?? day).components
        let birth = birthDate.components
        let hadBirthday = (end.month, end.day) >= (birth.month, birth.day)
        return end.year - birth.year - (hadBirthday ? 0 : 1)
    }

    /// The eighteenth birthday: the first day of majority.
    package var majority: Day { birthDate.adding(years: 18) }

    /// True when the person is dead on the day.
    package func isDead(on day: Day) -> Bool {
        deathDate.map { $0 <= day } ?? false
    }
}
