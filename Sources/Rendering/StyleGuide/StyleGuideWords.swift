import Kernel

/// The style guide's invented content.
struct StyleGuideWords {
    let language: Language
    let now: Instant

    private func say(_ kk: String, _ ru: String, _ en: String) -> String {
        LocalizedText(kk: kk, ru: ru, en: en)[language]
    }
}

// MARK: - The page

extension StyleGuideWords {
    var title: String {
        say("Беттердің құрамдас бөліктері", "Составные части страниц", "Parts of the pages")
    }
    var caption: String { say("Дизайн жүйесі", "Система дизайна", "Design system") }
    var back: String { say("Басты бетке", "На главную", "Back to home") }
    var lead: String {
        say(
            "Әр бөлік үш тілде, телефонда және скриптсіз жұмыс істейді.",
            "Каждая часть работает на трёх языках, на телефоне и без скриптов.",
            "Every part works in three languages, on a phone and without scripts.")
    }
    var person: String {
        say("Айша Серікқызы Ұлғатова", "Айша Сериковна Улгатова", "Aisha Ulgatova")
    }
    var child: String { say("Әлихан Ұлғатов", "Алихан Улгатов", "Alikhan Ulgatov") }
}

// MARK: - Documents

extension StyleGuideWords {
    var documents: String { say("Құжаттар", "Документы", "Documents") }
    var mine: String { say("Менікі", "Мои", "Mine") }
    var children: String { say("Балаларымдікі", "Детей", "My children's") }
    var identityCard: String { say("Жеке куәлік", "Удостоверение личности", "Identity card") }
    var drivingLicence: String {
        say("Жүргізуші куәлігі", "Водительское удостоверение", "Driving licence")
    }
    var vehicle: String {
        say(
            "Көлік құралын тіркеу туралы куәлік",
            "Свидетельство о регистрации транспортного средства",
            "Vehicle registration certificate")
    }
    var birthCertificate: String {
        say("Туу туралы куәлік", "Свидетельство о рождении", "Birth certificate")
    }
    var support: String {
        say(
            "Атаулы әлеуметтік көмек туралы анықтама", "Справка об адресной социальной помощи",
            "Certificate of targeted social assistance")
    }
    var ministry: String {
        say("Ішкі істер министрлігі", "Министерство внутренних дел", "Ministry of Internal Affairs")
    }
    var justice: String { say("Әділет министрлігі", "Министерство юстиции", "Ministry of Justice") }
    var labour: String {
        say(
            "Еңбек және халықты әлеуметтік қорғау министрлігі",
            "Министерство труда и социальной защиты населения",
            "Ministry of Labour and Social Protection")
    }
    var birthDate: String { say("Туған күні", "Дата рождения", "Date of birth") }
    var validUntil: String { say("Жарамдылық мерзімі", "Действует до", "Valid until") }
    var issued: String { say("Берілген күні", "Дата выдачи", "Issued") }
    var categories: String { say("Санаттар", "Категории", "Categories") }
    var inForce: String { say("Жарамды", "Действует", "In force") }
    var endsSoon: String { say("Мерзімі бітіп барады", "Срок истекает", "Expires soon") }
    var revoked: String { say("Қайтарып алынды", "Отозван", "Revoked") }
    var draft: String { say("Жоба", "Черновик", "Draft") }
    var waiting: String { say("Жауап күтілуде", "Ожидает ответа", "Awaiting answer") }
    var sharing: String { say("Құжатты көрсету", "Показать документ", "Show a document") }
    var revoke: String { say("Қазір жабу", "Закрыть сейчас", "Close now") }
    var copy: String { say("Кодты көшіру", "Скопировать код", "Copy the code") }
    var copied: String { say("Көшірілді", "Скопировано", "Copied") }
}

// MARK: - Messages and facts

