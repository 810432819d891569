import Casework
import Kernel

extension OpenPoints {
    /// Which bodies provide the services and give conclusions.
    package static let caseworkAuthorities = Setting(
        "industrialSafety.authorities", "Q-IS-18", of: .industrialSafety, clause: "IS-1.4",
        sandbox: sandboxAuthorities,
        expects: "a list of {kind, bin, territory, higher, succeededBy, name, city}: kind is "
            + "authorisedBody, committee, territorialDepartment, localExecutiveBody, or "
            + "higherBody for one that only decides on appeals; higher is the body to which "
            + "refusals are appealed, succeededBy {bin, from} the one that has taken its place; "
            + "both must be in the list, and no body above itself or its own successor; name and "
            + "city are {kk, ru, en}",
        LocalizedText(
            kk: "қызмет көрсететін органдар", ru: "органы, которые оказывают услуги",
            en: "the bodies that provide the services")
    ) { list in
        list.isOrdered
            && AuthorityKind.allCases.allSatisfy { kind in list.contains { $0.kind == kind } }
    }
    /// The day of the amending order's first official publication (IS-O.4).
    package static let publicationDayIS = Setting(
        "acts.IS.publicationDay", "Q-IS-01", of: .industrialSafety, clause: "IS-O.4",
        sandbox: Day(daysSince1970: 20_366), expects: "a day, YYYY-MM-DD",
        LocalizedText(
            kk: "№ 429 бұйрықтың алғашқы ресми жарияланған күні",
            ru: "день первого официального опубликования приказа № 429",
            en: "day of first official publication of order No. 429"))
    /// Whether the day of the event that starts a term is counted (IS-WD-3).
    package static let startDayCounts = Setting(
        "industrialSafety.startDayCounts", "Q-IS-04", of: .industrialSafety, clause: "IS-WD-3",
        sandbox: false, expects: "true or false",
        LocalizedText(
            kk: "мерзім басталған күннің өзі есептеле ме",
            ru: "считается ли день, с которого начинается срок",
            en: "whether the day that starts a term is counted"))
    /// The clock times of the working hours (IS-A3.7).
    package static let officeHours = Setting(
        "industrialSafety.officeHours", "Q-IS-05", of: .industrialSafety, clause: "IS-A3.7",
        sandbox: OfficeHoursSetting(540..<1110),
        expects: "{opens, closes} in minutes of the day",
        LocalizedText(
            kk: "жұмыс уақыты", ru: "часы работы", en: "the working hours"))
    /// When optional stages, such as the hearing, are switched on.
    package static let caseOptions = Setting(
        "industrialSafety.options", "Q-IS-17", of: .industrialSafety, sandbox: [OptionPeriod](),
        expects: "a list of {option, service, on, from, until}; without service for all, on unless "
            + "it says false; empty where no optional stage is held",
        LocalizedText(
            kk: "қосымша кезеңдер (тыңдау) қашан өткізіледі",
            ru: "когда проводятся дополнительные этапы (заслушивание)",
            en: "when optional stages (a hearing) are held"))

    /// By which law cases in progress are decided (IS-O.4-c).
    package static let lawOfCase = Setting(
        "industrialSafety.lawOfCase", "Q-IS-16", of: .industrialSafety, clause: "IS-O.4",
        sandbox: [LawPolicyPeriod](),
        expects: "a list of {policy, service, from}: policy is pin or reResolve; without service "
            + "for all; pin where it says nothing",
        LocalizedText(
            kk: "құқық өзгергенде қаралып жатқан іс қай күнгі құқықпен шешіледі",
            ru: "по праву какого дня решается дело, если право изменилось",
            en: "by the law of which day a case in progress is decided when the law changes"))
    /// The working days in which the territorial department registers a request.
    package static let registrationDays = Setting(
        "industrialSafety.registrationDays", "Q-IS-46", of: .industrialSafety, clause: "IS-3.9",
        sandbox: 1, within: 1...30,
        LocalizedText(
            kk: "аумақтық департамент сұрауды неше жұмыс күнінде тіркейді",
            ru: "за сколько рабочих дней территориальный департамент регистрирует запрос",
            en: "in how many working days the territorial department registers a request"))
    /// The working days between the notice of a hearing and its day; not in this order.
    package static let hearingNotice = Setting(
        "industrialSafety.hearingNotice", "Q-IS-42", of: .industrialSafety, sandbox: 3,
        within: 1...30,
        LocalizedText(
            kk: "тыңдау туралы хабарлау мен тыңдау күні арасындағы жұмыс күндері",
            ru: "рабочих дней между уведомлением о заслушивании и его днём",
            en: "working days between the notice of a hearing and its day"))

