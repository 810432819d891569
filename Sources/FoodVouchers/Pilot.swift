import Kernel

/// A pilot project as dated data: where, when, how much, with which words (FV-O.1, FV-4, FV-31).
///
/// Another town, period or sum is another file or another dated line, never other code.
package struct Pilot: Hashable, Sendable {
    /// The pilot's name in addresses and rows.
    package var id: String
    /// Which version of the pilot the file is, from when, by which agreement (FV-31).
    package var version: PilotVersion.Mark
    /// What it is called.
    package var name: LocalizedText
    /// Made up: no such pilot exists in law.
    package var isSynthetic: Bool
    /// Which of the values below no act gives.
    package var assumed: [String]
    /// The KATO code of the place whose residents take part (FV-O.1, FV-2.2).
    package var placeKato: String
    /// The first day (FV-4).
    package var firstDay: Day
    /// The last day, itself included (FV-4, FV-O.9; FV-AMB-6).
    package var lastDay: Day
    /// The day of the month by which the list is due (FV-19).
    package var listByDay: Int
    /// The day of the month of the first SMS, from which vouchers can be activated (FV-7, FV-20).
    package var openingDay: Int
    /// Calendar days after which the SMS is repeated (FV-21).
    package var repeatAfterDays: Int
    /// The voucher's amount for a person and a month, each from its day on (FV-2.6).
    package var amounts: [Dated]
    /// What the voucher pays (FV-AMB-12).
    package var pays: Pays
    /// The request for consent (FV-A.1).
    package var request: LocalizedText
    /// The answer to consent (FV-A.2), with `{link}` for the personal link (FV-23).
    package var confirmation: LocalizedText
    /// Working days that the akimat has to answer a complaint (FV-30 leaves them open).
    package var complaintWorkingDays: Int
    /// Whether shops can be rated: "as functions are implemented" (FV-30).
    package var offersRating: Bool
    /// Under what the consent to processing stands in access control; nil where one answer by SMS
    /// is all that is kept (FV-O.5.2; FV-AMB-3).
    package var personalData: PersonalData?
    /// The systems that may bring the pilot's lists beside the owner of the data (FV-14, FV-15).
    package var feeds: [String]
    /// Who acts for the pilot: systems, akimats, providers.
    package var parties: Parties
    /// What holders may ask by SMS; nil where nothing can be asked.
    package var inquiries: Inquiries?
    /// The order's publication (FV-O.7); nil for a pilot that no order stands behind.
    package var publication: Publication?
    /// Out of which means vouchers are paid (FV-2.4).
    package var funding: Funding
    /// Whom the parties call when the service does not run (FV-32).
    package var contacts: [Contact]
    /// The socially significant goods (FV-2.3).
    package var goods: [SocialGood]

    /// A sum in tiyn that holds from a day on.
    package struct Dated: Hashable, Sendable {
        /// The first day.
        package var from: Day
        /// The sum, more than 0.
        package var tiyn: Int64

        /// A sum from a day on.
        package init(from: Day, tiyn: Int64) {
            self.from = from
            self.tiyn = tiyn
        }
    }

    /// The parties and the extent of the consent to processing (FV-O.5.2).
    package struct PersonalData: Hashable, Sendable {
        /// The system for which data are used.
        package var initiator: String
        /// The system that owns them.
        package var owner: String
        /// The purpose's code in access control.
        package var purpose: String
        /// What is used.
        package var dataSets: [String]

        /// The parties and the extent.
        package init(initiator: String, owner: String, purpose: String, dataSets: [String]) {
            self.initiator = initiator
            self.owner = owner
            self.purpose = purpose
            self.dataSets = dataSets
        }
    }

    /// What a voucher pays of a line (FV-AMB-12).
    package enum Pays: String, Sendable, Hashable, CaseIterable {
        /// The whole reduced price.
        case fullPrice
        /// The difference between the shelf price and the reduced price.
        case discount
    }
}

extension [Pilot.Dated] {
    /// The sum in force on the day; nil before the first.
    package func inForce(on day: Day) -> Int64? {
        filter { $0.from <= day }.max { $0.from < $1.from }?.tiyn
    }
}

// MARK: - Days

extension Pilot {
    /// Where the pilot stands (FV-4, FV-O.3.2, FV-O.9).
    package enum Phase: String, Sendable, Hashable, CaseIterable {
        case notStarted, running, ended
    }

    /// The phase on a day.
    package func phase(on day: Day) -> Phase {
        day < firstDay ? .notStarted : day > lastDay ? .ended : .running
    }

    /// The first moment at which nothing of the month holds any more: the month's end, or the
    /// pilot's when that comes first (FV-7, FV-8, FV-O.9).
    package func end(of month: CalendarMonth) -> Instant {
        min(month.lastDay, lastDay).adding(days: 1).start
    }

    /// The first moment of the month at which the SMS goes out and vouchers can be activated.
    package func opening(of month: CalendarMonth) -> Instant {
        month.day(openingDay).start
    }

    /// The first day on which the SMS is repeated to whoever has not answered (FV-21).
    package func repeatDay(askedOn day: Day) -> Day {
        day.adding(days: repeatAfterDays)
    }

    /// Whether the month's opening day, on which families are asked and vouchers open, is the pilot's.
    ///
    /// A pilot that begins after it begins with the next month (FV-7, FV-20).
    package func covers(_ month: CalendarMonth) -> Bool {
        (firstDay...lastDay).contains(month.day(openingDay))
    }

    /// Whether a system may bring the pilot's lists and read whose number is missing: the owner of the
    /// families' data, or a feed that the pilot's file names (FV-15, FV-18; Q-FV-29).
    package func isFeed(_ system: String) -> Bool {
        system == personalData?.owner || feeds.contains(system)
    }

    /// The voucher's amount of the month: what is in force on its first day, or on the pilot's.
    package func amount(of month: CalendarMonth) -> Int64? {
        amounts.inForce(on: max(month.firstDay, firstDay))
    }

    /// Makes sure that the pilot runs (FV-4, FV-O.9).
    package func checkRunning(on day: Day) throws(Refusal) {
        guard phase(on: day) == .running else {
            throw Refusal(.pilotNotRunning, clause: day < firstDay ? "FV-4" : "FV-O.9")
        }
    }
}