extension StyleGuideWords {
    var messages: String { say("Хабарламалар", "Сообщения", "Messages") }
    var done: String { say("Құжат жіберілді", "Документ передан", "The document was handed over") }
    var doneText: String {
        say(
            "Бұл оқиға журналға жазылды.", "Это событие записано в журнал.",
            "This event is in the journal.")
    }
    var waitText: String {
        say(
            "Жүргізуші куәлігіңіздің мерзімі бір айдан кейін бітеді.",
            "Срок вашего водительского удостоверения истекает через месяц.",
            "Your driving licence expires in a month.")
    }
    var refused: String { say("Код жарамсыз", "Код недействителен", "The code is not valid") }
    var refusedText: String {
        say(
            "Кодтың мерзімі өткен. Құжат иесінен жаңа код сұраңыз.",
            "Срок кода истёк. Попросите владельца открыть документ снова.",
            "The code has expired. Ask the holder to open the document again.")
    }
    var why: String { say("Неліктен?", "Почему?", "Why?") }
    var whyText: String {
        say(
            "Код үш минут қана жарамды, сондықтан оны ешкім кейін пайдалана алмайды.",
            "Код живёт три минуты, чтобы никто не воспользовался им позже.",
            "A code lives three minutes, so that nobody can use it later.")
    }
    var factText: String {
        say(
            "Құжаттарыңызды кім көргенін өзіңіз көре аласыз.",
            "Вы видите каждого, кто смотрел ваши документы.",
            "You see everyone who has looked at your documents.")
    }
    var consents: String { say("Келісімдер", "Согласия", "Consents") }
    var bank: String { say("«Үлгі Банк» АҚ", "АО «Улги Банк»", "Ulgi Bank JSC") }
    var employer: String { say("«Үлгі Құрылыс» ЖШС", "ТОО «Улги Курылыс»", "Ulgi Qurylys LLP") }
    var purpose: String { say("Мақсаты", "Цель", "Purpose") }
    var loan: String {
        say("Несие беру туралы шешім", "Решение о выдаче кредита", "Deciding on a loan")
    }
    var loanHint: String { say("Бір рет пайдаланылады", "Используется один раз", "Used once") }
    var work: String { say("Жұмысқа қабылдау", "Приём на работу", "Employment") }
    var data: String { say("Деректер", "Данные", "Data") }
    var details: String { say("Толығырақ", "Подробнее", "Details") }
    var lifetime: String { say("Мерзімі", "Срок", "For") }
    var entry: String { say("Журнал жазбасы", "Запись журнала", "Journal entry") }
    var allow: String { say("Рұқсат беру", "Разрешить", "Allow") }
    var refuse: String { say("Бас тарту", "Отказать", "Refuse") }
    var withdraw: String { say("Келісімді қайтарып алу", "Отозвать согласие", "Withdraw consent") }
    var proof: String {
        say("Дәлелдемені жүктеп алу", "Скачать доказательство", "Download the proof")
    }
}

// MARK: - Lists and forms

extension StyleGuideWords {
    var receipts: String { say("Түбіртектер", "Чеки", "Receipts") }
    var goods: String { say("Тауар", "Товар", "Item") }
    var bread: String { say("Нан", "Хлеб", "Bread") }
    var day: String { say("Күні", "Дата", "Date") }
    var sum: String { say("Сомасы", "Сумма", "Amount") }
    var nothing: String { say("Әзірге ештеңе жоқ", "Пока ничего нет", "Nothing here yet") }
    var nothingText: String {
        say(
            "Біреу құжатыңызды көргенде, ол туралы жазба осында пайда болады.",
            "Когда кто-нибудь посмотрит ваш документ, запись появится здесь.",
            "When someone looks at a document of yours, a record appears here.")
    }
    var toDocuments: String { say("Құжаттарға өту", "К документам", "Go to documents") }
    var formTitle: String { say("Нысан", "Форма", "Form") }
    var iin: String { say("ЖСН", "ИИН", "IIN") }
    var iinHint: String { say("12 цифр", "12 цифр", "12 digits") }
    var wrongNumber: String {
        say("ЖСН 12 цифрдан тұруы керек", "ИИН состоит из 12 цифр", "An IIN has 12 digits")
    }
    var noChoice: String { say("Мақсатын таңдаңыз", "Выберите цель", "Choose a purpose") }
    var phone: String { say("Телефон нөмірі", "Номер телефона", "Phone number") }
    var password: String { say("SMS-тегі код", "Код из SMS", "Code from the SMS") }
    var passwordHint: String {
        say(
            "Код +7 ••• ••• •• 07 нөміріне жіберілді", "Код отправлен на +7 ••• ••• •• 07",
            "The code was sent to +7 ••• ••• •• 07")
    }
    var shortCode: String { say("Алты таңбалы код", "Код из шести знаков", "Six-character code") }
    var terms: String { say("Шарттар", "Условия", "Terms") }
    var agree: String {
        say("Шарттармен келісемін", "Принимаю условия", "I agree to the terms")
    }
    var note: String { say("Ескертпе", "Примечание", "Note") }
    var file: String { say("Файл", "Файл", "File") }
    var send: String { say("Жіберу", "Отправить", "Send") }
    var check: String { say("Құжатты тексеру", "Проверить документ", "Check a document") }
    var accessLog: String { say("Кім көрді", "Кто смотрел", "Who looked") }
    var officerSaw: String {
        say(
            "Полиция қызметкері құжатты көрді", "Сотрудник полиции посмотрел документ",
            "A police officer looked at the document")
    }
    var bankRefused: String {
        say("Сіз «Үлгі Банкке» бас тарттыңыз", "Вы отказали «Улги Банку»", "You refused Ulgi Bank")
    }
    var signedIn: String { say("Сіз жүйеге кірдіңіз", "Вы вошли в систему", "You signed in") }
    var messageText: String {
        say(
            "«Үлгі Банк» жүргізуші куәлігіңізді сұрайды. Мақсаты: несие. Келісу: K7*1, бас тарту: K7*2",
            "«Улги Банк» запрашивает водительское удостоверение. Цель: кредит. Согласие: K7*1, отказ: K7*2",
            "Ulgi Bank asks for your driving licence. Purpose: loan. Allow: K7*1, refuse: K7*2")
    }
}
