import Casework
import Kernel
import Store
import WorkingTime

/// Where and until when the refusal of a case can be appealed against.
package struct AppealOffer: Hashable, Sendable {
    /// The body that would consider it.
    package let body: BIN
    /// The last day.
    package let until: Day
}

/// A refusal is appealed against, and decided by others (use case 63).
extension Platform {
    /// Where the refusal can be appealed against; nil where the option is off, no higher body is
    /// entered, or the service had no appeal when the case was submitted.
    package func appealOffer(of stored: StoredCase) throws(Refusal) -> AppealOffer? {
        guard case .ended(let code, _, let signed) = stored.state.phase,
            stored.definition.end(code)?.meaning == .refused, let body = stored.body,
            let option = stored.definition.appealStage?.option,
            !stored.state.appeals.contains(where: { $0.refusal == stored.state.decision }),
            try caseOptions(of: stored.definition).isOn(option, on: clock.today),
            let higher = try configuration.settings[OpenPoints.caseworkAuthorities]
                .higher(than: body, on: clock.today)
        else { return nil }
        let months = Int(try configuration.settings[OpenPoints.appealMonths])
        return AppealOffer(body: higher, until: signed.adding(months: months))
    }

    /// The file of the last appeal.
    ///
    /// - Throws: `notFound`.
    package func appealFile(
        of stored: StoredCase
    ) async throws -> (kind: FileKind, bytes: [UInt8]) {
        guard let digest = stored.state.appeals.last?.lodged.digest else {
            throw Refusal(.notFound)
        }
        return try await file(named: digest, in: stored)
    }

    /// Makes sure that who decides on an appeal did no work in the case that it is about.
    ///
    /// - Throws: `roleNotAllowed`.
    func requireOther(
        than official: SignedInOfficial, in stored: StoredCase, _ transaction: any Transaction
    ) throws { try requireOther(than: official.person.iin, in: stored, transaction) }

    func requireOther(
        than iin: IIN, in stored: StoredCase, _ transaction: any Transaction
    ) throws {
        guard let appeal = stored.state.appeal else { return }
        // Whoever had the case before it, at whichever body, and gave it away since.
        guard !stored.workers(before: appeal).contains(officialName(iin)) else {
            throw Refusal(.roleNotAllowed, AppealWording.ownDecision)
        }
        let worked = try transaction.firstRow(
            """
            SELECT 1 FROM casework_task WHERE case_id = \(stored.id) AND taken_by = \(iin)
                AND body <> \(BIN(stored: appeal.lodged.to))
            UNION ALL SELECT 1 FROM casework_signature
            WHERE case_id = \(stored.id) AND purpose = 'result' AND signer = \(iin)
            LIMIT 1
            """)
        guard worked == nil else { throw Refusal(.roleNotAllowed, AppealWording.ownDecision) }
    }
}

extension StoredCase {
    /// The officials, by their names in entries, who worked on it before an appeal was lodged.
    fileprivate func workers(before appeal: Case.Appeal) -> Set<String> {
        let lodged = events.last { $0.event == .appealed(appeal.lodged) }?.number ?? .max
        var names: Set<String> = []
        for recorded in events where recorded.number < lodged {
            switch recorded.event {
            case .taken(let name, _): names.insert(name)
            case .judged(let judgement): names.insert(judgement.by)
            case .handedOver(let handover):
                names.formUnion([handover.from, handover.to].compactMap(\.self))
            default: continue
            }
        }
        return names
    }

    /// The body that works on it now: the provider, or who considers the appeal.
    package var actingBody: BIN? { state.appeal.map { BIN(stored: $0.lodged.to) } ?? body }
}
