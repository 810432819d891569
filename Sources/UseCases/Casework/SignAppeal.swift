import Casework
import Kernel
import Signatures
import Store

/// An appeal as it is prepared: exactly what its applicant signs.
package struct PreparedAppeal: Sendable, Hashable {
    /// What the applicant says.
    package let text: String
    /// SHA-256 of the file that goes with it, in hexadecimal; nil where there is none.
    package let fileDigest: String?
    /// The body that would consider it.
    package let body: BIN
    /// The bytes to sign.
    package let statement: [UInt8]
}

/// The signature under an appeal, as it is kept with the case.
package struct SignedAppeal: Sendable {
    /// The bytes that were signed.
    package let statement: [UInt8]
    /// The detached CMS.
    package let cms: [UInt8]
    /// When it was handed in.
    package let at: Instant
    /// What speaks against it; empty while it holds.
    package let faults: [Finding]
    /// Who signed it, as the certificate names them; nil where that cannot be read.
    package let signer: String?
}

/// An appeal is signed like an application (use case 63, 2 and 3).
extension Platform {
    /// Prepares an appeal against the refusal: keeps its text and file, and makes what is signed.
    ///
    /// What was prepared before gives way to it.
    /// - Throws: `caseNotInState` where nothing can be appealed against here, or no more;
    ///   `refusalIncomplete` for a text that is too short, `fileNotAllowed`, `bodyTooLarge`,
    ///   `applicationLimit`, `notFound`, `edsRequired`, `roleNotAllowed`.
    package func prepareAppeal(
        _ text: String, file bytes: [UInt8]?, against id: Identifier<StoredCase>,
        by person: SignedInPerson, once: Once
    ) async throws -> StoredCase {
        let file: AttachedFile? =
            if let bytes, !bytes.isEmpty { try AttachedFile(bytes) } else { nil }
        let now = clock.now()
        let refusal = try await refusalDigest(of: id, for: person)
        return try await store.write { [self] transaction in
            let stored = try lockedCase(id, in: transaction)
            let offer = try openOffer(of: stored, for: person)
            guard text.trimmed.count >= CaseFault.reasonsLengthMin else {
                throw CaseFault.reasonsMissing.refusal
            }
            let statement = stored.appealStatement(
                text.trimmed, file: file?.digest, to: offer.body, refusal: refusal)
            let earlier = try keptAppeal(of: stored, in: transaction)?.fileDigest
            try transaction.execute(
                """
                INSERT INTO casework_appeal (case_id, round, words, file_digest, body, statement,
                    prepared_by, prepared_at)
                VALUES (\(id), \(stored.nextAppeal), \(text.trimmed), \(file?.digest),
                    \(offer.body), \(statement), \(person.iin), \(now))
                ON CONFLICT (case_id, round) DO UPDATE SET words = excluded.words,
                    file_digest = excluded.file_digest, body = excluded.body,
                    statement = excluded.statement, prepared_by = excluded.prepared_by,
                    prepared_at = excluded.prepared_at
                """)
            if let earlier, earlier != file?.digest, !stored.names(file: earlier) {
                try transaction.execute(
                    """
                    DELETE FROM casework_file WHERE case_id = \(id) AND digest = \(earlier)
                    """)
            }
            if let file {
                try file.keep(with: id, at: now, in: transaction)
                try limitLaterBytes(of: stored, with: file.digest, in: transaction)
            }
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
            return stored
        }
    }

    /// The appeal that is prepared and not signed yet; nil where there is none, or it can be lodged
    /// no more.
    package func appealDraft(of stored: StoredCase) async throws -> PreparedAppeal? {
        guard let offer = try appealOffer(of: stored), clock.today <= offer.until else {
            return nil
        }
        let kept = try await store.read { [self] in try keptAppeal(of: stored, in: $0) }
        // What is addressed to a body that decides no more is prepared anew.
        return kept?.body == offer.body ? kept : nil
    }

    /// What was written for an appeal that is not signed yet, also where it is to be prepared anew.
    package func appealText(of stored: StoredCase) async throws -> String? {
        try await store.read { [self] in try keptAppeal(of: stored, in: $0) }?.text
    }

