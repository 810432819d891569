import Casework
import Journal
import Kernel
import PDFSignatures
import Signatures
import Store

/// A signed conclusion of a territorial department, as it is kept with the case.
package struct SignedConclusion: Sendable {
    /// The number of the event with which its stage ended.
    package let event: Int64
    /// The signed PDF.
    package let file: [UInt8]
    /// SHA-256 of the PDF, as the journal has it, in hexadecimal.
    package let digest: String
    /// The detached CMS that stands in the PDF, with its time-stamp.
    package let cms: [UInt8]
    /// When it was signed.
    package let at: Instant
    /// The journal entry.
    package let entry: Identifier<JournalEntry>
    /// What speaks against it now; empty while it holds.
    package let faults: [Finding]
    /// Who signed it, as the certificate names them; nil where that cannot be read.
    package let signer: String?

    /// Whether it is the file of the journal with a signature that holds.
    package var holds: Bool { faults.isEmpty }
}

extension Platform {
    /// Signs a conclusion that was read; the stage ends with what it says (use case 67).
    ///
    /// - Parameters:
    ///   - seen: SHA-256 of the PDF that the official read.
    ///   - cms: the detached signature over its ``ConclusionDraft/content``.
    /// - Throws: `notFound` when nothing is prepared; `draftChanged`, `signatureRefused`,
    ///   `revocationUnknown`, `timeStampUnavailable`, `taskTaken`, `taskClosed`, `caseNotInState`.
    package func signConclusion(
        _ id: Identifier<CaseTask>, seen: String, cms: [UInt8], by official: SignedInOfficial,
        once: Once
    ) async throws -> TaskInHand {
        let hand = try await task(id, for: official)
        guard hand.task.doneAt == nil else { throw Refusal(.taskClosed) }
        try requireConclusion(hand.task, of: hand.stored, by: official)
        guard let draft = try await conclusionDraft(of: hand, by: official) else {
            throw Refusal(.notFound)
        }
        guard draft.digest == seen, draft.isCurrent(at: clock.now()) else {
            throw Refusal(.draftChanged)
        }
        _ = try await caseSignature(cms, over: draft.content, by: official.person)
        let stamped = try await stamped(cms, over: draft.content)
        let file: [UInt8]
        do throws(PDFFault) { file = try draft.pdf.embedding(stamped) } catch {
            throw Refusal(.signatureRefused)
        }
        let digest = SHA256.hash(file).bytes.hex
        return try await onTask(id, by: official, once: once) { [self] task, stored, transaction in
            try requireConclusion(task, of: stored, by: official)
            let now = clock.now()
            let prepared = PreparedConclusion(
                outcome: draft.outcome, reasons: draft.reasons, preparedAt: draft.preparedAt)
            // Another node may have prepared something else while the signature was judged.
            guard
                try preparedConclusion(of: id, by: official, in: transaction) == prepared
            else { throw Refusal(.draftChanged) }
            let event = try completion(
                of: stored, TaskAnswer(outcome: draft.outcome, reasons: draft.reasons),
                in: transaction)
            let entry = try add(
                event, to: &stored, by: CaseAuthor(official: official), at: now,
                more: [JSON.Member("file", .string(digest))], in: transaction)
            let number = stored.events.last?.number
            try transaction.execute(
                """
                UPDATE casework_conclusion SET event = \(number), file = \(file),
                    digest = \(digest), cms = \(stamped), signed_at = \(now), entry_id = \(entry)
                WHERE task_id = \(id)
                """)
            try finish(task, of: stored, outcome: draft.outcome, at: now, in: transaction)
        }
    }

    /// Makes sure that no stage is ended on a conclusion that no longer holds, or is no longer there.
    ///
    /// - Throws: `signatureRefused` with what was found.
    func requireSoundConclusions(
        _ id: Identifier<CaseTask>, for official: SignedInOfficial
    ) async throws {
        let hand = try await task(id, for: official)
        guard try await unsoundConclusion(of: hand) != nil else { return }
        let stage = hand.task.stage.flatMap(hand.stored.definition.stage)
        throw Refusal(.signatureRefused, ConclusionWords.changed, clause: stage?.clause)
    }

