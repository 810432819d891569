import Kernel
import WorkingTime

/// A public service as data: who may ask for it, with what, who does what and in which time.
///
/// One file a service. A new service is a new file; nothing here knows any of them by name.
package struct ServiceDefinition: Sendable {
    /// The code in addresses, for example `blasting-permit`.
    package let code: String
    /// The tag of the rules, for example `IS-1`.
    package let act: String
    /// The name.
    package let title: LocalizedText
    /// The clause that names the provider.
    package let providerClause: Clause
    /// Who may be the recipient.
    package let recipients: [RecipientKind]
    /// The clause that says so.
    package let recipientsClause: Clause
    /// Whether that clause names none, and they are only assumed.
    package let recipientsAreAssumed: Bool
    /// The portals through which it may be asked for.
    package let channels: [String]
    /// Whether the act names none, and they are only assumed.
    package let channelsAreAssumed: Bool
    /// Whether an application needs the recipient's EDS.
    package let signature: Setting
    /// Whether a submission out of hours counts on the next working day.
    package let movesToNextWorkingDay: Setting
    /// What can be asked for.
    package let kinds: [Kind]
    /// The variants of which at least one is chosen; empty where there are none.
    package let variants: [Named]
    /// What the application says.
    package let fields: [Field]
    /// What is submitted with it.
    package let documents: [Document]
    /// What its results give rights to; nil where no field names any.
    package let rights: Rights?
    /// What the recipient must hold besides.
    package let holdings: [Holding]
    /// To whom it goes.
    package let routing: [Route]
    /// The work, from the first stage on.
    package let stages: [Stage]
    /// How it ends.
    package let ends: [End]
    /// For what it may be refused.
    package let grounds: [Ground]
    /// Which decisions of courts and bailiffs stand against a grant; empty where the rules name none.
    package let restrictions: [Restriction]
    /// For what its clock may be stopped; empty where the act gives no ground.
    package let suspensions: [SuspensionGround]
    /// When its optional stages are on or off; where it says nothing, the installation does.
    package let switches: [CaseOptions.Switch]
    /// How to appeal; every refusal says it.
    package let appeal: LocalizedText
    /// Whether stages are reported to the monitoring system, and the clause.
    package let monitoringClause: Clause?
    /// The clause of the notice about amendments.
    package let noticeClause: Clause
    /// What the act leaves open and this file fills or leaves out.
    package let openPoints: [LocalizedText]

    /// The kind of application with the code.
    package func kind(_ code: String) -> Kind? { kinds.first { $0.code == code } }
    /// The stage with the code.
    package func stage(_ code: String) -> Stage? { stages.first { $0.code == code } }
    /// The stage in which appeals are considered; nil where refusals are appealed elsewhere.
    package var appealStage: Stage? { stages.first(where: \.isAppeal) }
    /// The end with the code.
    package func end(_ code: String) -> End? { ends.first { $0.code == code } }
    /// The ground with the code.
    package func ground(_ code: String) -> Ground? { grounds.first { $0.code == code } }
    /// The document with the code.
    package func document(_ code: String) -> Document? { documents.first { $0.code == code } }
    /// The field with the code.
    package func field(_ code: String) -> Field? { fields.first { $0.code == code } }
}

/// Who a recipient can be.
package enum RecipientKind: String, Sendable, CaseIterable {
    case legalEntity, naturalPerson
}

/// Who does the work of a stage.
package enum Actor: String, Sendable, CaseIterable {
    case responsibleExecutor, territorialDepartment, head, authorisedBody, localExecutiveBody
    case applicant
}

extension ServiceDefinition {
    /// A yes or no of the act, or one that the act leaves open.
    package struct Setting: Hashable, Sendable {
        /// The value.
        package let value: Bool
        /// The clause.
        package let clause: Clause
        /// Whether the act leaves it open and the value is only assumed.
        package let isAssumed: Bool
    }

    /// A code with a name.
    package struct Named: Hashable, Sendable {
        /// The code.
        package let code: String
        /// The name.
        package let title: LocalizedText
        /// The clause that names it; nil where none does on its own.
        package let clause: Clause?
    }

