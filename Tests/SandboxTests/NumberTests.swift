import Kernel
import Sandbox
import Testing

@Suite struct NumberTests {
    @Test func `every IIN is valid in the sandbox and refused in production`() {
        for person in everyone {
            #expect(throws: Never.self) { try IIN(person.iin.digits, rules: .sandbox) }
            #expect(throws: IIN.Fault.syntheticOutsideSandbox) {
                try IIN(person.iin.digits, rules: .production)
            }
        }
    }

    @Test func `an IIN begins with the birthday and has a century of nobody alive`() {
        for person in everyone {
            let birth = person.birthDate.description.split(separator: "-").joined()
            #expect(person.iin.digits.hasPrefix(birth.dropFirst(2)))
            let century = person.iin.digits.dropFirst(6).prefix(1)
            #expect(century == (person.sex == .male ? "1" : "2"))
        }
    }

    @Test func `every BIN is valid in the sandbox and refused in production`() {
        for entity in LegalEntities.all {
            #expect(throws: Never.self) { try BIN(entity.bin.digits, rules: .sandbox) }
            #expect(throws: BIN.Fault.syntheticOutsideSandbox) {
                try BIN(entity.bin.digits, rules: .production)
            }
            #expect(LegalEntities.entity(bin: entity.bin) == entity)
        }
        #expect(Set(LegalEntities.all.map(\.bin)).count == LegalEntities.all.count)
        #expect(LegalEntities.akimats.count == 20)
    }

    @Test func `numbers of different people are different`() {
        // More than the serials of one round, so that equal serials meet.
        let large = Array(SyntheticWorld(seed: 5, today: today, people: 10_000).people)
        #expect(large.count == 10_000)
        #expect(Set(large.map(\.iin)).count == large.count)
        let households = Dictionary(grouping: large.filter { $0.phone != nil }, by: \.phone)
        #expect(households.values.allSatisfy { Set($0.map(\.household)).count == 1 })
    }

    @Test(arguments: [0, 1, 19, 20, 4_899, 4_900, 499_999, 1_788_499])
    func `a person is found by number, wherever they stand`(index: Int) {
        let largest = SyntheticWorld(today: today, people: SyntheticWorld.peopleMax)
        let person = largest.person(index)
        #expect(person.index == index)
        #expect(largest.person(iin: person.iin) == person)
        if let phone = person.phone {
            #expect(largest.holders(of: phone).contains(person))
        }
    }

    @Test func `numbers of nobody find nobody`() throws {
        #expect(world.person(iin: try IIN("123456789011", rules: .sandbox)) == nil)
        #expect(world.person(iin: IIN(stored: "990101199999")) == nil)
        #expect(world.person(iin: IIN(stored: "")) == nil)
        #expect(world.holders(of: PhoneNumber(stored: "+77012223344")).isEmpty)
        #expect(world.holders(of: PhoneNumber(stored: "+7")).isEmpty)
        let outside = SyntheticWorld(today: today, people: 520).person(510)
        #expect(world.person(iin: outside.iin) == nil)
    }

    @Test func `telephone numbers have the synthetic range`() {
        for phone in everyone.compactMap(\.phone) {
            #expect(phone.text.hasPrefix("+77009") && phone.text.utf8.count == 12)
            #expect(PhoneNumber(phone.text) == phone)
        }
    }
}
