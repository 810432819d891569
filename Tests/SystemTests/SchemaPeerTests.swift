import Foundation
import Kernel
import QyzmetTesting
import Testing

/// schemathesis over the whole `/openapi.json`, as each role.
@Suite(.timeLimit(.minutes(isSoak ? 120 : 20)))
struct SchemaPeerTests {
    @Test(arguments: Engine.allCases)
    func `no role gets an undocumented answer, a failure or another person's data`(
        _ engine: Engine
    ) async throws {
        try await withServer(engine) { installation, server in
            let task = try await makeTask(at: server.url, on: engine)
            let file = installation.folder + "/task.json"
            try task.text.write(toFile: file, atomically: true, encoding: .utf8)
            let result = try await Peer.run(
                "schemathesis/explore.py", [file], in: installation.folder,
                within: .seconds(isSoak ? 3000 : 550))
            #expect(result.end == .exited(0), "\(result.output)\n\(result.errors.suffix(4000))")
            // What broke stands in the log; nothing personal does.
            let log = server.process.errors
            #expect(!log.contains(#""code":"internalError""#), "\(log.suffix(4000))")
            for text in task["roles"]?.array?.first?["forbidden"]?.array ?? [] {
                #expect(!log.contains(text.string ?? "-"), "a log line names a person")
            }
        }
    }

    /// Two people with something each: the one who signs in, and the other whose things stay closed.
    private func makeTask(at url: String, on engine: Engine) async throws -> JSON {
        // The routes are the same on both stores; what differs is how each takes odd values.
        let examples: Int64 = isSoak ? 60 : engine == .sqlite ? 4 : 2
        let people = try await TestPerson.all(at: url, with: "IdentityCard").filter {
            $0.documentTypes.contains(ConsentStory.dataSet)
        }
        let (own, other) = (try #require(people.first), try #require(people.dropFirst(4).first))
        let story = try await ConsentStory(url: url)
        let systems = try await TestSystem.all(at: url)
        let police = try await #require(systems["road-police"]).headers(at: url)
        let mine = try await Things(of: own, story: story, police: police, url: url)
        let theirs = try await Things(of: other, story: story, police: police, url: url)
        let everyone = try await identifying(at: url, except: [])
        let strangers = try await identifying(at: url, except: [own.iin])
        let origin = [("Origin", url)]
        var roles = [
            role("anyone", [], kinds: ["anyone"], forbidden: everyone),
            role("initiator", story.bank, kinds: ["anyone", "system"], forbidden: everyone),
            role("data owner", story.owner, kinds: ["system"], forbidden: everyone),
            role("user's system", police, kinds: ["system"], forbidden: everyone),
            role(
                "person", mine.session + origin, kinds: ["anyone", "person"],
                forbidden: strangers),
        ]
        roles += try await others(at: url, systems, forbidden: everyone)
        return [
            "url": .string(url), "examples": .integer(examples),
            "seed": .integer(isSoak ? Int64.random(in: 0..<1_000_000) : 20_261_120),
            "values": Things.values(mine, theirs, people: [own, other]), "roles": .array(roles),
        ]
    }

    /// Systems of vouchers, and officials who signed in by EDS; a few calls of each operation.
    private func others(
        at url: String, _ systems: [String: TestSystem], forbidden: [String]
    ) async throws -> [JSON] {
        var roles: [JSON] = []
        for name in [
            "bereke-till-1", "akkol-social-protection", "voucher-provider", "services-monitoring",
        ] {
            let headers = try await #require(systems[name]).headers(at: url)
            roles.append(
                role(name, headers, kinds: ["system"], forbidden: forbidden, examples: 4))
        }
        for name in ["authorisedBody", "akimat", "taxOfficer", "registrar"] {
            let official = try await TestOfficial.all(at: url).first { $0.role == name }
            let session = try await #require(official).signIn(at: url)
            roles.append(
                role(
                    name, session + [("Origin", url)], kinds: ["person"], forbidden: [],
                    examples: 1))
        }
        return roles
    }

    private func role(
        _ name: String, _ headers: [(String, String)], kinds: [String], forbidden: [String],
        examples: Int64? = nil
    ) -> JSON {
        .object(
            present: ("name", .string(name)), ("examples", examples.map { .integer($0) }),
            ("headers", .object(headers.map { JSON.Member($0.0, .string($0.1)) })),
            ("kinds", .array(kinds.map { .string($0) })),
            ("forbidden", .array(forbidden.map { .string($0) })))
    }

    /// Numbers, names and phones of everyone but the person and their family.
    private func identifying(at url: String, except own: [String]) async throws -> [String] {
        let page = try await call("GET", url + "/sandbox/people?limit=200").expect(200)
        let items = page["items"]?.array ?? []
        let family = Set(
            own
                + items.filter { own.contains($0["iin"]?.string ?? "") }.flatMap { person in
                    [person["children"], person["guardians"]].flatMap { $0?.array ?? [] }
                        .compactMap(\.string)
                })
        return items.filter { !family.contains($0["iin"]?.string ?? "") }.flatMap { person in
            ["iin", "name", "phone"].compactMap { person[$0]?.string }
        }
    }
}

/// What a person has: a session, documents, a share, a request about them, a consent.
private struct Things {
    let session: [(String, String)]
    let document: String
    let share: String
    let request: String
    let consent: String
    let entry: String
    let attempt: String
    let documentRequest: String

