import Foundation
import Kernel
import QyzmetTesting
import Store
import Testing

/// A backup brings an installation to life on another machine: rows, keys, configuration.
@Suite(.timeLimit(.minutes(5)))
struct RestoreElsewhereTests {
    private static let key = ["QYZMET_BACKUP_PASSPHRASE": "twelve characters and more"]
    private static let publicURL = ["QYZMET_PUBLIC_URL": "http://qyzmet.example"]

    /// An installation in which a bank holds a token of two uses, stopped and backed up.
    private struct Source {
        let installation: TestInstallation
        let person: TestPerson
        let request: String
        let token: String
        let file: String

        init() async throws {
            installation = try TestInstallation(.sqlite)
            let config = installation.folder + "/config.json"
            try #"{"gatewaySecret": "0123456789abcdef"}"#
                .write(toFile: config, atomically: true, encoding: .utf8)
            let server = try await installation.start(
                publicURL.merging(["QYZMET_CONFIG": config]) { $1 })
            defer { server.process.destroy() }
            let people = try await TestPerson.all(at: server.url, with: ConsentStory.dataSet)
            person = try #require(people.first)
            let story = try await ConsentStory(url: server.url, issuer: publicURL.values.first)
            (request, token) = try await story.token(
                from: person, purpose: "insurance", uses: 2)
            #expect(try await story.verify(token, person.iin).expect(200)["active"] == true)
            server.process.signal(SIGTERM)
            #expect(try await server.process.end(within: .seconds(15)) == .exited(0))
            file = installation.folder + "/backup"
            let made = try await installation.run(
                ["backup", file], key.merging(["QYZMET_CONFIG": config]) { $1 })
            try #require(made.end == .exited(0), "\(made.errors)")
        }

        /// An empty folder as another machine has it: the kept file of heads, and the registers of
        /// others, which are no part of a backup.
        func otherFolder(_ target: TestInstallation) throws -> String {
            let folder = target.folder + "/elsewhere"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            for name in ["heads.jsonl", "sandbox"] {
                try FileManager.default.copyItem(
                    atPath: installation.folder + "/data/" + name, toPath: folder + "/" + name)
            }
            return folder
        }
    }

    private func claim(_ name: String, of token: String) throws -> String? {
        let body = try #require(token.split(separator: ".").dropFirst().first)
        return try JSON.parse(try #require([UInt8](base64URL: body)))[name]?.string
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `restored into another folder and database, everything goes on`(
        _ engine: Engine
    ) async throws {
        let source = try await Source()
        let target = try TestInstallation(engine)
        let folder = try source.otherFolder(target)
        let here = Self.publicURL.merging(["QYZMET_DATA": folder]) { $1 }
        let restored = try await target.run(
            ["restore", source.file], here.merging(Self.key) { $1 })
        #expect(restored.end == .exited(0), "\(restored.errors)")
        let verified = try await target.run(["journal", "verify"], here)
        #expect(verified.end == .exited(0), "\(verified.output)")
        for name in try FileManager.default.contentsOfDirectory(
            atPath: source.installation.folder + "/data/keys")
        {
            let path = folder + "/keys/" + name
            #expect(
                FileManager.default.contents(atPath: path)
                    == FileManager.default.contents(
                        atPath: source.installation.folder + "/data/keys/" + name))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600, "\(name)")
        }
        let config = try String(
            contentsOfFile: folder + "/restored/configuration.json", encoding: .utf8)
        #expect(config.contains("0123456789abcdef"))

        let server = try await target.start(here)
        defer { server.process.destroy() }
        let story = try await ConsentStory(url: server.url, issuer: Self.publicURL.values.first)
        // The token of before, by the key of before; its second use.
        let verdict = try await story.verify(source.token, source.person.iin).expect(200)
        #expect(verdict["active"] == true, "\(verdict.text)")
        let state = try await story.state(source.request).expect(200)
        let again = try #require(state["token"]?.string)
        for name in ["sub", "jti", "iss"] {
            let claim = try claim(name, of: again)
            #expect(try claim != nil && claim == self.claim(name, of: source.token), "\(name)")
        }
    }

    @Test func `keys of another installation are never overwritten, and nothing is loaded`()
        async throws
    {
        let source = try await Source()
        let target = try TestInstallation(.sqlite)
        let folder = try source.otherFolder(target)
        try FileManager.default.createDirectory(
            atPath: folder + "/keys", withIntermediateDirectories: true)
        let secret = folder + "/keys/root.secret"
        #expect(
            FileManager.default.createFile(
                atPath: secret, contents: Data(String(repeating: "ab", count: 32).utf8),
                attributes: [.posixPermissions: 0o600]))
        let here = Self.key.merging(["QYZMET_DATA": folder]) { $1 }
        let refused = try await target.run(["restore", source.file], here)
        #expect(refused.end == .exited(1))
        #expect(refused.errors.contains("another key lies here"), "\(refused.errors)")
        #expect(try String(contentsOfFile: secret, encoding: .utf8).hasPrefix("abab"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder + "/keys") == ["root.secret"]
        )
        // The store is as empty as it was: with a folder of its own the same file goes in.
        try FileManager.default.removeItem(atPath: folder + "/keys")
        let taken = try await target.run(["restore", source.file], here)
        #expect(taken.end == .exited(0), "\(taken.errors)")
    }

    @Test func `a store whose restored journal does not verify is opened by no server`()
        async throws
    {
        let source = try await Source()
        // Somebody changed a leaf before the backup was made.
        let store = try StoreLocation(url: source.installation.store).open()
        let changed = try await store.write { transaction in
            try transaction.change(
                """
                UPDATE journal_entry SET leaf = \([1, 2] as [UInt8])
                WHERE id IN (SELECT id FROM journal_entry WHERE kind = 'accessRequested')
                """)
        }
        store.close()
        try #require(changed > 0)
        let file = source.installation.folder + "/changed"
        #expect(try await source.installation.run(["backup", file], Self.key).end == .exited(0))

        let target = try TestInstallation(.sqlite)
        let here = ["QYZMET_DATA": try source.otherFolder(target)]
        let restored = try await target.run(["restore", file], here.merging(Self.key) { $1 })
        #expect(restored.end == .exited(1))
        #expect(restored.errors.contains("does not verify"), "\(restored.errors)")
        for command in [["serve"], ["check"], ["client", "list"]] {
            let result = try await target.run(command, here)
            #expect(result.end == .exited(1), "\(command)")
            #expect(result.errors.contains("did not come to its end"), "\(result.errors)")
        }
    }
}
