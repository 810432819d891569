import FoodVouchers
import Kernel

/// Words of the pages on the order's publication and on incidents.
enum OfficeDutyWords {
    static let publication = LocalizedText(
        kk: "Бұйрықты жариялау", ru: "Публикация приказа", en: "Publication of the order")
    static let noOrder = LocalizedText(
        kk: "Бұл пилоттық жобаның бұйрығы жоқ.", ru: "За этим пилотом нет приказа.",
        en: "No order stands behind this pilot.")
    static let overdue = LocalizedText(
        kk: "Жіберу мерзімі өтті", ru: "Срок отправки прошёл", en: "The term to send it is over")
    static let overdueMore = LocalizedText(
        kk: "Бұйрық көшірмесін қазір жіберіп, күні мен нөмірін жазыңыз: кешіккені жазбада қалады.",
        ru: "Отправьте копию приказа сейчас и внесите день и номер: опоздание останется в записи.",
        en: "Send the copy of the order now and enter day and number: the record keeps that it "
            + "was late.")
    static let lastSigned = LocalizedText(
        kk: "Соңғы басшы қол қойған күн", ru: "Последний руководитель подписал",
        en: "The last head signed on")
    static let sendBy = LocalizedText(
        kk: "Жіберудің соңғы күні", ru: "Отправить не позднее", en: "To be sent by")
    static let notYet = LocalizedText(kk: "әзірге жоқ", ru: "ещё нет", en: "not yet")
    static let done = LocalizedText(kk: "орындалды", ru: "исполнено", en: "done")
    static let doneLate = LocalizedText(
        kk: "кешігіп орындалды", ru: "исполнено с опозданием", en: "done late")
    static let reference = LocalizedText(
        kk: "Құжат нөмірі немесе мекенжай", ru: "Номер документа или адрес",
        en: "Number of the document, or address")
    static let referenceHint = LocalizedText(
        kk: "Орындалғанын не көрсетеді: хат нөмірі, бетке сілтеме.",
        ru: "Что подтверждает исполнение: номер письма, ссылка на страницу.",
        en: "What shows that it was done: the number of the letter, a link to the page.")
    static let languages = LocalizedText(
        kk: "Жіберілген көшірменің тілдері", ru: "На каких языках отправлена копия",
        en: "Languages of the copy that was sent")
    static let bothLanguages = LocalizedText(
        kk: "Көшірме қазақ және орыс тілдерінде жіберіледі (FV-O.7)",
        ru: "Копия отправляется на казахском и русском языках (FV-O.7)",
        en: "The copy is sent in Kazakh and Russian (FV-O.7)")

    static let incidents = LocalizedText(kk: "Оқиғалар", ru: "Инциденты", en: "Incidents")
    static let noIncidents = LocalizedText(
        kk: "Оқиға болған жоқ.", ru: "Инцидентов не было.", en: "There were no incidents.")
    static let report = LocalizedText(
        kk: "Оқиға туралы хабарлау", ru: "Сообщить об инциденте", en: "Report an incident")
    static let what = LocalizedText(kk: "Не болды", ru: "Что случилось", en: "What happened")
    static let whatHint = LocalizedText(
        kk: "Адамдардың аты мен нөмірін жазбаңыз.", ru: "Не указывайте имён и номеров людей.",
        en: "Name no person and no person's number.")
    static let began = LocalizedText(kk: "Басталды", ru: "Началось", en: "Began")
    static let beganOn = LocalizedText(
        kk: "Басталған күн", ru: "День начала", en: "Day on which it began")
    static let beganTime = LocalizedText(
        kk: "Басталған уақыт", ru: "Время начала", en: "Time at which it began")
    static let timeHint = LocalizedText(
        kk: "Мысалы 09:30, Алматы уақыты", ru: "Например 09:30, время Алматы",
        en: "Such as 09:30, Almaty time")
    static let wrongTime = LocalizedText(
        kk: "Уақытты 09:30 түрінде жазыңыз", ru: "Укажите время в виде 09:30",
        en: "Give the time as 09:30")
    static let ahead = LocalizedText(
        kk: "Басталуы әлі болмаған уақытта тұр (FV-32)", ru: "Начало ещё не наступило (FV-32)",
        en: "The beginning lies ahead (FV-32)")
    static let goesOn = LocalizedText(kk: "жалғасуда", ru: "продолжается", en: "goes on")
    static let ended = LocalizedText(kk: "аяқталды", ru: "завершён", en: "ended")
    static let whomToCall = LocalizedText(
        kk: "Кімге қоңырау шалу керек", ru: "Кому звонить", en: "Whom to call")
    static let remedy = LocalizedText(
        kk: "Не істелді", ru: "Что сделано", en: "What was done")
    static let endIt = LocalizedText(
        kk: "Оқиғаны жабу", ru: "Закрыть инцидент", en: "Close the incident")

    /// What the step is called.
    static func name(_ step: PublicationStep) -> LocalizedText {
        switch step {
        case .sent:
            LocalizedText(
                kk: "Ресми жариялауға және эталондық бақылау банкіне жіберілді",
                ru: "Направлен для официального опубликования и в эталонный контрольный банк",
                en: "Sent for official publication and to the Reference Control Bank")
        case .published:
            LocalizedText(
                kk: "Ресми жарияланды", ru: "Официально опубликован", en: "Officially published")
        case .placed:
            LocalizedText(
                kk: "Министрліктің интернет-ресурсында орналастырылды",
                ru: "Размещён на интернет-ресурсе министерства",
                en: "Placed on the ministry's internet resource")
        }
    }

    /// The heading of the step's form.
    static func enter(_ step: PublicationStep) -> LocalizedText {
        let name = name(step)
        return LocalizedText(
            kk: "Келесі қадам: " + name.kk, ru: "Следующий шаг: " + name.ru,
            en: "Next step: " + name.en)
    }

    /// How an incident came to be known.
    static func name(_ kind: VoucherIncident.Kind) -> LocalizedText {
        switch kind {
        case .interruption:
            LocalizedText(
                kk: "Қызмет тоқтап тұрды", ru: "Сервис не работал", en: "The service stood still")
        case .ledger:
            LocalizedText(
                kk: "Ваучер есебі сәйкес келмейді", ru: "Учёт ваучера не сходится",
                en: "A voucher's account does not add up")
        case .reported:
            LocalizedText(kk: "Хабарланған", ru: "Сообщённый", en: "Reported")
        }
    }
}
