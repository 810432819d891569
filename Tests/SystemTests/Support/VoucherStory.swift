import Foundation
import HTTPClient
import Kernel
import Store
import Testing

/// One wallet with twenty active vouchers, and tills with a basket of all of them each.
struct VoucherStory: Sendable {
    /// A till with its own access token and its basket.
    struct Till: Sendable {
        let id: String
        let headers: [(String, String)]
        let basket: String
    }

    /// What a till was told in the end.
    struct Outcome: Sendable {
        let till: Int
        let status: Int
        let json: JSON
    }

    static let settings = [
        "QYZMET_SANDBOX_START": "2026-07-04T08:00:00+05:00", "QYZMET_SANDBOX_PEOPLE": "200",
    ]

    let holder: TestPerson
    let session: [(String, String)]
    let tills: [Till]
    /// A kind of food that the shop sells by the kilogram, and its purchase price.
    let product: String
    let priceTiyn: Int64

    /// Brings the list, consents, activates and opens a basket at every till.
    init(tills count: Int, at url: String, store: String) async throws {
        let people = try await TestPerson.all(at: url, with: "IdentityCard")
        holder = try #require(people.first)
        let members = people.prefix(20).map { "\"\($0.iin)\"" }.joined(separator: ",")
        let row =
            #"{"recipientIin":"\#(holder.iin)","memberIins":[\#(members)],"#
            + #""residenceKato":"113220100","tsaRecipientOn":"2026-06-30"}"#
        let systems = try await TestSystem.all(at: url)
        let feed = try await #require(systems["akkol-social-protection"]).headers(at: url)
        _ = try await http.send(
            OutgoingRequest(
                method: "POST", url: url + "/api/vouchers/lists?pilot=synthetic&month=2026-07",
                headers: (feed + [("Content-Type", "application/x-ndjson")]).map {
                    .init($0.0, $0.1)
                }, body: Array(row.utf8)))
        _ = try await call(
            "PUT", url + "/sandbox/clock", ["now": "2026-07-05T08:00:00+05:00"]
        ).expect(200)
        let sms = try await holder.message(at: url) { $0["answers"]?["grant"]?.string == "21*1" }
        #expect(sms["text"]?.string?.contains("21*1") == true)
        #expect(try await holder.answer("21*1", at: url)["outcome"] == "granted")
        session = try await holder.signIn(at: url)
        let vouchers = try await Self.vouchers(session, at: url)
        #expect(vouchers.count == 20)
        for voucher in vouchers {
            _ = try await call(
                "POST", "\(url)/api/vouchers/\(voucher["id"]?.string ?? "")/activate", [:],
                headers: session
            ).expect(200)
        }
        (product, priceTiyn) = try await Self.prepare(count, in: store)
        let system = try #require(systems["bereke-till-1"])
        let ids = vouchers.compactMap { $0["id"]?.string }
        var tills: [Till] = []
        for number in 0..<count {
            let own = TestSystem(id: "race-till-\(number)", example: [:], key: system.key)
            let headers = try await own.headers(at: url)
            let qr = try await call(
                "POST", "\(url)/api/vouchers/\(ids[0])/qr",
                ["with": .array(ids.dropFirst().map { .string($0) })], headers: session
            ).expect(201)
            let scanned = try await call(
                "POST", url + "/api/pos/balance", ["qr": qr["qr"] ?? .null], headers: headers
            ).expect(200)
            tills.append(
                Till(
                    id: own.id, headers: headers,
                    basket: try #require(scanned["basketId"]?.string)))
        }
        self.tills = tills
    }

    /// Registers the tills beside the sandbox's two, with the first one's key; finds a price.
    private static func prepare(
        _ count: Int, in location: String
    ) async throws -> (product: String, priceTiyn: Int64) {
        let store = try StoreLocation(url: location).open()
        defer { store.close() }
        return try await store.write { transaction in
            for number in 0..<count {
                let id = "race-till-\(number)"
                try transaction.execute(
                    """
                    INSERT INTO client (id, name_kk, name_ru, name_en, bin, role, operator_kind,
                        scopes, data_sets, jwks, decision, decided_at, created_at)
                    SELECT \(id), name_kk, name_ru, name_en, bin, role, operator_kind, scopes,
                        data_sets, jwks, decision, decided_at, created_at
                    FROM client WHERE id = 'bereke-till-1'
                    """)
                try transaction.execute(
                    """
                    INSERT INTO voucher_till (client_id, shop_id, name, added_at)
                    SELECT \(id), shop_id, \(id), added_at FROM voucher_till
                    WHERE client_id = 'bereke-till-1'
                    """)
            }
            let row = try #require(
                try transaction.firstRow(
                    "SELECT product, purchase_tiyn FROM voucher_goods ORDER BY purchase_tiyn DESC"))
            return (try row.text(0), try row.integer(1))
        }
    }

    /// The holder's vouchers as the wallet shows them.
    static func vouchers(_ session: [(String, String)], at url: String) async throws -> [JSON] {
        try await call("GET", url + "/api/vouchers", headers: session).expect(200)["items"]?
            .array ?? []
    }

    /// Sends the till's purchase; nil when no answer came in time.
    func redeem(
        _ till: Int, quantity: String, at url: String, withinMilliseconds limit: Int
    ) async -> Outcome? {
        let body: JSON = [
            "redemptionId": "r1", "basketId": .string(tills[till].basket), "paymentStatus": "paid",
            "items": [
                [
                    "ntin": .string(product), "name": "x", "quantity": .string(quantity),
                    "shelfUnitPriceTiyn": .integer(priceTiyn * 6 / 5),
                    "unitPriceTiyn": .integer(priceTiyn),
                ]
            ],
        ]
        let fields =
            tills[till].headers.map { OutgoingRequest.Field($0.0, $0.1) }
            + [.init("Content-Type", "application/json")]
        guard
            let response = try? await http.send(
                OutgoingRequest(
                    method: "POST", url: url + "/api/pos/redemptions", headers: fields,
                    body: body.bytes, timeoutMilliseconds: limit))
        else { return nil }
        let answer = Answer(status: response.status, response: response)
        return Outcome(till: till, status: answer.status, json: answer.json)
    }

    /// Asks until there is an answer that stands, with lost answers and lost servers on the way.
    func redeemAtLast(_ till: Int, quantity: String, at urls: [String]) async -> Outcome? {
        for attempt in 0..<400 {
            // Now and then the till gives up at once, and asks again under the same name.
            let limit = Int.random(in: 0..<4) == 0 ? Int.random(in: 1...20) : 20_000
            let url = urls[(till + attempt) % urls.count]
            let outcome = await redeem(till, quantity: quantity, at: url, withinMilliseconds: limit)
            if let outcome, outcome.status < 500, outcome.status != 429 { return outcome }
            try? await Task.sleep(for: .milliseconds(Int.random(in: 5...60)))
        }
        return nil
    }
}
