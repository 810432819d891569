import HTTPClient
import Kernel
import QyzmetTesting
import Testing

/// Signing in by EDS (UC-27) with every kind of key that people have, over HTTP.
@Suite(.timeLimit(.minutes(5)))
struct SignInKeyTests {
    @Test(.clause("DD-11a"), arguments: ["gost", "ecdsa", "rsa"])
    func `a key works at once, in a hierarchy that is made for it too`(
        family: String
    ) async throws {
        try await withServer { _, server in
            let official = try #require(try await TestOfficial.all(at: server.url).first)
            for usage in ["universal", "universal2022", "authentication"] {
                // Nothing waits between the order and the answer.
                let session = try await official.signIn(
                    at: server.url,
                    order: [
                        JSON.Member("family", .string(family)),
                        JSON.Member("usage", .string(usage)),
                    ])
                let whose = try await call(
                    "GET", server.url + "/auth/sessions", headers: session
                ).expect(200)
                #expect(whose["items"]?.array?.isEmpty == false, "\(usage)")
            }
        }
    }
}
