extension LocalizedText {
    /// All three texts, as ``init(json:)`` reads them.
    package var json: JSON { ["kk": .string(kk), "ru": .string(ru), "en": .string(en)] }

    /// Reads `{"kk", "ru", "en"}`; nil unless all three are there.
    package init?(json: JSON?) {
        guard let kk = json?["kk"]?.string, let ru = json?["ru"]?.string,
            let en = json?["en"]?.string
        else { return nil }
        self.init(kk: kk, ru: ru, en: en)
    }
}
