import Kernel
import Testing

@testable import Signatures

@Suite struct SealTests {
    private let key = SecretKey(random: .system)
    private let nonce = AES256GCM.Nonce(counter: 7)

    @Test func `AES-256-GCM gives the published ciphertext`() throws {
        // Test case 16 of "The Galois/Counter Mode of Operation", McGrew and Viega.
        let key = try #require(
            [UInt8](hex: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
                .flatMap { SecretKey($0) })
        let nonce = try #require(
            [UInt8](hex: "cafebabefacedbaddecaf888").flatMap { AES256GCM.Nonce($0) })
        let plaintext = try #require(
            [UInt8](
                hex: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                    + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"))
        let associated = try #require([UInt8](hex: "feedfacedeadbeeffeedfacedeadbeefabaddad2"))
        let sealed = try AES256GCM.seal(
            plaintext, key: key, nonce: nonce, associatedData: associated)
        #expect(
            sealed.hex == "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                + "76fc6ece0f4e1768cddf8853bb2d551b")
        #expect(
            try AES256GCM.open(sealed, key: key, nonce: nonce, associatedData: associated)
                == plaintext)
    }

    @Test(arguments: [0, 1, 16, 1000]) func `what was sealed opens`(count: Int) throws {
        let text = RandomSource.system.bytes(count)
        let sealed = try AES256GCM.seal(text, key: key, nonce: nonce, associatedData: [1])
        #expect(sealed.count == count + AES256GCM.tagByteCount)
        #expect(try AES256GCM.open(sealed, key: key, nonce: nonce, associatedData: [1]) == text)
    }

    @Test func `any changed byte, key, nonce or associated data is noticed`() throws {
        let sealed = try AES256GCM.seal([1, 2, 3], key: key, nonce: nonce, associatedData: [9])
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: SealFault.notAuthentic) {
                try AES256GCM.open(changed, key: key, nonce: nonce, associatedData: [9])
            }
        }
        #expect(throws: SealFault.notAuthentic) {
            try AES256GCM.open(sealed, key: key, nonce: nonce)
        }
        #expect(throws: SealFault.notAuthentic) {
            try AES256GCM.open(
                sealed, key: key, nonce: AES256GCM.Nonce(counter: 8), associatedData: [9])
        }
        #expect(throws: SealFault.notAuthentic) {
            try AES256GCM.open(
                sealed, key: SecretKey(random: .system), nonce: nonce, associatedData: [9])
        }
        #expect(throws: SealFault.truncated) {
            try AES256GCM.open([1, 2, 3], key: key, nonce: nonce)
        }
        #expect(libraryErrorQueueIsEmpty())
    }

    @Test func `a passphrase and a salt make one key`() throws {
        let salt = [UInt8](repeating: 5, count: 16)
        let key = try KeyDerivation.deriveKey(passphrase: "correct horse battery", salt: salt)
        // From Python: hashlib.scrypt(b"correct horse battery", salt=b"\x05"*16, n=2**17, r=8, p=1).
        #expect(key.bytes.hex == "d91ecbbb84766145617a80661323cde9d36db958d491cdcaa2c2f28e36e19e61")
        let other = try KeyDerivation.deriveKey(
            passphrase: "correct horse battery", salt: salt + [1])
        #expect(other.bytes != key.bytes)
        #expect(throws: KeyDerivationFault.passphraseTooShort) {
            try KeyDerivation.deriveKey(passphrase: "short", salt: salt)
        }
        #expect(throws: KeyDerivationFault.saltTooShort) {
            try KeyDerivation.deriveKey(passphrase: "correct horse battery", salt: [1])
        }
    }

    @Test func `a secret key shows itself nowhere`() {
        #expect("\(key)" == "SecretKey(hidden)")
        #expect(String(reflecting: key) == "SecretKey(hidden)")
        #expect(Mirror(reflecting: key).children.isEmpty)
    }
}
