import HTTPClient
import Kernel
import Testing

/// An official of the sandbox with a key of the sandbox's certification authority.
struct TestOfficial: Sendable {
    let role: String
    let iin: String
    let bin: String

    /// Every official of a running sandbox.
    static func all(at url: String) async throws -> [TestOfficial] {
        let json = try await call("GET", url + "/sandbox/officials").expect(200)
        return try (json["items"]?.array ?? []).map { item in
            TestOfficial(
                role: try #require(item["role"]?.string), iin: try #require(item["iin"]?.string),
                bin: try #require(item["bin"]?.string))
        }
    }

    /// Signs in by EDS over the interface; gives the header field that carries the session.
    ///
    /// - Parameter order: what else the sandbox's authority is told of the key that is ordered.
    func signIn(
        at url: String, order: [JSON.Member] = []
    ) async throws -> [(String, String)] {
        let challenge = try await call("POST", url + "/auth/eds").expect(201)
        let text = try #require(challenge["challenge"]?.string)
        let key = try await call(
            "POST", url + "/sandbox/nca/certificates",
            .object(
                [JSON.Member("iin", .string(iin)), JSON.Member("bin", .string(bin))] + order)
        ).expect(201)
        let signed = try await call(
            "POST", url + "/sandbox/nca/signatures",
            ["serial": key["serial"] ?? .null, "data": .string(Array(text.utf8).base64)]
        ).expect(200)
        let id = try #require(challenge["challengeId"]?.string)
        let answer = try await call(
            "POST", url + "/auth/eds/\(id)", ["cms": signed["cms"] ?? .null])
        _ = try answer.expect(200)
        let cookie = try #require(answer.response.header("Set-Cookie"))
        return [("Cookie", String(cookie.split(separator: ";")[0]))]
    }
}
