import FoodVouchers
import Journal
import Kernel
import Registers
import Store

/// Who is asked for a family, and at which number.
enum FamilyContact: Sendable {
    case found(holder: IIN, phone: PhoneNumber, language: Language)
    case none(FamilyMonth.Termination)

    /// What is written on the family when somebody was found.
    fileprivate func note(on family: String, at now: Instant) -> SQL? {
        guard case .found(let holder, let phone, let language) = self else { return nil }
        return """
            UPDATE voucher_family SET state = 'numberFound', holder_iin = \(holder),
                phone = \(phone), language = \(language.rawValue), found_at = \(now)
            WHERE id = \(family) AND state = 'listed'
            """
    }
}

/// A family whose number is looked for.
struct ListedRecipient: Sendable {
    let id: String
    let recipient: IIN
    let endsAt: Instant
}

extension Platform {
    /// Pages without any answer after which a walk ends: the registers are down.
    private static var silentPagesMax: Int { 3 }
    /// Failures in a row after which the rest of a page is left for later: each can cost a time-out.
    private static var failuresMax: Int { 20 }

    /// Looks listed families' numbers up in the mobile citizens' base (FV-16, FV-18).
    ///
    /// Without a number the family's month ends, with a record that the feed reads. While a page is
    /// written, the registers are asked about the next one.
    /// - Returns: how many families were found out about; the registers may be down for the rest.
    package func findVoucherNumbers() async throws -> Int {
        let now = clock.now()
        var place = (endsAt: now.adding(milliseconds: 1), id: "")
        var (found, silent) = (0, 0)
        var writing: Task<Void, any Error>?
        while silent < Self.silentPagesMax {
            let page = try await listedRecipients(after: place)
            guard let last = page.last else { break }
            place = (last.endsAt, last.id)
            let contacts = await contacts(of: page)
            silent = contacts.isEmpty ? silent + 1 : 0
            found += contacts.count
            try await writing?.value
            writing = Task { try await write(contacts, at: now) }
        }
        try await writing?.value
        return found
    }

    private func listedRecipients(
        after place: (endsAt: Instant, id: String)
    ) async throws -> [ListedRecipient] {
        try await store.read { transaction in
            try transaction.rows(
                """
                SELECT id, recipient_iin, ends_at FROM voucher_family
                WHERE state = 'listed' AND \(DueFamily.isOpen)
                    AND (ends_at, id) > (\(place.endsAt), \(place.id))
                ORDER BY ends_at, id LIMIT \(RegisterLimits.peopleMax)
                """
            ).map { row in
                ListedRecipient(
                    id: try row.text(0), recipient: try row.iin(1), endsAt: try row.instant(2))
            }
        }
    }

    /// The contacts of those families about which the registers answered.
    private func contacts(
        of families: [ListedRecipient]
    ) async -> [(family: ListedRecipient, contact: FamilyContact)] {
        switch await contactsTogether(of: families) {
        case .answered(let contacts): return contacts
        case .down: return []
        case .oneByOne: break
        }
        var contacts: [(family: ListedRecipient, contact: FamilyContact)] = []
        var failed = 0
        for family in families where failed < Self.failuresMax {
            // One record that cannot be had now keeps nobody else waiting; it is asked for again.
            guard let contact = try? await familyContact(of: family.recipient) else {
                failed += 1
                continue
            }
            failed = 0
            contacts.append((family, contact))
        }
        return contacts
    }

    private func write(
        _ contacts: [(family: ListedRecipient, contact: FamilyContact)], at now: Instant
    ) async throws {
        guard !contacts.isEmpty else { return }
        let notes = contacts.compactMap { $0.contact.note(on: $0.family.id, at: now) }
        try await store.write { [self] transaction in
            for note in notes { try transaction.execute(note) }
            for (family, contact) in contacts {
                guard case .none(let termination) = contact else { continue }
                try terminate(
                    family.id, termination, recipient: family.recipient, from: .listed, at: now,
                    in: transaction)
            }
        }
    }

    /// The recipient, or for a minor the legal representative (FV-O.5.2), with the number.
    ///
    /// The templates have no code, so a number that several people hold could not say who answers.
    private func familyContact(of recipient: IIN) async throws -> FamilyContact {
        guard let person = try await registers.person(recipient), person.deathDate == nil else {
            return .none(.unknownPerson)
        }
        var holder = person
        if !person.isOfAge(on: clock.today) {
            guard let guardian = try await representative(of: person) else {
                return .none(.noRepresentative)
            }
            holder = guardian
        }
        guard let phone = try await registers.phone(of: holder.iin) else { return .none(.noNumber) }
        let holders = try await registers.phones.holders(phone, RequestTrace.id)
        guard Set(holders).subtracting([holder.iin]).isEmpty else { return .none(.sharedNumber) }
        return .found(holder: holder.iin, phone: phone, language: holder.language)
    }

    private func representative(of minor: PersonRecord) async throws -> PersonRecord? {
        for iin in PersonStanding(minor).representatives(on: clock.today) {
            if let found = try await registers.person(iin), found.deathDate == nil {
                return found
            }
        }
        return nil
    }

    /// Ends a family's month for want of a number; the record goes back to the feed (FV-18).
    func terminate(
        _ family: String, _ termination: FamilyMonth.Termination, recipient: IIN,
        from state: FamilyMonth.State, at now: Instant, in transaction: any Transaction
    ) throws {
        let ended = try transaction.change(
            """
            UPDATE voucher_family SET state = 'terminated', termination = \(termination.rawValue)
            WHERE id = \(family) AND state = \(state.rawValue)
            """)
        guard ended == 1 else { return }
        try journal.append(
            .voucherNumberMissing, at: now,
            facts: [
                "family": .string(family), "reason": .string(termination.rawValue),
                "clause": "FV-18",
            ], subject: recipient, in: transaction)
    }
}

/// A family whose month ended for want of a number, as the feed reads it (FV-18).
package struct MissingNumber: Sendable {
    /// The family.
    package let family: String
    /// The recipient on the list.
    package let recipient: IIN
    /// Why.
    package let termination: FamilyMonth.Termination
}

extension Platform {
    /// The records of absent numbers of a month, for the feed (FV-18c).
    ///
    /// - Parameter after: the last family of the page before.
    /// - Throws: `notYours` for a system that is no feed of the pilot.
    package func missingNumbers(
        of month: CalendarMonth, pilot id: String, after: String, limit: Int,
        by client: ClientSystem
    ) async throws -> [MissingNumber] {
        let pilot = try pilotInForce(id).id
        guard try pilotInForce(id).isFeed(client.id) else {
            throw Refusal(.notYours, clause: "FV-18")
        }
        return try await store.read { transaction in
            try transaction.rows(
                """
                SELECT id, recipient_iin, termination FROM voucher_family
                WHERE pilot = \(pilot) AND month = \(month.number) AND state = 'terminated'
                    AND id > \(after)
                ORDER BY id LIMIT \(limit)
                """
            ).compactMap { row in
                guard let reason = FamilyMonth.Termination(rawValue: try row.text(2)) else {
                    return nil
                }
                return MissingNumber(
                    family: try row.text(0), recipient: try row.iin(1), termination: reason)
            }
        }
    }
}
