import Casework
import Kernel
import Store

/// How much one applicant may keep here before anything is submitted.
package enum ApplicationLimits {
    /// Open drafts of one applicant.
    package static let draftsMax = 50
    /// Bytes of all files of one application: 50 MiB.
    package static let bytesMax: Int64 = 50 << 20
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

    /// The bytes of files that no document of a draft has any more go; the events keep their digests.
    func dropReplacedFiles(of stored: StoredCase, in transaction: any Transaction) throws {
        guard stored.state.phase == .draft else { return }
        let kept = SQL(listing: Set(stored.state.digests.values).sorted().map { "\($0)" } as [SQL])
        let others: SQL = stored.state.digests.isEmpty ? "1 = 1" : "digest NOT IN (\(kept))"
        try transaction.execute(
            "DELETE FROM casework_file WHERE case_id = \(stored.id) AND \(others)")
    }
}

private enum LimitWords {
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
