import Casework
import Kernel
import Store

/// How much one applicant may keep here.
package enum ApplicationLimits {
    /// Open drafts of one applicant.
    package static let draftsMax = 50
    /// Bytes of all files of one application: 50 MiB.
    package static let bytesMax: Int64 = 50 << 20
    /// Bytes of all files that are sent after the submission, with an objection or an appeal or since
    /// they were awaited: 50 MiB besides, so that who has used up the others is heard as well.
    package static let laterBytesMax: Int64 = 50 << 20
    /// Events of a draft: every change of a field or document is one.
    package static let draftEventsMax = 1000
}

extension Platform {
    /// - Throws: `applicationLimit` where the applicant has as many drafts as there may be.
    func limitDrafts(of applicant: String, in transaction: any Transaction) throws {
        try transaction.lock(secrets.lock("drafts", of: applicant))
        let row = try transaction.firstRow(draftCount(of: applicant))
        guard try row?.integer(0) ?? 0 < ApplicationLimits.draftsMax else {
            throw Refusal(.applicationLimit, LimitWords.drafts)
        }
    }

    /// How many drafts an applicant has.
    package func draftCount(of applicant: String) -> SQL {
        "SELECT COUNT(*) FROM casework_case WHERE applicant = \(applicant) AND phase = 'draft'"
    }

    /// - Throws: `applicationLimit` where the files of a case are larger together than they may be.
    func limitBytes(
        of id: Identifier<StoredCase>, in transaction: any Transaction
    ) throws {
        let row = try transaction.firstRow(
            """
            SELECT COALESCE(CAST(SUM(length(content)) AS BIGINT), 0) FROM casework_file
            WHERE case_id = \(id)
            """)
        guard try row?.integer(0) ?? 0 <= ApplicationLimits.bytesMax else {
            throw Refusal(.applicationLimit, LimitWords.bytes)
        }
    }

    /// - Parameter prepared: a file that no event names yet.
    /// - Throws: `applicationLimit` where what was sent after the submission is larger together than
    ///   it may be.
    func limitLaterBytes(
        of stored: StoredCase, with prepared: String? = nil, in transaction: any Transaction
    ) throws {
        let digests = stored.laterDigests.union([prepared].compactMap(\.self))
        guard !digests.isEmpty else { return }
        let listed = SQL(listing: digests.sorted().map { "\($0)" } as [SQL])
        let row = try transaction.firstRow(
            """
            SELECT COALESCE(CAST(SUM(length(content)) AS BIGINT), 0) FROM casework_file
            WHERE case_id = \(stored.id) AND digest IN (\(listed))
            """)
        guard try row?.integer(0) ?? 0 <= ApplicationLimits.laterBytesMax else {
            throw Refusal(.applicationLimit, LimitWords.laterBytes)
        }
    }

    /// - Throws: `applicationLimit` where a draft was changed as often as it may be.
    func limitEvents(of stored: StoredCase, adding count: Int) throws(Refusal) {
        guard stored.state.phase == .draft, count > 0 else { return }
        guard stored.events.count + count <= ApplicationLimits.draftEventsMax else {
            throw Refusal(.applicationLimit, LimitWords.events)
        }
    }

    /// The bytes of files that no document of a draft has any more go; the events keep their digests.
    func dropReplacedFiles(of stored: StoredCase, in transaction: any Transaction) throws {
        guard stored.state.phase == .draft else { return }
        let kept = SQL(listing: Set(stored.state.digests.values).sorted().map { "\($0)" } as [SQL])
        let others: SQL = stored.state.digests.isEmpty ? "1 = 1" : "digest NOT IN (\(kept))"
        try transaction.execute(
            "DELETE FROM casework_file WHERE case_id = \(stored.id) AND \(others)")
    }
}

extension StoredCase {
    /// The digests of what was sent after the submission and was not in the application before.
    fileprivate var laterDigests: Set<String> {
        var (before, later): (Set<String>, Set<String>) = ([], [])
        for recorded in events {
            switch recorded.event {
            case .attached(_, let digest, _): before.insert(digest)
            case .supplied(_, let digest, _, _): later.insert(digest)
            case .objected(let objection): later.formUnion([objection.digest].compactMap(\.self))
            case .appealed(let appeal): later.formUnion([appeal.digest].compactMap(\.self))
            default: continue
            }
        }
        return later.subtracting(before)
    }
}

private enum LimitWords {
    static let laterBytes = LocalizedText(
        kk: "Өтініш берілгеннен кейін жіберілген файлдар бірге "
            + "\(ApplicationLimits.laterBytesMax >> 20) МиБ-тан аспауы керек",
        ru: "Файлы, присланные после подачи, вместе – не больше "
            + "\(ApplicationLimits.laterBytesMax >> 20) МиБ",
        en: "The files sent after the submission are at most "
            + "\(ApplicationLimits.laterBytesMax >> 20) MiB together")
    static let events = LocalizedText(
        kk: "Бұл жоба \(ApplicationLimits.draftEventsMax) рет өзгертілді: оны беріңіз немесе "
            + "жойып, жаңасын бастаңыз",
        ru: "Этот черновик изменён \(ApplicationLimits.draftEventsMax) раз: подайте его или "
            + "удалите и начните новый",
        en: "This draft was changed \(ApplicationLimits.draftEventsMax) times: submit it, or "
            + "discard it and begin another")
    static let drafts = LocalizedText(
        kk: "Ашық жобалар тым көп (\(ApplicationLimits.draftsMax)): бірін беріңіз немесе жойыңыз",
        ru: "Слишком много черновиков (\(ApplicationLimits.draftsMax)): подайте или удалите один",
        en: "Too many open drafts (\(ApplicationLimits.draftsMax)): submit or discard one")
    static let bytes = LocalizedText(
        kk: "Өтініш файлдары бірге \(ApplicationLimits.bytesMax >> 20) МиБ-тан аспауы керек",
        ru: "Файлы заявления вместе – не больше \(ApplicationLimits.bytesMax >> 20) МиБ",
        en:
            "The files of an application are at most \(ApplicationLimits.bytesMax >> 20) MiB together"
    )
}
