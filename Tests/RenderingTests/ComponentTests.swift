import Kernel
import Testing

@testable import Rendering

struct ComponentTests {
    let now = Instant(seconds: 1_795_165_509)

    private func text(_ component: some Component) -> String {
        String(decoding: component.html.bytes, as: UTF8.self)
    }

    @Test func `a field names its hint and its fault`() {
        let wrong = text(
            TextField(
                .en, name: "iin", label: "IIN", hint: "12 digits", value: "\"><b>",
                fault: "Too short",
                content: .identificationNumber))
        #expect(wrong.contains("aria-describedby=\"field-iin-hint field-iin-fault\""))
        #expect(wrong.contains("aria-invalid=\"true\""))
        #expect(wrong.contains("value=\"&quot;&gt;&lt;b&gt;\""))
        #expect(wrong.contains("<label for=\"field-iin\">IIN</label>"))
        let right = text(TextField(.en, name: "iin", label: "IIN"))
        #expect(!right.contains("aria-"))
    }

    @Test func `the error summary leads to the fields and is absent without faults`() {
        #expect(text(ErrorSummary(.kk, [("iin", "x")])).contains("href=\"#field-iin\""))
        #expect(ErrorSummary(.kk, []).html.isEmpty)
    }

    @Test func `a countdown shows its end without scripts`() {
        let running = text(Countdown(.kk, endsAt: now.adding(seconds: 60), now: now))
        #expect(running.contains(MomentFormat.timeWithSeconds(now.adding(seconds: 60))))
        #expect(running.contains("data-ends-at=\"1795165569000\""))
        #expect(running.contains("class=\"left\" hidden"))
        #expect(!running.contains("Мерзімі өтті</span>"))
        #expect(text(Countdown(.kk, endsAt: now, now: now)).contains("Мерзімі өтті</span>"))
    }

    @Test func `a short code is grouped for the eye and spelled for the ear`() {
        let code = text(LargeCode("K7M4XP"))
        #expect(code.contains("K 7 M 4 X P"))
        #expect(code.contains("<span>K7M</span><span>4XP</span>"))
    }

    @Test func `a table keeps its roles and labels on a phone`() {
        let table = text(
            Table(
                caption: "c", columns: [Table.Column("Sum", isNumber: true)], rows: [[.text("1")]]))
        #expect(table.contains("<td role=\"cell\" data-label=\"Sum\" class=\"number\">"))
        #expect(table.contains("role=\"columnheader\""))
    }

    @Test func `pages without neighbours need no pagination`() {
        #expect(Pagination(.en, newer: nil, older: nil).html.isEmpty)
        #expect(text(Pagination(.en, newer: nil, older: "/a?cursor=1")).contains("/a?cursor=1"))
    }

    @Test(arguments: Language.allCases)
    func `the language links keep the page and its query`(language: Language) {
        let page = Page(language, title: "t", address: "/a?b=1&lang=kk") { "x" }
        let html = String(decoding: page.bytes, as: UTF8.self)
        for other in Language.allCases {
            let link = "href=\"/a?b=1&amp;lang=\(other.rawValue)\""
            #expect(html.contains(link) == (other != language))
        }
        #expect(!html.contains("class=\"sandbox\""))
    }

    @Test func `a page with faults says so in its title`() {
        let page = Page(.en, title: "Sign in", address: "/", isFaulty: true) { "x" }
        #expect(
            String(decoding: page.bytes, as: UTF8.self)
                .contains("<title>Error: Sign in · Qyzmet</title>"))
    }
}
