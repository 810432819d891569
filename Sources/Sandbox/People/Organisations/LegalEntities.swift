import Kernel

/// The legal entities of the sandbox.
package enum LegalEntities {
    private static let astana = Places.place(kato: "710000000") ?? Places.akkol
    private static let almaty = Places.place(kato: "750000000") ?? Places.akkol

    /// Issues identity cards, driving licences and vehicle registration certificates.
    package static let internalAffairs = LegalEntity(
        101, .ministry, kk: "Қазақстан Республикасының Ішкі істер министрлігі",
        ru: "Министерство внутренних дел Республики Казахстан",
        en: "Ministry of Internal Affairs of the Republic of Kazakhstan", place: astana)

    /// Issues birth certificates.
    package static let justice = LegalEntity(
        102, .ministry, kk: "Қазақстан Республикасының Әділет министрлігі",
        ru: "Министерство юстиции Республики Казахстан",
        en: "Ministry of Justice of the Republic of Kazakhstan", place: astana)

    /// Issues certificates of targeted social assistance.
    package static let labour = LegalEntity(
        103, .ministry,
        kk: "Қазақстан Республикасының Еңбек және халықты әлеуметтік қорғау министрлігі",
        ru: "Министерство труда и социальной защиты населения Республики Казахстан",
        en:
            "Ministry of Labour and Social Protection of the Population of the Republic of Kazakhstan",
        place: astana)

    /// Issues diplomas.
    package static let science = LegalEntity(
        104, .ministry, kk: "Қазақстан Республикасының Ғылым және жоғары білім министрлігі",
        ru: "Министерство науки и высшего образования Республики Казахстан",
        en: "Ministry of Science and Higher Education of the Republic of Kazakhstan", place: astana)

    /// The authorised body in personal-data protection.
    package static let dataProtection = LegalEntity(
        105, .ministry,
        kk: "Дербес деректерді қорғау саласындағы уәкілетті орган",
        ru: "Уполномоченный орган в сфере защиты персональных данных",
        en: "Authorised body in personal-data protection", place: astana)

    /// The committee that decides on permits in industrial safety.
    package static let industrialSafety = LegalEntity(
        106, .ministry, kk: "ҚР ТЖМ Өнеркәсіптік қауіпсіздік комитеті",
        ru: "Комитет промышленной безопасности МЧС РК",
        en: "Committee of Industrial Safety of the Ministry for Emergency Situations",
        place: astana)

    /// The ministry of the committee, which decides on appeals against its refusals.
    package static let emergencySituations = LegalEntity(
        113, .ministry, kk: "Қазақстан Республикасының Төтенше жағдайлар министрлігі",
        ru: "Министерство по чрезвычайным ситуациям Республики Казахстан",
        en: "Ministry for Emergency Situations of the Republic of Kazakhstan", place: astana)

    /// The committee's territorial department in the capital.
    package static let industrialSafetyAstana = LegalEntity(
        107, .ministry, kk: "Өнеркәсіптік қауіпсіздік комитетінің Астана қаласы департаменті",
        ru: "Департамент Комитета промышленной безопасности по городу Астане",
        en: "Department of the Committee of Industrial Safety for Astana", place: astana)

    /// The provider of food vouchers: the authorised body in trade (FV-2.9).
    package static let trade = LegalEntity(
        109, .ministry, kk: "Қазақстан Республикасының Сауда және интеграция министрлігі",
        ru: "Министерство торговли и интеграции Республики Казахстан",
        en: "Ministry of Trade and Integration of the Republic of Kazakhstan", place: astana)

    /// The administration of the technology park Astana Hub, which keeps its registers (PA-2).
    package static let hub = LegalEntity(
        108, .operatorOfServices, kk: "«Astana Hub» технопаркінің әкімшілігі",
        ru: "Администрация технопарка «Astana Hub»",
        en: "Administration of the technology park Astana Hub", place: astana)

    /// The committee of state revenue, whose officers check declared activities (PA-O.P).
    package static let stateRevenue = LegalEntity(
        112, .ministry, kk: "ҚР Қаржы министрлігінің Мемлекеттік кірістер комитеті",
        ru: "Комитет государственных доходов Министерства финансов РК",
        en: "State Revenue Committee of the Ministry of Finance", place: astana)

    /// The operator of the e-government infrastructure.
    package static let egovOperator = LegalEntity(
        110, .operatorOfServices, kk: "«Электрондық үкіметтің» операторы",
        ru: "Оператор «электронного правительства»", en: "Operator of e-government",
        place: astana)

    /// The police of the capital, who check documents.
    package static let police = LegalEntity(
        120, .police, kk: "Астана қаласының Полиция департаменті",
        ru: "Департамент полиции города Астаны", en: "Police Department of Astana", place: astana)

    /// The body that feeds the lists of recipients in Akkol.
    package static let akkolSocialProtection = LegalEntity(
        121, .socialProtection,
        kk: "Ақкөл ауданының жұмыспен қамту және әлеуметтік бағдарламалар бөлімі",
        ru: "Отдел занятости и социальных программ Аккольского района",
        en: "Employment and Social Programmes Division of Akkol district", place: Places.akkol)

    /// A bank that asks for documents; invented.
    package static let bank = LegalEntity(
        130, .bank, kk: "«Дала Банк» АҚ", ru: "АО «Дала Банк»", en: "Dala Bank JSC", place: almaty)

    /// A chain of shops with tills in Akkol; invented.
    package static let shopChain = LegalEntity(
        131, .shop, kk: "«Береке Маркет» ЖШС", ru: "ТОО «Береке Маркет»",
        en: "Bereke Market LLP", place: Places.akkol)

    /// A mining company that applies for permits; invented.
    package static let miningFirm = LegalEntity(
        132, .enterprise, kk: "«Көктас Кен» ЖШС", ru: "ТОО «Коктас Кен»",
        en: "Koktas Mining LLP", place: astana)

    /// Invented universities, which grant the diplomas.
    package static let universities = [
        LegalEntity(
            140, .university, kk: "Есіл гуманитарлық университеті",
            ru: "Есильский гуманитарный университет", en: "Esil University of Humanities",
            place: astana),
        LegalEntity(
            141, .university, kk: "Алатау техникалық университеті",
            ru: "Алатауский технический университет", en: "Alatau Technical University",
            place: almaty),
        LegalEntity(
            142, .university, kk: "Ертіс политехникалық университеті",
            ru: "Иртышский политехнический университет", en: "Irtysh Polytechnic University",
            place: Places.place(kato: "551010000") ?? astana),
        LegalEntity(
            143, .university, kk: "Каспий мұнай және газ университеті",
            ru: "Каспийский университет нефти и газа", en: "Caspian University of Oil and Gas",
            place: Places.place(kato: "231010000") ?? astana),
    ]

    /// Invented firms of the technology park, each with a story of its own (`SandboxPark`).
    package static let technologyFirms = [
        ("Күмбез Софт", "Kumbez Soft"), ("Тұран Роботикс", "Turan Robotics"),
        ("Базар Онлайн", "Bazar Online"), ("Дала Дата", "Dala Data"),
        ("Темір Жүйе", "Temir Zhuie"), ("Алтын Толқын", "Altyn Tolkyn"),
    ].enumerated().map { position, name in
        LegalEntity(
            150 + position, .technologyFirm, kk: "«\(name.0)» ЖШС", ru: "ТОО «\(name.0)»",
            en: "\(name.1) LLP", place: astana)
    }

    /// The akimats of the regions and of the three cities, in the order of ``Region``.
    package static let akimats = Region.allCases.enumerated().map { position, region in
        LegalEntity(
            200 + position, .regionalAkimat, kk: region.name.kk + "ның әкімдігі",
            ru: "Акимат " + region.russianGenitive, en: "Akimat of " + region.name.en,
            place: Places.all.first { $0.region == region } ?? astana)
    }

    /// The akimat of the capital.
    package static var akimatOfAstana: LegalEntity {
        akimats[Region.allCases.firstIndex(of: .astana) ?? 0]
    }

    /// All of them.
    package static let all =
        [
            internalAffairs, justice, labour, science, dataProtection, industrialSafety,
            industrialSafetyAstana, emergencySituations, trade, egovOperator, police,
            akkolSocialProtection, bank, shopChain, hub, stateRevenue, miningFirm,
        ] + universities + technologyFirms + akimats

    /// The akimat of the region in which Akkol lies (FV-O.3).
    package static let akmolaAkimat =
        akimats.first { $0.place.region == Places.akkol.region } ?? akimats[0]

    /// The entity with the number; nil when there is none.
    package static func entity(bin: BIN) -> LegalEntity? {
        all.first { $0.bin == bin }
    }
}
