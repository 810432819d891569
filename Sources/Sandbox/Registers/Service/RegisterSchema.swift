import Store

/// The schemas of the registers' own stores.
enum RegisterSchema {
    static func migrations(_ kind: RegisterKind) -> [Migration] {
        switch kind {
        case .persons: persons
        case .phones: phones
        case .organisations: organisations
        case .documents: documents
        }
    }

    private static let persons = [
        Migration(
            number: 1, name: "create the population register",
            sql: """
                CREATE TABLE seed (id BIGINT PRIMARY KEY CHECK (id = 1), people BIGINT NOT NULL);
                CREATE TABLE person (
                    iin TEXT PRIMARY KEY,
                    surname TEXT NOT NULL,
                    name TEXT NOT NULL,
                    patronymic TEXT,
                    latin_name TEXT NOT NULL,
                    birth_date BIGINT NOT NULL,
                    death_date BIGINT,
                    language TEXT NOT NULL CHECK (language IN ('kk', 'ru', 'en'))
                );
                CREATE TABLE guardianship (
                    ward_iin TEXT NOT NULL REFERENCES person (iin),
                    guardian_iin TEXT NOT NULL REFERENCES person (iin),
                    basis TEXT NOT NULL,
                    from_day BIGINT NOT NULL,
                    until_day BIGINT,
                    PRIMARY KEY (ward_iin, guardian_iin, from_day),
                    CHECK (until_day IS NULL OR until_day > from_day)
                );
                CREATE INDEX guardianship_guardian ON guardianship (guardian_iin);
                """)
    ]

    private static let phones = [
        Migration(
            number: 1, name: "create the mobile citizens' base",
            sql: """
                CREATE TABLE seed (id BIGINT PRIMARY KEY CHECK (id = 1), people BIGINT NOT NULL);
                CREATE TABLE phone (iin TEXT PRIMARY KEY, phone TEXT NOT NULL);
                CREATE INDEX phone_phone ON phone (phone);
                """)
    ]

    private static let organisations = [
        Migration(
            number: 1, name: "create the register of organisations",
            sql: """
                CREATE TABLE seed (id BIGINT PRIMARY KEY CHECK (id = 1), people BIGINT NOT NULL);
                CREATE TABLE organisation (bin TEXT PRIMARY KEY, changed_on BIGINT);
                CREATE TABLE licence (
                    bin TEXT NOT NULL REFERENCES organisation (bin),
                    code TEXT NOT NULL,
                    number TEXT NOT NULL,
                    from_day BIGINT NOT NULL,
                    until_day BIGINT,
                    PRIMARY KEY (bin, code, number),
                    CHECK (until_day IS NULL OR until_day >= from_day)
                );
                """),
        Migration(
            number: 2, name: "create restrictions and payments",
            sql: """
                CREATE TABLE restriction (
                    number TEXT PRIMARY KEY,
                    party TEXT NOT NULL CHECK (length(party) = 12),
                    kind TEXT NOT NULL
                        CHECK (kind IN ('prohibition', 'suspension', 'issuanceBan')),
                    from_day BIGINT NOT NULL,
                    until_day BIGINT
                );
                CREATE INDEX restriction_party ON restriction (party);
                CREATE TABLE payment (
                    receipt TEXT PRIMARY KEY,
                    payer TEXT NOT NULL CHECK (length(payer) = 12),
                    amount_tiyn BIGINT NOT NULL CHECK (amount_tiyn > 0),
                    paid_on BIGINT NOT NULL,
                    refunded_on BIGINT CHECK (refunded_on >= paid_on)
                );
                """),
    ]

    private static let documents = [
        Migration(
            number: 1, name: "create the register of documents",
            sql: """
                CREATE TABLE seed (id BIGINT PRIMARY KEY CHECK (id = 1), people BIGINT NOT NULL);
                CREATE TABLE document (
                    record_id TEXT PRIMARY KEY,
                    owner_iin TEXT NOT NULL,
                    document_type TEXT NOT NULL,
                    title_kk TEXT NOT NULL,
                    title_ru TEXT NOT NULL,
                    title_en TEXT NOT NULL,
                    valid_from BIGINT NOT NULL,
                    valid_until BIGINT,
                    revoked_on BIGINT,
                    suspended_from BIGINT,
                    suspended_until BIGINT,
                    fields TEXT NOT NULL,
                    CHECK ((suspended_from IS NULL) = (suspended_until IS NULL))
                );
                CREATE INDEX document_owner ON document (owner_iin, document_type, record_id);
                """)
    ]
}
