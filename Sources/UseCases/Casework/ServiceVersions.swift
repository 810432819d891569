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

    /// Makes sure that what is submitted was judged by the service as it is installed.
    ///
    /// - Throws: `caseNotInState` for a draft that the new version cannot take over.
    func requireInstalledVersion(of stored: StoredCase) throws(Refusal) {
        guard stored.version == casework.file(of: stored.definition.code)?.digest else {
            throw Refusal(.caseNotInState, CaseworkWords.newVersion)
        }
    }
}
