import Casework
import Foundation
import Kernel
import QyzmetTesting
import Rendering
import Testing

@testable import PDFForms

/// Printed forms as other programs read them.
@Suite(.timeLimit(.minutes(5)))
struct FormPrinterTests {
    private let folder = TemporaryFolder()

    private func read(_ pdf: [UInt8], _ program: String, _ options: [String]) async throws
        -> String
    {
        try await folder.run(program, options, on: pdf)
    }

    @Test(.clause("IS-A1", "IS-LNG-1"))
    func `Kazakh words are real text, in embedded fonts, and the code is read from the page`()
        async throws
    {
        let form = try TestForm.make(.refusalLetter)
        let pdf = try FormPrinter.pdf(form)
        let text = try await read(pdf, "pdftotext", ["-layout", "FILE", "-"])
        for word in [
            "Өнеркәсіптік қауіпсіздік", "Департамент Комитета", "Астана қаласы", "город Астана",
            "өтініші", "мынаны хабарлайды", "Әбдіқадыров Ғалымжан Һ.", "ұсынылмаған", "Шағым",
            "Берілген күні", "Мекенжайы",
        ] {
            #expect(text.contains(word), "\(word)")
        }
        let fonts = try await read(pdf, "pdffonts", ["FILE"])
        let rows = fonts.split(separator: "\n").dropFirst(2)
        #expect(!rows.isEmpty)
        // Embedded, a subset, and with a map to Unicode.
        #expect(rows.allSatisfy { $0.contains("yes yes yes") }, "\(fonts)")
        _ = try await read(pdf, "pdftoppm", ["-r", "150", "-png", "-singlefile", "FILE", "FILE"])
        let picture = Array(
            try Data(contentsOf: URL(fileURLWithPath: folder.path + "/form.pdf.png")))
        #expect(try QRReader.read(picture) == [form.footing.link])
        let checked = try await read(pdf, "qpdf", ["--check", "FILE"])
        #expect(checked.contains("No syntax or stream encoding errors"), "\(checked)")
        let size = try await read(pdf, "pdfinfo", ["FILE"])
        #expect(size.contains("A4"))
        #expect(!size.contains("Author") && !size.contains("Әбдіқадыров"))
    }

    @Test(.clause("IS-A2"))
    func `a certificate for many people goes on over pages under the same columns`() async throws {
        let pdf = try FormPrinter.pdf(try TestForm.make(.certificate, people: 60))
        let text = try await read(pdf, "pdftotext", ["-layout", "FILE", "-"])
        #expect(text.contains("СЕРТИФИКАТ № 2026-14"))
        #expect(text.components(separatedBy: "Лауазымы").count > 2)
        for number in 1...60 { #expect(text.contains("Тұлға \(number) ")) }
        for word in ["тапсырды", "тапсырмады", "келген жоқ", "27.11.2027 дейін"] {
            #expect(text.contains(word), "\(word)")
        }
        let size = try await read(pdf, "pdfinfo", ["FILE"])
        let pages = size.split(separator: "\n").first { $0.hasPrefix("Pages:") }
        #expect(pages.map { Int($0.split(separator: " ").last ?? "") ?? 0 > 1 } == true)
    }

    @Test func `our own form says that it is our own, the annexes do not`() async throws {
        for kind in ResultForm.Kind.allCases {
            let pdf = try FormPrinter.pdf(try TestForm.make(kind))
            let text = try await read(pdf, "pdftotext", ["FILE", "-"])
            #expect(text.contains("собственная форма") == (kind == .own), "\(kind)")
        }
    }

    @Test func `the same form gives the same bytes, also from many tasks at once`() async throws {
        let form = try TestForm.make(.certificate, people: 3)
        let first = try FormPrinter.pdf(form)
        let all = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<16 { group.addTask { try FormPrinter.pdf(form) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(all.allSatisfy { $0 == first })
    }

    @Test func `a letter that no font has, or an endless address, is refused`() throws {
        #expect(throws: FormPrinter.Fault.lettersMissing(1)) {
            try FormPrinter.pdf(try TestForm.make(.refusalLetter, signatory: "A\u{E123}"))
        }
        #expect(throws: FormPrinter.Fault.linkTooLong) {
            try FormPrinter.pdf(
                try TestForm.make(.own, link: String(repeating: "a", count: 5000)))
        }
    }
}
