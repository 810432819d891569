import Kernel
import Testing

struct BytesTests {
    /// RFC 4648 section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `base64 is that of RFC 4648`(_ plain: String, _ encoded: String) {
        let bytes = Array(plain.utf8)
        #expect(bytes.base64 == encoded)
        #expect([UInt8](base64: encoded) == bytes)
        let bare = encoded.filter { $0 != "=" }
        #expect(bytes.base64URL == bare)
        #expect([UInt8](base64URL: bare) == bytes)
    }

    @Test func `every byte and every length survive`() {
        for length in 0..<70 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length &* 251) }
            #expect([UInt8](base64: bytes.base64) == bytes)
            #expect([UInt8](base64URL: bytes.base64URL) == bytes)
            #expect([UInt8](hex: bytes.hex) == bytes)
        }
        #expect([UInt8](base64URL: "-_-_") == [0xFB, 0xFF, 0xBF])
        #expect([UInt8](base64: "+/+/") == [0xFB, 0xFF, 0xBF])
    }

    @Test(arguments: [
        "Zg==", "Zg=", "Z", "Zh", "Zm9", "Zm+v", "Zm/v", "Zm 9v", "Zm9v\n", "Zmé", "=", "Zm9v=",
    ])
    func `base64url with padding, wrong signs or stray bits is refused`(_ text: String) {
        #expect([UInt8](base64URL: text) == nil)
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zh==", "Zm9=", "====", "Z===", "Zg==Zg==", "Zm-v", "Zm_v", "Zm9v====", "Z=g=",
    ])
    func `base64 with wrong padding, signs or stray bits is refused`(_ text: String) {
        #expect([UInt8](base64: text) == nil)
    }

    @Test func `hexadecimal is read in either case and written in one`() {
        #expect([UInt8](hex: "00fFAb") == [0, 255, 171])
        #expect([0, 255, 171].hex == "00ffab")
        for text in ["0", "0g", "0x00", " 00", "00 "] { #expect([UInt8](hex: text) == nil) }
    }
}
