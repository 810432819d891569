"""What the pages say, as far as the tests look for it: one row a text, one column a language."""

LANGUAGES = ("kk", "ru", "en")

WORDS = {
    "signIn": ("Кіру", "Вход", "Sign in"),
    "getCode": ("SMS кодын алу", "Получить код по SMS", "Get a code by SMS"),
    "enter": ("Кіру", "Войти", "Sign in"),
    "signOut": ("Шығу", "Выйти", "Sign out"),
    "documents": ("Цифрлық құжаттар", "Цифровые документы", "Digital documents"),
    "identityCard": ("Жеке куәлік", "Удостоверение личности", "Identity card"),
    "signatureVerified": (
        "Берген органның электрондық қолтаңбасы тексерілді",
        "Электронная подпись органа проверена",
        "The issuing body's electronic signature was verified"),
    "surname": ("Нұрланов", "Нурланов", "Nurlanov"),
    "openAccess": ("Ашық қолжетімділік", "Открытый доступ", "Open access"),
    "allUsed": (
        "Барлық көру жұмсалды", "Все просмотры израсходованы", "Every view has been used"),
    "genuine": (
        "Құжат шынайы және жарамды", "Документ подлинный и действует",
        "The document is genuine and in force"),
    "codeUsed": ("Код пайдаланылып қойған", "Код уже использован", "The code has been used"),
    "codeUnknown": ("Мұндай код жоқ", "Такого кода нет", "There is no such code"),
    "copied": ("Көшірілді", "Скопировано", "Copied"),
    "birthDate": ("15.03.1986", "15.03.1986", "15.03.1986"),
    "show": ("Құжатты көру", "Показать документ", "Show the document"),
    "sawTheirs": (
        "Сіз басқа адамның құжатын көрдіңіз", "Вы посмотрели чужой документ",
        "You saw another person's document"),
    "proof": ("Дәлелдеме", "Доказательство", "Proof"),
    "download": ("Дәлелдемені жүктеп алу", "Скачать доказательство", "Download the proof"),
    "consented": ("Келісім бердіңіз", "Вы согласились", "You consented"),
    "awaits": ("Жауабыңыз күтілуде", "Ждёт вашего ответа", "Awaits your answer"),
    "edsCancelled": (
        "Сіз қол қоюдан бас тарттыңыз", "Вы отменили подписание", "You cancelled signing"),
    "edsPassword": (
        "Кілттің құпиясөзі қате", "Пароль ключа неверен", "The key's password is wrong"),
    "edsToken": (
        "Кілті бар токен қосылмаған", "Токен с ключом не подключён",
        "No token with a key is plugged in"),
    "edsExpired": (
        "Сертификаттың мерзімі өткен", "Срок действия сертификата истёк",
        "The certificate has expired"),
    "edsGood": ("Қолтаңба жарамды", "Подпись действительна", "The signature is valid"),
    "edsBad": (
        "Қолтаңбаға сенуге болмайды", "Подписи нельзя доверять", "The signature cannot be trusted"),
    "edsMissing": ("NCALayer жауап бермейді", "NCALayer не отвечает", "NCALayer does not answer"),
    "edsRevoked": ("қайтарып алынған", "отозван", "revoked"),
    "edsServerExpired": ("мерзімі өт", "истёк", "expired"),
    "withdrawn": ("Кері қайтарып алдыңыз", "Вы отозвали", "You withdrew it"),
}


class Words:
    """The texts in one language, as attributes."""

    def __init__(self, language):
        self.language = language
        self._column = LANGUAGES.index(language)

    def __getattr__(self, name):
        return WORDS[name][self._column]
