import Assembly
import Foundation
import Kernel
import Signatures
import Synchronization
import Testing
import UseCases

@testable import HSM

/// Keys in SoftHSM sign what the platform signs; keys in files, and keys that are gone, go on
/// verifying.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct HardwareKeyFilesTests {
    private final class Moment: Sendable {
        private let state = Mutex(Instant(seconds: 1_795_149_000))
        var now: Instant { state.withLock { $0 } }
        func advance(seconds: Int64) { state.withLock { $0 = $0.adding(seconds: seconds) } }
    }

    private let token: SoftHSM
    private let moment = Moment()
    private let folder = NSTemporaryDirectory() + "hsm-keys-" + UUID().uuidString

    init() async throws { token = try await SoftHSM.shared.value }

    private var clock: Clock { Clock { [moment] in moment.now } }

    private func ring(_ labels: String...) throws -> KeyRing {
        let keys = try labels.map { try HSMKey(token.place(.label($0))) }
        let files = KeyFiles(dataFolder: folder, hardware: keys)
        return KeyRing(try files.ring(clock: clock), clock: clock)
    }

    private static func kid(_ token: String) throws -> String? {
        let part = try #require(token.split(separator: ".").first)
        return try JSON.parse(try #require([UInt8](base64URL: String(part))))["kid"]?.string
    }

    private func kid(_ ring: KeyRing) throws -> String? {
        try Self.kid(try ring.sign(claims: ["sub": "x"], type: "at+jwt"))
    }

    private func verifies(_ token: String, _ ring: KeyRing) -> Bool {
        (try? JWSVerifier(keys: ring.verificationKeys, type: "at+jwt").verify(token)) != nil
    }

    @Test(arguments: ["ec", "rsa"])
    func `the first key of an installation signs at once, and again after a restart`(
        _ label: String
    ) throws {
        let key = try HSMKey(token.place(.label(label)))
        for _ in 0..<2 {
            let ring = try ring(label)
            let text = try ring.sign(claims: ["sub": "x"], type: "at+jwt")
            #expect(try Self.kid(text) == key.keyIdentifier)
            #expect(verifies(text, ring))
            moment.advance(seconds: 60)
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/keys")
        #expect(files.allSatisfy { $0.hasSuffix(".hsm") } && files.count == 1)
    }

    @Test func `beside keys in files it is published an hour before it signs`() throws {
        let before = try ring()
        let old = try before.sign(claims: ["sub": "x"], type: "at+jwt")
        let key = try HSMKey(token.place(.label("ec")))
        let ring = try ring("ec")
        #expect(String(decoding: ring.publishedKeys, as: UTF8.self).contains(key.keyIdentifier))
        #expect(try kid(ring) == Self.kid(old))
        moment.advance(seconds: KeyFiles.publishSeconds)
        #expect(try kid(ring) == key.keyIdentifier)
        #expect(verifies(old, ring))
        // A key in a file that is made now is published, but never takes over.
        let made = try KeyFiles(dataFolder: folder).addNext(at: moment.now)
        try KeyFiles(dataFolder: folder).activate(made, at: moment.now)
        moment.advance(seconds: 2 * KeyFiles.publishSeconds)
        let later = try self.ring("ec")
        #expect(try kid(later) == key.keyIdentifier)
        #expect(later.verificationKeys.keys[made] != nil)
    }

    @Test func `a key is changed without downtime, and what the old one signed verifies`() throws {
        let old = try HSMKey(token.place(.label("ec"))).keyIdentifier
        let new = try HSMKey(token.place(.label("next"))).keyIdentifier
        let text = try ring("ec").sign(claims: ["sub": "x"], type: "at+jwt")
        moment.advance(seconds: 86_400)
        let both = try ring("ec", "next")
        #expect(try kid(both) == old)
        moment.advance(seconds: KeyFiles.publishSeconds)
        #expect(try kid(both) == new)
        // Taken out of the configuration, then the module given up altogether.
        let alone = try ring("next")
        #expect(try kid(alone) == new && verifies(text, alone))
        let none = try ring()
        let third = try none.sign(claims: ["sub": "x"], type: "at+jwt")
        #expect(![old, new].contains(try Self.kid(third)))
        #expect(verifies(text, none) && verifies(third, none))
        #expect(none.verificationKeys.keys.count == 3)
    }

    @Test func `a mark that cannot be read stops the start and is named`() throws {
        _ = try ring("ec")
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder + "/keys").first)
        try "no key".write(
            toFile: folder + "/keys/" + name, atomically: true, encoding: .utf8)
        _ = try ring("ec")
        let problem = #expect(throws: Configuration.Problem.self) { try ring("next") }
        #expect(problem?.setting.hasSuffix(name) == true)
    }

    @Test func `what the file of settings lacks is named`() throws {
        let right: JSON = [
            "module": "/m.so", "token": "t", "keys": ["a", "b"], "pinFile": "/p",
        ]
        let read = try configuration(["hsm": right])
        #expect(read.hardwareKeys.map(\.key) == [.label("a"), .label("b")])
        #expect(
            read.lines.contains {
                $0.name == "hsm" && $0.value == "/m.so, token t, 2 keys, PIN in /p"
            })
        for wrong: JSON in [
            [:], ["module": "/m.so", "token": "t", "keys": [], "pinFile": "/p"],
            ["module": "/m.so", "token": "t", "keys": ["a", "a"], "pinFile": "/p"],
            ["module": "/m.so", "token": "t", "keys": ["a"]], "yes",
        ] {
            let problems = #expect(throws: Configuration.Problems.self) {
                try configuration(["hsm": wrong])
            }
            #expect(problems?.all.map(\.setting) == ["hsm"])
        }
        let secret: JSON = [
            "module": "/m.so", "token": "t", "keys": ["a"], "pinFile": "/p", "pin": "1234",
        ]
        let problems = #expect(throws: Configuration.Problems.self) {
            try configuration(["hsm": secret])
        }
        #expect(problems?.all.map(\.setting) == ["hsm.pin"])
    }

    private func configuration(_ json: JSON) throws -> Configuration {
        let path = NSTemporaryDirectory() + "hsm-settings-" + UUID().uuidString + ".json"
        try json.text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try Configuration(environment: ["QYZMET_CONFIG": path])
    }
}
