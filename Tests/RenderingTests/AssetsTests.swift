import Testing

@testable import Rendering

struct AssetsTests {
    @Test func `every asset has bytes and a path of its own`() {
        #expect(Assets.all.count == 8)
        #expect(Set(Assets.all.map(\.path)).count == 8)
        for asset in Assets.all {
            #expect(asset.bytes.count > 100)
            #expect(asset.bytes.count < 40_000)
            #expect(String(validating: asset.bytes, as: UTF8.self) != nil)
            #expect(Assets.at(path: asset.path)?.name == asset.name)
        }
        #expect(Assets.at(path: "/assets/qyzmet.css") == nil)
        #expect(Assets.at(path: "/assets/../Package.swift") == nil)
    }

    @Test func `the path follows the content`() {
        let first = Asset(stem: "a", type: "css", contentType: "text/css", bytes: [1])
        let second = Asset(stem: "a", type: "css", contentType: "text/css", bytes: [2])
        #expect(first.path != second.path)
        #expect(first.path.hasPrefix("/assets/a."))
        #expect(first.path.utf8.count == "/assets/a.".utf8.count + 16 + ".css".utf8.count)
    }

    @Test func `nothing is loaded from elsewhere`() {
        for asset in Assets.all {
            let text = String(decoding: asset.bytes, as: UTF8.self)
                .replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "")
            for forbidden in ["http://", "https://", "@import", "url(", "eval(", "innerHTML"] {
                #expect(!text.contains(forbidden), "\(forbidden) in \(asset.name)")
            }
        }
    }

    @Test func `every class written in a component has a style`() {
        let style = String(decoding: Assets.style.bytes, as: UTF8.self)
        for name in [
            "wrap", "skip", "sandbox", "top", "brand", "languages", "account", "navigation",
            "bottom", "button", "actions", "form", "field", "hint", "fault", "input", "choice",
            "error-summary", "notice", "badge", "card", "summary", "table", "empty", "tabs",
            "pagination", "more", "document", "share", "code-large", "countdown", "camera",
            "timeline", "messages", "visually-hidden", "mono", "back",
        ] {
            #expect(style.contains(".\(name)"), "\(name)")
        }
    }

    @Test func `the policy lets nothing inline through`() {
        let policy = SecurityHeaders.contentSecurityPolicy
        #expect(policy.hasPrefix("default-src 'none'; "))
        for forbidden in ["unsafe", "data:", "*", "http"] { #expect(!policy.contains(forbidden)) }
        #expect(SecurityHeaders.all.first?.value == policy)
    }
}
