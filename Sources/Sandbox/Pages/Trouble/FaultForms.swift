import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `POST /sandbox/trouble/registers`: sets what is wrong with each register.
    func postRegisterFaults() -> Endpoint {
        let fields = RegisterKind.allCases.flatMap { kind in
            ["answer-", "delay-"].map { prefix in
                Endpoint.FormField(name: prefix + kind.name, lengthMax: 32)
            }
        }
        return Endpoint(
            .post, "/sandbox/trouble/registers", summary: "Set the registers' faults from the page",
            access: .anyone(because: "The sandbox's own controls"), body: .form(fields),
            answers: [.goOn], problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            for register in registers {
                // A register that the form leaves out keeps what it has.
                guard
                    let answer = RegisterFaults.Answer(
                        rawValue: call.typed("answer-" + register.kind.name)),
                    let delay = Int(call.typed("delay-" + register.kind.name))
                else { continue }
                register.faults.plan = .init(answer: answer, delayMilliseconds: delay)
            }
            return .seeOther("/sandbox/trouble?done=\(TroubleDone.registers.rawValue)")
        }
    }

    /// `POST /sandbox/trouble/sms`: sets what goes wrong with the next messages.
    func postMessageFaults() -> Endpoint {
        Endpoint(
            .post, "/sandbox/trouble/sms", summary: "Set the faults of SMS from the page",
            access: .anyone(because: "The sandbox's own controls"),
            body: .form(
                ["lose", "double", "delayMilliseconds"].map { .init(name: $0, lengthMax: 8) }),
            answers: [.goOn], problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            phones.plan = SandboxPhones.Faults(
                .object(
                    ["lose", "double", "delayMilliseconds"].map {
                        .init($0, .integer(Int64(call.typed($0)) ?? 0))
                    }))
            return .seeOther("/sandbox/trouble?done=\(TroubleDone.messages.rawValue)")
        }
    }

    /// `POST /sandbox/trouble/mend`: takes every fault away; events of life stay.
    func postMend() -> Endpoint {
        Endpoint(
            .post, "/sandbox/trouble/mend", summary: "Take every fault away",
            access: .anyone(because: "The sandbox's own controls"), body: .form([]),
            answers: [.goOn], problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            for register in registers { register.faults.plan = .init() }
            phones.plan = .init()
            return .seeOther("/sandbox/trouble?done=\(TroubleDone.mended.rawValue)")
        }
    }
}

extension Call where Caller == Void {
    /// The form of the registers' faults, with what each fault should lead to.
    func registerFaults(_ registers: [RegisterService]) -> HTML {
        tag(.section, .class("stack"), .id("registers")) {
            Heading(2, say(TroubleWords.registers))
            Form(language, action: "/sandbox/trouble/registers") {
                tag(.div, .class("documents")) { for register in registers { card(register) } }
                Button(submit: say(TroubleWords.apply))
            }
            Form(language, action: "/sandbox/trouble/mend") {
                Button(submit: say(Words.mend), style: .secondary, icon: .check)
            }
            More(say(Words.whatFollows)) {
                SummaryList(
                    RegisterFaults.Answer.allCases.map { answer in
                        SummaryList.Row(answer.name[language], answer.consequence[language])
                    })
            }
        }
    }

    private func card(_ register: RegisterService) -> Card {
        let (name, plan) = (register.kind.name, register.faults.plan)
        let isFaulty = plan != RegisterFaults.Plan()
        return Card(
            title: register.kind.title[language],
            badge: isFaulty ? Badge(.bad, say(Words.faulty)) : nil
        ) {
            SelectField(
                language, name: "answer-" + name, label: say(Words.answer),
                options: register.kind.possibleFaults.map { ($0.rawValue, say($0.name)) },
                chosen: plan.answer.rawValue)
            SelectField(
                language, name: "delay-" + name, label: say(Words.delay),
                options: delays(Int64(plan.delayMilliseconds)),
                chosen: "\(plan.delayMilliseconds)")
        }
    }

    /// The form of what goes wrong with messages.
    func messageFaults(_ plan: SandboxPhones.Faults) -> HTML {
        tag(.section, .class("stack"), .id("messages")) {
            Heading(2, say(TroubleWords.messages))
            Form(language, action: "/sandbox/trouble/sms") {
                tag(.div, .class("documents")) {
                    SelectField(
                        language, name: "lose", label: say(Words.lose),
                        options: counts(plan.lose), chosen: "\(plan.lose)")
                    SelectField(
                        language, name: "double", label: say(Words.double),
                        options: counts(plan.double), chosen: "\(plan.double)")
                    SelectField(
                        language, name: "delayMilliseconds", label: say(Words.late),
                        options: delays(plan.delayMilliseconds),
                        chosen: "\(plan.delayMilliseconds)")
                }
                Button(submit: say(TroubleWords.apply))
            }
        }
    }

    private func counts(_ present: Int64) -> [(value: String, text: String)] {
        Set([0, 1, 2, 5, 20, present]).sorted().map { ("\($0)", "\($0)") }
    }

    private func delays(_ present: Int64) -> [(value: String, text: String)] {
        Set([0, 1000, 3000, 10_000, 30_000, present]).sorted().map { milliseconds in
            let text =
                milliseconds == 0
                ? say(Words.atOnce)
                : milliseconds % 1000 == 0
                    ? CountedNoun.second.text(milliseconds / 1000, language) : "\(milliseconds) ms"
            return ("\(milliseconds)", text)
        }
    }
}

