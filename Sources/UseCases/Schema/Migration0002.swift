import Store

extension Migration {
    /// Who may call: systems with their keys, people with their sessions, officials with roles.
    static let identity = Migration(
        number: 2, name: "identity",
        sql: """
            CREATE TABLE client (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 3 AND 64),
                name_kk TEXT NOT NULL,
                name_ru TEXT NOT NULL,
                name_en TEXT NOT NULL,
                bin TEXT NOT NULL CHECK (length(bin) = 12),
                role TEXT NOT NULL CHECK (role IN ('user', 'owner', 'authorisedBody')),
                operator_kind TEXT NOT NULL
                    CHECK (operator_kind IN ('stateBody', 'individual', 'legalEntity')),
                scopes TEXT NOT NULL,
                data_sets TEXT NOT NULL,
                jwks TEXT NOT NULL,
                callback_url TEXT,
                decision TEXT,
                decided_at BIGINT,
                created_at BIGINT NOT NULL,
                disabled_at BIGINT
            );

            CREATE TABLE client_assertion (
                client_id TEXT NOT NULL REFERENCES client (id),
                jti TEXT NOT NULL CHECK (length(jti) BETWEEN 1 AND 128),
                expires_at BIGINT NOT NULL,
                PRIMARY KEY (client_id, jti)
            );
            CREATE INDEX client_assertion_expiry ON client_assertion (expires_at);

            CREATE TABLE official (
                iin TEXT NOT NULL PRIMARY KEY CHECK (length(iin) = 12),
                name TEXT NOT NULL,
                body_bin TEXT NOT NULL CHECK (length(body_bin) = 12),
                role TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                disabled_at BIGINT
            );

            CREATE TABLE administration_proposal (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                action TEXT NOT NULL,
                proposal TEXT NOT NULL,
                proposed_by TEXT NOT NULL,
                proposed_at BIGINT NOT NULL,
                confirmed_by TEXT CHECK (confirmed_by <> proposed_by),
                confirmed_at BIGINT
            );

            CREATE TABLE sign_in_attempt (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                iin TEXT NOT NULL CHECK (length(iin) = 12),
                phone TEXT,
                code_hash BYTEA,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                tries BIGINT NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
                used_at BIGINT
            );
            CREATE INDEX sign_in_attempt_person ON sign_in_attempt (iin, created_at);

            CREATE TABLE session (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                secret_hash BYTEA NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
                iin TEXT NOT NULL CHECK (length(iin) = 12),
                display_name TEXT NOT NULL,
                attempt_id TEXT UNIQUE REFERENCES sign_in_attempt (id),
                device TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                seen_at BIGINT NOT NULL,
                ended_at BIGINT
            );
            CREATE INDEX session_person ON session (iin, created_at);

            CREATE TABLE idempotency_key (
                caller TEXT NOT NULL,
                route TEXT NOT NULL,
                key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 128),
                digest BYTEA NOT NULL CHECK (length(digest) = 32),
                created_at BIGINT NOT NULL,
                finished_at BIGINT,
                status BIGINT,
                entity TEXT,
                PRIMARY KEY (caller, route, key)
            );
            CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
            """)
}
