import Kernel

extension XMLFinding {
    /// What is wrong and what to do, in a sentence or two.
    ///
    /// Nothing of the content stands in it.
    package var text: LocalizedText {
        switch self {
        case .unreadable(let fault): fault.text
        case .signatureMissing:
            LocalizedText(
                kk: "Құжатта қолтаңба жоқ.", ru: "В документе нет подписи.",
                en: "The document has no signature.")
        case .signatureMisplaced:
            LocalizedText(
                kk:
                    "Қолтаңба өз орнында емес: ол түбір элементтің соңғы баласы, ал SOAP-та Security тақырыбының ішінде болуы керек.",
                ru:
                    "Подпись стоит не на своём месте: она должна быть последней в корневом элементе, а в SOAP — внутри заголовка Security.",
                en:
                    "The signature is not in its place: it must come last in the root element, in SOAP inside the Security header."
            )
        case .tooManySignatures:
            LocalizedText(
                kk: "Қолтаңба тым көп.", ru: "Подписей больше, чем допускается.",
                en: "There are more signatures than are allowed.")
        case .structure(let part):
            LocalizedText(
                kk: "Қолтаңбаның «\(part)» бөлігі жоқ, қайталанған немесе бұл форматқа жатпайды.",
                ru:
                    "Часть подписи «\(part)» отсутствует, повторяется или не относится к этому формату.",
                en: "The signature's part “\(part)” is missing, doubled, or not of this format.")
        case .algorithmRefused(let role, let address, let refusal):
            LocalizedText(
                kk: "\(role): «\(address)» қабылданбайды. \(refusal.text.kk)",
                ru: "\(role): «\(address)» не принимается. \(refusal.text.ru)",
                en: "\(role): “\(address)” is not accepted. \(refusal.text.en)")
        case .transformRefused(let address):
            LocalizedText(
                kk: "«\(address)» түрлендіруі немесе оның орны бұл форматқа жатпайды.",
                ru: "Преобразование «\(address)» или его место не относится к этому формату.",
                en: "The transform “\(address)”, or its place, is not of this format.")
        case .referenceNotFound, .referenceAmbiguous, .coverage: referenceText
        case .digestDiffers(let difference): difference.text
        case .signatureInvalid(let difference): signatureText(difference)
        case .certificateMissing, .certificateUnreadable, .certificateUnknown, .keyOfAnotherKind:
            certificateText
        case .envelope(let part):
            LocalizedText(
                kk: "SOAP конвертінің «\(part)» бөлігі жоқ, қайталанған немесе артық.",
                ru: "Часть конверта SOAP «\(part)» отсутствует, повторяется или лишняя.",
                en: "The SOAP envelope's part “\(part)” is missing, doubled, or not expected.")
        }
    }

    private var referenceText: LocalizedText {
        switch self {
        case .referenceAmbiguous(let reference):
            LocalizedText(
                kk:
                    "«\(reference)» идентификаторы бірнеше элементте бар: қайсысына қол қойылғаны белгісіз.",
                ru:
                    "Идентификатор «\(reference)» есть у нескольких элементов: какой из них подписан, неизвестно.",
                en:
                    "Several elements have the identifier “\(reference)”: which one was signed cannot be known."
            )
        case .coverage(let reference):
            LocalizedText(
                kk:
                    "«\(reference)» сілтемесі тек бір бөлікке қол қояды, қалғанын кез келген адам өзгерте алады.",
                ru:
                    "Ссылка «\(reference)» подписывает лишь часть; остальное мог изменить кто угодно.",
                en:
                    "The reference “\(reference)” signs a part only; anybody could have changed the rest."
            )
        default:
            LocalizedText(
                kk: "Қол қойылған элемент құжатта жоқ немесе сілтеме оның сыртына шығады.",
                ru: "Подписанного элемента в документе нет, или ссылка ведёт за его пределы.",
                en: "The signed element is not in the document, or the reference leads out of it.")
        }
    }

    private var certificateText: LocalizedText {
        switch self {
        case .certificateUnreadable:
            LocalizedText(
                kk: "Қол қоюшының сертификаты оқылмайды немесе оның кілт түрі қабылданбайды.",
                ru: "Сертификат подписавшего не читается, или вид его ключа не принимается.",
                en: "The signer's certificate cannot be read, or its kind of key is not accepted.")
        case .certificateUnknown(let name):
            LocalizedText(
                kk:
                    "Қолтаңба сертификатты тек \(name.text.kk) бойынша атайды, ондай сертификат белгісіз.",
                ru:
                    "Подпись называет сертификат лишь по \(name.text.ru); такой сертификат здесь неизвестен.",
                en:
                    "The signature names its certificate by \(name.text.en) only; no such certificate is known here."
            )
        case .keyOfAnotherKind:
            LocalizedText(
                kk: "Сертификаттың кілті бұл қолтаңба тәсіліне жарамайды.",
                ru: "Ключ сертификата не подходит к названному способу подписи.",
                en: "The certificate's key does not fit the named signature method.")
        default:
            LocalizedText(
                kk: "Қолтаңбада қол қоюшының сертификаты жоқ.",
                ru: "В подписи нет сертификата подписавшего.",
                en: "The signer's certificate does not come with the signature.")
        }
    }

