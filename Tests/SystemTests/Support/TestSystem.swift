import HTTPClient
import Kernel
import Signatures
import Testing

/// A ready-made system of the sandbox, as its developer would use it.
struct TestSystem: Sendable {
    let id: String
    let example: JSON
    let key: SigningKey

    /// Every system of a running sandbox by name.
    static func all(at url: String) async throws -> [String: TestSystem] {
        let json = try await call("GET", url + "/sandbox/clients").expect(200)
        let systems = try (json["items"]?.array ?? []).map { item in
            TestSystem(
                id: try #require(item["clientId"]?.string), example: item["example"] ?? [:],
                key: try SigningKey(privateJWK: item["privateJwk"] ?? [:]))
        }
        return Dictionary(uniqueKeysWithValues: systems.map { ($0.id, $0) })
    }

    /// A client assertion (RFC 7523) for the issuer.
    func assertion(for issuer: String) throws -> String {
        try JWT.clientAssertion(
            of: id, for: issuer + "/oauth/token", at: Clock.wall.now(), random: .system, key: key)
    }

    /// What the server at this address answers to an assertion of this moment.
    func tokenAnswer(at url: String, issuer: String? = nil) async throws -> Answer {
        let form =
            "grant_type=client_credentials&client_assertion=\(try assertion(for: issuer ?? url))"
            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3A"
            + "jwt-bearer"
        let response = try await http.send(
            OutgoingRequest(
                method: "POST", url: url + "/oauth/token",
                headers: [.init("Content-Type", "application/x-www-form-urlencoded")],
                body: Array(form.utf8)))
        return Answer(status: response.status, response: response)
    }

    /// An access token from the server at this address.
    func token(at url: String, issuer: String? = nil) async throws -> String {
        let json = try await tokenAnswer(at: url, issuer: issuer).expect(200)
        return try #require(json["access_token"]?.string)
    }

    /// Header fields with a new access token.
    func headers(at url: String, issuer: String? = nil) async throws -> [(String, String)] {
        [("Authorization", "Bearer " + (try await token(at: url, issuer: issuer)))]
    }
}