extension RegisterKind {
    /// The register's name for people.
    var title: LocalizedText {
        switch self {
        case .persons:
            LocalizedText(kk: "Халық тіркелімі", ru: "Реестр населения", en: "Population register")
        case .phones:
            LocalizedText(
                kk: "Азаматтардың мобильді базасы", ru: "База мобильных граждан",
                en: "Mobile citizens' base")
        case .organisations:
            LocalizedText(
                kk: "Ұйымдар мен лицензиялар тізілімі", ru: "Реестр организаций и лицензий",
                en: "Register of organisations and licences")
        case .documents(.internalAffairs):
            LocalizedText(
                kk: "ІІМ: жеке куәлік, жүргізуші куәлігі, көлік",
                ru: "МВД: удостоверения, права, машины",
                en: "Internal affairs: identity cards, licences, vehicles")
        case .documents(.justice):
            LocalizedText(
                kk: "Әділет министрлігі: туу туралы куәлік", ru: "Минюст: свидетельства о рождении",
                en: "Justice: birth certificates")
        case .documents(.labour):
            LocalizedText(
                kk: "Еңбек министрлігі: әлеуметтік көмек", ru: "Минтруда: социальная помощь",
                en: "Labour: social assistance")
        case .documents(.science):
            LocalizedText(
                kk: "Ғылым министрлігі: дипломдар", ru: "Миннауки: дипломы",
                en: "Science: diplomas")
        }
    }

    /// The faults that the register can show: only those that sign can sign wrongly.
    fileprivate var possibleFaults: [RegisterFaults.Answer] {
        guard case .documents = self else { return [.correct, .down, .wrongPerson, .malformed] }
        return RegisterFaults.Answer.allCases
    }
}

extension RegisterFaults.Answer {
    /// The fault in words.
    fileprivate var name: LocalizedText {
        switch self {
        case .correct: LocalizedText(kk: "Дұрыс", ru: "Верно", en: "Correct")
        case .down: LocalizedText(kk: "Жұмыс істемейді", ru: "Не работает", en: "Down")
        case .wrongPerson:
            LocalizedText(kk: "Басқа адамның жазбасы", ru: "Чужая запись", en: "Another person's")
        case .malformed:
            LocalizedText(kk: "Жауаптың жартысы", ru: "Половина ответа", en: "Half an answer")
        case .badSignature:
            LocalizedText(kk: "Қолтаңба жалған", ru: "Неверная подпись", en: "Bad signature")
        case .expiredCertificate:
            LocalizedText(
                kk: "Сертификат мерзімі өткен", ru: "Сертификат просрочен",
                en: "Expired certificate")
        }
    }

    /// What the service should then do.
    fileprivate var consequence: LocalizedText {
        switch self {
        case .correct:
            LocalizedText(
                kk: "Бәрі әдеттегідей.", ru: "Всё как обычно.", en: "Everything as usual.")
        case .down:
            LocalizedText(
                kk: "Жауап бермегені айтылады; халық тіркелімінсіз кіруге болмайды; құжат "
                    + "тізімінде жауап бермеген тіркелім аталады (DD-13).",
                ru: "Сказано, что реестр не ответил; без реестра населения не войти; в списке "
                    + "документов он назван (DD-13).",
                en: "It is said that the register did not answer; without the population register "
                    + "nobody signs in; the list of documents names it (DD-13).")
        case .wrongPerson:
            LocalizedText(
                kk: "Қолтаңбасы дұрыс болса да, бөтен жазба көрсетілмейді (DD-14).",
                ru: "Чужая запись не показывается, даже верно подписанная (DD-14).",
                en: "Another's record is not shown, however well signed (DD-14).")
        case .malformed:
            LocalizedText(
                kk: "Оқылмаған жауаптан ештеңе алынбайды.",
                ru: "Из непрочитанного ответа не берётся ничего.",
                en: "Nothing is taken from an answer that cannot be read.")
        case .badSignature, .expiredCertificate:
            LocalizedText(
                kk: "Құжат көрсетілмейді: қолтаңба тексеруден өтпеді (DD-5). Банк те оны өзі "
                    + "байқайды.",
                ru: "Документ не показывается: подпись не прошла проверку (DD-5). Банк замечает "
                    + "это и сам.",
                en: "The document is not shown: its signature failed (DD-5). The bank notices "
                    + "by itself, too.")
        }
    }
}

private enum Words {
    static let faulty = LocalizedText(kk: "Ақаулы", ru: "Сбой", en: "Faulty")
    static let answer = LocalizedText(kk: "Жауабы", ru: "Ответ", en: "Answer")
    static let delay = LocalizedText(kk: "Кідірісі", ru: "Задержка", en: "Delay")
    static let atOnce = LocalizedText(kk: "кідіріссіз", ru: "без задержки", en: "no delay")
    static let mend = LocalizedText(
        kk: "Барлық ақауды жөндеу", ru: "Исправить все сбои", en: "Mend every fault")
    static let whatFollows = LocalizedText(
        kk: "Қызмет не істеуі керек", ru: "Что должна сделать служба",
        en: "What the service should do")
    static let lose = LocalizedText(
        kk: "Келесі қанша SMS жоғалады", ru: "Сколько следующих SMS потеряется",
        en: "How many of the next SMS are lost")
    static let double = LocalizedText(
        kk: "Келесі қанша SMS екі рет келеді", ru: "Сколько следующих SMS придёт дважды",
        en: "How many of the next SMS come twice")
    static let late = LocalizedText(
        kk: "SMS кідірісі", ru: "Задержка SMS", en: "Delay of SMS")
}
