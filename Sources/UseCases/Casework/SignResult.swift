import Casework
import Kernel
import PDFSignatures
import Signatures
import Store

extension Platform {
    /// Signs the paper of a result; it is then in the recipient's cabinet and, if granted, in its
    /// register (PAdES B-T).
    ///
    /// The paper is made again and must be the one that was seen, byte for byte; the signature is
    /// verified against exactly these bytes, stamped, and put into the file.
    /// - Parameters:
    ///   - seen: which paper the official read.
    ///   - cms: the detached signature over its ``ResultDraft/content``.
    /// - Throws: `draftChanged` when it is another paper now, was seen too long ago or yesterday;
    ///   `signatureRefused` for a signature of something else or by another, `revocationUnknown`,
    ///   `courtRestriction` and `feeNotEvidenced` for what cannot be given now,
    ///   `roleNotAllowed` for a capacity that may not sign, `taskClosed`, `timeStampUnavailable`.
    package func signResult(
        _ id: Identifier<CaseTask>, seen: ResultDraft.Name, cms: [UInt8],
        by official: SignedInOfficial, once: Once
    ) async throws -> TaskInHand {
        let hand = try await task(id, for: official)
        guard hand.task.work == .sign else { throw Refusal(.caseNotInState) }
        guard hand.task.doneAt == nil else { throw Refusal(.taskClosed) }
        let now = clock.now()
        guard seen.isCurrent(at: now),
            seen.preparedAt.seconds >= hand.task.openedAt.seconds
        else { throw Refusal(.draftChanged) }
        if hand.stored.state.phase.end.flatMap(hand.stored.definition.end)?.meaning == .granted {
            try await requireNoObstacles(to: hand.stored)
        }
        let draft = try await resultDraft(
            of: hand.stored, as: seen.capacity, by: official, at: seen.preparedAt)
        guard draft.name == seen else { throw Refusal(.draftChanged) }
        let content = draft.content
        let signature = try await caseSignature(cms, over: content, by: official.person)
        try signature.requireRight(toSignAs: seen.capacity)
        let stamped = try await stamped(cms, over: content)
        let file: [UInt8]
        do throws(PDFFault) { file = try draft.pdf.embedding(stamped) } catch {
            throw Refusal(.signatureRefused)
        }
        let digest = SHA256.hash(file).bytes.hex
        let events = hand.stored.events.count
        return try await onTask(id, by: official, once: once) { [self] _, stored, transaction in
            // What is written on the paper comes from these events and no others.
            guard stored.events.count == events else { throw Refusal(.draftChanged) }
            try requireStillHead(official, in: transaction)
            try requireOther(than: official, in: stored, transaction)
            let signedAt = clock.now()
            let purpose: PaperPurpose = stored.state.appeal == nil ? .result : .appeal
            let round = try nextRound(of: stored.id, purpose, in: transaction)
            let entry = try add(
                .signed(by: seen.capacity, on: Day(at: now)), to: &stored,
                by: CaseAuthor(official: official), at: signedAt,
                more: [JSON.Member("file", .string(digest))], in: transaction)
            try transaction.execute(
                """
                INSERT INTO casework_signature (case_id, purpose, round, statement, cms, serial,
                    signer, at, entry_id)
                VALUES (\(stored.id), \(purpose.rawValue), \(round), \(draft.statement),
                    \(stamped), \(signature.serial), \(official.person.iin), \(signedAt),
                    \(entry))
                """)
            try transaction.execute(
                """
                INSERT INTO casework_result (case_id, purpose, round, file, digest, draft_digest,
                    prepared_at, signed_at, entry_id)
                VALUES (\(stored.id), \(purpose.rawValue), \(round), \(file), \(digest), \(seen.digest),
                    \(seen.preparedAt), \(signedAt), \(entry))
                """)
            try transaction.execute(
                """
                UPDATE casework_task SET done_at = \(signedAt), outcome = 'signed'
                WHERE id = \(id)
                """)
            try save(stored, in: transaction)
            try tellApplicant(
                CaseNoticeWording.signed(stored.state.number ?? ""), of: stored, at: signedAt,
                in: transaction)
            guard purpose == .result else {
                return try reopen(stored, at: signedAt, in: transaction)
            }
            try countResult(of: stored, in: transaction)
            try endReplacedEntry(
                of: stored, issuedOn: Day(at: seen.preparedAt), at: signedAt, by: official,
                in: transaction)
            // Nothing takes the place of what was deregistered.
            guard stored.kindOfApplication?.replaces?.state != .deregistered else { return }
            try enter(
                stored, statement: draft.statement, issuedOn: Day(at: seen.preparedAt),
                entry: entry, in: transaction)
        }
    }

    private func nextRound(
        of id: Identifier<StoredCase>, _ purpose: PaperPurpose, in transaction: any Transaction
    ) throws -> Int64 {
        let row = try transaction.firstRow(
            """
            SELECT COALESCE(MAX(round), 0) + 1 FROM casework_signature
            WHERE case_id = \(id) AND purpose = \(purpose.rawValue)
            """)
        return try row?.integer(0) ?? 1
    }

    /// A case whose refusal was cancelled waits for its provider again.
    private func reopen(
        _ stored: StoredCase, at now: Instant, in transaction: any Transaction
    ) throws {
        guard stored.state.stage != nil, let body = stored.body else { return }
        try annulSittings(ofReopened: stored, at: now, in: transaction)
        try count(
            .waiting, stored.definition.code, at: body, on: clock.today, of: stored,
            in: transaction)
        try openNextTask(of: stored, at: now, in: transaction)
    }

    /// The signature with a time-stamp beside it; one that has a stamp keeps its own.
    ///
    /// - Throws: `timeStampUnavailable` when none could be had, or not a good one.
    func stamped(_ cms: [UInt8], over content: [UInt8]) async throws(Refusal) -> [UInt8] {
        guard let data = try? SignedData(cms), let info = data.signers.first else {
            throw Refusal(.signatureRefused)
        }
        var result = cms
        if info.timeStamps.isEmpty {
            guard case .success(let scheme) = info.scheme else { throw Refusal(.signatureRefused) }
            let request = TimeStampRequest(
                stamping: info.signature, digest: scheme.messageDigest, policy: nil,
                nonce: random.bytes(8))
            guard let answer = try? await signatures.current.services.stamp(request.der),
                case .granted(let token) = try? TimeStampResponse(der: answer),
                token.info.nonce == request.nonce, token.info.imprint == request.imprint,
                var draft = try? SignedDataDraft(adding: cms, content: content),
                (try? draft.attach(timeStamp: token.der)) != nil
            else { throw Refusal(.timeStampUnavailable, retryAfterSeconds: 60) }
            result = draft.der
        }
        // The signature was judged before; this is about the stamp and whoever made it, whose
        // revocation must be known like a signer's.
        var policy = SignaturePolicy.signedNow(.document, at: clock.now())
        policy.isTimeStampRequired = true
        let report = await signatureService.verify(result, content: content, policy: policy)
        guard report.isValid else {
            throw Refusal(
                .timeStampUnavailable,
                LocalizedText(refusals: report.findings.filter { $0.severity == .refusal }),
                retryAfterSeconds: 60)
        }
        return result
    }
}
