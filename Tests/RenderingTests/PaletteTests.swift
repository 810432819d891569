import Foundation
import Kernel
import Testing

@testable import Rendering

/// Measures the colours that are really served (WCAG 2.2, 1.4.3 and 1.4.11).
struct PaletteTests {
    /// Text on its ground: at least 4.5 to 1.
    static let texts = [
        ("ink", "page"), ("ink", "surface"), ("ink", "sunken"), ("ink", "tab"),
        ("ink-soft", "page"),
        ("ink-soft", "surface"), ("ink-soft", "sunken"), ("ink-soft", "calm-soft"),
        ("accent", "page"), ("accent", "surface"), ("accent", "good-soft"), ("accent", "warn-soft"),
        ("accent", "bad-soft"), ("accent", "calm-soft"), ("accent-strong", "surface"),
        ("accent-strong", "page"), ("on-accent", "accent"), ("on-accent", "accent-strong"),
        ("on-bad", "bad"), ("good", "good-soft"), ("warn", "warn-soft"), ("bad", "bad-soft"),
        ("calm", "calm-soft"), ("bad", "page"), ("bad", "surface"), ("ink", "good-soft"),
        ("ink", "warn-soft"), ("ink", "bad-soft"), ("ink", "calm-soft"), ("ink", "accent-soft"),
        ("ink-soft", "accent-soft"), ("ink-soft", "good-soft"), ("ink-soft", "warn-soft"),
        ("ink-soft", "bad-soft"),
    ]

    /// Borders and marks that carry meaning: at least 3 to 1.
    static let marks = [
        ("line-strong", "page"), ("line-strong", "surface"), ("accent", "page"), ("bad", "page"),
        ("bad", "surface"), ("focus", "page"), ("focus", "surface"), ("accent", "surface"),
        ("good", "page"), ("warn", "page"), ("calm", "page"),
    ]

    static let papers = ["identity", "licence", "vehicle", "family", "support"]

    @Test(arguments: [false, true])
    func `every pair of colours has its contrast`(isDark: Bool) throws {
        let colours = try palette(isDark: isDark)
        let onPaper = PaletteTests.papers.flatMap { paper in
            ["ink", "ink-soft", "good"].map { ($0, "paper-\(paper)") }
        }
        for (front, ground) in PaletteTests.texts + onPaper {
            let ratio = try contrast(#require(colours[front]), #require(colours[ground]))
            #expect(ratio >= 4.5, "\(front) on \(ground): \(ratio)")
        }
        for (front, ground) in PaletteTests.marks {
            let ratio = try contrast(#require(colours[front]), #require(colours[ground]))
            #expect(ratio >= 3, "\(front) on \(ground): \(ratio)")
        }
    }

    @Test func `the measure itself is right`() {
        #expect(abs(contrast([0, 0, 0], [255, 255, 255]) - 21) < 0.01)
        #expect(abs(contrast([0x76, 0x76, 0x76], [255, 255, 255]) - 4.54) < 0.01)
        // The flag's turquoise is no colour for text: it only decorates.
        #expect(contrast([0x00, 0xAF, 0xCA], [255, 255, 255]) < 3)
    }

    /// The first `:root` block, with the dark one over it.
    private func palette(isDark: Bool) throws -> [String: [UInt8]] {
        let style = String(decoding: Assets.style.bytes, as: UTF8.self)
        let blocks = style.split(separator: ":root {").dropFirst().prefix(isDark ? 2 : 1)
        try #require(blocks.count == (isDark ? 2 : 1))
        var colours: [String: [UInt8]] = [:]
        for block in blocks {
            for line in block.prefix(while: { $0 != "}" }).split(separator: ";") {
                let parts = line.split(separator: ":").map(String.init)
                guard parts.count == 2, let mark = parts[1].firstIndex(of: "#"),
                    let name = parts[0].split(separator: "--").last,
                    let bytes = [UInt8](hex: String(parts[1][mark...].dropFirst()))
                else { continue }
                colours[String(name)] = bytes
            }
        }
        return colours
    }

    private func contrast(_ first: [UInt8], _ second: [UInt8]) -> Double {
        let (one, other) = (luminance(first), luminance(second))
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)
    }

    /// Relative luminance of WCAG 2.2.
    private func luminance(_ colour: [UInt8]) -> Double {
        let parts = colour.map { part -> Double in
            let value = Double(part) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
