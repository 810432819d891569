import Kernel

/// A person's consent to one access, from the answer until it ends (KDP-2.3, KDP-7c).
package struct Consent: Hashable, Sendable {
    /// The consent's random name, which tokens carry.
    package let id: Identifier<Consent>
    /// What was consented to.
    package let terms: AccessTerms
    /// The initiator's client name.
    package let initiator: String
    /// When the person consented.
    package let grantedAt: Instant
    /// From when on it no longer holds.
    package let expiresAt: Instant
    /// When it was withdrawn, if it was.
    package let withdrawnAt: Instant?

    /// A consent with its facts.
    package init(
        id: Identifier<Consent>, terms: AccessTerms, initiator: String, grantedAt: Instant,
        expiresAt: Instant, withdrawnAt: Instant?
    ) {
        self.id = id
        self.terms = terms
        self.initiator = initiator
        self.grantedAt = grantedAt
        self.expiresAt = expiresAt
        self.withdrawnAt = withdrawnAt
    }

    /// Whether it holds at the moment.
    package func isActive(at now: Instant) -> Bool {
        withdrawnAt == nil && now < expiresAt
    }

    /// The uses of each data set that are left of those spent.
    ///
    /// - Parameter purpose: the purpose as it stands now; nil when it was taken off the list.
    package func usesLeft(dataSet: String, spent: Int64, purpose: Purpose?, at now: Instant)
        -> Int64
    {
        guard isActive(at: now), let purpose, purpose.dataSets.contains(dataSet),
            purpose.actions.contains(terms.action),
            now < grantedAt.adding(seconds: purpose.lifetimeSecondsMax)
        else { return 0 }
        return max(0, min(terms.uses, purpose.usesMax) - spent)
    }

    /// Why a use of a token is refused; in this order of precedence.
    package enum UseRefusal: String, CaseIterable, Sendable, Hashable, Error {
        /// The token is not one of ours, or was changed.
        case tokenInvalid
        /// The consent that the token names does not exist.
        case consentUnknown
        /// The token was issued for another data owner.
        case otherOwner
        /// The token is about another person.
        case otherSubject
        /// The system that asked was stopped, or is no longer integrated.
        case systemNotAdmitted
        /// The person took the consent back.
        case withdrawn
        /// The life of the consent is over.
        case expired
        /// The consent does not cover this data set.
        case dataSetNotCovered
        /// The purpose no longer allows this data set or action.
        case purposeNotAllowed
        /// Every use has been spent.
        case usesSpent
    }

    /// Decides whether this use is allowed.
    ///
    /// - Parameters:
    ///   - dataSet: the data set about to be handed over.
    ///   - owner: the client name of the data owner who asks.
    ///   - isSubject: whether the person named is the one who consented.
    ///   - isInitiatorAdmitted: whether the system that asked may still take part (KDP-3).
    ///   - usesSpent: the uses of this data set under this consent so far.
    ///   - purpose: the purpose as it stands now; nil when it was taken off the list.
    /// - Returns: the number of this use, from 1 on.
    package func use(
        of dataSet: String, by owner: String, isSubject: Bool, isInitiatorAdmitted: Bool = true,
        usesSpent: Int64, purpose: Purpose?, at now: Instant
    ) throws(UseRefusal) -> Int64 {
        guard terms.owner == owner else { throw .otherOwner }
        guard isSubject else { throw .otherSubject }
        guard isInitiatorAdmitted else { throw .systemNotAdmitted }
        guard withdrawnAt == nil else { throw .withdrawn }
        guard now < expiresAt else { throw .expired }
        guard terms.dataSets.contains(dataSet) else { throw .dataSetNotCovered }
        guard let purpose, purpose.dataSets.contains(dataSet),
            purpose.actions.contains(terms.action)
        else { throw .purposeNotAllowed }
        // A limit tightened since the answer binds at once; one that was widened does not help.
        guard now < grantedAt.adding(seconds: purpose.lifetimeSecondsMax) else { throw .expired }
        guard usesSpent < min(terms.uses, purpose.usesMax) else { throw .usesSpent }
        return usesSpent + 1
    }
}

extension Consent.UseRefusal {
    /// The clause that decides.
    package var clause: Clause {
        switch self {
        case .tokenInvalid, .consentUnknown: "KDP-2.8"
        case .otherOwner, .otherSubject, .dataSetNotCovered, .purposeNotAllowed, .expired,
            .usesSpent:
            "KDP-2.3"
        case .systemNotAdmitted: "KDP-3"
        case .withdrawn: "KDP-7"
        }
    }

    /// The reason in words, for the data owner and for the person.
    package var explanation: LocalizedText {
        switch self {
        case .tokenInvalid:
            LocalizedText(
                kk: "Токен жарамсыз: біз бермегенбіз немесе өзгертілген",
                ru: "Токен недействителен: выдан не нами или изменён",
                en: "The token is not valid: not issued by us, or changed")
        case .consentUnknown:
            LocalizedText(
                kk: "Мұндай келісім жоқ", ru: "Такого согласия нет", en: "No such consent")
        case .otherOwner:
            LocalizedText(
                kk: "Токен басқа дерек иесіне берілген",
                ru: "Токен выдан для другого владельца данных",
                en: "The token was issued for another data owner")
        case .otherSubject:
            LocalizedText(
                kk: "Токен басқа адам туралы", ru: "Токен относится к другому человеку",
                en: "The token is about another person")
        case .systemNotAdmitted:
            LocalizedText(
                kk: "Сұраған жүйе тоқтатылған немесе енді сервиспен интеграцияланбаған",
                ru: "Запросившая система остановлена или больше не интегрирована с сервисом",
                en: "The system that asked was stopped, or is no longer integrated")
        case .withdrawn:
            LocalizedText(
                kk: "Адам келісімін кері алды", ru: "Человек отозвал согласие",
                en: "The person has withdrawn the consent")
        case .expired:
            LocalizedText(
                kk: "Келісім мерзімі аяқталды", ru: "Срок согласия истёк",
                en: "The consent has expired")
        case .dataSetNotCovered:
            LocalizedText(
                kk: "Келісім бұл дерек жиынын қамтымайды",
                ru: "Согласие не охватывает этот набор данных",
                en: "The consent does not cover this data set")
        case .purposeNotAllowed:
            LocalizedText(
                kk: "Мақсат енді бұл деректерге рұқсат бермейді",
                ru: "Цель больше не допускает эти данные",
                en: "The purpose no longer allows these data")
        case .usesSpent:
            LocalizedText(
                kk: "Барлық пайдалану жұмсалған", ru: "Все использования израсходованы",
                en: "Every use has been spent")
        }
    }
}
