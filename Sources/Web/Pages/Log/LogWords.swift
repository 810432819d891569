import Kernel

/// Words that several pages about the journal share.
enum LogWords {
    static let title = LocalizedText(kk: "Кім қарады", ru: "Кто смотрел", en: "Who looked")
    static let proof = LocalizedText(
        kk: "Жазба және дәлелдеме", ru: "Запись и доказательство", en: "Entry and proof")
    static let sawChilds = LocalizedText(
        kk: "Балаңыздың құжатын көрген:", ru: "Кому показан документ ребёнка:",
        en: "Your child's document was seen by")
    static let didNotSeeChilds = LocalizedText(
        kk: "Балаңыздың құжатын көре алмаған:", ru: "Кому не показан документ ребёнка:",
        en: "Your child's document was not shown to")
}
