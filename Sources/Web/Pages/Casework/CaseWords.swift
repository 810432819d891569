import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases
import WorkingTime

/// What the pages of cases say.
enum CaseWords {
    static let applications = LocalizedText(kk: "Өтініштер", ru: "Заявления", en: "Applications")
    static let inbox = LocalizedText(kk: "Жұмыс орны", ru: "Рабочее место", en: "Workplace")
    static let inboxLead = LocalizedText(
        kk: "Сізді күтіп тұрған істер, мерзімі жақындары бірінші.",
        ru: "Дела, которые ждут вас, сначала с ближайшим сроком.",
        en: "The cases that wait for you, those due first.")
    static let inboxEmpty = LocalizedText(
        kk: "Қазір күтіп тұрған іс жоқ", ru: "Сейчас ничего не ждёт", en: "Nothing waits now")
    static let inboxEmptyMore = LocalizedText(
        kk: "Жаңа іс келгенде осында пайда болады.", ru: "Новые дела появятся здесь.",
        en: "New cases appear here.")
    static let none = LocalizedText(
        kk: "Өтініш әлі жоқ", ru: "Заявлений пока нет", en: "No applications yet")
    static let noneMore = LocalizedText(
        kk: "Қызметті таңдап, өтініш бастаңыз.", ru: "Выберите услугу и начните заявление.",
        en: "Choose a service and begin an application.")
    static let toServices = LocalizedText(
        kk: "Қызметтер тізімі", ru: "К списку услуг", en: "To the services")
    static let needsEDS = LocalizedText(
        kk: "Өтініш беру үшін ЭЦҚ арқылы кіріңіз", ru: "Чтобы подать заявление, войдите по ЭЦП",
        en: "To apply, sign in by EDS")
    static let needsEDSMore = LocalizedText(
        kk: "Өтінішке ұйымның электрондық цифрлық қолтаңбасы қойылады.",
        ru: "Заявление подписывается электронной цифровой подписью организации.",
        en: "An application is signed with the organisation's electronic digital signature.")
    static let apply = LocalizedText(
        kk: "Өтініш беру", ru: "Подать заявление", en: "Apply")
    static let begin = LocalizedText(kk: "Бастау", ru: "Начать", en: "Begin")
    static let dueOn = LocalizedText(kk: "мерзімі", ru: "срок", en: "due")
    static let complete = LocalizedText(
        kk: "Бәрі бар", ru: "Всё есть", en: "Nothing is missing")
    static let completeMore = LocalizedText(
        kk: "Енді қол қойып, беруге болады.", ru: "Можно подписать и подать.",
        en: "It can be signed and submitted.")
    static let says = LocalizedText(
        kk: "Өтініште не жазылады", ru: "Что указать в заявлении",
        en: "What the application says")
    static let keep = LocalizedText(kk: "Сақтау", ru: "Сохранить", en: "Save")
    static let wrongValue = LocalizedText(
        kk: "Мәні дұрыс емес", ru: "Неверное значение", en: "The value is not right")
    static let placeHint = LocalizedText(
        kk: "ӘАОЖ коды, 9 цифр; Астана – 710000000", ru: "Код КАТО, 9 цифр; Астана – 710000000",
        en: "KATO code, 9 digits; Astana is 710000000")
    static let documents = LocalizedText(kk: "Құжаттар", ru: "Документы", en: "Documents")
    static let file = LocalizedText(kk: "Файл", ru: "Файл", en: "File")
    static let fileHint = LocalizedText(
        kk: "PDF, PNG не JPEG, 10 МиБ-қа дейін", ru: "PDF, PNG или JPEG, до 10 МиБ",
        en: "PDF, PNG or JPEG, up to 10 MiB")
    static let noFile = LocalizedText(
        kk: "Файл таңдалмаған", ru: "Файл не выбран", en: "No file was chosen")
    static let attach = LocalizedText(kk: "Тіркеу", ru: "Приложить", en: "Attach")
    static let openFile = LocalizedText(kk: "Ашу", ru: "Открыть", en: "Open")
    static let holdingMissing = LocalizedText(
        kk: "Тізілімде табылмады. Өтініш беруге кедергі емес. Норма:",
        ru: "В реестре не найдено. Подаче не препятствует. Норма:",
        en: "Not found in the register. It does not keep you from applying. Clause:")
    static let submission = LocalizedText(
        kk: "Қол қойып, беру", ru: "Подписать и подать", en: "Sign and submit")
    static let submissionLead = LocalizedText(
        kk: "Қол қойғаннан кейін өтінішті өзгертуге болмайды.",
        ru: "После подписания заявление изменить нельзя.",
        en: "Once signed, the application cannot be changed.")
    static let download = LocalizedText(
        kk: "Қол қойылатын файлды жүктеп алыңыз", ru: "Скачайте файл для подписи",
        en: "Download the file to sign")
    static let channel = LocalizedText(kk: "Портал", ru: "Портал", en: "Portal")
    static let signature = LocalizedText(
        kk: "Қолтаңба файлы", ru: "Файл подписи", en: "The file with the signature")
    static let signatureHint = LocalizedText(
        kk: "CMS, мазмұнынан бөлек: .cms, .p7s, .sig", ru: "CMS, отсоединённая: .cms, .p7s, .sig",
        en: "Detached CMS: .cms, .p7s, .sig")
    static let submit = LocalizedText(kk: "Беру", ru: "Подать", en: "Submit")
    static let discard = LocalizedText(
        kk: "Жобаны жою", ru: "Отказаться от черновика", en: "Discard the draft")
    static let withdraw = LocalizedText(
        kk: "Өтінішті кері алу", ru: "Отозвать заявление", en: "Withdraw the application")
    static let sandboxSigner = LocalizedText(
        kk: "Сынақ ортасында сеанстың кілтімен бір батырмамен қол қоюға болады.",
        ru: "В песочнице можно подписать одной кнопкой, ключом этого сеанса.",
        en: "In the sandbox one button signs with the key of this session.")
    static let sandboxSign = LocalizedText(
        kk: "Сынақ кілтімен қол қою", ru: "Подписать тестовым ключом",
        en: "Sign with the sandbox key")
    static let deadlines = LocalizedText(kk: "Мерзімдер", ru: "Сроки", en: "Terms")
    static let stageTerm = LocalizedText(
        kk: "Кезеңнің соңғы күні", ru: "Последний день этапа", en: "Last day of the stage")
    static let requestTerm = LocalizedText(
        kk: "Сұрау тіркелетін соңғы күн", ru: "Последний день регистрации запроса",
        en: "Last day to register the request")
    static let wholeTerm = LocalizedText(
        kk: "Қызметтің соңғы күні", ru: "Последний день услуги", en: "Last day of the service")
    static let term = LocalizedText(kk: "Мерзімі", ru: "Срок", en: "Term")
    static let whyThatDay = LocalizedText(
        kk: "Неліктен бұл күн?", ru: "Почему этот день?", en: "Why that day?")
    static let noTerm = LocalizedText(
        kk: "Бұл кезеңге актіде мерзім берілмеген.", ru: "Для этого этапа срок в акте не указан.",
        en: "The act gives no term for this stage.")
    static let happened = LocalizedText(kk: "Не болды", ru: "Что было", en: "What happened")
    static let whatWasSubmitted = LocalizedText(
        kk: "Не берілді", ru: "Что подано", en: "What was submitted")
    static let checklist = LocalizedText(
        kk: "Толықтығы", ru: "Комплектность", en: "Completeness")
    static let what = LocalizedText(kk: "Не", ru: "Что", en: "What")
    static let verdict = LocalizedText(kk: "Қорытынды", ru: "Вывод", en: "Verdict")
    static let value = LocalizedText(kk: "Мәні", ru: "Значение", en: "Value")
    static let lateSince = LocalizedText(
        kk: "Мерзімі өткен күн:", ru: "Срок истёк:", en: "The term ran out on")
    static let grounds = LocalizedText(
        kk: "Бас тарту негіздері", ru: "Основания отказа", en: "Grounds of the refusal")
    static let reasons = LocalizedText(kk: "Себептері", ru: "Причины", en: "Reasons")
    static let appeal = LocalizedText(kk: "Шағымдану", ru: "Обжалование", en: "How to appeal")
    static let signed = LocalizedText(kk: "қол қойылған", ru: "подписано", en: "signed")
    static let number = LocalizedText(kk: "Нөмірі", ru: "Номер", en: "Number")
    static let signedAt = LocalizedText(
        kk: "Қол қойылған уақыты", ru: "Когда подписано", en: "Signed at")
    static let entry = LocalizedText(
        kk: "Журнал жазбасы", ru: "Запись журнала", en: "Journal entry")
    static let resultPaper = LocalizedText(
        kk: "Қол қойылған құжат (PDF)", ru: "Подписанный документ (PDF)",
        en: "The signed paper (PDF)")
    static let resultFile = LocalizedText(
        kk: "Нәтиже деректер ретінде (JSON)", ru: "Результат как данные (JSON)",
        en: "The result as data (JSON)")
    static let inRegister = LocalizedText(
        kk: "Ашық тізілімде", ru: "В открытом реестре", en: "In the public register")

