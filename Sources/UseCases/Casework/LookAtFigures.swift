import Casework
import Kernel
import Store

/// Load, lateness and refusals of one body in a time.
package struct CaseStatistics: Sendable {
    /// The longest time that is looked at, in days.
    package static let daysMax = 366
    /// Beyond so many open tasks whose day has passed it is only said that there are more.
    package static let overdueMax = 1000

    /// What came to a body and what was decided.
    package struct Load: Sendable, Hashable {
        /// Taken in; granted; refused; withdrawn.
        package var received: Int64 = 0, granted: Int64 = 0, refused: Int64 = 0
        /// Withdrawn by the applicants.
        package var withdrawn: Int64 = 0
        /// Decided after a term had run out.
        package var decidedLate: Int64 = 0
        /// Terms that ran out.
        package var late: Int64 = 0

        /// What was signed.
        package var decided: Int64 { granted + refused }

        mutating func add(_ figure: CaseFigure, _ number: Int64) {
            switch figure {
            case .received: received += number
            case .granted: granted += number
            case .refused: refused += number
            case .withdrawn: withdrawn += number
            case .decidedLate: decidedLate += number
            case .late: late += number
            case .ground, .waiting: break
            }
        }
    }

    /// The body.
    package let body: BIN
    /// The first and the last day.
    package let from: Day, until: Day
    /// By days; only those on which something happened.
    package internal(set) var days: [Day: Load] = [:]
    /// By the codes of services.
    package internal(set) var services: [String: Load] = [:]
    /// How often refusals named a ground, most often first.
    package internal(set) var grounds: [(service: String, ground: String, number: Int64)] = []
    /// Taken in and not ended, by services, now.
    package internal(set) var waiting: [String: Int64] = [:]
    /// Open tasks whose day has passed, now; at most ``overdueMax`` and one.
    package internal(set) var overdue: Int64 = 0
}

extension Platform {
    /// The bodies whose figures the official may look at: one's own; all, for those of the
    /// authorised body and its committee, who lead the others (IS-2.4).
    package func bodiesInView(of official: SignedInOfficial) throws(Refusal) -> [BIN] {
        guard !official.posts.isEmpty else { throw Refusal(.roleNotAllowed) }
        let authorities = try configuration.settings[OpenPoints.caseworkAuthorities]
        let leads = authorities.contains {
            $0.bin == official.body
                && [AuthorityKind.authorisedBody, .committee].map(Optional.some).contains($0.kind)
        }
        guard leads else { return [official.body] }
        var seen: Set<BIN> = [official.body]
        return [official.body] + authorities.map(\.bin).filter { seen.insert($0).inserted }
    }

    /// The figures of a body in a time (use case 72).
    ///
    /// It costs as many rows as the time has days, services and grounds, however many cases there
    /// are.
    /// - Throws: `roleNotAllowed` for another body than one may look at, `invalidField` for a time
    ///   that ends before it begins or is longer than ``CaseStatistics/daysMax``.
    package func caseStatistics(
        of body: BIN, from: Day, until: Day, for official: SignedInOfficial
    ) async throws -> CaseStatistics {
        guard try bodiesInView(of: official).contains(body) else { throw Refusal(.roleNotAllowed) }
        let count = until.daysSince1970 - from.daysSince1970 + 1
        guard (1...CaseStatistics.daysMax).contains(count), from.daysSince1970 > 0 else {
            throw Refusal(.invalidField, FigureWords.period)
        }
        let today = clock.today
        return try await store.read { [self] transaction in
            var result = CaseStatistics(body: body, from: from, until: until)
            for row in try transaction.rows(figuresByDay(of: body, from: from, until: until)) {
                guard let figure = CaseFigure(rawValue: try row.text(1)) else { continue }
                result.days[try row.day(0), default: .init()].add(figure, try row.integer(2))
            }
            for row in try transaction.rows(figuresByName(of: body, from: from, until: until)) {
                guard let figure = CaseFigure(rawValue: try row.text(0)) else { continue }
                let (name, number) = (try row.text(1), try row.integer(2))
                guard figure == .ground else {
                    result.services[name, default: .init()].add(figure, number)
                    continue
                }
                let halves = name.split(separator: "/", maxSplits: 1).map(String.init)
                guard halves.count == 2 else { continue }
                result.grounds.append((halves[0], halves[1], number))
            }
            result.grounds.sort {
                ($1.number, $0.service, $0.ground) < ($0.number, $1.service, $1.ground)
            }
            for row in try transaction.rows(waitingByName(at: body)) {
                result.waiting[try row.text(0)] = try row.integer(1)
            }
            let overdue = try transaction.firstRow(overdueCount(at: body, on: today))
            result.overdue = try overdue?.integer(0) ?? 0
            return result
        }
    }

    /// Sums by day and figure.
    package func figuresByDay(of body: BIN, from: Day, until: Day) -> SQL {
        """
        SELECT day, figure, CAST(SUM(number) AS BIGINT) FROM casework_figure
        WHERE body = \(body) AND day >= \(from) AND day <= \(until) AND figure <> 'ground'
        GROUP BY day, figure
        """
    }

    /// Sums by figure and name.
    package func figuresByName(of body: BIN, from: Day, until: Day) -> SQL {
        """
        SELECT figure, name, CAST(SUM(number) AS BIGINT) FROM casework_figure
        WHERE body = \(body) AND day >= \(from) AND day <= \(until)
        GROUP BY figure, name
        """
    }

    /// What waits now, by service.
    package func waitingByName(at body: BIN) -> SQL {
        """
        SELECT name, CAST(SUM(number) AS BIGINT) FROM casework_figure
        WHERE body = \(body) AND day = 0 AND figure = 'waiting' GROUP BY name
        """
    }

    /// How many open tasks are overdue, counted to a limit.
    package func overdueCount(at body: BIN, on day: Day) -> SQL {
        """
        SELECT COUNT(*) FROM (
            SELECT t.id FROM casework_task t
            WHERE t.body = \(body) AND t.done_at IS NULL AND t.due < \(day)
            LIMIT \(CaseStatistics.overdueMax + 1)) late
        """
    }
}

private enum FigureWords {
    static let period = LocalizedText(
        kk: "Кезең 1 күннен \(CaseStatistics.daysMax) күнге дейін болуы керек",
        ru: "Период – от 1 до \(CaseStatistics.daysMax) дней",
        en: "The period is 1 to \(CaseStatistics.daysMax) days")
}
