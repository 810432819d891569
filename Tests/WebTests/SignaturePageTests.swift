import HTTPServer
import Kernel
import Store
import Testing
import UseCases

@testable import Web

/// The pages of signing in by EDS and of checking a file, without scripts (UC-27, UC-29).
@Suite struct SignaturePageTests {
    private static func form(_ field: String, _ content: [UInt8]) -> (body: [UInt8], type: String) {
        let head =
            "--b\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"f\"\r\n\r\n"
        return (
            Array(head.utf8) + content + Array("\r\n--b--\r\n".utf8),
            "multipart/form-data; boundary=b"
        )
    }

    @Test func `a challenge is shown, downloaded as it is and answered with a file`() async throws {
        let service = try await TestService()
        let begun = await service.post("/sign-in/eds", [("next", "/documents")])
        let address = try #require(begun.location)
        #expect(begun.status == 303)
        #expect(address.hasSuffix("?next=/documents") || address.contains("next=%2Fdocuments"))
        let page = await service.get(address)
        #expect(page.status == 200)
        let file = try #require(page.link("/sign-in/eds/") ?? page.link(address))
        #expect(!file.isEmpty)
        let path = String(address.prefix { $0 != "?" })
        let text = await service.get(path + "/challenge.txt")
        #expect(text.text.hasPrefix("QYZMET SIGN-IN 1\nsite: " + TestService.origin + "\n"))
        #expect(text.response.headers["content-disposition"]?.contains("challenge.txt") == true)

        let (body, type) = Self.form("cms", Array("no signature".utf8))
        let refused = await service.send("POST", address, nil, body, type)
        #expect(refused.status == 422)
        #expect(refused.text.contains("Подпись не прошла проверку"))
        #expect(refused.response.headers.values("Set-Cookie").isEmpty)
        let foreign = await service.send(
            "POST", address, nil, body, type, origin: "https://elsewhere.example")
        #expect(foreign.status == 403)
        let unknown = await service.get("/sign-in/eds/" + String(repeating: "0", count: 26))
        #expect(unknown.status == 303)
    }

    @Test func `the page of a challenge alone may connect to NCALayer, and to nothing else`()
        async throws
    {
        let service = try await TestService()
        let address = try #require(await service.post("/sign-in/eds", [("next", "/")]).location)
        let page = await service.get(address)
        let policy = page.response.headers["content-security-policy"] ?? ""
        #expect(policy.contains("; connect-src 'self' wss://127.0.0.1:13579; "))
        #expect(policy.hasPrefix("default-src 'none'; style-src 'self'; script-src 'self'; "))
        // Offered by a script alone; the file stands for those without.
        #expect(page.text.contains("hidden data-ncalayer=\"wss://127.0.0.1:13579\""))
        #expect(!page.text.contains("data-window"))
        let (body, type) = Self.form("cms", [1])
        let refused = await service.send("POST", address, nil, body, type)
        #expect(refused.response.headers["content-security-policy"] == policy)
        let other = await service.get("/sign-in")
        #expect(
            other.response.headers["content-security-policy"]?.contains("connect-src 'self';")
                == true)
    }

    @Test func `XML and PDF get the same verdict page`() async throws {
        let service = try await TestService()
        for file in ["<a/>", "%PDF-1.4\n"] {
            let (body, type) = Self.form("signature", Array(file.utf8))
            let verdict = await service.send("POST", "/signature-check", nil, body, type)
            #expect(verdict.status == 200)
            #expect(verdict.text.contains("Подписи нельзя доверять"))
        }
        let (body, type) = Self.form("signature", Array("<a/>".utf8))
        let verdict = await service.send("POST", "/signature-check", nil, body, type)
        #expect(verdict.text.contains("В документе нет подписи."))
    }

    @Test func `a file that is no signature is explained and nothing is stored`() async throws {
        let service = try await TestService()
        #expect(await service.get("/signature-check").status == 200)
        let (empty, type) = Self.form("signature", [])
        #expect(await service.send("POST", "/signature-check", nil, empty, type).status == 422)
        let before = try await Self.rows(service)
        let (body, _) = Self.form("signature", [0x30, 0x03, 0x02, 0x01, 0x01])
        let verdict = await service.send("POST", "/signature-check", nil, body, type)
        #expect(verdict.status == 200)
        #expect(verdict.text.contains("Подписи нельзя доверять"))
        #expect(verdict.text.contains("RFC 5652"))
        #expect(try await Self.rows(service) == before)
    }

    private static func rows(_ service: TestService) async throws -> Int64 {
        try await service.platform.store.read { transaction in
            try transaction.firstRow("SELECT COUNT(*) FROM journal_entry")?.integer(0) ?? 0
        }
    }

    @Test func `a form's files are read strictly`() {
        let part = { (name: String, text: String) in
            "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(text)\r\n"
        }
        func read(_ body: String) -> [String: String]? {
            MultipartFiles.read(
                Array(body.utf8), contentType: "multipart/form-data; boundary=b",
                fields: ["signature", "original"]
            )?.mapValues { String(decoding: $0, as: UTF8.self) }
        }
        #expect(
            read(part("signature", "S\r\n1") + part("original", "") + "--b--\r\n")
                == ["signature": "S\r\n1", "original": ""])
        for body in [
            "", "--b--\r\n", part("signature", "S"), part("other", "S") + "--b--\r\n",
            part("signature", "S") + part("signature", "T") + "--b--\r\n",
            part("signature", "S") + "--b--\r\ntail",
            "preamble\r\n" + part("signature", "S") + "--b--\r\n",
        ] { #expect(read(body) == nil) }
    }

    @Test func `a signature is read as DER, PEM and base64`() {
        let der: [UInt8] = [0x30, 0x03, 0x02, 0x01, 0x05]
        let base64 = der.base64
        for text in [
            base64, "-----BEGIN CMS-----\n\(base64)\n-----END CMS-----\n",
            base64.prefix(4) + "\r\n" + base64.dropFirst(4),
        ] { #expect(SignatureFile(Array(text.utf8)).der == der) }
        #expect(SignatureFile(der).der == der)
    }
}
