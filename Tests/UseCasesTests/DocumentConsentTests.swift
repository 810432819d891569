import DigitalDocuments
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Use case 08: how long the owner's consent to a delivery lasts, and how it is taken back.
@Suite(.timeLimit(.minutes(3)))
struct DocumentConsentTests {
    private func request(_ test: TestPlatform) async throws -> DocumentRequest {
        // Messages of one moment have no order.
        test.clock.advance(seconds: 1)
        return try await test.platform.requestDocument(
            phone: TestPeople.holderPhone, documentType: .identityCard, purpose: .view,
            by: try await test.system(.shop), once: .unkeyed)
    }

    private func consent(_ test: TestPlatform) async throws {
        let question = try #require(try await test.messages(to: TestPeople.holderPhone).last)
        #expect(try await test.reply(question.grant) == .documentConsented)
    }

    private func delivery(
        _ test: TestPlatform, _ request: DocumentRequest
    ) async throws -> DocumentDelivery {
        try await test.platform.documentRequest(
            request.id, of: try await test.system(.shop), waitSeconds: 0)
    }

    private func withdraw(
        _ test: TestPlatform, _ request: DocumentRequest, by iin: IIN = TestPeople.holder
    ) async throws {
        try await test.platform.withdraw(request.id, by: test.person(iin), once: .unkeyed)
    }

    private func list(_ test: TestPlatform) async throws -> [DocumentConsent] {
        try await test.platform.documentConsents(
            of: test.person(TestPeople.holder), page: PageRequest(limit: 50, cursor: nil)
        ).items
    }

    @Test(.clause("DD-20c", "DD-16a"), arguments: Engine.allCases)
    func `a consent delivers until its request ends, and one of the last moment for a minute`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let early = try await request(test)
            try await consent(test)
            test.clock.now = early.answerBy
            let late = try await delivery(test, early)
            #expect(late.request.status == .expired && late.opened == nil)
            #expect(test.registers.world.builds == 0)

            for (seconds, delivers) in [(59, true), (60, false)] as [(Int64, Bool)] {
                let asked = try await request(test)
                test.clock.now = asked.answerBy.adding(seconds: -1)
                try await consent(test)
                test.clock.advance(seconds: seconds)
                let answer = try await delivery(test, asked)
                #expect((answer.opened != nil) == delivers)
                #expect(answer.request.status == (delivers ? .delivered : .expired))
            }
        }
    }

    @Test(.clause("DD-16a", "DD-20c", "KDP-2.3a"), arguments: Engine.allCases)
    func `the owner takes a consent back before it delivers, and nobody else does`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let asked = try await request(test)
            #expect(try await refusal { try await withdraw(test, asked) } == .notFound)
            try await consent(test)
            let own = try #require(try await list(test).first)
            #expect(own.id == asked.id && own.status == .consented && own.canBeWithdrawn)
            #expect(own.clientName.ru == "Система shop" && own.endsAt == asked.answerBy)
            #expect(
                try await refusal { try await withdraw(test, asked, by: TestPeople.stranger) }
                    == .notFound)
            test.clock.advance(seconds: 1)
            try await withdraw(test, asked)
            let answer = try await delivery(test, asked)
            #expect(answer.opened == nil && answer.request.status == .withdrawn)
            #expect(test.registers.world.builds == 0)
            #expect(try await refusal { try await withdraw(test, asked) } == .alreadyWithdrawn)
            let log = try await test.log(of: TestPeople.holder)
            #expect(log.first?.kind == .consentWithdrawn)
            #expect(log.first?.facts["request"]?.string == asked.id.text)
            let shown = try #require(try await list(test).first)
            #expect(shown.status == .withdrawn && !shown.canBeWithdrawn)

            // What ended by itself cannot be taken back, nor what has left for good.
            let ended = try await request(test)
            try await consent(test)
            test.clock.now = ended.answerBy
            #expect(try await refusal { try await withdraw(test, ended) } == .consentNotActive)
            let delivered = try await request(test)
            try await consent(test)
            #expect(try await delivery(test, delivered).opened != nil)
            test.clock.advance(seconds: 60)
            #expect(
                try await refusal { try await withdraw(test, delivered) } == .consentNotActive)
        }
    }

    @Test(.clause("DD-16a"), arguments: Engine.allCases)
    func `taken back while the register is asked, the consent delivers nothing`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let asked = try await request(test)
            try await consent(test)
            let (platform, holder) = (test.platform, test.person(TestPeople.holder))
            test.registers.change {
                $0.beforeBuild = { _ in
                    try? await platform.withdraw(asked.id, by: holder, once: .unkeyed)
                }
            }
            #expect(try await refusal { try await delivery(test, asked) } == .consentNotActive)
            let entries = try await test.entries()
            #expect(!entries.contains(.documentDelivered) && entries.contains(.consentWithdrawn))
        }
    }

    @Test(.clause("DD-16a"), arguments: Engine.allCases)
    func `a withdrawal also ends the minute in which a lost delivery is fetched again`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let asked = try await request(test)
            try await consent(test)
            #expect(try await delivery(test, asked).opened != nil)
            try await withdraw(test, asked)
            let again = try await delivery(test, asked)
            #expect(again.opened == nil && again.request.status == .delivered)
        }
    }

    @Test(.clause("DD-16a"), arguments: Engine.allCases)
    func `a restore ends what was not delivered, since nobody knows whether it was`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let delivered = try await request(test)
            try await consent(test)
            #expect(try await delivery(test, delivered).opened != nil)
            test.clock.advance(seconds: 60)
            let consented = try await request(test)
            try await consent(test)
            let asked = try await request(test)
            let (journal, now) = (test.platform.journal, test.clock.now)
            try await test.store.write {
                try Platform.endAccessAfterRestore(
                    $0, entriesAreMissing: false, journal: journal, at: now)
            }
            #expect(try await delivery(test, delivered).request.status == .delivered)
            for request in [consented, asked] {
                let answer = try await delivery(test, request)
                #expect(answer.opened == nil)
                #expect(
                    answer.request.status == (request.id == asked.id ? .expired : .withdrawn))
            }
            // The owner reads why, and is told of no silence that was none.
            #expect(try await test.platform.recordExpiredDocumentRequests() == 0)
            let stops = try await test.log(of: TestPeople.holder).filter {
                $0.kind == .accessStopped
            }
            #expect(stops.map { $0.facts["cause"] } == ["restored"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a password whose answer was lost is known by its key`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let asked = try await request(test)
            let password = try #require(
                try await test.messages(to: TestPeople.holderPhone).last?.password)
            let call = test.platform.idempotentCall(
                caller: "system:shop", route: "otp", key: "k-1", body: Array(password.utf8))
            guard case .first = try await test.platform.begin(call) else {
                Issue.record("the first call is no repetition")
                return
            }
            try await test.platform.consent(
                to: asked.id, password: password, presentedBy: try await test.system(.shop),
                once: Once(call))
            guard case .repeated(let entity, let status, _) = try await test.platform.begin(call)
            else {
                Issue.record("the second call is a repetition")
                return
            }
            #expect(entity == asked.id.text && status == 200)
            let state = try await test.platform.documentRequestState(
                asked.id, of: try await test.system(.shop))
            #expect(state.status == .consented)
        }
    }
}
