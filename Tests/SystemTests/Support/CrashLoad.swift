import Foundation
import HTTPClient
import Kernel
import Testing

/// The load under which the server is killed: consents from request to use, and shares.
struct CrashLoad: Sendable {
    let url: String
    let ledger: CrashLedger
    let story: ConsentStory
    let police: [(String, String)]
    let people: [TestPerson]
    let holders: [(person: TestPerson, session: [(String, String)], documentId: String)]

    private static let consentWorkers = 6

    /// Prepares people, systems and sessions; the sessions have to outlive every kill.
    init(url: String, ledger: CrashLedger) async throws {
        self.url = url
        self.ledger = ledger
        story = try await ConsentStory(url: url)
        police = try await #require(TestSystem.all(at: url)["road-police"]).headers(at: url)
        let all = try await TestPerson.all(at: url, with: ConsentStory.dataSet)
        people = Array(all.dropFirst(3))
        var holders: [(TestPerson, [(String, String)], String)] = []
        for person in all.prefix(3) {
            let session = try await person.signIn(at: url)
            let list = try await call("GET", url + "/api/documents", headers: session).expect(200)
            let own = (list["items"]?.array ?? []).first { $0["childName"] == nil }
            holders.append((person, session, try #require(own?["documentId"]?.string)))
        }
        self.holders = holders.map { (person: $0.0, session: $0.1, documentId: $0.2) }
    }

    /// Works until cancelled or until the server is gone.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<Self.consentWorkers {
                group.addTask {
                    await repeating { round in
                        // Each worker has its own people, so that SMS of two do not mix.
                        let count = people.count / Self.consentWorkers
                        let index = (round % count) * Self.consentWorkers + worker
                        try await consent(of: people[index], refuses: round % 5 == 4)
                    }
                }
            }
            for holder in holders.indices {
                group.addTask { await repeating { _ in try await share(of: holder) } }
            }
        }
    }

    private func repeating(_ work: (Int) async throws -> Void) async {
        var round = Int.random(in: 0..<10_000)
        while !Task.isCancelled {
            round += 1
            do {
                try await work(round)
            } catch is HTTPClientError {
                return
            } catch {
                // A limit of one person: the next round takes another.
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    private func consent(of person: TestPerson, refuses: Bool) async throws {
        let known = try await person.messages(at: url)
        let keyed = CrashLedger.Keyed(iin: person.iin, key: UUID().uuidString)
        ledger.sent(keyed)
        let made = try await story.ask(person.iin, key: keyed.key)
        guard made.status == 201, made["status"] == "awaitingSubject", let id = made["id"] else {
            throw UnexpectedAnswer(status: made.status, code: made.code)
        }
        ledger.asked(id, keyed)
        let sms = try await person.message(at: url, after: known) {
            $0["answers"]?["grant"] != nil
        }
        let text = sms["answers"]?[refuses ? "refuse" : "grant"]?.string ?? ""
        let answer = try await person.answer(text, at: url)
        guard answer.status == 200, let outcome = answer["outcome"] else { return }
        // The SMS may be an older request's, whose answer was cut off by a kill.
        let state = try await story.state(id)
        guard outcome == (refuses ? "refused" : "granted"), state["status"] == outcome else {
            return
        }
        ledger.answered(id, outcome)
        guard let token = state["token"] else { return }
        ledger.holds(id, token: token)
        let use = try await story.verify(token, person.iin)
        if use.json["active"]?.bool == true, let entry = use["entry"] {
            ledger.used(id, entry: entry)
        }
    }

    private func share(of index: Int) async throws {
        let holder = holders[index]
        let made = try await call(
            "POST", "\(url)/api/documents/\(holder.documentId)/shares", [:],
            headers: holder.session)
        guard made.status == 201, let id = made["id"], let qr = made["qr"] else {
            throw UnexpectedAnswer(status: made.status, code: made.code)
        }
        ledger.shared(id, CrashLedger.Share(holder: index, qr: qr))
        let opened = try await ShareStory.open(qr, by: police, at: url)
        if opened.status == 200 { ledger.opened(id) }
        let closed = try await call("DELETE", "\(url)/api/shares/\(id)", headers: holder.session)
        if closed.status == 204 { ledger.closed(id) }
    }
}
