import HTTPClient
import Kernel
import QyzmetTesting
import Testing

/// The sandbox's payments and restrictions, by interface and page (UC-69, UC-76).
@Suite(.timeLimit(.minutes(3)))
struct ObligationRouteTests {
    private static let firm = "710240002124"

    private func form(_ fields: [(String, String)]) -> [UInt8] {
        Array(fields.map { "\($0.0)=\($0.1)" }.joined(separator: "&").utf8)
    }

    @Test(.clause("IS-PAY-1", "IS-A3.9", "IS-5A.A5.9"), arguments: Engine.allCases)
    func `what is right is entered, what is wrong or doubled is refused`(
        _ engine: Engine
    ) async throws {
        try await withServer(engine) { _, server in
            let url = server.url + "/sandbox/"
            let paid = try await call(
                "POST", url + "payments",
                ["payer": .string(Self.firm), "amountTiyn": 432_500]
            ).expect(200)
            let receipt = try #require(paid["receipt"]?.string)
            for wrong: JSON in [
                ["payer": "71024", "amountTiyn": 432_500],
                ["payer": .string(Self.firm), "amountTiyn": 0], ["payer": .string(Self.firm)],
            ] {
                #expect(try await call("POST", url + "payments", wrong).status == 422)
            }
            let refund = url + "payments/\(receipt)/refund"
            #expect(try await call("POST", refund).status == 200)
            // A second time there is nothing left to give back; nor for a number of nobody.
            #expect(try await call("POST", refund).code == "notFound")
            #expect(try await call("POST", url + "payments/SYN-PAY-0/refund").code == "notFound")

            let laid = try await call(
                "POST", url + "restrictions",
                ["party": .string(Self.firm), "kind": "prohibition"]
            ).expect(200)
            let number = try #require(laid["number"]?.string)
            for wrong: JSON in [
                ["party": .string(Self.firm), "kind": "other"],
                ["party": "x", "kind": "prohibition"],
            ] {
                #expect(try await call("POST", url + "restrictions", wrong).status == 422)
            }
            #expect(
                try await call("POST", url + "restrictions/\(number)/lift").status == 200)
            for gone in [number, "none"] {
                #expect(
                    try await call("POST", url + "restrictions/\(gone)/lift").code == "notFound")
            }
        }
    }

    @Test(.clause("IS-PAY-1", "IS-A3.9")) func `a visitor does the same on a page`() async throws {
        try await withServer(.sqlite) { _, server in
            let page = server.url + "/sandbox/obligations"
            func send(_ fields: [(String, String)]) async throws -> (status: Int, text: String) {
                let response = try await http.send(
                    OutgoingRequest(
                        method: "POST", url: page,
                        headers: [
                            .init("Content-Type", "application/x-www-form-urlencoded"),
                            .init("Origin", server.url),
                        ], body: form(fields)))
                return (
                    response.status,
                    response.headers.first { $0.name.lowercased() == "location" }?.value
                        ?? String(decoding: response.body, as: UTF8.self)
                )
            }
            for language in ["kk", "ru", "en"] {
                let shown = try await call("GET", page + "?lang=" + language)
                #expect(shown.status == 200)
            }
            let start = try await call("GET", server.url + "/sandbox")
            #expect(
                String(decoding: start.response.body, as: UTF8.self)
                    .contains("/sandbox/obligations"))
            let paid = try await send([("deed", "pay"), ("party", Self.firm), ("tenge", "4325")])
            #expect(paid.status == 303 && paid.text.contains("number=SYN-PAY-"))
            let receipt = try #require(paid.text.split(separator: "=").last.map(String.init))
            #expect(try await send([("deed", "refund"), ("number", receipt)]).status == 303)
            #expect(try await send([("deed", "refund"), ("number", receipt)]).status == 404)
            let laid = try await send([
                ("deed", "forbid"), ("party", Self.firm), ("kind", "issuanceBan"),
            ])
            let number = try #require(laid.text.split(separator: "=").last.map(String.init))
            #expect(laid.status == 303 && number.hasPrefix("SYN-COURT-"))
            #expect(try await send([("deed", "lift"), ("number", number)]).status == 303)
            for wrong in [
                [("deed", "pay"), ("party", "1"), ("tenge", "4325")],
                [("deed", "pay"), ("party", Self.firm), ("tenge", "0")],
                [("deed", "forbid"), ("party", Self.firm), ("kind", "x")], [("deed", "other")],
            ] {
                #expect(try await send(wrong).status == 422, "\(wrong)")
            }
        }
    }
}
