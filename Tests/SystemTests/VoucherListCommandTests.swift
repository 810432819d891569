import Foundation
import HTTPClient
import Kernel
import QyzmetTesting
import Store
import Testing

/// `qyzmet vouchers list FILE`: the list of a month from a file, as over HTTP (use case 30).
@Suite(.timeLimit(.minutes(4)))
struct VoucherListCommandTests {
    /// A pilot of the summer of 2026, entered as the operator enters one.
    private func settings(_ installation: TestInstallation) throws -> [String: String] {
        let folder = repository + "/Regulations/food-vouchers"
        let text = try String(contentsOfFile: folder + "/akkol-2025.json", encoding: .utf8)
            .replacingOccurrences(of: #""akkol-2025""#, with: #""akkol-2026""#)
            .replacingOccurrences(of: #""from": "2025-06-26""#, with: #""from": "2026-06-26""#)
            .replacingOccurrences(of: #""until": "2025-09-26""#, with: #""until": "2026-09-26""#)
        let pilot = installation.folder + "/pilot.json"
        try text.write(toFile: pilot, atomically: true, encoding: .utf8)
        let file = installation.folder + "/settings.json"
        let json: JSON = [
            "voucherPilots": [
                ["file": .string(pilot), "goods": .string(folder + "/goods-synthetic.json")]
            ]
        ]
        try json.text.write(toFile: file, atomically: true, encoding: .utf8)
        return [
            "QYZMET_CONFIG": file, "QYZMET_SANDBOX_START": "2026-07-03T09:00:00+05:00",
            "QYZMET_SANDBOX_PEOPLE": "200",
        ]
    }

    @Test(.clause("FV-14a", "FV-15a", "FV-19a"), arguments: Engine.allCases)
    func `a list from a file is taken as over HTTP, row by row`(_ engine: Engine) async throws {
        let installation = try TestInstallation(engine)
        let settings = try settings(installation)
        let server = try await installation.start(settings)
        defer { server.process.destroy() }
        let systems = try await TestSystem.all(at: server.url)
        let provider = try await #require(systems["voucher-provider"]).headers(at: server.url)
        for point in [
            "accessControl", "securityTests", "jointWork", "operationsCentre",
            "unifiedRequirements",
        ] {
            _ = try await call(
                "PUT", server.url + "/api/voucher-pilots/akkol-2026/evidence/" + point,
                ["reference": "No. 1"], headers: provider
            ).expect(204)
        }
        let people = try await TestPerson.all(at: server.url, with: "IdentityCard").map(\.iin)
        func file(_ name: String, _ lines: [String]) throws -> String {
            let path = installation.folder + "/" + name
            try lines.joined(separator: "\n").write(
                toFile: path, atomically: true, encoding: .utf8)
            return path
        }
        func run(_ path: String, _ more: [String]) async throws -> (code: Bool, text: String) {
            let result = try await installation.run(["vouchers", "list", path] + more, settings)
            return (result.end == .exited(0), result.output + result.errors)
        }
        let order = ["--pilot", "akkol-2026", "--month", "2026-07"]
        let tail = ",113220100,2026-06-30"
        let csv = try file(
            "july.csv",
            [
                "recipientIin,memberIins,residenceKato,tsaRecipientOn",
                "\(people[0]),\(people[0])\(tail)", "12345,\(tail)",
                "\(people[0]),\(people[0])\(tail)",
                "\(people[1]),\(people[0])\(tail)", "\(people[2]),,750000000,2026-06-30",
                "\(people[3]),\(people[3]),113220100,2026-05-31", "half a row",
            ])
        // Nothing of it is taken for a pilot, a month or a feed that it is not for.
        for (more, reason) in [
            (["--pilot", "akkol-2024", "--month", "2026-07"], "There is no"),
            (["--pilot", "akkol-2026", "--month", "2026-10"], "FV-4"),
            (order + ["--feed", "bereke-till-1"], "FV-15"),
            (["--pilot", "akkol-2026"], "usage"),
        ] {
            let refused = try await run(csv, more)
            #expect(!refused.code && refused.text.contains(reason), "\(refused.text)")
        }
        #expect(try await run(installation.folder + "/none.csv", order).text.contains("none.csv"))
        #expect(try await count("voucher_list", of: installation) == 0)

        let partly = try await run(csv, order)
        #expect(!partly.code && partly.text.contains("7 rows, 1 listed"), "\(partly.text)")
        #expect(partly.text.contains("line 3: the recipient's number is wrong (FV-14)"))
        #expect(partly.text.contains("6 rows were not taken"))
        let feed = try await #require(systems["akkol-social-protection"])
            .headers(at: server.url)
        let answer = try await http.send(
            OutgoingRequest(
                method: "POST",
                url: server.url + "/api/vouchers/lists?pilot=akkol-2026&month=2026-07",
                headers: (feed + [("Content-Type", "text/csv")]).map { .init($0.0, $0.1) },
                body: Array(try String(contentsOfFile: csv, encoding: .utf8).utf8)))
        let overHTTP = try JSON.parse(answer.body)["faults"]?.array?.map {
            "\($0["line"]?.integer ?? 0) \($0["reason"]?.string ?? "")"
        }
        #expect(try await faults(of: installation, version: 1) == overHTTP)

        let right = try file(
            "july.ndjson",
            people.prefix(2).map {
                #"{"recipientIin":"\#($0)","memberIins":["\#($0)"],"residenceKato":"113220100","#
                    + #""tsaRecipientOn":"2026-06-30"}"#
            })
        let whole = try await run(right, order)
        #expect(whole.code && whole.text.contains("version 3 of 2026-07"), "\(whole.text)")
        #expect(whole.text.contains("1 listed") && whole.text.contains("1 unchanged"))
        #expect(try await count("voucher_family", of: installation) == 2)
        // The sandbox's own pilot is known too, and an edited file is not taken any more.
        let own = try await run(right, ["--pilot", "synthetic", "--month", "2026-07"])
        #expect(own.code && own.text.contains("of 2026-07"), "\(own.text)")
        let file = installation.folder + "/pilot.json"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        func edit(_ mark: String) throws {
            try text.replacingOccurrences(
                of: #""synthetic": false,"#, with: #""synthetic": false,"# + mark
            ).replacingOccurrences(
                of: #""complaintWorkingDays": 15"#, with: #""complaintWorkingDays": 10"#
            ).write(toFile: file, atomically: true, encoding: .utf8)
        }
        try edit("")
        for command in [["check"], ["serve"]] {
            let refused = try await installation.run(command, settings)
            let said = refused.output + refused.errors
            #expect(refused.end != .exited(0) && said.contains("differs from version 1"), "\(said)")
            #expect(said.contains("FV-31"))
        }
        try edit(
            #""version": {"number": 2, "from": "2026-07-20", "agreement": "No. 7, 1 July"},"#)
        let second = try await installation.start(settings, name: "second")
        defer { second.process.destroy() }
        for (day, version) in [("2026-07-19", "version 1 "), ("2026-07-20", "version 2 ")] {
            let shown = try await installation.run(
                ["vouchers", "versions", "akkol-2026", day], settings)
            #expect(shown.output.hasPrefix(version), "\(shown.output)\(shown.errors)")
        }
    }

    private func read<Value: Sendable>(
        _ installation: TestInstallation,
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        let store = try StoreLocation(url: installation.store).open()
        defer { store.close() }
        return try await store.read(body)
    }

    private func count(_ table: String, of installation: TestInstallation) async throws -> Int64? {
        try await read(installation) { transaction in
            let sql: SQL =
                table == "voucher_list"
                ? "SELECT COUNT(*) FROM voucher_list WHERE pilot = 'akkol-2026'"
                : "SELECT COUNT(*) FROM voucher_family WHERE pilot = 'akkol-2026'"
            return try transaction.firstRow(sql)?.integer(0)
        }
    }

    private func faults(
        of installation: TestInstallation, version: Int64
    ) async throws -> [String] {
        try await read(installation) { transaction in
            try transaction.rows(
                """
                SELECT f.line, f.fault FROM voucher_list_fault f
                JOIN voucher_list l ON l.id = f.list_id
                WHERE l.pilot = 'akkol-2026' AND l.version = \(version) ORDER BY f.line
                """
            ).map { "\(try $0.integer(0)) \(try $0.text(1))" }
        }
    }
}
