import Kernel
import QyzmetTesting
import Testing

@testable import Rendering

struct QRTests {
    @Test(.clause("DD-2.12a")) func `fifty random texts survive the round trip`() throws {
        var generator = SplitMix(state: 20_261_120)
        for round in 0..<50 {
            let length = 10 + Int(generator.next() % 491)
            let text = String(
                decoding: (0..<length).map { _ in UInt8(0x20 + generator.next() % 95) },
                as: UTF8.self)
            let level = QRCode.ErrorCorrection.allCases[round % 4]
            let code = try QRCode.encode(text, errorCorrection: level)
            let png = try #require(code.png(pixelsPerModule: 4))
            #expect(try QRReader.read(png) == [text])
        }
    }

    @Test(arguments: [
        "Әліппе: ә ғ қ ң ө ұ ү һ і", "Құжатты ашу", "Документ", "ab\ncd", "1234567890", "日本語",
        "qyzmet:v1:c2FtcGxlLXRleHQ",
    ])
    func `letters of any alphabet survive the round trip`(text: String) throws {
        let png = try #require(try QRCode.encode(text).png())
        #expect(try QRReader.read(png) == [text])
    }

    @Test func `a code has its finder patterns and an odd side`() throws {
        let code = try QRCode.encode("Qyzmet")
        #expect(code.width == 21)
        #expect(code.modules.count == 441)
        #expect(code.modules[0..<7].allSatisfy { $0 })
        #expect(!code.modules[7])
    }

    @Test(arguments: QRCode.ErrorCorrection.allCases)
    func `the largest text fits and one byte more is refused`(level: QRCode.ErrorCorrection) throws
    {
        let largest = String(repeating: "a", count: level.largestByteCount)
        #expect(try QRCode.encode(largest, errorCorrection: level).width == 177)
        #expect(throws: QRCode.Fault.tooLong) {
            try QRCode.encode(largest + "a", errorCorrection: level)
        }
    }

    @Test func `an empty text has no code`() {
        #expect(throws: QRCode.Fault.empty) { try QRCode.encode("") }
    }

    @Test func `the drawing has a label, a quiet zone and no script`() throws {
        let code = try QRCode.encode("Qyzmet")
        let page = String(decoding: code.svg(label: "a<b").bytes, as: UTF8.self)
        #expect(page.contains("viewBox=\"0 0 29 29\""))
        #expect(page.contains("role=\"img\" aria-label=\"a&lt;b\""))
        #expect(page.contains("d=\"M4 4h7v1h-7z"))
        #expect(!page.contains("xmlns"))
        let file = String(decoding: code.svgFile(label: "x"), as: UTF8.self)
        #expect(file.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    }
}

/// Numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
