import Testing

@testable import Rendering

struct QRReaderTests {
    @Test(arguments: TestPicture.Format.allCases)
    func `PNG, JPEG and WebP are read`(format: TestPicture.Format) throws {
        let picture = TestPicture(showing: try QRCode.encode("Qyzmet"), scale: 6)
        #expect(try QRReader.read(picture.encoded(format)) == ["Qyzmet"])
    }

    @Test(arguments: [0.0, 7, 15, 30, 45, 90, 135, 180, 200, 270])
    func `a turned code is read`(degrees: Double) throws {
        let text = "https://qyzmet.example/s/0123456789abcdefghjkmnpqrs"
        let picture = TestPicture(showing: try QRCode.encode(text), scale: 8)
            .turned(degrees: degrees)
        #expect(try QRReader.read(picture.encoded(.jpeg)) == [text])
    }

    @Test(arguments: [0.15, 0.3])
    func `a slanted code is read`(shear: Double) throws {
        let picture = TestPicture(showing: try QRCode.encode("Qyzmet"), scale: 8)
            .slanted(by: shear)
        #expect(try QRReader.read(picture.encoded(.png)) == ["Qyzmet"])
    }

    @Test func `a small code in a large photograph is read`() throws {
        let picture = TestPicture(showing: try QRCode.encode("Qyzmet"), scale: 3)
            .placed(inWidth: 4032, height: 3024)
        #expect(try QRReader.read(picture.encoded(.jpeg)) == ["Qyzmet"])
    }

    @Test func `all codes of a picture are read, each once`() throws {
        let left = TestPicture(showing: try QRCode.encode("бірінші"), scale: 6)
        let right = TestPicture(showing: try QRCode.encode("екінші"), scale: 6)
        let both = left.beside(right).beside(left)
        #expect(try Set(QRReader.read(both.encoded(.png))) == ["бірінші", "екінші"])
        #expect(try QRReader.read(both.encoded(.png)).count == 2)
    }

    @Test func `noise and an empty sheet hold no code`() throws {
        var generator = SplitMix(state: 7)
        let noise = TestPicture(width: 640, height: 480) { _, _ in
            UInt8(truncatingIfNeeded: generator.next())
        }
        let white = TestPicture(width: 640, height: 480) { _, _ in 255 }
        for picture in [noise, white] {
            #expect(throws: QRReader.Fault.noCode) {
                try QRReader.read(picture.encoded(.png))
            }
        }
    }

    @Test func `a code that is half covered is not read`() throws {
        let whole = TestPicture(showing: try QRCode.encode("Qyzmet", errorCorrection: .low))
        let covered = TestPicture(width: whole.width, height: whole.height) { x, y in
            y > whole.height / 2 ? 128 : whole[x, y]
        }
        #expect(throws: QRReader.Fault.noCode) {
            try QRReader.read(covered.encoded(.png))
        }
    }

    @Test func `a cut-off PNG is no picture`() throws {
        let whole = try #require(try QRCode.encode("Qyzmet").png())
        for count in [0, 7, 16, 24, 33, 60, whole.count / 2] {
            #expect(throws: QRReader.Fault.notAPicture) {
                try QRReader.read(Array(whole.prefix(count)))
            }
        }
    }

    @Test func `changed bytes never do harm`() throws {
        var generator = SplitMix(state: 99)
        let picture = TestPicture(showing: try QRCode.encode("Qyzmet"), scale: 2)
        for format in TestPicture.Format.allCases {
            let whole = picture.encoded(format)
            for _ in 0..<100 {
                var bytes = whole
                for _ in 0..<3 {
                    bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(
                        truncatingIfNeeded: generator.next())
                }
                // Whatever it answers, it answers: right text, or a fault of ours.
                let texts = (try? QRReader.read(bytes)) ?? []
                #expect(texts.allSatisfy { $0 == "Qyzmet" })
            }
        }
    }

    @Test func `a header that promises 100,000 by 100,000 pixels is refused unread`() throws {
        var bomb = try #require(try QRCode.encode("Qyzmet").png())
        bomb.replaceSubrange(16..<24, with: [0x00, 0x01, 0x86, 0xA0, 0x00, 0x01, 0x86, 0xA0])
        let clock = ContinuousClock()
        let spent = clock.measure {
            #expect(throws: QRReader.Fault.tooLarge) { try QRReader.read(bomb) }
        }
        #expect(spent < .milliseconds(500))
        bomb.replaceSubrange(16..<24, with: [UInt8](repeating: 0xFF, count: 8))
        #expect(throws: QRReader.Fault.tooLarge) { try QRReader.read(bomb) }
    }

    @Test func `more bytes than the limit are refused`() throws {
        let code = try #require(try QRCode.encode("Qyzmet").png())
        let padding = [UInt8](repeating: 0, count: QRReader.largestByteCount - code.count)
        #expect(try QRReader.read(code + padding) == ["Qyzmet"])
        #expect(throws: QRReader.Fault.tooLarge) { try QRReader.read(code + padding + [0]) }
    }

    @Test(arguments: [
        Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x2C],
        Array("BM".utf8) + [UInt8](repeating: 0, count: 60), Array("<svg/>".utf8), [],
        [0xFF, 0xD8, 0xFF], [0xFF, 0xD8, 0xFF, 0xC0, 0x00, 0x0B],
        Array("RIFF\0\0\0\0WEBPVP8 ".utf8),
    ])
    func `other files are no pictures`(bytes: [UInt8]) {
        #expect(throws: QRReader.Fault.notAPicture) { try QRReader.read(bytes) }
    }

    @Test func `the header's size is the picture's`() throws {
        let picture = TestPicture(width: 321, height: 123) { _, _ in 200 }
        for format in TestPicture.Format.allCases {
            let header = try #require(PictureHeader(picture.encoded(format)))
            #expect(header.width == 321)
            #expect(header.height == 123)
        }
    }
}