    /// What can be asked for, with the total term.
    package struct Kind: Hashable, Sendable {
        /// The code.
        package let code: String
        /// The name.
        package let title: LocalizedText
        /// The total term; nil where the act gives none.
        package let term: Term?
        /// The stage with which the work begins; nil for the first of all.
        package let firstStage: String?
        /// The entry of a register that a grant of it ends; nil where it ends none.
        package let replaces: Replacement?
        /// The entry of a register of which a grant of it is an annex; nil where it stands alone.
        package let annexOf: Annexed?
        /// In which form it is asked for; nil where the act names none.
        package let form: ApplicationForm?
    }

    /// That a grant ends an earlier entry of a register.
    package struct Replacement: Hashable, Sendable {
        /// How the entry stands from then on.
        package enum State: String, Sendable, CaseIterable {
            /// Nothing takes its place.
            case deregistered
            /// The new one takes its place.
            case replaced
        }

        /// What becomes of the rights of the entry.
        package enum Rights: String, Sendable, CaseIterable {
            /// They pass as they are: nothing is added, nothing is lost.
            case kept
            /// The application says which of them pass; it can name no other.
            case within
        }

        /// The register.
        package let register: String
        /// The field that names the entry by its number.
        package let field: String
        /// The field that names the holder's BIN where that is not the applicant; nil otherwise.
        package let holder: String?
        /// How the entry stands from then on.
        package let state: State
        /// Whether several results may take its place, each of another recipient.
        package let isShared: Bool
        /// When the entry stands on beside the result; never where there are none.
        package let keptWhen: [Condition]
        /// What becomes of its rights; nil where entries name none.
        package let rights: Rights?
        /// The clause.
        package let clause: Clause
    }

    /// Something that the application says.
    package struct Field: Hashable, Sendable {
        /// What its value is.
        package enum Content: Hashable, Sendable {
            case text
            case day
            /// A place by its nine digits in the classifier of territories.
            case place
            /// One of these.
            case choice([Named])
            /// A list of people, each a ``ListedPerson``.
            case people
        }

        /// The code.
        package let code: String
        /// The name.
        package let title: LocalizedText
        /// What its value is.
        package let content: Content
        /// The kinds of application that have it; empty for all.
        package let kinds: [String]
        /// The conditions under which it is needed.
        package let when: [Condition]
        /// The clause that asks for it.
        package let clause: Clause
        /// The clause of a kind of application that has one of its own.
        package let clauses: [String: Clause]
        /// That the organisation in it must have been attested; nil where it need not.
        package let attested: Attested?
        /// Whether it is the number of the receipt of the fee, which the payment gateway knows.
        package let isReceipt: Bool
    }

    /// That an organisation had a result of a kind in a register on a day that the application names.
    package struct Attested: Hashable, Sendable {
        /// The register.
        package let register: String
        /// The field of the other application that must have said so, and its value.
        package let fact: String, value: String
        /// The field of this application with the day.
        package let day: String
        /// The clause.
        package let clause: Clause
    }

    /// A document that is submitted.
    package struct Document: Hashable, Sendable {
        /// The code.
        package let code: String
        /// The name.
        package let title: LocalizedText
        /// The clause that asks for it.
        package let clause: Clause
        /// The clause of a kind of application that has one of its own.
        package let clauses: [String: Clause]
        /// The kinds of application that need it; empty for all.
        package let kinds: [String]
        /// The variants that need it; empty for all.
        package let variants: [String]
        /// The conditions under which it is needed.
        package let when: [Condition]
        /// Whether it is not asked for where state systems hold its data.
        package let mayBeHeldByState: Bool
        /// What it must show, each confirmed on its own.
        package let parts: [Named]
        /// Whether the list of documents is not held, and it is only assumed.
        package let isAssumed: Bool
    }

    /// What the recipient must hold, looked up and not asked for.
    package struct Holding: Hashable, Sendable {
        /// The name.
        package let title: LocalizedText
        /// When it is needed.
        package let when: [Condition]
        /// The codes of the licences with their sub-activities, all needed.
        package let needs: [Named]
        /// The clause.
        package let clause: Clause
    }

