import AccessControl
import Kernel
import Rendering
import UseCases

extension SubjectConsent {
    /// The state as a person reads it: a consent that ran out is no longer simply "granted".
    func badge(in language: Language, at now: Instant) -> Badge {
        let (tone, text) = state(at: now)
        return Badge(tone, text[language])
    }

    /// Whether the person can still take it back.
    func canBeWithdrawn(at now: Instant) -> Bool { consent?.isActive(at: now) ?? false }

    private func state(at now: Instant) -> (Tone, LocalizedText) {
        if let consent, consent.withdrawnAt == nil, !consent.isActive(at: now) {
            return (.calm, LocalizedText(kk: "Мерзімі бітті", ru: "Срок закончился", en: "Ended"))
        }
        if consent?.withdrawnAt != nil { return (.bad, ConsentWords.withdrawn) }
        return switch status {
        case .awaitingSubject:
            (
                .warn,
                LocalizedText(
                    kk: "Жауабыңыз күтілуде", ru: "Ждёт вашего ответа", en: "Awaits your answer")
            )
        case .granted:
            (
                .good,
                LocalizedText(kk: "Келісім бердіңіз", ru: "Вы согласились", en: "You consented")
            )
        case .refused:
            (.bad, LocalizedText(kk: "Бас тарттыңыз", ru: "Вы отказали", en: "You refused"))
        case .expired:
            (.calm, LocalizedText(kk: "Жауап берілмеді", ru: "Без ответа", en: "Not answered"))
        case .withdrawn: (.bad, ConsentWords.withdrawn)
        case .logged: (.calm, LocalizedText(kk: "Журналда", ru: "В журнале", en: "Logged"))
        case .undeliverable:
            (.calm, LocalizedText(kk: "Жеткізілмеді", ru: "Не доставлен", en: "Not delivered"))
        }
    }

    /// Who, what, why, how long, to whom it may go on (KDP-2.3).
    func summary(in language: Language, purposes: PlatformConfiguration) -> SummaryList {
        let terms = request.terms
        let purpose = purposes.purpose(terms.purpose)?.name[language] ?? terms.purpose
        let sets = terms.dataSets.map { DataSet.name(of: $0)[language] }.joined(separator: ", ")
        var rows = [
            SummaryList.Row(ConsentWords.who[language], initiatorName[language]),
            SummaryList.Row(ConsentWords.service[language], terms.service),
            SummaryList.Row(ConsentWords.purpose[language], purpose),
            SummaryList.Row(ConsentWords.dataSets[language], sets),
            SummaryList.Row(ConsentWords.owner[language], ownerName[language]),
            SummaryList.Row(ConsentWords.action[language], terms.action.name[language]),
            SummaryList.Row(
                ConsentWords.lifetime[language],
                DurationFormat.text(seconds: terms.lifetimeSeconds, language)),
            SummaryList.Row(
                ConsentWords.uses[language], ConsentWords.use.text(terms.uses, language)),
            SummaryList.Row(
                ConsentWords.third[language], ConsentWords.third(terms)[language]),
            SummaryList.Row(
                ConsentWords.askedAt[language],
                MomentFormat.dayAndTime(request.createdAt, language)),
        ]
        if let consent {
            rows += [
                SummaryList.Row(
                    ConsentWords.grantedAt[language],
                    MomentFormat.dayAndTime(consent.grantedAt, language)),
                SummaryList.Row(
                    ConsentWords.expiresAt[language],
                    MomentFormat.dayAndTime(consent.expiresAt, language)),
            ]
        }
        for count in uses {
            rows.append(
                SummaryList.Row(
                    DataSet.name(of: count.dataSet)[language], count.words[language]))
        }
        if let at = consent?.withdrawnAt {
            rows.append(
                SummaryList.Row(
                    ConsentWords.withdrawnAt[language], MomentFormat.dayAndTime(at, language)))
        }
        return SummaryList(rows)
    }
}

