import Kernel

/// Something that happened in the life of an act.
package struct ActEvent: Sendable, Hashable {
    /// What happened.
    package enum Kind: String, Sendable, CaseIterable {
        case signed, registered, published, inForce, amended, ended
    }

    /// What happened.
    package let kind: Kind
    /// The day that the act or its note gives, or that was entered.
    package var day: Day?
    /// The day that the sandbox assumes meanwhile.
    package var assumedDay: Day?
    /// The number under which it happened, as a reader is shown it.
    package let number: String?
    /// To which part of the act it happened; nil for the whole.
    package var note: LocalizedText?
    /// The publication from which an amendment's assumed day follows.
    var assumedPublication: Day?
    /// The rule set to which alone it happened; nil for all that the order touches.
    var rules: String?
    /// The act that amends on the day on which it takes effect; nil where the day stands here.
    var amendedBy: String?
}

/// The life of an order that the product rests on.
package struct ActLife: Sendable, Hashable {
    /// The act's tag; for an order that is known by its rules only, the tag of the first of them.
    package let act: String
    /// The tags of what the order approved or changed, for its title.
    package let rules: [String]
    /// The order's number.
    package let order: String
    /// What happened, in order.
    package internal(set) var events: [ActEvent]

    /// The first day of the event: as entered, or assumed where that is allowed.
    ///
    /// - Parameter rules: the rule set that is asked about; what happens to it alone counts as well,
    ///   and what is known of it does not wait for what is not.
    package func day(
        of kind: ActEvent.Kind, for rules: String? = nil, assumes: Bool
    ) -> (day: Day, isAssumed: Bool)? {
        let own = events.filter { $0.kind == kind && ($0.rules == nil || $0.rules == rules) }
        func known(_ event: ActEvent) -> (day: Day, isAssumed: Bool)? {
            if let day = event.day { return (day, false) }
            guard assumes, let day = event.assumedDay else { return nil }
            return (day, true)
        }
        guard own.contains(where: { $0.rules != nil }) else { return own.first.flatMap(known) }
        return own.compactMap(known).min { $0.day < $1.day }
    }

    /// The life with the days of publication that were entered; days assumed from one move with it.
    ///
    /// - Parameters:
    ///   - day: the act's own publication.
    ///   - amendments: the publications of its amendments, by number.
    package func published(on day: Day?, amendments: [String: Day] = [:]) -> ActLife {
        let assumed = events.first { $0.kind == .published }?.assumedDay
        var life = self
        life.events = events.map { event in
            let isOwn = event.kind == .published || event.kind == .inForce
            let base = isOwn ? assumed : event.assumedPublication
            let entered = isOwn ? day : event.number.flatMap { amendments[$0] }
            guard event.day == nil, let other = event.assumedDay, let base, let entered else {
                return event
            }
            var moved = event
            moved.day = entered.adding(days: other.daysSince1970 - base.daysSince1970)
            return moved
        }
        return life
    }

    /// The life with the days on which other acts, taking effect, amended this one.
    package func amended(by lives: [ActLife]) -> ActLife {
        var life = self
        life.events = events.map { event in
            guard let act = event.amendedBy,
                let cause = lives.first(where: { $0.act == act })?.events
                    .first(where: { $0.kind == .inForce })
            else { return event }
            var dated = event
            (dated.day, dated.assumedDay) = (cause.day, cause.assumedDay)
            return dated
        }
        return life
    }
}

/// A duty that an act lays on a public body.
package struct Duty: Sendable, Hashable {
    /// Someone to whom or something of which evidence is kept apart.
    package struct Part: Sendable, Hashable {
        /// The name in answers.
        package let code: String
        /// In words; nil where the duty has one part alone.
        package let name: LocalizedText?
    }

    /// When its term starts to run.
    package enum Start: Sendable, Hashable {
        /// On the day of an event in the act's life.
        case event(ActEvent.Kind)
        /// On the day of the event that the operator has decided on (IS-NOT).
        case decided
    }

    /// A step of a pilot's publication that is the evidence (FV-O.7).
    package struct PilotStep: Sendable, Hashable {
        /// The pilot.
        package let pilot: String
        /// The step.
        package let step: String
    }

    /// Evidence that the act itself carries: its registration.
    package struct Held: Sendable, Hashable {
        /// The day.
        package let day: Day
        /// The number.
        package let reference: String
    }

    /// The name that never changes.
    package let code: String
    /// The act in whose life it starts.
    package let act: String
    /// The rule set that it is about; nil for a duty on the order itself.
    package var rules: String?
    /// The clauses that lay it on the body.
    package let clauses: [Clause]
    /// The code of the body.
    package let holder: String
    /// When its term starts to run.
    package let start: Start
    /// Working days that the clause gives; nil where it gives none.
    package let workingDays: Int?
    /// Whether it stands as long as the act, so that nothing ends it.
    package let isStanding: Bool
    /// What is to be done.
    package let what: LocalizedText
    /// What would be evidence.
    package let evidence: LocalizedText
    /// What evidence is kept of; at least one.
    package let parts: [Part]
    /// Evidence that the act itself carries.
    package let held: Held?
    /// Where the evidence is kept, when it is a step of a pilot's publication.
    package let pilotStep: PilotStep?

    /// The only part of a duty that has one.
    package static let whole = Part(code: "whole", name: nil)
}

/// How a duty stands.
package enum DutyState: String, Sendable, CaseIterable {
    /// The day from which it runs is not known, or lies ahead.
    case notYet
    /// It stands as long as the act.
    case standing
    /// It stood as long as the act, which has ended.
    case ended
    /// Evidence is awaited.
    case open
    /// Evidence is awaited, and the term is over.
    case late
    /// All evidence is there.
    case done
    /// All evidence is there; something was done after the term.
    case doneLate

    /// How a duty stands that runs already.
    ///
    /// - Parameters:
    ///   - late: for each part with evidence, whether it was done after the term.
    ///   - due: the last day on which it is in time; nil where no term is given.
    package init(of duty: Duty, late: [String: Bool], due: Day?, today: Day) {
        if duty.parts.allSatisfy({ late[$0.code] != nil }) {
            self = late.values.contains(true) ? .doneLate : .done
        } else {
            self = due.map { $0 < today } ?? false ? .late : .open
        }
    }

    /// Whether all evidence is there.
    package var isDone: Bool { self == .done || self == .doneLate }
}
