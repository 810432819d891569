import Kernel

extension FindingCode {
    /// The rule that is applied, for who wants to read it.
    package var rule: String {
        switch self {
        case .malformed, .tooLarge, .contentMissing, .contentDiffers, .noSigner:
            "RFC 5652 section 5.1"
        case .signedAttributesMissing, .attributesUnsound, .contentTypeDiffers:
            "RFC 5652 section 5.3"
        case .digestNotAllowed, .digestWeak, .algorithmNotAllowed, .algorithmWeak,
            .algorithmDiffersFromKey, .signerKeyRefused:
            "RFC 5652 section 10.1"
        case .signerCertificateMissing, .signerCertificateMalformed: "RFC 5652 section 5.1"
        case .contentDigestDiffers, .signatureInvalid: "RFC 5652 section 5.6"
        case .signingCertificateDiffers: "RFC 5035 section 3"
        case .signingTimeMissing, .signedInFuture, .signedBeforeCertificate:
            "RFC 5652 section 11.3"
        case .signatureMisplaced, .tooManySignatures, .signatureStructure, .transformNotAllowed,
            .referenceNotFound, .referenceAmbiguous, .coverageTooSmall, .envelopeStructure,
            .pdfRangesWrong, .pdfKindNotAllowed, .pdfChangedAfterSigning:
            containerRule
        case .certificateUntrusted, .certificateSignatureInvalid, .certificateAlgorithmNotAllowed:
            "RFC 5280 section 6.1.3 (a)"
        case .certificateNotYetValid, .certificateExpired: "RFC 5280 section 6.1.3 (a)(2)"
        case .issuerNotAuthority: "RFC 5280 section 6.1.4 (k), (n)"
        case .pathTooLong: "RFC 5280 section 6.1.4 (l), (m)"
        case .criticalExtensionUnknown, .constraintNotSupported: "RFC 5280 section 4.2"
        case .keyUsageForbids: "RFC 5280 section 4.2.1.3"
        case .roleNotAllowed: "1.2.398.3.3.4"
        case .policyNotAllowed: "RFC 5280 section 4.2.1.4"
        case .wrongSigner: "RFC 5652 section 5.3"
        case .certificateRevoked: "RFC 5280 section 6.1.3 (a)(3)"
        case .certificateNotIssued: "RFC 6960 section 2.2"
        case .revocationUnknown, .revocationNotChecked: "RFC 5280 section 6.3.3"
        case .timeStampMissing, .timeStampMalformed: "RFC 3161 appendix A"
        case .timeStampRefused, .timeStampImprintDiffers, .timeStampNonceDiffers,
            .timeStampPolicyNotAllowed, .timeStampSignatureInvalid:
            "RFC 3161 section 2.4.2"
        case .timeStampPurposeMissing: "RFC 3161 section 2.3"
        }
    }

    /// The sentence that people read.
    package var text: LocalizedText {
        switch self {
        case .certificateUntrusted, .certificateSignatureInvalid, .certificateAlgorithmNotAllowed,
            .certificateNotYetValid, .certificateExpired, .issuerNotAuthority, .pathTooLong,
            .criticalExtensionUnknown, .constraintNotSupported:
            chainText
        case .keyUsageForbids, .roleNotAllowed, .policyNotAllowed, .wrongSigner,
            .certificateRevoked, .certificateNotIssued, .revocationUnknown,
            .revocationNotChecked:
            holderText
        case .timeStampMissing, .timeStampMalformed, .timeStampRefused, .timeStampImprintDiffers,
            .timeStampNonceDiffers, .timeStampPolicyNotAllowed, .timeStampPurposeMissing,
            .timeStampSignatureInvalid:
            timeStampText
        case .signatureMisplaced, .tooManySignatures, .signatureStructure, .transformNotAllowed,
            .referenceNotFound, .referenceAmbiguous, .coverageTooSmall, .envelopeStructure,
            .pdfRangesWrong, .pdfKindNotAllowed, .pdfChangedAfterSigning:
            containerText
        default: messageText
        }
    }