/// Words that the pages about consents share.
enum ConsentWords {
    static let title = LocalizedText(kk: "Келісімдер", ru: "Согласия", en: "Consents")
    static let withdrawn = LocalizedText(
        kk: "Кері қайтарып алдыңыз", ru: "Вы отозвали", en: "You withdrew it")
    static let who = LocalizedText(kk: "Кім сұрайды", ru: "Кто запрашивает", en: "Who asks")
    static let service = LocalizedText(kk: "Қандай қызмет үшін", ru: "Для услуги", en: "For")
    static let purpose = LocalizedText(kk: "Мақсаты", ru: "Цель", en: "Purpose")
    static let dataSets = LocalizedText(kk: "Қандай деректер", ru: "Какие данные", en: "Which data")
    static let owner = LocalizedText(
        kk: "Деректер кімде", ru: "У кого данные", en: "Who holds the data")
    static let action = LocalizedText(
        kk: "Не істеледі", ru: "Что с ними сделают", en: "What will be done")
    static let lifetime = LocalizedText(
        kk: "Келісім мерзімі", ru: "Срок согласия", en: "How long the consent lasts")
    static let uses = LocalizedText(
        kk: "Әр деректі неше рет алады", ru: "Сколько раз получат каждые данные",
        en: "How often each may be read")
    static let third = LocalizedText(
        kk: "Үшінші тұлғаларға, шетелге, жария көздерге",
        ru: "Третьим лицам, за границу, в "
            + "общедоступные источники", en: "To third parties, abroad, to public sources")
    static let askedAt = LocalizedText(kk: "Сұралды", ru: "Запрошено", en: "Asked at")
    static let grantedAt = LocalizedText(
        kk: "Келісім берілді", ru: "Согласие дано", en: "Consent given")
    static let expiresAt = LocalizedText(
        kk: "Келісім мына уақытқа дейін", ru: "Согласие действует до", en: "Consent ends")
    static let withdrawnAt = LocalizedText(
        kk: "Кері қайтарып алынды", ru: "Согласие отозвано", en: "Withdrawn")
    static let use = CountedNoun(
        kk: "рет", ru: ("раз", "раза", "раз"), en: ("time", "times"))

    /// A consent allows what it names and nothing beyond (KDP-2.3).
    static func third(_ terms: AccessTerms) -> LocalizedText {
        let conditions = terms.conditions
        var parts: [LocalizedText] = []
        if terms.action == .transfer {
            let names = conditions.recipients.joined(separator: ", ")
            parts.append(
                names.isEmpty
                    ? LocalizedText(
                        kk: "сұраған ұйымның өзіне ғана беріледі",
                        ru: "передаются только запросившему",
                        en: "they go to who asked, and to nobody else")
                    : LocalizedText(
                        kk: "мыналарға берілуі мүмкін: \(names)",
                        ru: "могут передаваться: \(names)",
                        en: "they may go on to: \(names)"))
        }
        if conditions.crossBorder {
            parts.append(
                LocalizedText(
                    kk: "шетелге шығаруға рұқсат", ru: "за границу – разрешено",
                    en: "abroad: allowed"))
        }
        if conditions.publicSources {
            parts.append(
                LocalizedText(
                    kk: "жария көздерге рұқсат", ru: "в общедоступные источники – разрешено",
                    en: "to public sources: allowed"))
        }
        guard let first = parts.first else {
            return LocalizedText(
                kk: "Келісім бұған рұқсат бермейді", ru: "Согласие этого не разрешает",
                en: "The consent does not allow it")
        }
        return parts.dropFirst().reduce(first) {
            LocalizedText(
                kk: $0.kk + "; " + $1.kk, ru: $0.ru + "; " + $1.ru, en: $0.en + "; " + $1.en)
        }
    }
}

extension DataSetUses {
    /// How often it was used and how often it still may be.
    var words: LocalizedText {
        LocalizedText(
            kk: "алынды: \(spent), қалды: \(left)", ru: "получено: \(spent), осталось: \(left)",
            en: "read: \(spent), left: \(left)")
    }
}