    /// Lodges the prepared appeal with the applicant's EDS over its statement: the higher body gets
    /// a task with a clock of its own.
    ///
    /// - Throws: `notFound` where nothing is prepared; `signatureRefused` for a signature of
    ///   something else, by another or without the right; `revocationUnknown`; as
    ///   ``prepareAppeal(_:file:against:by:once:)``.
    package func lodgeAppeal(
        against id: Identifier<StoredCase>, cms: [UInt8], by person: SignedInPerson, once: Once
    ) async throws -> StoredCase {
        let seen = try await application(id, for: person)
        let offer = try openOffer(of: seen, for: person)
        let kept = try await store.read { [self] in try keptAppeal(of: seen, in: $0) }
        guard let draft = kept, draft.body == offer.body else { throw Refusal(.notFound) }
        let signature = try await caseSignature(
            cms, over: draft.statement, by: person,
            roles: person.bin == nil ? nil : CaseSignature.rolesToSign)
        let now = clock.now()
        let days = Int(try configuration.settings[OpenPoints.appealDays])
        return try await store.write { [self] transaction in
            var stored = try lockedCase(id, in: transaction)
            _ = try openOffer(of: stored, for: person)
            // Another session may have prepared something else while the signature was judged.
            guard try keptAppeal(of: stored, in: transaction) == draft else {
                throw Refusal(.signatureRefused, CaseworkWords.changedSince, clause: "IS-EDS-1")
            }
            let round = stored.nextAppeal
            let lodged = CaseEvent.Appeal(
                text: draft.text, digest: draft.fileDigest, to: draft.body.digits, days: days,
                on: clock.today)
            let entry = try add(
                .appealed(lodged), to: &stored, by: CaseAuthor(applicant: person.iin), at: now,
                in: transaction)
            try transaction.execute(
                """
                UPDATE casework_appeal SET cms = \(cms), serial = \(signature.serial),
                    signer = \(person.iin), signed_at = \(now), entry_id = \(entry)
                WHERE case_id = \(id) AND round = \(round)
                """)
            try save(stored, in: transaction)
            try openNextTask(of: stored, at: now, in: transaction)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
            return stored
        }
    }

    /// The signature under the last appeal, judged as of the moment at which it was handed in; nil
    /// for one from before appeals were signed.
    package func signedAppeal(of stored: StoredCase) async throws -> SignedAppeal? {
        guard !stored.state.appeals.isEmpty else { return nil }
        let row = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT statement, cms, signed_at FROM casework_appeal
                WHERE case_id = \(stored.id) AND round = \(stored.state.appeals.count)
                    AND cms IS NOT NULL
                """
            ).map { (try $0.bytes(0), try $0.bytes(1), try $0.instant(2)) }
        }
        guard let (statement, cms, at) = row else { return nil }
        var policy = SignaturePolicy.signedNow(.document, at: at)
        policy.unknownRevocation = .warn
        let report = await signatureService.verify(cms, content: statement, policy: policy)
        return SignedAppeal(
            statement: statement, cms: cms, at: at,
            faults: report.findings.filter { $0.severity == .refusal },
            signer: report.signatures.first?.signer?.subject.commonName)
    }

    /// Where and until when the person can appeal now.
    ///
    /// - Throws: `caseNotInState` where not, or no more; `notFound`, `edsRequired`, `roleNotAllowed`.
    private func openOffer(
        of stored: StoredCase, for person: SignedInPerson
    ) throws -> AppealOffer {
        try stored.requireOwner(person)
        try stored.requireRightToBind(person)
        guard stored.state.standingEnd != nil, stored.state.appeal == nil else {
            throw CaseFault.nothingToAppeal.refusal
        }
        guard let offer = try appealOffer(of: stored) else {
            let isAppealed = !stored.state.appeals.isEmpty
            throw Refusal(
                .caseNotInState, isAppealed ? AppealWording.nothing : AppealWording.off)
        }
        guard clock.today <= offer.until else {
            throw Refusal(.caseNotInState, AppealWording.late(offer.until))
        }
        return offer
    }

    private func keptAppeal(
        of stored: StoredCase, in transaction: any Transaction
    ) throws -> PreparedAppeal? {
        try transaction.firstRow(
            """
            SELECT words, file_digest, body, statement FROM casework_appeal
            WHERE case_id = \(stored.id) AND round = \(stored.nextAppeal) AND cms IS NULL
            """
        ).map { row in
            PreparedAppeal(
                text: try row.text(0), fileDigest: try row.textIfPresent(1),
                body: try row.bin(2), statement: try row.bytes(3))
        }
    }

    /// The digest of the refusal's paper, or of its statement where no paper was made of it.
    private func refusalDigest(
        of id: Identifier<StoredCase>, for person: SignedInPerson
    ) async throws -> String? {
        _ = try await application(id, for: person)
        return try await result(of: id).map { result in
            result.fileDigest ?? SHA256.hash(result.statement).bytes.hex
        }
    }
}

extension StoredCase {
    /// Which appeal of the case the next one would be, counted from 1.
    fileprivate var nextAppeal: Int64 { Int64(state.appeals.count + 1) }

    /// Whether a document, an objection or an appeal of the case is that file.
    fileprivate func names(file digest: String) -> Bool {
        events.contains { $0.event.json["digest"]?.string == digest }
    }

    /// What the applicant signs of an appeal: to whom, against what, and what is said.
    fileprivate func appealStatement(
        _ text: String, file: String?, to body: BIN, refusal: String?
    ) -> [UInt8] {
        let json: JSON = [
            "appeal": .integer(nextAppeal), "application": .string(id.text),
            "service": .string(definition.code), "number": JSON(state.number),
            "refusalSha256": JSON(refusal), "to": .string(body.digits), "text": .string(text),
            "fileSha256": JSON(file), "recipient": .string(state.recipient.rawValue),
            "bin": JSON(bin?.digits),
        ]
        return json.canonicalBytes
    }
}
