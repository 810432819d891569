import DigitalDocuments
import Kernel
import Registers
import Sandbox
import Signatures
import Testing

@Suite(.timeLimit(.minutes(1))) struct RegisterServiceTests {
    @Test func `the population register answers as the world is`() async throws {
        let bench = try await RegisterBench(.persons)
        for named in NamedPerson.allCases {
            let record = try await bench.persons.find(named.iin, "r")
            let expected = try #require(world.personRecord(named.iin))
            #expect(record?.fullName == expected.fullName)
            #expect(record?.deathDate == expected.deathDate)
            #expect(Set(record?.children ?? []) == Set(expected.children))
            #expect(Set(record?.guardians ?? []) == Set(expected.guardians))
        }
        let nobody = try IIN("123456789011", rules: .sandbox)
        #expect(try await bench.persons.find(nobody, "r") == nil)
        try await bench.remove()
    }

    @Test func `deaths and ended guardianships count from the next question on`() async throws {
        let bench = try await RegisterBench(.persons)
        let mother = NamedPerson.motherOfAlmostAdult.iin
        #expect(try await bench.service.recordDeath(of: mother, on: today))
        #expect(try await !bench.service.recordDeath(of: mother, on: today))
        #expect(try await bench.persons.find(mother, "r")?.children.map(\.until) == [today])
        let ward = NamedPerson.grandson.iin
        let guardian = NamedPerson.grandmother.iin
        #expect(try await bench.service.endGuardianship(of: ward, by: guardian, on: today))
        #expect(try await !bench.service.endGuardianship(of: ward, by: guardian, on: today))
        #expect(try await bench.persons.find(ward, "r")?.guardians.map(\.until) == [today])
        #expect(try await bench.service.revokeDocument("r", on: today) == false)
        try await bench.remove()
    }

    @Test func `telephones are found both ways and change`() async throws {
        let bench = try await RegisterBench(.phones)
        let citizen = NamedPerson.citizen.iin
        let phone = try #require(try await bench.phones.find(citizen, "r"))
        #expect(try await bench.phones.holders(phone, "r") == [citizen])
        #expect(try await bench.phones.find(NamedPerson.personWithoutPhone.iin, "r") == nil)
        let shared = try #require(try await bench.phones.find(NamedPerson.graduate.iin, "r"))
        #expect(try await bench.phones.holders(shared, "r").count == 2)
        try await bench.service.setPhone(shared, of: citizen)
        #expect(try await bench.phones.holders(shared, "r").count == 3)
        try await bench.service.setPhone(nil, of: citizen)
        #expect(try await bench.phones.find(citizen, "r") == nil)
        try await bench.remove()
    }

    @Test(arguments: IssuingBody.allCases)
    func `every document is listed, built and signed by its body`(
        body: IssuingBody
    ) async throws {
        let bench = try await RegisterBench(.documents(body))
        let register = bench.documents(body)
        let verifier = try CMSVerifier(
            trustedRoots: [try RegisterBench.authority.get().certificate])
        var built = 0
        for person in everyone.prefix(60) {
            let drafts = world.drafts(of: person.iin, by: body)
            let listings = try await register.list(person.iin, "r")
            #expect(Set(listings) == Set(drafts.map(\.listing)))
            for draft in drafts {
                let document = try await register.build(query(draft))
                let content = try DocumentContent(signedBytes: document.content, rules: .sandbox)
                #expect(content == draft.content(asOf: RegisterBench.now))
                let verdict = verifier.verifyDetached(
                    document.signature, content: document.content, at: RegisterBench.now
                ) { $0.subject.bin == body.entity.bin.digits }
                #expect(verdict.verified?.signingTime == RegisterBench.now)
                built += 1
            }
        }
        #expect(built > 0)
        try await bench.remove()
    }

    @Test func `a voided document says so and another's is not found`() async throws {
        let bench = try await RegisterBench(.documents(.internalAffairs))
        let register = bench.documents(.internalAffairs)
        let license = try #require(
            world.drafts(of: NamedPerson.citizen.iin, by: .internalAffairs)
                .first { $0.documentType == .driverLicense })
        #expect(try await bench.service.revokeDocument(license.recordID, on: today))
        let document = try await register.build(query(license))
        let content = try DocumentContent(signedBytes: document.content, rules: .sandbox)
        #expect(content.status == .revoked)
        var foreign = query(license)
        foreign.iin = NamedPerson.policeman.iin
        #expect(await faultOf { try await register.build(foreign) } == RegisterFault.notFound)
        try await bench.remove()
    }

    @Test func `a register that is started again keeps what has changed`() async throws {
        let first = try await RegisterBench(.documents(.internalAffairs))
        let license = try #require(
            world.drafts(of: NamedPerson.citizen.iin, by: .internalAffairs).first)
        #expect(try await first.service.revokeDocument(license.recordID, on: today))
        let folder = await first.stop()
        let second = try await RegisterBench(.documents(.internalAffairs), folder: folder)
        let document = try await second.documents(.internalAffairs).build(query(license))
        let content = try DocumentContent(signedBytes: document.content, rules: .sandbox)
        #expect(content.status == .revoked)
        try await second.remove()
    }

    @Test func `five hundred people are ready quickly`() async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let bench = try await RegisterBench(.documents(.internalAffairs))
        #expect(clock.now - start < .seconds(10))
        try await bench.remove()
    }

    private func query(_ draft: DocumentDraft) -> DocumentQuery {
        DocumentQuery(
            iin: draft.ownerIIN, documentType: draft.documentType, recordID: draft.recordID,
            requestID: "r")
    }
}
