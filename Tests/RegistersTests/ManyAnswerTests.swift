import Kernel
import Registers
import Testing

/// The routes that answer about many people at once.
@Suite struct ManyAnswerTests {
    private let first = IIN(stored: "123456789011")
    private let second = IIN(stored: "123456789012")
    private let phone = PhoneNumber(stored: "+77009123456")
    private let born = Day(daysSince1970: 10_000)

    @Test func `numbers go there and back, and who has none is missing`() throws {
        let answer = PhonesAnswer.json([(first, FoundPhone(phone: phone, isShared: true))])
        let found = try PhonesAnswer.read(answer, asked: [first, second], rules: .sandbox)
        #expect(found == [first: FoundPhone(phone: phone, isShared: true)])
        let query = PeopleQuery(iins: [first, second])
        #expect(try PeopleQuery(query.json, rules: .sandbox) == query)
    }

    @Test func `standings go there and back`() throws {
        let guardian = GuardianshipRecord(iin: second, basis: .parent, from: born, until: nil)
        let person = PersonStanding(
            iin: first, birthDate: born, deathDate: nil, language: .ru, guardians: [guardian])
        let answer = StandingsAnswer.json([person])
        #expect(
            try StandingsAnswer.read(answer, asked: [first], rules: .sandbox) == [first: person])
        #expect(person.representatives(on: born) == [second])
        #expect(person.representatives(on: born.adding(days: -1)).isEmpty)
        #expect(person.isOfAge(on: born.adding(years: 18)))
        // Only what decides who may be asked: no name.
        #expect(answer["people"]?.array?.first?["surname"] == nil)
    }

    @Test func `who was not asked about, or stands twice, is not taken`() throws {
        let entry = (iin: first, phone: FoundPhone(phone: phone, isShared: false))
        #expect(throws: RegisterFault.wrongPerson) {
            try PhonesAnswer.read(PhonesAnswer.json([entry]), asked: [second], rules: .sandbox)
        }
        #expect(throws: RegisterFault.malformed(at: "phones")) {
            try PhonesAnswer.read(
                PhonesAnswer.json([entry, entry]), asked: [first], rules: .sandbox)
        }
        let person = PersonStanding(
            iin: first, birthDate: born, deathDate: nil, language: .ru, guardians: [])
        #expect(throws: RegisterFault.wrongPerson) {
            try StandingsAnswer.read(
                StandingsAnswer.json([person]), asked: [second], rules: .sandbox)
        }
    }

    @Test func `other forms are refused`() throws {
        #expect(throws: RegisterFault.malformed(at: "phones[0].phone")) {
            try PhonesAnswer.read(
                ["phones": [["iin": "123456789011", "phone": "87009123456", "shared": false]]],
                asked: [first], rules: .sandbox)
        }
        #expect(throws: RegisterFault.incomplete(at: "phones[0].shared")) {
            try PhonesAnswer.read(
                ["phones": [["iin": "123456789011", "phone": "+77009123456"]]], asked: [first],
                rules: .sandbox)
        }
        #expect(throws: RegisterFault.malformed(at: "iins")) {
            try PeopleQuery(["iins": []], rules: .sandbox)
        }
        #expect(throws: RegisterFault.malformed(at: "iins")) {
            try PeopleQuery(["iins": ["123456789011", "123456789011"]], rules: .sandbox)
        }
        let many = JSON.array([JSON](repeating: "123456789011", count: 501))
        #expect(throws: RegisterFault.malformed(at: "iins")) {
            try PeopleQuery(["iins": many], rules: .sandbox)
        }
    }
}
