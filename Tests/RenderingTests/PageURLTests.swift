import Testing

@testable import Rendering

struct PageURLTests {
    @Test(arguments: [
        "/", "/documents/1?lang=kk#main", "#field-iin", "https://egov.kz",
        "https://egov.kz:443/a?b",
    ])
    func `our paths, places and https are taken`(text: String) {
        #expect(PageURL(checking: text)?.text == text)
    }

    @Test(arguments: [
        "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:x", "data:text/html,x",
        "//evil.example", "/\\evil.example", "http://evil.example", "https://", "https:///x",
        "https://user@evil.example", "documents/1", "/a\tb", "/a\nb", "/қ", "/a\"b", "/a b",
        "\u{1}/x", "vbscript:x", "blob:https://x", "https:evil.example", "/\t/evil.example",
    ])
    func `anything else is refused`(text: String) {
        #expect(PageURL(checking: text) == nil)
    }

    @Test func `a path longer than 2048 bytes is refused`() {
        #expect(PageURL(checking: "/" + String(repeating: "a", count: 2047)) != nil)
        #expect(PageURL(checking: "/" + String(repeating: "a", count: 2048)) == nil)
    }

    @Test func `a value in a literal stays one segment`() {
        let url: PageURL = "/documents/\("../a?b=c&d#e/қ")?q=\("x y&z")"
        #expect(url.text == "/documents/..%2Fa%3Fb%3Dc%26d%23e%2F%D2%9B?q=x%20y%26z")
    }

    @Test func `a value that makes no address leads to the first page`() {
        let url: PageURL = "/\("")/\("evil.example")"
        #expect(url.text == "/")
    }

    @Test func `a literal that begins with a value is a mistake`() async {
        await #expect(processExitsWith: .failure) {
            let value = "javascript:alert(1)"
            let url: PageURL = "\(value)"
            _ = url
        }
    }

    @Test func `a query value is set, and replaced`() {
        let url: PageURL = "/a?cursor=1&lang=kk#top"
        #expect(url.setting("lang", to: "ru").text == "/a?cursor=1&lang=ru#top")
        #expect(PageURL("/a").setting("lang", to: "en").text == "/a?lang=en")
        #expect(PageURL("#x").setting("lang", to: "en").text == "?lang=en#x")
    }
}
