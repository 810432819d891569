import Kernel
import Signatures
import Store

/// A certificate that the sandbox's authority issued, with what opens its key.
package struct IssuedCertificate: Sendable {
    /// The certificate.
    package let certificate: Certificate
    /// In which hierarchy.
    package let family: NCAFamily
    /// As what its holder acts.
    package let kind: NCAHolderKind
    /// For what its key is.
    package let use: NCAKeyUse
    /// The key file with certificate and chain; empty where the holder keeps the key alone.
    package let p12: [UInt8]
    /// Since when it is revoked; nil for one that is not.
    package let revokedAt: Instant?
    /// Why.
    package let reason: RevocationReason?
}

/// The authority's own store: what it issued and what it revoked.
struct NCAStore: Sendable {
    let store: any Store

    /// How many certificates one list shows.
    static let listMax = 200

    static let migrations = [
        Migration(
            number: 1, name: "create the certification authority",
            sql: """
                CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
                CREATE TABLE certificate (
                    serial TEXT PRIMARY KEY CHECK (length(serial) BETWEEN 2 AND 66),
                    family TEXT NOT NULL CHECK (family IN ('gost', 'ecdsa')),
                    kind TEXT NOT NULL,
                    iin TEXT CHECK (length(iin) = 12),
                    bin TEXT CHECK (length(bin) = 12),
                    der BYTEA NOT NULL,
                    p12 BYTEA NOT NULL,
                    issued_at BIGINT NOT NULL,
                    not_before BIGINT NOT NULL,
                    not_after BIGINT NOT NULL CHECK (not_after > not_before),
                    revoked_at BIGINT,
                    reason BIGINT CHECK (reason BETWEEN 0 AND 10),
                    CHECK ((revoked_at IS NULL) = (reason IS NULL))
                );
                CREATE INDEX certificate_issued ON certificate (issued_at, serial);
                CREATE INDEX certificate_holder ON certificate (iin, kind, family, not_after);
                CREATE INDEX certificate_revoked ON certificate (family, revoked_at)
                    WHERE revoked_at IS NOT NULL;
                """),
        Migration(
            number: 2, name: "take RSA keys, and keys of the rules of earlier years",
            sql: """
                CREATE TABLE certificate_of_all_years (
                    serial TEXT PRIMARY KEY CHECK (length(serial) BETWEEN 2 AND 66),
                    family TEXT NOT NULL CHECK (family IN ('gost', 'ecdsa', 'rsa')),
                    kind TEXT NOT NULL,
                    key_use TEXT NOT NULL CHECK (key_use IN
                        ('universal', 'universal2022', 'signing', 'authentication')),
                    iin TEXT CHECK (length(iin) = 12),
                    bin TEXT CHECK (length(bin) = 12),
                    der BYTEA NOT NULL,
                    p12 BYTEA NOT NULL,
                    issued_at BIGINT NOT NULL,
                    not_before BIGINT NOT NULL,
                    not_after BIGINT NOT NULL CHECK (not_after > not_before),
                    revoked_at BIGINT,
                    reason BIGINT CHECK (reason BETWEEN 0 AND 10),
                    CHECK ((revoked_at IS NULL) = (reason IS NULL))
                );
                INSERT INTO certificate_of_all_years (serial, family, kind, key_use, iin, bin, der,
                    p12, issued_at, not_before, not_after, revoked_at, reason)
                SELECT serial, family, kind, 'universal', iin, bin, der, p12, issued_at,
                    not_before, not_after, revoked_at, reason
                FROM certificate;
                DROP TABLE certificate;
                ALTER TABLE certificate_of_all_years RENAME TO certificate;
                CREATE INDEX certificate_issued ON certificate (issued_at, serial);
                CREATE INDEX certificate_holder
                    ON certificate (iin, kind, family, key_use, not_after);
                CREATE INDEX certificate_revoked ON certificate (family, revoked_at)
                    WHERE revoked_at IS NOT NULL;
                """),
    ]

    private static let columns: SQL = "der, family, kind, p12, revoked_at, reason, key_use"

