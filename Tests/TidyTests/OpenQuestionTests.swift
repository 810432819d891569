import Kernel
import QyzmetTesting
import Testing
import UseCases
import Web

/// `docs/open-questions.md` and the settings of the code say the same.
struct OpenQuestionTests {
    /// A row that names keys of the configuration.
    private struct Row {
        let question: String
        let keys: [String]
        let isShipped: Bool
    }

    /// `share.viewsMax`, not a file and not a member of one.
    private static func isKey(_ text: String) -> Bool {
        text.contains(".") && !text.hasSuffix(".json")
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0 == ".") }
    }

    private func rows() throws -> [Row] {
        try SourceTree.text("docs/open-questions.md").split(separator: "\n").compactMap { line in
            guard line.hasPrefix("| Q-") else { return nil }
            let cells = line.split(separator: "|").map { $0.trimmed }
            guard cells.count >= 5 else { return nil }
            let key = cells[cells.count - 2]
            let isOurs = ["Q-DD", "Q-KDP", "Q-F-"].contains { cells[0].hasPrefix($0) }
            let declared = Set(OpenPoints.all.map(\.key))
            let keys =
                key.hasPrefix("`")
                ? key.split(separator: "`").map(String.init).filter {
                    Self.isKey($0) && (isOurs || declared.contains($0))
                } : []
            if keys.isEmpty {
                // Whatever decides a right must be a key, entered, or not exist yet; other acts
                // keep some of it in their dated data.
                let last = cells[cells.count - 1]
                let isAccounted =
                    key.hasPrefix("entered") || key.hasPrefix("later") || key == "–"
                #expect(!isOurs || !last.hasPrefix("none") || isAccounted, "\(cells[0]): \(key)")
                return nil
            }
            return Row(
                question: cells[0], keys: keys, isShipped: cells[cells.count - 1].hasPrefix("yes"))
        }
    }

    @Test func `every key of the document is a setting of the code, and the other way round`()
        throws
    {
        let documented = try rows().flatMap { row in
            row.keys.map { "\($0) \(row.isShipped ? "yes" : "none")" }
        }
        let declared = OpenPoints.all.map { "\($0.key) \($0.isShipped ? "yes" : "none")" }
        #expect(Set(documented) == Set(declared))
        #expect(declared.count == Set(declared).count)
        #expect(declared.count > 20)
    }

    @Test func `a setting names a row of the document`() throws {
        let rows = try rows()
        for setting in OpenPoints.all {
            let found = rows.first { $0.question == setting.question }
            #expect(found?.keys.contains(setting.key) == true, "\(setting.key)")
        }
    }

    @Test func `a setting says what it decides in three languages`() {
        for setting in OpenPoints.all {
            #expect(Set(Language.allCases.map { setting.meaning[$0] }).count == 3, "\(setting.key)")
            #expect(!setting.expectation.isEmpty)
        }
    }

    @Test func `every setting is read somewhere`() throws {
        var readers = ""
        for path in try SourceTree.files(in: "Sources", ending: ".swift")
        where !path.contains("/Settings/") {
            readers += try SourceTree.text(path)
        }
        for path in try SourceTree.files(in: "Sources/UseCases/Settings", ending: ".swift") {
            let lines = try SourceTree.text(path).split(separator: "\n")
            for (line, next) in zip(lines, lines.dropFirst()) {
                guard
                    let name = line.split(separator: " static let ").last?.split(separator: " ")
                        .first, line.hasSuffix("= Setting(")
                else { continue }
                // A point of which this version knows one value only is read by its own check.
                let isFixed =
                    next.contains("dutyClauses") || next.contains("representativeAnswers")
                    || next.contains("delayClasses")
                #expect(isFixed || readers.contains("OpenPoints.\(name)"), "\(name)")
            }
        }
    }

    @Test func `a service that can be closed closes routes, and what a person may always do stays`()
    {
        let routes = Endpoint.api + Endpoint.pages
        for service in OfferedService.allCases where service != .installation {
            #expect(routes.contains { $0.service == service }, "\(service)")
        }
        let open = Set(
            routes.filter { $0.service == nil }.map { "\($0.method.rawValue) \($0.path.text)" })
        #expect(
            open.isSuperset(of: [
                "POST /api/kdp/consents/{id}/withdraw", "GET /api/kdp/access-log",
                "GET /api/kdp/consents", "DELETE /api/shares/{id}", "GET /api/view-marks",
                "POST /auth/sign-out", "GET /api/journal/head",
            ]))
    }
}
