import Kernel

/// One dated version of a pilot: what holds of it from a day on, by agreement of the parties (FV-31).
package struct PilotVersion: Hashable, Sendable {
    /// Counts the versions of the pilot from 1.
    package let number: Int64
    /// The first day on which it holds; the first version holds for the days before too.
    package let from: Day
    /// The pilot as the version's file says.
    package let pilot: Pilot

    /// A version with its day.
    package init(number: Int64, from: Day, pilot: Pilot) {
        self.number = number
        self.from = from
        self.pilot = pilot
    }

    /// What a pilot's file says of its own version.
    package struct Mark: Hashable, Sendable {
        /// Counts the versions of the pilot from 1.
        package var number: Int64
        /// The first day on which it holds; nil in a first version, which holds from the start.
        package var from: Day?
        /// What the parties agreed: number and date of a document.
        package var agreement: String

        /// The longest reference of an agreement, in characters.
        package static let agreementMax = 300

        /// The mark of a file.
        package init(number: Int64 = 1, from: Day? = nil, agreement: String = "") {
            self.number = number
            self.from = from
            self.agreement = agreement
        }

        /// Reads `{"number": 2, "from": DAY, "agreement": TEXT}`; a file without it is the first version.
        ///
        /// Nil when a later version lacks its day or its agreement: no agreement, no change (FV-31).
        init?(json: JSON?) {
            guard let json else {
                self.init()
                return
            }
            let day = json["from"]?.string.flatMap { Day($0) }
            let agreement = (json["agreement"]?.string ?? "").trimmed
            guard let number = json["number"]?.integer, (1...10_000).contains(number),
                (json["from"] == nil) == (day == nil), agreement.count <= Self.agreementMax,
                number == 1 || (day != nil && !agreement.isEmpty)
            else { return nil }
            self.init(number: number, from: day, agreement: agreement)
        }
    }

    /// Why a file is not taken as the next version.
    package enum Fault: String, Error, Hashable, Sendable, CaseIterable {
        /// Its number does not follow the newest one's.
        case number
        /// It would change days that have passed, or hold before the version it replaces.
        case day
        /// It is what the newest version says already.
        case unchanged
    }

    /// Makes sure that a file may be recorded today as the next version.
    ///
    /// What has been done stays under the version of its day: a later version begins tomorrow at the
    /// earliest.
    package static func check(
        _ mark: Mark, digest: [UInt8], after newest: (number: Int64, from: Day, digest: [UInt8])?,
        today: Day
    ) throws(Fault) {
        guard let newest else {
            guard mark.number == 1 else { throw .number }
            return
        }
        guard mark.number == newest.number + 1 else { throw .number }
        guard digest != newest.digest else { throw .unchanged }
        guard let from = mark.from, from > today, from > newest.from else { throw .day }
    }
}

extension [PilotVersion] {
    /// The version that applies on the day: the newest that had begun, or before all the first.
    package func inForce(on day: Day) -> PilotVersion? {
        let begun = filter { $0.from <= day }
        return begun.max { $0.number < $1.number } ?? self.min { $0.number < $1.number }
    }
}