    init(
        of person: TestPerson, story: ConsentStory, police: [(String, String)], url: String
    ) async throws {
        session = try await person.signIn(at: url)
        let list = try await call("GET", url + "/api/documents", headers: session).expect(200)
        document = try #require(list["items"]?.array?.first?["documentId"]?.string)
        share = try #require(
            await ShareStory.share(of: person, session: session, at: url)["id"]?.string)
        request = try await story.token(from: person).request
        let consents = try await call("GET", url + "/api/kdp/consents", headers: session)
            .expect(200)
        consent = try #require(consents["items"]?.array?.first?["consentId"]?.string)
        let log = try await call("GET", url + "/api/kdp/access-log", headers: session).expect(200)
        entry = try #require(log["items"]?.array?.first?["entry"]?.string)
        let signIn = try await call("POST", url + "/auth/otp", ["iin": .string(person.iin)])
        attempt = try #require(signIn["attemptId"])
        let asked = try await call(
            "POST", url + "/api/document-requests",
            [
                "phone": .string(person.phone), "documentType": .string(ConsentStory.dataSet),
                "purpose": "view",
            ], headers: police)
        documentRequest = try #require(asked["id"])
    }

    static func values(_ mine: Things, _ theirs: Things, people: [TestPerson]) -> JSON {
        func pool(_ path: KeyPath<Things, String>) -> JSON {
            [.string(mine[keyPath: path]), .string(theirs[keyPath: path])]
        }
        let numbers = people.map { JSON.string($0.iin) }
        return [
            "documentId": pool(\.document), "/api/shares/{id} id": pool(\.share),
            "/api/shares/{id}/qr.svg id": pool(\.share),
            "/api/shares/{id}/confirmations id": pool(\.share),
            "/api/kdp/access-requests/{id} id": pool(\.request),
            "/api/kdp/consents/{id}/withdraw id": pool(\.consent),
            "/api/kdp/consents/{id} id": pool(\.consent),
            "/api/kdp/consents/{id}/duty-claims id": pool(\.consent),
            "attemptId": pool(\.attempt),
            "/api/document-requests/{id} id": pool(\.documentRequest),
            "/api/document-requests/{id}/otp id": pool(\.documentRequest),
            "entry": pool(\.entry), "code": ["000000", "ABC-DEF"], "index": ["0", "1", "2"],
            "subjectIin": .array(numbers),
            "iin": .array(numbers), "phone": .array(people.map { .string($0.phone) }),
            "owner": [.string(ConsentStory.ownerId)], "dataSet": [.string(ConsentStory.dataSet)],
            "dataSets": [[.string(ConsentStory.dataSet)]], "action": ["collection"],
            "/api/kdp/access-requests purpose": ["documentVerification"],
            "/api/document-requests purpose": ["view"], "uses": [1], "method": ["1414"],
            "lifetimeSeconds": [600], "documentType": [.string(ConsentStory.dataSet)],
            "pilot": ["akkol-2025"], "month": ["2025-07"],
            "act": ["DD", "KDP"], "clause": ["DD-15", "KDP-2.3"],
        ]
    }
}
