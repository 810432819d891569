import Kernel
import Testing

@testable import Signatures

/// Every vector that concerns ES256 or RS256 gives its verdict, every other one is refused.
///
/// The counts are asserted so that none is skipped unseen.
@Suite struct WycheproofTests {
    @Test func `every ECDSA P-256 vector in the form of JOSE gives the published verdict`() throws {
        var counts = Counts()
        for group in try Vectors.wycheproof("ecdsa_secp256r1_sha256_p1363_test") {
            let key = try PublicKey(spki: group.bytes("publicKeyDer"))
            if let jwk = group["publicKeyJwk"] { #expect(try PublicKey(jwk: jwk) == key) }
            for test in group.tests {
                let accepted = key.verify(test.bytes("msg"), signature: test.bytes("sig"))
                #expect(accepted == (test["result"] == "valid"), "tcId \(test["tcId"] ?? .null)")
                counts.note(accepted)
            }
        }
        #expect(counts == Counts(accepted: 173, refused: 89))
        #expect(libraryErrorQueueIsEmpty())
    }

    @Test func `every RSA vector gives the published verdict, and exponent 3 is refused`() throws {
        var counts = Counts()
        var refusedKeys = 0
        for group in try Vectors.wycheproof("rsa_signature_2048_sha256_test") {
            guard group["publicKey"]?["publicExponent"] == "010001" else {
                #expect(throws: KeyFault.exponentNotAllowed) {
                    try PublicKey(spki: group.bytes("publicKeyDer"))
                }
                refusedKeys += group.tests.count
                continue
            }
            let key = try PublicKey(spki: group.bytes("publicKeyDer"))
            for test in group.tests {
                let accepted = key.verify(test.bytes("msg"), signature: test.bytes("sig"))
                // "acceptable" is a lenient encoding that a strict verifier refuses.
                #expect(accepted == (test["result"] == "valid"), "tcId \(test["tcId"] ?? .null)")
                counts.note(accepted)
            }
        }
        #expect(counts == Counts(accepted: 7, refused: 250))
        #expect(refusedKeys == 2)
        #expect(libraryErrorQueueIsEmpty())
    }

    @Test(arguments: [
        ("json_web_signature_test", 276, 10, 4, 125), ("json_web_crypto_test", 29, 2, 1, 54),
        ("json_web_key_test", 11, 1, 10, 15),
    ])
    func `every JOSE vector gives the published verdict or concerns an algorithm that is refused`(
        file: String, applicable: Int, valid: Int, badKeys: Int, foreign: Int
    ) throws {
        var ours = Counts()
        var others = 0
        var keysRefused = 0
        for group in try Vectors.wycheproof(file) {
            let isOurs = concernsUs(group)
            for test in group.tests {
                let token = test["jws"]?.string ?? test["jwe"]?.string ?? ""
                let fault = outcome(token, group)
                if isOurs {
                    #expect(
                        (fault == nil) == (test["result"] == "valid"),
                        "\(file) tcId \(test["tcId"] ?? .null): \(fault.map { "\($0)" } ?? "taken")"
                    )
                    ours.note(fault == nil)
                    if fault is KeyFault { keysRefused += 1 }
                } else {
                    #expect(fault != nil, "\(file) tcId \(test["tcId"] ?? .null)")
                    others += 1
                }
            }
        }
        #expect(ours.accepted + ours.refused == applicable)
        #expect(ours.accepted == valid)
        #expect(keysRefused == badKeys)
        #expect(others == foreign)
        #expect(libraryErrorQueueIsEmpty())
    }

    /// ES256 and RS256, and keys that claim to be usable for them.
    private func concernsUs(_ group: JSON) -> Bool {
        guard let key = group["public"] else { return false }
        guard let name = key["alg"]?.string else { return true }
        if group["comment"] == "wrong_algorithm" || group["comment"] == "invalid_algorithm" {
            return true
        }
        return ["ES256", "RS256", "RSA1_5"].contains(name)
    }

    /// Nil when the token is taken.
    private func outcome(_ token: String, _ group: JSON) -> (any Error)? {
        do {
            let key = group["public"] ?? group["private"] ?? .null
            let set: JSON = key["keys"] == nil ? ["keys": [key]] : key
            let verifier = JWSVerifier(keys: try KeySet(jwks: set), type: nil)
            _ = try verifier.verify(token)
            return nil
        } catch {
            return error
        }
    }
}

private struct Counts: Equatable {
    var accepted = 0
    var refused = 0

    mutating func note(_ taken: Bool) {
        if taken { accepted += 1 } else { refused += 1 }
    }
}
