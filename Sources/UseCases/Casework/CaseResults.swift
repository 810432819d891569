import Casework
import Journal
import Kernel
import Regulations
import Signatures
import Store

/// What a signed paper of a case decides on.
package enum PaperPurpose: String, Sendable, CaseIterable {
    /// The application.
    case result
    /// An appeal.
    case appeal
}

/// A signed result, as the recipient gets it.
package struct CaseResult: Sendable, Hashable {
    /// Canonical JSON of the result; its digest stands on the paper that was signed.
    package let statement: [UInt8]
    /// The detached CMS of the head or the replacement over the paper, with its time-stamp.
    package let cms: [UInt8]
    /// SHA-256 of the signed PDF, in hexadecimal; nil for what was signed before there were papers,
    /// whose CMS is over the statement itself.
    package let fileDigest: String?
    /// When it was signed.
    package let at: Instant
    /// The journal entry.
    package let entry: Identifier<JournalEntry>
}

extension StoredCase {
    /// What a grant ends; nil where it ends nothing, or leaves standing what it rests on.
    var ending: ServiceDefinition.Replacement? {
        kindOfApplication?.replaces.flatMap { replaces in
            let isKept =
                !replaces.keptWhen.isEmpty && replaces.keptWhen.hold(for: state.content.fields)
            return isKept ? nil : replaces
        }
    }

    /// The number of the entry that the application names to end it or to be its annex.
    var basisNumber: String? {
        (kindOfApplication?.replaces?.field ?? kindOfApplication?.annexOf?.field)
            .flatMap { state.content.fields[$0] }?.trimmed
    }

    /// The entry of which a grant is an annex, as the application names it; nil otherwise.
    fileprivate var annexOf: JSON? {
        kindOfApplication?.annexOf.map { annex in
            [
                "register": .string(annex.register), "number": JSON(basisNumber),
                "clause": .string(annex.clause.tag),
            ]
        }
    }

    /// The entry that a grant ends, as the application names it; nil where it ends none.
    fileprivate var ends: JSON? {
        guard let replaces = ending else { return nil }
        return [
            "register": .string(replaces.register),
            "number": JSON(state.content.fields[replaces.field]?.trimmed),
            "state": .string(replaces.state.rawValue), "clause": .string(replaces.clause.tag),
        ]
    }
}

extension Platform {
    /// What the result says: with grounds, reasons and how to appeal where it refuses.
    ///
    /// The same bytes each time for one case and capacity.
    /// - Throws: `caseNotInState` when nothing waits for a signature.
    package func resultStatement(
        of stored: StoredCase, as signer: Signer
    ) throws(Refusal) -> [UInt8] {
        guard let code = stored.state.phase.end, let end = stored.definition.end(code),
            let decision = stored.state.decision, let submission = stored.state.submission
        else { throw Refusal(.caseNotInState) }
        let law = decision.law ?? AppliedLaw(.pin, of: submission.lawOf)
        var members: [JSON.Member] = [
            JSON.Member("case", .string(stored.id.text)),
            JSON.Member("number", JSON(stored.state.number)),
            JSON.Member("provider", JSON(stored.actingBody?.digits)),
            JSON.Member("service", .string(stored.definition.code)),
            JSON.Member("kind", .string(stored.kind)),
            JSON.Member("recipient", .string(stored.state.recipient.rawValue)),
            JSON.Member("bin", JSON(stored.bin?.digits)),
            JSON.Member("result", .string(end.code)),
            JSON.Member("meaning", .string(end.meaning.rawValue)),
            JSON.Member("title", end.title.json), JSON.Member("form", .string(end.form)),
            JSON.Member("register", JSON(end.register)),
            JSON.Member("decidedOn", JSON(decision.on)),
            JSON.Member("signedAs", .string(signer.rawValue)),
            JSON.Member("lawOf", JSON(law.day)),
            JSON.Member("lawPolicy", .string(law.policy.rawValue)),
            JSON.Member("clause", .string(end.clause.tag)),
            JSON.Member("version", JSON(version(of: end.clause, on: law.day))),
            JSON.Member("calendar", .string(submission.calendar)),
            JSON.Member(
                "application", .string(SHA256.hash(stored.statement).bytes.hex)),
        ]
        if let refused = end.refused { members.append(JSON.Member("refused", refused.json)) }
        if end.meaning == .granted, let ended = stored.ends {
            members.append(JSON.Member("ends", ended))
        }
        if end.meaning == .granted, let annex = stored.annexOf {
            members.append(JSON.Member("annexOf", annex))
        }
        if end.meaning == .granted, !stored.permitted.isEmpty {
            members.append(JSON.Member("permitted", stored.permitted.json))
        }
        if !stored.state.results.isEmpty {
            members.append(
                JSON.Member("examinees", .array(stored.state.results.map(\.json))))
        }
        if let appeal = stored.state.appeal {
            members += [
                JSON.Member(
                    "appeal",
                    [
                        "lodgedOn": JSON(appeal.lodged.on), "against": .string(appeal.end),
                        "signedOn": JSON(appeal.signedOn),
                    ]),
                JSON.Member("reasons", .string(decision.reasons)),
            ]
        } else if let refusal = stored.state.refusal(of: stored.definition) {
            members += [
                JSON.Member(
                    "grounds",
                    .array(
                        refusal.grounds.map { ground in
                            [
                                "code": .string(ground.code), "title": ground.title.json,
                                "clause": .string(ground.clause.tag),
                                "version": JSON(version(of: ground.clause, on: law.day)),
                            ]
                        })),
                JSON.Member("reasons", .string(refusal.reasons)),
                JSON.Member("appeal", refusal.appeal.json),
            ]
            if let hearing = refusal.hearing {
                members.append(
                    JSON.Member(
                        "hearing",
                        [
                            "on": JSON(hearing.notice.on),
                            "objections": .integer(Int64(hearing.objections.count)),
                            "answer": .string(hearing.decision?.reasons ?? ""),
                        ]))
            }
            if !refusal.notAccepted.isEmpty {
                members.append(
                    JSON.Member("notAccepted", .array(refusal.notAccepted.map(\.verdict.json))))
            }
        }
        return JSON.object(members).canonicalBytes
    }

