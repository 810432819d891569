import HTTPServer
import Kernel
import QyzmetTesting
import Store
import Testing
import UseCases

@testable import Web

/// The workplaces of a representative, the park's administration and a tax officer.
struct ActivityWorkplaceTests {
    private static let bin = TestRegisters.body.digits

    /// A service with an official of each role and a representative, each in a session.
    private struct Bench {
        let service: TestService
        let park: String
        let taxes: String
        let accountant: String

        init() async throws {
            service = try await TestService()
            park = try await Self.official(TestPeople.verifier, "hubAdministration", service)
            taxes = try await Self.official(TestPeople.other, "taxOfficer", service)
            accountant = try await service.signIn(TestPeople.holder)
            let named = await service.post(
                "/activities/administration/representative",
                [
                    ("representedBin", bin), ("iin", TestPeople.holder.digits), ("acts", "yes"),
                ], park)
            #expect(named.status == 200)
        }

        private static func official(
            _ iin: IIN, _ role: String, _ service: TestService
        ) async throws -> String {
            let session = try await service.signIn(iin)
            try await service.platform.store.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO official (iin, name, body_bin, role, created_at)
                    VALUES (\(iin), \(role), \(TestRegisters.body), \(role), 0)
                    """)
                // As if it had begun with the official's own certificate.
                try transaction.execute(
                    """
                    UPDATE session SET method = 'eds', challenge_id = \(iin.digits),
                        certificate_serial = '1', bin = \(TestRegisters.body)
                    WHERE iin = \(iin)
                    """)
            }
            return session
        }

        /// Declares through the form; gives the address of the activity's page.
        func declare(_ fields: [(String, String)]) async throws -> String {
            let answer = await service.post(
                "/activities/declare",
                [
                    ("bin", bin), ("title", "Чат-бот"), ("source", "договор № 1"),
                    ("validFrom", "2026-01-01"),
                ] + fields, accountant)
            #expect(answer.status == 303, "\(answer.text)")
            return try #require(answer.location?.split(separator: "?").first.map(String.init))
        }

        func paper(_ register: String, until: String) async -> Int {
            await service.post(
                "/activities/administration/evidence",
                [
                    ("register", register), ("bin", bin), ("number", "7"), ("name", "Альфа"),
                    ("validFrom", "2026-01-01"), ("validUntil", until),
                ], park
            ).status
        }
    }

    private static let chatbot = [
        ("item", "13"), ("subject", "artificialIntelligence"), ("operation", "development"),
    ]

    @Test(.clause("PA-1.13a", "PA-2a"))
    func `a representative declares, declares anew, and officials read the same page`()
        async throws
    {
        let bench = try await Bench()
        let service = bench.service
        #expect(await bench.paper("participants", until: "") == 200)
        #expect(await bench.paper("producerExtracts", until: "2026-12-10") == 200)
        let form = await service.get(
            "/activities/declare?item=13&bin=\(Self.bin)", bench.accountant)
        #expect(form.status == 200 && form.text.contains("PA-1.13"))
        // The registers know better than people whether the papers hold.
        #expect(!form.text.contains(#"name="participant""#))
        let page = try await bench.declare(Self.chatbot)
        let own = await service.get(page, bench.accountant)
        #expect(own.status == 200 && own.text.contains("badge good"))
        #expect(own.text.contains("договор № 1") && own.text.contains("PA-2"))
        let again = try #require(own.link("/activities/declare?replaces="))
        let filled = await service.get(again, bench.accountant)
        #expect(filled.text.contains("Чат-бот") && filled.text.contains("договор № 1"))
        let same = try await bench.declare(
            Self.chatbot.dropLast() + [
                ("operation", "developmentStage"), ("stage", "testing"),
                ("replaces", String(page.suffix(26))),
            ])
        #expect(same == page)
        for session in [bench.accountant, bench.taxes, bench.park] {
            let read = await service.get(page, session)
            #expect(read.status == 200 && read.text.contains("notice bad"))
        }
        // A session by SMS opens nothing, though the person is an official.
        let stranger = try await service.signIn(TestPeople.other)
        #expect(await service.get(page, stranger).status == 404)
        #expect(await service.get(page).status == 303)
        let json = await service.get(
            "/api" + page.replacing("activities/declared", with: "activity-declarations"),
            bench.taxes)
        #expect(json.status == 200 && json.text.contains("signedReceipt"))
        // Today is 20 November 2026: the extract ends in less than thirty days.
        while try await service.platform.recheckActivities() == 200 {}
        let workplace = await service.get("/activities/workplace", bench.accountant)
        #expect(workplace.text.contains("Статус будет утрачен"))
        #expect(workplace.text.contains(page))
        let register = await service.get("/activities/register?bin=\(Self.bin)")
        #expect(register.text.contains("Чат-бот") && register.text.contains("/proofs/"))
    }

    @Test func `what is wrong with a declaration is said at its field, and nothing is kept`()
        async throws
    {
        let bench = try await Bench()
        let service = bench.service
        for (name, value) in [
            ("title", ""), ("source", ""), ("bin", "1"), ("validFrom", "soon"),
            ("validUntil", "2025-01-01"),
        ] {
            var fields = [
                ("bin", Self.bin), ("title", "Ч"), ("source", "д"), ("validFrom", "2026-01-01"),
            ]
            fields.removeAll { $0.0 == name }
            let answer = await service.post(
                "/activities/declare", fields + Self.chatbot + [(name, value)],
                bench.accountant)
            #expect(answer.status == 422, "\(name)")
            #expect(answer.text.contains("#field-\(name)"), "\(name)")
        }
        let other = await service.post(
            "/activities/declare", [("item", "20"), ("bin", Self.bin)], bench.accountant)
        #expect(other.status == 404)
        // Who acts for nobody declares nothing.
        #expect(await service.get("/activities/declare?item=1", bench.taxes).status == 404)
        let register = await service.get("/api/activity-register/\(Self.bin)")
        #expect(register.text.contains(#""activities":[]"#))
    }

    @Test func `a tax officer checks a list for a period, and wrong BINs are named`()
        async throws
    {
        let bench = try await Bench()
        let service = bench.service
        let page = try await bench.declare(Self.chatbot)
        let fields = [("from", "2025-12-01"), ("to", "2026-11-20")]
        let list = await service.post(
            "/activities/list", [("bins", "\(Self.bin)\n700740003005")] + fields, bench.taxes)
        #expect(list.status == 200 && list.text.contains(page))
        #expect(list.text.contains("01.01.2026") || list.text.contains("1 января 2026"))
        let wrong = await service.post(
            "/activities/list", [("bins", "\(Self.bin), 123")] + fields, bench.taxes)
        #expect(wrong.status == 422 && wrong.text.contains("123"))
        let late = await service.post(
            "/activities/list",
            [("bins", Self.bin), ("from", "2026-11-20"), ("to", "2026-11-19")], bench.taxes)
        #expect(late.status == 422 && late.text.contains("#field-to"))
        let none = await service.post("/activities/list", fields, bench.taxes)
        #expect(none.status == 422 && none.text.contains("#field-bins"))
    }

    @Test(.clause("PA-O.1a"))
    func `the administration tries a draft of the list as a file`() async throws {
        let bench = try await Bench()
        let service = bench.service
        _ = try await bench.declare(Self.chatbot)
        let list = await service.get("/api/activity-rules/file")
        #expect(list.status == 200)
        let text = list.text
        let draft = text.replacing("artificialIntelligence", with: "robotics")
            .replacing(#""from": "2026-01-01""#, with: #""from": "2027-01-01""#)
        let found = await simulate(service, draft, bench.park)
        #expect(found.status == 200 && found.text.contains("Потеряют статус"))
        #expect(found.text.contains("Чат-бот") && found.text.contains("→"))
        let same = await simulate(service, text, bench.park)
        #expect(same.status == 200 && !same.text.contains("Чат-бот"))
        let wrong = await simulate(
            service, text.replacing(#""artificialIntelligence""#, with: #""bread""#), bench.park)
        #expect(wrong.status == 422 && wrong.text.contains("#field-draft"))
        #expect(await simulate(service, "", bench.park).status == 422)
        #expect(await simulate(service, text, bench.taxes).status == 403)
    }

    private func simulate(
        _ service: TestService, _ draft: String, _ session: String
    ) async -> PageAnswer {
        let body =
            "--b\r\nContent-Disposition: form-data; name=\"draft\"; filename=\"d.json\"\r\n\r\n"
            + draft + "\r\n--b--\r\n"
        return await service.send(
            "POST", "/activities/simulation", session, Array(body.utf8),
            "multipart/form-data; boundary=b")
    }

    @Test(.clause("PA-1.13a", "PA-2a"))
    func `what is declared under no item is read by one that it meets`() async throws {
        let bench = try await Bench()
        let service = bench.service
        func declare(_ facts: String) async throws -> JSON {
            let body =
                #"{"bin":"\#(Self.bin)","title":"Ч","validFrom":"2026-01-01","facts":{\#(facts)}}"#
            let answer = await service.send(
                "POST", "/api/activity-declarations", bench.accountant, Array(body.utf8),
                "application/json", language: .en)
            return try JSON.parse(answer.response.body)
        }
        let chatbot =
            #""subject":{"values":["artificialIntelligence"],"source":"s"},"#
            + #""operation":{"values":["development"],"source":"s"}"#
        let activity = try #require(try await declare(chatbot)["activity"]?.string)
        let page = await service.get("/activities/declared/\(activity)", bench.accountant)
        #expect(page.status == 200 && page.text.contains("notice good"))
        #expect(page.text.contains("PA-1.13"))
        // Papers are in the registers: they are not declared.
        let paper = #"\#(chatbot),"participant":{"values":["yes"],"source":"s"}"#
        let refused = try await declare(paper)
        #expect(refused["code"] == "invalidField" && refused["clause"] == "PA-2")
        let read = await service.get("/api/activity-register/\(Self.bin)?limit=1")
        let extract = try JSON.parse(read.response.body)
        #expect(extract["activities"]?.array?.count == 1 && extract["nextCursor"] == .null)
    }

    @Test func `notices and the register are read page by page`() async throws {
        let bench = try await Bench()
        let service = bench.service
        #expect(await bench.paper("participants", until: "") == 200)
        #expect(await bench.paper("producerExtracts", until: "2026-12-10") == 200)
        for _ in 0..<12 { _ = try await bench.declare(Self.chatbot) }
        while try await service.platform.recheckActivities() == 200 {}
        for (path, list) in [("activity-notices", "items"), ("activity-register", "activities")] {
            var seen: [String?] = []
            var cursor = ""
            repeat {
                let answer = await service.get(
                    "/api/\(path)/\(Self.bin)?limit=5\(cursor)", bench.accountant)
                #expect(answer.status == 200, "\(answer.text)")
                let json = try JSON.parse(answer.response.body)
                seen += (json[list]?.array ?? []).map { $0["activity"]?.string }
                cursor = json["nextCursor"]?.string.map { "&cursor=" + $0 } ?? ""
            } while !cursor.isEmpty && seen.count < 30
            #expect(seen.count == 12 && Set(seen).count == 12, "\(path)")
        }
        // The workplace shows the newest ten, and where the rest is.
        let workplace = await service.get("/activities/workplace", bench.accountant)
        #expect(workplace.text.ranges(of: "Статус будет утрачен").count == 10)
        let all = await service.get("/activities/notices/\(Self.bin)", bench.accountant)
        #expect(workplace.link("/activities/notices/") == "/activities/notices/\(Self.bin)")
        #expect(all.text.ranges(of: "Статус будет утрачен").count == 12)
        #expect(await service.get("/activities/notices/\(Self.bin)", bench.taxes).status == 404)
    }

    @Test(.clause("PA-2a"))
    func `the administration reads the participants of a day with their papers`() async throws {
        let bench = try await Bench()
        let service = bench.service
        #expect(await bench.paper("participants", until: "2026-12-31") == 200)
        #expect(await bench.paper("producerExtracts", until: "2026-06-30") == 200)
        let other = await service.post(
            "/activities/administration/evidence",
            [
                ("register", "participants"), ("bin", "700740003005"), ("number", "8"),
                ("name", "Бета"), ("validFrom", "2026-03-01"),
            ], bench.park)
        #expect(other.status == 200)
        func read(_ query: String) async throws -> JSON {
            let answer = await service.get("/api/activity-participants\(query)", bench.park)
            #expect(answer.status == 200, "\(answer.text)")
            return try JSON.parse(answer.response.body)
        }
        func names(_ json: JSON) -> [String?] {
            (json["items"]?.array ?? []).map { $0["name"]?.string }
        }
        let february = try await read("?on=2026-02-01")
        #expect(names(february) == ["Альфа"])
        let extract = february["items"]?.array?.first?["extracts"]?.array?.first
        #expect(extract?["holds"] == true && extract?["number"] == "7")
        #expect(Set(names(try await read("?on=2026-04-01"))) == ["Альфа", "Бета"])
        #expect(names(try await read("?on=2027-01-01")) == ["Бета"])
        let first = try await read("?on=2026-07-01&limit=1")
        let cursor = try #require(first["nextCursor"]?.string)
        let second = try await read("?on=2026-07-01&limit=1&cursor=\(cursor)")
        #expect(Set(names(first) + names(second)) == ["Альфа", "Бета"])
        #expect(second["nextCursor"] == .null)
        let page = await service.get("/activities/participants?on=2026-07-01", bench.park)
        #expect(page.status == 200 && page.text.contains("Бета"))
        #expect(page.text.contains("срок истёк"))
        let wrong = await service.get("/activities/participants?on=soon", bench.park)
        #expect(wrong.status == 422 && wrong.text.contains("#field-on"))
        #expect(await service.get("/api/activity-participants", bench.taxes).status == 403)
    }

    @Test func `each page opens for its role alone, and by EDS alone`() async throws {
        let bench = try await Bench()
        let service = bench.service
        let pages = [
            ("/activities/administration", bench.park), ("/activities/simulation", bench.park),
            ("/activities/list", bench.taxes), ("/activities/participants", bench.park),
        ]
        for (path, session) in pages {
            #expect(await service.get(path, session).status == 200, "\(path)")
            let other = session == bench.park ? bench.taxes : bench.park
            #expect(await service.get(path, other).status == 403, "\(path)")
            let person = await service.get(path, bench.accountant)
            #expect(person.status == 403 && person.text.contains("/sign-in/eds"), "\(path)")
            #expect(await service.get(path).status == 303, "\(path)")
        }
        let workplace = await service.get("/activities/workplace", bench.taxes)
        #expect(workplace.text.contains("/activities/list"))
        #expect(!workplace.text.contains("/activities/administration"))
        // Who is named no longer acts no more.
        _ = await service.post(
            "/activities/administration/representative",
            [("representedBin", Self.bin), ("iin", TestPeople.holder.digits), ("acts", "no")],
            bench.park)
        let form = await service.get("/activities/declare?item=1", bench.accountant)
        #expect(form.status == 404)
    }
}
