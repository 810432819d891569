import Kernel

extension KeyFault {
    /// Why the key is not taken, in a sentence.
    package var text: LocalizedText {
        switch self {
        case .malformed:
            LocalizedText(
                kk: "Кілтті оқу мүмкін болмады.",
                ru: "Ключ не удалось прочитать.",
                en: "The key could not be read.")
        case .unsupported:
            LocalizedText(
                kk: "Кілттің түрі, қисығы не алгоритмі қабылданбайды.",
                ru: "Вид, кривая или алгоритм ключа не принимается.",
                en: "The kind, curve or algorithm of the key is not accepted.")
        case .wrongLength:
            LocalizedText(
                kk: "Кілт координатасының ұзындығы дұрыс емес.",
                ru: "Длина координаты ключа неверна.",
                en: "A coordinate of the key has the wrong length.")
        case .notOnCurve:
            LocalizedText(
                kk: "Кілттің нүктесі өз қисығында жатпайды.",
                ru: "Точка ключа не лежит на своей кривой.",
                en: "The point of the key does not lie on its curve.")
        case .modulusTooShort:
            LocalizedText(
                kk: "RSA кілті 2048 биттен қысқа: ол әлсіз.",
                ru: "Ключ RSA короче 2048 бит: он слаб.",
                en: "The RSA key is shorter than 2048 bits: it is weak.")
        case .modulusTooLong:
            LocalizedText(
                kk: "RSA кілті 4096 биттен ұзын.",
                ru: "Ключ RSA длиннее 4096 бит.",
                en: "The RSA key is longer than 4096 bits.")
        case .exponentNotAllowed:
            LocalizedText(
                kk: "RSA кілтінің көрсеткіші қабылданбайды.",
                ru: "Показатель ключа RSA не принимается.",
                en: "The exponent of the RSA key is not accepted.")
        case .weakModulus:
            LocalizedText(
                kk: "RSA кілтін ақауы бар генератор жасаған: оны бұзуға болады (CVE-2017-15361).",
                ru: "Ключ RSA создан генератором с изъяном: его можно взломать (CVE-2017-15361).",
                en: "The RSA key comes from a flawed generator and can be broken (CVE-2017-15361).")
        case .privateMembers:
            LocalizedText(
                kk: "Ашық кілттің орнында жабық кілт тұр: оны ауыстыру керек.",
                ru: "На месте открытого ключа стоит закрытый: его нужно заменить.",
                en: "A private key stands where a public one belongs; it must be replaced.")
        case .notForSignatures:
            LocalizedText(
                kk: "Кілт қол қоюға арналмаған.",
                ru: "Ключ не предназначен для подписи.",
                en: "The key is not meant for signatures.")
        case .ambiguousKeyIdentifier:
            LocalizedText(
                kk: "Кілттердің атауы бірдей немесе атауы жоқ.",
                ru: "У ключей одинаковые имена, или у одного имени нет.",
                en: "Two keys have the same name, or one has none.")
        case .file:
            LocalizedText(
                kk: "Кілт файлын оқу не жазу мүмкін болмады.",
                ru: "Файл ключа не удалось прочитать или записать.",
                en: "The file of the key could not be read or written.")
        case .notRegularFile:
            LocalizedText(
                kk: "Кілт орнында кәдімгі файл емес, басқа нәрсе тұр.",
                ru: "На месте файла ключа стоит не обычный файл.",
                en: "What stands in the place of the key file is no regular file.")
        case .fileOpenToOthers:
            LocalizedText(
                kk: "Кілт файлы басқаларға ашық.",
                ru: "Файл ключа открыт для других.",
                en: "The file of the key is open to others.")
        case .library:
            LocalizedText(
                kk: "Кілтті өңдеу кезінде кітапхана қателесті.",
                ru: "При обработке ключа произошла ошибка библиотеки.",
                en: "The library failed while it read the key.")
        }
    }
}
