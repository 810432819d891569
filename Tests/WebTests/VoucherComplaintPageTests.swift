import FoodVouchers
import HTTPServer
import Kernel
import PlatformTesting
import QyzmetTesting
import Rendering
import Testing
import UseCases

@testable import Web

/// Use case 38 on pages: the complaint's way through e-Otinish, each page in kk, ru and en.
@Suite(.timeLimit(.minutes(3)))
struct VoucherComplaintPageTests {
    /// What the pages say of complaints; each page has its own language's words and no other's.
    private static let words = [
        ComplaintWords.title, ComplaintWords.sent, ComplaintWords.complain, ComplaintWords.what,
        ComplaintWords.whatHint, ComplaintWords.send, ComplaintWords.bought, ComplaintWords.made,
        ComplaintWords.due, ComplaintWords.answer, ComplaintWords.open, ComplaintWords.late,
        ComplaintWords.upheld, ComplaintWords.rejected, ComplaintWords.appealNumber,
        ComplaintWords.registered, ComplaintWords.appealWaits, ComplaintWords.appealCut,
        ComplaintWords.appealStuck, ComplaintWords.noneText, OfficeWords.title,
        OfficeWords.complaints, OfficeWords.waiting, OfficeWords.answered, OfficeWords.answerIt,
        OfficeWords.aboutLine, OfficeWords.found, OfficeWords.choose, OfficeWords.receipts,
        WalletWords.history, WalletWords.good, WalletWords.quantity, WalletWords.sum,
    ]

