import HTTPClient
import Kernel
import Testing

/// What every answer of the edge keeps to, in a live process.
@Suite(.timeLimit(.minutes(3)))
struct EdgeTests {
    @Test func `a name that is not ours is refused`() async throws {
        try await withServer { _, server in
            for host in ["evil.example", "127.0.0.1", "evil.example:\(server.port)"] {
                let answer = try await call(
                    "GET", server.url + "/healthz", headers: [("Host", host)])
                #expect(answer.status == 421 && answer.code == "wrongHost", "\(host)")
            }
            let own = try await call(
                "GET", server.url + "/healthz", headers: [("Host", "localhost:\(server.port)")])
            #expect(own.status == 200)
        }
    }

    @Test func `a problem is told in the caller's language and names nobody`() async throws {
        try await withServer { _, server in
            var titles: Set<String> = []
            for language in ["kk", "ru", "en"] {
                let answer = try await call(
                    "POST", server.url + "/auth/otp", ["iin": "000000000000"],
                    headers: [("Accept-Language", language)])
                #expect(answer.status == 422 && answer.code == "invalidField")
                #expect(answer.response.header("Content-Type") == "application/problem+json")
                #expect(answer.response.header("Content-Language") == language)
                #expect(!answer.json.text.contains("000000000000"))
                titles.insert(answer["title"] ?? "")
            }
            #expect(titles.count == 3)
        }
    }

    @Test func `an unknown path, a wrong method and a wrong body each have their own code`()
        async throws
    {
        try await withServer { _, server in
            #expect(try await call("GET", server.url + "/nowhere").code == "notFound")
            let wrongMethod = try await call("DELETE", server.url + "/healthz")
            #expect(wrongMethod.code == "methodNotAllowed")
            #expect(wrongMethod.response.header("Allow") == "GET")
            let noToken = try await call("POST", server.url + "/api/kdp/access-requests", [:])
            #expect(noToken.code == "invalidToken")
            #expect(noToken["remedy"]?.contains("POST /oauth/token") == true)
            let noJSON = try await call(
                "POST", server.url + "/auth/otp", headers: [("Content-Type", "text/plain")])
            #expect(noJSON.status == 415)
            let unknown = try await call("POST", server.url + "/auth/otp", ["iim": "1"])
            #expect(unknown.status == 422)
        }
    }
}
