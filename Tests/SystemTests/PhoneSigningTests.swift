import Foundation
import HTTPClient
import Kernel
import Testing

/// Signing on the phone by QR code (UC-24) and signing in by it (UC-27), over HTTP: the platform
/// serves both documents, the sandbox's phone fetches, checks, signs and puts.
@Suite(.timeLimit(.minutes(5)))
struct PhoneSigningTests {
    @Test func `every method goes under every authorisation, field by field without a finding`()
        async throws
    {
        try await withServer { _, server in
            let iin = try #require(
                try await TestPerson.all(at: server.url, with: "IdentityCard").first?.iin)
            for method in ["XML", "CMS_WITH_DATA", "CMS_SIGN_ONLY", "SIGN_BYTES_ARRAY", "MIX_SIGN"]
            {
                for way in ["None", "Token", "Eds"] {
                    let example = try await call(
                        "POST", server.url + "/sandbox/phone/examples",
                        ["signMethod": .string(method), "authType": .string(way)]
                    ).expect(201)
                    let text = try #require(example["text"]?.string)
                    for sign in [false, true] {
                        let visit = try await visit(text, of: iin, sign: sign, at: server.url)
                        #expect(visit["isGood"] == true, "\(method) \(way) \(visit.text)")
                        #expect(visit["invitation"]?.array == [] && visit["documents"]?.array == [])
                    }
                    // Signed once: the invitation is gone.
                    let again = try await visit(text, of: iin, sign: true, at: server.url)
                    #expect(again["isGood"] == false)
                }
            }
            let expired = try await visit(
                try await example(at: server.url), of: iin, sign: true, validity: "expired",
                at: server.url)
            #expect(expired["isGood"] == false)
            #expect(expired["outcome"]?.string?.contains("403") == true)
            let revoked = try await visit(
                try await example(at: server.url), of: iin, sign: true, validity: "revoked",
                at: server.url)
            #expect(revoked["isGood"] == false)
            for text in ["hello", "mobileSign:x", "mobileSign:\(server.url)/health"] {
                let visit = try await visit(text, of: iin, sign: true, at: server.url)
                #expect(visit["isGood"] == false && visit["outcome"]?.string?.isEmpty == false)
            }
        }
    }

    @Test func `without scripts a person signs in with the phone, in the browser that began`()
        async throws
    {
        try await withServer { _, server in
            let iin = try #require(
                try await TestPerson.all(at: server.url, with: "IdentityCard").first?.iin)
            let begun = try await form("/sign-in/eds", "next=%2Fdocuments", at: server.url)
            #expect(begun.status == 303)
            let address = try #require(begun.response.header("Location"))
            let cookie = try #require(begun.response.header("Set-Cookie"))
            let path = String(address.prefix { $0 != "?" })
            #expect(cookie.contains("Path=\(path); HttpOnly; SameSite=Lax"))
            let secret = String(cookie.prefix { $0 != ";" })
            let waiting = try await page(address, at: server.url)
            let text = try #require(waiting.mobileText)
            #expect(text.hasPrefix("mobileSign:\(server.url)/mobile-sign/"))
            // Nothing is signed yet, and the browser is not let in.
            #expect(try await form(path + "/phone", "", secret, at: server.url).status == 404)
            let signed = try await visit(text, of: iin, sign: true, at: server.url)
            #expect(signed["isGood"] == true, "\(signed.text)")
            #expect(try await page(address, at: server.url).text.contains("\(path)/phone?"))
            let live = try await call(
                "GET", server.url + path + "/phone/live?version=waiting&wait=1"
            ).expect(200)
            #expect(live["version"] == "signed")
            // Without the cookie of the browser that began nobody gets in.
            #expect(try await form(path + "/phone", "", at: server.url).status == 404)
            let entered = try await form(
                path + "/phone?next=%2Fdocuments", "", secret, at: server.url)
            #expect(entered.status == 303)
            #expect(entered.response.header("Location") == "/documents")
            #expect(entered.response.header("Set-Cookie")?.hasPrefix("qyzmet=") == true)
            #expect(try await form(path + "/phone", "", secret, at: server.url).status == 404)
        }
    }

    // MARK: - Calls

    private func example(at url: String) async throws -> String {
        let example = try await call(
            "POST", url + "/sandbox/phone/examples",
            ["signMethod": "CMS_SIGN_ONLY", "authType": "None"]
        ).expect(201)
        return try #require(example["text"]?.string)
    }

    private func visit(
        _ text: String, of iin: String, sign: Bool, validity: String = "valid", at url: String
    ) async throws -> JSON {
        try await call(
            "POST", url + "/sandbox/phone/visits",
            [
                "text": .string(text), "sign": .bool(sign), "iin": .string(iin),
                "validity": .string(validity),
            ], headers: [("Accept-Language", "en")]
        ).expect(200)
    }

    private func form(
        _ path: String, _ body: String, _ cookie: String? = nil, at url: String
    ) async throws -> Answer {
        let response = try await http.send(
            OutgoingRequest(
                method: "POST", url: url + path,
                headers: [
                    .init("Content-Type", "application/x-www-form-urlencoded"),
                    .init("Origin", url),
                ] + (cookie.map { [.init("Cookie", $0)] } ?? []), body: Array(body.utf8)))
        return Answer(status: response.status, response: response)
    }

    private func page(_ path: String, at url: String) async throws -> PageText {
        let answer = try await call("GET", url + path, headers: [("Accept", "text/html")])
        #expect(answer.status == 200)
        return PageText(text: String(decoding: answer.response.body, as: UTF8.self))
    }

    private struct PageText {
        let text: String

        /// The text of the QR code, as it stands in the link to the sandbox's phone.
        var mobileText: String? {
            guard let start = text.range(of: "/sandbox/phone?text=")?.upperBound else { return nil }
            return String(text[start...].prefix { $0 != "\"" }).removingPercentEncoding
        }
    }
}
