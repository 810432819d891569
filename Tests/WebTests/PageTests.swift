import HTTPServer
import Journal
import Kernel
import Rendering
import Signatures
import Testing

@testable import UseCases
@testable import Web

@Suite struct PageTests {
    /// Every page that a signed-in person can reach, with things to show on each.
    private static func everyPage(_ service: TestService, _ session: String) async throws
        -> [String]
    {
        let request = try await service.askHolder()
        let document = try #require(await service.get("/documents", session).link("/documents/"))
        let share = try #require(
            await service.post(
                document + "/shares", [("lifetime", "600"), ("views", "3")], session
            ).location)
        _ = await service.post(
            "/access-requests/\(request.text)/answer", [("answer", "consent")], session)
        let withdrawal = try #require(
            await service.get("/consents", session).link("/consents/"))
        let entry = try #require(await service.get("/access-log", session).link("/access-log/"))
        return [
            "/", "/documents", document, share, "/verify", "/consents",
            "/access-requests/\(request.text)", withdrawal, "/access-log", entry, "/view-marks",
            "/sessions", "/privacy", "/accessibility", "/problems",
        ]
    }

    @Test func `every page is whole in every language and holds nothing inline`() async throws {
        let service = try await TestService()
        let session = try await service.signIn(TestPeople.holder)
        for path in try await Self.everyPage(service, session) {
            for language in Language.allCases {
                let page = await service.get(path, session, language: language)
                #expect(page.status == 200, "\(path)")
                #expect(page.text.contains("<html lang=\"\(language.rawValue)\">"), "\(path)")
                #expect(page.text.components(of: "<h1") == 1, "\(path)")
                #expect(page.text.components(of: "</script>") == page.scripts, "\(path)")
                #expect(!page.text.contains("<style") && !page.text.contains(" style="))
                #expect(!page.text.contains(" onclick=") && !page.text.contains("javascript:"))
                #expect(page.response.headers["cache-control"] == "no-store")
            }
        }
    }

    @Test func `pages about a person need a session`() async throws {
        let service = try await TestService()
        let session = try await service.signIn(TestPeople.holder)
        let open: Set = ["/", "/privacy", "/accessibility", "/problems"]
        for path in try await Self.everyPage(service, session) where !open.contains(path) {
            let page = await service.get(path)
            #expect(page.status == 303, "\(path)")
            #expect(page.location?.hasPrefix("/sign-in?next=") == true)
        }
    }

    @Test func `another person sees none of it`() async throws {
        let service = try await TestService()
        let session = try await service.signIn(TestPeople.holder)
        let other = try await service.signIn(TestPeople.verifier)
        for path in try await Self.everyPage(service, session)
        where path.split(separator: "/").count > 1 {
            #expect(await service.get(path, other).status == 404, "\(path)")
        }
    }

    @Test func `hostile names are shown, not obeyed`() async throws {
        let service = try await TestService()
        service.registers.rename(holder: #"<script>alert("1")</script>"#)
        let session = try await service.signIn(TestPeople.holder)
        _ = try await service.askHolder(service: "<img src=x onerror=alert(2)>")
        let document = try #require(await service.get("/documents", session).link("/documents/"))
        for path in ["/", "/documents", document, "/consents", "/access-log"] {
            let text = await service.get(path, session).text
            #expect(!text.contains("<script>") && !text.contains("<img src=x"), "\(path)")
        }
        #expect(await service.get("/", session).text.contains("&lt;script&gt;alert(&quot;1"))
        #expect(await service.get("/consents", session).text.contains("&lt;img src=x"))
    }

    @Test func `a register that is down is named, and nothing is shown in its place`() async throws
    {
        let service = try await TestService()
        let session = try await service.signIn(TestPeople.holder)
        let document = try #require(await service.get("/documents", session).link("/documents/"))
        service.registers.setDown(true)
        let list = await service.get("/documents", session)
        #expect(list.status == 200)
        #expect(list.text.contains("<li>Водительское удостоверение</li>"))
        #expect(list.text.contains("предъявите бумажный документ"))
        let page = await service.get(document, session)
        #expect(page.status == 503)
        #expect(page.text.contains("Попробуйте ещё раз через несколько минут"))
        #expect(!page.text.contains("AA 271828"))
    }

    @Test func `an address that does not exist is a page with the way back`() async throws {
        let service = try await TestService()
        let session = try await service.signIn(TestPeople.holder)
        let page = await service.get("/documents/nothing", session)
        #expect(page.status == 404)
        #expect(page.text.contains(#"href="/documents/nothing?lang=kk""#))
    }

    @Test func `every kind of entry about a person has a sentence of its own`() {
        let installation: Set<JournalKind> = [
            .logStarted, .entryErased, .backupMade, .backupRestored, .changeProposed,
            .clientAdded, .clientDisabled, .officialAdded, .officialDisabled, .registerAdded,
            .registerDisabled, .issuerAdded, .issuerDisabled, .rootAdded, .rootDisabled,
            .keyRotated, .keyRetired, .changeDeclined, .changeLapsed, .clientChanged,
            .clientIntegrated, .clientIntegrationEnded, .exemptionRecorded, .exemptionEnded,
            .voucherEvidenceRecorded, .voucherListTaken, .voucherShopAdded, .voucherTillAdded,
            .voucherGoodsEntered, .voucherReportMade, .voucherAssortmentChecked,
            .voucherLoanRecorded, .voucherPublicationRecorded, .voucherIncidentRecorded,
            .voucherIncidentEnded, .activityEvidenceRecorded,
            .activityDeclared, .activityRechecked, .activityNoticeGiven, .activityListChecked,
            .activityRulesSimulated, .testBankLoaded, .testBankOpened,
            .actPublicationEntered, .workingCalendarChanged,
            .dutyOpened, .dutyRecomputed, .dutyLate, .dutyEvidenced,
            .stageEventsReceived, .voucherPilotVersionRecorded, .voucherComplaintStuck,
        ]
        var titles: Set<String> = []
        for kind in JournalKind.allCases where !installation.contains(kind) {
            let sentence = LogSentence(
                LogRow(
                    id: Identifier(random: .system), kind: kind, at: Instant(seconds: 0),
                    facts: [:], personal: [:], leafIndex: nil), reader: TestPeople.holder,
                names: [:])
            #expect(sentence.title.ru != "Обслуживание системы", "\(kind)")
            #expect(titles.insert(sentence.title.kk).inserted, "\(kind)")
        }
    }

    @Test func `a browser is named by its own name`() {
        #expect(
            deviceName("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120")
                == "Edge, Windows")
        #expect(
            deviceName("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Safari/604")
                == "Safari, iPhone")
        #expect(deviceName("x") == nil)
    }
}

extension String {
    func components(of part: String) -> Int { ranges(of: part).count }
}

extension PageAnswer {
    /// Scripts that are files of ours: the only ones there may be.
    var scripts: Int { text.components(of: #"<script type="module" src="/assets/"#) }
}