    /// The page in every language: it has what is expected, in that language alone.
    private func see(
        _ path: String, by session: String, _ desk: PageDesk, status: Int = 200,
        form: String? = nil, _ expected: [LocalizedText],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        for language in Language.allCases {
            let answer = await desk.call(path, as: session, language, form: form)
            #expect(answer.status == status, sourceLocation: sourceLocation)
            let text = answer.text.replacing("&#39;", with: "'")
            #expect(
                text.contains("lang=\"\(language.rawValue)\""), sourceLocation: sourceLocation)
            for words in expected {
                #expect(
                    text.contains(words[language]), "\(language): \(words[language])",
                    sourceLocation: sourceLocation)
            }
            let own = Self.words.map { $0[language] }.joined(separator: "\n")
            for words in Self.words {
                for other in Language.allCases where other != language {
                    let foreign = ">" + words[other] + "<"
                    guard words[other] != words[language], !own.contains(words[other]) else {
                        continue
                    }
                    #expect(
                        !text.contains(foreign), "\(language): \(words[other])",
                        sourceLocation: sourceLocation)
                }
            }
        }
    }

    private func day(_ text: String) throws -> LocalizedText {
        let day = try #require(Day(text))
        return LocalizedText(
            kk: MomentFormat.day(day, .kk), ru: MomentFormat.day(day, .ru),
            en: MomentFormat.day(day, .en))
    }

    @Test(.clause("FV-30a", "FV-30b"), arguments: Engine.allCases)
    func `number, day, term and answer are read in the language of the page`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let appeals = TestAppeals()
            let desk = try PageDesk(test)
            let family = try await test.activeFamily()
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(family, at: till)
            let purchase = try await test.platform.redeem(
                test.draft("r1", .basket(basket.basket.id), [test.line("milk", "1")]), by: till)
            let person = try await test.platform.openEDSSession(of: family.recipient, for: nil)
            let official = try await test.official(role: .akimat)
            let akimat = try await test.platform.openEDSSession(
                of: official.person.iin, for: official.body)
            await see("/wallet-complaints", by: person, desk, [ComplaintWords.noneText])
            let form = "/wallet-history/\(purchase.id)/complaint"
            await see(
                form + "?line=1", by: person, desk,
                [ComplaintWords.what, ComplaintWords.whatHint, try day("2025-07-06")])
            // Without a word nothing is sent, and why stands at the field.
            await see(
                form, by: person, desk, status: 422, form: "line=1&text=", [ComplaintWords.send])
            let sent = await desk.call(form, as: person, .kk, form: "line=1&text=42")
            #expect(sent.status == 303)
            await see(
                "/wallet-complaints", by: person, desk,
                [ComplaintWords.open, ComplaintWords.due, try day("2025-07-28")])

            try await test.platform.forwardComplaints(through: appeals.system)
            let registered = [
                ComplaintWords.appealNumber, ComplaintWords.registered, try day("2025-07-07"),
                try day("2025-07-17"),
            ]
            await see("/wallet-complaints", by: person, desk, registered)
            let inbox = "/voucher-office/complaints"
            await see(inbox, by: akimat, desk, registered + [OfficeWords.answerIt])
            let id = try #require(
                try await test.platform.openComplaints(
                    about: "akkol-2025", page: PageRequest(limit: 9, cursor: nil)
                ).items.first?.complaint.id.text)
            let page = inbox + "/" + id
            await see(page, by: akimat, desk, registered + [OfficeWords.found])
            await see(
                page, by: akimat, desk, status: 422, form: "outcome=&text=x",
                [OfficeWords.choose])
            // Over the term it is marked for both sides; answered, both read the answer.
            test.clock.now = at("2025-07-18T09:00:00")
            let late = try await test.platform.openEDSSession(of: family.recipient, for: nil)
            let later = try await test.platform.openEDSSession(
                of: official.person.iin, for: official.body)
            await see("/wallet-complaints", by: late, desk, [ComplaintWords.late])
            await see(inbox, by: later, desk, [ComplaintWords.late])
            let said = await desk.call(page, as: later, .ru, form: "outcome=upheld&text=43")
            #expect(said.status == 303)
            let answered = [
                ComplaintWords.answer, ComplaintWords.upheld, try day("2025-07-18"),
            ]
            await see("/wallet-complaints", by: late, desk, answered)
            await see(page, by: later, desk, answered)
            await see(inbox, by: later, desk, answered + [OfficeWords.answered])
        }
    }

    @Test(.clause("FV-30b"))
    func `what waits or is stuck on the way says so in the language of the page`() async throws {
        try await TestPlatform.run(on: .sqlite) { test in
            let appeals = TestAppeals()
            appeals.mood = .rejects
            let desk = try PageDesk(test)
            let family = try await test.activeFamily()
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(family, at: till)
            let purchase = try await test.platform.redeem(
                test.draft("r1", .basket(basket.basket.id), [test.line("milk", "1")]), by: till)
            _ = try await test.platform.complain(
                "42", line: 1, purchase: purchase.id, by: test.person(family.recipient),
                once: .unkeyed)
            let person = try await test.platform.openEDSSession(of: family.recipient, for: nil)
            let waits =
                test.platform.configuration.isEOtinishConnected
                ? ComplaintWords.appealWaits : ComplaintWords.appealCut
            await see("/wallet-complaints", by: person, desk, [waits])
            try await test.platform.forwardComplaints(through: appeals.system)
            await see("/wallet-complaints", by: person, desk, [ComplaintWords.appealStuck])
        }
    }
}

/// Pages over the router for whoever holds a session.
private struct PageDesk {
    private let test: TestPlatform
    private let router: Router

    init(_ test: TestPlatform) throws {
        self.test = test
        router = try Router(Endpoint.api + Endpoint.pages, platform: test.platform) { _ in }
    }

    func call(
        _ path: String, as session: String, _ language: Language, form: String? = nil
    ) async -> (status: Int, text: String) {
        let halves = path.split(separator: "?", maxSplits: 1)
        var headers: HTTPHeaders = [
            "Host": test.platform.configuration.hosts.first ?? "",
            "Cookie": "qyzmet=" + session, "Accept-Language": language.rawValue,
            "Origin": test.platform.configuration.publicURL,
        ]
        if form != nil { headers["Content-Type"] = "application/x-www-form-urlencoded" }
        let answer = await router.answer(
            HTTPRequest(
                method: form == nil ? "GET" : "POST", path: String(halves[0]),
                query: halves.count > 1 ? decodeFormPairs(Array(halves[1].utf8)[...]) ?? [] : [],
                headers: headers, body: Array((form ?? "").utf8)))
        return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }
}