    private var messageText: LocalizedText {
        switch self {
        case .malformed:
            LocalizedText(
                kk: "Бұл — қолтаңба файлы емес немесе ол бүлінген.",
                ru: "Это не файл подписи, или он повреждён.",
                en: "This is no signature file, or it is damaged.")
        case .tooLarge:
            LocalizedText(
                kk: "Файл рұқсат етілген өлшемнен үлкен.",
                ru: "Файл больше допустимого размера.",
                en: "The file is larger than is allowed.")
        case .contentMissing:
            LocalizedText(
                kk: "Қолтаңба бөлек сақталған: қол қойылған құжатты да қосыңыз.",
                ru: "Подпись хранится отдельно: приложите и сам подписанный документ.",
                en: "The signature stands alone: add the document that was signed.")
        case .contentDiffers:
            LocalizedText(
                kk: "Қолтаңбаның ішінде басқа құжат тұр.",
                ru: "Внутри подписи находится другой документ.",
                en: "Another document stands inside the signature.")
        case .noSigner:
            LocalizedText(
                kk: "Файлда бірде-бір қолтаңба жоқ.", ru: "В файле нет ни одной подписи.",
                en: "There is no signature in the file.")
        case .signedAttributesMissing:
            LocalizedText(
                kk: "Қолтаңбада міндетті қол қойылған атрибуттар жоқ.",
                ru: "В подписи нет обязательных подписанных атрибутов.",
                en: "The signature lacks the signed attributes that it must have.")
        case .attributesUnsound:
            LocalizedText(
                kk: "Қол қойылған атрибуттар жетіспейді немесе қайталанады.",
                ru: "Подписанных атрибутов не хватает, или они повторяются.",
                en: "A signed attribute is missing or stands twice.")
        case .contentTypeDiffers:
            LocalizedText(
                kk: "Қол қойылған мазмұн түрі хабарламаның түріне сәйкес емес.",
                ru: "Подписанный тип содержимого не совпадает с типом сообщения.",
                en: "The content type that was signed is not that of the message.")
        case .digestNotAllowed:
            LocalizedText(
                kk: "Қолданылған хеш алгоритмі қабылданбайды.",
                ru: "Использованный алгоритм хеширования не принимается.",
                en: "The hash algorithm is not accepted.")
        case .digestWeak:
            LocalizedText(
                kk: "Хеш алгоритмі ескірген: оны қолдан жасауға болады.",
                ru: "Алгоритм хеширования устарел: его можно подделать.",
                en: "The hash algorithm is outdated: it can be forged.")
        case .algorithmNotAllowed:
            LocalizedText(
                kk: "Қолтаңба алгоритмі қабылданбайды.",
                ru: "Алгоритм подписи не принимается.",
                en: "The signature algorithm is not accepted.")
        case .algorithmWeak:
            LocalizedText(
                kk: "Қолтаңба алгоритмі ескірген: оны қолдан жасауға болады.",
                ru: "Алгоритм подписи устарел: его можно подделать.",
                en: "The signature algorithm is outdated: it can be forged.")
        case .algorithmDiffersFromKey:
            LocalizedText(
                kk: "Қолтаңба алгоритмі қол қоюшының кілтіне сәйкес емес.",
                ru: "Алгоритм подписи не подходит к ключу подписавшего.",
                en: "The signature algorithm does not fit the signer's key.")
        case .signerCertificateMissing:
            LocalizedText(
                kk: "Қол қоюшының сертификаты табылмады.",
                ru: "Сертификат подписавшего не найден.",
                en: "The signer's certificate is not there.")
        case .signerCertificateMalformed:
            LocalizedText(
                kk: "Қол қоюшының сертификаты оқылмайды.",
                ru: "Сертификат подписавшего не читается.",
                en: "The signer's certificate cannot be read.")
        case .signerKeyRefused:
            LocalizedText(
                kk: "Қол қоюшының кілті әлсіз немесе жарамсыз.",
                ru: "Ключ подписавшего слаб или недопустим.",
                en: "The signer's key is weak or unsound.")
        case .contentDigestDiffers:
            LocalizedText(
                kk: "Құжат қол қойылғаннан кейін өзгертілген.",
                ru: "Документ изменён после подписания.",
                en: "The document was changed after it was signed.")
        case .signatureInvalid:
            LocalizedText(
                kk: "Қолтаңба осы сертификаттың кілтімен жасалмаған.",
                ru: "Подпись сделана не ключом этого сертификата.",
                en: "The signature was not made with this certificate's key.")
        case .signingCertificateDiffers:
            LocalizedText(
                kk: "Қолтаңба басқа сертификатқа сілтейді.",
                ru: "Подпись указывает на другой сертификат.",
                en: "The signature names another certificate.")
        case .signingTimeMissing:
            LocalizedText(
                kk: "Қол қойылған уақыт көрсетілмеген.", ru: "Время подписания не указано.",
                en: "The time of signing is not stated.")
        case .signedInFuture:
            LocalizedText(
                kk: "Қол қойылған уақыт әлі келген жоқ.", ru: "Время подписания ещё не наступило.",
                en: "The time of signing lies in the future.")
        default:
            LocalizedText(
                kk: "Қол қойылған уақытта сертификат әлі күшіне енбеген.",
                ru: "Во время подписания сертификат ещё не действовал.",
                en: "At the time of signing the certificate was not valid yet.")
        }
    }
}
