import Kernel
import Signatures
import Store

/// Recomputes the whole journal: every leaf, personal field, number, node, head and signature.
///
/// It reads pages of 1024 leaves and holds one at a time. The server may go on meanwhile: what is
/// appended during the run is looked at too. With a heads file every head of it must lie on the
/// stored tree, and what was cut off is named.
package struct JournalVerification: Sendable {
    private let store: any Store
    private let verifier: JWSVerifier
    private let headsFile: String?

    /// A verification of a store.
    ///
    /// - Parameters:
    ///   - keys: all keys with which heads were signed.
    ///   - headsFile: the path of the heads file; nil to do without.
    package init(store: any Store, keys: KeySet, headsFile: String?) {
        self.store = store
        self.verifier = JWSVerifier(keys: keys, type: JournalHead.tokenType)
        self.headsFile = headsFile
    }

    /// Looks at everything; faults are in the report, not thrown.
    ///
    /// - Throws: ``StoreError`` when the store cannot be read, ``HeadsFileFault``.
    package func run() async throws -> JournalReport {
        var report = JournalReport()
        var file = try HeadsCursor(path: headsFile)
        let logs = try await store.read { transaction in try JournalLog.all(in: transaction) }
        for (offset, log) in logs.enumerated() {
            if log.number != offset + 1 { report.add(.logChanged, in: log.id) }
            var pass = LogPass(log: log, logs: logs, verifier: verifier, report: report)
            try await verify(&pass, &file)
            report = pass.report
        }
        if logs.isEmpty { try await file.refuseRest(&report) }
        report.logs = logs.count
        report.headsFileEndsTorn = file.endsTorn
        try await checkUnnumbered(&report, logs.last)
        return report
    }

    private func verify(_ pass: inout LogPass, _ file: inout HeadsCursor) async throws {
        let log = pass.log
        while true {
            let start = pass.position
            let page = try await store.read { transaction in
                try JournalPage(of: log, from: start, in: transaction)
            }
            guard page.end > start else {
                pass.checkEnd(page)
                break
            }
            try await file.fill(log.id, upTo: page.end)
            guard pass.check(page, &file) else {
                pass.stop(at: page)
                break
            }
            await Task.yield()
        }
        try await pass.checkRest(of: &file)
    }

    private func checkUnnumbered(_ report: inout JournalReport, _ log: JournalLog?) async throws {
        let newest = try await store.read { transaction in
            try log.flatMap { try SignedHead.newest(of: $0, in: transaction)?.head.at }
        }
        var last: (at: Instant, id: String) = (Instant(milliseconds: Int64.min), "")
        while true {
            let after = last
            let entries = try await store.read { transaction in
                try transaction.rows(
                    """
                    \(StoredEntry.selection)
                    WHERE entry.leaf_index IS NULL AND (entry.at, entry.id) > (\(after.at), \(after.id))
                    ORDER BY entry.at, entry.id LIMIT 1000
                    """
                ).map(StoredEntry.init)
            }
            guard let end = entries.last else { return }
            for entry in entries {
                report.unnumbered += 1
                for finding in LeafCheck(entry).findings { report.add(finding, in: nil) }
                if let newest, entry.at.adding(seconds: 60) < newest {
                    report.add(.unnumbered(entry.id), in: nil)
                }
            }
            last = (end.at, end.id.text)
        }
    }
}
