import Kernel

extension CaseEvent {
    /// That the clock was stopped, and until when.
    package struct ClockStop: Hashable, Sendable {
        /// The ground of the definition's list; nil in stops kept before grounds were.
        package let ground: String?
        /// The clause.
        package let clause: Clause
        /// The reasons in words; the applicant reads them.
        package let reasons: String
        /// The document that is awaited; nil where none is.
        package let awaits: String?
        /// The first day that is counted again by itself; nil where no day is set.
        package let until: Day?
        /// The first day that is not counted.
        package let on: Day

        /// A stop.
        package init(
            ground: String? = nil, clause: Clause, reasons: String = "", awaits: String? = nil,
            until: Day? = nil, on: Day
        ) {
            self.ground = ground
            self.clause = clause
            self.reasons = reasons
            self.awaits = awaits
            self.until = until
            self.on = on
        }
    }

    /// That the clock runs again.
    package struct ClockStart: Hashable, Sendable {
        /// What started it.
        package enum Cause: String, Sendable, CaseIterable {
            /// The official who does the work.
            case official
            /// What was awaited has come.
            case arrived
            /// The day that was set.
            case day
        }

        /// What started it.
        package let cause: Cause
        /// The first day that is counted again.
        package let on: Day

        /// A start.
        package init(_ cause: Cause = .official, on: Day) {
            self.cause = cause
            self.on = on
        }
    }

    /// That a piece of work went from one official to another, or back to the inbox.
    ///
    /// Names say nothing about the people.
    package struct Handover: Hashable, Sendable {
        /// What the work of a stage is called.
        package static let stageWork = "stage"

        /// What is to be done, by its name in the store.
        package let work: String
        /// Who had it; nil when nobody did.
        package let from: String?
        /// Who has it now; nil when it was given back.
        package let to: String?
        /// Who decided so.
        package let by: String
        /// The reasons in words.
        package let reasons: String
        /// The day.
        package let on: Day

        /// A handover.
        package init(
            of work: String, from: String?, to: String?, by: String, reasons: String, on: Day
        ) {
            self.work = work
            self.from = from
            self.to = to
            self.by = by
            self.reasons = reasons
            self.on = on
        }
    }

    /// That a person chose the provider, where the rules name no priority (IS-6.3).
    package struct Routed: Hashable, Sendable {
        /// The body that had it; nil when none did.
        package let from: String?
        /// The body that has it now.
        package let to: String
        /// Who chose.
        package let by: String
        /// The reasons in words.
        package let reasons: String
        /// The day.
        package let on: Day

        /// A choice.
        package init(from: String?, to: String, by: String, reasons: String, on: Day) {
            self.from = from
            self.to = to
            self.by = by
            self.reasons = reasons
            self.on = on
        }
    }

    /// That the head sent a decision back to the stage that took it, instead of signing its paper.
    package struct PaperReturn: Hashable, Sendable {
        /// The reasons in words.
        package let reasons: String
        /// The earlier stage that has the case again, where the one that decided could do nothing
        /// but refuse; nil for that one, and in returns kept before.
        package let reopens: String?
        /// The day.
        package let on: Day

        /// A return.
        package init(reasons: String, reopens: String? = nil, on: Day) {
            self.reasons = reasons
            self.reopens = reopens
            self.on = on
        }
    }

    /// That the terms of a case were counted anew by another version of the working calendar.
    package struct CalendarChange: Hashable, Sendable {
        /// What happened to one term.
        package struct Move: Hashable, Sendable {
            /// Which term.
            package let scope: Lateness.Scope
            /// The last day before; nil while the clock stood still.
            package let before: Day?
            /// The last day now; nil while the clock stands still.
            package let after: Day?

            /// A move; the days may be the same.
            package init(scope: Lateness.Scope, before: Day?, after: Day?) {
                self.scope = scope
                self.before = before
                self.after = after
            }
        }

        /// The version before.
        package let from: String
        /// The version now.
        package let to: String
        /// Each term that runs.
        package let moves: [Move]
        /// The days that are judged otherwise, in order.
        package let days: [Day]
        /// The day.
        package let on: Day

        /// A change.
        package init(from: String, to: String, moves: [Move], days: [Day], on: Day) {
            self.from = from
            self.to = to
            self.moves = moves
            self.days = days
            self.on = on
        }
    }
}
