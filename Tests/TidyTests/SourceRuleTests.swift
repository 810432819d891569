import Foundation
import Kernel
import QyzmetTesting
import Testing

/// What the shape of the sources must be; the target graph cannot say all of it.
struct SourceRuleTests {
    /// Folders whose code decides and touches nothing.
    private let pure = [
        "Sources/Kernel",
        "Sources/ASN1",
        "Sources/AccessControl",
        "Sources/DigitalDocuments",
        "Sources/SigningChannels",
        "Sources/FoodVouchers",
        "Sources/PriorityActivities",
        "Regulations",
        "Sources/WorkingTime",
        "Sources/Casework",
    ]

    /// The one folder that may see each C library.
    private let owners = [
        "CSQLite": "Sources/Store/SQLite/",
        "CLibPQ": "Sources/Store/Postgres/",
        "COpenSSL": "Sources/Signatures/",
        "CMicroHTTPD": "Sources/HTTPServer/",
        "CCurl": "Sources/HTTPClient/",
        "CQREncode": "Sources/Rendering/",
        "CZBar": "Sources/Rendering/",
        "CNettle": "Sources/Signatures/",
        "CGD": "Sources/Rendering/",
        "CLibXML2": "Sources/XMLSignatures/",
        "CPKCS11": "Sources/HSM/",
        "CZLib": "Sources/PDFSignatures/",
        "CPangoCairo": "Sources/PDFForms/",
    ]

    @Test func `pure code imports neither Foundation nor C`() throws {
        for folder in pure {
            for path in try SourceTree.files(in: folder, ending: ".swift") {
                let foreign = try imports(of: path).subtracting(["Kernel", "WorkingTime"])
                #expect(foreign.isEmpty, "\(path)")
            }
        }
    }

    @Test func `each C library has one owner`() throws {
        for path in try SourceTree.files(in: "Sources", ending: ".swift")
        where !path.hasPrefix("Sources/Benchmarks/") {
            for module in try imports(of: path) {
                // Our own modules for C libraries: C and a capital letter.
                guard module.hasPrefix("C"), module.dropFirst().first?.isUppercase == true else {
                    continue
                }
                let owner = try #require(owners[module], "\(module) in \(path)")
                #expect(path.hasPrefix(owner), "\(path) imports \(module)")
            }
        }
    }

    @Test func `what tests share is in no product`() throws {
        for path in try SourceTree.files(in: "Sources", ending: ".swift")
        where !path.contains("Testing/") && !path.hasPrefix("Sources/Benchmarks/") {
            let shared = try imports(of: path).intersection([
                "Testing", "QyzmetTesting", "PlatformTesting",
            ])
            #expect(shared.isEmpty, "\(path)")
        }
    }

    @Test func `no file is above its length and none is unfinished`() throws {
        let marks = ["FIX" + "ME", "TO" + "DO"]
        for (folder, linesMax) in [("Sources", 400), ("Regulations", 400), ("Tests", 500)] {
            for path in try SourceTree.files(in: folder, ending: ".swift") {
                let text = try SourceTree.text(path)
                let lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
                #expect(lines <= linesMax, "\(path): \(lines)")
                for mark in marks { #expect(!text.contains(mark), "\(path): \(mark)") }
            }
        }
    }

    private func imports(of path: String) throws -> Set<String> {
        let pattern = try Regex(
            #"^(?:@[\w()]+\s+)*(?:package |internal |private |public )?import (?:\w+ )?(\w+)"#
        )
        .anchorsMatchLineEndings()
        let text = try SourceTree.text(path)
        return Set(text.matches(of: pattern).compactMap { $0.output[1].substring.map(String.init) })
    }
}
