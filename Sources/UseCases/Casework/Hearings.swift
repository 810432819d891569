import Casework
import Kernel
import Store
import WorkingTime

/// The applicant is heard before a refusal (use case 62).
extension Platform {
    /// When a refusal that is proposed on a day can be decided, every day explained; nil where the
    /// stage leads to no hearing, or hearings are off on that day.
    ///
    /// - Throws: `serviceClosed` where nobody has set the days, `invalidField` where the calendar's
    ///   data end too early.
    package func hearing(
        ofProposal day: Day, in stored: StoredCase
    ) throws(Refusal) -> Deadline? {
        guard let stage = stored.state.stage.flatMap(stored.definition.stage) else { return nil }
        let options = try caseOptions(of: stored.definition)
        let hearing = stage.outcomes.compactMap(\.via).compactMap(stored.definition.stage)
            .first { $0.isHearing && ($0.option.map { options.isOn($0, on: day) } ?? false) }
        guard let hearing else { return nil }
        let days = Int(try configuration.settings[OpenPoints.hearingNotice])
        return try notice(of: days, from: day, under: hearing.clause, in: stored)
    }

    /// The days between the notice of the hearing that lasts and its day, as they were counted.
    package func hearingNotice(of stored: StoredCase) -> Deadline? {
        guard let hearing = stored.state.hearing,
            let stage = stored.state.stage.flatMap(stored.definition.stage)
        else { return nil }
        let deadline = try? notice(
            of: hearing.notice.days, from: hearing.proposal.on, under: stage.clause, in: stored)
        // What another version of the calendar would say is no explanation of the day.
        return deadline?.due == hearing.notice.on ? deadline : nil
    }

    /// The day of the notice is never counted: the applicant has all of the days.
    private func notice(
        of days: Int, from day: Day, under clause: Clause, in stored: StoredCase
    ) throws(Refusal) -> Deadline? {
        guard let term = Term(days, .workingDays, clause: clause) else { return nil }
        let origin = configuration.settings.origin(of: OpenPoints.hearingNotice.declaration)
        do throws(WorkingCalendar.Uncovered) {
            return try Deadline(
                term, from: day,
                rule: CountingRule(countsStartDay: false, isAssumed: origin == .assumed),
                calendar: calendar(of: stored))
        } catch { throw Refusal(.invalidField, CaseworkWords.calendarEnds) }
    }

    /// Sends an objection to an intended refusal.
    ///
    /// - Throws: `caseNotInState` when no hearing lasts, `invalidField` for neither words nor a
    ///   file, `fileNotAllowed`, `bodyTooLarge`, `applicationLimit`, `notFound`, `edsRequired`.
    package func object(
        _ text: String, file bytes: [UInt8]?, to id: Identifier<StoredCase>,
        by person: SignedInPerson, once: Once
    ) async throws -> StoredCase {
        let file: AttachedFile? =
            if let bytes, !bytes.isEmpty { try AttachedFile(bytes) } else { nil }
        let (now, today) = (clock.now(), clock.today)
        return try await store.write { [self] transaction in
            var stored = try lockedCase(id, in: transaction)
            try stored.requireOwner(person)
            try stored.requireRightToBind(person)
            let objection = CaseEvent.Objection(
                text: text.trimmed, digest: file?.digest, on: today)
            try add(
                .objected(objection), to: &stored, by: CaseAuthor(applicant: person.iin),
                at: now, in: transaction)
            if let file {
                try file.keep(with: id, at: now, in: transaction)
                try limitLaterBytes(of: stored, in: transaction)
            }
            try save(stored, in: transaction)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
            return stored
        }
    }

    /// The file of an objection, by its place among those of the hearings, from 1.
    ///
    /// - Throws: `notFound`.
    package func objectionFile(
        _ place: Int, in stored: StoredCase
    ) async throws -> (kind: FileKind, bytes: [UInt8]) {
        let objections = stored.state.hearings.flatMap(\.objections)
        guard objections.indices.contains(place - 1), let digest = objections[place - 1].digest
        else { throw Refusal(.notFound) }
        return try await file(named: digest, in: stored)
    }
}
