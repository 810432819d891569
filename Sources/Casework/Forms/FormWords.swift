import Kernel

/// What the forms say, in Kazakh and Russian; of the annexes as near to their words as they are held.
enum FormWords {
    static let issuedOn = Bilingual(kk: "Берілген күні", ru: "Дата выдачи")
    static let number = Bilingual(kk: "Нөмірі", ru: "Номер")
    static let address = Bilingual(kk: "Мекенжайы", ru: "Адрес")
    static let certificate = Bilingual(kk: "СЕРТИФИКАТ №", ru: "СЕРТИФИКАТ №")
    static let validUntil = Bilingual(kk: "Қолданылу мерзімі", ru: "Действителен")
    static let withoutEnd = Bilingual(kk: "белгіленбеген", ru: "срок не установлен")

    /// The five columns of annex 2.
    static let columns = [
        Bilingual(kk: "р/с №", ru: "№ п/п"), Bilingual(kk: "Т.А.Ә.", ru: "Ф.И.О."),
        Bilingual(kk: "Лауазымы", ru: "Должность"), Bilingual(kk: "Білімі", ru: "Образование"),
        Bilingual(
            kk: "Нәтижесі (тапсырды, тапсырмады, келген жоқ)",
            ru: "Результат (сдал, не сдал, не явился)"),
    ]

    static func result(_ result: ExamineeResult.Outcome) -> Bilingual {
        switch result {
        case .passed: Bilingual(kk: "тапсырды", ru: "сдал(а)")
        case .failed: Bilingual(kk: "тапсырмады", ru: "не сдал(а)")
        case .absent: Bilingual(kk: "келген жоқ", ru: "не явился (не явилась)")
        }
    }

    static func position(_ capacity: Signer) -> Bilingual {
        switch capacity {
        case .head: Bilingual(kk: "Басшы", ru: "Руководитель")
        case .replacement:
            Bilingual(kk: "Басшыны алмастыратын тұлға", ru: "Лицо, замещающее руководителя")
        case .executor: Bilingual(kk: "Жауапты орындаушы", ru: "Ответственный исполнитель")
        }
    }

    /// What annex 1 says before the reasons.
    static func considered(_ facts: ResultFacts) -> Bilingual {
        let (day, number) = (date(facts.receivedOn), facts.receivedNumber)
        let refused = facts.refused ?? service
        return Bilingual(
            kk: "\(facts.body.kk) Сіздің \(day) жылғы №\u{A0}\(number) өтінішіңізді "
                + "(«\(facts.service.kk)») қарап, мынаны хабарлайды: \(refused.kk). Негізі:",
            ru: "\(facts.body.ru), рассмотрев Ваше заявление от \(day) года №\u{A0}\(number) "
                + "(«\(facts.service.ru)»), сообщает следующее: \(refused.ru). Основание:")
    }

    /// What is refused where the end of the case says nothing of its own.
    private static let service = Bilingual(
        kk: "қызмет көрсетуден бас тартылды", ru: "в оказании услуги отказано")

    static func reasons(_ text: String) -> Bilingual {
        Bilingual(kk: "Дәлелді негіздеме: \(text)", ru: "Мотивированное обоснование: \(text)")
    }

    /// That the recipient was heard, and what was made of the objections.
    static func heard(_ hearing: Case.Hearing) -> Bilingual {
        let (day, count) = (date(hearing.notice.on), hearing.objections.count)
        let answer = hearing.decision?.reasons.trimmed ?? ""
        return Bilingual(
            kk: "Тыңдау күні: \(day). Қарсылықтар: \(count)."
                + (answer.isEmpty ? "" : " Оларға жауап: \(answer)"),
            ru: "День заслушивания: \(day). Возражений: \(count)."
                + (answer.isEmpty ? "" : " Ответ на них: \(answer)"))
    }

    /// The decision on an appeal with its reasons, and where to go with what stands.
    static func appealed(_ appeal: Case.Appeal, _ facts: ResultFacts) -> [Bilingual] {
        let (day, refused) = (date(appeal.lodged.on), date(appeal.signedOn))
        return [
            Bilingual(
                kk: "\(facts.body.kk) №\u{A0}\(facts.number) іс («\(facts.service.kk)») бойынша "
                    + "\(refused) күні берілген бас тартуға \(day) түскен шағымды қарады.",
                ru: "\(facts.body.ru) рассмотрел(о) жалобу от \(day) на отказ от \(refused) по "
                    + "делу №\u{A0}\(facts.number) («\(facts.service.ru)»)."),
            Bilingual(kk: "Шешім: \(facts.ending.kk).", ru: "Решение: \(facts.ending.ru)."),
            reasons(appeal.decision?.reasons ?? ""),
            Bilingual(
                kk: "Бұл шешімге сотқа шағымдануға болады.",
                ru: "Это решение можно обжаловать в суд."),
        ]
    }

    /// What of the application was not accepted.
    static func notAccepted(_ item: RefusalStatement.Item, _ law: FormLaw) -> Bilingual {
        let (reason, place) = (item.verdict.reason ?? "", item.clause.map(law.place))
        return Bilingual(
            kk: "Қабылданбады: \(item.title.kk)\(place.map { " – " + $0.kk } ?? ""): \(reason)",
            ru: "Не принято: \(item.title.ru)\(place.map { " – " + $0.ru } ?? ""): \(reason)")
    }

    /// What annex 2 says above its table.
    static func examined(_ facts: ResultFacts) -> Bilingual {
        Bilingual(
            kk: "\(facts.body.kk) Қазақстан Республикасының заңдарында және нормативтік құқықтық "
                + "актілерінде белгіленген өнеркәсіптік қауіпсіздік талаптары көлемінде емтихан "
                + "қабылдады:",
            ru: "\(facts.body.ru) принял(о) экзамен в объёме требований промышленной "
                + "безопасности, установленных законами и нормативными правовыми актами "
                + "Республики Казахстан:")
    }

    static func granted(_ facts: ResultFacts) -> Bilingual {
        let (day, number) = (date(facts.receivedOn), facts.receivedNumber)
        return Bilingual(
            kk: "\(facts.body.kk) \(day) жылғы №\u{A0}\(number) өтініш бойынша "
                + "«\(facts.service.kk)» (\(facts.asked.kk)) қызметінің нәтижесін береді. "
                + "Негізі: \(facts.law.citation(facts.clause).kk).",
            ru: "\(facts.body.ru) по заявлению от \(day) года №\u{A0}\(number) выдаёт результат "
                + "услуги «\(facts.service.ru)» (\(facts.asked.ru)). "
                + "Основание: \(facts.law.citation(facts.clause).ru).")
    }

    static func date(_ day: Day) -> String {
        day.dotted
    }
}
