import Kernel
import Registers

/// How the named people hang together.
extension NamedPeople {
    private static let households: [[NamedPerson]] = [
        [.citizen, .citizensWife, .citizensDaughter, .citizensSon], [.grandmother, .grandson],
        [.motherOfAlmostAdult, .almostAdult], [.deceased, .widow], [.wardOfTwo, .presentGuardian],
        [.graduate, .grandfather],
    ]

    /// Households and telephones.
    static func settle(_ people: inout [SyntheticPerson], _ world: SyntheticWorld) {
        for household in households {
            let indexes = household.map(\.rawValue)
            guard let first = indexes.first, let last = indexes.last else { continue }
            for index in indexes { people[index].household = first..<last + 1 }
        }
        let silent: Set<NamedPerson> = [
            .citizensDaughter, .citizensSon, .grandson, .personWithoutPhone, .deceased,
            .grandfather,
        ]
        for named in NamedPerson.allCases where !silent.contains(named) {
            people[named.rawValue].phone = world.numbers.phone(of: named.rawValue)
        }
        people[NamedPerson.grandfather.rawValue].phone = people[NamedPerson.graduate.rawValue].phone
    }

    /// Marriages, parents, guardians and the one death.
    static func addTies(_ people: inout [SyntheticPerson], _ world: SyntheticWorld) {
        marry(.citizen, .citizensWife, &people)
        marry(.deceased, .widow, &people)
        people[NamedPerson.deceased.rawValue].deathDate = world.today.adding(days: -40)
        for child in [NamedPerson.citizensDaughter, .citizensSon] {
            people[child.rawValue].father = NamedPerson.citizen.rawValue
            people[child.rawValue].mother = NamedPerson.citizensWife.rawValue
            tie(.citizensWife, child, .parent, from: people[child.rawValue].birthDate, &people)
            tie(.citizen, child, .parent, from: people[child.rawValue].birthDate, &people)
        }
        people[NamedPerson.almostAdult.rawValue].mother = NamedPerson.motherOfAlmostAdult.rawValue
        tie(
            .motherOfAlmostAdult, .almostAdult, .parent,
            from: people[NamedPerson.almostAdult.rawValue].birthDate, &people)
        tie(.grandmother, .grandson, .guardian, from: world.today.adding(days: -800), &people)
        let change = world.today.adding(days: -100)
        tie(
            .formerGuardian, .wardOfTwo, .guardian, from: world.today.adding(days: -1500),
            until: change, &people)
        tie(.presentGuardian, .wardOfTwo, .guardian, from: change, &people)
    }

    private static func marry(
        _ one: NamedPerson, _ other: NamedPerson, _ people: inout [SyntheticPerson]
    ) {
        people[one.rawValue].spouse = other.rawValue
        people[other.rawValue].spouse = one.rawValue
    }

    private static func tie(
        _ guardian: NamedPerson, _ ward: NamedPerson, _ basis: GuardianshipBasis, from: Day,
        until: Day? = nil, _ people: inout [SyntheticPerson]
    ) {
        let guardianship = SyntheticGuardianship(
            ward: ward.rawValue, guardian: guardian.rawValue, basis: basis, from: from,
            until: until)
        people[guardian.rawValue].wards.append(guardianship)
        people[ward.rawValue].guardians.append(guardianship)
    }
}
