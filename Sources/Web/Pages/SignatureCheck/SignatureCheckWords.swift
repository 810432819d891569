import Kernel

/// The words of the page that checks signed files.
enum SignatureCheckWords {
    static let title = LocalizedText(
        kk: "Қол қойылған файлды тексеру", ru: "Проверка подписанного файла",
        en: "Check a signed file")
    static let lead = LocalizedText(
        kk: "Файлды таңдаңыз: кім, қашан қол қойғанын және қолтаңбаның жарамды екенін көресіз.",
        ru: "Выберите файл: вы увидите, кто и когда его подписал и действительна ли подпись.",
        en: "Choose a file and see who signed it, when, and whether the signature holds.")
    static let signature = LocalizedText(
        kk: "Қол қойылған файл", ru: "Подписанный файл", en: "Signed file")
    static let signatureHint = LocalizedText(
        kk: "PDF, XML (SOAP та) немесе CMS (.cms, .p7s, .sig): DER, PEM, base64; 16 МиБ-қа дейін",
        ru: "PDF, XML (и SOAP) или CMS (.cms, .p7s, .sig): DER, PEM, base64; до 16 МиБ",
        en: "PDF, XML (SOAP too), or CMS (.cms, .p7s, .sig) as DER, PEM or base64; up to 16 MiB")
    static let original = LocalizedText(
        kk: "Бастапқы файл, қолтаңба бөлек болса", ru: "Исходный файл, если подпись отдельно",
        en: "The original file, when the signature is apart from it")
    static let originalHint = LocalizedText(
        kk: "Қолтаңба ішінде құжат болса, қажет емес",
        ru: "Не нужен, если документ внутри подписи",
        en: "Not needed when the document is inside the signature")
    static let check = LocalizedText(kk: "Тексеру", ru: "Проверить", en: "Check")
    static let privacy = LocalizedText(
        kk: "Файлдар сақталмайды: тексерілген бойда жойылады.",
        ru: "Файлы не сохраняются: после проверки от них ничего не остаётся.",
        en: "Files are not kept: nothing of them is left after the check.")
    static let noFile = LocalizedText(
        kk: "Қол қойылған файлды таңдаңыз", ru: "Выберите подписанный файл",
        en: "Choose a signed file")
    static let verdict = LocalizedText(
        kk: "Тексеру нәтижесі", ru: "Результат проверки", en: "Result of the check")
    static let another = LocalizedText(
        kk: "Басқа файлды тексеру", ru: "Проверить другой файл", en: "Check another file")
    static let good = LocalizedText(
        kk: "Қолтаңба жарамды", ru: "Подпись действительна", en: "The signature is valid")
    static let goodButUnsure = LocalizedText(
        kk: "Қолтаңба дұрыс, бірақ бәрі тексерілмеді",
        ru: "Подпись верна, но проверено не всё",
        en: "The signature is right, but not everything could be checked")
    static let bad = LocalizedText(
        kk: "Қолтаңбаға сенуге болмайды", ru: "Подписи нельзя доверять",
        en: "The signature cannot be trusted")
    static let checkedAt = LocalizedText(
        kk: "Тексерілген уақыты:", ru: "Проверено:", en: "Checked:")
    static let signatureNumber = LocalizedText(kk: "Қолтаңба", ru: "Подпись", en: "Signature")
    static let signer = LocalizedText(kk: "Қол қойған", ru: "Подписал", en: "Signed by")
    static let iin = LocalizedText(kk: "ЖСН", ru: "ИИН", en: "IIN")
    static let body = LocalizedText(kk: "Ұйым", ru: "Организация", en: "Body")
    static let bin = LocalizedText(kk: "БСН", ru: "БИН", en: "BIN")
    static let issuer = LocalizedText(
        kk: "Сертификатты берген", ru: "Сертификат выдал", en: "Certificate by")
    static let validity = LocalizedText(
        kk: "Сертификат мерзімі", ru: "Срок сертификата", en: "Certificate's validity")
    static let signedAt = LocalizedText(
        kk: "Қол қойылған уақыты", ru: "Время подписи", en: "Signed at")
    static let ofSigner = LocalizedText(
        kk: "Қол қоюшының сертификаты", ru: "Сертификат подписавшего",
        en: "The signer's certificate")
    static let ofTimeStamp = LocalizedText(
        kk: "Уақыт белгісі туралы", ru: "О метке времени", en: "About the time-stamp")
    static let serial = LocalizedText(
        kk: "Сериялық нөмірі:", ru: "Серийный номер:", en: "Serial number:")
    static let judgedAt = LocalizedText(
        kk: "Мына сәтке тексерілді:", ru: "Проверено на момент:", en: "Judged for the moment:")

    /// The certificate of an authority at this place of the chain, the signer's being the first.
    static func ofAuthority(_ position: Int) -> LocalizedText {
        LocalizedText(
            kk: "Тізбектегі \(position + 1)-сертификат", ru: "Сертификат \(position + 1) в цепочке",
            en: "Certificate \(position + 1) of the chain")
    }
    static let stampedAt = LocalizedText(
        kk: "Уақыт белгісі", ru: "Метка времени", en: "Time-stamp")
}
