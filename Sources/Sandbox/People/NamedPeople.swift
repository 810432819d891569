import Kernel

/// The first block, written by hand.
enum NamedPeople {
    /// The 20 named people on the world's day.
    static func block(in world: SyntheticWorld) -> [SyntheticPerson] {
        var people = NamedPerson.allCases.map { person(description(of: $0, in: world), $0, world) }
        settle(&people, world)
        addTies(&people, world)
        return people
    }

    /// What is written about one person.
    private struct Description {
        let sex: Sex
        let names: String
        let born: Day
        let home: (kato: String, street: Int)
        var origin: Origin = .kazakh
        var language: Language = .kk
    }

    private static func person(
        _ description: Description, _ named: NamedPerson, _ world: SyntheticWorld
    ) -> SyntheticPerson {
        let names = description.names.split(separator: " ").map(String.init)
        let place = Places.place(kato: description.home.kato) ?? Places.akkol
        var random = SplitMix64(seed: UInt64(description.home.street))
        let index = named.rawValue
        return SyntheticPerson(
            index: index,
            iin: SyntheticNumbers.iin(
                birthDate: description.born, sex: description.sex,
                serial: SyntheticNumbers.namedSerial(index)),
            sex: description.sex, origin: description.origin,
            name: PersonName(
                surname: names[0], given: names[1], patronymic: names.count > 2 ? names[2] : nil),
            birthDate: description.born, language: description.language, birthPlace: place,
            address: Address.random(in: place, &random), household: index..<index + 1,
            guardians: [], wards: [])
    }

    // MARK: - Who they are

    private static let astana = "710000000"
    private static let almaty = "750000000"
    private static let akkol = "113220100"

    private static func description(of named: NamedPerson, in world: SyntheticWorld) -> Description
    {
        switch named {
        case .citizen, .citizensWife, .citizensDaughter, .citizensSon: citizens(named, world)
        case .grandmother, .grandson, .personWithoutPhone, .motherOfAlmostAdult, .almostAdult:
            akkolPeople(named, world)
        case .formerGuardian, .wardOfTwo, .presentGuardian: guardians(named, world)
        case .policeman:
            Description(
                sex: .male, names: "Сейтқали Ерлан Маратұлы", born: day(1985, 9, 12),
                home: (astana, 4))
        case .bankClerk:
            Description(
                sex: .female, names: "Ким Виктория Сергеевна", born: day(1993, 6, 24),
                home: (almaty, 8), origin: .korean, language: .ru)
        case .deceased:
            Description(
                sex: .male, names: "Громов Пётр Иванович", born: day(1949, 1, 30),
                home: (almaty, 11), origin: .russian, language: .ru)
        case .widow:
            Description(
                sex: .female, names: "Громова Ольга Андреевна", born: day(1952, 8, 3),
                home: (almaty, 11), origin: .russian, language: .ru)
        case .expiredDriver:
            Description(
                sex: .male, names: "Юсупов Тимур Рашидович", born: day(1979, 12, 1),
                home: (almaty, 16), origin: .uyghur, language: .ru)
        case .suspendedDriver:
            Description(
                sex: .male, names: "Шевченко Дмитрий Олегович", born: day(1990, 2, 17),
                home: ("351010000", 17), origin: .ukrainian, language: .ru)
        case .graduate:
            Description(
                sex: .male, names: "Әлімжан Данияр Қуанышұлы", born: day(1999, 5, 9),
                home: ("790000000", 18), language: .en)
        case .grandfather:
            Description(
                sex: .male, names: "Әлімжан Сапар", born: day(1944, 3, 21),
                home: ("790000000", 18))
        }
    }

    private static func citizens(_ named: NamedPerson, _ world: SyntheticWorld) -> Description {
        switch named {
        case .citizensWife:
            Description(
                sex: .female, names: "Нұрланова Әсел Қанатқызы", born: day(1988, 2, 29),
                home: (astana, 1))
        case .citizensDaughter:
            Description(
                sex: .female, names: "Нұрланова Аружан Асқарқызы",
                born: childDay(10, 4, 18, world), home: (astana, 1))
        case .citizensSon:
            Description(
                sex: .male, names: "Нұрланов Әлихан Асқарұлы",
                born: childDay(6, 10, 7, world), home: (astana, 1))
        default:
            Description(
                sex: .male, names: "Нұрланов Асқар Болатұлы", born: day(1986, 3, 15),
                home: (astana, 1))
        }
    }

    private static func akkolPeople(_ named: NamedPerson, _ world: SyntheticWorld) -> Description {
        switch named {
        case .grandson:
            Description(
                sex: .male, names: "Беков Дәурен Серікұлы", born: childDay(9, 1, 25, world),
                home: (akkol, 5))
        case .personWithoutPhone:
            Description(
                sex: .male, names: "Соколов Иван Петрович", born: day(1967, 11, 5),
                home: (akkol, 7), origin: .russian, language: .ru)
        case .motherOfAlmostAdult:
            Description(
                sex: .female, names: "Оспанова Гүлнұр Талғатқызы", born: day(1984, 7, 19),
                home: (akkol, 9))
        case .almostAdult:
            Description(
                sex: .male, names: "Оспанов Санжар Мұратұлы",
                born: world.today.adding(days: 3).adding(years: -18), home: (akkol, 9))
        default:
            Description(
                sex: .female, names: "Бекова Күләш Омарқызы", born: day(1952, 5, 2),
                home: (akkol, 5))
        }
    }

    private static func guardians(_ named: NamedPerson, _ world: SyntheticWorld) -> Description {
        switch named {
        case .formerGuardian:
            Description(
                sex: .female, names: "Юсупова Рена Турсуновна", born: day(1958, 10, 14),
                home: (almaty, 13), origin: .uyghur, language: .ru)
        case .wardOfTwo:
            Description(
                sex: .male, names: "Юсупов Азиз Ильшатович", born: childDay(12, 2, 11, world),
                home: (almaty, 15), origin: .uyghur, language: .ru)
        default:
            Description(
                sex: .female, names: "Тохтарова Замира Адилевна", born: day(1983, 4, 6),
                home: (almaty, 15), origin: .uyghur, language: .ru)
        }
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
        Day(year: year, month: month, day: day) ?? Day(daysSince1970: 0)
    }

    /// The birthday of someone who is or becomes so old in this calendar year, or became last year.
    private static func childDay(
        _ age: Int, _ month: Int, _ dayOfMonth: Int, _ world: SyntheticWorld
    ) -> Day {
        day(world.today.components.year - age, month, dayOfMonth)
    }
}
