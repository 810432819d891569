import Kernel

/// The port to the payment gateway of e-government (ПШЭП).
package struct PaymentGateway: Sendable {
    /// The payment with the number of its receipt; nil when there is none.
    package var find:
        @Sendable (_ receipt: String, _ requestID: String) async throws(RegisterFault)
            -> FeePayment?

    /// A gateway that answers with the function.
    package init(
        find:
            @escaping @Sendable (_ receipt: String, _ requestID: String) async throws(RegisterFault)
            -> FeePayment?
    ) {
        self.find = find
    }

    /// A gateway that nobody has connected: nothing is guessed in its place.
    package static let notConnected = PaymentGateway { _, _ throws(RegisterFault) in
        throw .unavailable
    }
}

/// A payment as the gateway has it now.
package struct FeePayment: Hashable, Sendable {
    /// The number of the receipt.
    package let receipt: String
    /// Who paid, by twelve digits.
    package let payer: String
    /// How much, in tiyn; above 0.
    package let amountTiyn: Int64
    /// When.
    package let paidOn: Day
    /// When it was given back; nil while it was not.
    package let refundedOn: Day?

    /// A payment.
    package init(
        receipt: String, payer: String, amountTiyn: Int64, paidOn: Day, refundedOn: Day? = nil
    ) {
        self.receipt = receipt
        self.payer = payer
        self.amountTiyn = amountTiyn
        self.paidOn = paidOn
        self.refundedOn = refundedOn
    }
}

// MARK: - On the wire

/// The request of ``RegisterRoute/findPayment``.
package struct PaymentQuery: Hashable, Sendable {
    /// The number of the receipt.
    package var receipt: String

    /// A question about a receipt.
    package init(receipt: String) { self.receipt = receipt }

    /// The request's body.
    package var json: JSON { ["receipt": .string(receipt)] }

    /// Reads a request's body; used by the gateway's side.
    package init(_ value: JSON, rules: IIN.Rules) throws(RegisterFault) {
        let members = try MemberReader(value, at: "", rules: rules, only: ["receipt"])
        self.init(receipt: try members.text("receipt"))
    }
}

extension FeePayment {
    /// The whole answer of ``RegisterRoute/findPayment``.
    package static func answer(_ payment: FeePayment?) -> JSON {
        guard let payment else { return ["payment": .null] }
        return [
            "payment": [
                "receipt": .string(payment.receipt), "payer": .string(payment.payer),
                "amountTiyn": .integer(payment.amountTiyn), "paidOn": JSON(payment.paidOn),
                "refundedOn": JSON(payment.refundedOn),
            ]
        ]
    }

    /// Reads the whole answer; nil when there is no such payment.
    ///
    /// - Throws: `wrongPerson` when it is another receipt, `malformed`, `incomplete`.
    package static func read(
        answer: JSON, asked receipt: String, rules: IIN.Rules
    ) throws(RegisterFault) -> FeePayment? {
        let members = try MemberReader(answer, at: "", rules: rules, only: ["payment"])
        guard answer["payment"] != nil else { throw .incomplete(at: "payment") }
        guard let value = members.optional("payment") else { return nil }
        let payment = try MemberReader(
            value, at: "payment", rules: rules,
            only: ["receipt", "payer", "amountTiyn", "paidOn", "refundedOn"])
        guard let amount = try payment.required("amountTiyn").integer, amount > 0 else {
            throw .malformed(at: payment.place("amountTiyn"))
        }
        let read = FeePayment(
            receipt: try payment.text("receipt"), payer: try payment.text("payer"),
            amountTiyn: amount, paidOn: try payment.parsed("paidOn") { Day($0) },
            refundedOn: try payment.optionalParsed("refundedOn") { Day($0) })
        guard read.receipt == receipt else { throw .wrongPerson }
        return read
    }
}
