import Casework
import Kernel
import Signatures
import Store
import Synchronization

/// The file of a service's definition: a version of the service.
package struct ServiceFile: Sendable, Hashable {
    /// The bytes.
    package let bytes: [UInt8]
    /// SHA-256 of them, in hexadecimal: the name of the version.
    package let digest: String

    /// A file.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        digest = SHA256.hash(bytes).bytes.hex
    }
}

/// What changed in a service's form under a draft.
package struct FormChanges: Sendable, Hashable {
    /// What is asked now and was not, or otherwise.
    package var lines: [FormDifference.Line] = []
    /// Whether the draft holds what the new version does not know: a new one has to be begun.
    package var isMisfit = false
}

/// Earlier versions of services that cases rest on, each read once.
final class EarlierServices: Sendable {
    private let known = Mutex<[String: ServiceDefinition]>([:])

    /// A version that was read already.
    subscript(version: String) -> ServiceDefinition? { known.withLock { $0[version] } }

    /// Keeps a version; it never changes.
    func keep(_ definition: ServiceDefinition, version: String) {
        known.withLock { $0[version] = definition }
    }
}

/// Cases keep the version of the service under which they were submitted (use case 61).
extension Platform {
    /// The file of a version of a service, for anyone.
    ///
    /// - Throws: `notFound` for a version that is not installed and that no case here rests on.
    package func serviceVersion(_ service: String, _ digest: String) async throws -> ServiceFile {
        if let current = casework.file(of: service), current.digest == digest { return current }
        let row = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT file FROM service_version WHERE digest = \(digest) AND service = \(service)
                """)
        }
        guard let row else { throw Refusal(.notFound) }
        return ServiceFile(try row.bytes(0))
    }

    /// Keeps the file of the service on which the case rests, before the case names it.
    ///
    /// Only the installed one can be missing: any other was read from where it is kept.
    func keepVersion(of stored: StoredCase, in transaction: any Transaction) throws {
        guard let file = casework.file(of: stored.definition.code), file.digest == stored.version
        else { return }
        // Almost always it is there, and its bytes need not be sent again.
        let known = try transaction.firstRow(
            "SELECT 1 FROM service_version WHERE digest = \(file.digest)")
        guard known == nil else { return }
        try transaction.execute(
            """
            INSERT INTO service_version (digest, service, file, first_used_at)
            VALUES (\(file.digest), \(stored.definition.code), \(file.bytes), \(clock.now()))
            ON CONFLICT (digest) DO NOTHING
            """)
    }

    /// Binds every case from before versions were kept to one, once (use case 61, 3a).
    ///
    /// Each case is a transaction of its own: one that folds under no version stops no other.
    package func bindVersions() async throws -> CaseRound {
        try await eachCase { after in
            """
            SELECT id FROM casework_case
            WHERE definition IS NULL AND submitted_at IS NOT NULL AND id > \(after)
            ORDER BY id LIMIT 200
            """
        } work: { [self] id in
            let (now, today) = (clock.now(), clock.today)
            return try await store.write { [self] transaction in
                let row = try transaction.lockedRows(
                    """
                    SELECT service, submitted_at FROM casework_case
                    WHERE id = \(id) AND definition IS NULL AND submitted_at IS NOT NULL
                    """
                ).first
                guard let row else { return false }
                let versions = try versions(
                    of: try row.text(0), on: try row.instant(1), in: transaction)
                for version in versions {
                    try transaction.execute(
                        "UPDATE casework_case SET definition = \(version) WHERE id = \(id)")
                    // What does not fold under this one may under the next.
                    guard var stored = try? lockedCase(id, in: transaction) else { continue }
                    try add(
                        .bound(version: version, on: today), to: &stored, by: CaseAuthor(),
                        at: now, in: transaction)
                    try save(stored, in: transaction)
                    return true
                }
                throw CorruptCase(id: id)
            }
        }
    }

    /// The versions of a service that may have been in force at a moment, the likeliest first.
    private func versions(
        of service: String, on moment: Instant, in transaction: any Transaction
    ) throws -> [String] {
        let kept = try transaction.rows(
            """
            SELECT digest, first_used_at FROM service_version WHERE service = \(service)
            ORDER BY first_used_at, digest LIMIT 200
            """
        ).map { (digest: try $0.text(0), from: try $0.instant(1)) }
        let before = kept.filter { $0.from <= moment }.map(\.digest).reversed()
        var found = Array(before) + kept.filter { $0.from > moment }.map(\.digest)
        if let file = casework.file(of: service), !found.contains(file.digest) {
            try transaction.execute(
                """
                INSERT INTO service_version (digest, service, file, first_used_at)
                VALUES (\(file.digest), \(service), \(file.bytes), \(clock.now()))
                ON CONFLICT (digest) DO NOTHING
                """)
            found.append(file.digest)
        }
        return found
    }

    /// Makes sure that what is submitted was filled in on the form of the service as it is installed.
    ///
    /// - Throws: `formOutdated` with what changed: for a draft that the new version cannot take over,
    ///   and for one in which nobody has looked at what it now asks for.
    func requireCurrentForm(
        of stored: StoredCase, in transaction: any Transaction
    ) throws {
        let changes = try formChanges(of: stored, in: transaction)
        guard !changes.lines.isEmpty || changes.isMisfit else { return }
        throw Refusal(.formOutdated, FormWords.changed(changes), clause: "IS-O.4-c")
    }

    /// What changed in the form of a draft since it was last written; nothing after submission.
    package func formChanges(of stored: StoredCase) async throws -> FormChanges {
        guard stored.state.phase == .draft else { return FormChanges() }
        return try await store.read { [self] in try formChanges(of: stored, in: $0) }
    }

    private func formChanges(
        of stored: StoredCase, in transaction: any Transaction
    ) throws -> FormChanges {
        let code = stored.definition.code
        guard let installed = casework.file(of: code)?.digest else { return FormChanges() }
        let isMisfit = stored.version != installed
        // What is older than the versions tells of no change.
        guard let written = stored.writtenUnder, written != installed,
            let before = try casework.definition(code, version: written, in: transaction)
        else { return FormChanges(isMisfit: isMisfit) }
        let lines = FormDifference(
            from: before, to: try casework.service(code), of: stored.kind
        ).lines
        return FormChanges(lines: lines, isMisfit: isMisfit)
    }
}

private enum FormWords {
    /// That the form changed, what of it, and what to do.
    static func changed(_ changes: FormChanges) -> LocalizedText {
        func text(_ language: Language) -> String {
            let parts = SubmissionDifference.Change.allCases.compactMap { change -> String? in
                let titles = changes.lines.filter { $0.change == change }
                    .map { $0.title[language] }
                guard !titles.isEmpty else { return nil }
                return word(change)[language] + ": " + titles.joined(separator: "; ")
            }
            let end = (changes.isMisfit ? CaseworkWords.newVersion : look)[language]
            return (parts + [end]).joined(separator: ". ")
        }
        return LocalizedText(kk: text(.kk), ru: text(.ru), en: text(.en))
    }

    private static func word(_ change: SubmissionDifference.Change) -> LocalizedText {
        switch change {
        case .added:
            LocalizedText(kk: "Қосылды", ru: "Добавлено", en: "Added")
        case .changed:
            LocalizedText(kk: "Өзгерді", ru: "Изменено", en: "Changed")
        case .removed:
            LocalizedText(kk: "Алынды", ru: "Убрано", en: "Removed")
        }
    }

    private static let look = LocalizedText(
        kk: "Жобаны тексеріп, сақтаңыз, содан кейін қайта қол қойып беріңіз",
        ru: "Проверьте черновик и сохраните его, затем подпишите и подайте снова",
        en: "Look the draft over and keep it, then sign and submit it again")
}
