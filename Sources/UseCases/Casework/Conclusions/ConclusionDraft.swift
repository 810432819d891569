import Casework
import Kernel
import PDFForms
import PDFSignatures
import Regulations
import Signatures
import Store

/// A conclusion of a territorial department before it is signed (use case 67).
package struct ConclusionDraft: Sendable {
    /// What it says: compliance or not, as the stage names it.
    package let outcome: String
    /// What was checked and found.
    package let reasons: String
    /// When it was prepared, in whole seconds; its day is the day of issue.
    package let preparedAt: Instant
    /// The conclusion as data; its digest stands on the paper.
    package let statement: [UInt8]
    let pdf: PreparedPDF

    /// The PDF, with nothing yet where the signature will stand.
    package var file: [UInt8] { pdf.bytes }
    /// The bytes that are signed with a detached CMS.
    package var content: [UInt8] { pdf.content }
    /// SHA-256 of the PDF, in hexadecimal: names exactly this paper.
    package var digest: String { SHA256.hash(pdf.bytes).bytes.hex }

    /// Whether it may still be signed: as with the papers of results.
    package func isCurrent(at now: Instant) -> Bool {
        ResultDraft.Name(preparedAt: preparedAt, digest: digest, capacity: .executor)
            .isCurrent(at: now)
    }
}

/// What is kept of a conclusion from its preparation on.
struct PreparedConclusion: Equatable {
    let outcome: String
    let reasons: String
    let preparedAt: Instant
}

extension Platform {
    /// Prepares a conclusion for the signature of the official who has the task.
    ///
    /// What was prepared before and not signed is replaced.
    /// - Throws: `taskTaken`, `caseNotInState`, `refusalIncomplete`, `invalidField`.
    package func prepareConclusion(
        _ id: Identifier<CaseTask>, outcome: String, reasons: String,
        by official: SignedInOfficial, once: Once
    ) async throws -> TaskInHand {
        let now = clock.now()
        return try await onTask(id, by: official, once: once) { [self] task, stored, transaction in
            try requireConclusion(task, of: stored, by: official)
            // What could not end the stage is not put on paper either.
            _ = try completion(
                of: stored, TaskAnswer(outcome: outcome, reasons: reasons), in: transaction)
            guard reasons.trimmed.count >= CaseFault.reasonsLengthMin else {
                throw CaseFault.reasonsMissing.refusal
            }
            try transaction.execute(
                """
                INSERT INTO casework_conclusion (task_id, case_id, official_iin, outcome, reasons,
                    prepared_at)
                VALUES (\(id), \(stored.id), \(official.person.iin), \(outcome),
                    \(reasons.trimmed), \(Instant(seconds: now.seconds)))
                ON CONFLICT (task_id) DO UPDATE SET official_iin = excluded.official_iin,
                    outcome = excluded.outcome, reasons = excluded.reasons,
                    prepared_at = excluded.prepared_at
                """)
        }
    }

    /// The conclusion that waits for the official's signature; nil where none is prepared.
    package func conclusionDraft(
        of hand: TaskInHand, by official: SignedInOfficial
    ) async throws -> ConclusionDraft? {
        guard hand.task.doneAt == nil else { return nil }
        let found = try await store.read { [self] transaction in
            try preparedConclusion(of: hand.task.id, by: official, in: transaction)
        }
        guard let found, let stage = hand.task.stage.flatMap(hand.stored.definition.stage),
            let outcome = stage.outcomes.first(where: { $0.code == found.outcome })
        else { return nil }
        return try await paper(found, hand, stage: stage, outcome: outcome, by: official)
    }

    func preparedConclusion(
        of task: Identifier<CaseTask>, by official: SignedInOfficial,
        in transaction: any Transaction
    ) throws -> PreparedConclusion? {
        try transaction.firstRow(
            """
            SELECT outcome, reasons, prepared_at FROM casework_conclusion
            WHERE task_id = \(task) AND official_iin = \(official.person.iin) AND event IS NULL
            """
        ).map { row in
            PreparedConclusion(
                outcome: try row.text(0), reasons: try row.text(1),
                preparedAt: try row.instant(2))
        }
    }

