import AccessControl
import Kernel
import Synchronization
import Testing

struct ConsentAnswerTests {
    @Test(arguments: [
        "4821 1", " 4821  1 ", "4821-1", "4821*1", "4821,1", "4821. 1.", "4821 да", "4821 ДА",
        "4821 иә", "4821 Ия", "4821 yes", "4821 YES", "4821\n1", "#4821*1#", "4821: 1;",
    ])
    func `consent is read in many spellings`(_ text: String) {
        #expect(ConsentAnswer(text) == .request(code: "4821", consents: true))
    }

    @Test(arguments: ["4821 2", "4821 нет", "4821 ЖОҚ", "4821 жок", "4821 No", "4821*2"])
    func `a refusal is read in many spellings`(_ text: String) {
        #expect(ConsentAnswer(text) == .request(code: "4821", consents: false))
    }

    @Test(arguments: ["21*1", "21 1", "21*да", " 21 * 1 "])
    func `a voucher's answer never belongs to another request`(_ text: String) {
        #expect(ConsentAnswer(text) == .voucher(consents: true))
        #expect(ConsentAnswer("21*2") == .voucher(consents: false))
    }

    @Test(arguments: [
        "", "1", "4821", "да", "1 4821", "4821 3", "4821 1 2", "482 1", "48211", "4821 0",
        "4821 maybe", "٤٨٢١ 1", "4821 １", "да 4821", "004821 1", "021*1", "4821 1 иә",
    ])
    func `whatever is not clearly an answer is none`(_ text: String) {
        #expect(ConsentAnswer(text) == .unclear)
    }

    @Test func `a text of any length is read in bounded time`() {
        #expect(ConsentAnswer("4821 1" + String(repeating: " ", count: 1_000_000)).isConsent)
        #expect(ConsentAnswer(String(repeating: "1 ", count: 1_000_000)) == .unclear)
    }

    @Test func `a new code is none of the taken ones and never a voucher's`() throws {
        let taken = Set((1000..<5000).map(String.init))
        let counter = Mutex(UInt32(0))
        let random = RandomSource { _ in
            let value = counter.withLock { counter in
                defer { counter &+= 7 }
                return counter
            }
            return (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(24 - $0 * 8)) }
        }
        for _ in 0..<200 {
            let code = try #require(ConsentAnswer.makeCode(taken: taken, random: random))
            #expect(!taken.contains(code) && code.count == ConsentAnswer.codeLength)
            #expect(ConsentAnswer("\(code)*1") == .request(code: code, consents: true))
        }
        let many = Set((1000..<5500).map(String.init))
        #expect(ConsentAnswer.makeCode(taken: many, random: random) == nil)
    }
}

extension ConsentAnswer {
    fileprivate var isConsent: Bool { self == .request(code: "4821", consents: true) }
}
