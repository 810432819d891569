import FoodVouchers
import Kernel

/// Words of the till's page.
enum TillWords {
    static let title = LocalizedText(kk: "Касса", ru: "Касса", en: "Till")
    static let noScript = LocalizedText(
        kk: "Касса браузердің өзінде жұмыс істейді: кілт осында жасалып, осында сақталады. Ол үшін "
            + "браузердің баптауларында JavaScript қосулы болуы керек. Қоссаңыз, бетті жаңартыңыз.",
        ru: "Касса работает в самом браузере: ключ создаётся и хранится здесь. Для этого нужен "
            + "JavaScript. Включите его в настройках браузера и обновите страницу.",
        en:
            "The till works in the browser itself: its key is made and kept here. For that it needs "
            + "JavaScript. Turn it on in the browser's settings and reload the page.")
    static let insecure = LocalizedText(
        kk: "Бұл браузер кілтті қауіпсіз сақтай алмайды. Бетті https мекенжайымен, құпия режимсіз, "
            + "жаңартылған браузерде ашыңыз.",
        ru: "Этот браузер не может надёжно хранить ключ. Откройте страницу по адресу с https, не в "
            + "режиме инкогнито, в обновлённом браузере.",
        en: "This browser cannot keep a key safely. Open the page at its https address, not in a "
            + "private window, in an up-to-date browser.")
    static let elsewhere = LocalizedText(
        kk: "Касса басқа терезеде ашық. Сол терезеде жұмыс істеңіз немесе оны жабыңыз: осы бет өзі "
            + "жалғасады.",
        ru: "Касса открыта в другом окне. Работайте в нём или закройте его: эта страница продолжит "
            + "сама.",
        en: "The till is open in another window. Work there, or close it: this page goes on by "
            + "itself.")

    // MARK: - The key

    static let register = LocalizedText(
        kk: "Кассаны тіркеу", ru: "Регистрация кассы", en: "Register the till")
    static let registerLead = LocalizedText(
        kk: "Бұл құрылғының өз кілті жасалды. Оның құпия бөлігі браузерден шықпайды. Операторға "
            + "касса атауы мен төмендегі ашық кілтті жіберіңіз.",
        ru: "На этом устройстве создан собственный ключ. Его закрытая часть не покидает браузер. "
            + "Передайте оператору имя кассы и открытый ключ ниже.",
        en:
            "This device has made a key of its own. Its private half never leaves the browser. Give "
            + "the operator the till's name and the public key below.")
    static let registerNext = LocalizedText(
        kk: "Оператор кассаны vouchers:redeem құқығымен тіркеп, дүкенге бекіткен соң, жұмысты "
            + "бастаңыз.",
        ru: "Когда оператор зарегистрирует кассу с правом vouchers:redeem и закрепит её за "
            + "магазином, начните работу.",
        en: "Once the operator has registered the till with the scope vouchers:redeem and given it "
            + "to the shop, begin.")
    static let ownName = LocalizedText(kk: "Касса атауы", ru: "Имя кассы", en: "The till's name")
    static let ownNameHint = LocalizedText(
        kk: "Оператор тіркеген атау: кіші латын әріптері, цифрлар, сызықша",
        ru: "Как её записал оператор: строчные латинские буквы, цифры, дефис",
        en: "As the operator registered it: lower-case Latin letters, digits, hyphens")
    static let ownKey = LocalizedText(
        kk: "Кілттің ізі (kid)", ru: "Отпечаток ключа (kid)", en: "The key's thumbprint (kid)")
    static let publicKey = LocalizedText(
        kk: "Ашық кілт (JWK)", ru: "Открытый ключ (JWK)", en: "Public key (JWK)")
    static let copy = LocalizedText(
        kk: "Ашық кілтті көшіру", ru: "Скопировать открытый ключ", en: "Copy the public key")
    static let copied = LocalizedText(kk: "Көшірілді", ru: "Скопировано", en: "Copied")
    static let begin = LocalizedText(kk: "Жұмысты бастау", ru: "Начать работу", en: "Begin")
    static let registerInSandbox = LocalizedText(
        kk: "Құмсалғышта тіркеу", ru: "Зарегистрировать в песочнице",
        en: "Register in the sandbox")
    static let aboutTill = LocalizedText(kk: "Осы касса", ru: "Эта касса", en: "This till")
    static let changeName = LocalizedText(
        kk: "Атауын өзгерту", ru: "Сменить имя", en: "Change the name")

    // MARK: - The code, and the basket

