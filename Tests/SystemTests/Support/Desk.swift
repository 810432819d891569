import Foundation
import Kernel
import QyzmetTesting
import Testing
import UseCases

/// The command line of an installation in production.
struct Desk {
    let installation: TestInstallation
    let environment: [String: String]

    /// Who is at the command line is what the operating system knows; in a container, where nobody
    /// logged in, it is whom `sudo` serves.
    static let canBeTwoPeople: Bool = {
        let login = try? String(contentsOfFile: "/proc/self/loginuid", encoding: .utf8)
        return getuid() == 0 && (login.map { $0.hasPrefix("4294967295") } ?? true)
    }()

    /// - Parameters:
    ///   - gateway: where SMS leave.
    ///   - more: further members of the file of settings.
    init(
        _ installation: TestInstallation, gateway: String, _ more: [JSON.Member] = []
    ) throws {
        self.installation = installation
        let sandbox = Settings(OpenPoints.all, isSandbox: true)
        let all = OpenPoints.all.compactMap { setting in
            sandbox.json(of: setting).map { JSON.Member(setting.key, $0) }
        }
        let json: JSON = .object(
            [
                JSON.Member("gatewaySecret", "0123456789abcdef"),
                JSON.Member(
                    "kannel",
                    [
                        "url": .string(gateway + "/kannel"), "user": "q",
                        "password": "secret-of-kannel",
                    ]),
                JSON.Member("settings", .object(all)),
            ] + more)
        let file = installation.folder + "/production.json"
        try json.text.write(toFile: file, atomically: true, encoding: .utf8)
        environment = [
            "QYZMET_MODE": "production", "QYZMET_PUBLIC_URL": "https://qyzmet.example",
            "QYZMET_CONFIG": file,
        ]
    }

    func run(
        _ words: [String], by person: Int = 1001
    ) async throws -> (end: ChildProcess.End, output: String, errors: String) {
        try await installation.run(words, environment.merging(["SUDO_UID": "\(person)"]) { $1 })
    }

    func file(_ name: String, _ json: JSON) throws -> String {
        let path = installation.folder + "/" + name + ".json"
        try json.text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// Proposes as one person, fails to confirm as the same, confirms as another.
    func add(_ what: String, _ name: String, _ json: JSON) async throws {
        let id = try await propose([what, "add", try file(name, json)])
        #expect(try await !run([what, "list"]).output.contains(name))
        try await confirm(id)
        let listed = try await run([what, "list"])
        #expect(listed.end == .exited(0))
        #expect(listed.output.contains(name), "\(listed.output)")
    }

    /// Proposes as the first person.
    ///
    /// - Returns: the name of the proposal.
    func propose(_ words: [String]) async throws -> String {
        let proposed = try await run(words)
        #expect(proposed.end == .exited(0), "\(proposed.errors)")
        let parts = proposed.output.split { $0.isWhitespace || $0 == ";" }
        return String(try #require(parts.first { $0.count == 26 }, "\(proposed.output)"))
    }

    /// Fails to confirm as the one who proposed, confirms as another, once.
    func confirm(_ id: String) async throws {
        #expect(try await run(["confirm"]).output.contains(id))
        #expect(try await run(["confirm", id]).end == .exited(1), "one is not two")
        let confirmed = try await run(["confirm", id], by: 1002)
        #expect(confirmed.end == .exited(0), "\(confirmed.errors)")
        #expect(try await run(["confirm", id], by: 1002).end == .exited(1), "confirmed once")
    }
}
