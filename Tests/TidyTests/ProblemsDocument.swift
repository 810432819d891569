import Foundation
import Kernel
import QyzmetTesting
import Testing

/// `docs/problems.md`, made from the closed list itself.
enum ProblemsDocument {
    static let path = "docs/problems.md"

    static var text: String {
        var lines = [
            "# Problems", "",
            """
            Every error is an RFC 9457 document, `application/problem+json`, whose `code` is one of \
            this closed list; which of them a route may answer, `/openapi.json` says. A code is \
            never renamed. `title` is in the language of `Accept-Language`; `detail` says what \
            exactly is wrong, `remedy` what to do about it, `clause` which rule decided, \
            `finding` what a check of a signature found, `Retry-After` when trying again makes sense.
            """, "",
            "This file is made from `Sources/Kernel/ProblemCode.swift`: after a change run "
                + "`QYZMET_WRITE_DOCS=1 swift test --filter ProblemsDocumentTests`.", "",
            "| `code` | Status | Kazakh | Russian | English | Remedy |",
            "|---|---|---|---|---|---|",
        ]
        for code in ProblemCode.allCases {
            let title = code.title
            lines.append(
                "| `\(code.rawValue)` | \(code.status) | \(title.kk) | \(title.ru) | \(title.en) | "
                    + "\(code.remedy?.en ?? "") |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

struct ProblemsDocumentTests {
    @Test func `the list of problems is current`() throws {
        let path = ProblemsDocument.path
        if ProcessInfo.processInfo.environment["QYZMET_WRITE_DOCS"] != nil {
            try ProblemsDocument.text.write(
                toFile: SourceTree.root + "/" + path, atomically: true, encoding: .utf8)
        }
        let written = try SourceTree.text(path)
        for code in ProblemCode.allCases {
            #expect(written.contains("| `\(code.rawValue)` | \(code.status) |"), "\(code)")
        }
        #expect(written == ProblemsDocument.text)
    }
}
