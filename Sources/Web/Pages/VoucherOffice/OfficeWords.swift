import FoodVouchers
import Kernel
import UseCases

/// Words of the pages of the akimat and the provider.
enum OfficeWords {
    static let title = LocalizedText(
        kk: "Ваучерлер: әкімдік пен қызмет көрсетуші", ru: "Ваучеры: акимат и услугодатель",
        en: "Vouchers: akimat and provider")
    static let lead = LocalizedText(
        kk: "Айдың барысы, дүкендер, түбіртектер, шағымдар.",
        ru: "Ход месяца, магазины, чеки, жалобы.",
        en: "How the month goes, shops, receipts, complaints.")
    static let synthetic = LocalizedText(
        kk: "Бұл пилоттық жоба ойдан шығарылған.", ru: "Этот пилот вымышлен.",
        en: "This pilot is made up.")
    static let pilot = LocalizedText(kk: "Пилоттық жоба", ru: "Пилот", en: "Pilot")
    static let month = LocalizedText(kk: "Ай", ru: "Месяц", en: "Month")
    static let show = LocalizedText(kk: "Көрсету", ru: "Показать", en: "Show")
    static let funnel = LocalizedText(
        kk: "Тізімнен дүкенге дейін, отбасылар", ru: "От списка до магазина, семьи",
        en: "From the list to the shop, families")
    static let byDay = LocalizedText(kk: "Күндер бойынша", ru: "По дням", en: "By day")
    static let paidByDay = LocalizedText(
        kk: "Ваучермен төленгені, күндер бойынша", ru: "Оплачено ваучерами по дням",
        en: "Paid by voucher, day by day")
    static let byShop = LocalizedText(
        kk: "Дүкендер бойынша төленгені", ru: "Оплачено по магазинам", en: "Paid by shop")
    static let nothing = LocalizedText(
        kk: "Әлі ештеңе жоқ.", ru: "Пока ничего нет.", en: "Nothing yet.")
    static let day = LocalizedText(kk: "Күні", ru: "День", en: "Day")
    static let listed = LocalizedText(kk: "Тізімде", ru: "В списке", en: "Listed")
    static let reachable = LocalizedText(
        kk: "Нөмірі табылды", ru: "Номер найден", en: "Number found")
    static let asked = LocalizedText(kk: "Сұралды", ru: "Спрошено", en: "Asked")
    static let consented = LocalizedText(kk: "Келісті", ru: "Согласились", en: "Consented")
    static let activations = LocalizedText(
        kk: "Белсендірілді", ru: "Активировано", en: "Activated")
    static let shop = LocalizedText(kk: "Дүкен", ru: "Магазин", en: "Shop")
    static let familiesThatBought = LocalizedText(
        kk: "Сатып алған отбасылар", ru: "Семьи, купившие здесь", en: "Families that bought")
    static let firstUsed = LocalizedText(
        kk: "Белсендірілген ваучер, алғашқы қолданылуы осында",
        ru: "Активированные ваучеры, впервые использованные здесь",
        en: "Activated vouchers first used here")
    static let firstUsedMeans = LocalizedText(
        kk: "Ваучер дүкенде белсендірілмейді, сондықтан ол алғаш қолданылған дүкенде саналады.",
        ru: "Ваучер активируют не в магазине, поэтому он считается там, где им воспользовались "
            + "впервые.",
        en: "A voucher is not activated in a shop, so it counts where it was used first.")
    static let unused = LocalizedText(
        kk: "Белсендірілген, бірақ әлі ешқайда қолданылмаған",
        ru: "Активированы, но ещё нигде не использованы",
        en: "Activated and not yet used anywhere")
    static let purchases = LocalizedText(kk: "Сатып алу", ru: "Покупок", en: "Purchases")
    static let paid = LocalizedText(kk: "Төленді", ru: "Оплачено", en: "Paid")
    static let returned = LocalizedText(kk: "Қайтарылды", ru: "Возвращено", en: "Returned")
    static let export = LocalizedText(kk: "CSV жүктеу", ru: "Скачать CSV", en: "Download CSV")
    static let receipts = LocalizedText(kk: "Түбіртектер", ru: "Чеки", en: "Receipts")
    static let newestFirst = LocalizedText(
        kk: "Соңғысы бірінші", ru: "Сначала новые", en: "Newest first")
    static let takePart = LocalizedText(
        kk: "Қатысатын дүкендер", ru: "Участвующие магазины", en: "Shops that take part")
    static let catalogue = LocalizedText(
        kk: "Каталог нөмірі", ru: "Номер в каталоге", en: "Catalogue number")
    static let shelf = LocalizedText(kk: "Сөредегі баға", ru: "Цена на полке", en: "Shelf price")
    static let price = LocalizedText(
        kk: "Алушыға баға", ru: "Цена получателю", en: "Price for the recipient")
    static let entry = LocalizedText(
        kk: "Журнал жазбасы", ru: "Запись журнала", en: "Journal entry")

