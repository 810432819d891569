import DigitalDocuments
import HTTPClient
import Kernel
import Registers
import Sandbox
import Signatures
import Testing

@Suite(.timeLimit(.minutes(1))) struct RegisterFaultTests {
    private let citizen = NamedPerson.citizen.iin

    @Test func `each fault of the population register is told apart, and ends`() async throws {
        let bench = try await RegisterBench(.persons)
        let expected: [(RegisterFaults.Answer, RegisterFault)] = [
            (.down, .unavailable), (.wrongPerson, .wrongPerson), (.malformed, .malformed(at: "")),
        ]
        for (answer, fault) in expected {
            bench.service.faults.plan = RegisterFaults.Plan(answer: answer)
            #expect(await faultOf { try await bench.persons.find(citizen, "r") } == fault)
        }
        bench.service.faults.plan = RegisterFaults.Plan()
        #expect(try await bench.persons.find(citizen, "r")?.iin == citizen)
        try await bench.remove()
    }

    @Test func `a slow register runs into the time-out`() async throws {
        let bench = try await RegisterBench(.persons)
        bench.service.faults.plan = RegisterFaults.Plan(delayMilliseconds: 700)
        let impatient = PersonRegister(
            client: bench.client, connection: bench.connection(timeout: 100))
        #expect(await faultOf { try await impatient.find(citizen, "r") } == RegisterFault.timeout)
        #expect(try await bench.persons.find(citizen, "r") != nil)
        try await bench.remove()
    }

    @Test func `a wrong secret and a stopped register`() async throws {
        let bench = try await RegisterBench(.persons)
        let stranger = PersonRegister(
            client: bench.client, connection: bench.connection(secret: "guess"))
        #expect(
            await faultOf { try await stranger.find(citizen, "r") } == RegisterFault.unauthorised)
        let persons = bench.persons
        try await bench.remove()
        #expect(await faultOf { try await persons.find(citizen, "r") } == RegisterFault.unavailable)
    }

    @Test func `requests that are not of the protocol are refused`() async throws {
        let bench = try await RegisterBench(.persons)
        let url = bench.service.url
        let send = { (method: String, path: String, body: String, trace: String?) in
            var fields = [OutgoingRequest.Field("Authorization", "Bearer secret")]
            if let trace { fields.append(OutgoingRequest.Field("X-Request-Id", trace)) }
            return try await bench.client.send(
                OutgoingRequest(
                    method: method, url: url + path, headers: fields, body: Array(body.utf8))
            ).status
        }
        let find = RegisterRoute.findPerson.path
        #expect(try await send("POST", find, #"{"iin":"123456789011"}"#, "r") == 200)
        #expect(try await send("POST", find, #"{"iin":"123456789011"}"#, nil) == 400)
        #expect(try await send("POST", find, #"{"iin":"1"}"#, "r") == 400)
        #expect(try await send("POST", find, "{", "r") == 400)
        #expect(try await send("GET", find, "", "r") == 404)
        let phones = RegisterRoute.findPhone.path
        #expect(try await send("POST", phones, #"{"iin":"123456789011"}"#, "r") == 404)
        try await bench.remove()
    }

    @Test func `another person's telephone does not lead back to the person`() async throws {
        let bench = try await RegisterBench(.phones)
        bench.service.faults.plan = RegisterFaults.Plan(answer: .wrongPerson)
        let phone = try #require(try await bench.phones.find(citizen, "r"))
        #expect(try await !bench.phones.holders(phone, "r").contains(citizen))
        try await bench.remove()
    }

    @Test func `each fault of a document is found by its check`() async throws {
        let bench = try await RegisterBench(.documents(.internalAffairs))
        let register = bench.documents(.internalAffairs)
        let license = try #require(
            world.drafts(of: citizen, by: .internalAffairs)
                .first { $0.documentType == .driverLicense })
        let query = DocumentQuery(
            iin: citizen, documentType: .driverLicense, recordID: license.recordID, requestID: "r")
        let findings = { (answer: RegisterFaults.Answer) async throws -> [SignatureFinding] in
            bench.service.faults.plan = RegisterFaults.Plan(answer: answer)
            return try await self.findings(in: try await register.build(query))
        }
        #expect(try await findings(.correct).isEmpty)
        #expect(try await findings(.badSignature) == [.contentDigestDiffers])
        #expect(try await findings(.expiredCertificate) == [.certificateExpired])
        #expect(try await findings(.wrongPerson).isEmpty)
        let foreign = try await register.build(query)
        let content = try DocumentContent(signedBytes: foreign.content, rules: .sandbox)
        #expect(content.ownerIIN != citizen && content.documentType == .driverLicense)
        bench.service.faults.plan = RegisterFaults.Plan(answer: .malformed)
        #expect(
            await faultOf { try await register.build(query) } == RegisterFault.malformed(at: ""))
        try await bench.remove()
    }

    private func findings(in document: SignedDocument) async throws -> [SignatureFinding] {
        let verifier = try CMSVerifier(
            trustedRoots: [try RegisterBench.authority.get().certificate])
        let verdict = verifier.verifyDetached(
            document.signature, content: document.content, at: RegisterBench.now
        ) { $0.subject.bin == LegalEntities.internalAffairs.bin.digits }
        guard case .refused(let findings, _, _) = verdict else { return [] }
        return findings
    }

    @Test func `plans are written and read`() {
        for answer in RegisterFaults.Answer.allCases {
            let plan = RegisterFaults.Plan(answer: answer, delayMilliseconds: 250)
            #expect(RegisterFaults.Plan(plan.json) == plan)
        }
        #expect(RegisterFaults.Plan([:]) == RegisterFaults.Plan())
        #expect(RegisterFaults.Plan(["answer": "odd"]) == nil)
        #expect(RegisterFaults.Plan(["delayMilliseconds": 60_001]) == nil)
        #expect(RegisterFaults.Plan(delayMilliseconds: -5).delayMilliseconds == 0)
        #expect(RegisterKind.allCases.allSatisfy { RegisterKind(name: $0.name) == $0 })
        #expect(RegisterKind(name: "unknown") == nil)
    }
}