    /// The months in which a refusal may be appealed against; not in this order.
    package static let appealMonths = Setting(
        "industrialSafety.appealMonths", "Q-IS-43", of: .industrialSafety, sandbox: 3,
        within: 1...12,
        LocalizedText(
            kk: "бас тартуға неше ай ішінде шағымдануға болады",
            ru: "сколько месяцев можно обжаловать отказ",
            en: "for how many months a refusal may be appealed against"))
    /// The working days in which an appeal is decided; not in this order.
    package static let appealDays = Setting(
        "industrialSafety.appealWorkingDays", "Q-IS-44", of: .industrialSafety, sandbox: 20,
        within: 1...60,
        LocalizedText(
            kk: "шағым неше жұмыс күнінде қаралады", ru: "за сколько рабочих дней решают по жалобе",
            en: "in how many working days an appeal is decided"))

    /// Right answers of a hundred that pass the examination (IS-2.10 names no pass mark).
    package static let passMark = Setting(
        "industrialSafety.examinationPassMark", "Q-IS-24", of: .industrialSafety,
        clause: "IS-2.10", sandbox: 70, within: 1...100,
        LocalizedText(
            kk: "емтихан тапсырылды деп саналатын дұрыс жауаптар саны",
            ru: "сколько верных ответов нужно, чтобы сдать экзамен",
            en: "how many right answers pass the examination"))

    /// The fees of services; the order names no sums (IS-PAY-1).
    package static let licenceFees = Setting(
        "industrialSafety.fees", "Q-IS-50", of: .industrialSafety, clause: "IS-5A.7",
        sandbox: [FeeAmount](),
        expects: "a list of {service, kind, amountTiyn}; the sum of a kind that is not in it is "
            + "not judged",
        LocalizedText(
            kk: "қызметтердің алымдары", ru: "сборы за услуги", en: "the fees of services")
    ) { list in Set(list.map { $0.service + "/" + $0.kind }).count == list.count }

    /// For how many years results of a service hold; the order gives no such term.
    package static let resultValidity = Setting(
        "industrialSafety.resultValidity", "Q-IS-33", of: .industrialSafety,
        sandbox: [ResultValidity](),
        expects: "a list of {service, years}, years from 1 to 50; results of a service that is "
            + "not in it have no last day",
        LocalizedText(
            kk: "қызмет нәтижелері неше жыл қолданылады",
            ru: "сколько лет действуют результаты услуг",
            en: "for how many years results of services hold")
    ) { list in
        Set(list.map(\.service)).count == list.count && list.allSatisfy { 1...50 ~= $0.years }
    }

    /// The committee, its department in the capital, an akimat and the ministry above: synthetic
    /// numbers.
    private static let sandboxAuthorities = [
        CaseworkAuthority(
            .authorisedBody, BIN(stored: "661140002127"), higher: ministry, name: committeeName,
            city: capital),
        CaseworkAuthority(
            .committee, BIN(stored: "661140002127"), higher: ministry, name: committeeName,
            city: capital),
        CaseworkAuthority(
            .territorialDepartment, BIN(stored: "671240002142"),
            higher: BIN(stored: "661140002127"),
            name: LocalizedText(
                kk: "Өнеркәсіптік қауіпсіздік комитетінің Астана қаласы департаменті",
                ru: "Департамент Комитета промышленной безопасности по городу Астане",
                en: "Department of the Committee of Industrial Safety for Astana"),
            city: capital),
        CaseworkAuthority(
            .localExecutiveBody, BIN(stored: "770240004345"), higher: ministry,
            name: LocalizedText(
                kk: "Астана қаласының әкімдігі", ru: "Акимат города Астаны",
                en: "Akimat of Astana"), city: capital),
        CaseworkAuthority(
            nil, ministry,
            name: LocalizedText(
                kk: "Қазақстан Республикасының Төтенше жағдайлар министрлігі",
                ru: "Министерство по чрезвычайным ситуациям Республики Казахстан",
                en: "Ministry for Emergency Situations of the Republic of Kazakhstan"),
            city: capital),
    ]
    /// The ministry of the committee (Q-IS-45).
    private static let ministry = BIN(stored: "730640002267")
    private static let committeeName = LocalizedText(
        kk: "Қазақстан Республикасы Төтенше жағдайлар министрлігінің Өнеркәсіптік қауіпсіздік "
            + "комитеті",
        ru: "Комитет промышленной безопасности Министерства по чрезвычайным ситуациям "
            + "Республики Казахстан",
        en: "Committee of Industrial Safety of the Ministry for Emergency Situations")
    private static let capital = LocalizedText(
        kk: "Астана қаласы", ru: "город Астана", en: "Astana")

    static let industrialSafety: [SettingDeclaration] = [
        publicationDayIS.declaration, caseworkAuthorities.declaration, startDayCounts.declaration,
        officeHours.declaration,
        caseOptions.declaration, lawOfCase.declaration, hearingNotice.declaration,
        appealMonths.declaration, appealDays.declaration, registrationDays.declaration,
        passMark.declaration, licenceFees.declaration, resultValidity.declaration,
    ]
}
