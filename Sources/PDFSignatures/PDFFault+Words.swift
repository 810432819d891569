import Kernel

extension PDFFault {
    /// Why the file is not taken, in a sentence.
    package var text: LocalizedText {
        switch self {
        case .tooLarge:
            LocalizedText(
                kk: "PDF рұқсат етілген көлемнен үлкен.",
                ru: "PDF больше допустимого размера.",
                en: "The PDF is larger than is allowed.")
        case .malformed(let place):
            LocalizedText(
                kk: "PDF бүлінген немесе PDF емес: \(place)-байт.",
                ru: "PDF повреждён или это не PDF: байт \(place).",
                en: "The PDF is damaged, or is none: byte \(place).")
        case .encrypted:
            LocalizedText(
                kk: "PDF шифрланған: ондағы қолтаңбаларды тексеру мүмкін емес.",
                ru: "PDF зашифрован: подписи в нём проверить нельзя.",
                en: "The PDF is encrypted: the signatures in it cannot be checked.")
        case .unsupported:
            LocalizedText(
                kk: "PDF тым күрделі не мұнда оқылмайтын тәсілмен сығылған.",
                ru: "PDF слишком сложен или сжат способом, который здесь не читается.",
                en: "The PDF is too complex, or compressed in a way that is not read here.")
        case .signatureTooLarge:
            LocalizedText(
                kk: "Қолтаңба өзіне қалдырылған орынға сыймайды.",
                ru: "Подпись не помещается в отведённое ей место.",
                en: "The signature is larger than the room kept for it.")
        }
    }
}
