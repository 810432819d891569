import Foundation
import Kernel
import Testing

@testable import Signatures

@Suite struct KeyTests {
    private let directory = NSTemporaryDirectory() + "qyzmet-keys-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
    }

    @Test func `what a key signs its public half verifies, and no other`() throws {
        let message = Array("message".utf8)
        for key in [try TestKeys.es256.get(), try TestKeys.rs256.get()] {
            let signature = try key.sign(message)
            #expect(signature.count == (key.algorithm == .es256 ? 64 : 256))
            #expect(key.publicKey.verify(message, signature: signature))
            #expect(!key.publicKey.verify(message + [0], signature: signature))
            #expect(!key.publicKey.verify(message, signature: signature + [0]))
            #expect(!key.publicKey.verify(message, signature: signature.dropLast()))
            #expect(!key.publicKey.verify(message, signature: []))
            for bit in [0, 100, 300, 511] {
                var changed = signature
                changed[bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(!key.publicKey.verify(message, signature: changed))
            }
            #expect(
                !(try TestKeys.otherES256.get().publicKey.verify(message, signature: signature)))
        }
        #expect(libraryErrorQueueIsEmpty())
    }

    @Test func `a public key survives JWK, PEM and DER`() throws {
        for key in [try TestKeys.es256.get().publicKey, try TestKeys.rs256.get().publicKey] {
            #expect(try PublicKey(jwk: key.jwk) == key)
            #expect(try PublicKey(pem: key.pem) == key)
            #expect(try PublicKey(spki: key.spki) == key)
            #expect(throws: KeyFault.malformed) { try PublicKey(spki: key.spki + [0]) }
            #expect(throws: KeyFault.malformed) { try PublicKey(spki: key.spki.dropLast()) }
            #expect(throws: KeyFault.malformed) { try PublicKey(pem: "x" + key.pem) }
        }
        #expect(libraryErrorQueueIsEmpty())
    }

    @Test func `the thumbprint is that of RFC 7638`() throws {
        let key = try PublicKey(jwk: [
            "kty": "RSA", "alg": "RS256", "kid": "2011-04-29", "e": "AQAB",
            "n": .string(
                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhD"
                    + "R1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5"
                    + "w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5"
                    + "hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBn"
                    + "iIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"),
        ])
        #expect(key.thumbprint == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
    }

    @Test func `Ed25519 verifies the token of RFC 8037`() throws {
        let key = try PublicKey(jwk: [
            "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        ])
        #expect(key.thumbprint == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
        let token =
            "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        let verifier = JWSVerifier(keys: KeySet([key]), algorithms: [.edDSA], type: nil)
        #expect(
            try verifier.verify(token).payload == Array("Example of Ed25519 signing".utf8))
        let changed = token.replacingOccurrences(of: ".RXh", with: ".RXi")
        #expect(throws: JWTFault.invalidSignature) { try verifier.verify(changed) }
        let strict = JWSVerifier(keys: KeySet([key]), type: nil)
        #expect(throws: JWTFault.algorithmNotAllowed) { try strict.verify(token) }
    }

    @Test func `an unsound JWK is refused with its reason`() throws {
        let p256 = try TestKeys.es256.get().publicKey.jwk
        let rsa = try TestKeys.rs256.get().publicKey.jwk
        let zero: JSON = .string([UInt8](repeating: 0, count: 32).base64URL)
        let long: JSON = .string([UInt8](repeating: 1, count: 33).base64URL)
        let modulus2040: JSON = .string([UInt8](repeating: 0xFB, count: 255).base64URL)
        let modulus4104: JSON = .string([UInt8](repeating: 0xFB, count: 513).base64URL)
        let cases: [(JSON, KeyFault)] = [
            ("text", .malformed), ([:], .malformed), (p256.with("kty", "oct"), .unsupported),
            (p256.with("kty", "ec"), .unsupported), (p256.with("crv", "P-384"), .unsupported),
            (p256.with("crv", nil), .unsupported), (p256.with("x", nil), .malformed),
            (p256.with("x", "####"), .malformed), (p256.with("x", long), .wrongLength),
            (p256.with("y", "AQ"), .wrongLength), (p256.with("y", zero), .notOnCurve),
            (p256.with("x", zero).with("y", zero), .notOnCurve),
            (p256.with("d", "AQ"), .privateMembers), (rsa.with("p", "AQ"), .privateMembers),
            (p256.with("use", "enc"), .notForSignatures),
            (p256.with("alg", "ES512"), .notForSignatures),
            (p256.with("key_ops", ["sign"]), .notForSignatures),
            (rsa.with("n", modulus2040), .modulusTooShort),
            (rsa.with("n", modulus4104), .modulusTooLong),
            (rsa.with("n", "AAEC"), .malformed), (rsa.with("e", "Aw"), .exponentNotAllowed),
            (rsa.with("e", "AQAA"), .exponentNotAllowed),
            (rsa.with("e", "AgAAAAE"), .exponentNotAllowed),
            (rsa.with("e", ""), .exponentNotAllowed),
            (rsa.with("alg", "PS256"), .notForSignatures),
        ]
        for (jwk, fault) in cases {
            #expect(throws: fault, "\(jwk)") { try PublicKey(jwk: jwk) }
        }
        #expect(
            try PublicKey(jwk: p256.with("use", "sig").with("key_ops", ["verify"]).with("x5u", "x"))
                == TestKeys.es256.get().publicKey)
        #expect(libraryErrorQueueIsEmpty())
    }

    @Test func `a modulus with the mark of a weak generator is refused`() throws {
        let groups = try Vectors.wycheproof("json_web_key_test")
        let group = try #require(groups.first { $0["comment"] == "jws_rsa_roca_key" })
        let jwk = try #require(group["public"]?["keys"]?.array?.first)
        let modulus = try #require(jwk["n"]?.string.flatMap { [UInt8](base64URL: $0) })
        let bare: JSON = .string(Array(modulus.drop { $0 == 0 }).base64URL)
        #expect(throws: KeyFault.weakModulus) { try PublicKey(jwk: jwk.with("n", bare)) }
    }

    @Test func `a set of keys must name them apart`() throws {
        let first = try TestKeys.es256.get().publicKey
        let second = try TestKeys.otherES256.get().publicKey
        let named = first.jwk.with("kid", "a")
        let set = try KeySet(jwks: ["keys": [named, second.jwk]])
        #expect(set.keys == ["a": first, second.thumbprint: second])
        #expect(try KeySet(jwks: set.jwks) == set)
        #expect(throws: KeyFault.ambiguousKeyIdentifier) {
            try KeySet(jwks: ["keys": [named, second.jwk.with("kid", "a")]])
        }
        #expect(throws: KeyFault.malformed) { try KeySet(jwks: ["keys": []]) }
        #expect(throws: KeyFault.malformed) { try KeySet(jwks: named) }
        #expect(throws: KeyFault.malformed) {
            try KeySet(jwks: ["keys": .array([JSON](repeating: named, count: 17))])
        }
        #expect(throws: KeyFault.unsupported) {
            try KeySet(jwks: ["keys": [named, ["kty": "oct", "k": "AQ"]]])
        }
    }

    @Test func `a private key is kept in a file of its owner alone`() throws {
        for (name, key) in [("es", try TestKeys.es256.get()), ("rs", try TestKeys.rs256.get())] {
            let path = "\(directory)/\(name).pem"
            try key.save(toFile: path)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let loaded = try SigningKey(contentsOfFile: path)
            #expect(loaded.publicKey == key.publicKey)
            #expect(key.publicKey.verify([1], signature: try loaded.sign([1])))
            #expect(throws: KeyFault.file(path: path, errno: EEXIST)) { try key.save(toFile: path) }
        }
    }

    @Test(arguments: [0o640, 0o604, 0o644, 0o620, 0o660, 0o666])
    func `a private key that others can open is refused`(mode: Int) throws {
        let path = "\(directory)/open.pem"
        try TestKeys.es256.get().save(toFile: path)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(throws: KeyFault.fileOpenToOthers(path: path, mode: UInt32(mode))) {
            try SigningKey(contentsOfFile: path)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
        #expect(try SigningKey(contentsOfFile: path).publicKey == TestKeys.es256.get().publicKey)
    }

    @Test func `a missing, foreign or damaged key file is refused`() throws {
        #expect(throws: KeyFault.file(path: "/nowhere/key", errno: ENOENT)) {
            try SigningKey(contentsOfFile: "/nowhere/key")
        }
        #expect(throws: KeyFault.notRegularFile(path: directory)) {
            try SigningKey(contentsOfFile: directory)
        }
        let pem = try TestKeys.es256.get().exportPEM()
        #expect(throws: KeyFault.malformed) { try SigningKey(pem: String(pem.dropFirst(5))) }
        #expect(throws: KeyFault.malformed) {
            try SigningKey(pem: pem.replacingOccurrences(of: "PRIVATE", with: "ENCRYPTED PRIVATE"))
        }
        #expect(throws: KeyFault.malformed) {
            try SigningKey(pem: TestKeys.es256.get().publicKey.pem)
        }
        #expect(throws: KeyFault.malformed) { try SigningKey(pem: mixedUpPEM()) }
        #expect(libraryErrorQueueIsEmpty())
    }

    /// The private number of one key with the public point of another.
    private func mixedUpPEM() throws -> String {
        let own = try #require(PEM.decode(TestKeys.es256.get().exportPEM(), label: "PRIVATE KEY"))
        let other = try #require(
            PEM.decode(TestKeys.otherES256.get().exportPEM(), label: "PRIVATE KEY"))
        return PEM.encode(Array(own.dropLast(64) + other.suffix(64)), label: "PRIVATE KEY")
    }

    @Test func `a signing key shows its name and no secret`() throws {
        let key = try TestKeys.es256.get()
        #expect("\(key)" == "SigningKey(ES256, \(key.keyIdentifier))")
        #expect(Mirror(reflecting: key).children.isEmpty)
    }

    @Test func `one key signs and verifies on many threads at once`() async throws {
        let keys = [try TestKeys.es256.get(), try TestKeys.rs256.get()]
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                let key = keys[task % 2]
                group.addTask {
                    for index in 0..<50 {
                        let message = [UInt8(task), UInt8(index)]
                        let signature = try key.sign(message)
                        guard key.publicKey.verify(message, signature: signature),
                            !key.publicKey.verify(message + [0], signature: signature)
                        else { return false }
                    }
                    return libraryErrorQueueIsEmpty()
                }
            }
            for try await sound in group { #expect(sound) }
        }
    }
}
