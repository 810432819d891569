import Kernel

/// A town or village where synthetic people live.
package struct Place: Hashable, Sendable {
    /// The KATO code: 9 digits.
    package let kato: String
    /// The region it lies in, or the city of republican significance that it is.
    package let region: Region
    /// The district; nil for cities of regional and republican significance.
    package let district: LocalizedText?
    /// The name with the word for its kind.
    package let name: LocalizedText
    /// How often households live here, against the other places.
    let weight: Int

    /// The place with the region and district it lies in, from the widest to the narrowest.
    package var full: LocalizedText {
        LocalizedText(kk: full(.kk), ru: full(.ru), en: full(.en))
    }

    private func full(_ language: Language) -> String {
        if kato == region.kato { return name[language] }
        let parts = [region.name[language], district?[language], name[language]]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }
}
