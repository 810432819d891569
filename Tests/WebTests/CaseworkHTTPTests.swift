import Casework
import HTTPServer
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import SigningChannels
import Store
import Testing
import UseCases

@testable import Web

/// Every service through the API alone, from the draft to the signed result (UC-42, 43, 45, 55).
@Suite(.timeLimit(.minutes(20)))
struct CaseworkHTTPTests {
    private static let services = CaseworkLibrary.installed.services.map(\.code)

    @Test(.clause("IS-EDS-1", "IS-CAB-1"), arguments: services)
    func `each kind of a service ends in a signed result in its register`(
        _ code: String
    ) async throws {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let service = try CaseworkLibrary.installed.service(code)
            let ways = CaseWay.all(of: service, refusing: false)
            #expect(Set(ways.map(\.kind)) == Set(service.kinds.map(\.code)))
            let client = try await CaseworkClient(world)
            for way in ways { try await grant(way, service, client) }
        }
    }

    @Test(.clause("IS-REF-1"), arguments: services)
    func `each ground of a service ends in a signed refusal that says how to appeal`(
        _ code: String
    ) async throws {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let service = try CaseworkLibrary.installed.service(code)
            let ways = CaseWay.all(of: service, refusing: true)
            #expect(Set(ways.compactMap(\.ground)) == Set(service.grounds.map(\.code)))
            let client = try await CaseworkClient(world)
            for way in ways { try await refuse(way, service, client) }
        }
    }

    @Test(.clause("IS-EDS-1"))
    func `an application is signed on the phone and submitted`() async throws {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let service = try CaseworkLibrary.installed.service("attestation")
            let way = try #require(CaseWay.all(of: service, refusing: false).first)
            let client = try await CaseworkClient(world)
            let id = try await client.submittedByPhone(way, service)
            let told = try await client.applicant("GET", "/api/applications/\(id)")
            #expect(told["phase"]?.string != "draft")
        }
    }

    @Test
    func `on PostgreSQL a permit is given and refused the same way`() async throws {
        try await CaseworkWorld.run(on: .postgres) { world in
            let service = try CaseworkLibrary.installed.service("blasting-permit")
            let ways = [false, true].compactMap { CaseWay.all(of: service, refusing: $0).first }
            let client = try await CaseworkClient(world)
            try await grant(ways[0], service, client)
            try await refuse(ways[1], service, client)
        }
    }

    private func grant(
        _ way: CaseWay, _ service: ServiceDefinition, _ client: CaseworkClient
    ) async throws {
        let id = try await client.submitted(way, service)
        try await client.carry(id, way, service)
        let told = try await client.applicant("GET", "/api/applications/\(id)")
        #expect(told["phase"]?.string == "ended" && told["refusal"] == .null, "\(way)")
        let end = try #require(told["end"]?.string.flatMap(service.end))
        #expect(end.meaning == .granted)
        let result = try await client.applicant("GET", "/api/applications/\(id)/result")
        #expect(result["fileDigest"]?.string != nil)
        let register = try #require(end.register)
        let list = try await client.applicant("GET", "/api/registers/\(register)?limit=200")
        let entries = (list["items"]?.array ?? []).map { $0["entry"]?.string }
        // Nothing takes the place of what was deregistered.
        let isEntered = service.kind(way.kind)?.replaces?.state != .deregistered
        #expect(entries.contains(result["entry"]?.string) == isEntered, "\(way)")
    }

    private func refuse(
        _ way: CaseWay, _ service: ServiceDefinition, _ client: CaseworkClient
    ) async throws {
        let id = try await client.submitted(way, service)
        try await client.carry(id, way, service)
        let told = try await client.applicant("GET", "/api/applications/\(id)")
        let refusal = try #require(told["refusal"], "\(way)")
        let grounds = (refusal["grounds"]?.array ?? []).map { $0["code"]?.string }
        #expect(grounds == [way.ground], "\(way)")
        #expect(refusal["reasons"]?.string == CaseworkWorld.reasons)
        #expect(refusal["appeal"]?["kk"]?.string == service.appeal.kk)
    }
}

/// Applicant and officials of a world, each with a session, over the router.
private struct CaseworkClient {
    let world: CaseworkWorld
    private let router: Router
    private let officials: [SignedInOfficial]
    private var secrets: [IIN: String] = [:]

