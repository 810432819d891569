import Kernel
import Testing

struct IdentificationNumberTests {
    // MARK: - People

    @Test(arguments: ["850101100002", "850615200003", "850101100304", "850101100316"])
    func `synthetic people are taken in the sandbox and nowhere else`(_ digits: String) throws {
        #expect(try IIN(digits, rules: .sandbox).digits == digits)
        #expect(throws: IIN.Fault.syntheticOutsideSandbox) {
            try IIN(digits, rules: .production)
        }
    }

    @Test(arguments: ["85010110033", "85061520042"])
    func `a number whose check sum is ten twice is never issued`(_ prefix: String) {
        for last in 0...9 {
            #expect(throws: IIN.Fault.wrongCheckDigit) {
                try IIN(prefix + String(last), rules: .sandbox)
            }
        }
        #expect(checkDigit(Array(prefix.utf8).map { Int($0) - 48 }) == nil)
    }

    @Test func `every wrong check digit is refused`() {
        for last in ["0", "1", "3", "4", "5", "6", "7", "8", "9"] {
            #expect(throws: IIN.Fault.wrongCheckDigit) {
                try IIN("85010110000" + last, rules: .sandbox)
            }
        }
    }

    @Test func `the SDK's identities exist in the sandbox alone`() throws {
        for digits in IIN.sdkIdentities {
            #expect(try IIN(digits, rules: .sandbox).digits == digits)
            #expect(throws: IIN.Fault.impossibleCentury) { try IIN(digits, rules: .production) }
        }
        #expect(throws: IIN.Fault.impossibleCentury) {
            try IIN("123456789013", rules: .sandbox)
        }
    }

    @Test func `the century digit decides who is real`() throws {
        for century in 0...9 {
            let number = try #require(complete("900101\(century)0010"))
            let inSandbox = Result { () throws(IIN.Fault) in try IIN(number, rules: .sandbox) }
            let inProduction = Result { () throws(IIN.Fault) in
                try IIN(number, rules: .production)
            }
            switch century {
            case 0, 3, 4, 5, 6:
                #expect((try? inSandbox.get()) != nil)
                #expect((try? inProduction.get()) != nil)
            case 1, 2:
                #expect((try? inSandbox.get()) != nil)
                #expect(inProduction == .failure(.syntheticOutsideSandbox))
            default:
                #expect(inSandbox == .failure(.impossibleCentury))
                #expect(inProduction == .failure(.impossibleCentury))
            }
        }
    }

    @Test func `29 February counts by the century that the digit names`() throws {
        // 1900 was no leap year, 2000 was.
        #expect(throws: IIN.Fault.impossibleDate) {
            try IIN(try #require(complete("00022930001")), rules: .production)
        }
        let leapling = try #require(complete("00022950001"))
        #expect(try IIN(leapling, rules: .production).digits == leapling)
    }

    @Test(arguments: [
        "", "85010110000", "8501011000020", "85010110000a", "٨٥٠١٠١١٠٠٠٠٢", " 850101100002",
    ])
    func `what has no twelve ASCII digits is refused`(_ text: String) {
        #expect(throws: IIN.Fault.notTwelveDigits) { try IIN(text, rules: .sandbox) }
        #expect(throws: BIN.Fault.notTwelveDigits) { try BIN(text, rules: .sandbox) }
    }

    @Test func `no number shows in a description`() throws {
        let iin = try IIN("850101100002", rules: .sandbox)
        #expect(!"\(iin)".contains("850101"))
    }

    // MARK: - Bodies

    @Test(arguments: ["940140000385", "950341000052", "961141000023", "070941024691"])
    func `public test bodies are taken everywhere`(_ digits: String) throws {
        #expect(try BIN(digits, rules: .production).digits == digits)
        #expect(try BIN(digits, rules: .sandbox).digits == digits)
    }

    @Test(arguments: [
        ("940140000380", BIN.Fault.wrongCheckDigit), ("941340000385", .impossibleMonth),
        ("940170000385", .impossibleKind), ("940144000385", .impossibleKind),
        ("940130000385", .impossibleKind),
    ])
    func `bodies that cannot be are refused`(_ digits: String, _ fault: BIN.Fault) {
        #expect(throws: fault) { try BIN(digits, rules: .sandbox) }
    }

    @Test func `synthetic bodies and the SDK's exist in the sandbox alone`() throws {
        let synthetic = try #require(complete("65014000001"))
        #expect(try BIN(synthetic, rules: .sandbox).digits == synthetic)
        #expect(throws: BIN.Fault.syntheticOutsideSandbox) {
            try BIN(synthetic, rules: .production)
        }
        for digits in BIN.sdkIdentities {
            #expect(try BIN(digits, rules: .sandbox).digits == digits)
            #expect(throws: BIN.Fault.self) { try BIN(digits, rules: .production) }
        }
    }

    /// The eleven digits with their check digit by the published formula.
    private func complete(_ prefix: String) -> String? {
        let digits = prefix.compactMap(\.wholeNumberValue)
        var sum = 0
        for index in 0..<11 { sum += digits[index] * (index + 1) }
        if sum % 11 != 10 { return prefix + String(sum % 11) }
        sum = 0
        for index in 0..<11 { sum += digits[index] * ((index + 2) % 11 + 1) }
        return sum % 11 == 10 ? nil : prefix + String(sum % 11)
    }
}
