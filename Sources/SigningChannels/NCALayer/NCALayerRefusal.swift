/// Why NCALayer does not sign although nobody cancelled; the raw value is the code on the wire.
///
/// The real program's codes are not published: these are ours, and a page must show the message of
/// any other.
package enum NCALayerRefusal: String, Hashable, Sendable, CaseIterable {
    /// The password does not open the key.
    case wrongPassword = "WRONG_PASSWORD"
    /// No token with keys is plugged in.
    case noToken = "NO_TOKEN"
    /// The certificate has expired and the request does not allow that.
    case certificateExpired = "CERTIFICATE_EXPIRED"
    /// The certificate is not valid yet.
    case certificateNotYetValid = "CERTIFICATE_NOT_YET_VALID"
    /// The key is not the one that the request asks for.
    case unsuitableKey = "UNSUITABLE_KEY"
    /// What is to be signed cannot be read.
    case unreadable = "UNREADABLE"
    /// A module, method or argument that is not known.
    case badRequest = "BAD_REQUEST"
    /// Too many requests wait for a person.
    case busy = "BUSY"

    /// The message, as the real program writes it: one language.
    package var message: String {
        switch self {
        case .wrongPassword: "Неверный пароль хранилища ключей"
        case .noToken: "Токен с ключами не подключён"
        case .certificateExpired: "Срок действия сертификата истёк"
        case .certificateNotYetValid: "Срок действия сертификата ещё не наступил"
        case .unsuitableKey: "Ключ не подходит к запросу"
        case .unreadable: "Данные для подписи не читаются"
        case .badRequest: "Запрос не поддерживается"
        case .busy: "Слишком много запросов ждут ответа"
        }
    }

    /// The answer that says so.
    package var answer: NCALayerAnswer { .failed(code: rawValue, message: message) }
}
