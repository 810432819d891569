import HTTPServer
import Kernel
import Testing
import UseCases

@testable import Web

@Suite struct SignInPageTests {
    @Test func `a person signs in and comes to the page asked for`() async throws {
        let service = try await TestService()
        let asked = await service.get("/documents")
        #expect(asked.status == 303)
        #expect(asked.location == "/sign-in?next=/documents")
        let started = await service.post(
            "/sign-in", [("iin", TestPeople.holder.digits), ("next", "/documents")])
        let attempt = try #require(started.location)
        let page = await service.get(attempt)
        #expect(page.text.contains("data-ends-at="))
        #expect(page.text.contains("+7 ••• ••• •• 09"))
        let done = await service.post(
            String(attempt.prefix { $0 != "?" }),
            [("code", try await service.lastCode()), ("next", "/documents")])
        #expect(done.status == 303)
        #expect(done.location == "/documents")
        let cookie = try #require(done.response.headers["set-cookie"])
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
    }

    @Test func `under https the cookie goes over https alone and to this host alone`() async throws
    {
        let origin = "https://qyzmet.example"
        let service = try await TestService(publicURL: origin)
        let started = await service.post(
            "/sign-in", [("iin", TestPeople.holder.digits)], origin: origin)
        let attempt = String(try #require(started.location).prefix { $0 != "?" })
        let done = await service.post(
            attempt, [("code", try await service.lastCode())], origin: origin)
        let cookie = try #require(done.response.headers.values("Set-Cookie").first)
        #expect(cookie.hasPrefix("__Host-qyzmet="))
        #expect(cookie.contains("; Secure") && cookie.contains("; Path=/"))
        #expect(!cookie.contains("Domain"))
        #expect(done.response.headers["strict-transport-security"] != nil)
        let secret = cookie.prefix { $0 != ";" }.dropFirst("__Host-qyzmet=".count)
        let listed = await service.get("/documents", cookie: "__Host-qyzmet=\(secret)")
        #expect(listed.status == 200)
        // A neighbouring host could have set a cookie of the plain name.
        let planted = await service.get("/documents", String(secret))
        #expect(planted.location == "/sign-in?next=/documents")
        // Neither a form from the same host over http nor one from elsewhere signs anyone out.
        for foreign in ["http://qyzmet.example", "https://other.example"] {
            let out = await service.send(
                "POST", "/sign-out", nil, [], "application/x-www-form-urlencoded",
                origin: foreign, cookie: "__Host-qyzmet=\(secret)")
            #expect(out.status == 403)
        }
    }

    @Test func `a wrong IIN is said at its field and stays typed`() async throws {
        let service = try await TestService()
        let page = await service.post("/sign-in", [("iin", "86031519"), ("next", "/")])
        #expect(page.status == 422)
        #expect(page.text.contains("href=\"#field-iin\""))
        #expect(page.text.contains(#"aria-invalid="true""#))
        #expect(page.text.contains(#"value="86031519""#))
        #expect(page.text.contains("<title>Ошибка: "))
    }

    @Test func `five wrong codes end the attempt and the right one is then too late`() async throws
    {
        let service = try await TestService()
        let started = await service.post("/sign-in", [("iin", TestPeople.holder.digits)])
        let attempt = String(try #require(started.location).prefix { $0 != "?" })
        for left in [4, 3, 2, 1] {
            let page = await service.post(attempt, [("code", "000000")])
            #expect(page.status == 422)
            #expect(page.text.contains("Осталось попыток: \(left)"))
            #expect(!page.text.contains(#"value="000000""#), "a secret is not shown again")
        }
        let last = await service.post(attempt, [("code", "000000")])
        #expect(last.text.contains("Попыток не осталось"))
        let late = await service.post(attempt, [("code", try await service.lastCode())])
        #expect(late.status == 429)
        #expect(late.response.headers["set-cookie"] == nil)
    }

    @Test func `a code that has ended says so`() async throws {
        let service = try await TestService()
        let started = await service.post("/sign-in", [("iin", TestPeople.holder.digits)])
        let attempt = String(try #require(started.location).prefix { $0 != "?" })
        let code = try await service.lastCode()
        service.advance(seconds: 301)
        let page = await service.post(attempt, [("code", code)])
        #expect(page.status == 410)
        #expect(page.text.contains("(DD-2.2)"))
    }

    @Test func `too many codes are refused at the field with a time`() async throws {
        let service = try await TestService()
        for _ in 0..<3 { _ = await service.post("/sign-in", [("iin", TestPeople.holder.digits)]) }
        let page = await service.post("/sign-in", [("iin", TestPeople.holder.digits)])
        #expect(page.status == 429)
        #expect(page.response.headers["retry-after"] == "600")
        #expect(page.text.contains("Попробуйте снова после"))
    }

    @Test func `an unknown person reads the same words`() async throws {
        let service = try await TestService()
        let known = await service.post("/sign-in", [("iin", TestPeople.holder.digits)])
        let unknown = await service.post("/sign-in", [("iin", TestPeople.child.digits)])
        let first = await service.get(try #require(known.location)).text
        let second = await service.get(try #require(unknown.location)).text
        #expect(first.count == second.count)
        #expect(second.contains("+7 ••• ••• •• "))
    }

    @Test(arguments: [
        "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)",
        "documents", "", "/a b",
    ])
    func `nobody is led away after signing in`(next: String) async throws {
        let service = try await TestService()
        let started = await service.post(
            "/sign-in", [("iin", TestPeople.holder.digits), ("next", next)])
        let attempt = try #require(started.location)
        #expect(attempt.hasSuffix("?next=%2F"))
        let done = await service.post(
            String(attempt.prefix { $0 != "?" }),
            [("code", try await service.lastCode()), ("next", next)])
        #expect(done.location == "/")
    }

    @Test func `a foreign page can neither sign in nor out`() async throws {
        let service = try await TestService()
        let session = try await service.signIn(TestPeople.holder)
        for origin in ["https://evil.example", nil] {
            #expect(await service.post("/sign-out", [], session, origin: origin).status == 403)
            #expect(
                await service.post(
                    "/sign-in", [("iin", TestPeople.holder.digits)], origin: origin
                ).status == 403)
        }
        #expect(await service.get("/sessions", session).status == 200)
    }

    @Test func `signing out everywhere ends every session`() async throws {
        let service = try await TestService()
        let first = try await service.signIn(TestPeople.holder)
        let second = try await service.signIn(TestPeople.holder)
        #expect(await service.get("/sessions", second).text.contains("Firefox, Linux"))
        let out = await service.post("/sign-out", [("everywhere", "yes")], second)
        #expect(out.location == "/")
        #expect(out.response.headers["set-cookie"]?.contains("Max-Age=0") == true)
        #expect(await service.get("/sessions", first).status == 303)
    }

    @Test func `a language chosen on a page is remembered`() async throws {
        let service = try await TestService()
        let page = await service.get("/?lang=en", language: .ru)
        #expect(page.text.contains(#"<html lang="en">"#))
        let cookie = try #require(page.response.headers["set-cookie"])
        #expect(cookie == "language=en; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax")
        let next = await service.get("/", language: .ru, cookie: "language=en")
        #expect(next.text.contains(#"<html lang="en">"#))
        #expect(await service.get("/?lang=fr").response.headers["set-cookie"] == nil)
    }
}