    /// The name of the version of the clause that applied on the day.
    private func version(of clause: Clause, on day: Day) -> String? {
        rules.version(of: clause, on: day)?.name
    }

    /// Puts a granted result into its register.
    func enter(
        _ stored: StoredCase, statement: [UInt8], issuedOn day: Day,
        entry: Identifier<JournalEntry>, in transaction: any Transaction
    ) throws {
        guard let end = stored.state.phase.end.flatMap(stored.definition.end),
            let register = end.register, let body = stored.body, let number = stored.state.number
        else { return }
        let licence = try licence(ofNew: stored, in: transaction)
        let item = Identifier<RegisterItem>(random: random)
        let digest = SHA256.hash(statement).bytes.hex
        try transaction.execute(
            """
            INSERT INTO register_entry (id, register, body, number, case_id, service, kind, bin,
                valid_from, valid_until, result_digest, entry_id, facts)
            VALUES (\(item), \(register), \(body), \(number), \(stored.id),
                \(stored.definition.code), \(stored.kind), \(stored.bin), \(day),
                \(lastDay(of: stored.definition.code, givenOn: day)), \(digest), \(entry),
                \(stored.permitted.text))
            """)
        if let licence { try annex(item, to: licence, from: day, by: entry, in: transaction) }
        try carryAnnexes(of: stored, to: item, from: day, by: entry, in: transaction)
    }

    /// The newest signed result of a case; nil before it is signed.
    package func result(
        of id: Identifier<StoredCase>, _ purpose: PaperPurpose = .result
    ) async throws -> CaseResult? {
        try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT s.statement, s.cms, s.at, s.entry_id, r.digest FROM casework_signature s
                LEFT JOIN casework_result r ON r.case_id = s.case_id
                    AND r.purpose = s.purpose AND r.round = s.round
                WHERE s.case_id = \(id) AND s.purpose = \(purpose.rawValue)
                ORDER BY s.round DESC LIMIT 1
                """
            ).map { row in
                CaseResult(
                    statement: try row.bytes(0), cms: try row.bytes(1),
                    fileDigest: try row.textIfPresent(4), at: try row.instant(2),
                    entry: try row.identifier(3))
            }
        }
    }

    /// The signed PDF of a case.
    ///
    /// - Throws: `notFound` before it is signed.
    package func resultFile(
        of id: Identifier<StoredCase>, _ purpose: PaperPurpose = .result
    ) async throws -> [UInt8] {
        let file = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT file FROM casework_result
                WHERE case_id = \(id) AND purpose = \(purpose.rawValue)
                ORDER BY round DESC LIMIT 1
                """
            ).map { try $0.bytes(0) }
        }
        guard let file else { throw Refusal(.notFound) }
        return file
    }
}
