import FoodVouchers
import Journal
import Kernel
import Signatures
import Store
import UseCases

/// July 2025, the first month of the Akkol pilot with a fifth day.
package let july = CalendarMonth(number: 2025 * 12 + 6)

/// A moment in Almaty.
package func at(_ text: String) -> Instant {
    guard let instant = Instant(rfc3339: text + "+05:00") else { preconditionFailure(text) }
    return instant
}

extension TestPlatform {
    /// A month that has come to its fifth day: families listed on the 3rd and asked on the 5th.
    package func openJuly(_ count: Int, children: (Int) -> Int = { $0 % 4 }) async throws
        -> [TestFamily]
    {
        clock.now = at("2025-07-03T09:00:00")
        try await makeReady()
        let families = addFamilies(count, children: children)
        try await bring(families, month: july)
        try await platform.runVoucherMonth()
        clock.now = at("2025-07-05T08:00:00")
        try await platform.runVoucherMonth()
        return families
    }

    /// A family whose vouchers are active on the 6th.
    package func activeFamily(children: Int = 1) async throws -> TestFamily {
        let family = try await openJuly(1) { _ in children }[0]
        try await say("21*1", from: family.phone)
        clock.now = at("2025-07-06T10:00:00")
        for voucher in try await wallet(family.recipient) {
            _ = try await platform.activate(
                voucher.voucher.id, by: person(family.recipient), once: .unkeyed)
        }
        return family
    }

    /// Numbers the entries and signs a head, as the sequencer does all the time.
    package func sequence() async throws {
        let keys = platform.keys
        try await JournalSequencer(
            store: store, clock: clock.clock, random: .system, heads: nil,
            sign: { payload, type in try keys.sign(payload: payload, type: type) }
        ).sequence()
    }

    package func state(of family: TestFamily) async throws -> String {
        try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT state FROM voucher_family WHERE recipient_iin = \(family.recipient)
                ORDER BY month DESC LIMIT 1
                """)?.text(0) ?? "none"
        }
    }

    package func draft(
        _ id: String, _ presented: RedemptionDraft.Presented, _ lines: [ReceiptLine],
        other: Int64 = 0, hold: String? = nil,
        status: RedemptionDraft.PaymentStatus = .paid
    ) -> RedemptionDraft {
        RedemptionDraft(
            redemptionId: id, presented: presented, holdId: hold, paymentStatus: status,
            otherPaymentTiyn: other, lines: lines)
    }

    /// Scans a new code of the family's vouchers.
    package func scan(_ family: TestFamily, at till: ClientSystem) async throws -> BasketAnswer {
        try await platform.openBasket(
            qr: try await qr(try await wallet(family.recipient)), by: till)
    }
}