    static let complaints = LocalizedText(kk: "Шағымдар", ru: "Жалобы", en: "Complaints")
    static let aboutLine = LocalizedText(
        kk: "Түбіртек жолы", ru: "Строка чека", en: "The line of the receipt")
    static let waiting = LocalizedText(
        kk: "Жауап күтуде", ru: "Ждут ответа", en: "Waiting for an answer")
    static let answered = LocalizedText(kk: "Жауап берілген", ru: "Отвечены", en: "Answered")
    static let answerIt = LocalizedText(kk: "Жауап беру", ru: "Ответить", en: "Answer")
    static let open = LocalizedText(kk: "Ашу", ru: "Открыть", en: "Open")
    static let found = LocalizedText(
        kk: "Тексеру нәтижесі", ru: "Результат проверки", en: "What was found")
    static let choose = LocalizedText(
        kk: "Нәтижені таңдаңыз", ru: "Выберите результат", en: "Choose what was found")

    static let shops = LocalizedText(kk: "Дүкендер", ru: "Магазины", en: "Shops")
    static let allThere = LocalizedText(
        kk: "Тізім толық", ru: "Перечень полон", en: "The list is complete")
    static let lacking = LocalizedText(
        kk: "Тауар жетіспейді", ru: "Не хватает товаров", en: "Goods are missing")
    static let address = LocalizedText(kk: "Мекенжайы", ru: "Адрес", en: "Address")
    static let notEntered = LocalizedText(
        kk: "Тізімнен енгізілмеген тауарлар", ru: "Не внесены из перечня",
        en: "Not entered from the list")
    static let lastCheck = LocalizedText(
        kk: "Соңғы тексеру", ru: "Последняя проверка", en: "Last check")
    static let check = LocalizedText(
        kk: "Ассортиментті тексеру", ru: "Проверка ассортимента", en: "Check of the assortment")
    static let missing = LocalizedText(
        kk: "Дүкенде жоқ", ru: "Нет в магазине", en: "Not in the shop")
    static let missingHint = LocalizedText(
        kk: "Сөреде болмаған тауарларды белгілеңіз.", ru: "Отметьте то, чего не было на полке.",
        en: "Tick what was not on the shelf.")
    static let stickersQuestion = LocalizedText(
        kk: "Стикерлер", ru: "Стикеры", en: "Stickers")
    static let stickers = LocalizedText(
        kk: "стикерлер бар", ru: "стикеры есть", en: "stickers are there")
    static let noStickers = LocalizedText(
        kk: "стикерлер жоқ", ru: "стикеров нет", en: "no stickers")
    static let record = LocalizedText(kk: "Жазып қою", ru: "Записать", en: "Record")
    static let rating = LocalizedText(
        kk: "Алушылардың бағасы", ru: "Оценка получателей", en: "Recipients' rating")

