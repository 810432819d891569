import Kernel
import Registers
import Sandbox
import Testing

/// The sandbox's register of organisations and of other bodies' licences (UC-74).
@Suite(.timeLimit(.minutes(1))) struct OrganisationRegisterTests {
    @Test func `it answers about firms as the world is, and about nobody else`() async throws {
        let bench = try await RegisterBench(.organisations)
        let firm = LegalEntities.miningFirm.bin
        let record = try #require(try await bench.organisations.find(firm, "r"))
        #expect(
            record.licences.map(\.code) == [
                "hydrocarbons:wellBlasting", "mining:mineralBlasting",
            ])
        #expect(record.licences.map { $0.holds(on: today) } == [false, true])
        #expect(record.changedOn != nil)
        let ministry = try await bench.organisations.find(LegalEntities.justice.bin, "r")
        #expect(ministry?.licences.isEmpty == true && ministry?.changedOn == nil)
        let unknown = BIN(stored: "790140009990")
        #expect(try await bench.organisations.find(unknown, "r") == nil)
        try await bench.remove()
    }

    @Test func `a register that is down, or answers about another, gives nothing`() async throws {
        let bench = try await RegisterBench(.organisations)
        let firm = LegalEntities.miningFirm.bin
        let organisations = bench.organisations
        bench.service.faults.plan = RegisterFaults.Plan(answer: .down)
        #expect(await faultOf { try await organisations.find(firm, "r") } == .unavailable)
        bench.service.faults.plan = RegisterFaults.Plan(answer: .wrongPerson)
        #expect(await faultOf { try await organisations.find(firm, "r") } == .wrongPerson)
        bench.service.faults.plan = RegisterFaults.Plan(answer: .correct)
        #expect(try await organisations.find(firm, "r") != nil)
        // It answers nothing about people.
        let persons = bench.persons
        let iin = NamedPerson.citizen.iin
        #expect(await faultOf { try await persons.find(iin, "r") } != nil)
        try await bench.remove()
    }
}