    private func signatureText(_ difference: Difference?) -> LocalizedText {
        let cause = difference?.sentence
        return LocalizedText(
            kk: "Қолтаңба мәні SignedInfo мен сертификат кілтіне сәйкес емес." + (cause?.kk ?? ""),
            ru: "Значение подписи не соответствует SignedInfo и ключу сертификата."
                + (cause?.ru ?? ""),
            en: "The signature value does not fit SignedInfo and the certificate's key."
                + (cause?.en ?? ""))
    }
}

extension XMLFault {
    /// Why it cannot be read.
    package var text: LocalizedText {
        switch self {
        case .malformed(let line):
            LocalizedText(
                kk: "XML дұрыс құрылмаған, \(line)-жол.",
                ru: "XML составлен неверно, строка \(line).",
                en: "The XML is not well-formed, line \(line).")
        case .notUTF8, .version:
            LocalizedText(
                kk: "Тек UTF-8 кодтауындағы XML 1.0 оқылады.",
                ru: "Читается только XML 1.0 в кодировке UTF-8.",
                en: "Only XML 1.0 in UTF-8 is read.")
        case .documentType:
            LocalizedText(
                kk: "DOCTYPE бар құжаттар оқылмайды.", ru: "Документы с DOCTYPE не читаются.",
                en: "Documents with a DOCTYPE are not read.")
        case .noCanonicalForm:
            LocalizedText(
                kk:
                    "Аттар кеңістігі салыстырмалы мекенжаймен берілген, сондықтан канондық түрі жоқ.",
                ru:
                    "Пространство имён задано относительным адресом, канонического вида у документа нет.",
                en: "A namespace is a relative address, so the document has no canonical form.")
        case .tooLarge, .tooDeep, .tooManyElements, .tooManyAttributes, .tooManyNamespaces:
            LocalizedText(
                kk: "Құжат рұқсат етілген өлшемнен үлкен немесе тым терең.",
                ru: "Документ больше или глубже, чем допускается.",
                en: "The document is larger or deeper than is allowed.")
        }
    }
}

extension AlgorithmRefusal {
    /// Why it is refused.
    package var text: LocalizedText {
        switch self {
        case .brokenSHA1, .brokenMD5:
            LocalizedText(
                kk: "Бұл хэш бұзылған: мазмұны бөлек, хэші бірдей екі құжат жасауға болады.",
                ru: "Этот хеш взломан: можно сделать два разных документа с одним хешем.",
                en: "This hash is broken: two different documents with the same hash can be made.")
        case .sharedSecret:
            LocalizedText(
                kk: "Ортақ құпия үшінші тарапқа ештеңе дәлелдемейді.",
                ru: "Общий секрет ничего не доказывает третьей стороне.",
                en: "A shared secret proves nothing to a third party.")
        case .withdrawnDSA:
            LocalizedText(
                kk: "DSA бұдан былай қолданылмайды.", ru: "DSA больше не применяется.",
                en: "DSA is no longer in use.")
        case .notOffered:
            LocalizedText(
                kk: "Ол рұқсат етілген алгоритмдер тізімінде жоқ.",
                ru: "Его нет в списке допустимых алгоритмов.",
                en: "It is not on the list of allowed algorithms.")
        }
    }
}

extension CertificateName {
    /// What it goes by, as a sentence takes it.
    fileprivate var text: LocalizedText {
        switch self {
        case .issuerSerial(let serial):
            LocalizedText(
                kk: "шығарушысы мен \(serial) нөмірі", ru: "издателю и номеру \(serial)",
                en: "issuer and number \(serial)")
        case .thumbprint(let hex):
            LocalizedText(
                kk: "\(hex) таңбасы (SHA-1)", ru: "отпечатку \(hex) (SHA-1)",
                en: "thumbprint \(hex) (SHA-1)")
        case .subjectKey(let hex):
            LocalizedText(
                kk: "\(hex) кілт идентификаторы", ru: "идентификатору ключа \(hex)",
                en: "key identifier \(hex)")
        }
    }
}
