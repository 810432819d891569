import Kernel

/// Why an official of the authorised body looks at the rows of one person (KDP-2.6).
///
/// The acts name none: the list is an open question (`docs/open-questions.md`, Q-KDP-26).
package enum SupervisionGround: String, CaseIterable, Sendable, Hashable {
    /// The person complained.
    case complaint
    /// An inspection of a system or an owner.
    case inspection
    /// An incident with personal data.
    case incident
    /// A court asked.
    case courtOrder

    /// The ground as people read it.
    package var name: LocalizedText {
        switch self {
        case .complaint: LocalizedText(kk: "адамның шағымы", ru: "жалоба", en: "a complaint")
        case .inspection: LocalizedText(kk: "тексеру", ru: "проверка", en: "an inspection")
        case .incident:
            LocalizedText(kk: "деректермен болған оқиға", ru: "инцидент", en: "an incident")
        case .courtOrder:
            LocalizedText(kk: "сот талабы", ru: "требование суда", en: "a court's order")
        }
    }
}

/// One official's wish to look at one person's rows, and what came of it.
package struct PersonRead: Hashable, Sendable {
    /// Its random name.
    package let id: Identifier<PersonRead>
    /// Who wants to look.
    package let official: IIN
    /// Whose rows.
    package let subject: IIN
    /// Why.
    package let ground: SupervisionGround
    /// The document on which the ground rests.
    package let evidence: String
    /// When it was asked.
    package let askedAt: Instant
    /// Until when a second official may confirm.
    package let confirmBy: Instant
    /// Who confirmed, and until when the rows may be read since.
    package let confirmation: Confirmation?

    /// A second official's word.
    package struct Confirmation: Hashable, Sendable {
        /// Who confirmed.
        package let second: IIN
        /// Until when the rows may be read.
        package let readUntil: Instant

        /// A confirmation.
        package init(second: IIN, readUntil: Instant) {
            self.second = second
            self.readUntil = readUntil
        }
    }

    /// The words for the state.
    package enum Status: String, CaseIterable, Sendable {
        case awaitingSecondOfficial, open, lapsed, over
    }

    /// A wish with its facts.
    package init(
        id: Identifier<PersonRead>, official: IIN, subject: IIN, ground: SupervisionGround,
        evidence: String, askedAt: Instant, confirmBy: Instant, confirmation: Confirmation?
    ) {
        self.id = id
        self.official = official
        self.subject = subject
        self.ground = ground
        self.evidence = evidence
        self.askedAt = askedAt
        self.confirmBy = confirmBy
        self.confirmation = confirmation
    }

    /// The state at the moment.
    package func status(at now: Instant) -> Status {
        if let confirmation { return now < confirmation.readUntil ? .open : .over }
        return now < confirmBy ? .awaitingSecondOfficial : .lapsed
    }

    /// Makes sure that this official may confirm now.
    ///
    /// - Throws: `roleNotAllowed` for who asked and for the person whose rows they are, `notFound`
    ///   when it is confirmed already or has lapsed.
    package func checkConfirmation(by second: IIN, at now: Instant) throws(Refusal) {
        guard second != official, second != subject else {
            throw Refusal(.roleNotAllowed, clause: "KDP-2.6")
        }
        guard status(at: now) == .awaitingSecondOfficial else { throw Refusal(.notFound) }
    }

    /// Makes sure that this official may read now.
    ///
    /// - Throws: `notFound` for another's, `secondOfficialRequired` before the confirmation and
    ///   after its end.
    package func checkReading(by reader: IIN, at now: Instant) throws(Refusal) {
        guard reader == official else { throw Refusal(.notFound) }
        guard status(at: now) == .open else {
            throw Refusal(.secondOfficialRequired, clause: "KDP-2.6")
        }
    }
}

/// A count that tells of no single person: small ones are not said.
package enum SupervisionCount {
    /// The smallest number that is said.
    package static let smallest: Int64 = 5

    /// The number; nil when it is from 1 to 4.
    package static func told(_ count: Int64) -> Int64? {
        count == 0 || count >= smallest ? count : nil
    }
}
