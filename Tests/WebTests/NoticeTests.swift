import Foundation
import Kernel
import Testing

@testable import Web

@Suite struct NoticeTests {
    @Test(arguments: [
        ("privacy-notice.md", NoticeText.privacy), ("accessibility.md", NoticeText.accessibility),
    ])
    func `the page says what the document says`(file: String, notice: NoticeText) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/" + file), encoding: .utf8)
        for language in Language.allCases {
            var lines = ["## \(language.rawValue) — \(notice.title[language])"]
            for section in notice.sections {
                let title = section.title.map { "**\($0[language]).** " } ?? ""
                lines.append(title + section.text[language])
            }
            #expect(text.contains(lines.joined(separator: "\n\n")), "\(language)")
        }
    }
}
