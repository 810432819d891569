import Kernel

/// The components' own words.
enum Words {
    static let skip = LocalizedText(
        kk: "Негізгі мазмұнға өту", ru: "Перейти к содержанию", en: "Skip to main content")
    static let service = LocalizedText(
        kk: "Цифрлық қызметтер", ru: "Цифровые услуги", en: "Digital services")
    static let home = LocalizedText(kk: "Басты бет", ru: "Главная", en: "Home")
    static let languages = LocalizedText(kk: "Тіл", ru: "Язык", en: "Language")
    static let navigation = LocalizedText(
        kk: "Негізгі мәзір", ru: "Основное меню", en: "Main menu")
    static let signOut = LocalizedText(kk: "Шығу", ru: "Выйти", en: "Sign out")
    static let openQuestions = LocalizedText(
        kk: "Актілер ашық қалдырған мәселелер", ru: "Что акты оставили открытым",
        en: "What the acts leave open")
    static let privacy = LocalizedText(
        kk: "Дербес деректерді өңдеу", ru: "Обработка персональных данных", en: "Privacy notice")
    static let accessibility = LocalizedText(
        kk: "Қолжетімділік туралы мәлімдеме", ru: "Заявление о доступности",
        en: "Accessibility statement")
    static let openSource = LocalizedText(
        kk: "Бағдарламалық коды ашық", ru: "Исходный код открыт", en: "The source code is open")
    static let sandbox = LocalizedText(
        kk: "Сынақ ортасы", ru: "Тестовая среда", en: "Sandbox")
    static let sandboxMeaning = LocalizedText(
        kk: "Мұндағы адамдар мен құжаттар ойдан шығарылған.",
        ru: "Люди и документы здесь вымышлены.",
        en: "People and documents here are invented.")
    static let pages = LocalizedText(kk: "Беттер", ru: "Страницы", en: "Pages")
    static let newer = LocalizedText(kk: "Жаңарақ", ru: "Новее", en: "Newer")
    static let older = LocalizedText(kk: "Ертерек", ru: "Раньше", en: "Older")
    static let errorTitle = LocalizedText(
        kk: "Қатені түзетіңіз", ru: "Исправьте ошибки", en: "There is a problem")
    static let error = LocalizedText(kk: "Қате", ru: "Ошибка", en: "Error")
    static let optional = LocalizedText(
        kk: "міндетті емес", ru: "необязательно", en: "optional")
    static let endsAt = LocalizedText(
        kk: "Аяқталу уақыты", ru: "Действует до", en: "Valid until")
    static let ended = LocalizedText(
        kk: "Мерзімі өтті", ru: "Срок истёк", en: "Expired")
    static let qrLabel = LocalizedText(
        kk: "Құжатты ашуға арналған QR-код", ru: "QR-код для открытия документа",
        en: "QR code that opens the document")
    static let orType = LocalizedText(
        kk: "немесе кодты айтыңыз", ru: "или назовите код", en: "or say this code")
    static let signed = LocalizedText(
        kk: "Қолтаңба тексерілді", ru: "Подпись проверена", en: "Signature verified")
    static let startCamera = LocalizedText(
        kk: "Камераны қосу", ru: "Включить камеру", en: "Turn on the camera")
    static let stopCamera = LocalizedText(
        kk: "Камераны өшіру", ru: "Выключить камеру", en: "Turn off the camera")
    static let cameraLooking = LocalizedText(
        kk: "QR-кодты жақтаудың ішіне келтіріңіз", ru: "Наведите рамку на QR-код",
        en: "Hold the QR code inside the frame")
    static let cameraFound = LocalizedText(
        kk: "Код оқылды", ru: "Код прочитан", en: "Code read")
    static let cameraDenied = LocalizedText(
        kk: "Камераға рұқсат берілмеген. Браузердің баптауларынан рұқсат беріңіз, суретті жүктеңіз "
            + "немесе кодты теріңіз.",
        ru: "Нет доступа к камере. Разрешите его в настройках браузера, загрузите снимок или "
            + "введите код.",
        en: "The camera is not allowed. Allow it in the browser's settings, upload a picture or "
            + "type the code.")
    static let cameraMissing = LocalizedText(
        kk: "Камера табылмады. Суретті жүктеңіз немесе кодты теріңіз.",
        ru: "Камера не найдена. Загрузите снимок или введите код.",
        en: "No camera was found. Upload a picture or type the code.")
    static let cameraDeniedTyping = LocalizedText(
        kk: "Камераға рұқсат берілмеген. Браузердің баптауларынан рұқсат беріңіз немесе кодты "
            + "теріңіз.",
        ru: "Нет доступа к камере. Разрешите его в настройках браузера или введите код.",
        en: "The camera is not allowed. Allow it in the browser's settings or type the code.")
    static let cameraMissingTyping = LocalizedText(
        kk: "Камера табылмады. Кодты теріңіз.", ru: "Камера не найдена. Введите код.",
        en: "No camera was found. Type the code.")
    static let cameraBusy = LocalizedText(
        kk: "Камераны басқа бағдарлама пайдаланып тұр. Оны жауып, қайталап көріңіз.",
        ru: "Камеру использует другая программа. Закройте её и попробуйте снова.",
        en: "Another program is using the camera. Close it and try again.")
    static let cameraFailed = LocalizedText(
        kk: "Кодты оқу мүмкін болмады. Қайталап көріңіз.",
        ru: "Не удалось прочитать код. Попробуйте ещё раз.",
        en: "The code could not be read. Try again.")
    static let cameraOffline = LocalizedText(
        kk: "Байланыс жоқ. Қайта қосылып жатыр…", ru: "Нет связи. Подключаемся снова…",
        en: "No connection. Trying again…")
    static let uploadPicture = LocalizedText(
        kk: "QR-кодтың суреті", ru: "Снимок QR-кода", en: "Picture of the QR code")
    static let uploadHint = LocalizedText(
        kk: "JPEG, PNG немесе WebP, көлемі 4 МиБ-тан аспауы керек",
        ru: "JPEG, PNG или WebP, не более 4 МиБ",
        en: "JPEG, PNG or WebP, at most 4 MiB")
    static let upload = LocalizedText(
        kk: "Суретті оқу", ru: "Прочитать снимок", en: "Read the picture")
}
