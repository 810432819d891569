import Kernel

/// What is wrong with one field of a message.
package struct FieldFinding: Hashable, Sendable {
    /// The kinds of faults; the raw value is the name in answers.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// The bytes are no JSON object.
        case notJSON
        /// The field is not there, or is empty.
        case missing
        /// The value is of another kind than it must be.
        case wrongKind
        /// The text is longer, or the list larger, than is allowed.
        case tooLong
        /// No http or https address.
        case notAddress
        /// Not 12 digits of a BIN.
        case notBIN
        /// No date and time with an offset (RFC 3339).
        case notTime
        /// The time lies in the past.
        case past
        /// Not one of the values that are allowed.
        case notAllowed
        /// No base64 (RFC 4648 section 4).
        case notBase64
        /// The same value stands twice where it must be unique.
        case doubled
        /// The field does not belong here.
        case surplus
        /// What came back is not what was given to sign.
        case changed
        /// What came back is not signed.
        case notSigned
    }

    /// Where, for example `documentsToSign[0].document.file.data`.
    package let path: String
    /// What.
    package let code: Code
    /// What is allowed instead, where that is a short list.
    package let allowed: [String]

    init(_ path: String, _ code: Code, allowed: [String] = []) {
        self.path = path
        self.code = code
        self.allowed = allowed
    }

    /// The finding as a sentence that says what to mend.
    ///
    /// Nothing of the value stands in it.
    package var text: LocalizedText {
        let field = path.isEmpty ? "JSON" : "«\(path)»"
        let english = path.isEmpty ? "The JSON" : "“\(path)”"
        let words = code.words
        let list = allowed.isEmpty ? "" : ": " + allowed.joined(separator: ", ")
        return LocalizedText(
            kk: "\(field) \(words.kk)\(list).", ru: "\(field) \(words.ru)\(list).",
            en: "\(english) \(words.en)\(list).")
    }
}

extension FieldFinding.Code {
    fileprivate var words: LocalizedText {
        switch self {
        case .notJSON:
            LocalizedText(
                kk: "JSON нысаны болуы керек", ru: "должно быть объектом JSON",
                en: "must be a JSON object")
        case .missing:
            LocalizedText(
                kk: "жоқ немесе бос; оны толтыру керек",
                ru: "отсутствует или пусто; его нужно заполнить",
                en: "is missing or empty; it must be filled in")
        case .wrongKind:
            LocalizedText(
                kk: "мәнінің түрі басқа болуы керек", ru: "должно быть значением другого вида",
                en: "must be a value of another kind")
        case .tooLong:
            LocalizedText(
                kk: "рұқсат етілгеннен ұзын", ru: "длиннее, чем допускается",
                en: "is longer than is allowed")
        case .notAddress:
            LocalizedText(
                kk: "http немесе https мекенжайы болуы керек",
                ru: "должно быть адресом http или https", en: "must be an http or https address")
        case .notBIN:
            LocalizedText(
                kk: "дұрыс бақылау саны бар 12 таңбалы БСН болуы керек",
                ru: "должно быть БИН из 12 цифр с верной контрольной цифрой",
                en: "must be a BIN: 12 digits with a right check digit")
        case .notTime:
            LocalizedText(
                kk: "ығысуы бар күн мен уақыт болуы керек, мысалы 2026-11-27T10:00:00+05:00",
                ru: "должно быть датой и временем со смещением, например 2026-11-27T10:00:00+05:00",
                en: "must be a date and time with an offset, such as 2026-11-27T10:00:00+05:00")
        case .past:
            LocalizedText(
                kk: "өтіп кеткен: сұрауды қайта жасаңыз", ru: "уже прошло: создайте запрос заново",
                en: "has passed: make the request anew")
        case .notAllowed:
            LocalizedText(
                kk: "мына мәндердің бірі болуы керек", ru: "должно быть одним из",
                en: "must be one of")
        case .notBase64:
            LocalizedText(
                kk: "бос орынсыз base64 болуы керек", ru: "должно быть base64 без пробелов",
                en: "must be base64 without blanks")
        case .doubled:
            LocalizedText(
                kk: "қайталанады; мәні бірегей болуы керек",
                ru: "повторяется; значение должно быть единственным",
                en: "is doubled; the value must be unique")
        case .surplus:
            LocalizedText(
                kk: "мұнда болмауы керек", ru: "здесь быть не должно", en: "does not belong here")
        case .changed:
            LocalizedText(
                kk: "қол қоюға берілгеннен өзгеше", ru: "отличается от переданного на подпись",
                en: "is not what was given to sign")
        case .notSigned:
            LocalizedText(
                kk: "қол қойылмаған", ru: "не подписано", en: "is not signed")
        }
    }
}