    init(_ world: CaseworkWorld) async throws {
        self.world = world
        router = try Router(Endpoint.api, platform: world.platform) { _ in }
        officials = try [
            CaseworkWorld.committee, CaseworkWorld.department, CaseworkWorld.akimat,
        ].flatMap { [try world.worker($0), try world.head($0)] }
        for person in officials.map(\.person) + [world.applicant] {
            secrets[person.iin] = try await world.platform.openEDSSession(
                of: person.iin, for: person.bin)
        }
    }

    private func call(
        _ method: String, _ target: String, as iin: IIN, _ body: [UInt8] = [],
        contentType: String = "application/json"
    ) async throws -> HTTPResponse {
        let halves = target.split(separator: "?", maxSplits: 1)
        let query = halves.count > 1 ? decodeFormPairs(Array(halves[1].utf8)[...]) : nil
        var headers: HTTPHeaders = [
            "Host": world.platform.configuration.hosts.first ?? "127.0.0.1",
            "Cookie": "qyzmet=" + (secrets[iin] ?? ""),
            "Origin": world.platform.configuration.publicURL,
        ]
        if !body.isEmpty { headers["Content-Type"] = contentType }
        let request = HTTPRequest(
            method: method, path: String(halves[0]), query: query ?? [], headers: headers,
            body: body)
        while true {
            let response = await router.answer(request)
            guard response.status == 429,
                let seconds = response.headers["Retry-After"].flatMap(Int.init)
            else { return response }
            try await Task.sleep(for: .seconds(seconds))
        }
    }

