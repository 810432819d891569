import Foundation
import HTTPClient
import Kernel

extension CommandLineInterface.Command {
    /// `qyzmet nca issue | revoke | list | crl`: the certification authority of a running sandbox.
    static let nca = Self(
        name: "nca",
        help: "certificates and keys of a running sandbox\n"
            + "nca issue [kind=…] [iin=…] [bin=…] [family=…] [usage=…] [validity=…] [out=FILE.p12]\n"
            + "nca revoke SERIAL | nca list | nca crl\n"
            + "the sandbox is at url=…, by default http://127.0.0.1:8080"
    ) { arguments in
        let words = arguments.filter { $0.contains("=") }.map {
            $0.split(separator: "=", maxSplits: 1)
        }
        var options = Dictionary(
            words.map { (String($0[0]), $0.count == 2 ? String($0[1]) : "") },
            uniquingKeysWith: { $1 })
        let sandbox = NCAClient(url: options.removeValue(forKey: "url") ?? "http://127.0.0.1:8080")
        switch arguments.first {
        case "issue":
            let out = options.removeValue(forKey: "out")
            try await sandbox.issue(options, out: out)
        case "revoke":
            guard arguments.count > 1 else {
                throw CommandLineInterface.UsageFault(
                    description: "usage: qyzmet nca revoke SERIAL")
            }
            let revoked = try await sandbox.call(
                "POST", "/sandbox/nca/certificates/\(arguments[1])/revoke", [:])
            CommandLineInterface.say("revoked at \(revoked["revokedAt"]?.string ?? "")")
        case "list":
            let list = try await sandbox.call("GET", "/sandbox/nca/certificates", nil)
            for item in list["items"]?.array ?? [] {
                let state = item["revokedAt"]?.string.map { "revoked \($0)" } ?? "-"
                let columns = ["serial", "family", "kind", "usage", "name", "notAfter"]
                    .map { item[$0]?.string ?? "-" }
                CommandLineInterface.say((columns + [state]).joined(separator: "  "))
            }
        case "crl":
            let authorities = try await sandbox.call("GET", "/sandbox/nca/authorities", nil)
            for url in (authorities["lists"]?.array ?? []).compactMap(\.string) {
                CommandLineInterface.say(url)
            }
        default:
            throw CommandLineInterface.UsageFault(
                description: "usage: qyzmet nca issue | revoke SERIAL | list | crl")
        }
    }
}

/// Calls the certification authority of a running sandbox.
private struct NCAClient {
    let url: String
    private let http = HTTPClient(hosts: .loopback)

    init(url: String) { self.url = url }

    /// Why the sandbox did not do it.
    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    func call(_ method: String, _ path: String, _ body: JSON?) async throws -> JSON {
        let answer = try await http.send(
            OutgoingRequest(
                method: method, url: url + path,
                headers: body == nil ? [] : [.init("Content-Type", "application/json")],
                body: body?.bytes ?? []))
        let json = (try? JSON.parse(answer.body)) ?? [:]
        guard (200..<300).contains(answer.status) else {
            let detail =
                json["detail"]?.string ?? json["title"]?.string ?? "status \(answer.status)"
            throw Refused(description: detail)
        }
        return json
    }

    /// Without a person or body, the sandbox's first person is the holder.
    func issue(_ options: [String: String], out: String?) async throws {
        var options = options
        if options["iin"] == nil, options["kind"] ?? "individual" == "individual" {
            let people = try await call("GET", "/sandbox/people?limit=1", nil)
            options["iin"] = people["items"]?.array?.first?["iin"]?.string
        }
        let order = JSON.object(
            options.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) })
        let issued = try await call("POST", "/sandbox/nca/certificates", order)
        let serial = issued["serial"]?.string ?? ""
        let path = out ?? "\(serial).p12"
        guard let p12 = issued["p12"]?.string.flatMap({ [UInt8](base64: $0) }) else {
            throw Refused(description: "the sandbox gave no key file")
        }
        try Data(p12).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
        CommandLineInterface.say(
            "\(serial)  \(issued["name"]?.string ?? "")  \(path)  "
                + "password \(issued["password"]?.string ?? "")")
    }
}