    static let loan = LocalizedText(
        kk: "Айналым қаражатына қарыз", ru: "Заём на оборотные средства",
        en: "Loan of working capital")
    static let noLoan = LocalizedText(kk: "жоқ", ru: "нет", en: "none")
    static let agreement = LocalizedText(
        kk: "Келісім нөмірі", ru: "Номер договора", en: "Agreement number")
    static let lender = LocalizedText(
        kk: "Мамандандырылған ұйымның БСН-і", ru: "БИН специализированной организации",
        en: "BIN of the specialised organisation")
    static let loanSum = LocalizedText(kk: "Сомасы, теңге", ru: "Сумма, тенге", en: "Sum, tenge")
    static let repayBy = LocalizedText(kk: "Қайтару күні", ru: "Вернуть до", en: "Repay by")
    static let percent = LocalizedText(
        kk: "Жылдық төлем, %", ru: "Плата в год, %", en: "Yearly payment, %")
    static let terms = LocalizedText(
        kk: "Келісімде жазылған шарттар", ru: "Условия договора", en: "Terms of the agreement")
    static let termsHint = LocalizedText(
        kk: "Бәрі міндетті: біреуі жоқ келісім бойынша қаржы берілмейді.",
        ru: "Обязательны все: без любого из них деньги не выдаются.",
        en: "All are mandatory: nothing is paid out where one is missing.")
    static let fillIn = LocalizedText(kk: "Толтырыңыз", ru: "Заполните", en: "Fill this in")
    static let wrongBIN = LocalizedText(
        kk: "БСН 12 цифрдан тұрады", ru: "БИН состоит из 12 цифр", en: "A BIN has 12 digits")
    static let wrongSum = LocalizedText(
        kk: "Бүтін теңгемен сома", ru: "Сумма в целых тенге", en: "A sum in whole tenge")
    static let wrongDay = LocalizedText(
        kk: "Күнді көрсетіңіз", ru: "Укажите день", en: "Give a day")
    static let wrongPercent = LocalizedText(
        kk: "Пайыз, мысалы 1,5", ru: "Процент, например 1,5", en: "A per cent, such as 1.5")
}

extension VoucherOverview.Step {
    /// What the step is called.
    var name: LocalizedText {
        switch self {
        case .listed: LocalizedText(kk: "Тізімде", ru: "В списке", en: "On the list")
        case .reachable:
            LocalizedText(kk: "Нөмірі табылды", ru: "Номер найден", en: "A number was found")
        case .asked: LocalizedText(kk: "SMS жіберілді", ru: "SMS отправлено", en: "SMS sent")
        case .consented: LocalizedText(kk: "Келісті", ru: "Согласились", en: "Consented")
        case .activated: LocalizedText(kk: "Белсендірді", ru: "Активировали", en: "Activated")
        case .used: LocalizedText(kk: "Сатып алды", ru: "Купили", en: "Bought")
        }
    }
}

extension ShopDraft.Term {
    /// What the agreement says.
    var name: LocalizedText {
        switch self {
        case .modelRules:
            LocalizedText(
                kk: "бағаны тұрақтандыру үшін, Үлгілік қағидалар бойынша",
                ru: "для стабилизации цен, по Типовым правилам",
                en: "to stabilise prices, under the Model Rules")
        case .specialisedOrganisation:
            LocalizedText(
                kk: "мамандандырылған ұйым арқылы", ru: "через специализированную организацию",
                en: "through a specialised organisation")
        case .repayable:
            LocalizedText(kk: "қайтарымды", ru: "возвратность", en: "to be repaid")
        case .secured:
            LocalizedText(kk: "қамтамасыз етілген", ru: "обеспеченность", en: "secured")
        case .paid: LocalizedText(kk: "төлемді", ru: "платность", en: "against payment")
        case .nationalCatalogue:
            LocalizedText(
                kk: "Ұлттық тауарлар каталогы бірыңғай анықтамалық",
                ru: "Национальный каталог товаров как единый справочник",
                en: "the National Catalogue as the one directory of goods")
        case .assortment:
            LocalizedText(
                kk: "тізімдегі тауарлар ассортиментте", ru: "товары перечня в ассортименте",
                en: "the goods of the list are kept in stock")
        case .stickers:
            LocalizedText(
                kk: "тауарларда стикерлер", ru: "стикеры на товарах", en: "stickers on the goods")
        }
    }
}
