import Kernel
import Testing

struct PhoneNumberTests {
    @Test(arguments: [
        "+77011234567", "77011234567", "87011234567", "7011234567", "+7 (701) 123-45-67",
        "8 701 123 45 67",
    ])
    func `the usual spellings are one number`(_ text: String) {
        #expect(PhoneNumber(text)?.text == "+77011234567")
    }

    @Test(arguments: [
        "", "+7701123456", "+770112345678", "701123456", "+6011234567", "+87011234567",
        "++77011234567", "7+7011234567", "+7701123456a", "+7 495 123 45 67", "9011234567",
        "٧٠١١٢٣٤٥٦٧", "7012345\u{36}\u{301}", "+7.701.123.45.67", "                +77011234567",
    ])
    func `what is no Kazakh mobile number is refused`(_ text: String) {
        #expect(PhoneNumber(text) == nil)
    }

    @Test func `a mask and a description hide the number`() throws {
        let phone = try #require(PhoneNumber("+77011234567"))
        #expect(phone.masked == "+7 ••• ••• •• 67")
        #expect(!"\(phone)".contains("701"))
    }
}
