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

/// The clock, the handover of work and a change of the calendar, through pages and the interface
/// (UC-58, 59, 60).
@Suite(.timeLimit(.minutes(5)))
struct TaskClockWebTests {
    @Test(.clause("IS-WD-1"))
    func `an executor stops the clock on the page, and the applicant sends what is awaited`()
        async throws
    {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        try await CaseworkWorld.run(
            on: .sqlite, at: start, library: try .stopping()
        ) { world in
            let (id, task, official, client) = try await WorkClient.taken(in: world)
            let page = "/tasks/\(task)"
            for language in Language.allCases {
                let shown = try await client.get(page, official, language)
                #expect(shown.status == 200 && shown.text.contains("\(page)/stop"))
                #expect(shown.text.contains(WorkWords.stop[language]))
            }
            let wrongDay = try await client.post(
                page + "/stop", "ground=calculations&why=x&until=soon", official)
            #expect(wrongDay.status == 422)
            let brief = try await client.post(
                page + "/stop", "ground=calculations&why=x&until=", official)
            #expect(brief.status == 422)
            let why = "The%20seismic%20calculation%20is%20of%20another%20site."
            let done = try await client.post(
                page + "/stop", "ground=calculations&why=\(why)&until=", official)
            #expect(done.status == 303)
            let again = try await client.post(
                page + "/stop", "ground=calculations&why=\(why)&until=", official)
            #expect(again.status == 409)
            for language in Language.allCases {
                let shown = try await client.get("/cases/\(id)", world.applicant.iin, language)
                #expect(shown.text.contains("is of another site."))
                #expect(shown.text.contains("/cases/\(id)/supply"))
                #expect(shown.text.contains(WorkWords.standsStill[language]))
                let work = try await client.get(page, official, language)
                #expect(work.text.contains("\(page)/start") && !work.text.contains("\(page)/stop"))
            }
            let clock = try await client.json(
                "GET", "/api/applications/\(id)/deadline", world.applicant.iin)
            #expect(clock["stopped"]?["awaits"] == "calculations")
            #expect(clock["whole"]?["due"] == .null)
            let file =
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\""
                + "\r\n\r\n%PDF-1.7\n%%EOF\n\r\n--b--\r\n"
            let sent = try await client.post(
                "/cases/\(id)/supply", file, world.applicant.iin,
                contentType: "multipart/form-data; boundary=b")
            #expect(sent.status == 303)
            let twice = try await client.post(
                "/cases/\(id)/supply", file, world.applicant.iin,
                contentType: "multipart/form-data; boundary=b")
            #expect(twice.status == 409)
            let runs = try await client.json(
                "GET", "/api/applications/\(id)/deadline", world.applicant.iin)
            #expect(runs["stopped"] == .null && runs["whole"]?["due"] == "2026-02-09")
        }
    }

    @Test func `the interface stops and starts, gives back, and the head assigns`() async throws {
        try await CaseworkWorld.run(on: .sqlite, library: try .stopping()) { world in
            let (id, task, official, client) = try await WorkClient.taken(in: world)
            let address = "/api/tasks/\(task)"
            let reasons: JSON = .string(CaseworkWorld.reasons)
            let hand = try await client.json("GET", address, official)
            let grounds = (hand["stopGrounds"]?.array ?? []).compactMap { $0["code"]?.string }
            #expect(grounds == ["question", "calculations"])
            _ = try await client.json(
                "POST", address + "/stop", official,
                ["ground": "question", "reasons": reasons])
            _ = try await client.json("POST", address + "/start", official, [:])
            _ = try await client.json(
                "POST", address + "/return", official, ["reasons": reasons])
            let body = try #require(client.officials.first { $0.person.iin == official }?.body)
            let head = try world.head(body).person.iin
            let list = try await client.json("GET", "/api/body-tasks", head)
            #expect(list["items"]?.array?.first?["holder"] == .null)
            let found = try await client.json("GET", "/api/body-tasks/\(task)", head)
            let code = try #require(found["colleagues"]?.array?.first?["code"]?.string)
            for language in Language.allCases {
                let page = try await client.get("/body-tasks", head, language)
                #expect(page.status == 200 && page.text.contains("/body-tasks/\(task)"))
                let one = try await client.get("/body-tasks/\(task)", head, language)
                #expect(one.text.contains(code) && one.text.contains(WorkWords.assign[language]))
            }
            #expect(try await client.get("/body-tasks", official, .en).status == 403)
            let silent = try await client.post(
                "/body-tasks/\(task)/assign", "official=\(code)&reasons=", head)
            #expect(silent.status == 422)
            _ = try await client.json(
                "POST", "/api/body-tasks/\(task)/assign", head,
                ["official": .string(code), "reasons": reasons])
            let mine = try await client.json("GET", address, official)
            #expect(mine["task"]?["mine"] == true)
            // Why work changed hands is no matter of the applicant's while the case runs.
            let told = try await client.json(
                "GET", "/api/applications/\(id)", world.applicant.iin)
            let handed = (told["events"]?.array ?? []).filter { $0["event"] == "handedOver" }
            #expect(handed.count == 2 && handed.allSatisfy { $0["reasons"] == nil })
            let stopped = (told["events"]?.array ?? []).first { $0["event"] == "suspended" }
            #expect(stopped?["reasons"] == reasons)
        }
    }

    @Test(.clause("IS-WD-1"))
    func `a change of the calendar is told to both, each day with what it was and is`()
        async throws
    {
        let start = try #require(Instant(rfc3339: "2026-06-25T10:00:00+05:00"))
        try await CaseworkWorld.run(
            on: .sqlite, at: start, library: try .stopping(term: 50)
        ) { world in
            let (id, task, official, _) = try await WorkClient.taken(in: world)
            world.test.clock.now = try #require(Instant(rfc3339: "2026-07-01T00:05:00+05:00"))
            #expect(try await world.platform.recountTerms().changed == 1)
            let client = try await WorkClient(world)
            let clock = try await client.json(
                "GET", "/api/applications/\(id)/deadline", world.applicant.iin)
            let days = clock["calendarChanges"]?.array?.first?["days"]?.array ?? []
            #expect(days.compactMap { $0["day"]?.string } == ["2026-08-30", "2026-08-31"])
            #expect(days.last?["after"]?["en"] == "a working day")
            for (page, reader) in [
                ("/cases/\(id)", world.applicant.iin), ("/tasks/\(task)", official),
            ] {
                for language in Language.allCases {
                    let shown = try await client.get(page, reader, language)
                    #expect(shown.text.contains(WorkWords.calendarChanged[language]))
                    #expect(shown.text.contains("2026-01 → 2026-07"))
                }
            }
        }
    }
}
