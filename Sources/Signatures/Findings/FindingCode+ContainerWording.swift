import Kernel

/// What can be wrong with the place of a signature in XML and PDF.
extension FindingCode {
    var containerRule: String {
        switch self {
        case .pdfRangesWrong: "ISO 32000-1 section 12.8.1"
        case .pdfKindNotAllowed: "ETSI EN 319 142-1 section 6.3"
        case .pdfChangedAfterSigning: "ISO 32000-1 section 12.8.2"
        case .envelopeStructure: "WS-Security 1.1 section 5"
        default: "XML Signature 1.1 section 4"
        }
    }

    var containerText: LocalizedText {
        switch self {
        case .signatureMisplaced:
            LocalizedText(
                kk: "Қолтаңба өз орнында тұрған жоқ.", ru: "Подпись стоит не на своём месте.",
                en: "The signature is not in its place.")
        case .tooManySignatures:
            LocalizedText(
                kk: "Қолтаңба саны рұқсат етілгеннен көп.", ru: "Подписей больше допустимого.",
                en: "There are more signatures than are allowed.")
        case .signatureStructure:
            LocalizedText(
                kk: "Қолтаңба пішімге сай құрылмаған.", ru: "Подпись составлена не по формату.",
                en: "The signature is not built as the format says.")
        case .transformNotAllowed:
            LocalizedText(
                kk: "Қолтаңбадағы түрлендіру қабылданбайды.",
                ru: "Преобразование, названное в подписи, не принимается.",
                en: "A transform that the signature names is not accepted.")
        case .referenceNotFound:
            LocalizedText(
                kk: "Қол қойылған бөлік құжатта жоқ.", ru: "Подписанной части в документе нет.",
                en: "The part that was signed is not in the document.")
        case .referenceAmbiguous:
            LocalizedText(
                kk: "Құжаттың қай бөлігіне қол қойылғаны белгісіз.",
                ru: "Неясно, какая часть документа подписана.",
                en: "It cannot be told which part of the document was signed.")
        case .coverageTooSmall:
            LocalizedText(
                kk: "Қол тек құжаттың бір бөлігіне қойылған.",
                ru: "Подписана лишь часть документа.",
                en: "Only a part of the document was signed.")
        case .envelopeStructure:
            LocalizedText(
                kk: "SOAP конверті дұрыс құрылмаған.", ru: "Конверт SOAP составлен неверно.",
                en: "The SOAP envelope is not built as it must be.")
        case .pdfRangesWrong:
            LocalizedText(
                kk: "Қолтаңба PDF файлын түгел қамтымайды.",
                ru: "Подпись охватывает не весь файл PDF.",
                en: "The signature does not cover the whole PDF.")
        case .pdfKindNotAllowed:
            LocalizedText(
                kk: "PDF-тегі қолтаңба түрі қабылданбайды.",
                ru: "Вид подписи в PDF не принимается.",
                en: "The kind of signature in the PDF is not accepted.")
        default:
            LocalizedText(
                kk: "Қол қойылғаннан кейін PDF файлына бірдеңе қосылған.",
                ru: "После подписания в файл PDF что-то добавили.",
                en: "Something was added to the PDF after it was signed.")
        }
    }
}
