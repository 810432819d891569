import Kernel

extension NamedPerson {
    /// Why a stranger might want to be this person, in one line.
    var story: LocalizedText {
        switch self {
        case .citizen, .citizensWife, .citizensDaughter, .citizensSon: familyStory
        case .policeman, .bankClerk: workStory
        case .grandmother, .grandson, .motherOfAlmostAdult, .almostAdult, .formerGuardian,
            .wardOfTwo, .presentGuardian:
            guardianStory
        case .personWithoutPhone, .deceased, .widow, .expiredDriver, .suspendedDriver, .graduate,
            .grandfather:
            oddStory
        }
    }

    private var familyStory: LocalizedText {
        switch self {
        case .citizensWife:
            LocalizedText(
                kk: "Асқардың әйелі, 29 ақпанда туған: туған күні төрт жылда бір болады.",
                ru: "Жена Аскара, родилась 29 февраля: день рождения раз в четыре года.",
                en: "Asqar's wife, born on 29 February: a birthday every fourth year.")
        case .citizensDaughter:
            LocalizedText(
                kk: "Он жасар қызы: құжаттарын ата-анасы көреді.",
                ru: "Их десятилетняя дочь: её документы видят родители.",
                en: "Their daughter of ten: her documents are seen by her parents.")
        case .citizensSon:
            LocalizedText(
                kk: "Алты жасар ұлы: құжаттарын ата-анасы көреді.",
                ru: "Их шестилетний сын: его документы видят родители.",
                en: "Their son of six: his documents are seen by his parents.")
        default:
            LocalizedText(
                kk:
                    "Басты кейіпкер: екі баласы, жүргізуші куәлігі, көлігі бар. Осы адамнан бастаңыз.",
                ru:
                    "Главный герой: двое детей, водительское удостоверение, машина. Начните с него.",
                en: "The main character: two children, a driving licence, a car. Begin with him.")
        }
    }

    private var workStory: LocalizedText {
        self == .policeman
            ? LocalizedText(
                kk: "Полицей: өзіне көрсетілген құжаттарды тексереді.",
                ru: "Полицейский: проверяет документы, которые ему показывают.",
                en: "The policeman who checks the documents shown to him.")
            : LocalizedText(
                kk: "Клиенттерден құжат сұрайтын банкте жұмыс істейді.",
                ru: "Работает в банке, который запрашивает документы у клиентов.",
                en: "Works at the bank that asks its customers for documents.")
    }

    private var guardianStory: LocalizedText {
        switch self {
        case .grandmother:
            LocalizedText(
                kk: "Атаулы әлеуметтік көмек алады, немересінің қамқоршысы.",
                ru: "Получает адресную социальную помощь, опекун внука.",
                en: "Receives social assistance and is her grandson's guardian.")
        case .grandson:
            LocalizedText(
                kk: "Жетім бала: құжаттарын тағайындалған қамқоршысы, әжесі көреді.",
                ru: "Сирота: его документы видит назначенный опекун, бабушка.",
                en: "An orphan: his documents are seen by his appointed guardian, his grandmother.")
        case .motherOfAlmostAdult:
            LocalizedText(
                kk: "Ұлы үш күннен кейін 18-ге толады: сол күні оның құжаттары тізімінен жоғалады.",
                ru: "Сыну через три дня 18: в этот день его документы исчезнут из её списка.",
                en: "Her son turns 18 in three days: that day his documents leave her list.")
        case .almostAdult:
            LocalizedText(
                kk: "Үш күннен кейін кәмелетке толады: уақытты жылжытып көріңіз.",
                ru: "Через три дня станет совершеннолетним: передвиньте время.",
                en: "Comes of age in three days: move the clock and see.")
        case .formerGuardian:
            LocalizedText(
                kk: "100 күн бұрын қамқоршы болуын тоқтатты: баланың құжаттарын енді көрмейді.",
                ru: "100 дней назад перестала быть опекуном: документов ребёнка больше не видит.",
                en: "Stopped being a guardian 100 days ago: no longer sees the child's documents.")
        case .wardOfTwo:
            LocalizedText(
                kk: "Он екі жаста, қамқоршысы ауысқан.", ru: "Двенадцать лет, опекун сменился.",
                en: "Twelve years old; has got another guardian.")
        default:
            LocalizedText(
                kk: "100 күннен бері оның қамқоршысы.", ru: "Его опекун последние 100 дней.",
                en: "His guardian for the last 100 days.")
        }
    }

    private var oddStory: LocalizedText {
        switch self {
        case .personWithoutPhone:
            LocalizedText(
                kk: "Мобильді базада нөмірі жоқ: кіре алмайды, сұрау да жеткізілмейді.",
                ru: "Нет номера в базе мобильных граждан: не войти, и запрос не доставить.",
                en: "No number in the mobile citizens' base: cannot sign in, cannot be asked.")
        case .deceased:
            LocalizedText(
                kk: "40 күн бұрын қайтыс болған: оның атынан ештеңе істеуге болмайды.",
                ru: "Умер 40 дней назад: от его имени ничего нельзя сделать.",
                en: "Died 40 days ago: nothing can be done in his name.")
        case .widow:
            LocalizedText(
                kk: "Жесірі: күйеуінің құжаттарын көрмейді.",
                ru: "Его вдова: документов мужа не видит.",
                en: "His widow: does not see her husband's documents.")
        case .expiredDriver:
            LocalizedText(
                kk: "Үш көлігі бар, жүргізуші куәлігінің мерзімі өткен: ол көрсетілмейді.",
                ru: "Три машины и просроченное водительское удостоверение: его не показать.",
                en: "Three vehicles and an expired licence, which is not shown.")
        case .suspendedDriver:
            LocalizedText(
                kk: "Жүргізуші куәлігі тоқтатылған, жеке куәлігі жоғалған.",
                ru: "Права приостановлены, удостоверение личности утеряно.",
                en: "A suspended licence and a lost identity card.")
        case .graduate:
            LocalizedText(
                kk: "Дипломы бар түлек, SMS-ті ағылшынша алады; нөмірі атасымен ортақ. Технопарк "
                    + "компанияларының өкілі.",
                ru: "Выпускник с дипломом, получает SMS на английском; номер общий с дедом. "
                    + "Представляет компании технопарка.",
                en: "A graduate served in English, with one number for him and his grandfather. He "
                    + "acts for firms of the technology park.")
        default:
            LocalizedText(
                kk: "Немересінің нөмірімен тіркелген: нөмір бойынша сұрау кімге екені белгісіз.",
                ru: "Записан на номер внука: по номеру не понять, кого спрашивают.",
                en: "Registered with his grandson's number: the number alone does not say who.")
        }
    }
}
