import Kernel
import Registers

/// Makes the people of one block: household after household until there are 20.
struct BlockBuilder {
    let world: SyntheticWorld
    let base: Int
    var random: SplitMix64
    var people: [SyntheticPerson] = []

    init(world: SyntheticWorld, block: Int) {
        self.world = world
        self.base = block * SyntheticWorld.blockSize
        self.random = world.random(.households, block)
        people.reserveCapacity(SyntheticWorld.blockSize)
    }

    mutating func build() -> [SyntheticPerson] {
        while room > 0 { addHousehold() }
        return people
    }

    /// How many people the block still takes.
    var room: Int { SyntheticWorld.blockSize - people.count }

    private mutating func addHousehold() {
        let kind = HouseholdKind.allCases[random.pick(weights: HouseholdKind.weights)]
        guard kind.sizeMin <= room else { return }
        let home = Home(start: people.count, random: &random)
        switch kind {
        case .family: addFamily(home)
        case .threeGenerations: addThreeGenerations(home)
        case .singleParent: addSingleParent(home)
        case .couple: addCouple(home, ages: 22...62)
        case .oldCouple: addCouple(home, ages: 60...84)
        case .single: addPerson(sex: randomSex(), age: random.within(19...64), home)
        case .oldSingle: addOldSingle(home)
        case .appointedGuardian: addWards(home)
        }
        finish(home)
    }

    mutating func randomSex() -> Sex {
        random.below(1000) < 512 ? .male : .female
    }

    /// Closes the household: its extent, its telephones.
    private mutating func finish(_ home: Home) {
        let extent = base + home.start..<base + people.count
        for position in home.start..<people.count { people[position].household = extent }
        var phones = PhoneAssignment(world: world, random: world.random(.phones, extent.lowerBound))
        phones.assign(&people, from: home.start)
    }

    // MARK: - One person

    /// Adds a person and says at which position of the block.
    ///
    /// - Parameters:
    ///   - age: the difference between this year and the year of birth.
    ///   - father: the father's given name; drawn when nil.
    ///   - surname: the surname's male form; the home's when nil.
    @discardableResult
    mutating func addPerson(
        sex: Sex, age: Int, _ home: Home, father: String? = nil, surname: String? = nil
    ) -> Int {
        let names = NameList.of(home.origin)
        let index = base + people.count
        let birth = world.numbers.birth(of: index)
        let birthDate = pastDay(age: age, month: birth.month, day: birth.day)
        let fatherName = father ?? random.pick(names.men)
        let name = PersonName(
            surname: Surname.form(surname ?? home.surname, sex),
            given: random.pick(names.given(sex)),
            patronymic: patronymic(of: fatherName, sex: sex, age: age, origin: home.origin))
        let isHere = random.chance(perThousand: 700)
        let birthPlace =
            isHere ? home.address.place : Places.all[random.pick(weights: Places.weights)]
        people.append(
            SyntheticPerson(
                index: index,
                iin: SyntheticNumbers.iin(birthDate: birthDate, sex: sex, serial: birth.serial),
                sex: sex, origin: home.origin, name: name, birthDate: birthDate,
                language: language(home.origin), birthPlace: birthPlace, address: home.address,
                household: index..<index + 1, guardians: [], wards: []))
        return people.count - 1
    }

    /// The birthday so many calendar years ago; a year earlier where it would lie in the future.
    private func pastDay(age: Int, month: Int, day: Int) -> Day {
        let year = world.today.components.year - age
        let date = Day(year: year, month: month, day: day) ?? world.today
        return date <= world.today ? date : date.adding(years: -1)
    }

    private mutating func language(_ origin: Origin) -> Language {
        if random.chance(perThousand: 15) { return .en }
        return random.chance(perThousand: origin.kazakhPerThousand) ? .kk : .ru
    }

    /// The Kazakh form for most Kazakhs, more often the younger they are; the Russian one else.
    private mutating func patronymic(
        of father: String, sex: Sex, age: Int, origin: Origin
    ) -> String? {
        if random.chance(perThousand: 25) { return nil }
        guard origin == .kazakh else { return Patronymic.russian(father, sex) }
        let kazakhPerThousand = age < 30 ? 850 : 400
        if random.chance(perThousand: kazakhPerThousand) { return Patronymic.kazakh(father, sex) }
        return Patronymic.russian(father, sex) ?? Patronymic.kazakh(father, sex)
    }
}