    private func json(
        _ method: String, _ target: String, as iin: IIN, _ body: JSON? = nil
    ) async throws -> JSON {
        let response = try await call(
            method, target, as: iin, body.map { Array($0.text.utf8) } ?? [])
        try #require(
            (200..<300).contains(response.status),
            "\(method) \(target): \(response.status) \(String(decoding: response.body, as: UTF8.self))"
        )
        return try JSON.parse(response.body)
    }

    func applicant(_ method: String, _ target: String, _ body: JSON? = nil) async throws -> JSON {
        try await json(method, target, as: world.applicant.iin, body)
    }

    // MARK: - The applicant

    /// Fills, attaches, signs and submits; the name of the application.
    func submitted(_ way: CaseWay, _ service: ServiceDefinition) async throws -> String {
        let id = try await drafted(way, service)
        let address = "/api/applications/" + id
        let statement = try await call("GET", address + "/statement", as: world.applicant.iin)
        let cms = try world.sign(statement.body, by: world.applicant.iin)
        _ = try await applicant(
            "POST", address + "/submit",
            ["channel": .string(service.channels[0]), "cms": .string(cms.base64)])
        return id
    }

    /// Signs on the phone: asks, fetches both documents as the phone does, puts, submits.
    func submittedByPhone(_ way: CaseWay, _ service: ServiceDefinition) async throws -> String {
        let id = try await drafted(way, service)
        let address = "/api/applications/\(id)/phone"
        #expect(try await call("GET", address, as: world.applicant.iin).status == 404)
        _ = try await applicant("POST", address, ["channel": .string(service.channels[0])])
        let asked = try await applicant("GET", address)
        #expect(asked["isSigned"] == false)
        let link = try #require(asked["link"]?.string)
        let path = try #require(link.firstRange(of: "/mobile-sign/")).lowerBound
        let invitation = try await phone("GET", String(link[path...]), token: nil)
        let document = try #require(invitation["document"])
        let uri = try #require(document["uri"]?.string)
        let documents = String(uri[try #require(uri.firstRange(of: "/mobile-sign/")).lowerBound...])
        let token = try #require(document["auth_token"]?.string)
        var package = try #require(
            SigningPackage.check(try await phone("GET", documents, token: token)).package)
        guard case .file(let mime, let data) = package.documents[0].content else {
            throw Refusal(.notFound)
        }
        package.documents[0].content = .file(
            mime: mime, data: try world.sign(data, by: world.applicant.iin))
        let taken = try await phone("PUT", documents, token: token, package.json)
        #expect(taken["code"]?.string == "200")
        #expect(try await applicant("GET", address)["isSigned"] == true)
        _ = try await applicant("POST", address + "/submit")
        return id
    }

    /// A call of the phone's, which has no session.
    private func phone(
        _ method: String, _ path: String, token: String?, _ body: JSON? = nil
    ) async throws -> JSON {
        var headers: HTTPHeaders = [
            "Host": world.platform.configuration.hosts.first ?? "127.0.0.1"
        ]
        if let token { headers["Authorization"] = "Bearer " + token }
        if body != nil { headers["Content-Type"] = "application/json" }
        let response = await router.answer(
            HTTPRequest(
                method: method, path: path, query: [], headers: headers,
                body: body.map { Array($0.text.utf8) } ?? []))
        try #require(response.status == 200, "\(path)")
        return try JSON.parse(response.body)
    }

    private func drafted(_ way: CaseWay, _ service: ServiceDefinition) async throws -> String {
        let begun = try await applicant(
            "POST", "/api/applications",
            [
                "service": .string(service.code), "kind": .string(way.kind),
                "variants": .array(service.variants.prefix(1).map { .string($0.code) }),
            ])
        let id = try #require(begun["id"]?.string)
        let address = "/api/applications/" + id
        var chosen: [String: String] = [:]
        if let replaces = service.kind(way.kind)?.replaces {
            chosen[replaces.field] = try await world.grant(of: service).state.number
            if let holder = replaces.holder { chosen[holder] = world.applicant.bin?.digits }
        }
        if let annex = service.kind(way.kind)?.annexOf {
            chosen[annex.field] = try await world.grant(of: service).state.number
        }
        let fields = service.fields.map { field -> JSON in
            if field.content == .people {
                let people = [CaseworkWorld.listed(1).json]
                return ["code": .string(field.code), "value": .array(people)]
            }
            let value = chosen[field.code] ?? CaseworkWorld.value(of: field)
            return ["code": .string(field.code), "value": .string(value)]
        }
        _ = try await applicant("PUT", address + "/fields", ["fields": .array(fields)])
        let open = try await applicant("GET", address)
        #expect(open["phase"]?.string == "draft")
        for finding in open["findings"]?.array ?? [] where finding["verdict"]?.string != "present" {
            guard let document = finding["code"]?.string.flatMap(service.document) else { continue }
            let parts = document.parts.map(\.code).joined(separator: ",")
            let query = parts.isEmpty ? "" : "&parts=" + parts
            let kept = try await call(
                "POST", "\(address)/documents?document=\(document.code)\(query)",
                as: world.applicant.iin, CaseworkWorld.file, contentType: "application/pdf")
            #expect(kept.status == 200)
        }
        return id
    }

    // MARK: - Officials

    /// Does everything that officials do, until nobody has a task of the case.
    func carry(_ id: String, _ way: CaseWay, _ service: ServiceDefinition) async throws {
        var left = way.outcomes[...]
        while let (task, iin) = try await waiting(id) {
            let address = "/api/tasks/" + (task["id"]?.string ?? "")
            switch task["work"]?.string {
            case "accept":
                let whole = try await json("GET", address, as: iin)
                let provider = whole["providers"]?.array?.first?.string
                _ = try await json(
                    "POST", address + "/complete", as: iin,
                    provider.map {
                        ["provider": .string($0), "reasons": .string(CaseworkWorld.reasons)]
                    } ?? [:])
            case "register": _ = try await json("POST", address + "/complete", as: iin, [:])
            case "stage":
                let next = left.popFirst()
                try await end(task, address, as: iin, with: try #require(next), way)
            case "sign": try await sign(address, as: iin, id)
            default: Issue.record("\(task)")
            }
        }
        #expect(left.isEmpty, "\(way)")
    }

    private func waiting(_ id: String) async throws -> (JSON, IIN)? {
        for official in officials {
            let iin = official.person.iin
            let list = try await json("GET", "/api/tasks?limit=200", as: iin)
            if let task = list["items"]?.array?.first(where: { $0["case"]?.string == id }) {
                return (task, iin)
            }
        }
        return nil
    }

    private func end(
        _ task: JSON, _ address: String, as iin: IIN, with outcome: String, _ way: CaseWay
    ) async throws {
        _ = try await json("POST", address + "/take", as: iin, [:])
        let whole = try await json("GET", address, as: iin)
        let found = whole["outcomes"]?.array?.first { $0["code"]?.string == outcome }
        let isRefusal = try #require(found)["grounds"]?.array?.isEmpty == false
        let official = try #require(officials.first { $0.person.iin == iin })
        let stage = try world.platform.casework.service(whole["application"]?["service"]?.string)
            .stage(task["stage"]?.string ?? "")
        let isWithoutResults =
            stage?.outcomes.first { $0.code == outcome }?.isWithoutResults == true
        if stage?.isExamination == true, !isWithoutResults {
            let name = try #require(task["id"]?.string.flatMap(Identifier<CaseTask>.init))
            try await world.examine(at: name, by: official, rightAnswers: isRefusal ? 0 : 100)
        }
        if task["stage"]?.string == "permitControl" {
            return try await conclude(address, as: iin, outcome)
        }
        var body: [JSON.Member] = [JSON.Member("outcome", .string(outcome))]
        if isRefusal {
            body.append(JSON.Member("grounds", .array([.string(way.ground ?? "")])))
            body.append(JSON.Member("reasons", .string(CaseworkWorld.reasons)))
        }
        try await readConclusions(address, as: iin)
        _ = try await json("POST", address + "/complete", as: iin, .object(body))
    }

    /// Writes the department's conclusion, reads it and signs it; unsigned it ends nothing.
    private func conclude(_ address: String, as iin: IIN, _ outcome: String) async throws {
        let body: JSON = [
            "outcome": .string(outcome), "reasons": .string(CaseworkWorld.reasons),
        ]
        let unsigned = try await call(
            "POST", address + "/complete", as: iin, Array(body.text.utf8))
        #expect(unsigned.status == 422 || unsigned.status == 403)
        #expect(try JSON.parse(unsigned.body)["code"]?.string == "signatureRefused")
        _ = try await json("POST", address + "/conclusion", as: iin, body)
        let draft = try await json("GET", address + "/conclusion", as: iin)
        #expect(try await call("GET", address + "/conclusion.pdf", as: iin).status == 200)
        let content = try await call("GET", address + "/conclusion/content", as: iin).body
        #expect(draft["content"]?.string == content.base64)
        let other = try world.sign(content, by: world.applicant.iin)
        let digest = draft["digest"] ?? .null
        let refused: JSON = ["digest": digest, "cms": .string(other.base64)]
        let answer = try await call(
            "POST", address + "/conclusion/sign", as: iin, Array(refused.text.utf8))
        #expect(try JSON.parse(answer.body)["code"]?.string == "signatureRefused")
        _ = try await json(
            "POST", address + "/conclusion/sign", as: iin,
            ["digest": digest, "cms": .string(try world.sign(content, by: iin).base64)])
    }

    /// What the executor reads of the department's conclusion.
    private func readConclusions(_ address: String, as iin: IIN) async throws {
        let list = try await json("GET", address + "/conclusions", as: iin)
        for one in list["items"]?.array ?? [] {
            #expect(one["holds"] == true && one["reasons"]?.string == CaseworkWorld.reasons)
            let event = try #require(one["event"]?.integer)
            let file = try await call(
                "GET", "\(address)/conclusions/\(event)/file", as: iin)
            #expect(SHA256.hash(file.body).bytes.hex == one["fileDigest"]?.string)
        }
        #expect(
            try await call("GET", address + "/conclusions/99/file", as: iin).status == 404)
    }

    /// Reads the paper and signs it; before, the applicant is told nothing of the decision.
    private func sign(_ address: String, as iin: IIN, _ id: String) async throws {
        let before = try await applicant("GET", "/api/applications/" + id)
        #expect(before["refusal"] == .null && before["end"] == .null)
        // Why it went to which body is no part of the decision.
        for event in before["events"]?.array ?? [] where event["event"]?.string != "routed" {
            for name in ["outcome", "grounds", "reasons", "results"] {
                #expect(event[name] == nil, "\(name)")
            }
        }
        let draft = try await json("GET", address + "/draft", as: iin)
        let content = try #require(draft["content"]?.string.flatMap([UInt8].init(base64:)))
        let cms = try world.sign(content, by: iin)
        _ = try await json(
            "POST", address + "/sign", as: iin,
            [
                "capacity": "head", "preparedAt": draft["preparedAt"] ?? .null,
                "digest": draft["digest"] ?? .null, "cms": .string(cms.base64),
            ])
    }
}
