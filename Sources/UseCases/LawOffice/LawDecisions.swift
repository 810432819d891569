import Kernel
import Store
import Synchronization
import WorkingTime

/// What officials have decided about the law, as the store has it.
struct LawDecisions: Hashable, Sendable {
    /// A day of publication with the number of its record.
    struct Publication: Hashable, Sendable {
        let of: ActPublication
        let number: Int64
    }

    /// The newest day of each order.
    var publications: [Publication] = []
    /// The decisions about days of the calendar, in their order.
    var calendars: [AdoptedCalendar] = []

    /// Reads what holds now.
    static func read(in transaction: any Transaction) throws -> LawDecisions {
        LawDecisions(
            publications: try publications(in: transaction),
            calendars: try calendars(in: transaction))
    }

    /// Whether these were read before others: records are only added, with rising numbers.
    func areOlder(than held: LawDecisions) -> Bool {
        let isBehind = held.publications.contains { known in
            let here = publications.first { $0.of.package == known.of.package }
            return (here?.number ?? 0) < known.number
        }
        return isBehind || (calendars.last?.number ?? 0) < (held.calendars.last?.number ?? 0)
    }

    /// The newest day of publication of each package.
    static func publications(in transaction: any Transaction) throws -> [Publication] {
        try transaction.rows(
            """
            SELECT p.package, p.day, p.published_by, p.reference, p.number
            FROM act_publication p
            WHERE p.number = (SELECT MAX(q.number) FROM act_publication q
                WHERE q.package = p.package)
            ORDER BY p.package LIMIT 100
            """
        ).map { row in
            Publication(
                of: ActPublication(
                    package: try row.text(0), day: try row.day(1), publishedBy: try row.text(2),
                    reference: try row.text(3)),
                number: try row.integer(4))
        }
    }
}

/// What holds in an installation: what its file says, and over it what officials decided since.
///
/// One for an installation, so that a confirmation reaches every request after it. A lock and not an
/// actor: it is read at many places that do not wait.
final class DecisionsInForce: Sendable {
    private struct State {
        var settings: Settings
        var calendars: CalendarData?
        var decided = LawDecisions()
    }

    private let ofFile: Settings
    private let state: Mutex<State>

    /// What the file says, before anything was decided.
    init(_ settings: Settings) {
        ofFile = settings
        state = Mutex(State(settings: settings))
    }

    /// The settings as they hold now.
    var settings: Settings { state.withLock { $0.settings } }

    /// The calendar with what was decided about its days; nil while nothing was.
    var calendars: CalendarData? { state.withLock { $0.calendars } }

    /// What was decided.
    var decided: LawDecisions { state.withLock { $0.decided } }

    /// Takes what the store has; nothing happens where it is known, or was read before what is held.
    ///
    /// - Parameter calendars: the calendar as the release has it.
    /// - Returns: the days that the calendar has no room for, when something new was taken.
    @discardableResult
    func take(_ decided: LawDecisions, over calendars: CalendarData) -> [UnfitChange] {
        state.withLock { state in
            guard state.decided != decided, !decided.areOlder(than: state.decided) else {
                return []
            }
            var settings = ofFile
            for publication in decided.publications {
                // Read by the setting's own rules; what does not fit them is never confirmed.
                _ = settings.enter([
                    OpenPoints.publicationDayIS.declaration.key: JSON(publication.of.day)
                ])
            }
            let (data, unfit) = calendars.adding(decided.calendars)
            state = State(settings: settings, calendars: data, decided: decided)
            return unfit
        }
    }
}

extension Platform {
    /// Takes what officials have decided since; doing it twice changes nothing.
    ///
    /// - Returns: the days that the calendar of this release has no room for, once.
    @discardableResult
    package func takeDecisions() async throws -> [UnfitChange] {
        let decided = try await store.read { try LawDecisions.read(in: $0) }
        return configuration.decisions.take(decided, over: casework.calendars)
    }

    /// The working calendar in all its versions, as it holds now.
    package var calendars: CalendarData { configuration.decisions.calendars ?? casework.calendars }

    /// The day of publication that two officials entered; nil where none was.
    package func decidedPublication(of package: String) -> ActPublication? {
        configuration.decisions.decided.publications.first { $0.of.package == package }?.of
    }
}
