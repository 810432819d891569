import Kernel

/// The registration of a complaint in e-Otinish, the state's system of appeals (FV-2.21, FV-30).
package struct AppealRegistration: Hashable, Sendable {
    /// The longest number, in characters.
    package static let numberMax = 64

    /// The number under which the appeal is known there.
    package let number: String
    /// The day on which it was registered.
    package let registeredOn: Day
    /// The last day on which the answer is in time; it holds instead of the pilot's own term.
    package let due: Day
    /// Why the term is what it is, in the words of e-Otinish.
    package let basis: LocalizedText

    /// A registration with its facts.
    package init(number: String, registeredOn: Day, due: Day, basis: LocalizedText) {
        self.number = number
        self.registeredOn = registeredOn
        self.due = due
        self.basis = basis
    }
}

/// What is still to be done in e-Otinish about a complaint.
package enum AppealStep: String, Hashable, Sendable, CaseIterable {
    /// It has to be registered.
    case register
    /// It is looked whether it was answered there.
    case look
    /// The akimat's answer, given here, has to go there.
    case answer
    /// Both sides have the answer.
    case done

    /// The step that follows from what both sides have.
    ///
    /// An answer that was given here before there was a number waits for the registration.
    package init(isRegistered: Bool, isAnsweredHere: Bool, isAnsweredThere: Bool) {
        self =
            switch (isRegistered, isAnsweredHere, isAnsweredThere) {
            case (false, _, _): .register
            case (true, true, true): .done
            case (true, true, false): .answer
            case (true, false, _): .look
            }
    }
}

/// How a complaint stands with e-Otinish, as people see it.
package struct AppealStanding: Hashable, Sendable {
    /// What is still to be done there.
    package let step: AppealStep
    /// The registration; nil until there is one.
    package let registration: AppealRegistration?
    /// Tries of the present step that failed.
    package let attempts: Int64
    /// Why the last one failed: a word of a closed list, or a status; nil when none did.
    package let fault: String?
    /// Whether it waits for the operator, because trying again by itself is of no use.
    package let isStuck: Bool

    /// What people are told.
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// It is sent until e-Otinish takes it.
        case waiting
        /// It has a number.
        case registered
        /// The operator has to look; nothing is lost.
        case stuck
    }

    /// A standing with its facts.
    package init(
        step: AppealStep, registration: AppealRegistration?, attempts: Int64, fault: String?,
        isStuck: Bool
    ) {
        self.step = step
        self.registration = registration
        self.attempts = attempts
        self.fault = fault
        self.isStuck = isStuck
    }

    /// What people are told.
    package var state: State {
        if isStuck { return .stuck }
        return registration == nil ? .waiting : .registered
    }

    /// Why the term is what it is: the words of e-Otinish, or before them the pilot's own term.
    package var termReason: LocalizedText { registration?.basis ?? Self.ownTerm }

    private static let ownTerm = LocalizedText(
        kk: "пилоттың өз мерзімі, жұмыс күнімен, шағым берілген күннен кейінгі күннен бастап; "
            + "e-Otinish тіркегенде өз мерзімін айтады",
        ru: "собственный срок пилота в рабочих днях со дня после подачи; при регистрации "
            + "e-Otinish назовёт свой",
        en: "the pilot's own term in working days from the day after the complaint; e-Otinish "
            + "names its own on registration")
}
