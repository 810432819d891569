import Testing

@testable import Rendering

struct HTMLTests {
    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\"><img src=x onerror='x'>", "&quot;&gt;&lt;img src=x onerror=&#39;x&#39;&gt;"),
        ("Қ & ө", "Қ &amp; ө"),
        ("\0", "\u{FFFD}"),
        ("&lt;", "&amp;lt;"),
    ])
    func `text and attribute values are escaped`(input: String, escaped: String) {
        let html = tag(.p, .id(input), .data("note", input)) { input }
        #expect(
            String(decoding: html.bytes, as: UTF8.self)
                == "<p id=\"\(escaped)\" data-note=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func `content is written in order and nil is left out`() {
        let shown: String? = nil
        let html = tag(.ul, .class("list"), shown.map { .id($0) }) {
            for number in 1...2 { tag(.li) { "\(number)" } }
            if shown != nil { "never" }
        }
        #expect(
            String(decoding: html.bytes, as: UTF8.self)
                == "<ul class=\"list\"><li>1</li><li>2</li></ul>")
    }

    @Test func `an element without content has no end tag`() {
        let html = tag(.p) { tag(.input, .type("text"), .required) }
        #expect(
            String(decoding: html.bytes, as: UTF8.self)
                == "<p><input type=\"text\" required></p>")
    }

    @Test func `an element without content refuses content`() async {
        await #expect(processExitsWith: .failure) { _ = tag(.br) { "text" } }
    }

    @Test func `a data attribute's name cannot break out`() async {
        await #expect(processExitsWith: .failure) { _ = Attribute.data("x onclick", "1") }
    }
}
