import Casework
import HTTPServer
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

@testable import Web

/// The workplaces of heads and officials over the router: signing many, finding, figures.
@Suite(.timeLimit(.minutes(5)))
struct CaseWorkplaceTests {
    private struct Desk {
        let world: CaseworkWorld
        let router: Router
        let session: String

        init(_ world: CaseworkWorld, _ official: SignedInOfficial) async throws {
            self.world = world
            router = try Router(Endpoint.api + Endpoint.pages, platform: world.platform) { _ in }
            session = try await world.platform.openEDSSession(
                of: official.person.iin, for: official.body)
        }

        func call(
            _ method: String, _ target: String, _ body: [UInt8] = [],
            _ contentType: String = "application/json", language: Language = .en,
            key: String? = nil
        ) async -> (status: Int, text: String, location: String?, bytes: [UInt8]) {
            let halves = target.split(separator: "?", maxSplits: 1)
            let query = halves.count > 1 ? decodeFormPairs(Array(halves[1].utf8)[...]) : nil
            var headers: HTTPHeaders = [
                "Host": world.platform.configuration.hosts.first ?? "127.0.0.1",
                "Cookie": "qyzmet=" + session, "Accept-Language": language.rawValue,
                "Origin": world.platform.configuration.publicURL,
            ]
            if method != "GET" { headers["Content-Type"] = contentType }
            if let key { headers["Idempotency-Key"] = key }
            let answer = await router.answer(
                HTTPRequest(
                    method: method, path: String(halves[0]), query: query ?? [], headers: headers,
                    body: body))
            return (
                answer.status, String(decoding: answer.body, as: UTF8.self),
                answer.headers.values("Location").first, answer.body
            )
        }

        func json(_ method: String, _ target: String, _ body: JSON? = nil) async throws -> JSON {
            let answer = await call(method, target, body.map { Array($0.text.utf8) } ?? [])
            try #require(answer.status == 200, "\(answer.text)")
            return try JSON.parse(answer.bytes)
        }
    }

    private func waiting(_ world: CaseworkWorld, _ count: Int) async throws -> SignedInOfficial {
        for _ in 0..<count {
            let stored = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            _ = try await world.carry(stored, through: ["granted"], stopsBeforeSigning: true)
        }
        return try world.head(CaseworkWorld.department)
    }

    @Test(.clause("IS-4.7", "IS-EDS-1"))
    func `a head reads each paper, signs them together, and reads what came of each`()
        async throws
    {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let head = try await waiting(world, 3)
            let desk = try await Desk(world, head)
            let before = await desk.call("GET", "/signing")
            #expect(before.status == 200 && before.text.contains("Read: 0 of 3"))
            #expect(!before.text.contains("multipart"), "nothing is read, so nothing to sign")
            let tasks = try #require(try await desk.json("GET", "/api/signing")["items"]?.array)
                .compactMap { $0["task"]?.string }
            for task in tasks.prefix(2) {
                let file = await desk.call("GET", "/api/tasks/\(task)/draft.pdf?capacity=head")
                #expect(file.status == 200 && file.bytes.starts(with: Array("%PDF".utf8)))
            }
            for language in Language.allCases {
                let page = await desk.call("GET", "/signing", language: language)
                #expect(page.text.contains(#"name="cms1""#) && !page.text.contains(#""cms2""#))
                #expect(page.text.contains("data-contents="))
            }
            // One file of the two is handed in; the other is of something else.
            let read = try #require(try await desk.json("GET", "/api/signing")["items"]?.array)
                .compactMap { item -> (task: String, name: ResultDraft.Name)? in
                    guard let task = item["task"]?.string, let read = item["read"],
                        read != .null
                    else { return nil }
                    return (
                        task,
                        ResultDraft.Name(
                            capacity: read["capacity"]?.string ?? "",
                            preparedAt: read["preparedAt"]?.string ?? "",
                            digest: read["digest"]?.string ?? "")
                    )
                }
            try #require(read.count == 2)
            var body = ""
            for (place, row) in read.enumerated() {
                let moment = "\(row.name.preparedAt)".replacing("+", with: "%2B")
                let query = "capacity=head&preparedAt=\(moment)"
                let content = await desk.call("GET", "/api/tasks/\(row.task)/statement?\(query)")
                let signed = try world.sign(
                    place == 0 ? content.bytes : Array("another".utf8), by: head.person.iin)
                let hidden = [
                    row.task, row.name.capacity.rawValue, row.name.preparedAt.description,
                    row.name.digest,
                ].joined(separator: " ")
                for (name, value) in [
                    ("paper\(place)", hidden), ("cms\(place)", signed.base64),
                ] {
                    body += "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n"
                    body += value + "\r\n"
                }
            }
            let done = await desk.call(
                "POST", "/signing", Array((body + "--b--\r\n").utf8),
                "multipart/form-data; boundary=b")
            #expect(done.status == 303)
            let outcome = await desk.call("GET", try #require(done.location))
            #expect(outcome.status == 200 && outcome.text.contains("Signed: 1 of 2"))
            let left = await desk.call("GET", "/signing")
            #expect(left.text.contains("Read: 1 of 2"))
            // Without any file nothing happens, and it is said.
            let empty = await desk.call(
                "POST", "/signing", Array("--b--\r\n".utf8), "multipart/form-data; boundary=b")
            #expect(empty.status == 422 && empty.text.contains("No file was chosen"))
        }
    }

