import CPKCS11
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
}
