import Kernel

/// Words that several pages about the journal share.
enum LogWords {
    static let title = LocalizedText(kk: "Кім қарады", ru: "Кто смотрел", en: "Who looked")
    static let proof = LocalizedText(
        kk: "Жазба және дәлелдеме", ru: "Запись и доказательство", en: "Entry and proof")
}
