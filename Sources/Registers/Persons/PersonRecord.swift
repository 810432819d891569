import Kernel

/// A person as the population register describes them.
package struct PersonRecord: Hashable, Sendable {
    /// The individual identification number.
    package var iin: IIN
    /// The surname as the identity card spells it.
    package var surname: String
    /// The given name as the identity card spells it.
    package var name: String
    /// The patronymic; nil for people without one.
    package var patronymic: String?
    /// Surname and given name in Latin letters.
    package var latinName: String
    /// The day of birth: the only source of anyone's age.
    package var birthDate: Day
    /// The day of death; nil for the living.
    package var deathDate: Day?
    /// The language the person chose to be served in.
    package var language: Language
    /// Whom the person represents or represented.
    package var children: [WardRecord]
    /// Who represents or represented the person.
    package var guardians: [GuardianshipRecord]

    /// All facts of the record.
    package init(
        iin: IIN, surname: String, name: String, patronymic: String?, latinName: String,
        birthDate: Day, deathDate: Day?, language: Language, children: [WardRecord],
        guardians: [GuardianshipRecord]
    ) {
        self.iin = iin
        self.surname = surname
        self.name = name
        self.patronymic = patronymic
        self.latinName = latinName
        self.birthDate = birthDate
        self.deathDate = deathDate
        self.language = language
        self.children = children
        self.guardians = guardians
    }

    /// Surname, name and patronymic.
    package var fullName: String {
        [surname, name, patronymic].compactMap { $0 }.joined(separator: " ")
    }

    /// True from the eighteenth birthday on.
    package func isOfAge(on day: Day) -> Bool {
        day >= birthDate.adding(years: 18)
    }
}
