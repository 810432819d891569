/// Making a patronymic from a father's given name.
enum Patronymic {
    /// The Kazakh form: `Болат` gives `Болатұлы` and `Болатқызы`.
    static func kazakh(_ father: String, _ sex: Sex) -> String {
        father + (sex == .male ? "ұлы" : "қызы")
    }

    /// The Russian form, made by rule: `Серік` gives `Серикович` and `Сериковна`.
    ///
    /// Nil for names that the rule does not know (those that end in a vowel).
    static func russian(_ father: String, _ sex: Sex) -> String? {
        let name = stems[father] ?? Transliteration.russian(father)
        guard let last = name.last else { return nil }
        switch last {
        case "и": return name + (sex == .male ? "евич" : "евна")
        case "й" where name.hasSuffix("ий"):
            return name.dropLast(2) + (sex == .male ? "ьевич" : "ьевна")
        case "й", "ь": return name.dropLast() + (sex == .male ? "евич" : "евна")
        case "ж", "ч", "ш", "щ", "ц": return name + (sex == .male ? "евич" : "евна")
        case _ where consonants.contains(last): return name + (sex == .male ? "ович" : "овна")
        default: return nil
        }
    }

    /// Names whose patronymic has another stem than the name.
    private static let stems = [
        "Пётр": "Петр", "Павел": "Павл", "Михаил": "Михайл", "Дмитрий": "Дмитри",
    ]

    private static let consonants: Set<Character> = Set("бвгдзклмнпрстфх")
}

/// Surnames for both sexes.
enum Surname {
    /// The form for the sex of a surname given in its male form.
    static func form(_ male: String, _ sex: Sex) -> String {
        guard sex == .female else { return male }
        if male.hasSuffix("ский") { return male.dropLast(2) + "ая" }
        for ending in ["ов", "ев", "ин", "ын"] where male.hasSuffix(ending) { return male + "а" }
        return male
    }
}
