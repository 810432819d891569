import Kernel

/// The SMS from 1414 that asks for consent: who asks, why, for what, and how to answer (KDP-7.1).
package struct ConsentMessage: Hashable, Sendable {
    /// The requester's name, as registered.
    package let requester: LocalizedText
    /// The purpose's name.
    package let purpose: LocalizedText
    /// What will be done with the data.
    package let action: AccessAction
    /// The names of the data sets.
    package let dataSets: [LocalizedText]
    /// The code that tells this request apart.
    package let code: String
    /// Minutes left to answer.
    package let minutes: Int64
    /// The address of the page with the whole content of the consent.
    package let link: String

    /// The parts of the message.
    package init(
        requester: LocalizedText, purpose: LocalizedText, action: AccessAction,
        dataSets: [LocalizedText], code: String, minutes: Int64, link: String
    ) {
        self.requester = requester
        self.purpose = purpose
        self.action = action
        self.dataSets = dataSets
        self.code = code
        self.minutes = minutes
        self.link = link
    }

    /// The most characters of a message: six parts of 67 UCS-2 characters.
    package static let lengthMax = 402

    /// The text in the person's language.
    ///
    /// A long name is cut, never the code nor how to answer.
    package func text(in language: Language) -> String {
        for nameMax in [80, 60, 40, 24, 12] {
            let text = compose(in: language, nameMax: nameMax)
            if text.utf16.count <= Self.lengthMax { return text }
        }
        return compose(in: language, nameMax: 8)
    }

    private func compose(in language: Language, nameMax: Int) -> String {
        let who = requester[language].cut(to: nameMax)
        let why = purpose[language].cut(to: nameMax)
        let what = dataSets.map { $0[language].cut(to: nameMax) }.joined(separator: ", ")
            .cut(to: nameMax * 3)
        return switch language {
        case .kk:
            "\(who) деректеріңізді сұрайды: \(what). Әрекет: \(action.name.kk). Мақсаты: \(why). "
                + "Келісу: \(code) 1. Бас тарту: \(code) 2. 1414-ке \(minutes) минут ішінде "
                + "жауап беріңіз. Толығырақ: \(link)"
        case .ru:
            "\(who) запрашивает ваши данные: \(what). Действие: \(action.name.ru). Цель: \(why). "
                + "Согласие: \(code) 1. Отказ: \(code) 2. Ответьте на 1414 за \(minutes) мин. "
                + "Подробнее: \(link)"
        case .en:
            "\(who) asks for your data: \(what). Action: \(action.name.en). Purpose: \(why). "
                + "To consent: \(code) 1. To refuse: \(code) 2. Answer to 1414 within \(minutes) "
                + "min. More: \(link)"
        }
    }
}

extension String {
    /// At most so many UTF-16 units, which is what an SMS counts; never half a character.
    fileprivate func cut(to length: Int) -> String {
        guard utf16.count > length else { return self }
        var kept = ""
        var units = 1
        for character in self {
            units += character.utf16.count
            guard units <= length else { break }
            kept.append(character)
        }
        return kept + "…"
    }
}
