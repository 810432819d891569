import Casework
import Kernel

/// Words of refusals about cases.
package enum CaseworkWords {
    static let tooLong = LocalizedText(
        kk: "Мәтін тым ұзын: бір жазбаға сыймайды, қысқартыңыз. Адамдар көп болса, себептерге аз "
            + "орын қалады",
        ru: "Текст слишком длинный и не помещается в одну запись: сократите его. Чем больше людей, "
            + "тем меньше места для причин",
        en: "The text is too long for one entry: shorten it. The more people there are, the less "
            + "room is left for the reasons")
    static let lateIsTheHeads = LocalizedText(
        kk: "Өткен мерзім үшін сол кездегі басшы жауап береді: тапсырманы алмай-ақ жауап беріңіз",
        ru: "За пропущенный срок отвечает тот, кто сейчас руководитель: ответьте, не беря задачу",
        en: "Whoever is the head now answers for a missed term: answer without taking the task")

    static func unknown(_ code: String) -> LocalizedText {
        LocalizedText(
            kk: "Қызметте мұндай код жоқ: \(code)", ru: "У услуги нет такого кода: \(code)",
            en: "The service has no such code: \(code)")
    }

    /// From when a service can be had that is closed.
    package static func opens(_ day: Day) -> LocalizedText {
        LocalizedText(
            kk: "\(day) күнінен бастап ашық", ru: "Открыто с \(day)", en: "Open from \(day)")
    }

    static func missing(_ titles: [LocalizedText]) -> LocalizedText {
        let list = { (language: Language) in
            titles.map { $0[language] }.joined(separator: "; ")
        }
        return LocalizedText(
            kk: "Жетіспейді немесе қате: " + list(.kk),
            ru: "Не хватает или неверно: " + list(.ru), en: "Missing or wrong: " + list(.en))
    }

    static func notAccepted(_ titles: [LocalizedText]) -> LocalizedText {
        let list = { (language: Language) in
            titles.map { $0[language] }.joined(separator: "; ")
        }
        return LocalizedText(
            kk: "Сіз мұны қабылдамадыңыз: \(list(.kk)). Қабылдаңыз немесе бас тартыңыз",
            ru: "Вы не приняли: \(list(.ru)). Примите это или откажите",
            en: "You have not accepted: \(list(.en)). Accept it, or refuse")
    }

    /// A code that no definition explains, as it is.
    static func plain(_ code: String) -> LocalizedText {
        LocalizedText(kk: code, ru: code, en: code)
    }

    static func otherGround(_ code: String) -> LocalizedText {
        LocalizedText(
            kk: "Бұл шешімнің тізімінде мұндай негіз жоқ: \(code)",
            ru: "В перечне для этого решения нет основания: \(code)",
            en: "The list of this outcome has no such ground: \(code)")
    }

    static let variants = LocalizedText(
        kk: "Жұмыстың түрі", ru: "Вариант работ", en: "Variant of the works")
    static let wrongRecipient = LocalizedText(
        kk: "Бұл қызмет мұндай алушыға көрсетілмейді",
        ru: "Эта услуга не оказывается таким получателям",
        en: "The service is not for recipients of this kind")
    static let noGround = LocalizedText(
        kk: "Тізімнен кемінде бір негіз көрсетіңіз",
        ru: "Укажите хотя бы одно основание из перечня",
        en: "Name at least one ground of the list")
    static func notInForce(_ day: Day) -> LocalizedText {
        LocalizedText(
            kk: "Бұл норма \(day) күнгі құқықта жоқ", ru: "В праве на \(day) этой нормы нет",
            en: "The clause does not stand in the law of \(day)")
    }

    static let contrary = LocalizedText(
        kk: "Бұған дейінгі қорытынды бұл шешімге келмейді",
        ru: "Такое решение противоречит заключению, данному ранее",
        en: "The conclusion that was given before says otherwise")
    static let noReasons = LocalizedText(
        kk: "Себептерін кемінде \(CaseFault.reasonsLengthMin) таңбамен жазыңыз",
        ru: "Напишите причины, не меньше \(CaseFault.reasonsLengthMin) знаков",
        en: "Write the reasons, in at least \(CaseFault.reasonsLengthMin) characters")
    static let suspended = LocalizedText(
        kk: "Мерзім тоқтатылған", ru: "Срок приостановлен", en: "The clock stands still")
    static let noSuspension = LocalizedText(
        kk: "Акт бұл кезеңде мерзімді тоқтатуға негіз бермейді",
        ru: "Акт не даёт основания приостановить срок на этом этапе",
        en: "The act gives no ground to stop the clock in this stage")
    static let notSuspended = LocalizedText(
        kk: "Мерзім жүріп жатыр", ru: "Срок идёт", en: "The clock runs")
    static let wrongDay = LocalizedText(
        kk: "Күн бүгіннен кейін болуы және норма рұқсат еткен күннен аспауы керек",
        ru: "День должен быть позже сегодняшнего и не позже, чем разрешает норма",
        en: "The day must be after today and no later than the rule allows")
    static let sameBody = LocalizedText(
        kk: "Іс бұл органда тұр", ru: "Дело уже у этого органа",
        en: "The case is at this body already")
    static let otherColleague = LocalizedText(
        kk: "Органда бұл жұмысты істейтін мұндай қызметкер жоқ",
        ru: "В органе нет такого сотрудника с этой работой",
        en: "The body has no such official for this work")
    static let alreadyHis = LocalizedText(
        kk: "Жұмыс осы қызметкерде", ru: "Работа уже у этого сотрудника",
        en: "This official has the work already")

    static func notAwaited(_ code: String) -> LocalizedText {
        LocalizedText(
            kk: "Бұл құжат күтілмейді: \(code)", ru: "Этот документ не ожидается: \(code)",
            en: "This document is not awaited: \(code)")
    }

    static let newVersion = LocalizedText(
        kk: "Қызметтің жаңа нұсқасы енгізілді, жоба оған келмейді: жаңа өтініш бастаңыз",
        ru: "Введена новая версия услуги, черновик к ней не подходит: начните новое заявление",
        en: "The service has a new version that the draft does not fit: begin a new application")
    static let notSubmitted = LocalizedText(
        kk: "Өтініш әлі берілмеген", ru: "Заявление ещё не подано",
        en: "The application is not submitted yet")
    static let submitted = LocalizedText(
        kk: "Өтініш берілген, оны өзгертуге болмайды",
        ru: "Заявление подано, изменить его нельзя",
        en: "The application is submitted and cannot be changed")
    static let notRegistered = LocalizedText(
        kk: "Алдымен сұрауды тіркеңіз", ru: "Сначала зарегистрируйте запрос",
        en: "Register the request first")
    static let ended = LocalizedText(
        kk: "Іс аяқталған", ru: "Дело завершено", en: "The case has ended")
    static let noBody = LocalizedText(
        kk: "Бұл аумаққа жауапты орган енгізілмеген",
        ru: "Орган, отвечающий за эту территорию, не внесён",
        en: "No body is entered that is responsible for this territory")
    package static let noDepartment = LocalizedText(
        kk: "Қызмет жүзеге асырылатын жер үшін аумақтық департамент енгізілмеген: өтініш әлі "
            + "қабылданбайды. Операторға хабарласыңыз",
        ru: "Для места деятельности не внесён территориальный департамент: заявление пока не "
            + "принимается. Обратитесь к оператору",
        en: "No territorial department is entered for the place of activity: the application is "
            + "not taken yet. Tell the operator")
    static let chooseBody = LocalizedText(
        kk: "Норма басымдықты атамайды: органды таңдаңыз",
        ru: "Норма не называет приоритета: выберите орган",
        en: "The rule names no priority: choose the body")
    static let changedSince = LocalizedText(
        kk: "Қол қойылғаннан кейін мазмұны өзгерген: қайта қол қойыңыз",
        ru: "Содержание изменилось после подписания: подпишите заново",
        en: "The content was changed after it was signed: sign it again")
    static let otherSigner = LocalizedText(
        kk: "Қолтаңба сеанс иесінікі немесе оның ұйымынікі емес",
        ru: "Подпись не того лица или не той организации, что в сеансе",
        en: "The signature is not of the person and body of this session")
    static let notSignedOnPhone = LocalizedText(
        kk: "Телефонда әлі қол қойылмаған", ru: "На телефоне ещё не подписано",
        en: "Nothing is signed on the phone yet")
    static let fileEmpty = LocalizedText(
        kk: "Файл бос", ru: "Файл пустой", en: "The file is empty")
    static let fileKinds = LocalizedText(
        kk: "PDF, PNG және JPEG қабылданады", ru: "Принимаются PDF, PNG и JPEG",
        en: "PDF, PNG and JPEG are taken")

    static func fileActive(_ name: String) -> LocalizedText {
        LocalizedText(
            kk: "PDF ішінде іске қосылатын немесе кіріктірілген нәрсе бар: \(name)",
            ru: "В PDF есть исполняемое или вложенное: \(name)",
            en: "The PDF holds something that runs or is attached: \(name)")
    }

    static let dayIsPast = LocalizedText(
        kk: "Күн бүгіннен ерте болмауы керек", ru: "День не может быть раньше сегодняшнего",
        en: "The day cannot be before today")
    static let calendarEnds = LocalizedText(
        kk: "Жұмыс күнтізбесінің деректері бұл күнге жетпейді",
        ru: "Данные рабочего календаря не доходят до этого дня",
        en: "The working calendar's data do not reach that day")
}

extension FileKind.Fault {
    /// The fault as an answer of the interface.
    var refusal: Refusal {
        switch self {
        case .empty: Refusal(.fileNotAllowed, CaseworkWords.fileEmpty)
        case .tooLarge: Refusal(.bodyTooLarge)
        case .unknownKind: Refusal(.fileNotAllowed, CaseworkWords.fileKinds)
        case .active(let name): Refusal(.fileNotAllowed, CaseworkWords.fileActive(name))
        }
    }
}
