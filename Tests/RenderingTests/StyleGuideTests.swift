import Kernel
import Testing

@testable import Rendering

struct StyleGuideTests {
    static let now = Instant(seconds: 1_795_165_509)

    @Test(arguments: Language.allCases)
    func `the page is whole in every language`(language: Language) {
        let page = String(
            decoding: StyleGuide.page(language, now: StyleGuideTests.now).bytes, as: UTF8.self)
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">"))
        #expect(page.contains("class=\"skip\" href=\"#main\""))
        #expect(page.contains("lang=\(language == .ru ? "kk" : "ru")"))
    }

    @Test(arguments: Language.allCases)
    func `nothing on the page breaks the content policy`(language: Language) {
        let page = String(
            decoding: StyleGuide.page(language, now: StyleGuideTests.now).bytes, as: UTF8.self)
        for forbidden in [
            " style=", "<style", "javascript:", " onclick", " onload", "data:", "<script>",
        ] {
            #expect(!page.contains(forbidden))
        }
    }

    @Test(arguments: Language.allCases)
    func `every id is used once and every reference has its target`(language: Language) {
        let page = String(
            decoding: StyleGuide.page(language, now: StyleGuideTests.now).bytes, as: UTF8.self)
        let ids = values(of: "id", in: page)
        #expect(Set(ids).count == ids.count)
        let references =
            values(of: "for", in: page)
            + values(of: "aria-describedby", in: page).flatMap { $0.split(separator: " ") }.map(
                String.init)
            + values(of: "aria-labelledby", in: page)
            + values(of: "href", in: page).filter { $0.hasPrefix("#") }.map {
                String($0.dropFirst())
            }
        #expect(references.count > 10)
        for reference in references { #expect(ids.contains(reference), "\(reference)") }
    }

    private func values(of attribute: String, in page: String) -> [String] {
        page.split(separator: " \(attribute)=\"").dropFirst().map {
            String($0.prefix { $0 != "\"" })
        }
    }
}
