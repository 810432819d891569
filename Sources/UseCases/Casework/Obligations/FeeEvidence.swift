import Casework
import Kernel
import Registers
import Store

/// What the payment gateway says of the receipt that an application names (use case 69).
package struct FeeFinding: Hashable, Sendable {
    /// What was found.
    package enum Verdict: Hashable, Sendable {
        /// The applicant paid it, enough, and it was not given back.
        case paid(FeePayment)
        /// The gateway knows no such receipt.
        case unknown
        /// Another than the applicant paid it.
        case otherPayer
        /// It is less than the fee, which is this much.
        case tooLittle(neededTiyn: Int64)
        /// It was given back.
        case refunded(on: Day)
        /// Another application has it as its evidence.
        case used
    }

    /// The number of the receipt.
    package let receipt: String
    /// What was found.
    package let verdict: Verdict
    /// The clause that asks for the fee.
    package let clause: Clause

    /// What is wrong; nil for a fee that was paid.
    package var refusal: Refusal? {
        let detail: LocalizedText
        switch verdict {
        case .paid: return nil
        case .unknown: detail = ObligationWords.unknownReceipt
        case .otherPayer: detail = ObligationWords.otherPayer
        case .tooLittle(let needed): detail = ObligationWords.tooLittle(needed)
        case .refunded(let day): detail = ObligationWords.refunded(day)
        case .used: detail = ObligationWords.used
        }
        return Refusal(.feeNotEvidenced, detail, clause: clause)
    }
}

/// The fee of a service and kind, where the operator has entered one; the order names no sums.
package struct FeeAmount: SettingValue, Hashable {
    /// The service's code and the kind of application.
    package let service: String, kind: String
    /// How much, in tiyn; above 0.
    package let tiyn: Int64

    /// A fee.
    package init(_ service: String, kind: String, tiyn: Int64) {
        self.service = service
        self.kind = kind
        self.tiyn = tiyn
    }

    package init?(setting json: JSON) {
        guard let service = json["service"]?.string, let kind = json["kind"]?.string,
            let tiyn = json["amountTiyn"]?.integer, tiyn > 0
        else { return nil }
        self.init(service, kind: kind, tiyn: tiyn)
    }

    package var setting: JSON {
        [
            "service": .string(service), "kind": .string(kind), "amountTiyn": .integer(tiyn),
        ]
    }
}

extension Platform {
    /// What the gateway and our own applications say of the receipt; nil where none is needed.
    ///
    /// - Throws: a `RegisterFault` where the gateway gives no usable answer, `serviceClosed`.
    func feeFinding(of stored: StoredCase) async throws -> FeeFinding? {
        guard let field = stored.definition.receipt,
            let receipt = stored.state.content.receipt(of: stored.definition)
        else { return nil }
        let amounts = try configuration.settings[OpenPoints.licenceFees]
        let needed = amounts.first {
            $0.service == stored.definition.code && $0.kind == stored.kind
        }
        let payment = try await directory.current.payments.find(receipt, RequestTrace.id)
        let verdict: FeeFinding.Verdict
        if let payment {
            if payment.payer != stored.applicant {
                verdict = .otherPayer
            } else if let day = payment.refundedOn {
                verdict = .refunded(on: day)
            } else if let needed, payment.amountTiyn < needed.tiyn {
                verdict = .tooLittle(neededTiyn: needed.tiyn)
            } else if try await isUsedElsewhere(receipt, than: stored.id) {
                verdict = .used
            } else {
                verdict = .paid(payment)
            }
        } else {
            verdict = .unknown
        }
        return FeeFinding(receipt: receipt, verdict: verdict, clause: field.clause(in: stored.kind))
    }

    /// The fee with which an application is submitted.
    ///
    /// - Throws: `feeNotEvidenced`; `registerUnavailable`, `registerAnswerInvalid`.
    func submittedFee(of draft: StoredCase) async throws -> FeeFinding? {
        let finding: FeeFinding?
        do { finding = try await feeFinding(of: draft) } catch let fault as RegisterFault {
            throw Refusal(fault.problemCode, ObligationWords.unavailable)
        }
        if let refusal = finding?.refusal { throw refusal }
        return finding
    }

    private func isUsedElsewhere(
        _ receipt: String, than id: Identifier<StoredCase>
    ) async throws -> Bool {
        let row = try await store.read { transaction in
            try transaction.firstRow(
                "SELECT 1 FROM casework_fee WHERE receipt = \(receipt) AND case_id <> \(id)")
        }
        return row != nil
    }

    /// Makes the receipt the evidence of this application and of no other, ever.
    ///
    /// - Throws: `feeNotEvidenced` where another application has it.
    func use(
        _ finding: FeeFinding, for stored: StoredCase, at now: Instant,
        in transaction: any Transaction
    ) throws {
        guard case .paid(let payment) = finding.verdict else { return }
        let added = try transaction.change(
            """
            INSERT INTO casework_fee (receipt, case_id, amount_tiyn, paid_on, used_at)
            VALUES (\(finding.receipt), \(stored.id), \(payment.amountTiyn), \(payment.paidOn),
                \(now))
            ON CONFLICT (receipt) DO NOTHING
            """)
        guard added == 1 else {
            throw Refusal(.feeNotEvidenced, ObligationWords.used, clause: finding.clause)
        }
    }
}
