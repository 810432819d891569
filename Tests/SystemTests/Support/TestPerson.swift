import Foundation
import HTTPClient
import Kernel
import Testing

extension Clock {
    /// The machine's clock.
    static let wall = Clock {
        Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
}

/// A synthetic person with a phone.
struct TestPerson: Sendable, Hashable {
    let iin: String
    let name: String
    let phone: String
    let documentTypes: Set<String>

    /// The living people who have a phone that nobody shares and a document of the kind.
    static func all(at url: String, with documentType: String) async throws -> [TestPerson] {
        var people: [TestPerson] = []
        var cursor: String?
        repeat {
            let query = "?limit=200" + (cursor.map { "&cursor=" + $0 } ?? "")
            let page = try await call("GET", url + "/sandbox/people" + query).expect(200)
            people += (page["items"]?.array ?? []).compactMap(TestPerson.init(json:))
            cursor = page["nextCursor"]?.string
        } while cursor != nil
        let numbers = Dictionary(grouping: people, by: \.phone)
        return people.filter {
            $0.documentTypes.contains(documentType) && numbers[$0.phone]?.count == 1
        }
    }

    private init?(json: JSON) {
        guard let iin = json["iin"]?.string, let phone = json["phone"]?.string,
            json["deathDate"] == nil
        else { return nil }
        self.iin = iin
        self.phone = phone
        name = json["name"]?.string ?? ""
        documentTypes = Set(
            (json["documents"]?.array ?? []).compactMap { $0["documentType"]?.string })
    }

    private func inbox(_ url: String) -> String {
        url + "/sandbox/phones/" + phone.replacing("+", with: "%2B") + "/messages"
    }

    /// The newest message, waited for, whose text or answers fit.
    func message(
        at url: String, after known: Set<String> = [],
        where fits: (JSON) -> Bool = { _ in true }
    ) async throws -> JSON {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            let items = try await call("GET", inbox(url)).expect(200)["items"]?.array ?? []
            let fitting = items.filter { item in
                !known.contains(item["id"]?.string ?? "") && fits(item)
            }
            let newest = fitting.max {
                ($0["at"]?.string ?? "", $0["id"]?.string ?? "")
                    < ($1["at"]?.string ?? "", $1["id"]?.string ?? "")
            }
            if let newest { return newest }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NoMessage()
    }

    /// The names of the messages that have arrived.
    func messages(at url: String) async throws -> Set<String> {
        let items = try await call("GET", inbox(url)).expect(200)["items"]?.array ?? []
        return Set(items.compactMap { $0["id"]?.string })
    }

    /// Sends an SMS to 1414.
    func answer(_ text: String, at url: String) async throws -> Answer {
        try await call("POST", inbox(url), ["text": .string(text)])
    }

    /// Signs in by one-time password; gives the header field that carries the session.
    func signIn(at url: String) async throws -> [(String, String)] {
        let known = try await messages(at: url)
        let attempt = try await call("POST", url + "/auth/otp", ["iin": .string(iin)]).expect(201)
        let id = try #require(attempt["attemptId"]?.string)
        let sms = try await message(at: url, after: known) { $0["answers"]?["code"] != nil }
        let code = try #require(sms["answers"]?["code"]?.string)
        let answer = try await call("POST", url + "/auth/otp/\(id)", ["code": .string(code)])
        _ = try answer.expect(200)
        let cookie = try #require(answer.response.header("Set-Cookie"))
        return [("Cookie", String(cookie.split(separator: ";")[0]))]
    }
}

/// No SMS came in time.
struct NoMessage: Error {}
