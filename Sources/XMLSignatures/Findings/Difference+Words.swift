import Kernel

extension Difference {
    /// Which digest differs, where, and why if that is known.
    package var text: LocalizedText {
        let start = LocalizedText(
            kk: "«\(part)» бөлігінің хэші басқа: оның мазмұны қол қойылғаннан өзгеше.",
            ru: "Хеш части «\(part)» другой: её содержание не то, что подписано.",
            en: "The digest of \(part) differs: its content is not what was signed.")
        let end = sentence ?? Difference.advice
        return LocalizedText(kk: start.kk + end.kk, ru: start.ru + end.ru, en: start.en + end.en)
    }

    /// The cause and the place, each as a sentence with a blank before it; nil when neither is
    /// known.
    var sentence: LocalizedText? {
        guard cause != nil || firstByte != nil else { return nil }
        var result = LocalizedText(kk: "", ru: "", en: "")
        if let cause {
            result = LocalizedText(
                kk: " " + cause.text.kk, ru: " " + cause.text.ru, en: " " + cause.text.en)
        }
        if let firstByte {
            result.kk += " Канондық түрдегі бірінші өзге байт: \(firstByte)."
            result.ru += " Первый отличающийся байт в каноническом виде: \(firstByte)."
            result.en += " First differing byte after canonicalisation: \(firstByte)."
        }
        return result
    }

    private static let advice = LocalizedText(
        kk:
            " Қол қойылған XML-ді өзгертуге болмайды: бос орын, жол соңы, аттар кеңістігі де қолтаңбаға кіреді.",
        ru:
            " Подписанный XML нельзя менять: пробелы, концы строк и пространства имён тоже подписаны.",
        en: " Signed XML must not be touched: blanks, line ends and namespaces are signed as well.")
}

extension Difference.Cause {
    /// What happened, as a question to who sent it.
    package var text: LocalizedText {
        switch self {
        case .prettyPrinted:
            LocalizedText(
                kk:
                    "Қол қойғаннан кейін XML шегініспен пішімделді ме? Элементтер арасындағы бос орындарды алып тастаса, хэш сәйкес келеді.",
                ru:
                    "Вы отформатировали XML отступами после подписания? Без пробелов между элементами хеш сходится.",
                en:
                    "Did you pretty-print after signing? Without the blanks between elements it fits."
            )
        case .compacted:
            LocalizedText(
                kk:
                    "Қол қойғаннан кейін шегіністер мен жол соңдары алынды ма? Оларды қайтарса, хэш сәйкес келеді.",
                ru:
                    "После подписания убрали отступы и переводы строк? Если вернуть их, хеш сходится.",
                en:
                    "Were indentation and line breaks removed after signing? With them restored it fits."
            )
        case .blanksReplaced:
            LocalizedText(
                kk:
                    "Элементтер арасындағы жол соңдары басқа бос орынға ауыстырылды ма? Жол соңдарын қайтарса, сәйкес келеді.",
                ru:
                    "Переводы строк между элементами заменены другими пробелами? Если вернуть переводы строк, всё сходится.",
                en:
                    "Were line breaks between elements turned into other blanks? With the line breaks restored it fits."
            )
        case .blanksAroundSignature:
            LocalizedText(
                kk: "Қолтаңбаның айналасына бос орын қосылды; онсыз хэш сәйкес келеді.",
                ru: "Вокруг подписи добавили пробелы; без них хеш сходится.",
                en: "Blanks were put around the signature; without them it fits.")
        case .carriageReturnsLost:
            LocalizedText(
                kk: "Жол соңындағы «&#13;» таңбалары алынды; оларды қайтарса, сәйкес келеді.",
                ru: "Из концов строк убрали символы «&#13;»; если вернуть их, всё сходится.",
                en: "The “&#13;” characters at line ends were removed; with them restored it fits.")
        case .carriageReturnsAdded:
            LocalizedText(
                kk: "Жол соңына «&#13;» таңбалары қосылды; оларсыз сәйкес келеді.",
                ru: "К концам строк добавили символы «&#13;»; без них всё сходится.",
                en: "“&#13;” characters were added at line ends; without them it fits.")
        case .commentsCounted:
            LocalizedText(
                kk:
                    "Қол қойған бағдарлама түсініктемелерді де санаған; құжат ішіндегі сілтемеде олар қалдырылады.",
                ru:
                    "Подписавшая программа учла комментарии; при ссылке внутри документа их опускают.",
                en:
                    "The signing program counted comments; a reference within the document leaves them out."
            )
        case .otherCanonicalForm:
            LocalizedText(
                kk: "Қол қойған бағдарлама қолтаңбада аталғаннан басқа канондық түрді қолданған.",
                ru:
                    "Подписавшая программа применила не тот канонический вид, который назван в подписи.",
                en: "The signing program used another canonical form than the signature names.")
        }
    }
}
