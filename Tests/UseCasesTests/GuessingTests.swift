import DigitalDocuments
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Testing
import UseCases

/// Use case 07: codes that nobody has, and the holder's tap.
@Suite(.timeLimit(.minutes(3)))
struct GuessingTests {
    private func wrong(_ share: NewShare) -> PresentedCode {
        let first: Character = share.shortCode.text.first == "2" ? "3" : "2"
        return .typed(ShortCode(stored: String(first) + share.shortCode.text.dropFirst()))
    }

    @Test(.clause("DD-15c", "DD-10a"), arguments: Engine.allCases)
    func `a code that nobody has shows nothing and marks the verifier alone`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share()
            // One changed sign of the QR's random part.
            let last: Character = share.qr.secret.last == "0" ? "4" : "0"
            let changed = try #require(QRText(share.qr.text.dropLast() + String(last)))
            #expect(try await test.openingRefusal(.qr(changed)) == .codeUnknown)
            #expect(try await test.openingRefusal(wrong(share)) == .codeUnknown)
            #expect(
                try await test.marks(of: .person(test.person(TestPeople.holder))).isEmpty)
            let marks = try await test.marks(of: .person(test.person(TestPeople.verifier)))
            #expect(marks.map(\.outcome) == ["codeUnknown", "codeUnknown"])
            #expect(marks.allSatisfy { $0.documentType == nil })
            #expect(test.registers.world.builds == 0)
            for text in ["", "QYZMET:1:", share.qr.secret, "QYZMET:2:" + share.qr.secret] {
                #expect(QRText(text) == nil)
            }
        }
    }

    @Test(.clause("DD-10a"), arguments: Engine.allCases)
    func `five wrong codes in ten minutes end typing, not scanning`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share(life: 3600, views: 5)
            for _ in 0..<5 {
                #expect(try await test.openingRefusal(wrong(share)) == .codeUnknown)
            }
            #expect(try await test.openingRefusal(wrong(share)) == .tooManyTries)
            #expect(try await test.openingRefusal(share.typed) == .tooManyTries)
            #expect(try await test.openingRefusal(share.scanned) == nil)
            // Another verifier is not held back.
            #expect(
                try await test.openingRefusal(share.typed, by: TestPeople.stranger) == nil)
            test.clock.advance(seconds: 600)
            #expect(try await test.openingRefusal(share.typed) == nil)
        }
    }

    @Test func `twenty wrong codes in a day end typing for the day`() async throws {
        try await TestPlatform.run(on: .sqlite) { test in
            let share = try await test.share(life: 3600)
            for number in 0..<20 {
                if number % 5 == 0 { test.clock.advance(seconds: 600) }
                #expect(try await test.openingRefusal(wrong(share)) == .codeUnknown)
            }
            test.clock.advance(seconds: 3600)
            let fresh = try await test.share(life: 3600)
            #expect(try await test.openingRefusal(fresh.typed) == .tooManyTries)
            #expect(try await test.openingRefusal(fresh.scanned) == nil)
        }
    }

    @Test(.clause("DD-16a"), arguments: Engine.allCases)
    func `above the overall limit a typed code also needs the holder's tap`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let node = try test.node { $0.guessing.overallHour = 3 }
            let platform = node.platform
            let share = try await test.share(life: 3600, views: 5)
            let over = try await test.share(life: 30)
            for index in 0..<3 {
                let iin = IIN(stored: "9505051000\(10 + index)")
                #expect(
                    try await test.openingRefusal(wrong(share), by: iin, on: platform)
                        == .codeUnknown)
            }
            for _ in 0..<2 {
                #expect(
                    try await test.openingRefusal(share.typed, on: platform)
                        == .holderConfirmationRequired)
            }
            // The QR goes on working; nobody is asked about what is over.
            #expect(try await test.openingRefusal(share.scanned, on: platform) == nil)
            test.clock.advance(seconds: 30)
            #expect(try await test.openingRefusal(over.typed, on: platform) == .codeExpired)

            let holder = test.person(TestPeople.holder)
            let waiting = try await platform.waitingVerifiers(of: share.share.id, for: holder)
            #expect(waiting.map(\.name) == ["Ахметов Берік"])
            let asked = try #require(waiting.first)
            #expect(
                try await platform.waitingVerifiers(of: over.share.id, for: holder).isEmpty)
            for other in [TestPeople.stranger, TestPeople.verifier] {
                #expect(
                    try await refusal {
                        try await platform.confirm(
                            share.share.id, asked.id, by: test.person(other), once: .unkeyed)
                    } == .notFound)
            }
            // A name lets nobody in: two verifiers may be called alike.
            for unknown in [asked.name, asked.id + "A", ""] {
                #expect(
                    try await refusal {
                        try await platform.confirm(
                            share.share.id, unknown, by: holder, once: .unkeyed)
                    } == .notFound)
            }
            try await platform.confirm(share.share.id, asked.id, by: holder, once: .unkeyed)
            #expect(try await test.openingRefusal(share.typed, on: platform) == nil)
            // The tap was for one verifier.
            #expect(
                try await test.openingRefusal(share.typed, by: TestPeople.stranger, on: platform)
                    == .holderConfirmationRequired)
            let kinds = try await test.entries()
            #expect(kinds.count { $0 == .confirmationAsked } == 2)
            #expect(kinds.count { $0 == .confirmationGiven } == 1)
            // An hour later the wrong codes no longer count.
            test.clock.advance(seconds: 3570)
            let later = try await test.share()
            #expect(
                try await test.openingRefusal(later.typed, by: TestPeople.stranger, on: platform)
                    == nil)
        }
    }
}
