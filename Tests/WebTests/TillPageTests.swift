import FoodVouchers
import HTTPServer
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Rendering
import Signatures
import Testing

@testable import UseCases
@testable import Web

/// The till's page, and what it reads besides what every till sends (UC-90).
@Suite(.timeLimit(.minutes(5)))
struct TillPageTests {
    @Test(.clause("FV-25a"), arguments: [PlatformConfiguration.Mode.sandbox, .production])
    func `the page is there for everyone, in every language, and shows nobody's data`(
        _ mode: PlatformConfiguration.Mode
    ) async throws {
        let service = try await TestService { $0.mode = mode }
        for language in Language.allCases {
            let page = await service.get("/till", language: language)
            #expect(page.status == 200)
            #expect(page.text.contains("<html lang=\"\(language.rawValue)\">"))
            #expect(page.text.components(of: "<h1") == 1)
            #expect(page.text.contains(TillWords.noScript[language].prefix(40)))
            // One view is shown without scripts, and it says so; nothing inline runs.
            #expect(page.text.components(of: " data-view=") == 12)
            #expect(page.text.components(of: "data-view=\"script\"><") == 1)
            #expect(!page.text.contains("<style") && !page.text.contains(" style="))
            #expect(!page.text.contains("<script>") && !page.text.contains(" onclick="))
            #expect(page.text.contains("src=\"\(Assets.till.path)\""))
            #expect(
                page.response.headers["content-security-policy"]
                    == SecurityHeaders.contentSecurityPolicy)
            #expect(page.response.headers["cache-control"] == "no-store")
            #expect(page.text.contains("data-audience=\"\(service.platform.tokenEndpoint)\""))
            // The way round operator and provider is the sandbox's alone.
            #expect(page.text.contains("data-sandbox") == (mode == .sandbox))
        }
    }

    @Test func `every word that the script says is handed to it, in three languages`() throws {
        let script = String(decoding: Assets.till.bytes, as: UTF8.self)
        let used = Set(
            script.matches(of: try Regex(#"words\.([a-zA-Z]+)"#)).compactMap {
                $0.output[1].substring.map(String.init)
            })
        for language in Language.allCases {
            let given = Set((TillWords.spoken(in: language).members ?? []).map(\.name))
            #expect(used.subtracting(given).isEmpty)
            let units = Set(SocialGood.Unit.allCases.map(\.rawValue))
            #expect(given.subtracting(used).subtracting(units).isEmpty)
            #expect(units.isSubset(of: given))
        }
        #expect(used.count > 20)
    }

    @Test func `every part of the page that the script looks for is there`() async throws {
        let page = try await TestService().get("/till").text
        let script = String(decoding: Assets.till.bytes, as: UTF8.self)
        for (pattern, prefix) in [
            (#"find\("([a-z-]+)"\)"#, "id=\"till-"), (#"show\("([a-z]+)"\)"#, "data-view=\""),
            (#"getElementById\("(field-[a-z]+)"\)"#, "id=\""),
        ] {
            let names = script.matches(of: try Regex(pattern)).compactMap {
                $0.output[1].substring.map(String.init)
            }
            #expect(names.count > 3)
            for name in names { #expect(page.contains("\(prefix)\(name)\""), "\(name)") }
        }
    }

    @Test(.clause("FV-25a", "FV-2.23a"))
    func `a frame of the camera gives a voucher's code and nothing else`() async throws {
        let service = try await TestService()
        let code = VoucherQR(id: Identifier(random: .system), counter: 7, seal: "abc")
        func frame(_ bytes: [UInt8], _ type: String = "image/jpeg") async -> PageAnswer {
            await service.send("POST", "/till/frame", nil, bytes, type)
        }
        let picture = try #require(try QRCode.encode(code.text).png())
        let read = await frame(picture)
        #expect(read.status == 200)
        #expect(try JSON.parse(Array(read.text.utf8)) == ["text": .string(code.text)])
        // Another's code is no business of a till's page.
        let other = try #require(try QRCode.encode("https://example.kz/?a=1").png())
        #expect(await frame(other).status == 204)
        #expect(await frame(picture, "image/png").status == 415)
        let broken = await frame(Array("no picture".utf8))
        #expect(broken.status == 422 && broken.text.contains("pictureUnreadable"))
        #expect(
            await frame(.init(repeating: 0xFF, count: QRReader.largestByteCount + 1)).status == 413)
    }

    @Test(.clause("FV-2.17a", "FV-13a", "FV-13b"), arguments: Engine.allCases)
    func `a till reads which one it is and what its shop sells today`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let client = try await TillClient(test, "till-1")
            let own = await client.get("/api/pos/till")
            #expect(own.status == 200)
            #expect(own.body["shop"]?.string == "bereke" && own.body["pays"]?.string == "fullPrice")
            #expect(own.body["shopName"]?["kk"]?.string == "Береке")
            let all = await client.get("/api/pos/goods").body["items"]?.array ?? []
            #expect(all.count == TestPlatform.prices.count)
            let bread = try #require(all.first { $0["good"]?.string == "bread" })
            #expect(bread["unitPriceTiyn"]?.integer == 17_000)
            #expect(bread["ntin"]?.string == TestPilots.product("bread").digits)
            #expect(bread["unit"]?.string == "piece" && bread["supply"]?.string == "stock")
            // Page by page it is the same.
            var paged: [JSON] = []
            var cursor: String?
            repeat {
                let page = await client.get(
                    "/api/pos/goods",
                    [("limit", "3")] + (cursor.map { [("cursor", $0)] } ?? []))
                paged += page.body["items"]?.array ?? []
                cursor = page.body["nextCursor"]?.string
            } while cursor != nil
            #expect(paged == all)
            // A price of tomorrow is none of today; tomorrow it is.
            let tomorrow = test.platform.clock.today.adding(days: 1)
            let official = try #require(
                TestPilots.akkol.goods.first { $0.code == "bread" }?.officialPrices
                    .inForce(on: tomorrow))
            _ = try await test.platform.enterGoods(
                [
                    ShopGood(
                        product: TestPilots.product("bread"), supply: .producer,
                        purchasePriceTiyn: 1000, from: tomorrow)
                ], by: client.system)
            #expect(await client.get("/api/pos/goods").body["items"]?.array == all)
            test.clock.advance(seconds: 86_400)
            try await client.renew()
            let later = await client.get("/api/pos/goods").body["items"]?.array ?? []
            let delivered = try #require(later.first { $0["good"]?.string == "bread" })
            #expect(delivered["unitPriceTiyn"]?.integer == official * 9 / 10)
        }
    }

    @Test(.clause("FV-2.7a", "FV-27a"), arguments: Engine.allCases)
    func `a till reads the receipts of its own shop alone, of this month, and of no one`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            let client = try await TillClient(test, "till-1")
            let neighbour = try await TillClient(test, "till-2")
            let stranger = try await TillClient(test, "till-3", shop: "other")
            let sold = try await client.sell(family)
            for reader in [client, neighbour] {
                let items = await reader.get("/api/pos/redemptions").body["items"]?.array ?? []
                #expect(items.count == 1)
                #expect(items.first?["receipt"]?["id"]?.string == sold)
                #expect(items.first?["items"]?.array?.first?["name"]?.string == "bread")
                #expect(!items.description.contains(family.recipient.digits))
            }
            #expect(await stranger.get("/api/pos/redemptions").body["items"]?.array == [])
            // Someone who is no till, and no token at all.
            let bank = try await TillClient(test, "no-till", isTill: false)
            for path in ["/api/pos/till", "/api/pos/goods", "/api/pos/redemptions"] {
                #expect(await bank.get(path).body["code"]?.string == "shopNotAdmitted", "\(path)")
                bank.token = "x"
                #expect(await bank.get(path).body["code"]?.string == "invalidToken", "\(path)")
                try await bank.renew()
            }
            test.clock.now = at("2025-08-01T00:00:00")
            try await client.renew()
            #expect(await client.get("/api/pos/redemptions").body["items"]?.array == [])
        }
    }

    @Test(.clause("FV-2.17a", "FV-13a"), arguments: Engine.allCases)
    func `a refusal names each line by its place, in the language of the cashier`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            let client = try await TillClient(test, "till-1")
            let basket = try await client.scan(family)
            let lines = [
                client.item("milk"), client.item("bread", quantity: "0.5"),
                client.item("milk", price: 1),
            ]
            for language in Language.allCases {
                let refused = await client.redeem("r1", basket, lines, language: language)
                #expect(refused.body["code"]?.string == "linesRefused")
                let errors = refused.body["errors"]?.array ?? []
                #expect(errors.map { $0["pointer"]?.string } == ["items/1", "items/2"])
                #expect(errors.map { $0["clause"]?.string } == ["FV-2.17", "FV-13"])
                #expect(
                    errors.first?["detail"]?.string
                        == LineFault.Reason.brokenPiece.words[language])
            }
            let comma = await client.redeem(
                "r1", basket, [client.item("milk"), client.item("bread", quantity: "1,5")])
            #expect(comma.body["code"]?.string == "invalidField")
            #expect(
                comma.body["errors"]?.array?.first?["pointer"]?.string == "items/1/quantity")
            #expect(await client.redeem("r1", basket, [client.item("bread")]).status == 200)
        }
    }
}