    @Test(.clause("IS-4.7")) func `the interface repeats its answer for the same key`() async throws
    {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let head = try await waiting(world, 1)
            let desk = try await Desk(world, head)
            let item = try #require(
                try await desk.json("GET", "/api/signing")["items"]?.array?.first)
            let task = try #require(item["task"]?.string)
            let draft = try await desk.json("GET", "/api/tasks/\(task)/draft?capacity=head")
            let content = try #require([UInt8](base64: draft["content"]?.string ?? ""))
            let body: JSON = [
                "papers": [
                    [
                        "task": .string(task), "capacity": "head",
                        "preparedAt": draft["preparedAt"] ?? .null,
                        "digest": draft["digest"] ?? .null,
                        "cms": .string(try world.sign(content, by: head.person.iin).base64),
                    ]
                ]
            ]
            let bytes = Array(body.text.utf8)
            let first = await desk.call("POST", "/api/signing", bytes, key: "k")
            #expect(first.status == 200 && first.text.contains(#""signed":true"#))
            let again = await desk.call("POST", "/api/signing", bytes, key: "k")
            #expect(again.bytes == first.bytes)
            let id = try #require(try JSON.parse(first.bytes)["id"]?.string)
            #expect(await desk.call("GET", "/api/signing/\(id)").bytes == first.bytes)
            let worker = try await Desk(world, world.worker(CaseworkWorld.department))
            #expect(await worker.call("POST", "/api/signing", bytes).status == 403)
            #expect(await worker.call("GET", "/api/signing").status == 403)
            #expect(await worker.call("GET", "/api/signing/\(id)").status == 404)
        }
    }

    @Test(.clause("IS-2.4")) func `a case is found, opened and gone on with`() async throws {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let stored = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let desk = try await Desk(world, world.worker(CaseworkWorld.department))
            let form = Array("text=\(stored.applicant)&service=&state=&from=&until=".utf8)
            for language in Language.allCases {
                #expect(await desk.call("GET", "/case-search", language: language).status == 200)
                let found = await desk.call(
                    "POST", "/case-search", form, "application/x-www-form-urlencoded",
                    language: language)
                #expect(found.status == 200)
                #expect(found.text.contains("/case-files/\(stored.id.text)"))
                let file = await desk.call(
                    "GET", "/case-files/\(stored.id.text)", language: language)
                #expect(file.status == 200)
            }
            let file = await desk.call("GET", "/case-files/\(stored.id.text)")
            #expect(file.text.contains("/tasks/"), "the registrar's task waits")
            #expect(
                file.text.contains("/api/case-files/\(stored.id.text)/documents/calculations"))
            let document = await desk.call(
                "GET", "/api/case-files/\(stored.id.text)/documents/calculations")
            #expect(document.bytes == CaseworkWorld.file)
            let list = try await desk.json(
                "POST", "/api/cases/search", ["text": .string(stored.applicant), "limit": 1])
            #expect(list["items"]?.array?.first?["id"]?.string == stored.id.text)
            #expect(list["cutShort"]?.bool == false)
            let other = try await Desk(world, world.worker(CaseworkWorld.akimat))
            for path in ["/case-files/", "/api/case-files/"] {
                #expect(await other.call("GET", path + stored.id.text).status == 404)
            }
        }
    }

    @Test(.clause("IS-2.4", "IS-REF-1")) func `figures are drawn, and stand in tables`()
        async throws
    {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let stored = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            _ = try await world.carry(stored, through: ["refuse"], grounds: ["1"])
            let desk = try await Desk(world, world.head(CaseworkWorld.department))
            for language in Language.allCases {
                let page = await desk.call("GET", "/case-figures", language: language)
                #expect(page.status == 200 && page.text.contains("<svg"))
                #expect(page.text.contains(#"class="bars""#) && page.text.contains("<table"))
            }
            let figures = try await desk.json("GET", "/api/case-figures")
            #expect(figures["grounds"]?.array?.first?["ground"]?.string == "1")
            #expect(figures["services"]?.array?.first?["refused"]?.integer == 1)
            #expect(
                await desk.call("GET", "/case-figures?from=2020-01-01&until=2026-01-01").status
                    == 422)
            let foreign = "/api/case-figures?body=\(CaseworkWorld.committee.digits)"
            #expect(await desk.call("GET", foreign).status == 403)
        }
    }
}