    /// The stage whose conclusion, on which the work of the task would rest, no longer holds or is no
    /// longer there; nil where there is none.
    ///
    /// A hearing and an appeal go on: neither rests on it alone, and there it may be what is wrong.
    /// Whoever gives a conclusion gives their own.
    package func unsoundConclusion(of hand: TaskInHand) async throws -> String? {
        guard hand.task.work == .stage,
            let stage = hand.task.stage.flatMap(hand.stored.definition.stage), !stage.isHearing,
            !stage.isAppeal, !stage.isConclusion
        else { return nil }
        let made = hand.stored.standingConclusions
        guard !made.isEmpty else { return nil }
        let kept = try await conclusions(of: hand.stored)
        for recorded in made {
            guard case .completed(let completion) = recorded.event else { continue }
            if let paper = kept.first(where: { $0.event == recorded.number }) {
                if !paper.holds { return completion.stage }
            } else if try await isSigned(recorded.entry) {
                // One from before conclusions were signed has no file in its entry.
                return completion.stage
            }
        }
        return nil
    }

    /// Whether the journal says that a conclusion was signed.
    private func isSigned(_ entry: Identifier<JournalEntry>) async throws -> Bool {
        try await store.read { transaction in
            let row = try transaction.firstRow(
                """
                SELECT id, kind, at, leaf, NULL, leaf_index FROM journal_entry WHERE id = \(entry)
                """)
            guard let row else { return false }
            return try LogRow(row: row).facts["file"] != nil
        }
    }

    /// The signed conclusions of a case, oldest first, each judged now.
    package func conclusions(of stored: StoredCase) async throws -> [SignedConclusion] {
        let found = try await store.read { transaction in
            try transaction.rows(
                """
                SELECT e.id, e.kind, e.at, e.leaf, NULL, e.leaf_index, c.event, c.file, c.digest,
                    c.cms, c.signed_at
                FROM casework_conclusion c JOIN journal_entry e ON e.id = c.entry_id
                WHERE c.case_id = \(stored.id) AND c.event IS NOT NULL ORDER BY c.event
                """
            ).map { row in
                (
                    entry: try LogRow(row: row), event: try row.integer(6),
                    file: try row.bytes(7), digest: try row.text(8), cms: try row.bytes(9),
                    at: try row.instant(10)
                )
            }
        }
        var conclusions: [SignedConclusion] = []
        // What was judged when it was signed is not lost while nobody answers about revocation.
        var policy = SignaturePolicy(at: clock.now())
        policy.unknownRevocation = .warn
        for one in found {
            let report = await signatureService.verifyFile(
                one.file, original: nil, policy: policy)
            var faults = report.findings.filter { $0.severity == .refusal }
            let digest = SHA256.hash(one.file).bytes.hex
            if digest != one.digest || digest != one.entry.facts["file"]?.string {
                faults.append(Finding(.contentDigestDiffers))
            }
            conclusions.append(
                SignedConclusion(
                    event: one.event, file: one.file, digest: one.digest, cms: one.cms, at: one.at,
                    entry: one.entry.id, faults: faults,
                    signer: report.signatures.first?.signer?.subject.commonName))
        }
        return conclusions
    }
}

extension StoredCase {
    /// The conclusions on which a decision rests now: the last of each stage.
    ///
    /// One that another has taken the place of, after a refusal was cancelled, decides nothing any
    /// more, nor does one of a stage that has the case again, whatever brought it back there.
    fileprivate var standingConclusions: [Recorded] {
        var last: [String: Recorded] = [:]
        var then = try? Case(folding: events.prefix(1).map(\.event), of: definition)
        for recorded in events.dropFirst() {
            try? then?.apply(recorded.event, of: definition)
            if case .completed(let completion) = recorded.event,
                definition.stage(completion.stage)?.isConclusion == true
            {
                last[completion.stage] = recorded
            }
            // Only a conclusion has an entry there.
            if let stage = then?.stage { last[stage] = nil }
        }
        return Array(last.values)
    }
}