    static let scanLead = LocalizedText(
        kk: "Сатып алушының QR-кодын сканерлеңіз", ru: "Отсканируйте QR-код покупателя",
        en: "Scan the customer's QR code")
    static let basketWaits = LocalizedText(
        kk: "Терілген тауарлар сақталған: кодты сканерлесеңіз, себет жалғасады.",
        ru: "Набранные товары сохранены: отсканируйте код, и корзина продолжится.",
        en: "The goods that were entered are kept: scan a code and the basket goes on.")
    static let text = LocalizedText(
        kk: "QR-кодтың мәтіні", ru: "Текст QR-кода", en: "The QR code's text")
    static let textHint = LocalizedText(
        kk: "Қол сканері осында жазады", ru: "Сюда пишет ручной сканер",
        en: "A hand scanner types here")
    static let goOn = LocalizedText(kk: "Әрі қарай", ru: "Дальше", en: "Go on")
    static let basket = LocalizedText(kk: "Себет", ru: "Корзина", en: "Basket")
    static let left = LocalizedText(
        kk: "Ваучердегі қалдық", ru: "Остаток на ваучере", en: "Left on the voucher")
    static let until = LocalizedText(
        kk: "Себеттің мерзімі", ru: "Корзина открыта до", en: "The basket is open until")
    static let ended = LocalizedText(
        kk: "Мерзімі өтті: кодты қайта сканерлеңіз",
        ru: "Время вышло: отсканируйте код ещё раз", en: "Over: scan the code again")
    static let noLines = LocalizedText(
        kk: "Себет бос. Тауарды төменнен таңдаңыз.", ru: "Корзина пуста. Выберите товар ниже.",
        en: "The basket is empty. Choose goods below.")
    static let search = LocalizedText(kk: "Тауар", ru: "Товар", en: "Goods")
    static let searchHint = LocalizedText(
        kk: "Атауын теріңіз немесе штрихкодын сканерлеңіз",
        ru: "Наберите название или отсканируйте штрихкод", en: "Type the name or scan the barcode")
    static let noGoods = LocalizedText(
        kk:
            "Дүкен тауарларының арасында мұндай жоқ. Ваучермен тек тізімдегі, дүкен бағасын енгізген "
            + "тауар сатылады (FV-2.17).",
        ru:
            "Среди товаров магазина такого нет. По ваучеру продаётся только то, что есть в перечне и "
            + "цену чего магазин внёс (FV-2.17).",
        en:
            "The shop's goods have none such. Vouchers buy only what is on the list and whose price "
            + "the shop has entered (FV-2.17).")
    static let total = LocalizedText(kk: "Барлығы", ru: "Всего", en: "Total")
    static let byVoucher = LocalizedText(kk: "Ваучермен", ru: "Ваучером", en: "By voucher")
    static let rest = LocalizedText(
        kk: "Басқаша төлеу керек", ru: "Доплатить иначе", en: "To be paid otherwise")
    static let pay = LocalizedText(kk: "Төлеу", ru: "Оплатить", en: "Pay")
    static let drop = LocalizedText(kk: "Бас тарту", ru: "Отменить", en: "Cancel")

    // MARK: - The money, and the answer

    static let restTitle = LocalizedText(
        kk: "Сатып алушыдан алыңыз", ru: "Возьмите с покупателя", en: "Take from the customer")
    static let reservedUntil = LocalizedText(
        kk: "Ваучердегі сома осы уақытқа дейін сақталады:",
        ru: "Сумма на ваучере придержана до", en: "The voucher's sum is reserved until")
    static let restPaid = LocalizedText(
        kk: "Ақша алынды, төлеу", ru: "Доплата получена, оплатить",
        en: "The rest is paid, pay")
    static let restNotPaid = LocalizedText(
        kk: "Төленбеді", ru: "Не оплачено", en: "It was not paid")
    static let toBasket = LocalizedText(kk: "Себетке", ru: "К корзине", en: "To the basket")
    static let waiting = LocalizedText(
        kk: "Жауап күтілуде", ru: "Ждём ответа", en: "Waiting for the answer")
    static let waitingLead = LocalizedText(
        kk: "Бетті жауып, қайта ашуға болады: ештеңе жоғалмайды және екі рет төленбейді.",
        ru: "Страницу можно закрыть и открыть снова: ничего не потеряется и не оплатится дважды.",
        en: "The page may be closed and opened again: nothing is lost and nothing is paid twice.")
    static let tryNow = LocalizedText(
        kk: "Қазір қайталау", ru: "Повторить сейчас", en: "Try now")
    static let done = LocalizedText(kk: "Төленді", ru: "Оплачено", en: "Paid")
    static let receipt = LocalizedText(kk: "Түбіртек", ru: "Чек", en: "Receipt")
    static let next = LocalizedText(
        kk: "Келесі сатып алушы", ru: "Следующий покупатель", en: "Next customer")

    // MARK: - Goods that come back

    static let goodsBack = LocalizedText(
        kk: "Тауарды қайтару", ru: "Возврат товара", en: "Goods come back")
    static let receiptsLead = LocalizedText(
        kk: "Дүкеннің осы айдағы түбіртектері. Ақша төлеген ваучерге қайтады (FV-2.14).",
        ru: "Чеки магазина за этот месяц. Деньги возвращаются на тот же ваучер (FV-2.14).",
        en: "The shop's receipts of this month. The money goes back onto the voucher that paid "
            + "(FV-2.14).")
    static let noReceipts = LocalizedText(
        kk: "Бұл айда түбіртек жоқ.", ru: "В этом месяце чеков нет.",
        en: "There are no receipts this month.")
    static let whatBack = LocalizedText(
        kk: "Не қайтарылады", ru: "Что возвращается", en: "What comes back")
    static let takeBack = LocalizedText(
        kk: "Қайтарып алу", ru: "Принять возврат", en: "Take it back")
    static let toScan = LocalizedText(
        kk: "Сканерлеуге", ru: "К сканированию", en: "To scanning")
    static let cameBack = LocalizedText(
        kk: "Қайтару қабылданды", ru: "Возврат принят", en: "The return is recorded")
}
