import Kernel
import Registers

/// Names of lines that stand in several kinds of document.
enum Label {
    static let iin = LocalizedText(kk: "ЖСН", ru: "ИИН", en: "IIN")
    static let surname = LocalizedText(kk: "Тегі", ru: "Фамилия", en: "Surname")
    static let given = LocalizedText(kk: "Аты", ru: "Имя", en: "Given name")
    static let patronymic = LocalizedText(kk: "Әкесінің аты", ru: "Отчество", en: "Patronymic")
    static let birthDate = LocalizedText(kk: "Туған күні", ru: "Дата рождения", en: "Date of birth")
    static let birthPlace = LocalizedText(
        kk: "Туған жері", ru: "Место рождения", en: "Place of birth")
    static let number = LocalizedText(kk: "Нөмірі", ru: "Номер", en: "Number")
    static let issuedOn = LocalizedText(kk: "Берілген күні", ru: "Дата выдачи", en: "Date of issue")
    static let validUntil = LocalizedText(
        kk: "Қолданылу мерзімі", ru: "Срок действия", en: "Valid until")
    static let issuedBy = LocalizedText(kk: "Берген орган", ru: "Орган выдачи", en: "Issued by")
    static let address = LocalizedText(kk: "Мекенжайы", ru: "Адрес", en: "Address")
    static let sex = LocalizedText(kk: "Жынысы", ru: "Пол", en: "Sex")
    static let owner = LocalizedText(kk: "Меншік иесі", ru: "Собственник", en: "Owner")
}

extension Sex {
    /// What it is called in documents.
    var name: LocalizedText {
        switch self {
        case .male: LocalizedText(kk: "Ер", ru: "Мужской", en: "Male")
        case .female: LocalizedText(kk: "Әйел", ru: "Женский", en: "Female")
        }
    }
}

extension Origin {
    /// What the people is called in documents.
    var name: LocalizedText {
        switch self {
        case .kazakh: LocalizedText(kk: "Қазақ", ru: "Казах", en: "Kazakh")
        case .russian: LocalizedText(kk: "Орыс", ru: "Русский", en: "Russian")
        case .uyghur: LocalizedText(kk: "Ұйғыр", ru: "Уйгур", en: "Uyghur")
        case .korean: LocalizedText(kk: "Кәріс", ru: "Кореец", en: "Korean")
        case .uzbek: LocalizedText(kk: "Өзбек", ru: "Узбек", en: "Uzbek")
        case .ukrainian: LocalizedText(kk: "Украин", ru: "Украинец", en: "Ukrainian")
        case .german: LocalizedText(kk: "Неміс", ru: "Немец", en: "German")
        case .tatar: LocalizedText(kk: "Татар", ru: "Татарин", en: "Tatar")
        }
    }
}

extension SyntheticPerson {
    /// The lines that name the person.
    var nameLines: [DocumentField] {
        [
            Line.text("surname", Label.surname, spelled(name.surname)),
            Line.text("name", Label.given, spelled(name.given)),
        ]
            + (name.patronymic.map {
                [Line.text("patronymic", Label.patronymic, spelled($0))]
            } ?? [])
    }

    /// The whole name in the three spellings.
    var fullNames: LocalizedText {
        LocalizedText(kk: name.full, ru: name.russian, en: name.latinFull)
    }

    private func spelled(_ part: String) -> LocalizedText {
        LocalizedText(
            kk: part, ru: Transliteration.russian(part), en: Transliteration.latin(part))
    }
}