/// A till over the router, with what its page reads.
private final class TillClient {
    let system: ClientSystem
    var token = ""
    private let test: TestPlatform
    private let router: Router

    init(
        _ test: TestPlatform, _ id: String, shop: String = "bereke", isTill: Bool = true
    ) async throws {
        self.test = test
        router = try Router(Endpoint.api, platform: test.platform) { _ in }
        if isTill {
            system = try await test.addTill(id, shop: shop)
        } else {
            try await test.apply(
                .addClient(
                    ClientDraft(
                        id: id, name: LocalizedText(kk: id, ru: id, en: id),
                        bin: PlatformTesting.TestPeople.organisation, role: .user,
                        operatorKind: .legalEntity,
                        scopes: [.vouchersRedeem], dataSets: [],
                        keys: ["keys": [test.systemKey.publicKey.jwk]], decision: "Decision 1")))
            system = try #require(try await test.platform.client(id))
        }
        try await renew()
    }

    func renew() async throws {
        let assertion = try JWT.clientAssertion(
            of: system.id, for: test.platform.tokenEndpoint,
            at: test.platform.machineClock.now(), random: .system, key: test.systemKey)
        token = try await test.platform.issueAccessToken(assertion: assertion, scopes: nil).text
    }

    func get(
        _ path: String, _ query: [(String, String)] = []
    ) async -> (status: Int, body: JSON) {
        await send("GET", path, query, nil, .en)
    }

