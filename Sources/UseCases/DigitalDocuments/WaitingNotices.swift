import Kernel
import Messages
import Registers
import Store

/// Where a notice to a person goes.
enum NoticeAddress: Sendable {
    /// To this number.
    case phone(PhoneNumber, Language)
    /// Nowhere: the person is dead or has no registered number.
    case none
    /// A base did not answer: it is asked again.
    case unknown
}

extension Platform {
    /// Seconds in which a notice of a view is worth sending.
    static var viewNoticeSeconds: Int64 { 86_400 }
    /// Seconds after which a base that did not answer is asked again.
    private static var noticePauseSeconds: Int64 { 60 }
    /// Notices that one round looks at, at most.
    private static var noticesMax: Int { 50 }

    /// Where the person is reached, as far as the bases say so now.
    ///
    /// - Parameter known: the person's record, when the register has just been asked for it.
    func noticeAddress(of person: IIN, known: PersonRecord? = nil) async -> NoticeAddress {
        do {
            guard let found = try await contact(of: person, known: known) else { return .none }
            return .phone(found.phone, found.language)
        } catch {
            return .unknown
        }
    }

    /// Queues a notice, or lets it wait until it is known where the person is reached.
    func tell(
        _ person: IIN, _ text: LocalizedText, at address: NoticeAddress, now: Instant,
        in transaction: any Transaction
    ) throws {
        let giveUpAt = now.adding(seconds: Self.viewNoticeSeconds)
        switch address {
        case .none: return
        case .phone(let phone, let language):
            try Outbox.add(
                OutgoingMessage(
                    id: Identifier(random: random), recipient: phone, body: text[language],
                    giveUpAt: giveUpAt), at: now, in: transaction)
        case .unknown:
            try keep(
                text, for: person, from: now.adding(seconds: Self.noticePauseSeconds), now: now,
                in: transaction)
        }
    }

    /// Leaves a notice of what happens in this transaction; its address is looked for afterwards,
    /// since no register is asked within one.
    func tellAfterwards(
        _ person: IIN, _ text: LocalizedText, now: Instant, in transaction: any Transaction
    ) throws {
        try keep(text, for: person, from: now, now: now, in: transaction)
    }

    private func keep(
        _ text: LocalizedText, for person: IIN, from attempt: Instant, now: Instant,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO waiting_notice (id, person_iin, text_kk, text_ru, text_en, created_at,
                next_attempt_at, give_up_at)
            VALUES (\(randomIdentifierText(random)), \(person), \(text.kk), \(text.ru),
                \(text.en), \(now), \(attempt), \(now.adding(seconds: Self.viewNoticeSeconds)))
            """)
    }

    /// Queues the notices that wait for a base which answers again.
    ///
    /// A notice leaves once, whichever node finds its address first.
    /// - Returns: how many were queued or are over.
    package func sendWaitingNotices() async throws -> Int {
        let now = clock.now()
        let waiting = try await store.read { transaction in
            try transaction.rows(
                """
                SELECT id, person_iin, text_kk, text_ru, text_en, give_up_at FROM waiting_notice
                WHERE next_attempt_at <= \(now) ORDER BY next_attempt_at, id
                LIMIT \(Self.noticesMax)
                """
            ).map(WaitingNotice.init(row:))
        }
        var ended = 0
        for notice in waiting {
            let isOver = notice.giveUpAt <= now
            let address = isOver ? .none : await noticeAddress(of: notice.person)
            if case .unknown = address {
                // The others would fare no better.
                try await putOff(notice, at: now)
                break
            }
            try await send(notice, to: address, at: now)
            ended += 1
        }
        if ended > 0 { messageSignal.notify() }
        return ended
    }

    private func putOff(_ notice: WaitingNotice, at now: Instant) async throws {
        let next = min(now.adding(seconds: Self.noticePauseSeconds), notice.giveUpAt)
        try await store.write { transaction in
            try transaction.execute(
                "UPDATE waiting_notice SET next_attempt_at = \(next) WHERE id = \(notice.id)")
        }
    }

    private func send(
        _ notice: WaitingNotice, to address: NoticeAddress, at now: Instant
    ) async throws {
        try await store.write { [random] transaction in
            let isMine =
                try transaction.change("DELETE FROM waiting_notice WHERE id = \(notice.id)") == 1
            guard isMine, case .phone(let phone, let language) = address else { return }
            try Outbox.add(
                OutgoingMessage(
                    id: Identifier(random: random), recipient: phone, body: notice.text[language],
                    giveUpAt: notice.giveUpAt), at: now, in: transaction)
        }
    }
}

/// A notice whose address was not known when it was made.
private struct WaitingNotice: Sendable {
    let id: String
    let person: IIN
    let text: LocalizedText
    let giveUpAt: Instant

    init(row: Row) throws {
        id = try row.text(0)
        person = IIN(stored: try row.text(1))
        text = LocalizedText(kk: try row.text(2), ru: try row.text(3), en: try row.text(4))
        giveUpAt = try row.instant(5)
    }
}
