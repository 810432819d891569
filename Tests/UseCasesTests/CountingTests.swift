import AccessControl
import DigitalDocuments
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Limits that count before they add hold exactly, however many calls come at once on two nodes.
@Suite(.timeLimit(.minutes(3)))
struct CountingTests {
    /// Calls at once in each test; every limit below is far smaller.
    private static let calls = 40

    /// Runs the call many times at once, on both nodes alike, and counts what came of it.
    private func outcomes<Outcome: Hashable & Sendable>(
        _ test: TestPlatform, _ call: @escaping @Sendable (Platform, Int) async throws -> Outcome
    ) async throws -> [Outcome: Int] {
        let node = try test.node()
        return try await withThrowingTaskGroup(of: Outcome.self) { group in
            for index in 0..<Self.calls {
                let platform = index % 2 == 0 ? test.platform : node.platform
                group.addTask { try await call(platform, index) }
            }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
    }

    @Test(.clause("DD-2.2a"), arguments: Engine.allCases)
    func `three passwords leave in ten minutes, of sign-ins and document requests together`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let shop = try await test.system(.shop)
            let counts = try await outcomes(test) { platform, index in
                try await refusal {
                    if index % 4 < 2 {
                        _ = try await platform.startSignIn(iin: TestPeople.holder, language: .ru)
                    } else {
                        _ = try await platform.requestDocument(
                            phone: TestPeople.holderPhone, documentType: .identityCard,
                            purpose: .view, by: shop, once: .unkeyed)
                    }
                }
            }
            #expect(counts == [nil: 3, .tooManyRequests: Self.calls - 3])
            #expect(try await test.messages(to: TestPeople.holderPhone).count == 3)
        }
    }

    @Test(.clause("DD-2.2a"), arguments: Engine.allCases)
    func `ten passwords leave in a day`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            for _ in 0..<3 {
                for _ in 0..<3 {
                    _ = try await test.platform.startSignIn(
                        iin: TestPeople.holder, language: .ru)
                }
                test.clock.advance(seconds: 600)
            }
            let counts = try await outcomes(test) { platform, _ in
                try await refusal {
                    try await platform.startSignIn(iin: TestPeople.holder, language: .ru)
                }
            }
            #expect(counts == [nil: 1, .tooManyRequests: Self.calls - 1])
        }
    }

    @Test(.clause("KDP-7.1a"), arguments: Engine.allCases)
    func `a person is asked for a purpose exactly as often as it allows, each time by another code`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let bank = try await test.system(.bank)
            let terms = AccessTerms(
                service: "Loan", action: .processing, dataSets: ["persons"], owner: "owner",
                purpose: "identityCheck", method: .unifiedContactCentre, lifetimeSeconds: 60,
                uses: 1)
            let counts = try await outcomes(test) { platform, _ in
                try await refusal {
                    try await platform.requestAccess(
                        to: TestPeople.holder, terms: terms, by: bank, once: .unkeyed)
                }
            }
            #expect(counts == [nil: 5, .tooFrequent: Self.calls - 5])
            let sent = try await test.messages(to: TestPeople.holderPhone)
            #expect(sent.count == 5 && Set(sent.map(\.grant)).count == 5)
        }
    }

    @Test(.clause("DD-10a"), arguments: Engine.allCases)
    func `five wrong codes are judged, the sixth at the same moment is not`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let verifier = Verifier.person(test.person(TestPeople.verifier))
            let counts = try await outcomes(test) { platform, _ in
                try await refusal {
                    try await platform.open(
                        .typed(ShortCode(stored: "222222")), by: verifier, once: .unkeyed)
                }
            }
            #expect(counts == [.codeUnknown: 5, .tooManyTries: Self.calls - 5])
        }
    }

    @Test(.clause("DD-10a", "DD-16a"), arguments: Engine.allCases)
    func `typed codes that are over count as wrong too`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share(life: 60)
            test.clock.advance(seconds: 60)
            for _ in 0..<5 {
                #expect(try await test.openingRefusal(share.typed) == .codeExpired)
            }
            #expect(try await test.openingRefusal(share.typed) == .tooManyTries)
            #expect(try await test.openingRefusal(share.scanned) == .codeExpired)
        }
    }

    @Test(.clause("DD-15a"), arguments: Engine.allCases)
    func `five shares of a person are open at once, no more`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let document = try await test.document()
            let person = test.person(TestPeople.holder)
            let counts = try await outcomes(test) { platform, _ in
                try await refusal {
                    try await platform.openAccess(
                        to: document, lifetimeSeconds: 60, views: 1, by: person, once: .unkeyed)
                }
            }
            #expect(counts == [nil: 5, .tooManyRequests: Self.calls - 5])
        }
    }

    @Test(.clause("KDP-2.7a", "KDP-7.1a"), arguments: Engine.allCases)
    func `a number that guesses codes is not listened to for ten minutes`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await test.ask()
            let grant = try await test.question(about: request).grant
            let wrong = grant.hasPrefix("1000") ? "1001 1" : "1000 1"
            let counts = try await outcomes(test) { platform, index in
                try await platform.receive(
                    IncomingMessage(
                        gatewayId: "guess-\(index)", sender: TestPeople.holderPhone, text: wrong))
            }
            #expect(counts == [.noSuchRequest: 5, .paused: Self.calls - 5])
            #expect(try await test.reply(grant) == .paused)
            #expect(try await test.state(of: request).status == .awaitingSubject)
            // Another number is heard; this one again when its tries are ten minutes old.
            #expect(try await test.reply(wrong, from: TestPeople.strangerPhone) == .noSuchRequest)
            test.clock.advance(seconds: 599)
            #expect(try await test.reply(grant) == .paused)
            test.clock.advance(seconds: 1)
            #expect(try await test.reply(grant) == .late)
        }
    }
}
