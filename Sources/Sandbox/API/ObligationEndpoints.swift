import Kernel
import Registers
import UseCases
import Web

/// What courts, bailiffs and payers do in the sandbox.
extension SandboxControls {
    var obligationEndpoints: [Endpoint] {
        [postRestriction(), postLifting(), postPayment(), postRefund()]
    }

    private func postRestriction() -> Endpoint {
        Endpoint(
            .post, "/sandbox/restrictions", summary: "A court or a bailiff forbids something",
            access: .anyone(because: "The sandbox's own controls"),
            body: .json(
                .object([
                    required("party", .string(.text(lengthMax: 12)), "BIN or IIN of whom"),
                    required(
                        "kind",
                        .string(.oneOf(CourtRestriction.Kind.allCases.map(\.rawValue))), "What"),
                ])), answers: [Self.named("number")], problems: [.invalidField],
            isSandboxOnly: true
        ) { call in
            guard let kind = call.body["kind"]?.string.flatMap(CourtRestriction.Kind.init)
            else { throw Refusal(.invalidField) }
            return .json([
                "number": .string(try await forbid(kind, to: call.text("party"), call))
            ])
        }
    }

    private func postLifting() -> Endpoint {
        Endpoint(
            .post, "/sandbox/restrictions/{number}/lift", summary: "A restriction is lifted",
            access: .anyone(because: "The sandbox's own controls"),
            answers: [Self.named("number")], problems: [.notFound], isSandboxOnly: true
        ) { call in
            let number = call.path["number"] ?? ""
            guard try await obligations().liftRestriction(number, from: Day(at: clock.now())) else {
                throw Refusal(.notFound)
            }
            return .json(["number": .string(number)])
        }
    }

    private func postPayment() -> Endpoint {
        Endpoint(
            .post, "/sandbox/payments", summary: "Somebody pays at the payment gateway",
            access: .anyone(because: "The sandbox's own controls"),
            body: .json(
                .object([
                    required("payer", .string(.text(lengthMax: 12)), "BIN or IIN of who pays"),
                    required("amountTiyn", .integer(1...1_000_000_000_000), "How much"),
                ])), answers: [Self.named("receipt")], problems: [.invalidField],
            isSandboxOnly: true
        ) { call in
            let amount = call.body["amountTiyn"]?.integer ?? 0
            return .json([
                "receipt": .string(
                    try await pay(call.text("payer"), amountTiyn: amount, call))
            ])
        }
    }

    private func postRefund() -> Endpoint {
        Endpoint(
            .post, "/sandbox/payments/{receipt}/refund", summary: "A payment is given back",
            access: .anyone(because: "The sandbox's own controls"),
            answers: [Self.named("receipt")], problems: [.notFound], isSandboxOnly: true
        ) { call in
            let receipt = call.path["receipt"] ?? ""
            guard try await obligations().refund(receipt, on: Day(at: clock.now())) else {
                throw Refusal(.notFound)
            }
            return .json(["receipt": .string(receipt)])
        }
    }

    /// Lays a restriction on somebody, from today on.
    ///
    /// - Returns: its number.
    func forbid(
        _ kind: CourtRestriction.Kind, to party: String, _ call: Call<Void>
    ) async throws -> String {
        let number = "SYN-COURT-" + Self.newNumber(call)
        try await obligations().enter(
            CourtRestriction(number: number, kind: kind, from: Day(at: clock.now()), until: nil),
            on: try Self.party(party))
        return number
    }

    /// Pays at the gateway.
    ///
    /// - Returns: the number of the receipt.
    func pay(_ payer: String, amountTiyn: Int64, _ call: Call<Void>) async throws -> String {
        let receipt = "SYN-PAY-" + Self.newNumber(call)
        try await obligations().enter(
            FeePayment(
                receipt: receipt, payer: try Self.party(payer), amountTiyn: amountTiyn,
                paidOn: Day(at: clock.now())))
        return receipt
    }

    func obligations() throws(Refusal) -> RegisterService {
        guard let register = registers.first(where: { $0.kind == .organisations }) else {
            throw Refusal(.registerUnavailable)
        }
        return register
    }

    private static func newNumber(_ call: Call<Void>) -> String {
        call.platform.random.bytes(6).hex.uppercased()
    }

    private static func party(_ text: String) throws(Refusal) -> String {
        guard text.count == 12, text.allSatisfy(\.isNumber) else { throw Refusal(.invalidField) }
        return text
    }

    private static func named(_ name: String) -> Endpoint.Answer {
        Endpoint.Answer(
            status: 200,
            content: .json(.object([required(name, .string(.anything), "Its number")])),
            meaning: "Done")
    }
}
