import Kernel
import SigningChannels

extension PhoneVisit.Outcome {
    /// Whether nothing went wrong.
    var isGood: Bool { self == .ready || self == .accepted }

    /// How the run ended, in a sentence that says what to mend.
    package var text: LocalizedText {
        switch self {
        case .badText(.noPrefix):
            LocalizedText(
                kk: "Мәтін «mobileSign:» деп басталуы керек.",
                ru: "Текст должен начинаться с «mobileSign:».",
                en: "The text must begin with “mobileSign:”.")
        case .badText(.notAddress):
            LocalizedText(
                kk: "«mobileSign:» сөзінен кейін http немесе https мекенжайы тұруы керек.",
                ru: "После «mobileSign:» должен стоять адрес http или https.",
                en: "An http or https address must follow “mobileSign:”.")
        case .noAnswer(let step, let status):
            LocalizedText(
                kk: "API \(step): жауап жоқ" + (status.map { ", HTTP \($0)" } ?? "")
                    + ". Сынақ ортасы тек осы компьютердегі мекенжайларды шақырады.",
                ru: "API \(step): нет ответа" + (status.map { ", HTTP \($0)" } ?? "")
                    + ". Песочница обращается только к адресам этого компьютера.",
                en: "API \(step): no answer" + (status.map { ", HTTP \($0)" } ?? "")
                    + ". The sandbox calls addresses of this machine only.")
        case .noJSON(let step, let offset):
            LocalizedText(
                kk: "API \(step): жауап JSON емес, \(offset)-байт.",
                ru: "API \(step): ответ не JSON, байт \(offset).",
                en: "API \(step): the answer is no JSON, byte \(offset).")
        case .faulty(let step):
            LocalizedText(
                kk: "API \(step): төмендегі өрістерді түзету керек.",
                ru: "API \(step): исправьте поля, названные ниже.",
                en: "API \(step): mend the fields that are named below.")
        case .notSigned(let document):
            LocalizedText(
                kk: "№\(document) құжатқа қол қою мүмкін емес: мазмұны оқылмайды.",
                ru: "Документ №\(document) подписать нельзя: содержание не читается.",
                en: "Document \(document) cannot be signed: its content cannot be read.")
        case .ready:
            LocalizedText(
                kk: "Екі құжат та дұрыс: қол қоюға болады.",
                ru: "Оба документа верны: можно подписывать.",
                en: "Both documents are right: they can be signed.")
        case .accepted:
            LocalizedText(
                kk: "Қол қойылды, сервер қабылдады (200).", ru: "Подписано, сервер принял (200).",
                en: "Signed, and the server accepted it (200).")
        case .refused(let code, let message):
            LocalizedText(
                kk: "Сервер қабылдамады (\(code)): \(message)",
                ru: "Сервер не принял (\(code)): \(message)",
                en: "The server did not accept it (\(code)): \(message)")
        }
    }
}
