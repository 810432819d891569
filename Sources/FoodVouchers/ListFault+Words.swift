import Kernel

extension ListRow.Fault {
    /// The reason in words, for whoever mends the list.
    package var words: LocalizedText {
        switch self {
        case .malformed:
            LocalizedText(
                kk: "жол оқылмайды: JSON объектісі не төрт баған емес",
                ru: "строка не читается: не объект JSON и не четыре столбца",
                en: "the row cannot be read: neither a JSON object nor four columns")
        case .wrongFields:
            LocalizedText(
                kk: "өріс жетпейді немесе артық", ru: "поля не хватает, или есть лишнее",
                en: "a member is missing, or one too many is there")
        case .recipientIin:
            LocalizedText(
                kk: "алушының ЖСН-і қате", ru: "неверный ИИН получателя",
                en: "the recipient's number is wrong")
        case .memberIin:
            LocalizedText(
                kk: "отбасы мүшесінің ЖСН-і қате", ru: "неверный ИИН члена семьи",
                en: "a member's number is wrong")
        case .members:
            LocalizedText(
                kk: "мүше екі рет жазылған немесе мүше тым көп",
                ru: "член семьи указан дважды, или членов слишком много",
                en: "a member stands twice, or there are too many")
        case .outsideRegion:
            LocalizedText(
                kk: "пилоттық жоба өңірінен тыс тұрады", ru: "живёт не в регионе пилота",
                en: "does not live in the pilot's region")
        case .statusDay:
            LocalizedText(
                kk: "АӘК мәртебесі алдыңғы айдың соңғы күніне емес",
                ru: "статус получателя АСП не на последний день прошлого месяца",
                en: "the status is not of the last day of the month before")
        case .repeatedRecipient:
            LocalizedText(
                kk: "бұл алушы жоғарыда бар", ru: "этот получатель уже есть выше",
                en: "this recipient has a row above")
        case .memberElsewhere:
            LocalizedText(
                kk: "мүше тізімнің басқа отбасында да бар",
                ru: "член семьи есть и в другой семье списка",
                en: "a member stands in another family of the list too")
        }
    }
}
