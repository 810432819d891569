import Kernel
import Registers
import Testing

@testable import Sandbox

@Suite struct FamilyTests {
    private static let crowd = Array(SyntheticWorld(seed: 7, today: today, people: 3000).people)
    private let people = FamilyTests.crowd

    @Test func `guardianships say the same on both sides`() {
        for person in people {
            for guardianship in person.guardians {
                #expect(guardianship.ward == person.index)
                #expect(people[guardianship.guardian].wards.contains(guardianship))
            }
            for guardianship in person.wards {
                #expect(guardianship.guardian == person.index)
                #expect(people[guardianship.ward].guardians.contains(guardianship))
            }
        }
    }

    @Test func `parents are guardians by birth and old enough`() {
        for person in people {
            for parent in [person.mother, person.father].compactMap({ $0 }) {
                #expect(people[parent].birthDate.adding(years: 16) <= person.birthDate)
            }
            for guardianship in person.guardians where guardianship.basis == .parent {
                #expect([person.mother, person.father].contains(guardianship.guardian))
                #expect(guardianship.from == person.birthDate)
            }
        }
    }

    @Test func `guardianships are dated in order`() {
        for guardianship in people.flatMap(\.wards) {
            let ward = people[guardianship.ward]
            #expect(guardianship.from >= ward.birthDate && guardianship.from <= today)
            if let until = guardianship.until {
                #expect(until > guardianship.from && until <= today && until < ward.majority)
            }
            if let death = people[guardianship.guardian].deathDate, death < ward.majority {
                #expect(guardianship.until == death)
            }
        }
    }

    @Test func `every child has somebody who represents them`() {
        for child in people where child.majority > today && !child.isDead(on: today) {
            #expect(child.guardians.contains { $0.until == nil })
        }
    }

    @Test func `spouses and households agree`() {
        for person in people {
            #expect(person.household.contains(person.index))
            #expect(person.household.allSatisfy { people[$0].household == person.household })
            if let spouse = person.spouse { #expect(people[spouse].spouse == person.index) }
        }
    }

    @Test func `surnames and patronymics fit the sex`() {
        for person in people {
            let patronymic = person.name.patronymic ?? ""
            let isFemale = patronymic.hasSuffix("на") || patronymic.hasSuffix("қызы")
            let isMale = patronymic.hasSuffix("ич") || patronymic.hasSuffix("ұлы")
            #expect(patronymic.isEmpty || (isFemale != isMale && isMale == (person.sex == .male)))
            #expect(person.sex == .female || !person.name.surname.hasSuffix("ова"))
            #expect(person.name.latin.allSatisfy { $0.isASCII })
        }
    }

    @Test func `patronymics follow the father's name`() {
        let expected = [
            "Юрий": "Юрьевна", "Пётр": "Петровна", "Михаил": "Михайловна", "Сергей": "Сергеевна",
            "Игорь": "Игоревна", "Дмитрий": "Дмитриевна", "Серік": "Сериковна",
        ]
        for (father, patronymic) in expected {
            #expect(Patronymic.russian(father, .female) == patronymic)
        }
        #expect(Patronymic.russian("Мұса", .male) == nil)
        #expect(Patronymic.kazakh("Серік", .male) == "Серікұлы")
    }

    @Test func `names are spelled in three ways`() {
        let name = world.person(.citizen).name
        #expect(name.full == "Нұрланов Асқар Болатұлы")
        #expect(name.russian == "Нурланов Аскар Болатулы")
        #expect(name.latin == "Nurlanov Askar")
        #expect(Transliteration.latin("Щербакова Жұлдыз") == "Shcherbakova Zhuldyz")
        #expect(Transliteration.russian("ҒАЗИЗА Әлия") == "ГАЗИЗА Алия")
    }
}
