import HTTPClient
import Kernel
import Signatures
import UseCases

/// The main story, played against a running sandbox with real signatures and printed step by step.
package struct Story: Sendable {
    let platform: String
    private let http: HTTPClient
    let tell: @Sendable (String) -> Void

    /// A story against the installation at this address.
    package init(platform: String, tell: @escaping @Sendable (String) -> Void) {
        self.platform = platform
        self.http = HTTPClient(hosts: .loopback)
        self.tell = tell
    }

    /// What should have happened and did not.
    package struct Broken: Error, Sendable, CustomStringConvertible {
        /// What was expected.
        package let description: String
    }

    /// Plays it; throws at the first step that does not end as the law says.
    package func play() async throws {
        let people = try await get("/sandbox/people?limit=20")["items"]?.array ?? []
        guard people.count > 4 else { throw Broken(description: "the sandbox has people") }
        let (citizen, policeman) = (person(people[0]), person(people[4]))
        let systems = try await get("/sandbox/clients")["items"]?.array ?? []
        try await consentedLicence(of: citizen, named: people[0], systems: systems)
        try await sharedDocument(of: citizen, with: policeman)
        try await cabinet(of: citizen, and: policeman)
    }

    // MARK: - A consented document (KDP)

    private func consentedLicence(
        of citizen: PersonClient, named record: JSON, systems: [JSON]
    ) async throws {
        chapter("A bank asks for a driving licence")
        let bank = try system("dala-bank", in: systems)
        var terms = try find("dala-bank", in: systems)["example"]?.members ?? []
        terms.append(JSON.Member("subjectIin", .string(citizen.iin)))
        let before = try await citizen.inbox().count
        let asked = try await bank.call("POST", "/api/kdp/access-requests", .object(terms))
        guard let id = asked["id"]?.string else { throw Broken(description: "a request was made") }
        tell("  the bank's request: \(asked["status"]?.string ?? "")")
        let message = try await citizen.nextMessage(after: before)
        tell("  SMS from 1414 to \(record["name"]?.string ?? ""):")
        tell("    \(message["text"]?.string ?? "")")
        guard let answer = message["answers"]?["grant"]?.string else {
            throw Broken(description: "the SMS says how to answer")
        }
        try await citizen.text(answer)
        tell("  the citizen answers: \(answer)")
        let state = try await bank.call("GET", "/api/kdp/access-requests/\(id)?wait=10")
        guard let token = state["token"]?.string else {
            throw Broken(description: "a token was issued, not \(state["status"]?.string ?? "")")
        }
        tell("  security token issued: a JWT of \(token.utf8.count) characters, no IIN inside")
        try await disclose(token, to: citizen.iin, systems: systems)
    }

    private func disclose(_ token: String, to iin: String, systems: [JSON]) async throws {
        let owner = try find("owner-internal-affairs", in: systems)
        guard let url = owner["disclosureUrl"]?.string else {
            throw Broken(description: "the data owner has a window")
        }
        let request: JSON = [
            "token": .string(token), "subjectIin": .string(iin), "dataSet": "DriverLicense",
        ]
        let first = try await post(url, request)
        guard first.status == 200,
            let content = first.json["document"]?["content"]?.string.flatMap({ [UInt8](base64: $0) }
            ),
            let licence = try? JSON.parse(content)
        else { throw Broken(description: "the owner hands the licence over: \(first.json.text)") }
        tell("  the ministry verifies the token, builds the licence, signs it and hands it over:")
        for field in (licence["fields"]?.array ?? []).prefix(4) {
            let value = field["value"]?["en"]?.string ?? field["value"]?["text"]?.string ?? ""
            tell("    \(field["label"]?["en"]?.string ?? ""): \(value)")
        }
        try await checkSignature(of: first.json["document"] ?? .null, content: content)
        let again = try await post(url, request)
        guard again.status == 403, again.json["reason"]?.string == "usesSpent" else {
            throw Broken(description: "a spent token is refused")
        }
        tell("  the same token again: refused, \(again.json["explanation"]?.string ?? "")")
    }

    // MARK: - A shared document (DD)

    private func sharedDocument(
        of citizen: PersonClient, with policeman: PersonClient
    ) async throws {
        chapter("The citizen shows the identity card to a policeman")
        try await citizen.signIn()
        try await policeman.signIn()
        let documents = try await citizen.call("GET", "/api/documents")["items"]?.array ?? []
        tell("  the citizen has \(documents.count) documents, the children's among them")
        guard
            let card = documents.first(where: {
                $0["documentType"]?.string == "IdentityCard" && $0["childName"] == nil
            }), let id = card["documentId"]?.string
        else { throw Broken(description: "the citizen has an identity card") }
        let share = try await citizen.call("POST", "/api/documents/\(id)/shares", [:])
        guard let code = share["shortCode"]?.string, let qr = share["qr"]?.string else {
            throw Broken(description: "both codes were made")
        }
        tell("  open access for three minutes: code \(code) and a QR code")
        let opened = try await policeman.call("POST", "/api/shares/open", ["code": .string(code)])
        guard let entry = opened["receipt"]?["entry"]?.string else {
            throw Broken(description: "the policeman sees the card")
        }
        tell("  the policeman types the code and sees it, built live; receipt \(entry)")
        do {
            _ = try await policeman.call("POST", "/api/shares/open", ["qr": .string(qr)])
            throw Broken(description: "a single view is single")
        } catch let refused as SystemClient.Refused {
            tell("  the QR code after that: \(refused.problem["code"]?.string ?? "")")
        }
        let second = try await citizen.call("POST", "/api/documents/\(id)/shares", [:])
        let scanned = try await policeman.call(
            "POST", "/api/shares/open", ["qr": second["qr"] ?? .null])
        tell("  a new share, by QR: \(scanned["document"]?["title"]?["en"]?.string ?? "")")
    }

    // MARK: - Who looked

    private func cabinet(of citizen: PersonClient, and policeman: PersonClient) async throws {
        chapter("Both see who looked")
        let own = try await citizen.call("GET", "/api/view-marks")["items"]?.array ?? []
        let other = try await policeman.call("GET", "/api/view-marks")["items"]?.array ?? []
        let shared = Set(own.compactMap { $0["entry"]?.string })
            .intersection(other.compactMap { $0["entry"]?.string })
        guard shared.count >= 3 else { throw Broken(description: "both hold the same marks") }
        tell("  \(shared.count) marks stand in both cabinets, the refused try among them")
        let log = try await citizen.call("GET", "/api/kdp/access-log?limit=20")
        for row in (log["items"]?.array ?? []).prefix(8) {
            tell("    \(row["at"]?.string ?? "")  \(row["kind"]?.string ?? "")")
        }
        try await proof(of: citizen, log: log["items"]?.array ?? [])
    }

    private func proof(of citizen: PersonClient, log: [JSON]) async throws {
        guard let entry = log.first?["entry"]?.string else {
            throw Broken(description: "the log has rows")
        }
        for _ in 0..<50 {
            do {
                let pack = try await citizen.call("GET", "/api/journal/evidence/\(entry)")
                try await check(pack, names: entry)
                return
            } catch let refused as SystemClient.Refused
                where refused.problem["code"]?.string == "proofNotYetAvailable"
            {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        throw Broken(description: "a proof exists within five seconds")
    }
}

// MARK: - Helpers

extension Story {
    private func chapter(_ title: String) { tell("\n\(title)") }

    private func person(_ record: JSON) -> PersonClient {
        PersonClient(
            iin: record["iin"]?.string ?? "", phone: record["phone"]?.string ?? "",
            platform: platform, http: http)
    }

    private func find(_ id: String, in systems: [JSON]) throws -> JSON {
        guard let system = systems.first(where: { $0["clientId"]?.string == id }) else {
            throw Broken(description: "the sandbox has the system \(id)")
        }
        return system
    }

    private func system(_ id: String, in systems: [JSON]) throws -> SystemClient {
        guard let jwk = try find(id, in: systems)["privateJwk"] else {
            throw Broken(description: "the system \(id) has a key")
        }
        return SystemClient(
            id: id, key: try SigningKey(privateJWK: jwk), platform: platform, http: http,
            machine: .machine, random: .system)
    }

    func get(_ path: String) async throws -> JSON {
        let response = try await http.send(OutgoingRequest(url: platform + path))
        return try JSON.parse(response.body)
    }

    private func post(_ url: String, _ body: JSON) async throws -> (status: Int, json: JSON) {
        let response = try await http.send(
            OutgoingRequest(
                method: "POST", url: url,
                headers: [.init("Content-Type", "application/json")], body: body.bytes))
        return (response.status, try JSON.parse(response.body))
    }
}
