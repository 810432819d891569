import Foundation
import Kernel
import QyzmetTesting
import Testing

/// The operator enters a pilot as a file: what is wrong with it is said before anything starts.
@Suite(.timeLimit(.minutes(2)))
struct PilotFileTests {
    private let folder = repository + "/Regulations/food-vouchers"

    /// What `qyzmet check` says of pilots in a file of settings.
    private func check(
        _ pilots: [JSON], _ mode: String = "sandbox"
    ) async throws -> (end: ChildProcess.End, text: String) {
        let installation = try TestInstallation(.sqlite)
        let file = installation.folder + "/settings.json"
        let settings: JSON = ["voucherPilots": .array(pilots)]
        try settings.text.write(toFile: file, atomically: true, encoding: .utf8)
        let result = try await installation.run(
            ["check"], ["QYZMET_CONFIG": file, "QYZMET_MODE": mode])
        return (result.end, result.output + result.errors)
    }

    private func pilot(_ name: String, goods: String = "goods-synthetic.json") -> JSON {
        ["file": .string("\(folder)/\(name)"), "goods": .string("\(folder)/\(goods)")]
    }

    @Test(.clause("FV-31a"))
    func `another pilot is another file, and what is wrong with it is named`() async throws {
        let right = try await check([pilot("akkol-2025.json")])
        #expect(right.end == .exited(0) && right.text.contains("akkol-2025"), "\(right.text)")
        let missing = try await check([pilot("nowhere.json")])
        #expect(missing.end != .exited(0) && missing.text.contains("voucherPilots/0"))
        // A file without days is only for the sandbox's own pilot.
        let dayless = try await check([pilot("synthetic.json")])
        #expect(dayless.end != .exited(0) && dayless.text.contains("from"))
        let goodless = try await check([pilot("akkol-2025.json", goods: "akkol-2025.json")])
        #expect(goodless.end != .exited(0) && goodless.text.contains("goods"))
        let twice = try await check([pilot("akkol-2025.json"), pilot("akkol-2025.json")])
        #expect(twice.end != .exited(0) && twice.text.contains("voucherPilots/1"))
    }

    @Test func `a synthetic pilot is refused in production`() async throws {
        let file = NSTemporaryDirectory() + "pilot-\(UUID().uuidString).json"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let text = try String(contentsOfFile: folder + "/akkol-2025.json", encoding: .utf8)
        try text.replacingOccurrences(of: #""synthetic": false"#, with: #""synthetic": true"#)
            .write(toFile: file, atomically: true, encoding: .utf8)
        let goods: JSON = .string(folder + "/goods-synthetic.json")
        let result = try await check([["file": .string(file), "goods": goods]], "production")
        #expect(result.end != .exited(0) && result.text.contains("synthetic"), "\(result.text)")
    }
}
