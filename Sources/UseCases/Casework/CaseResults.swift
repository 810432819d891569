import Casework
import Journal
import Kernel
import Regulations
import Signatures
import Store

/// A signed result, as the recipient gets it.
package struct CaseResult: Sendable, Hashable {
    /// The bytes that were signed: canonical JSON of the result.
    package let statement: [UInt8]
    /// The detached CMS signature of the head or the replacement.
    package let cms: [UInt8]
    /// When it was signed.
    package let at: Instant
    /// The journal entry.
    package let entry: Identifier<JournalEntry>
}

extension Platform {
    /// What the head signs: the result, with grounds, reasons and how to appeal where it refuses.
    ///
    /// The same bytes each time for one case and capacity.
    /// - Throws: `caseNotInState` when nothing waits for a signature.
    package func resultStatement(
        of stored: StoredCase, as signer: Signer
    ) throws(Refusal) -> [UInt8] {
        guard let code = stored.state.phase.end, let end = stored.definition.end(code),
            let decision = stored.state.decision, let submission = stored.state.submission
        else { throw Refusal(.caseNotInState) }
        var members: [JSON.Member] = [
            JSON.Member("case", .string(stored.id.text)),
            JSON.Member("number", JSON(stored.state.number)),
            JSON.Member("provider", JSON(stored.body?.digits)),
            JSON.Member("service", .string(stored.definition.code)),
            JSON.Member("kind", .string(stored.kind)),
            JSON.Member("recipient", .string(stored.state.recipient.rawValue)),
            JSON.Member("bin", JSON(stored.bin?.digits)),
            JSON.Member("result", .string(end.code)),
            JSON.Member("meaning", .string(end.meaning.rawValue)),
            JSON.Member("title", text(end.title)), JSON.Member("form", .string(end.form)),
            JSON.Member("register", JSON(end.register)),
            JSON.Member("decidedOn", JSON(decision.on)),
            JSON.Member("signedAs", .string(signer.rawValue)),
            JSON.Member("lawOf", JSON(submission.lawOf)),
            JSON.Member("clause", .string(end.clause.tag)),
            JSON.Member("version", JSON(version(of: end.clause, on: submission.lawOf))),
            JSON.Member("calendar", .string(submission.calendar)),
            JSON.Member(
                "application", .string(SHA256.hash(stored.statement).bytes.hex)),
        ]
        if !stored.state.results.isEmpty {
            members.append(
                JSON.Member("examinees", .array(stored.state.results.map(\.json))))
        }
        if let refusal = stored.state.refusal(of: stored.definition) {
            members += [
                JSON.Member(
                    "grounds",
                    .array(
                        refusal.grounds.map { ground in
                            [
                                "code": .string(ground.code), "title": text(ground.title),
                                "clause": .string(ground.clause.tag),
                                "version": JSON(version(of: ground.clause, on: submission.lawOf)),
                            ]
                        })),
                JSON.Member("reasons", .string(refusal.reasons)),
                JSON.Member("appeal", text(refusal.appeal)),
            ]
        }
        return JSON.object(members).canonicalBytes
    }

    private func text(_ text: LocalizedText) -> JSON {
        ["kk": .string(text.kk), "ru": .string(text.ru), "en": .string(text.en)]
    }

    /// The name of the version of the clause that applied on the day.
    private func version(of clause: Clause, on day: Day) -> String? {
        Regulations.rules.version(of: clause, on: day)?.name
    }

    /// Signs the result; it is then in the recipient's cabinet and, if granted, in its register.
    ///
    /// - Throws: `signatureRefused` for a signature of something else or by another,
    ///   `roleNotAllowed` for a capacity that may not sign, `taskClosed`.
    package func signResult(
        _ id: Identifier<CaseTask>, as signer: Signer, cms: [UInt8], by official: SignedInOfficial,
        once: Once
    ) async throws -> TaskInHand {
        let seen = try await task(id, for: official)
        guard seen.task.work == .sign else { throw Refusal(.caseNotInState) }
        guard seen.task.doneAt == nil else { throw Refusal(.taskClosed) }
        let statement = try resultStatement(of: seen.stored, as: signer)
        let signature = try await caseSignature(cms, over: statement, by: official.person)
        let now = clock.now()
        return try await onTask(id, by: official, once: once) { [self] _, stored, transaction in
            let entry = try add(
                .signed(by: signer, on: clock.today), to: &stored,
                by: CaseAuthor(official: official), at: now, in: transaction)
            try transaction.execute(
                """
                INSERT INTO casework_signature (case_id, purpose, statement, cms, serial, at,
                    entry_id)
                VALUES (\(stored.id), 'result', \(statement), \(cms), \(signature.serial), \(now),
                    \(entry))
                """)
            try transaction.execute(
                """
                UPDATE casework_task SET done_at = \(now), outcome = 'signed' WHERE id = \(id)
                """)
            try save(stored, in: transaction)
            try enter(stored, statement: statement, at: now, entry: entry, in: transaction)
        }
    }

    /// Puts a granted result into its register.
    private func enter(
        _ stored: StoredCase, statement: [UInt8], at now: Instant,
        entry: Identifier<JournalEntry>, in transaction: any Transaction
    ) throws {
        guard let end = stored.state.phase.end.flatMap(stored.definition.end),
            let register = end.register, let body = stored.body, let number = stored.state.number
        else { return }
        let item = Identifier<RegisterItem>(random: random)
        let digest = SHA256.hash(statement).bytes.hex
        try transaction.execute(
            """
            INSERT INTO register_entry (id, register, body, number, case_id, service, kind, bin,
                valid_from, result_digest, entry_id)
            VALUES (\(item), \(register), \(body), \(number), \(stored.id),
                \(stored.definition.code), \(stored.kind), \(stored.bin), \(Day(at: now)),
                \(digest), \(entry))
            """)
    }

    /// The signed result of a case; nil before it is signed.
    package func result(of id: Identifier<StoredCase>) async throws -> CaseResult? {
        try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT statement, cms, at, entry_id FROM casework_signature
                WHERE case_id = \(id) AND purpose = 'result'
                """
            ).map { row in
                CaseResult(
                    statement: try row.bytes(0), cms: try row.bytes(1), at: try row.instant(2),
                    entry: try row.identifier(3))
            }
        }
    }
}
