import AccessControl
import FoodVouchers
import Kernel
import Messages
import Registers
import Store

extension Platform {
    /// Takes back, for a minor, the consent to processing that the representative gave by SMS
    /// (use case 34; FV-O.5.2).
    ///
    /// Only who gave it, while still the legal representative by the population register.
    /// - Throws: `notFound` for any other family, `alreadyWithdrawn`, `registerUnavailable`.
    package func withdrawForRepresented(
        family: String, by person: SignedInPerson, once: Once
    ) async throws {
        let now = clock.now()
        let row = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT recipient_iin, consent_id FROM voucher_family
                WHERE id = \(family) AND holder_iin = \(person.iin)
                    AND recipient_iin <> \(person.iin) AND consent_id IS NOT NULL
                """
            ).map { (minor: try $0.iin(0), consent: try $0.identifier(1) as Identifier<Consent>) }
        }
        guard let row else { throw Refusal(.notFound) }
        guard try await represents(person.iin, row.minor) else { throw Refusal(.notFound) }
        defer { callbackSignal.notify() }
        try await store.write { [self] transaction in
            try takeBack(
                row.consent, of: row.minor, by: person.iin, at: now, in: transaction)
            try once.record(entity: row.consent.text, status: 204, at: now, in: transaction)
        }
    }

    private func represents(_ representative: IIN, _ minor: IIN) async throws -> Bool {
        do {
            guard let record = try await registers.person(minor) else { return false }
            return PersonStanding(record).representatives(on: clock.today)
                .contains(representative) && !record.isOfAge(on: clock.today)
        } catch {
            throw Refusal(.registerUnavailable, clause: "FV-O.5.2", retryAfterSeconds: 5)
        }
    }
}