    /// The same case, official and preparation give the same bytes.
    private func paper(
        _ prepared: PreparedConclusion, _ hand: TaskInHand, stage: ServiceDefinition.Stage,
        outcome: ServiceDefinition.Outcome, by official: SignedInOfficial
    ) async throws -> ConclusionDraft {
        let (stored, at) = (hand.stored, prepared.preparedAt)
        let authorities = try configuration.settings[OpenPoints.caseworkAuthorities]
        guard let authority = authorities.body(hand.task.body), let number = stored.state.number,
            let submission = stored.state.submission, let law = try law(of: stored)
        else { throw Refusal(.caseNotInState, CaseworkWords.noBody) }
        let recipient = try await recipient(of: stored)
        let statement = JSON.object([
            JSON.Member("case", .string(stored.id.text)), JSON.Member("number", .string(number)),
            JSON.Member("department", .string(hand.task.body.digits)),
            JSON.Member("service", .string(stored.definition.code)),
            JSON.Member("stage", .string(stage.code)),
            JSON.Member("conclusion", .string(outcome.code)),
            JSON.Member("title", outcome.title.json),
            JSON.Member("found", .string(prepared.reasons)),
            JSON.Member("preparedAt", JSON(at)), JSON.Member("clause", .string(stage.clause.tag)),
            JSON.Member("lawOf", JSON(law.day)),
            JSON.Member(
                "version", JSON(rules.version(of: stage.clause, on: law.day)?.name)),
            JSON.Member("application", .string(SHA256.hash(stored.statement).bytes.hex)),
        ]).canonicalBytes
        let facts = ResultFacts(
            body: Bilingual(authority.name), city: Bilingual(authority.city),
            issuedOn: Day(at: at), number: number, receivedOn: submission.acceptedOn,
            receivedNumber: number, recipient: recipient.name, address: recipient.address,
            service: Bilingual(stored.definition.title),
            asked: Bilingual(stored.kindOfApplication?.title ?? stored.definition.title),
            ending: Bilingual(outcome.title), clause: stage.clause, law: try formLaw(of: stored),
            refusal: nil, capacity: .executor, signatory: official.name)
        let form = ResultForm(
            conclusion: facts, findings: prepared.reasons,
            footing: ResultForm.Footing(
                link: configuration.publicURL + "/signature-check",
                meaning: ConclusionWords.check, digest: SHA256.hash(statement).bytes.hex,
                preparedAt: at))
        return ConclusionDraft(
            outcome: prepared.outcome, reasons: prepared.reasons, preparedAt: at,
            statement: statement,
            pdf: try PDFSigner.prepare(
                try FormPrinter.pdf(form), name: facts.body.kk, reason: outcome.title.kk, at: at))
    }

    /// Makes sure that the task is a permit control that the official has.
    func requireConclusion(
        _ task: CaseTask, of stored: StoredCase, by official: SignedInOfficial
    ) throws(Refusal) {
        let stage = task.stage.flatMap(stored.definition.stage)
        guard task.work == .stage, stage?.isConclusion == true else {
            throw Refusal(.caseNotInState, ConclusionWords.none)
        }
        guard task.takenBy == official.person.iin else { throw Refusal(.taskTaken) }
    }

    /// Makes sure that the stage does not end with a conclusion, which is signed.
    func requireNoConclusion(_ task: CaseTask, of stored: StoredCase) throws(Refusal) {
        guard let stage = task.stage.flatMap(stored.definition.stage), stage.isConclusion else {
            return
        }
        throw Refusal(.signatureRefused, ConclusionWords.toSign, clause: stage.clause)
    }
}

enum ConclusionWords {
    static let check = Bilingual(
        kk: "Қолтаңбаны тексеру: осы файлды мына бетке жүктеңіз",
        ru: "Проверка подписи: загрузите этот файл на странице")
    static let none = LocalizedText(
        kk: "Бұл кезең қорытындымен аяқталмайды",
        ru: "Этот этап не завершается заключением",
        en: "This stage does not end with a conclusion")
    static let toSign = LocalizedText(
        kk: "Қорытынды – қол қойылған құжат: алдымен оны дайындап, ЭЦҚ-мен қол қойыңыз",
        ru: "Заключение – подписанный документ: подготовьте его и подпишите своей ЭЦП",
        en: "A conclusion is a signed document: prepare it and sign it with your EDS")
    static let sound = LocalizedText(
        kk: "Қорытынды жарамды: іс департаментке қайтарылмайды",
        ru: "Заключение действительно: дело в департамент не возвращается",
        en: "The conclusion holds: the case does not go back to the department")
    static let changed = LocalizedText(
        kk: "Аумақтық департаменттің қорытындысы өзгертілген немесе оның қолтаңбасы жарамсыз",
        ru: "Заключение территориального департамента изменено, или его подпись недействительна",
        en: "The territorial department's conclusion was changed, or its signature does not hold")
}
