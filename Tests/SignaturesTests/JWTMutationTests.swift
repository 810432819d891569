import Kernel
import Testing

@testable import Signatures

/// Mutations of a good token's text; not one of them may pass.
@Suite struct JWTMutationTests {
    private let now = Instant(seconds: 1_800_000_000)
    private let good: String
    private let verifier: JWTVerifier

    init() throws {
        let key = try TestKeys.es256.get()
        good = try JWT.sign(
            claims: ["exp": .integer(now.seconds + 60), "aud": "a"], type: "t+jwt", key: key)
        verifier = JWTVerifier(
            signatures: JWSVerifier(
                keys: KeySet([key.publicKey]), type: "t+jwt", bytesMax: good.utf8.count),
            expectations: JWTVerifier.Expectations(audience: .exactlyOne(of: ["a"])))
        #expect(throws: Never.self) { try verifier.verify(good, now: now) }
    }

    private func expect(_ text: String, _ fault: JWTFault, _ what: String) {
        #expect(throws: fault, "\(what)") { try verifier.verify(text, now: now) }
    }

    @Test func `every mutation of the form is refused with its reason`() {
        let parts = good.split(separator: ".").map(String.init)
        let (header, payload, signature) = (parts[0], parts[1], parts[2])
        expect("", .notThreeParts, "empty")
        expect("..", .malformedHeader, "dots only")
        expect("\(header).\(payload)", .notThreeParts, "no signature")
        expect("\(header).\(payload).", .invalidSignature, "empty signature")
        expect("\(header)..\(signature)", .invalidSignature, "empty payload")
        expect(".\(payload).\(signature)", .malformedHeader, "empty header")
        expect("\(payload).\(header).\(signature)", .algorithmMissing, "parts exchanged")
        expect(String(good.dropLast()), .invalidBase64URL, "one character cut off")
        expect(String(good.dropLast(2)), .invalidSignature, "one byte cut off")
        expect(String(good.dropLast(6)), .invalidSignature, "four bytes cut off")
        expect(good + "A", .tooLarge, "one character too many for the limit")
        expect("\(header).\(payload.dropLast(2)).\(signature)==", .invalidBase64URL, "padding")
        expect("\(header).\(payload.dropLast(1)).\(signature).", .notThreeParts, "fourth part")
        expect(" \(header).\(payload).\(signature.dropLast())", .invalidBase64URL, "blank before")
        expect("\(header).\(payload).\(signature.dropLast(1))\n", .invalidBase64URL, "line end")
        expect("\(header).\(payload).\(signature.dropLast(1))+", .invalidBase64URL, "plus sign")
        let trailing = trailingBitsSet(signature)
        expect("\(header).\(payload).\(trailing)", .invalidBase64URL, "trailing bits")
        let twice = Array(#"{"alg":"ES256","alg":"none","typ":"t+jwt"}"#.utf8).base64URL
        expect("\(twice).\(payload).", .repeatedHeaderName, "repeated header name")
        let none = Array(#"{"alg":"none","typ":"t+jwt"}"#.utf8).base64URL
        expect("\(none).\(payload).", .algorithmNotAllowed, "alg none")
    }

    @Test func `every single changed character is refused`() {
        let characters = Array(good.utf8)
        var passed = 0
        for index in characters.indices {
            var changed = characters
            changed[index] =
                changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let text = String(decoding: changed, as: UTF8.self)
            if (try? verifier.verify(text, now: now)) != nil { passed += 1 }
        }
        #expect(passed == 0)
        #expect(libraryErrorQueueIsEmpty())
    }

    /// The last of 86 digits carries 4 bits of the signature; the other two must be zero.
    private func trailingBitsSet(_ signature: String) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let last = digits.firstIndex(of: signature.last ?? "A") ?? 0
        return signature.dropLast() + String(digits[last | 1])
    }
}