    func insert(
        _ certificate: Certificate, _ family: NCAFamily, _ kind: NCAHolderKind, _ use: NCAKeyUse,
        p12: [UInt8], at now: Instant
    ) async throws {
        try await store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO certificate (serial, family, kind, key_use, iin, bin, der, p12,
                    issued_at, not_before, not_after)
                VALUES (\(certificate.serial), \(family.rawValue), \(kind.rawValue),
                    \(use.rawValue), \(certificate.subject.iin), \(certificate.subject.bin), \(certificate.der),
                    \(p12), \(now), \(certificate.notBefore), \(certificate.notAfter))
                """)
        }
    }

    /// Revokes it; false when there is none or it is revoked already.
    func revoke(serial: String, at now: Instant, _ reason: RevocationReason) async throws -> Bool {
        try await store.write { transaction in
            try transaction.change(
                """
                UPDATE certificate SET revoked_at = \(now), reason = \(Int64(reason.rawValue))
                WHERE serial = \(serial) AND revoked_at IS NULL
                """) == 1
        }
    }

    func find(serial: String) async throws -> IssuedCertificate? {
        try await store.read { transaction in
            try transaction.firstRow(
                "SELECT \(Self.columns) FROM certificate WHERE serial = \(serial)"
            ).map(Self.issued)
        }
    }

    /// The holder's newest certificate of the kind that is valid and not revoked.
    func valid(
        iin: String, kind: NCAHolderKind, bin: String?, family: NCAFamily, use: NCAKeyUse,
        at now: Instant
    ) async throws -> IssuedCertificate? {
        try await store.read { transaction in
            try transaction.rows(
                """
                SELECT \(Self.columns) FROM certificate
                WHERE iin = \(iin) AND kind = \(kind.rawValue) AND family = \(family.rawValue)
                    AND key_use = \(use.rawValue) AND revoked_at IS NULL AND not_before <= \(now) AND not_after > \(now)
                ORDER BY not_after DESC LIMIT 20
                """
            ).map(Self.issued).first { $0.certificate.subject.bin == bin && !$0.p12.isEmpty }
        }
    }

    /// The newest certificates.
    func newest(limit: Int) async throws -> [IssuedCertificate] {
        try await store.read { transaction in
            try transaction.rows(
                """
                SELECT \(Self.columns) FROM certificate
                ORDER BY issued_at DESC, serial LIMIT \(Int64(min(limit, Self.listMax)))
                """
            ).map(Self.issued)
        }
    }

    /// What was revoked after the one moment and up to the other, by serial number as encoded.
    func revoked(
        _ family: NCAFamily, after start: Instant?, upTo end: Instant
    ) async throws -> [[UInt8]: RevocationList.Entry] {
        let start = start ?? Instant(seconds: 0)
        return try await store.read { transaction in
            var entries: [[UInt8]: RevocationList.Entry] = [:]
            for row in try transaction.rows(
                """
                SELECT der, revoked_at, reason FROM certificate
                WHERE family = \(family.rawValue) AND revoked_at > \(start)
                    AND revoked_at <= \(end)
                """)
            {
                let certificate = try Certificate(der: try row.bytes(0))
                entries[certificate.serialBytes] = RevocationList.Entry(
                    revokedAt: try row.instant(1),
                    for: RevocationReason(rawValue: Int(try row.integer(2))) ?? .unspecified)
            }
            return entries
        }
    }

    /// The stored value of the name, or `value`, which is stored then.
    func setting(_ name: String, or value: String) async throws -> String {
        try await store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO setting (name, value) VALUES (\(name), \(value))
                ON CONFLICT (name) DO NOTHING
                """)
            return try transaction.firstRow("SELECT value FROM setting WHERE name = \(name)")?
                .text(0) ?? value
        }
    }

    func set(_ name: String, _ value: String) async throws {
        try await store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO setting (name, value) VALUES (\(name), \(value))
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """)
        }
    }

    private static func issued(_ row: Row) throws -> IssuedCertificate {
        IssuedCertificate(
            certificate: try Certificate(der: try row.bytes(0)),
            family: NCAFamily(rawValue: try row.text(1)) ?? .gost,
            kind: NCAHolderKind(rawValue: try row.text(2)) ?? .individual,
            use: NCAKeyUse(rawValue: try row.text(6)) ?? .universal, p12: try row.bytes(3),
            revokedAt: try row.instantIfPresent(4),
            reason: try row.integerIfPresent(5).flatMap { RevocationReason(rawValue: Int($0)) })
    }
}
