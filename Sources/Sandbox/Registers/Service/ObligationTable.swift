import Kernel
import Registers
import Store

/// The tables of what courts and bailiffs have forbidden, and of payments at the gateway.
enum ObligationTable {
    static func insert(
        _ restriction: CourtRestriction, on party: String, _ transaction: any Transaction
    ) throws(StoreError) {
        try transaction.execute(
            """
            INSERT INTO restriction (number, party, kind, from_day, until_day)
            VALUES (\(restriction.number), \(party), \(restriction.kind.rawValue),
                \(restriction.from), \(restriction.until))
            """)
    }

    static func restrictions(
        on party: String, _ transaction: any Transaction
    ) throws(StoreError) -> [CourtRestriction] {
        var found: [CourtRestriction] = []
        for row in try transaction.rows(
            """
            SELECT number, kind, from_day, until_day FROM restriction
            WHERE party = \(party) ORDER BY from_day, number
            """)
        {
            guard let kind = CourtRestriction.Kind(rawValue: try row.text(1)) else { continue }
            found.append(
                CourtRestriction(
                    number: try row.text(0), kind: kind, from: try row.day(2),
                    until: try row.dayIfPresent(3)))
        }
        return found
    }

    static func lift(
        _ number: String, from day: Day, _ transaction: any Transaction
    ) throws(StoreError) -> Int {
        try transaction.change(
            """
            UPDATE restriction SET until_day = \(day.adding(days: -1))
            WHERE number = \(number) AND (until_day IS NULL OR until_day >= \(day))
            """)
    }

    static func insert(
        _ payment: FeePayment, _ transaction: any Transaction
    ) throws(StoreError) {
        try transaction.execute(
            """
            INSERT INTO payment (receipt, payer, amount_tiyn, paid_on, refunded_on)
            VALUES (\(payment.receipt), \(payment.payer), \(payment.amountTiyn),
                \(payment.paidOn), \(payment.refundedOn))
            """)
    }

    static func payment(
        _ receipt: String, _ transaction: any Transaction
    ) throws(StoreError) -> FeePayment? {
        let row = try transaction.firstRow(
            """
            SELECT payer, amount_tiyn, paid_on, refunded_on FROM payment
            WHERE receipt = \(receipt)
            """)
        guard let row else { return nil }
        return FeePayment(
            receipt: receipt, payer: try row.text(0), amountTiyn: try row.integer(1),
            paidOn: try row.day(2), refundedOn: try row.dayIfPresent(3))
    }

    static func refund(
        _ receipt: String, on day: Day, _ transaction: any Transaction
    ) throws(StoreError) -> Int {
        try transaction.change(
            """
            UPDATE payment SET refunded_on = \(day)
            WHERE receipt = \(receipt) AND refunded_on IS NULL
            """)
    }
}
