import FoodVouchers
import HTTPServer
import Kernel
import PlatformTesting
import Signatures
import Testing
import UseCases

@testable import Web

/// A till with its own key, over the router.
final class Till {
    /// What came back.
    struct Answer {
        let status: Int
        let body: JSON

        var code: String? { body["code"]?.string }
        var clause: String? { body["clause"]?.string }
        var detail: String { body["detail"]?.string ?? "" }
    }

    private let test: TestPlatform
    private let id: String
    private let router: Router
    private var token = ""
    /// What signs the till in.
    var key: SigningKey

    init(_ test: TestPlatform, _ id: String, shop: String = "bereke") async throws {
        (self.test, self.id, key) = (test, id, test.systemKey)
        _ = try await test.addTill(id, shop: shop)
        router = try Router(Endpoint.api, platform: test.platform) { _ in }
        try await renew()
    }

    /// A new access token, as after a quarter of an hour.
    func renew() async throws {
        let assertion = try JWT.clientAssertion(
            of: id, for: test.platform.tokenEndpoint, at: test.platform.machineClock.now(),
            random: .system, key: key)
        token = try await test.platform.issueAccessToken(assertion: assertion, scopes: nil).text
    }

    static func item(
        _ good: String, quantity: String = "1", price: Int64? = nil, product: String? = nil
    ) -> JSON {
        let right = TestPlatform.prices.first { $0.key == good }?.value ?? 1
        return [
            "ntin": .string(product ?? TestPilots.product(good).digits), "name": .string(good),
            "quantity": .string(quantity), "shelfUnitPriceTiyn": .integer(right + 5000),
            "unitPriceTiyn": .integer(price ?? right),
        ]
    }

    func open(_ qr: String) async -> Answer { await post("balance", ["qr": .string(qr)]) }

    func scan(_ family: TestFamily) async throws -> String {
        let qr = try await test.qr(try await test.wallet(family.recipient))
        return try #require(await open(qr).body["basketId"]?.string)
    }

    func redeem(_ name: String, basket: String, _ items: [JSON]) async -> Answer {
        await post(
            "redemptions",
            [
                "redemptionId": .string(name), "basketId": .string(basket),
                "paymentStatus": "paid", "items": .array(items),
            ])
    }

    func bringBack(
        _ receipt: String, as name: String, line: Int64 = 1, quantity: String = "1"
    ) async -> Answer {
        await post(
            "redemptions/\(receipt)/returns",
            [
                "returnId": .string(name),
                "items": [["line": .integer(line), "quantity": .string(quantity)]],
            ])
    }

    func expectUntouched(_ family: TestFamily) async throws {
        let vouchers = try await test.wallet(family.recipient)
        #expect(vouchers.allSatisfy { $0.voucher.balance.spent == 0 })
        #expect(vouchers.allSatisfy { $0.voucher.balance.held == 0 })
        #expect(try await test.ledgerFaults().isEmpty)
    }

    private func post(_ path: String, _ body: JSON) async -> Answer {
        let response = await router.answer(
            HTTPRequest(
                method: "POST", path: "/api/pos/" + path, query: [],
                headers: [
                    "Host": test.platform.configuration.hosts.first ?? "",
                    "Authorization": "Bearer " + token, "Content-Type": "application/json",
                    "Accept-Language": "en",
                ], body: Array(body.text.utf8)))
        return Answer(
            status: response.status, body: (try? JSON.parse(response.body)) ?? .null)
    }
}
