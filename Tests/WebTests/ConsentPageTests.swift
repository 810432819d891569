import AccessControl
import Kernel
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

    private func status(
        _ id: Identifier<AccessRequest>, _ service: TestService, _ session: String
    ) async throws -> AccessRequest.Status {
        let person = try await service.platform.person(withSessionSecret: session)
        return try await service.platform.consent(request: id, of: person).status
    }
}