    static func missing(_ count: Int) -> LocalizedText {
        LocalizedText(
            kk: "Жетіспейді: \(count)", ru: "Не хватает: \(count)", en: "Missing: \(count)")
    }

    static func badge(_ verdict: Completeness.Verdict, _ language: Language) -> Badge {
        switch verdict {
        case .present:
            Badge(.good, LocalizedText(kk: "бар", ru: "есть", en: "there")[language])
        case .missing:
            Badge(.bad, LocalizedText(kk: "жоқ", ru: "нет", en: "missing")[language])
        case .withoutParts:
            Badge(
                .warn,
                LocalizedText(kk: "толық емес", ru: "неполно", en: "in part")[language])
        case .wrong:
            Badge(.bad, LocalizedText(kk: "қате", ru: "неверно", en: "wrong")[language])
        case .heldByState:
            Badge(
                .good,
                LocalizedText(
                    kk: "мемлекетте бар", ru: "есть у государства", en: "the state has it")[
                        language]
            )
        case .notNeeded:
            Badge(
                .calm, LocalizedText(kk: "керек емес", ru: "не нужно", en: "not needed")[language])
        }
    }

    static func tone(_ stored: StoredCase) -> Tone {
        switch stored.state.phase {
        case .draft, .withdrawn: .calm
        // What is under way is a plain fact; a clock that stands still waits for something.
        case .stage, .awaitingSignature:
            !stored.state.lateness.isEmpty ? .bad : stored.state.isSuspended ? .warn : .calm
        case .ended(let end, _, _):
            stored.definition.end(end)?.meaning == .granted ? .good : .bad
        }
    }

    static func badge(_ stored: StoredCase, _ language: Language) -> Badge {
        Badge(tone(stored), standing(stored)[language])
    }

    static func standing(_ stored: StoredCase) -> LocalizedText {
        switch stored.state.phase {
        case .draft: LocalizedText(kk: "Жоба", ru: "Черновик", en: "Draft")
        case .withdrawn: LocalizedText(kk: "Кері алынды", ru: "Отозвано", en: "Withdrawn")
        case .awaitingSignature:
            LocalizedText(
                kk: "Қол қоюды күтуде", ru: "Ждёт подписи", en: "Waits for the signature")
        case .stage where stored.state.number == nil:
            LocalizedText(kk: "Тіркеуді күтуде", ru: "Ждёт приёма", en: "Waits to be taken in")
        case .stage: LocalizedText(kk: "Қаралуда", ru: "Рассматривается", en: "Under way")
        case .ended(let end, _, _):
            stored.definition.end(end)?.title
                ?? LocalizedText(kk: "Аяқталды", ru: "Завершено", en: "Ended")
        }
    }
}
