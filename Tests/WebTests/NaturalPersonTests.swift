import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

@testable import Web

/// A natural person applies through page and interface (UC-94).
@Suite(.timeLimit(.minutes(10)))
struct NaturalPersonTests {
    private static let form = "application/x-www-form-urlencoded"

    @Test(
        .clause("IS-5A.7-v1", "IS-5A.7", "IS-4.6", "IS-6.7", "IS-7.2"),
        arguments: [
            ("explosives-licence", "licence", Engine.sqlite),
            ("explosives-licence", "licence", Engine.postgres),
            ("technology-permit", "permit", Engine.sqlite),
            ("technology-permit", "permit", Engine.postgres),
            ("design-approval", "construction", Engine.sqlite),
            ("design-approval", "construction", Engine.postgres),
            ("facility-registration", "register", Engine.sqlite),
            ("facility-registration", "register", Engine.postgres),
        ])
    func `a person applies, and has the signed result`(
        _ code: String, _ kind: String, _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { shared in
            let world = try shared.ofPerson()
            let (desk, service) = (try CaseDesk(world), try world.platform.casework.service(code))
            let person = try await desk.session(world.applicant)
            let begun = await desk.call(
                "POST", "/cases", "service=\(code)&kind=\(kind)", type: Self.form, as: person)
            let page = try #require(begun.location, "\(begun.status) \(begun.text)")
            let address = "/api/applications/" + page.dropFirst("/cases/".count)
            try await fill(address, service, desk, person)
            let statement = await desk.call("GET", address + "/statement", as: person)
            #expect(statement.status == 200)
            for language in Language.allCases {
                let shown = await desk.call("GET", page, as: person, language: language)
                #expect(shown.status == 200 && shown.text.contains(page + "/submit"))
            }
            func submit(signedBy iin: IIN) async throws -> CaseDesk.Answer {
                let cms = try world.sign(statement.bytes, by: iin)
                let body: JSON = [
                    "channel": .string(service.channels[0]), "cms": .string(cms.base64),
                ]
                return await desk.call("POST", address + "/submit", body.text, as: person)
            }
            let stranger = try await submit(signedBy: shared.applicant.iin)
            #expect(stranger.text.contains("signatureRefused"), "\(stranger.text)")
            let submitted = try await submit(signedBy: world.applicant.iin)
            #expect(submitted.status == 200, "\(submitted.text)")
            #expect(try await submit(signedBy: world.applicant.iin).status == 409)
            try await finish(String(page.dropFirst("/cases/".count)), kind, desk, person)
        }
    }

    /// Officials do their work; the person has the paper, and the register does not name them.
    private func finish(
        _ name: String, _ kind: String, _ desk: CaseDesk, _ person: String
    ) async throws {
        let (world, id) = (desk.world, try #require(Identifier<StoredCase>(name)))
        let stored = try await world.platform.application(id, for: world.applicant)
        #expect(stored.bin == nil && stored.applicant == world.applicant.iin.digits)
        let way = try #require(
            CaseWay.all(of: stored.definition, refusing: false).first { $0.kind == kind })
        let ended = try await world.carry(stored, through: way.outcomes)
        let end = try #require(ended.state.standingEnd.flatMap(ended.definition.end))
        #expect(end.meaning == .granted)
        let paper = await desk.call("GET", "/api/applications/\(name)/result.pdf", as: person)
        #expect(paper.status == 200 && paper.bytes.starts(with: "%PDF-".utf8))
        let result = try #require(try await world.platform.result(of: id))
        let statement = try JSON.parse(result.statement)
        #expect(statement["recipient"] == "naturalPerson" && statement["bin"] == .null)
        for language in Language.allCases {
            let shown = await desk.call("GET", "/cases/\(name)", as: person, language: language)
            #expect(shown.text.contains(end.title[language]))
        }
        guard let register = end.register, let body = ended.body, let number = ended.state.number
        else { return }
        let path = "/api/registers/\(register)/\(body.digits)/\(number)"
        let item = try await desk.json("GET", path, as: person)
        #expect(item["bin"] == .null && item["state"] == "inForce")
        let open = await desk.call("GET", path, as: try await desk.session(world.head(body)))
        #expect(open.status == 200 && !open.text.contains(world.applicant.iin.digits))
    }

    private func fill(
        _ address: String, _ service: ServiceDefinition, _ desk: CaseDesk, _ person: String
    ) async throws {
        let fields = service.fields.map { field -> JSON in
            ["code": .string(field.code), "value": .string(CaseworkWorld.value(of: field))]
        }
        let filled = await desk.call(
            "PUT", address + "/fields", (["fields": .array(fields)] as JSON).text, as: person)
        #expect(filled.status == 200, "\(filled.text)")
        let open = try await desk.json("GET", address, as: person)
        for finding in open["findings"]?.array ?? [] where finding["verdict"]?.string != "present" {
            guard let document = finding["code"]?.string.flatMap(service.document) else { continue }
            let parts = document.parts.map(\.code).joined(separator: ",")
            let query = parts.isEmpty ? "" : "&parts=" + parts
            let kept = await desk.call(
                "POST", "\(address)/documents?document=\(document.code)\(query)",
                bytes: CaseworkWorld.file, type: "application/pdf", as: person)
            #expect(kept.status == 200, "\(kept.text)")
        }
    }

    @Test(.clause("IS-1.6-v1", "IS-3.2"))
    func `where the clause names legal entities alone, a person begins nothing`() async throws {
        try await CaseworkWorld.run(on: .sqlite) { shared in
            let world = try shared.ofPerson()
            let desk = try CaseDesk(world)
            let person = try await desk.session(world.applicant)
            for service in world.platform.casework.services
            where !service.recipients.contains(.naturalPerson) {
                #expect(!service.recipientsAreAssumed)
                let body: JSON = [
                    "service": .string(service.code), "kind": .string(service.kinds[0].code),
                    "variants": [],
                ]
                let answer = await desk.call("POST", "/api/applications", body.text, as: person)
                #expect(answer.status == 422 && answer.text.contains("invalidField"))
            }
        }
    }

    @Test(.clause("IS-5A.7-v1", "IS-CH-1"))
    func `the card says who may apply and through what, and what of it is assumed`()
        async throws
    {
        let service = try await TestService()
        for language in Language.allCases {
            for offered in CaseworkLibrary.installed.services {
                let page = await service.get("/services/\(offered.code)", language: language)
                for kind in offered.recipients {
                    #expect(page.text.contains(ServiceWords.recipient(kind)[language]))
                }
                let isAssumed =
                    offered.recipientsAreAssumed || offered.channelsAreAssumed
                    || offered.documents.contains(where: \.isAssumed)
                #expect(
                    page.text.contains(ServiceWords.assumed[language]) == isAssumed,
                    "\(offered.code)")
            }
        }
        let card = try JSON.parse(
            Array(await service.get("/api/services/facility-registration").text.utf8))
        #expect(card["recipients"] == ["legalEntity", "naturalPerson"])
        #expect(card["recipientsAssumed"] == true && card["channelsAssumed"] == true)
        #expect(card["documents"]?.array?.first?["assumed"] == true)
    }
}
