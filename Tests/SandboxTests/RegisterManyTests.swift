import Kernel
import Registers
import Sandbox
import Testing

/// Asked about many at once, the registers say what they say about each alone.
@Suite(.timeLimit(.minutes(1))) struct RegisterManyTests {
    private let iins = everyone.prefix(300).map(\.iin)

    @Test func `standings of many agree with the records one by one`() async throws {
        let bench = try await RegisterBench(.persons)
        let ask = try #require(bench.persons.standings)
        let nobody = try IIN("123456789011", rules: .sandbox)
        let found = try await ask(iins + [nobody], "r")
        #expect(found.count == iins.count && found[nobody] == nil)
        for iin in iins.prefix(60) {
            let record = try #require(try await bench.persons.find(iin, "r"))
            let one = PersonStanding(record)
            #expect(
                found[iin]?.birthDate == one.birthDate && found[iin]?.deathDate == one.deathDate)
            #expect(found[iin]?.language == one.language)
            #expect(Set(found[iin]?.guardians ?? []) == Set(one.guardians))
        }
        try await bench.remove()
    }

    @Test func `numbers of many agree with the numbers one by one`() async throws {
        let bench = try await RegisterBench(.phones)
        let ask = try #require(bench.phones.findMany)
        let found = try await ask(iins, "r")
        #expect(!found.isEmpty && found.count < iins.count)
        for iin in iins.prefix(60) {
            #expect(try await bench.phones.find(iin, "r") == found[iin]?.phone)
            guard let phone = found[iin] else { continue }
            let others = try await bench.phones.holders(phone.phone, "r").filter { $0 != iin }
            #expect(phone.isShared == !others.isEmpty)
        }
        // Other people's answers are not taken for the ones that were asked for.
        bench.service.faults.plan = .init(answer: .malformed)
        await #expect(throws: RegisterFault.self) { try await ask(iins, "r") }
        try await bench.remove()
    }

    @Test func `people who are entered are found at once`() async throws {
        let bench = try await RegisterBench(.persons)
        let nobody = try IIN("123456789011", rules: .sandbox)
        let record = PersonRecord(
            iin: nobody, surname: "A", name: "B", patronymic: nil, latinName: "A B",
            birthDate: today.adding(years: -40), deathDate: nil, language: .kk, children: [],
            guardians: [])
        try await bench.service.enter([(record, nil)])
        #expect(try await bench.persons.find(nobody, "r") == record)
        try await bench.remove()
    }
}
