import Store

extension Migration {
    /// Control of access to personal data: requests, consents, uses; and what leaves by SMS.
    static let accessControl = Migration(
        number: 3, name: "access control",
        sql: """
            CREATE TABLE access_request (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                subject_iin TEXT NOT NULL CHECK (length(subject_iin) = 12),
                initiator TEXT NOT NULL REFERENCES client (id),
                owner TEXT NOT NULL REFERENCES client (id),
                service TEXT NOT NULL,
                action TEXT NOT NULL CHECK (action IN ('collection', 'processing', 'transfer')),
                data_sets TEXT NOT NULL,
                purpose TEXT NOT NULL,
                method TEXT NOT NULL,
                lifetime_seconds BIGINT NOT NULL CHECK (lifetime_seconds > 0),
                uses BIGINT NOT NULL CHECK (uses > 0),
                phone TEXT,
                sms_code TEXT CHECK (length(sms_code) = 4),
                created_at BIGINT NOT NULL,
                answer_by BIGINT NOT NULL,
                answered_at BIGINT,
                outcome TEXT CHECK (outcome IN
                    ('granted', 'refused', 'undeliverable', 'withdrawn', 'expired')),
                CHECK ((outcome IS NULL) = (answered_at IS NULL))
            );
            CREATE INDEX access_request_subject ON access_request (subject_iin, created_at, id);
            CREATE INDEX access_request_initiator
                ON access_request (initiator, subject_iin, purpose, created_at);
            CREATE INDEX access_request_open ON access_request (phone, sms_code)
                WHERE outcome IS NULL;
            CREATE INDEX access_request_overdue ON access_request (answer_by)
                WHERE outcome IS NULL;

            CREATE TABLE consent (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                request_id TEXT NOT NULL UNIQUE REFERENCES access_request (id),
                subject_iin TEXT NOT NULL CHECK (length(subject_iin) = 12),
                granted_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL CHECK (expires_at > granted_at),
                withdrawn_at BIGINT,
                withdrawal_duty TEXT
            );
            CREATE INDEX consent_subject ON consent (subject_iin, granted_at, id);

            CREATE TABLE consent_data_set (
                consent_id TEXT NOT NULL REFERENCES consent (id),
                data_set TEXT NOT NULL,
                uses_max BIGINT NOT NULL CHECK (uses_max > 0),
                uses_spent BIGINT NOT NULL DEFAULT 0
                    CHECK (uses_spent >= 0 AND uses_spent <= uses_max),
                PRIMARY KEY (consent_id, data_set)
            );

            CREATE TABLE outbox (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                channel TEXT NOT NULL CHECK (channel IN ('sms', 'callback')),
                recipient TEXT NOT NULL,
                body TEXT NOT NULL,
                answers TEXT,
                reference TEXT,
                created_at BIGINT NOT NULL,
                attempts BIGINT NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                next_attempt_at BIGINT NOT NULL,
                claimed_until BIGINT NOT NULL DEFAULT 0,
                give_up_at BIGINT NOT NULL,
                sent_at BIGINT,
                delivered_at BIGINT,
                failed_at BIGINT,
                failure TEXT,
                CHECK (sent_at IS NULL OR failed_at IS NULL OR sent_at <= failed_at)
            );
            CREATE INDEX outbox_waiting ON outbox (channel, recipient, created_at, id)
                WHERE sent_at IS NULL AND failed_at IS NULL;
            CREATE INDEX outbox_due ON outbox (channel, next_attempt_at)
                WHERE sent_at IS NULL AND failed_at IS NULL;
            CREATE INDEX outbox_recipient ON outbox (channel, recipient, created_at);
            CREATE INDEX outbox_personal ON outbox (created_at) WHERE recipient <> '';
            CREATE INDEX outbox_failed ON outbox (failed_at) WHERE failed_at IS NOT NULL;

            CREATE TABLE inbound_message (
                gateway_id TEXT NOT NULL PRIMARY KEY CHECK (length(gateway_id) BETWEEN 1 AND 128),
                phone TEXT NOT NULL,
                received_at BIGINT NOT NULL,
                outcome TEXT NOT NULL
            );
            CREATE INDEX inbound_message_phone ON inbound_message (phone, received_at);
            """)
}
