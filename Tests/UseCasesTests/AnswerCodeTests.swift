import DigitalDocuments
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// The four digits of an SMS answer belong to one request alone (KDP-7.1, DD-20).
@Suite(.timeLimit(.minutes(3)))
struct AnswerCodeTests {
    /// Ends that leave a code behind.
    enum End: String, CaseIterable, Sendable {
        case granted, refused, expired, documentConsented, documentRefused
    }

    /// Takes every code that may be taken, with requests that have ended.
    private func take(
        _ codes: Range<Int>, by end: End, answerBy: Instant, _ test: TestPlatform
    ) async throws {
        let asked = answerBy.adding(seconds: -600)
        try await test.store.write { transaction in
            for code in codes {
                let id = randomIdentifierText(.system)
                switch end {
                case .granted, .refused, .expired:
                    try transaction.execute(
                        """
                        INSERT INTO access_request (id, subject_iin, initiator, owner, service,
                            action, data_sets, purpose, method, lifetime_seconds, uses, phone,
                            sms_code, created_at, answer_by, answered_at, outcome)
                        VALUES (\(id), \(TestPeople.holder), 'insurer', 'owner', 'S', 'processing',
                            'persons', 'other', 'unifiedContactCentre', 60, 1,
                            \(TestPeople.holderPhone), \(String(code)), \(asked), \(answerBy),
                            \(asked), \(end.rawValue))
                        """)
                case .documentConsented, .documentRefused:
                    let consented = end == .documentConsented
                    try transaction.execute(
                        """
                        INSERT INTO document_request (id, client_id, phone, subject_iin,
                            document_type, purpose, sms_code, created_at, answer_by, consented_at,
                            consented_by, refused_at)
                        VALUES (\(id), 'shop', \(TestPeople.holderPhone), \(TestPeople.verifier),
                            'IdentityCard', 'view', \(String(code)), \(asked), \(answerBy),
                            \(consented ? asked : nil), \(consented ? "sms" : nil),
                            \(consented ? nil : asked))
                        """)
                }
            }
        }
    }

    @Test(.clause("KDP-2.7a", "DD-20c"), arguments: Engine.allCases)
    func `a code that a request had within a day is no other request's`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let ended = test.clock.now.adding(seconds: -60)
            // 4,500 of 9,000 codes: as many as may be taken, in equal parts by every end.
            for (number, end) in End.allCases.enumerated() {
                let first = 1000 + number * 900
                try await take(first..<first + 900, by: end, answerBy: ended, test)
            }
            #expect(try await refusal { try await test.ask() } == .tooManyRequests)
            let shop = try await test.system(.shop)
            func askForDocument() async throws {
                _ = try await test.platform.requestDocument(
                    phone: TestPeople.holderPhone, documentType: .identityCard, purpose: .view,
                    by: shop, once: .unkeyed)
            }
            #expect(try await refusal { try await askForDocument() } == .tooManyRequests)
            // Another number has all codes of its own.
            _ = try await test.ask(TestPeople.stranger)

            test.clock.now = ended.adding(seconds: 86_400)
            _ = try await test.ask()
            try await askForDocument()
        }
    }

    @Test(.clause("KDP-7.1a"), arguments: Engine.allCases)
    func `a second and a late answer grant nothing`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let first = try await test.ask()
            let grant = try await test.question(about: first).grant
            #expect(try await test.reply(grant) == .granted)
            for _ in 0..<4 {
                test.clock.advance(seconds: 1)
                let next = try await test.ask()
                #expect(try await test.question(about: next).grant != grant)
            }
            #expect(try await test.reply(grant) == .noSuchRequest)
            #expect(try await test.entries().count { $0 == .consentGiven } == 1)
        }
    }
}
