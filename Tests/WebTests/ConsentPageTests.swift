import AccessControl
import DigitalDocuments
import Kernel
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

@testable import Web

@Suite struct ConsentPageTests {
    @Test func `a request shows all of it, and both answers look alike`() async throws {
        let service = try await TestService()
        let session = try await service.signIn(TestPeople.holder)
        let id = try await service.askHolder()
        #expect(await service.get("/", session).text.contains("/access-requests/\(id.text)"))
        let page = await service.get("/access-requests/\(id.text)", session).text
        for part in ["bank-ru", "police-ru", "Решение о кредите", "Кредит", "водительское", "сбор"]
        {
            #expect(page.contains(part), "\(part)")
        }
        let buttons = page.components(of: #"<button class="button secondary" type="submit""#)
        #expect(buttons == 2)
        #expect(page.contains("Молчание – не согласие"))
    }

    @Test func `an answer on the page counts once`() async throws {
        let service = try await TestService()
        let session = try await service.signIn(TestPeople.holder)
        let id = try await service.askHolder()
        let answer = "/access-requests/\(id.text)/answer"
        _ = await service.post(answer, [("answer", "maybe")], session)
        #expect(try await status(id, service, session) == .awaitingSubject)
        let done = await service.post(answer, [("answer", "refuse")], session)
        #expect(done.location == "/access-requests/\(id.text)")
        _ = await service.post(answer, [("answer", "consent")], session)
        #expect(try await status(id, service, session) == .refused)
        let log = await service.get("/access-log", session).text
        #expect(log.contains("Вы отказали: bank-ru"))
        #expect(!log.contains("Вы дали согласие"))
    }

    @Test func `an answer after the end changes nothing`() async throws {
        let service = try await TestService()
        let session = try await service.signIn(TestPeople.holder)
        let id = try await service.askHolder()
        service.advance(seconds: 600)
        _ = await service.post(
            "/access-requests/\(id.text)/answer", [("answer", "consent")], session)
        #expect(try await status(id, service, session) == .expired)
    }

    @Test func `nobody answers for another`() async throws {
        let service = try await TestService()
        let other = try await service.signIn(TestPeople.verifier)
        let id = try await service.askHolder()
        let answer = await service.post(
            "/access-requests/\(id.text)/answer", [("answer", "consent")], other)
        #expect(answer.status == 404)
    }

    @Test func `withdrawing asks once and then shows what stands`() async throws {
        let service = try await TestService()
        let session = try await service.signIn(TestPeople.holder)
        let id = try await service.askHolder()
        let request = "/access-requests/\(id.text)"
        _ = await service.post(request + "/answer", [("answer", "consent")], session)
        let withdrawal = try #require(await service.get("/consents", session).link("/consents/"))
        let asked = await service.get(withdrawal, session).text
        #expect(asked.contains("Объяснять причину не нужно"))
        #expect(await service.post(withdrawal, [], session).location == request)
        #expect(await service.post(withdrawal, [], session).location == request)
        #expect(await service.get(request, session).text.contains("Вы отозвали"))
        #expect(await service.get(withdrawal, session).location == request)
        #expect(await service.get("/consents", session).link("/consents/") == nil)
    }

    @Test(.clause("DD-16a", "DD-20c"))
    func `a consent to a delivery stands beside the others and is withdrawn there`() async throws {
        let service = try await TestService()
        let session = try await service.signIn(TestPeople.holder)
        #expect(await !service.get("/consents", session).text.contains("/document-consents"))
        let (id, now) = (Identifier<DocumentRequest>(random: .system), service.platform.clock.now())
        let jwks = service.platform.keys.verificationKeys.jwks.text
        try await service.platform.store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO client (id, name_kk, name_ru, name_en, bin, role, operator_kind,
                    scopes, data_sets, jwks, created_at)
                VALUES ('shop', 'shop-kk', 'shop-ru', 'shop-en', '610640002024', 'user',
                    'legalEntity', '', '', \(jwks), 0)
                """)
            try transaction.execute(
                """
                INSERT INTO document_request (id, client_id, phone, subject_iin, document_type,
                    purpose, sms_code, created_at, answer_by, consented_at, consented_by)
                VALUES (\(id), 'shop', '+77001980090', \(TestPeople.holder), 'DriverLicense',
                    'view', '4821', \(now), \(now.adding(seconds: 600)), \(now), 'sms')
                """)
        }
        let withdrawal = "/document-consents/\(id.text)/withdraw"
        for page in ["/consents", "/document-consents"] {
            let text = await service.get(page, session).text
            #expect(text.contains("shop-ru") && text.contains(withdrawal))
        }
        let other = try await service.signIn(TestPeople.verifier)
        #expect(await service.post(withdrawal, [], other).status == 404)
        #expect(await !service.get("/document-consents", other).text.contains("shop-ru"))
        for _ in 0..<2 {
            #expect(await service.post(withdrawal, [], session).location == "/document-consents")
        }
        let after = await service.get("/document-consents", session).text
        #expect(after.contains("Вы отозвали") && !after.contains(withdrawal))
        #expect(
            await service.get("/access-log", session).text.contains("Вы отозвали согласие: shop"))
    }

    private func status(
        _ id: Identifier<AccessRequest>, _ service: TestService, _ session: String
    ) async throws -> AccessRequest.Status {
        let person = try await service.platform.person(withSessionSecret: session)
        return try await service.platform.consent(request: id, of: person).status
    }
}
