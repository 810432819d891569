import Foundation
import HTTPClient
import Kernel
import QyzmetTesting
import Testing

/// The main job over a real gateway: the running server, Kannel, and an operator behind it.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct KannelJourneyTests {
    private func withWorld(_ engine: Engine, _ body: (GatewayWorld) async throws -> Void)
        async throws
    {
        let port = try LoopbackPort.free(1)[0]
        let boxes = try await KannelBoxes(ourPort: port)
        defer { boxes.stop() }
        let installation = try TestInstallation(engine)
        let file = installation.folder + "/gateway.json"
        let settings: JSON = [
            "gatewaySecret": .string(KannelBoxes.secret),
            "kannel": [
                "url": .string(boxes.sendURL), "user": .string(KannelBoxes.username),
                "password": .string(KannelBoxes.password),
            ],
        ]
        try settings.text.write(toFile: file, atomically: true, encoding: .utf8)
        let server = try await installation.start(["QYZMET_CONFIG": file], port: "\(port)")
        defer { server.process.destroy() }
        try await body(
            GatewayWorld(
                centre: boxes.messageCentre, url: server.url,
                story: try await ConsentStory(url: server.url),
                people: try await TestPerson.all(at: server.url, with: ConsentStory.dataSet)))
    }

    @Test(.clause("KDP-2.7a", "KDP-7.1a"), arguments: Engine.allCases)
    func `a consent asked and given by SMS through the gateway`(_ engine: Engine) async throws {
        try await withWorld(engine) { world in
            let (person, other) = (world.people[0], world.people[1])
            let id = try await world.ask(person)
            let code = try await world.code(to: person)
            let sms = try #require(world.centre.submitted.first)
            #expect(sms["from"] == "1414")
            // Written from a number that was not asked, and in words that mean nothing: no answer.
            try world.send("\(code) 1", from: other)
            try world.send("\(code) 7", from: person)
            #expect(try await world.hasTaken(2))
            #expect(try await world.story.state(id)["status"] == "awaitingSubject")
            // The operator doubles the answer: it counts once.
            try world.send("\(code) 1", from: person, times: 2)
            #expect(try await world.becomes("granted", id))
            let token = try #require(try await world.story.state(id)["token"])
            let verified = try await world.story.verify(token, person.iin)
            #expect(verified.status == 200 && verified.json["active"] == .bool(true))
            // Too late for the contrary: a consent is withdrawn in another way.
            try world.send("\(code) 2", from: person)
            #expect(try await world.hasTaken(5))
            #expect(try await world.story.state(id)["status"] == "granted")
        }
    }

    @Test(.clause("KDP-7.1a"), arguments: Engine.allCases)
    func `a refusal by SMS, and a message that waits while the operator is away`(
        _ engine: Engine
    ) async throws {
        try await withWorld(engine) { world in
            let person = world.people[0]
            try world.centre.tell(["do": "down"])
            #expect(await eventually(within: 20_000) { world.centre.count("closed") == 1 })
            let id = try await world.ask(person)
            try await Task.sleep(for: .milliseconds(500))
            #expect(world.messages(to: person).isEmpty)
            try world.centre.tell(["do": "up"])
            let code = try await world.code(to: person)
            try world.send("\(code) 2", from: person)
            #expect(try await world.becomes("refused", id))
            #expect(try await world.story.state(id)["token"] == nil)
            #expect(world.messages(to: person).count == 1)
        }
    }
}

/// The running server behind a gateway of its own, with its people and its bank.
private struct GatewayWorld {
    let centre: MessageCentre
    let url: String
    let story: ConsentStory
    let people: [TestPerson]

    /// The code of the newest message to the person that came after so many, from its text.
    func code(to person: TestPerson, after known: Int = 0) async throws -> String {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            let texts = messages(to: person)
            if texts.count > known, let match = texts.last?.firstMatch(of: /([0-9]{4,}) 1\./) {
                return String(match.1)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NoMessage()
    }

    func messages(to person: TestPerson) -> [String] {
        centre.submitted.filter { "+" + ($0["to"] ?? "") == person.phone }
            .compactMap { $0["text"] }
    }

    /// The person writes to 1414.
    func send(_ text: String, from person: TestPerson, times: Int64 = 1) throws {
        try centre.tell([
            "do": "text", "from": .string(person.phone), "to": "1414", "text": .string(text),
            "times": .integer(times),
        ])
    }

    /// Waits until the request has the state; false when it does not come to it.
    func becomes(_ status: String, _ id: String) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if try await story.state(id, waiting: 1)["status"] == status {
                return true
            }
        }
        return false
    }

    /// The bank asks for the person's driving licence; the request's name.
    func ask(_ person: TestPerson) async throws -> String {
        try #require(try await story.ask(person.iin).expect(201)["id"]?.string)
    }

    /// Waits until the server has answered so many of the gateway's calls with an SMS.
    func hasTaken(_ count: Int) async throws -> Bool {
        try await eventually(within: 20_000) {
            let answer = try await call("GET", url + "/metrics")
            let text = String(decoding: answer.response.body, as: UTF8.self)
            let lines = text.split(separator: "\n").filter {
                $0.hasPrefix("qyzmet_requests_total{route=\"GET /gateway/sms\"")
            }
            return lines.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
                .reduce(0, +) >= count
        }
    }
}
