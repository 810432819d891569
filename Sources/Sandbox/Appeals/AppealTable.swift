import Kernel
import Registers
import Store
import UseCases

/// The appeals of the sandbox's e-Otinish, each once by the name that its sender gave it.
struct AppealTable: Sendable {
    let store: any Store
    let clock: Clock

    /// Working days of an answer: what the Administrative Procedural Code gives.
    private static let workingDays = 15

    /// An appeal that was answered otherwise before.
    struct Closed: Error {}

    /// What came of an answer.
    enum Answered {
        /// It stands, now or since before.
        case right(AppealRecord)
        /// There is no such appeal.
        case unknown
        /// Another answer was quicker.
        case closed
    }

    static let migrations = [
        Migration(
            number: 1, name: "create the register of appeals",
            sql: """
                CREATE TABLE appeal (
                    number BIGINT NOT NULL PRIMARY KEY,
                    id TEXT NOT NULL UNIQUE,
                    applicant_iin TEXT NOT NULL CHECK (length(applicant_iin) = 12),
                    addressee_bin TEXT,
                    place_kato TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    words TEXT NOT NULL,
                    registered_day BIGINT NOT NULL,
                    due_day BIGINT NOT NULL CHECK (due_day > registered_day),
                    upheld BIGINT CHECK (upheld IN (0, 1)),
                    answer TEXT,
                    answered_at BIGINT,
                    CHECK ((answer IS NULL) = (upheld IS NULL)),
                    CHECK ((answer IS NULL) = (answered_at IS NULL))
                );
                """)
    ]

    private static let columns: SQL =
        "number, id, registered_day, due_day, upheld, answer, answered_at"

    /// Registers the appeal; a second time it has the number of the first.
    func register(_ draft: AppealDraft) async throws -> AppealRecord? {
        let today = Day(at: clock.now())
        // Another system: it has the state's calendar, and not what is decided here.
        let due = try WorkingDays.due(
            Self.workingDays, from: today, clause: "FV-30",
            by: CaseworkLibrary.installed.calendars, on: today)
        return try await store.write { transaction in
            let newest = try transaction.firstRow("SELECT COALESCE(MAX(number), 0) FROM appeal")
            try transaction.execute(
                """
                INSERT INTO appeal (number, id, applicant_iin, addressee_bin, place_kato, subject,
                    words, registered_day, due_day)
                VALUES (\((try newest?.integer(0) ?? 0) + 1), \(draft.id), \(draft.applicant),
                    \(draft.addressee), \(draft.placeKato), \(draft.subject), \(draft.text),
                    \(today), \(due))
                ON CONFLICT (id) DO NOTHING
                """)
            return try Self.find(draft.id, transaction)
        }
    }

    func find(_ id: String) async throws -> AppealRecord? {
        try await store.read { try Self.find(id, $0) }
    }

    func all() async throws -> [AppealRecord] {
        try await store.read { transaction in
            try transaction.rows(
                "SELECT \(Self.columns) FROM appeal ORDER BY number DESC LIMIT 200"
            ).map(Self.record)
        }
    }

    /// Takes the answer, once; the same one again changes nothing.
    func answer(_ id: String, _ answer: AppealAnswer) async throws -> Answered {
        try await store.write { transaction in
            try transaction.execute(
                """
                UPDATE appeal SET upheld = \(answer.isUpheld ? 1 : 0), answer = \(answer.text),
                    answered_at = \(answer.at)
                WHERE id = \(id) AND answer IS NULL
                """)
            guard let record = try Self.find(id, transaction) else { return .unknown }
            return record.answer == answer ? .right(record) : .closed
        }
    }

    private static func find(
        _ id: String, _ transaction: any Transaction
    ) throws -> AppealRecord? {
        try transaction.firstRow("SELECT \(columns) FROM appeal WHERE id = \(id)").map(record)
    }

    private static func record(_ row: Row) throws -> AppealRecord {
        let registeredOn = try row.day(2)
        let digits = String(String(100_000_000 + (try row.integer(0))).dropFirst())
        return AppealRecord(
            id: try row.text(1),
            number: "ЖТ-\(registeredOn.description.prefix(4))-\(digits)",
            registeredOn: registeredOn, due: try row.day(3), basis: basis,
            answer: try row.textIfPresent(5).map { text in
                AppealAnswer(
                    isUpheld: try row.integer(4) == 1, text: text, at: try row.instant(6))
            })
    }

    private static let basis = LocalizedText(
        kk: "тіркелген күннен кейінгі күннен бастап \(workingDays) жұмыс күні "
            + "(Әкімшілік рәсімдік-процестік кодекс, 76-бап)",
        ru: "\(workingDays) рабочих дней со дня после регистрации "
            + "(Административный процедурно-процессуальный кодекс, статья 76)",
        en: "\(workingDays) working days from the day after the registration "
            + "(Administrative Procedural Code, article 76)")
}
