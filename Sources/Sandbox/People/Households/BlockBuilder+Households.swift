import Kernel
import Registers

extension BlockBuilder {
    /// A mother, a father and their children.
    mutating func addFamily(_ home: Home) {
        let motherAge = 21 + random.below(13) + random.below(14)
        addParentsAndChildren(home, motherAge: motherAge)
    }

    /// A family with the father's mother.
    mutating func addThreeGenerations(_ home: Home) {
        let motherAge = 22 + random.below(10) + random.below(10)
        let father = addParentsAndChildren(home, motherAge: motherAge, keeping: 1)
        let fatherAge = calendarAge(father)
        let grandmother = addPerson(
            sex: .female, age: min(93, fatherAge + random.within(20...34)), home)
        people[father].mother = base + grandmother
    }

    /// Adds both parents and as many children as there is room for; says where the father is.
    @discardableResult
    private mutating func addParentsAndChildren(
        _ home: Home, motherAge: Int, keeping spare: Int = 0
    ) -> Int {
        let ownSurname = random.chance(perThousand: 250)
        let surname = ownSurname ? random.pick(NameList.of(home.origin).surnames) : nil
        let mother = addPerson(sex: .female, age: motherAge, home, surname: surname)
        let father = addPerson(sex: .male, age: max(20, motherAge + random.within(-1...6)), home)
        marry(mother, father)
        addChildren(home, mother: mother, father: father, keeping: spare)
        endSomeParenthood(father)
        return father
    }

    /// A mother, seldom a father, alone with children.
    mutating func addSingleParent(_ home: Home) {
        let age = 23 + random.below(12) + random.below(12)
        let isMother = random.chance(perThousand: 880)
        let parent = addPerson(sex: isMother ? .female : .male, age: age, home)
        addChildren(
            home, mother: isMother ? parent : nil, father: isMother ? nil : parent, keeping: 0)
    }

    /// Two people without children at home.
    mutating func addCouple(_ home: Home, ages: ClosedRange<Int>) {
        let wifeAge = random.within(ages)
        let wife = addPerson(sex: .female, age: wifeAge, home)
        let husband = addPerson(
            sex: .male, age: min(95, wifeAge + random.within(-2...6)), home)
        marry(wife, husband)
        if wifeAge >= 60, random.chance(perThousand: 100) { bury(husband) }
    }

    /// An old person who lives alone.
    mutating func addOldSingle(_ home: Home) {
        let sex: Sex = random.chance(perThousand: 720) ? .female : .male
        let person = addPerson(sex: sex, age: random.within(62...95), home)
        if random.chance(perThousand: 100) { bury(person) }
    }

    /// One or two children with an appointed guardian, sometimes after another one.
    mutating func addWards(_ home: Home) {
        let guardian = addPerson(sex: .female, age: random.within(34...60), home)
        var former: Int?
        if room >= 3, random.chance(perThousand: 400) {
            former = addPerson(sex: .female, age: random.within(60...78), home)
        }
        let father = random.pick(NameList.of(home.origin).men)
        let count = random.within(1...min(2, room))
        var age = random.within(10...16)
        for _ in 0..<count {
            let ward = addPerson(sex: randomSex(), age: age, home, father: father)
            appoint(guardian, after: former, for: ward)
            age -= random.within(1...4)
        }
    }

    /// The difference of the calendar years: it stays the same all year, so the numbers do too.
    private func calendarAge(_ position: Int) -> Int {
        world.today.components.year - people[position].birthDate.components.year
    }

    // MARK: - Ties

    private mutating func marry(_ wife: Int, _ husband: Int) {
        people[wife].spouse = base + husband
        people[husband].spouse = base + wife
    }

    /// Adds children from the oldest to the youngest.
    private mutating func addChildren(_ home: Home, mother: Int?, father: Int?, keeping spare: Int)
    {
        let parentAge = [mother, father].compactMap { $0 }.map(calendarAge).min() ?? 20
        let wanted = 1 + random.pick(weights: [24, 34, 24, 13, 5])
        var age = random.below(min(24, max(1, parentAge - 18)))
        let fatherName =
            father.map { people[$0].name.given } ?? random.pick(NameList.of(home.origin).men)
        for _ in 0..<min(wanted, room - spare) {
            let child = addPerson(sex: randomSex(), age: age, home, father: fatherName)
            people[child].mother = mother.map { base + $0 }
            people[child].father = father.map { base + $0 }
            for parent in [mother, father] {
                guard let parent else { continue }
                tie(guardian: parent, ward: child, basis: .parent, from: people[child].birthDate)
            }
            age -= random.within(1...4)
            if age < 0 { break }
        }
    }

    private mutating func tie(
        guardian: Int, ward: Int, basis: GuardianshipBasis, from: Day, until: Day? = nil
    ) {
        let guardianship = SyntheticGuardianship(
            ward: base + ward, guardian: base + guardian, basis: basis, from: from, until: until)
        people[guardian].wards.append(guardianship)
        people[ward].guardians.append(guardianship)
    }

    /// Appoints a guardian some years ago; a former one was released on that day.
    private mutating func appoint(_ guardian: Int, after former: Int?, for ward: Int) {
        let birth = people[ward].birthDate
        let lived = world.today.daysSince1970 - birth.daysSince1970
        let appointed = birth.adding(days: lived / 2 + random.below(max(1, lived / 3)))
        if let former {
            let first = birth.adding(days: lived / 4)
            tie(guardian: former, ward: ward, basis: .guardian, from: first, until: appointed)
        }
        let basis: GuardianshipBasis = appointed >= birth.adding(years: 14) ? .trustee : .guardian
        tie(guardian: guardian, ward: ward, basis: basis, from: appointed)
    }

    /// Now and then a father has died or a court has ended his rights; both end the guardianship.
    private mutating func endSomeParenthood(_ father: Int) {
        let ago = random.within(20...900)
        let end = world.today.adding(days: -ago)
        let dies = random.chance(perThousand: 10)
        guard dies || random.chance(perThousand: 15) else { return }
        let wards = people[father].wards
        guard !wards.isEmpty, wards.allSatisfy({ $0.from < end }) else { return }
        if dies { people[father].deathDate = end }
        for guardianship in wards {
            let child = guardianship.ward - base
            guard end < people[child].majority else { continue }
            for position in people[child].guardians.indices
            where people[child].guardians[position].guardian == base + father {
                people[child].guardians[position].until = end
            }
            for position in people[father].wards.indices
            where people[father].wards[position].ward == guardianship.ward {
                people[father].wards[position].until = end
            }
        }
    }

    private mutating func bury(_ person: Int) {
        people[person].deathDate = world.today.adding(days: -random.within(15...700))
    }
}
