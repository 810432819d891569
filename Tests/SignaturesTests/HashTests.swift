import Kernel
import Testing

@testable import Signatures

@Suite struct HashTests {
    @Test func `SHA-256 gives the hashes of FIPS 180-4`() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(SHA256.hash("abc").hex == expected)
        #expect(
            SHA256.hash("").hex
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func `a hash in pieces is the hash of the whole`() {
        var hash = SHA256()
        hash.update(UInt8(ascii: "a"))
        hash.update([])
        hash.update([UInt8(ascii: "b"), UInt8(ascii: "c")][...])
        #expect(hash.finish() == SHA256.hash("abc"))
        var abandoned = SHA256()
        abandoned.update([1, 2, 3])
        #expect(SHA256.hash("abc") == SHA256.hash("abc"))
    }

    @Test func `a context that was used before carries nothing over`() {
        let first = SHA256.hash("first")
        for index in 0..<200 { _ = SHA256.hash("\(index)") }
        #expect(SHA256.hash("first") == first)
        #expect(SHA256.hash("second") != first)
    }

    @Test func `a digest is read from 32 bytes only`() throws {
        let digest = SHA256.hash("abc")
        #expect(SHA256Digest(digest.bytes) == digest)
        #expect(SHA256Digest(digest.bytes.dropLast()) == nil)
        #expect(SHA256Digest(digest.bytes + [0]) == nil)
    }

    @Test func `HMAC gives the codes of RFC 4231`() {
        let code = HMACSHA256.code(
            key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8))
        #expect(
            code.hex == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let long = HMACSHA256.code(
            key: [UInt8](repeating: 0xAA, count: 131),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8))
        #expect(
            long.hex == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test func `many threads hash and authenticate at once without mixing`() async {
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    let message = [UInt8](repeating: UInt8(task), count: 100 + task)
                    let hash = SHA256.hash(message)
                    let code = HMACSHA256.code(key: [1], message: message)
                    return (0..<2000).allSatisfy { _ in
                        SHA256.hash(message) == hash
                            && HMACSHA256.code(key: [1], message: message) == code
                    }
                }
            }
            for await same in group { #expect(same) }
        }
    }

    @Test func `random bytes come in the number asked for and differ`() {
        let first = RandomSource.system.bytes(32)
        #expect(first.count == 32)
        #expect(first != RandomSource.system.bytes(32))
        #expect(RandomSource.system.bytes(0).isEmpty)
    }

    @Test func `secrets are equal only when all bytes are`() {
        #expect(constantTimeEqual([1, 2, 3], [1, 2, 3]))
        #expect(constantTimeEqual([], []))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2, 4]))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2]))
    }
}