    /// To which authority an application goes.
    package struct Route: Hashable, Sendable {
        /// The kind of authority.
        package let authority: AuthorityKind
        /// When.
        package let when: [Condition]
        /// The field whose place decides which of them; nil where there is one.
        package let territory: String?
        /// The clause.
        package let clause: Clause
    }

    /// A piece of work of one actor.
    package struct Stage: Hashable, Sendable {
        /// From when its clock runs.
        package enum ClockStart: String, Sendable, CaseIterable {
            /// From the day on which the application counts as accepted.
            case acceptance
            /// From the day on which the stage is entered.
            case entry
            /// From the day on which the actor registers the request.
            case registration
        }

        /// The code.
        package let code: String
        /// The name.
        package let title: LocalizedText
        /// Who does it.
        package let actor: Actor
        /// Its term; nil where the act gives none.
        package let term: Term?
        /// From when the clock runs.
        package let clockStart: ClockStart
        /// The clause.
        package let clause: Clause
        /// The switch that turns it on; nil for stages that are always there.
        package let option: String?
        /// Whether people are examined in it: it ends only with the result of each.
        package let isExamination: Bool
        /// Whether the applicant is heard in it before an unfavourable decision.
        package let isHearing: Bool
        /// Whether an appeal against a refusal is considered in it.
        package let isAppeal: Bool
        /// How it can end.
        package let outcomes: [Outcome]
    }

    /// How a stage can end.
    package struct Outcome: Hashable, Sendable {
        /// The code.
        package let code: String
        /// The name.
        package let title: LocalizedText
        /// The stage or end that follows, ``pending`` or ``back``.
        package let next: String
        /// The grounds of which at least one must be named; empty where none may be.
        package let grounds: [String]
        /// The optional stage that comes before it, where that is switched on.
        package let via: String?
        /// How earlier stages must have ended for it: a conclusion binds who decides after it.
        package let after: [StageEnding]
        /// Whether a stage in which people are examined ends so without anyone's result.
        package let isWithoutResults: Bool

        /// What was decided before an optional stage.
        package static let pending = "pending"
        /// The stage before an optional stage.
        package static let back = "back"
    }

    /// That a stage of the same case ended with one of some outcomes.
    package struct StageEnding: Hashable, Sendable {
        /// The stage.
        package let stage: String
        /// The outcomes.
        package let outcomes: [String]
    }

    /// How a case ends.
    package struct End: Hashable, Sendable {
        /// What it means for the recipient.
        package enum Meaning: String, Sendable, CaseIterable {
            case granted, refused
            /// A refusal was appealed against, and stands or is cancelled.
            case upheld, cancelled

            /// Whether it decides on an appeal and not on the application.
            package var isOfAppeal: Bool { self == .upheld || self == .cancelled }
        }

        /// The code.
        package let code: String
        /// The name.
        package let title: LocalizedText
        /// What it means.
        package let meaning: Meaning
        /// What a refusal says is refused; nil for the service itself.
        package let refused: LocalizedText?
        /// The form of the result, as the rules number it.
        package let form: String
        /// Who signs, and whether that is only assumed.
        package let signers: [Signer]
        /// Whether the signers are only assumed.
        package let signersAreAssumed: Bool
        /// The clause.
        package let clause: Clause
        /// The public register that takes the result; nil for refusals.
        package let register: String?
    }

    /// A reason for which the law lets a service be refused.
    package struct Ground: Hashable, Sendable {
        /// The code in the list, for example `1`.
        package let code: String
        /// The ground as the list has it.
        package let title: LocalizedText
        /// The clause.
        package let clause: Clause
        /// How earlier stages must have ended for it to be there.
        package let after: [StageEnding]
    }
}

/// In which capacity a result is signed.
package enum Signer: String, Sendable, CaseIterable {
    case head, replacement, executor
}

/// Kinds of bodies that provide services.
package enum AuthorityKind: String, Sendable, CaseIterable {
    case authorisedBody, committee, territorialDepartment, localExecutiveBody
}
