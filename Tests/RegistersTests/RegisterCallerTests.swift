import Kernel
import Testing

@testable import Registers

@Suite struct RegisterCallerTests {
    @Test(arguments: [
        (401, RegisterFault.unauthorised), (403, .unauthorised), (404, .notFound),
        (408, .unavailable), (429, .unavailable), (500, .unavailable), (503, .unavailable),
        (301, .malformed(at: "status")), (204, .malformed(at: "status")),
        (400, .malformed(at: "status")),
    ])
    func `every status means one thing`(status: Int, fault: RegisterFault) {
        #expect(throws: fault) { try answer(status: status, "{}") }
    }

    @Test func `only whole JSON of a known length is taken`() throws {
        #expect(try answer("{}", type: "Application/JSON; charset=utf-8") == [:])
        #expect(throws: RegisterFault.malformed(at: "")) { try answer("{") }
        for type in ["text/html", nil] {
            #expect(throws: RegisterFault.malformed(at: "contentType")) {
                try answer("{}", type: type)
            }
        }
        let large = "{}" + String(repeating: " ", count: RegisterLimits.answerBytesMax)
        #expect(throws: RegisterFault.tooLarge) { _ = try answer(large) }
    }

    @Test func `a connection never shows its secret`() {
        let connection = RegisterConnection(
            url: "http://127.0.0.1:1", secret: "very-secret", rules: .sandbox)
        var text = "\(connection)" + String(reflecting: connection)
        dump(connection, to: &text)
        #expect(!text.contains("very-secret") && text.contains("127.0.0.1"))
    }

    private func answer(
        status: Int = 200, _ body: String, type: String? = "application/json"
    ) throws(RegisterFault) -> JSON {
        try RegisterCaller.answer(status: status, contentType: type, body: Array(body.utf8))
    }
}
