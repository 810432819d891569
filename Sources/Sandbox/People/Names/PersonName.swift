/// A person's name: as the documents spell it, in Russian letters and in Latin ones.
package struct PersonName: Hashable, Sendable {
    /// The surname in Kazakh Cyrillic, as the identity card has it.
    package var surname: String
    /// The given name in Kazakh Cyrillic.
    package var given: String
    /// The patronymic in Kazakh Cyrillic; nil for people without one.
    package var patronymic: String?

    /// The three parts; a patronymic is not everyone's.
    package init(surname: String, given: String, patronymic: String?) {
        self.surname = surname
        self.given = given
        self.patronymic = patronymic
    }

    /// Surname, given name and patronymic as the documents spell them.
    package var full: String { joined { $0 } }

    /// The same in the letters of Russian.
    package var russian: String { joined(Transliteration.russian) }

    /// Surname and given name in Latin letters, as the machine-readable line of a passport has them.
    package var latin: String {
        Transliteration.latin(surname) + " " + Transliteration.latin(given)
    }

    /// Surname, given name and patronymic in Latin letters.
    package var latinFull: String { joined(Transliteration.latin) }

    private func joined(_ spelling: (String) -> String) -> String {
        [surname, given, patronymic].compactMap { $0.map(spelling) }.joined(separator: " ")
    }
}
