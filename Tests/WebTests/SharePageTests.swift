import DigitalDocuments
import HTTPServer
import Kernel
import Rendering
import Testing
import UseCases

@testable import Web

@Suite struct SharePageTests {
    /// A holder who has opened access to their driving licence, and a verifier.
    private struct Opened {
        let service: TestService
        let holder: String
        let verifier: String
        let share: Identifier<Share>
        let page: String

        init(views: String = "1", wrongCodesOverall: Int = 600) async throws {
            service = try await TestService(wrongCodesOverall: wrongCodesOverall)
            holder = try await service.signIn(TestPeople.holder)
            verifier = try await service.signIn(TestPeople.verifier)
            let document = try #require(
                await service.get("/documents", holder).link("/documents/"))
            let made = await service.post(
                document + "/shares", [("lifetime", "180"), ("views", views)], holder)
            page = try #require(made.location)
            share = try #require(Identifier<Share>(String(page.dropFirst("/shares/".count))))
        }

        func codes() async throws -> (short: ShortCode, qr: QRText) {
            let person = try await service.platform.person(withSessionSecret: holder)
            return try #require(
                try await service.platform.share(share, of: person).codes)
        }

        func picture() async throws -> [UInt8] {
            try #require(try QRCode.encode(try await codes().qr.text).png())
        }
    }

    @Test func `the holder sees codes, life and who has looked`() async throws {
        let opened = try await Opened()
        let before = await opened.service.get(opened.page, opened.holder).text
        #expect(before.contains("<svg class=\"qr\""))
        #expect(before.contains("data-live-url=\"\(opened.page)/live\""))
        let code = try await opened.codes().short.text
        let shown = await opened.service.post(
            "/verify/code", [("code", code.lowercased())], opened.verifier)
        #expect(shown.status == 200)
        #expect(shown.text.contains("AA 271828"))
        #expect(shown.text.contains("18.01.2020"))
        #expect(shown.text.contains("(DD-19)"))
        let after = await opened.service.get(opened.page, opened.holder).text
        #expect(after.contains("Ким Асқар"))
        #expect(after.contains("Все просмотры израсходованы"))
        #expect(!after.contains("<svg class=\"qr\""))
    }

    @Test func `a used code is refused at its field and stays typed`() async throws {
        let opened = try await Opened()
        let code = try await opened.codes().short.text
        _ = await opened.service.post("/verify/code", [("code", code)], opened.verifier)
        let again = await opened.service.post("/verify/code", [("code", code)], opened.verifier)
        #expect(again.status == 410)
        #expect(again.text.contains("Код уже использован (DD-15)"))
        #expect(again.text.contains(#"value="\#(code)""#))
        #expect(again.text.contains("#field-code"))
    }

    @Test func `holders cannot verify their own documents`() async throws {
        let opened = try await Opened()
        let code = try await opened.codes().short.text
        let page = await opened.service.post("/verify/code", [("code", code)], opened.holder)
        #expect(page.status == 403)
        #expect(page.text.contains("(DD-2.6)"))
    }

    @Test func `a held code waits for the holder's tap`() async throws {
        let opened = try await Opened(wrongCodesOverall: 0)
        let code = try await opened.codes().short.text
        let held = await opened.service.post("/verify/code", [("code", code)], opened.verifier)
        #expect(held.status == 403)
        #expect(held.text.contains("нужно подтверждение владельца"))
        let page = await opened.service.get(opened.page, opened.holder).text
        #expect(page.contains("Ким Асқар"))
        let waiting = try #require(page.firstMatch(of: /name="verifier" value="([^"]+)"/)).1
        let confirmations = opened.page + "/confirmations"
        _ = await opened.service.post(
            confirmations, [("verifier", "Ким Асқар")], opened.holder)
        _ = await opened.service.post(
            confirmations, [("verifier", String(waiting))], opened.verifier)
        #expect(
            await opened.service.post("/verify/code", [("code", code)], opened.verifier).status
                == 403, "neither a name nor another person confirms")
        let allowed = await opened.service.post(
            confirmations, [("verifier", String(waiting))], opened.holder)
        #expect(allowed.location == opened.page)
        let shown = await opened.service.post("/verify/code", [("code", code)], opened.verifier)
        #expect(shown.status == 200)
    }

    @Test func `five unknown codes end the typing, not the scanning`() async throws {
        let opened = try await Opened()
        for code in ["222222", "333333", "444444", "555555", "666666"] {
            #expect(
                await opened.service.post("/verify/code", [("code", code)], opened.verifier).status
                    == 404)
        }
        let right = try await opened.codes().short.text
        let refused = await opened.service.post(
            "/verify/code", [("code", right)], opened.verifier)
        #expect(refused.status == 429)
        #expect(refused.text.contains("Попробуйте снова после"))
        let frame = await opened.service.send(
            "POST", "/verify/frame", opened.verifier, try await opened.picture(), "image/jpeg")
        #expect(frame.status == 200)
    }

    @Test func `nobody verifies without signing in`() async throws {
        let service = try await TestService()
        #expect(await service.get("/verify").location == "/sign-in?next=/verify")
        #expect(await service.post("/verify/code", [("code", "234567")]).status == 303)
    }

    @Test func `a picture of the code shows the document without a script`() async throws {
        let opened = try await Opened()
        let body =
            Array("--b\r\nContent-Disposition: form-data; name=\"picture\"\r\n\r\n".utf8)
            + (try await opened.picture()) + Array("\r\n--b--\r\n".utf8)
        let page = await opened.service.send(
            "POST", "/verify/picture", opened.verifier, body, "multipart/form-data; boundary=b")
        #expect(page.status == 200)
        #expect(page.text.contains("AA 271828"))
    }

    @Test func `a form without a picture says so at its field`() async throws {
        let opened = try await Opened()
        let page = await opened.service.send(
            "POST", "/verify/picture", opened.verifier, Array("nothing".utf8),
            "multipart/form-data; boundary=b")
        #expect(page.status == 422)
        #expect(page.text.contains("#field-picture"))
        #expect(page.text.contains("Выберите снимок QR-кода"))
    }

    @Test func `the camera is led to the document, which is shown for a minute`() async throws {
        let opened = try await Opened()
        let frame = await opened.service.send(
            "POST", "/verify/frame", opened.verifier, try await opened.picture(), "image/jpeg")
        #expect(frame.status == 200)
        let place = try #require(try JSON.parse(frame.response.body)["location"]?.string)
        #expect(await opened.service.get(place, opened.verifier).text.contains("AA 271828"))
        let other = await opened.service.get(place, opened.holder)
        #expect(other.status == 409)
        #expect(!other.text.contains("AA 271828"))
        opened.service.advance(seconds: 61)
        let late = await opened.service.get(place, opened.verifier)
        #expect(late.status == 409)
        #expect(late.text.contains("Документ показывается один раз"))
    }

    @Test func `a frame without a code is no news`() async throws {
        let opened = try await Opened()
        let other = try #require(try QRCode.encode("https://example.org").png())
        let frame = await opened.service.send(
            "POST", "/verify/frame", opened.verifier, other, "image/jpeg")
        #expect(frame.status == 204)
        let broken = await opened.service.send(
            "POST", "/verify/frame", opened.verifier, [1, 2, 3], "image/jpeg")
        #expect(broken.status == 422)
    }

    @Test func `closing stops both codes and the live address tells the page`() async throws {
        let opened = try await Opened(views: "3")
        let live = opened.page + "/live?wait=0&version="
        let first = try JSON.parse(
            await opened.service.get(live + "x", opened.holder).response.body)
        let version = try #require(first["version"]?.string)
        #expect(await opened.service.get(live + version, opened.holder).status == 204)
        let code = try await opened.codes().short.text
        let closed = await opened.service.post(opened.page + "/close", [], opened.holder)
        #expect(closed.location == opened.page)
        #expect(await opened.service.get(live + version, opened.holder).status == 200)
        let refused = await opened.service.post(
            "/verify/code", [("code", code)], opened.verifier)
        #expect(refused.status == 410)
        #expect(refused.text.contains("Владелец закрыл код"))
    }

    @Test func `another person's share is not there`() async throws {
        let opened = try await Opened()
        #expect(await opened.service.get(opened.page, opened.verifier).status == 404)
        #expect(await opened.service.get(opened.page + "/live", opened.verifier).status == 404)
        #expect(
            await opened.service.post(opened.page + "/close", [], opened.verifier).status == 404)
    }

    @Test func `values outside the choices are refused at their fields`() async throws {
        let service = try await TestService()
        let holder = try await service.signIn(TestPeople.holder)
        let document = try #require(await service.get("/documents", holder).link("/documents/"))
        let page = await service.post(
            document + "/shares", [("lifetime", "99999"), ("views", "x")], holder)
        #expect(page.status == 422)
        #expect(page.text.contains("#field-lifetime") && page.text.contains("#field-views"))
    }

    @Test func `a sixth open access says what to do`() async throws {
        let opened = try await Opened()
        let document = try #require(
            await opened.service.get("/documents", opened.holder).link("/documents/"))
        var last = 0
        for _ in 0..<5 {
            last =
                await opened.service.post(
                    document + "/shares", [("lifetime", "180"), ("views", "1")], opened.holder
                ).status
        }
        #expect(last == 429)
    }
}
