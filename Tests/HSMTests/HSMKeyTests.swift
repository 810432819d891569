import CPKCS11
import Foundation
import Kernel
import Signatures
import Testing

@testable import HSM

/// Keys in SoftHSM sign through the PKCS #11 interface, and everything that can be wrong is named.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct HSMKeyTests {
    private let token: SoftHSM
    private let message = Array("өтініш".utf8)

    init() async throws { token = try await SoftHSM.shared.value }

    @Test func `RSA and ECDSA keys are found by label and by identifier, and sign`() throws {
        for (label, identifier, algorithm) in [
            ("rsa", UInt8(1), SignatureAlgorithm.rs256), ("ec", 2, .es256),
        ] {
            let key = try HSMKey(token.place(.label(label)))
            #expect(key.publicKey.algorithm == algorithm)
            let signature = try key.sign(message)
            #expect(key.publicKey.verify(message, signature: signature))
            #expect(!key.publicKey.verify(message + [0], signature: signature))
            let same = try HSMKey(token.place(.identifier([identifier])))
            #expect(same.publicKey == key.publicKey)
        }
    }

    @Test func `many threads share one key`() async throws {
        let key = try HSMKey(token.place(.label("ec")))
        let message = message
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let text = message + [UInt8(number)]
                    return key.publicKey.verify(text, signature: try key.sign(text))
                }
            }
            for try await isValid in group { #expect(isValid) }
        }
    }

    @Test func `a lost session is opened anew`() throws {
        let key = try HSMKey(token.place(.label("ec")))
        let module = try HSMModule.open(SoftHSM.modulePath)
        let slot = try module.slot(labelled: token.token)
        #expect(unsafe module.functions.pointee.C_CloseAllSessions(slot) == 0)
        let signature = try key.sign(message)
        #expect(key.publicKey.verify(message, signature: signature))
    }

    @Test func `a wrong PIN, token, key or module is named`() throws {
        var other = try token.place(.label("ec"), pinFile: token.pinFile("000000"))
        other.token = "second-" + other.token
        #expect(throws: HSMFault.pinRefused) { try HSMKey(other) }
        #expect(throws: HSMFault.keyNotFound("nothing")) {
            try HSMKey(token.place(.label("nothing")))
        }
        var place = try token.place(.label("ec"))
        place.token = "another"
        #expect(throws: HSMFault.tokenNotFound(label: "another")) { try HSMKey(place) }
        place.modulePath = "/usr/lib/nothing.so"
        #expect(throws: HSMFault.moduleUnusable(path: place.modulePath)) { try HSMKey(place) }
        #expect(HSMFault.pinRefused.explanation.contains("PIN"))
    }

    @Test func `a PIN that others could read is not used`() throws {
        let open = try token.pinFile(mode: 0o640)
        #expect(throws: HSMFault.pinFile(.fileOpenToOthers(path: open, mode: 0o640))) {
            try HSMKey(token.place(.label("ec"), pinFile: open))
        }
        #expect(
            HSMFault.pinFile(.fileOpenToOthers(path: open, mode: 0o640)).explanation
                .contains("chmod 600"))
        #expect(throws: HSMFault.pinFile(.file(path: "/nowhere", errno: 2))) {
            try HSMKey(token.place(.label("ec"), pinFile: "/nowhere"))
        }
    }

    @Test func `a pair that is none, a doubled name and another curve are found at the start`()
        throws
    {
        #expect(throws: HSMFault.keyPairDiffers("mixed")) {
            try HSMKey(token.place(.label("mixed")))
        }
        #expect(throws: HSMFault.keyNotFound("twice")) {
            try HSMKey(token.place(.label("twice")))
        }
        #expect(throws: HSMFault.keyUnsupported) { try HSMKey(token.place(.label("p384"))) }
    }

    @Test func `a token that is taken away refuses in words, and so does every later signature`()
        throws
    {
        var place = try token.place(.label("ec"))
        place.token = "gone-" + token.token
        let key = try HSMKey(place)
        _ = try key.sign(message)
        try FileManager.default.removeItem(
            atPath: SoftHSM.folder + "/tokens/" + token.goneFolder)
        for _ in 0..<2 {
            let fault = #expect(throws: LibraryFault.self) { try key.sign(message) }
            #expect(fault?.isOfHardware == true)
            #expect(fault?.operation.contains("token must have the label") == true)
        }
        // The other token of the same module goes on.
        let other = try HSMKey(token.place(.label("ec")))
        #expect(other.publicKey.verify(message, signature: try other.sign(message)))
    }

    @Test func `a PIN that was refused while running is not shown again`() throws {
        let pinFile = try token.pinFile()
        var place = try token.place(.label("ec"), pinFile: pinFile)
        place.token = "pin-" + token.token
        let key = try HSMKey(place)
        let module = try HSMModule.open(SoftHSM.modulePath)
        let slot = try module.slot(labelled: place.token)
        // Logs everybody out, so that the next signature must show the PIN anew.
        #expect(unsafe module.functions.pointee.C_CloseAllSessions(slot) == 0)
        try "000000\n".write(toFile: pinFile, atomically: false, encoding: .utf8)
        let first = #expect(throws: LibraryFault.self) { try key.sign(message) }
        #expect(first?.operation == "HSM: " + HSMFault.pinRefused.explanation)
        try (SoftHSM.pin + "\n").write(toFile: pinFile, atomically: false, encoding: .utf8)
        #expect(throws: LibraryFault.self) { try key.sign(message) }
        _ = try HSMKey(place).sign(message)
    }
}
