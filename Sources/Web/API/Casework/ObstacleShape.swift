import Casework
import Kernel
import Registers
import UseCases

extension CaseShape {
    /// What stands against a grant: decisions in force, and what the gateway says of the receipt.
    static func json(_ found: CaseObstacles) -> JSON {
        [
            "available": .bool(!found.isUnavailable),
            "restrictions": .array(
                found.restrictions.map { one in
                    [
                        "number": .string(one.decision.number),
                        "kind": .string(one.decision.kind.rawValue),
                        "from": JSON(one.decision.from), "until": JSON(one.decision.until),
                        "ground": .string(one.ground.code),
                        "clause": .string(one.ground.clause.tag),
                    ]
                }),
            "fee": found.fee.map { json($0) } ?? .null,
        ]
    }

    private static func json(_ fee: FeeFinding) -> JSON {
        var payment: FeePayment?
        let verdict: String
        switch fee.verdict {
        case .paid(let found): (verdict, payment) = ("paid", found)
        case .unknown: verdict = "unknown"
        case .otherPayer: verdict = "otherPayer"
        case .tooLittle: verdict = "tooLittle"
        case .refunded: verdict = "refunded"
        case .used: verdict = "used"
        }
        return [
            "receipt": .string(fee.receipt), "verdict": .string(verdict),
            "amountTiyn": payment.map { .integer($0.amountTiyn) } ?? .null,
            "paidOn": JSON(payment?.paidOn), "clause": .string(fee.clause.tag),
        ]
    }
}
