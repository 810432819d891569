import Journal
import Kernel
import Messages
import Registers
import Signatures
import Store
import UseCases

extension TestPlatform {
    /// An SMS as it lies in the outbox.
    package struct SentMessage: Sendable {
        /// The text.
        package let body: String
        /// What may be answered.
        package let answers: MessageAnswers?
        /// What it belongs to.
        package let reference: String?

        /// The text that consents; empty where there is none.
        package var grant: String {
            if case .choice(let grant, _) = answers { grant } else { "" }
        }

        /// The text that refuses; empty where there is none.
        package var refuse: String {
            if case .choice(_, let refuse) = answers { refuse } else { "" }
        }

        /// The six digits of a one-time password; empty where there are none.
        package var password: String {
            body.split { !$0.isNumber }.map(String.init).first { $0.count == 6 } ?? ""
        }
    }

    /// The person in a session that the test makes up.
    package func person(_ iin: IIN) -> SignedInPerson {
        SignedInPerson(
            iin: iin, displayName: registers.world.people[iin]?.fullName ?? "",
            session: Identifier(random: .system))
    }

    /// An official of the role, in the table and in a session that began by EDS.
    package func official(
        _ iin: IIN = TestPeople.verifier, role: OfficialRole, name: String = "O",
        body: BIN = TestPeople.organisation
    ) async throws -> SignedInOfficial {
        try await apply(
            .addOfficial(OfficialDraft(iin: iin, name: name, body: body, role: role.rawValue)))
        let displayName = registers.world.people[iin]?.fullName ?? ""
        return try await platform.official(
            SignedInPerson(
                iin: iin, displayName: displayName, session: Identifier(random: .system),
                method: .eds,
                bin: body))
    }

    /// Everything that was queued for the number, oldest first.
    package func messages(to phone: PhoneNumber) async throws -> [SentMessage] {
        try await store.read { transaction in
            try transaction.rows(
                """
                SELECT body, answers, reference FROM outbox WHERE recipient = \(phone)
                ORDER BY created_at, id
                """
            ).map { row in
                SentMessage(
                    body: try row.text(0),
                    answers: try row.textIfPresent(1).flatMap(MessageAnswers.init(stored:)),
                    reference: try row.textIfPresent(2))
            }
        }
    }

    /// The kinds of all entries so far, in no order.
    package func entries() async throws -> [JournalKind] {
        try await store.read { transaction in
            try transaction.rows("SELECT kind FROM journal_entry").compactMap {
                JournalKind(rawValue: try $0.text(0))
            }
        }
    }

    /// What the person's own log says, newest first.
    package func log(of iin: IIN) async throws -> [LogRow] {
        try await platform.accessLog(
            of: person(iin), page: PageRequest(limit: 200, cursor: nil)
        ).items
    }

    /// The marks that the person reads, newest first.
    package func marks(of reader: Verifier) async throws -> [ViewMark] {
        try await platform.viewMarks(of: reader, page: PageRequest(limit: 200, cursor: nil)).items
    }
}

/// The code of the refusal that the body ends with; nil when it ends well.
///
/// - Throws: any other error of the body.
package func refusal<Value>(_ body: () async throws -> Value) async throws -> ProblemCode? {
    do {
        _ = try await body()
        return nil
    } catch let refusal as Refusal {
        return refusal.code
    }
}
