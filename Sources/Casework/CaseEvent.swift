import Kernel
import WorkingTime

/// What happened in a case.
///
/// The case is the fold over its events and nothing else.
package enum CaseEvent: Hashable, Sendable {
    /// An application of a kind was begun.
    case opened(kind: String, variants: [String], by: RecipientKind)
    /// A field was filled in.
    case filled(field: String, value: String)
    /// A list of people was filled in, as a whole.
    case listed(field: String, people: [ListedPerson])
    /// A document was attached, by the digest of its bytes, with the parts confirmed in it.
    case attached(document: String, digest: String, parts: [String])
    /// A document was taken out again.
    case detached(document: String)
    /// What state systems were found to hold: documents not to ask for, licences held.
    case lookedUp(documents: Set<String>, holdings: Set<String>)
    /// It was submitted.
    case submitted(Submission)
    /// A registrar took the application in: the provider and the incoming number.
    case accepted(by: String, number: String, on: Day)
    /// An official took the work of the stage; the name says nothing about the person.
    case taken(by: String, on: Day)
    /// The actor of the stage registered the request; its clock runs from this day.
    case registered(on: Day)
    /// A stage ended.
    case completed(Completion)
    /// The applicant objected to an intended refusal.
    case objected(Objection)
    /// The applicant appealed against the refusal.
    case appealed(Appeal)
    /// A case from before versions of services were kept got one, by the digest of the file.
    case bound(version: String, on: Day)
    /// The clock was stopped under a clause.
    case suspended(ClockStop)
    /// The clock runs again.
    case resumed(ClockStart)
    /// The applicant sent the document that was awaited.
    case supplied(document: String, digest: String, parts: [String], on: Day)
    /// The work went to another official, or back to the inbox.
    case handedOver(Handover)
    /// An official said what of the application is accepted, and what not and why.
    case judged(Judgement)
    /// A person chose the provider.
    case routed(Routed)
    /// Another territorial department is asked than the place says.
    case departmentNamed(DepartmentNamed)
    /// A department handed back a request that was not for it.
    case requestReturned(RequestReturn)
    /// The terms were counted anew by another version of the calendar.
    case calendarChanged(CalendarChange)
    /// A term ran out before the work was done.
    case late(Lateness)
    /// The body that let a term run out said why.
    case answered(LateAnswer)
    /// The head did not sign the paper and sent the decision back.
    case paperReturned(PaperReturn)
    /// The case went back to a conclusion whose signature holds no more.
    case conclusionReturned(ConclusionReturn)
    /// The result was signed.
    case signed(by: Signer, on: Day)
    /// The applicant withdrew it.
    case withdrawn(on: Day)

    /// The facts of a submission, kept as they were judged.
    package struct Submission: Hashable, Sendable {
        /// When it was submitted.
        package let at: Instant
        /// The day on which it counts as accepted.
        package let acceptedOn: Day
        /// The portal.
        package let channel: String
        /// Whether it carried a valid EDS of the recipient.
        package let isSigned: Bool
        /// The day whose law governs it (IS-O.4-c).
        package let lawOf: Day
        /// The version of the calendar that was used.
        package let calendar: String
        /// The counting rule that was in force; nil in submissions kept before it was written.
        package let rule: CountingRule?
        /// SHA-256 of the file of the service's definition, in hexadecimal; nil in submissions kept
        /// before it was written.
        package let definition: String?

        /// The facts.
        package init(
            at: Instant, acceptedOn: Day, channel: String, isSigned: Bool, lawOf: Day,
            calendar: String, rule: CountingRule? = nil, definition: String? = nil
        ) {
            self.at = at
            self.acceptedOn = acceptedOn
            self.channel = channel
            self.isSigned = isSigned
            self.lawOf = lawOf
            self.calendar = calendar
            self.rule = rule
            self.definition = definition
        }
    }

    /// A term that ran out.
    package struct Lateness: Hashable, Sendable {
        /// Which term.
        package enum Scope: String, Sendable, CaseIterable {
            /// The total term of the service.
            case whole
            /// The term of a stage.
            case stage
            /// The days in which a request is registered.
            case request
        }

        /// Which term.
        package let scope: Scope
        /// The stage in which it ran out; nil while the result waits for its signature.
        package let stage: String?
        /// Who let it run out: the actor of the stage, or the head.
        package let actor: Actor
        /// The last day on which it would have been in time.
        package let due: Day
        /// The day on which it was found.
        package let on: Day

        /// A term that ran out.
        package init(scope: Scope, stage: String?, actor: Actor, due: Day, on: Day) {
            self.scope = scope
            self.stage = stage
            self.actor = actor
            self.due = due
            self.on = on
        }
    }

    /// Why a term ran out.
    package struct LateAnswer: Hashable, Sendable {
        /// Which term.
        package let scope: Lateness.Scope
        /// The last day on which it would have been in time.
        package let due: Day
        /// The reasons in words.
        package let reasons: String
        /// The day.
        package let on: Day

        /// An answer.
        package init(scope: Lateness.Scope, due: Day, reasons: String, on: Day) {
            self.scope = scope
            self.due = due
            self.reasons = reasons
            self.on = on
        }
    }

    /// How a stage ended.
    package struct Completion: Hashable, Sendable {
        /// The stage.
        package let stage: String
        /// The outcome.
        package let outcome: String
        /// Who ended it.
        package let actor: Actor
        /// The grounds, by their codes; only of an outcome that has some.
        package let grounds: [String]
        /// The reasons in words.
        package let reasons: String
        /// How each examinee did; only of a stage in which people are examined.
        package let results: [ExamineeResult]
        /// The optional stage that comes first, as it was switched on that day.
        package let via: String?
        /// The notice of the hearing that comes first; nil where there is none.
        package let hearing: HearingNotice?
        /// By which law it was decided; nil in completions kept before that was.
        package let law: AppliedLaw?
        /// The day.
        package let on: Day
        /// The earlier stage to which a hearing that sends the case back gives it, where the one
        /// before could do nothing but refuse; nil for that one, and in completions kept before.
        package internal(set) var reopens: String?
    }
}