    func item(_ good: String, quantity: String = "1", price: Int64? = nil) -> JSON {
        let right = TestPlatform.prices.first { $0.key == good }?.value ?? 1
        return [
            "ntin": .string(TestPilots.product(good).digits), "name": .string(good),
            "quantity": .string(quantity), "shelfUnitPriceTiyn": .integer(right + 5000),
            "unitPriceTiyn": .integer(price ?? right),
        ]
    }

    func scan(_ family: TestFamily) async throws -> String {
        let qr = try await test.qr(try await test.wallet(family.recipient))
        let answer = await send("POST", "/api/pos/balance", [], ["qr": .string(qr)], .en)
        return try #require(answer.body["basketId"]?.string)
    }

    func redeem(
        _ name: String, _ basket: String, _ items: [JSON], language: Language = .en
    ) async -> (status: Int, body: JSON) {
        await send(
            "POST", "/api/pos/redemptions", [],
            [
                "redemptionId": .string(name), "basketId": .string(basket),
                "paymentStatus": "paid", "items": .array(items),
            ], language)
    }

    /// Sells a bread and gives the receipt's number.
    func sell(_ family: TestFamily) async throws -> String {
        let answer = await redeem("s1", try await scan(family), [item("bread")])
        return try #require(answer.body["id"]?.string)
    }

    private func send(
        _ method: String, _ path: String, _ query: [(String, String)], _ body: JSON?,
        _ language: Language
    ) async -> (status: Int, body: JSON) {
        var headers: HTTPHeaders = [
            "Host": test.platform.configuration.hosts.first ?? "",
            "Authorization": "Bearer " + token, "Accept-Language": language.rawValue,
        ]
        if body != nil { headers["Content-Type"] = "application/json" }
        let response = await router.answer(
            HTTPRequest(
                method: method, path: path,
                query: query.map { HTTPQueryItem(name: $0.0, value: $0.1) },
                headers: headers, body: body.map { Array($0.text.utf8) } ?? []))
        return (response.status, (try? JSON.parse(response.body)) ?? .null)
    }
}
