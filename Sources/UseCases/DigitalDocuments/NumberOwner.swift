import Kernel
import Registers
import Store

/// Whose number a system names, and how often it may name one that is nobody's (use case 08, 2a).
extension Platform {
    /// The one living person whose number it is, and where that person is reached.
    ///
    /// - Throws: `phoneNotRegistered`, which is counted; `tooManyRequests` instead of any answer
    ///   once the system has used up its misses, so that numbers cannot be probed.
    func owner(
        of phone: PhoneNumber, askedBy client: ClientSystem
    ) async throws -> (IIN, (phone: PhoneNumber, language: Language)) {
        let now = clock.now()
        try await store.read { [self] transaction in
            try checkUnknownNumbers(of: client, at: now, in: transaction)
        }
        guard let owner = try await onlyHolder(of: phone),
            let contact = try await contact(of: owner), contact.phone == phone
        else {
            try await countUnknownNumber(by: client)
            throw Refusal(.phoneNotRegistered, clause: "DD-20")
        }
        return (owner, contact)
    }

    /// Makes sure that the system may still name numbers.
    ///
    /// Looked at before a register is asked, and again in the transaction of a request: a system
    /// that asks about many numbers at once learns no more of them than one after the other.
    func checkUnknownNumbers(
        of client: ClientSystem, at now: Instant, in transaction: any Transaction
    ) throws {
        let max = configuration.settings.shipped(OpenPoints.unknownNumbersPerHour)
        let misses = try transaction.rows(
            """
            SELECT at FROM unknown_number
            WHERE client_id = \(client.id) AND at > \(now.adding(seconds: -3600))
            ORDER BY at DESC LIMIT \(max)
            """)
        guard misses.count >= max, let oldest = misses.last else { return }
        let wait = try oldest.instant(0).seconds + 3600 - now.seconds
        throw Refusal(.tooManyRequests, clause: "DD-20", retryAfterSeconds: Int(wait))
    }

    /// Counts a number that is nobody's; one system's misses are counted one after another.
    private func countUnknownNumber(by client: ClientSystem) async throws {
        let now = clock.now()
        try await store.write { [self] transaction in
            try transaction.lock(secrets.lock("unknown numbers", of: client.id))
            try checkUnknownNumbers(of: client, at: now, in: transaction)
            try transaction.execute(
                """
                INSERT INTO unknown_number (id, client_id, at)
                VALUES (\(randomIdentifierText(random)), \(client.id), \(now))
                """)
        }
    }

    /// The one person who holds the number; nil where nobody or several people do.
    private func onlyHolder(of phone: PhoneNumber) async throws -> IIN? {
        do {
            let holders = try await registers.phones.holders(phone, RequestTrace.id)
            return holders.count == 1 ? holders[0] : nil
        } catch {
            throw Refusal(.registerUnavailable, clause: "DD-20", retryAfterSeconds: 5)
        }
    }
}
