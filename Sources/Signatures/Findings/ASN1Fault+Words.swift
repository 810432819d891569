import ASN1
import Kernel

extension ASN1Fault {
    /// How the bytes are not the structure that was expected, in a sentence.
    package var text: LocalizedText {
        switch self {
        case .tooLarge:
            LocalizedText(
                kk: "Деректер рұқсат етілген көлемнен үлкен.",
                ru: "Данных больше допустимого.",
                en: "There are more bytes than are allowed.")
        case .truncated:
            LocalizedText(
                kk: "Деректер ортасынан үзіліп тұр: файл толық емес.",
                ru: "Данные обрываются на середине: файл неполный.",
                en: "The bytes end in the middle: the file is not whole.")
        case .trailingBytes:
            LocalizedText(
                kk: "Құрылымның соңынан кейін артық байттар тұр.",
                ru: "За концом структуры стоят лишние байты.",
                en: "Bytes stand behind the end of the structure.")
        case .lengthForm:
            LocalizedText(
                kk: "Элемент ұзындығы рұқсат етілмеген түрде жазылған.",
                ru: "Длина элемента записана в недопустимой форме.",
                en: "The length of an element is written in a form that is not allowed.")
        case .indefiniteLength:
            LocalizedText(
                kk: "Ұзындығы белгісіз элемент тұр, мұнда оған рұқсат жоқ (DER керек).",
                ru: "Стоит элемент неопределённой длины, что здесь не допускается (нужен DER).",
                en: "An element has no definite length where DER is required.")
        case .endMissing:
            LocalizedText(
                kk: "Ұзындығы белгісіз элементтің соңы жоқ.",
                ru: "У элемента неопределённой длины нет конца.",
                en: "An element of indefinite length has no end.")
        case .tooDeep:
            LocalizedText(
                kk: "Элементтер бір-бірінің ішіне тым терең салынған.",
                ru: "Элементы вложены друг в друга слишком глубоко.",
                en: "Elements stand inside one another too deeply.")
        case .tooManyElements:
            LocalizedText(
                kk: "Элементтер саны рұқсат етілгеннен көп.",
                ru: "Элементов больше допустимого.",
                en: "There are more elements than are allowed.")
        case .tagForm:
            LocalizedText(
                kk: "Элемент түрінің нөмірі рұқсат етілгеннен үлкен.",
                ru: "Номер типа элемента больше допустимого.",
                en: "The tag number of an element is larger than is allowed.")
        case .constructedString:
            LocalizedText(
                kk: "Жол бөліктерге бөлінген немесе бөліктері басқа түрде.",
                ru: "Строка разбита на части, или части другого типа.",
                en: "A string is in pieces where it must be whole, or its pieces are of "
                    + "another type.")
        case .primitiveStructure:
            LocalizedText(
                kk: "Құрылым болуы тиіс элемент қарапайым деп белгіленген.",
                ru: "Элемент, который должен быть структурой, отмечен как простой.",
                en: "An element that must be a structure says that it is primitive.")
        case .booleanForm:
            LocalizedText(
                kk: "Логикалық мән дұрыс жазылмаған.",
                ru: "Логическое значение записано неверно.",
                en: "A truth value is written wrongly.")
        case .integerForm:
            LocalizedText(
                kk: "Бүтін сан бос немесе артық байттармен жазылған.",
                ru: "Целое число пустое или записано с лишними байтами.",
                en: "A whole number is empty or written with needless bytes.")
        case .integerTooLong:
            LocalizedText(
                kk: "Бүтін сан рұқсат етілгеннен ұзын.",
                ru: "Целое число длиннее допустимого.",
                en: "A whole number is longer than is allowed.")
        case .bitStringForm:
            LocalizedText(
                kk: "Биттер жолы дұрыс жазылмаған.",
                ru: "Битовая строка записана неверно.",
                en: "A string of bits is written wrongly.")
        case .nullForm:
            LocalizedText(
                kk: "Бос болуы тиіс элементтің ішінде бірдеңе бар.",
                ru: "В элементе, который должен быть пустым, что-то есть.",
                en: "An element that must be empty holds something.")
        case .objectIdentifierForm:
            LocalizedText(
                kk: "Объект идентификаторы дұрыс жазылмаған немесе тым ұзын.",
                ru: "Идентификатор объекта записан неверно или слишком длинный.",
                en: "An object identifier is written wrongly or too long.")
        case .timeForm:
            LocalizedText(
                kk: "Уақыт рұқсат етілмеген түрде жазылған немесе ондай күн жоқ.",
                ru: "Время записано в недопустимой форме, или такого дня нет.",
                en: "A time is written in a form that is not allowed, or names a day that does "
                    + "not exist.")
        case .stringForm:
            LocalizedText(
                kk: "Жолда оның түріне жатпайтын таңбалар бар.",
                ru: "В строке есть знаки, которых её тип не допускает.",
                en: "A string has characters that its type does not allow.")
        case .unexpectedElement:
            LocalizedText(
                kk: "Бұл жерде басқа элемент болуы керек еді немесе элемент жетіспейді.",
                ru: "Здесь должен стоять другой элемент, или элемента нет.",
                en: "Another element must stand here, or one is missing.")
        case .unexpectedValue:
            LocalizedText(
                kk: "Элементтің мәні құрылымның ережесіне қайшы.",
                ru: "Значение элемента противоречит правилам структуры.",
                en: "The value of an element breaks the rules of the structure.")
        }
    }
}
