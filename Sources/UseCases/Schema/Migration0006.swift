import Store

extension Migration {
    /// Food vouchers: lists, families, vouchers with every step of their money, shops, tills.
    ///
    /// What a voucher was formed with is always where it can be or has been: the table itself refuses
    /// anything else, and each step of a voucher has the next number of that voucher, so that of two
    /// steps at once one cannot be stored.
    static let foodVouchers = Migration(
        number: 6, name: "food vouchers",
        sql: """
            CREATE TABLE voucher_evidence (
                pilot TEXT NOT NULL,
                point TEXT NOT NULL,
                reference TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 300),
                recorded_by TEXT NOT NULL,
                recorded_at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                PRIMARY KEY (pilot, point)
            );

            CREATE TABLE voucher_list (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                pilot TEXT NOT NULL,
                month BIGINT NOT NULL,
                version BIGINT NOT NULL CHECK (version >= 1),
                client_id TEXT NOT NULL REFERENCES client (id),
                taken_at BIGINT NOT NULL,
                is_late BIGINT NOT NULL CHECK (is_late IN (0, 1)),
                row_count BIGINT NOT NULL,
                listed BIGINT NOT NULL DEFAULT 0,
                changed BIGINT NOT NULL DEFAULT 0,
                delisted BIGINT NOT NULL DEFAULT 0,
                unchanged BIGINT NOT NULL DEFAULT 0,
                finished_at BIGINT,
                UNIQUE (pilot, month, version)
            );

            CREATE TABLE voucher_list_fault (
                list_id TEXT NOT NULL REFERENCES voucher_list (id),
                line BIGINT NOT NULL,
                fault TEXT NOT NULL,
                PRIMARY KEY (list_id, line)
            );

            CREATE TABLE voucher_family (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                pilot TEXT NOT NULL,
                month BIGINT NOT NULL,
                recipient_iin TEXT NOT NULL CHECK (length(recipient_iin) = 12),
                list_id TEXT NOT NULL REFERENCES voucher_list (id),
                state TEXT NOT NULL CHECK (state IN ('listed', 'numberFound', 'terminated', 'asked',
                    'consented', 'refused', 'removed', 'delisted')),
                termination TEXT,
                holder_iin TEXT CHECK (length(holder_iin) = 12),
                phone TEXT,
                language TEXT,
                listed_at BIGINT NOT NULL,
                asked_at BIGINT,
                repeated_at BIGINT,
                answered_at BIGINT,
                ends_at BIGINT NOT NULL,
                UNIQUE (pilot, month, recipient_iin),
                CHECK ((state = 'terminated') = (termination IS NOT NULL)),
                CHECK (state NOT IN ('numberFound', 'asked', 'consented', 'refused')
                    OR (phone IS NOT NULL AND holder_iin IS NOT NULL)),
                CHECK (repeated_at IS NULL OR repeated_at > asked_at),
                CHECK (state NOT IN ('consented', 'refused') OR answered_at < ends_at)
            );
            CREATE UNIQUE INDEX voucher_family_open ON voucher_family (phone)
                WHERE state = 'asked';
            CREATE INDEX voucher_family_due ON voucher_family (state, ends_at, id)
                WHERE state IN ('listed', 'numberFound', 'asked');
            CREATE INDEX voucher_family_holder ON voucher_family (holder_iin, month);
            CREATE INDEX voucher_family_month ON voucher_family (pilot, month, state);

            CREATE TABLE voucher_member (
                family_id TEXT NOT NULL REFERENCES voucher_family (id),
                member_iin TEXT NOT NULL CHECK (length(member_iin) = 12),
                pilot TEXT NOT NULL,
                month BIGINT NOT NULL,
                PRIMARY KEY (family_id, member_iin),
                UNIQUE (pilot, month, member_iin)
            );

            CREATE TABLE voucher (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                pilot TEXT NOT NULL,
                month BIGINT NOT NULL,
                family_id TEXT NOT NULL REFERENCES voucher_family (id),
                member_iin TEXT NOT NULL CHECK (length(member_iin) = 12),
                holder_iin TEXT NOT NULL CHECK (length(holder_iin) = 12),
                status TEXT NOT NULL CHECK (status IN ('formed', 'active', 'expired', 'removed')),
                issued BIGINT NOT NULL CHECK (issued > 0),
                available BIGINT NOT NULL CHECK (available >= 0),
                held BIGINT NOT NULL CHECK (held >= 0),
                spent BIGINT NOT NULL CHECK (spent >= 0),
                expired BIGINT NOT NULL CHECK (expired >= 0),
                removed BIGINT NOT NULL CHECK (removed >= 0),
                movements BIGINT NOT NULL CHECK (movements >= 1),
                opens_at BIGINT NOT NULL,
                valid_until BIGINT NOT NULL,
                formed_at BIGINT NOT NULL,
                activated_at BIGINT,
                UNIQUE (family_id, member_iin),
                UNIQUE (pilot, month, member_iin),
                CHECK (issued = available + held + spent + expired + removed),
                CHECK (activated_at IS NOT NULL OR (spent = 0 AND held = 0 AND status <> 'active')),
                CHECK (activated_at >= opens_at AND activated_at < valid_until),
                CHECK (status NOT IN ('expired', 'removed') OR (available = 0 AND held = 0))
            );
            CREATE INDEX voucher_holder ON voucher (holder_iin, month, id);
            CREATE INDEX voucher_ending ON voucher (valid_until, id)
                WHERE status IN ('formed', 'active');
            CREATE INDEX voucher_month ON voucher (pilot, month, status);
            CREATE INDEX voucher_formed ON voucher (pilot, formed_at);
            CREATE INDEX voucher_activated ON voucher (pilot, activated_at)
                WHERE activated_at IS NOT NULL;

            CREATE TABLE voucher_shop (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 3 AND 64),
                pilot TEXT NOT NULL,
                bin TEXT NOT NULL CHECK (length(bin) = 12),
                name_kk TEXT NOT NULL,
                name_ru TEXT NOT NULL,
                name_en TEXT NOT NULL,
                address TEXT NOT NULL,
                is_stationary BIGINT NOT NULL CHECK (is_stationary = 1),
                loan_agreement TEXT,
                joined_at BIGINT NOT NULL
            );
            CREATE INDEX voucher_shop_pilot ON voucher_shop (pilot, id);

            CREATE TABLE voucher_till (
                client_id TEXT NOT NULL PRIMARY KEY REFERENCES client (id),
                shop_id TEXT NOT NULL REFERENCES voucher_shop (id),
                name TEXT NOT NULL,
                added_at BIGINT NOT NULL
            );
            CREATE INDEX voucher_till_shop ON voucher_till (shop_id);

            CREATE TABLE voucher_goods (
                shop_id TEXT NOT NULL REFERENCES voucher_shop (id),
                product TEXT NOT NULL CHECK (length(product) BETWEEN 8 AND 14),
                from_day BIGINT NOT NULL,
                supply TEXT NOT NULL CHECK (supply IN ('stock', 'producer')),
                purchase_tiyn BIGINT NOT NULL CHECK (purchase_tiyn > 0),
                entered_at BIGINT NOT NULL,
                PRIMARY KEY (shop_id, product, from_day)
            );

            CREATE TABLE voucher_wallet (
                holder_iin TEXT NOT NULL PRIMARY KEY CHECK (length(holder_iin) = 12),
                qr_counter BIGINT NOT NULL CHECK (qr_counter >= 1)
            );

            CREATE TABLE voucher_qr (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                holder_iin TEXT NOT NULL REFERENCES voucher_wallet (holder_iin),
                counter BIGINT NOT NULL CHECK (counter >= 1),
                vouchers TEXT NOT NULL,
                expires_at BIGINT NOT NULL,
                UNIQUE (holder_iin, counter)
            );
            CREATE INDEX voucher_qr_expiry ON voucher_qr (expires_at);

            CREATE TABLE voucher_basket (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                qr_id TEXT NOT NULL UNIQUE,
                till_id TEXT NOT NULL REFERENCES voucher_till (client_id),
                holder_iin TEXT NOT NULL CHECK (length(holder_iin) = 12),
                vouchers TEXT NOT NULL,
                opened_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL CHECK (expires_at > opened_at),
                closed_at BIGINT
            );

            CREATE TABLE voucher_hold (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                till_id TEXT NOT NULL REFERENCES voucher_till (client_id),
                hold_id TEXT NOT NULL,
                basket_id TEXT NOT NULL REFERENCES voucher_basket (id),
                amount BIGINT NOT NULL CHECK (amount > 0),
                expires_at BIGINT NOT NULL,
                ended_at BIGINT,
                outcome TEXT CHECK (outcome IN ('spent', 'released')),
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                UNIQUE (till_id, hold_id),
                CHECK ((ended_at IS NULL) = (outcome IS NULL))
            );
            CREATE INDEX voucher_hold_open ON voucher_hold (expires_at, id)
                WHERE ended_at IS NULL;
            CREATE INDEX voucher_hold_basket ON voucher_hold (basket_id)
                WHERE ended_at IS NULL;

            CREATE TABLE voucher_hold_part (
                hold_id TEXT NOT NULL REFERENCES voucher_hold (id),
                voucher_id TEXT NOT NULL REFERENCES voucher (id),
                amount BIGINT NOT NULL CHECK (amount > 0),
                PRIMARY KEY (hold_id, voucher_id)
            );
            CREATE INDEX voucher_hold_part_voucher ON voucher_hold_part (voucher_id);

            CREATE TABLE voucher_redemption (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                pilot TEXT NOT NULL,
                till_id TEXT NOT NULL REFERENCES voucher_till (client_id),
                redemption_id TEXT NOT NULL,
                shop_id TEXT NOT NULL REFERENCES voucher_shop (id),
                basket_id TEXT NOT NULL REFERENCES voucher_basket (id),
                presented TEXT NOT NULL,
                hold_id TEXT REFERENCES voucher_hold (id),
                status TEXT NOT NULL CHECK (status IN ('paid', 'failed')),
                total BIGINT NOT NULL CHECK (total >= 0),
                by_voucher BIGINT NOT NULL CHECK (by_voucher >= 0),
                otherwise BIGINT NOT NULL CHECK (otherwise >= 0),
                remaining BIGINT NOT NULL CHECK (remaining >= 0),
                returned_by_voucher BIGINT NOT NULL DEFAULT 0 CHECK (returned_by_voucher >= 0),
                returned_otherwise BIGINT NOT NULL DEFAULT 0 CHECK (returned_otherwise >= 0),
                at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                UNIQUE (till_id, redemption_id),
                CHECK (status = 'failed' OR total = by_voucher + otherwise),
                CHECK (status = 'paid' OR (by_voucher = 0 AND otherwise = 0)),
                CHECK (returned_by_voucher <= by_voucher AND returned_otherwise <= otherwise)
            );
            CREATE INDEX voucher_redemption_day ON voucher_redemption (pilot, at, id);
            CREATE INDEX voucher_redemption_shop ON voucher_redemption (shop_id, at, id);

            CREATE TABLE voucher_redemption_part (
                redemption_id TEXT NOT NULL REFERENCES voucher_redemption (id),
                voucher_id TEXT NOT NULL REFERENCES voucher (id),
                amount BIGINT NOT NULL CHECK (amount > 0),
                returned BIGINT NOT NULL DEFAULT 0 CHECK (returned >= 0 AND returned <= amount),
                PRIMARY KEY (redemption_id, voucher_id)
            );
            CREATE INDEX voucher_redemption_part_voucher ON voucher_redemption_part (voucher_id);

            CREATE TABLE voucher_line (
                redemption_id TEXT NOT NULL REFERENCES voucher_redemption (id),
                number BIGINT NOT NULL CHECK (number >= 1),
                product TEXT NOT NULL,
                good TEXT NOT NULL,
                name TEXT NOT NULL,
                quantity BIGINT NOT NULL CHECK (quantity > 0),
                shelf_tiyn BIGINT NOT NULL,
                unit_tiyn BIGINT NOT NULL CHECK (unit_tiyn > 0),
                total BIGINT NOT NULL CHECK (total >= 0),
                returned BIGINT NOT NULL DEFAULT 0 CHECK (returned >= 0 AND returned <= quantity),
                PRIMARY KEY (redemption_id, number)
            );

            CREATE TABLE voucher_return (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                redemption_id TEXT NOT NULL REFERENCES voucher_redemption (id),
                return_id TEXT NOT NULL,
                by_voucher BIGINT NOT NULL CHECK (by_voucher >= 0),
                otherwise BIGINT NOT NULL CHECK (otherwise >= 0),
                lines TEXT NOT NULL,
                at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                UNIQUE (redemption_id, return_id)
            );

            CREATE TABLE voucher_movement (
                voucher_id TEXT NOT NULL REFERENCES voucher (id),
                number BIGINT NOT NULL CHECK (number >= 1),
                pilot TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('issued', 'held', 'released', 'spent',
                    'spentHeld', 'returned', 'expired', 'removed', 'restored')),
                amount BIGINT NOT NULL CHECK (amount > 0),
                shop_id TEXT REFERENCES voucher_shop (id),
                at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                PRIMARY KEY (voucher_id, number),
                CHECK ((kind IN ('issued', 'expired', 'removed', 'restored')) = (shop_id IS NULL))
            );
            CREATE INDEX voucher_movement_day ON voucher_movement (pilot, at, voucher_id, number);

            CREATE TABLE voucher_report (
                pilot TEXT NOT NULL,
                day BIGINT NOT NULL,
                payload BYTEA NOT NULL,
                signed TEXT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                PRIMARY KEY (pilot, day)
            );
            """)
}
