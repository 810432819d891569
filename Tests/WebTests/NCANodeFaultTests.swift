import HTTPServer
import Kernel
import Testing

@testable import Web

/// What is wrong with a request is said as NCANode says it, below its own path alone (UC-28).
@Suite struct NCANodeFaultTests {
    private static let paths = ["/ncanode/cms/verify", "/ncanode/xml/sign", "/ncanode/pkcs12/info"]

    private func expectEnvelope(
        _ answer: PageAnswer, _ status: Int, _ place: SourceLocation = #_sourceLocation
    ) throws {
        #expect(answer.status == status, sourceLocation: place)
        #expect(
            answer.response.headers["content-type"] == "application/json", sourceLocation: place)
        let body = try JSON.parse(answer.response.body)
        #expect(
            body.members?.map(\.name) == ["status", "message"], "\(body.text)",
            sourceLocation: place)
        #expect(body["status"] == .integer(Int64(status)), sourceLocation: place)
        #expect((body["message"]?.string ?? "").count > 10, sourceLocation: place)
    }

    @Test(arguments: paths)
    func `a body that is no JSON or no object gets status and message`(_ path: String) async throws
    {
        let service = try await TestService()
        for body in ["", "{", "{\"cms\":}", "[]", "[{}]", "1", "\"text\"", "null", "{}{}"] {
            let answer = await service.send(
                "POST", path, nil, Array(body.utf8), "application/json")
            try expectEnvelope(answer, 400)
        }
        let typed = await service.send("POST", path, nil, Array("{}".utf8), "text/plain")
        try expectEnvelope(typed, 415)
        // What the handler itself refuses looks the same.
        let empty = await service.send("POST", path, nil, Array("{}".utf8), "application/json")
        try expectEnvelope(empty, 400)
    }

    @Test func `elsewhere, and for who may not call, it stays a problem document`() async throws {
        let service = try await TestService()
        let other = await service.send(
            "POST", "/ncanode/nothing", nil, Array("{}".utf8), "application/json")
        #expect(other.status == 404)
        #expect(other.response.headers["content-type"] == Problem.contentType)
        let token = await service.send(
            "POST", "/api/kdp/tokens/verify", nil, Array("{".utf8), "application/json")
        #expect(token.response.headers["content-type"] == Problem.contentType)
    }
}
