import Foundation
import HTTPClient
import Kernel
import QyzmetTesting
import Registers
import Signatures
import Testing

/// A pilot in production through the program itself: two people record it, systems are let in, the
/// evidence is put on record, and the first list is taken (use cases 30, 33, 36; FV-31).
@Suite(.timeLimit(.minutes(5)))
struct PilotCommandTests {
    private static let bin = "940140000385"
    private static let goods = repository + "/Regulations/food-vouchers/goods-synthetic.json"

    /// The day, so many months from today's, at the first of the month.
    private func first(_ months: Int) throws -> Day {
        let parts = Day(at: Clock.wall.now()).components
        let month = parts.year * 12 + parts.month - 1 + months
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return try #require(Day("\(month / 12)-\(padded(month % 12 + 1))-01"))
    }

    /// The file of a pilot that runs now.
    private func pilot(_ workingDays: Int = 15, _ mark: String = "") throws -> String {
        let path = repository + "/Regulations/food-vouchers/akkol-2025.json"
        let from = try first(0).description
        return try String(contentsOfFile: path, encoding: .utf8)
            .replacingOccurrences(of: #""akkol-2025""#, with: #""akkol-now""#)
            .replacingOccurrences(of: #""from": "2025-06-26""#, with: #""from": "\#(from)""#)
            .replacingOccurrences(
                of: #""until": "2025-09-26""#, with: #""until": "\#(try first(3))""#
            )
            .replacingOccurrences(
                of: #""complaintWorkingDays": 15"#,
                with: #""complaintWorkingDays": \#(workingDays)"#
            )
            .replacingOccurrences(
                of: #""synthetic": false,"#, with: #""synthetic": false,"# + mark)
    }

    @Test(
        .clause("FV-31a", "FV-O.6a", "FV-14a"), .enabled(if: Desk.canBeTwoPeople),
        arguments: Engine.allCases)
    func `two people set a pilot up in production, and it takes its first list`(
        _ engine: Engine
    ) async throws {
        let world = try OutsideWorld()
        let installation = try TestInstallation(engine)
        let file = installation.folder + "/pilot.json"
        try pilot().write(toFile: file, atomically: true, encoding: .utf8)
        let desk = try Desk(
            installation, gateway: world.url,
            [
                JSON.Member(
                    "voucherPilots", [["file": .string(file), "goods": .string(Self.goods)]])
            ])
        // Nobody works by a file that two people have not recorded.
        for command in [["serve"], ["check"]] {
            let refused = try await desk.run(command)
            let said = refused.output + refused.errors
            #expect(refused.end != .exited(0) && said.contains("not recorded"), "\(said)")
        }
        let versions = ["vouchers", "versions", "akkol-now"]
        let proposal = try await desk.propose(["vouchers", "record", file, Self.goods])
        #expect(try await desk.run(versions).output.isEmpty)
        #expect(try await desk.run(["serve"]).end != .exited(0), "proposed is not recorded")
        try await desk.confirm(proposal)
        let recorded = try await desk.run(versions).output
        #expect(recorded.contains("version 1 ") && recorded.contains("uid 1001, uid 1002"))

        let server = try await installation.start(desk.environment)
        defer { server.process.destroy() }
        let (provider, feed) = (
            try await system("voucher-provider", "vouchers:manage", desk),
            try await system("akkol-social-protection", "vouchers:list", desk)
        )
        // A member of the list with a number as only production takes it.
        let list = installation.folder + "/month.ndjson"
        let (month, day) = (try first(0).description.prefix(7), try first(0).adding(days: -1))
        try #"{"recipientIin":"\#(world.person.iin.digits)","memberIins":[],"#
            .appending(#""residenceKato":"113220100","tsaRecipientOn":"\#(day)"}"#)
            .write(toFile: list, atomically: true, encoding: .utf8)
        let order = [
            "vouchers", "list", list, "--pilot", "akkol-now", "--month", String(month),
        ]
        let early = try await desk.run(order)
        #expect(early.end == .exited(1), "before the evidence no list is taken")
        try await putEvidence(provider, feed, at: server.url)
        let taken = try await desk.run(order)
        #expect(taken.end == .exited(0), "\(taken.errors)")
        #expect(taken.output.contains("1 rows, 1 listed"), "\(taken.output)")

        // A change is the next version of another day, by two people again.
        try pilot(10).write(toFile: file, atomically: true, encoding: .utf8)
        let edited = try await desk.run(["check"])
        #expect((edited.output + edited.errors).contains("differs from version 1"))
        let tomorrow = Day(at: Clock.wall.now()).adding(days: 2)
        let mark = #""version": {"number": 2, "from": "\#(tomorrow)", "agreement": "No. 7"},"#
        try pilot(10, mark).write(toFile: file, atomically: true, encoding: .utf8)
        try await desk.confirm(
            try await desk.propose(["vouchers", "record", file, Self.goods]))
        #expect(try await desk.run(versions).output.contains("agreement: No. 7"))
        let second = try await installation.start(desk.environment, name: "second")
        second.process.destroy()
        #expect(try await desk.run(["journal", "verify"]).end == .exited(0))
        await world.stop()
    }

    /// Lets a system in by two people, and replaces its key (use case 80).
    private func system(_ id: String, _ scope: String, _ desk: Desk) async throws -> TestSystem {
        let (old, new) = (try SigningKey.generateES256(), try SigningKey.generateES256())
        try await desk.add(
            "client", id,
            [
                "id": .string(id), "name": ["kk": "Жүйе", "ru": "Система", "en": "System"],
                "bin": .string(Self.bin), "role": "user", "operatorKind": "legalEntity",
                "scopes": [.string(scope)], "jwks": ["keys": [old.publicKey.jwk]],
                "decision": "Decision 1", "integration": "Act 1",
            ])
        let keys = try desk.file(id + "-keys", ["keys": [new.publicKey.jwk]])
        try await desk.confirm(try await desk.propose(["client", "keys", id, keys]))
        let wrong = try await desk.run(["client", "keys", id, try desk.file("none", [:])])
        #expect(wrong.end == .exited(1) && wrong.errors.contains("jwks"), "\(wrong.errors)")
        return TestSystem(id: id, example: [:], key: new)
    }

    private func putEvidence(
        _ provider: TestSystem, _ feed: TestSystem, at url: String
    ) async throws {
        let issuer = "https://qyzmet.example"
        // The server takes what was changed within a second.
        try await Task.sleep(for: .milliseconds(1200))
        let headers = try await provider.headers(at: url, issuer: issuer)
        for point in [
            "accessControl", "securityTests", "jointWork", "operationsCentre",
            "unifiedRequirements",
        ] {
            _ = try await call(
                "PUT", url + "/api/voucher-pilots/akkol-now/evidence/" + point,
                ["reference": "No. 1"], headers: headers
            ).expect(204)
        }
        // The feed has nothing to say there.
        let other = try await feed.headers(at: url, issuer: issuer)
        let refused = try await call(
            "PUT", url + "/api/voucher-pilots/akkol-now/evidence/accessControl",
            ["reference": "No. 2"], headers: other)
        #expect(refused.status == 403)
    }
}
