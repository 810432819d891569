import Foundation
import Kernel
import QyzmetTesting
import Signatures
import Testing

/// A withdrawal through the running system: both systems are told, by a notice that our key signs.
@Suite(.timeLimit(.minutes(3)))
struct NoticeTests {
    @Test(.clause("KDP-2.3a", "KDP-7c"), arguments: Engine.allCases)
    func `bank and owner take a signed notice within seconds of a withdrawal`(
        _ engine: Engine
    ) async throws {
        try await withServer(engine) { _, server in
            let url = server.url
            let person = try #require(
                try await TestPerson.all(at: url, with: ConsentStory.dataSet).first)
            let story = try await ConsentStory(url: url)
            _ = try await story.token(from: person)
            let session = try await person.signIn(at: url) + [("Origin", url)]
            let list = try await call("GET", url + "/api/kdp/consents", headers: session)
                .expect(200)
            let consent = try #require(list["items"]?.array?.first?["consentId"]?.string)
            _ = try await call(
                "POST", url + "/api/kdp/consents/\(consent)/withdraw", headers: session
            ).expect(200)
            var notices: [JSON] = []
            for _ in 0..<50 where notices.count < 2 {
                try await Task.sleep(for: .milliseconds(100))
                notices =
                    try await call("GET", url + "/sandbox/notices").expect(200)["items"]?.array
                    ?? []
            }
            let keys = try KeySet(
                jwks: try await call("GET", url + "/.well-known/jwks.json").expect(200))
            let verifier = JWSVerifier(keys: keys, type: "qyzmet-notice+jwt")
            var told: Set<String> = []
            for notice in notices {
                let jws = try #require(notice["jws"]?.string)
                let claims = try JSON.parse(try verifier.verify(jws).payload)
                #expect(claims["event"] == "consentWithdrawn")
                #expect(claims["consent"]?.string == consent)
                #expect(claims["aud"] == notice["clientId"])
                #expect(!claims.text.contains(person.iin))
                told.insert(claims["aud"]?.string ?? "")
            }
            #expect(told == ["dala-bank", ConsentStory.ownerId])
        }
    }
}
