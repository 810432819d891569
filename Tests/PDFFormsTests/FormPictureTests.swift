import Casework
import Foundation
import Kernel
import QyzmetTesting
import Testing

@testable import PDFForms

/// Annexes 1 and 2 of the list as they stand on paper: each field of the act, where it is and in
/// which order, by the words that another program finds and by the picture that it draws.
@Suite(.timeLimit(.minutes(5)))
struct FormPictureTests {
    private let folder = TemporaryFolder()

    /// A word on a page, in points from the upper left corner.
    private struct Word {
        let text: String
        let left: Double
        let top: Double
        let right: Double
        let bottom: Double
    }

    /// A field of the act and the words by which it is found.
    private struct Place {
        let field: String
        let words: String
    }

    private func words(_ pdf: [UInt8]) async throws -> [Word] {
        let text = try await folder.run("pdftotext", ["-bbox", "-l", "1", "FILE", "-"], on: pdf)
        return text.split(separator: "\n").compactMap { line in
            guard line.contains("<word ") else { return nil }
            let parts = line.split(separator: "\"")
            guard parts.count > 8, let left = Double(parts[1]), let top = Double(parts[3]),
                let right = Double(parts[5]), let bottom = Double(parts[7])
            else { return nil }
            let word = parts[8].dropFirst().split(separator: "<").first.map(String.init) ?? ""
            return Word(text: word, left: left, top: top, right: right, bottom: bottom)
        }
    }

    /// Where the words of each field begin, each after the one before in the text's order.
    private func found(_ places: [Place], in words: [Word]) throws -> [String: Word] {
        var found: [String: Word] = [:]
        for place in places {
            let wanted = place.words.split(separator: " ").map(String.init)
            let start = words.indices.first { index in
                index + wanted.count <= words.count
                    && zip(words[index...], wanted).allSatisfy { $0.text == $1 }
            }
            found[place.field] = words[try #require(start, "\(place.field): \(place.words)")]
        }
        return found
    }

    /// Whether the picture of the page has ink where the word stands.
    private func hasInk(_ word: Word, _ picture: Picture) -> Bool {
        let scale = picture.dotsPerInch / 72
        let (x, y) = (Int(word.left * scale)..<Int(word.right * scale), word.top * scale)
        let rows = Int(y)..<Int(word.bottom * scale)
        return rows.contains { row in x.contains { picture.isDark(x: $0, y: row) } }
    }

    /// A page as pdftoppm draws it, in grey.
    private struct Picture {
        let dotsPerInch = 100.0
        let width: Int
        let pixels: ArraySlice<UInt8>

        init(_ file: [UInt8]) throws {
            // P5, width, height, 255, then a byte for each dot.
            let head = file.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
            let size = String(decoding: try #require(head.dropFirst().first), as: UTF8.self)
            width = try #require(size.split(separator: " ").first.flatMap { Int($0) })
            pixels = try #require(head.last)
        }

        func isDark(x: Int, y: Int) -> Bool {
            let place = pixels.startIndex + y * width + x
            return pixels.indices.contains(place) && pixels[place] < 128
        }
    }

    private func picture(_ pdf: [UInt8]) async throws -> Picture {
        _ = try await folder.run(
            "pdftoppm", ["-r", "100", "-gray", "-singlefile", "FILE", "FILE"], on: pdf)
        return try Picture(
            Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/form.pdf.pgm"))))
    }

    @Test(.clause("IS-A1", "IS-2.A3"))
    func `the refusal letter has the eleven fields of annex 1 in its places`() async throws {
        let pdf = try FormPrinter.pdf(try TestForm.make(.refusalLetter))
        let all = try await words(pdf)
        let places = [
            Place(field: "1 body, Kazakh", words: "Өнеркәсіптік қауіпсіздік"),
            Place(field: "2 body, Russian", words: "Департамент Комитета"),
            Place(field: "3 city, Kazakh", words: "Астана қаласы"),
            Place(field: "4 city, Russian", words: "город Астана"),
            Place(field: "5 day of issue", words: "27.11.2026"),
            Place(field: "6 number", words: "2026-14"),
            Place(field: "7 organisation", words: "«Ақжал кен"),
            Place(field: "9 text", words: "мынаны хабарлайды:"),
            Place(field: "10 position", words: "Басшы"),
            Place(field: "11 signatory", words: "Әбдіқадыров Ғалымжан"),
        ]
        let at = try found(places, in: all)
        func top(_ number: Int) -> Double {
            at.first { $0.key.hasPrefix("\(number) ") }?.value.top ?? .nan
        }
        func left(_ number: Int) -> Double {
            at.first { $0.key.hasPrefix("\(number) ") }?.value.left ?? .nan
        }
        // Kazakh left, Russian right, on one row; the city under the body.
        #expect(left(1) < left(2) && abs(top(1) - top(2)) < 30)
        #expect(top(1) < top(5) && top(2) < top(5))
        // Day and number on the left, one under the other; the addressee on the right.
        #expect(top(5) <= top(6) && left(5) < left(7) && left(6) < left(7))
        #expect(top(6) < top(9) && top(7) < top(9))
        #expect(top(9) < top(10) && top(10) <= top(11))
        let drawn = try await picture(pdf)
        for (field, word) in at { #expect(hasInk(word, drawn), "\(field)") }
    }

    @Test(.clause("IS-A2", "IS-2.A4"))
    func `the certificate has the fields of annex 2 in its places`() async throws {
        let pdf = try FormPrinter.pdf(try TestForm.make(.certificate))
        let all = try await words(pdf)
        let places = [
            Place(field: "1 body, Kazakh", words: "Өнеркәсіптік қауіпсіздік"),
            Place(field: "2 body, Russian", words: "Департамент Комитета"),
            Place(field: "3 number", words: "СЕРТИФИКАТ №"),
            Place(field: "4 organisation", words: "«Ақжал кен"),
            Place(field: "5 column of names", words: "Т.А.Ә."),
            Place(field: "6 column of positions", words: "Лауазымы"),
            Place(field: "7 column of education", words: "Білімі"),
            Place(field: "8 first row", words: "Тұлға 1"),
            Place(field: "9 last row", words: "Тұлға 3"),
            Place(field: "10 valid until", words: "27.11.2027"),
            Place(field: "11 position", words: "Басшы"),
            Place(field: "12 signatory", words: "Әбдіқадыров Ғалымжан"),
        ]
        let at = try found(places, in: all)
        let order = [1, 3, 4, 5, 8, 9, 10, 11].map { number in
            at.first { $0.key.hasPrefix("\(number) ") }?.value.top ?? .nan
        }
        #expect(zip(order, order.dropFirst()).allSatisfy { $0 < $1 }, "\(order)")
        let columns = [5, 6, 7].map { number in
            at.first { $0.key.hasPrefix("\(number) ") }?.value.left ?? .nan
        }
        #expect(zip(columns, columns.dropFirst()).allSatisfy { $0 < $1 }, "\(columns)")
        let drawn = try await picture(pdf)
        for (field, word) in at { #expect(hasInk(word, drawn), "\(field)") }
    }
}
