extension ProblemCode {
    /// The wording of the problems of food vouchers.
    var voucherTitle: LocalizedText {
        switch self {
        case .pilotNotReady:
            LocalizedText(
                kk: "Пилоттық жобаны бастауға әлі болмайды: дәлел жетпейді",
                ru: "Пилот начать нельзя: не хватает подтверждений",
                en: "The pilot cannot start: evidence is missing")
        case .pilotNotRunning:
            LocalizedText(
                kk: "Пилоттық жоба бұл күні жүрмейді",
                ru: "В этот день пилот не действует",
                en: "The pilot does not run on this day")
        case .shopNotAdmitted:
            LocalizedText(
                kk: "Дүкен пилоттық жобаға қатыса алмайды",
                ru: "Магазин не может участвовать в пилоте",
                en: "The shop cannot take part in the pilot")
        case .activationWindowClosed:
            LocalizedText(
                kk: "Ваучерді айдың 5-інен соңғы күніне дейін ғана белсендіруге болады",
                ru: "Ваучер активируется с 5-го по последний день месяца",
                en: "A voucher is activated from the 5th to the last day of the month")
        case .voucherNotActive:
            LocalizedText(
                kk: "Ваучер белсендірілмеген",
                ru: "Ваучер не активирован",
                en: "The voucher is not active")
        case .voucherExpired:
            LocalizedText(
                kk: "Ваучердің мерзімі өтті",
                ru: "Срок ваучера истёк",
                en: "The voucher has expired")
        case .qrUnknown:
            LocalizedText(
                kk: "Бұл ваучердің QR-коды емес",
                ru: "Это не QR-код ваучера",
                en: "This is no QR code of a voucher")
        case .qrExpired:
            LocalizedText(
                kk: "QR-кодтың уақыты өтті: экрандағы жаңасын сканерлеңіз",
                ru: "QR-код устарел: отсканируйте новый с экрана",
                en: "The QR code is out of date: scan the new one on the screen")
        case .qrUsed:
            LocalizedText(
                kk: "Бұл QR-код бұрын қолданылған",
                ru: "Этот QR-код уже использован",
                en: "This QR code has been used")
        case .basketClosed:
            LocalizedText(
                kk: "Себет жабық: QR-кодты қайта сканерлеңіз",
                ru: "Корзина закрыта: отсканируйте QR-код заново",
                en: "The basket is closed: scan a QR code again")
        case .linesRefused:
            LocalizedText(
                kk: "Түбіртек жолы ережеге сай емес",
                ru: "Строка чека не соответствует правилам",
                en: "A line of the receipt is against the rules")
        case .notEnoughOnVoucher:
            LocalizedText(
                kk: "Ваучерде қаражат жетпейді",
                ru: "На ваучере не хватает средств",
                en: "The voucher has not enough left")
        case .holdNotOpen:
            LocalizedText(
                kk: "Резерв жоқ, жұмсалған не уақыты өткен",
                ru: "Резерва нет, он потрачен или истёк",
                en: "There is no such hold, or it is spent or over")
        case .redemptionDiffers:
            LocalizedText(
                kk: "Осы атаумен басқа мазмұн бұрын жіберілген",
                ru: "Под этим именем уже отправлено другое содержание",
                en: "Something else was sent under this name before")
        case .returnTooLarge:
            LocalizedText(
                kk: "Сатып алынғаннан көп қайтаруға болмайды",
                ru: "Нельзя вернуть больше, чем куплено",
                en: "No more can come back than was bought")
        case .complaintMade:
            LocalizedText(
                kk: "Түбіртектің бұл жолына шағым берілген",
                ru: "На эту строку чека жалоба уже подана",
                en: "A complaint about this line of the receipt has been made already")
        case .complaintClosed:
            LocalizedText(
                kk: "Шағымға жауап берілген",
                ru: "На жалобу уже дан ответ",
                en: "The complaint has been answered already")
        case .publicationOutOfOrder:
            LocalizedText(
                kk: "Жариялау қадамдары ретімен жазылады: жіберілді, жарияланды, орналастырылды",
                ru: "Шаги публикации записываются по порядку: направлен, опубликован, размещён",
                en: "The steps of publication follow each other: sent, published, placed")
        case .incidentClosed:
            LocalizedText(
                kk: "Оқиға бұрын аяқталған",
                ru: "Инцидент уже завершён",
                en: "The incident has ended already")
        default: LocalizedText(kk: rawValue, ru: rawValue, en: rawValue)
        }
    }
}
