import HTTPClient
import Kernel
import Registers
import UseCases

extension Configuration {
    /// Reads `{"url": URL, "secret": TEXT}`: where e-Otinish takes appeals (FV-30).
    ///
    /// Without it complaints are taken and wait: an installation may open before its connection.
    mutating func enterEOtinish(_ json: JSON?, _ fault: (String, String) -> Void) {
        guard let json else { return }
        let scheme = mode == .production ? "https://" : "http"
        guard let url = json["url"]?.string, url.hasPrefix(scheme), !url.hasSuffix("/") else {
            fault("eOtinish.url", "must begin with \(scheme) and have no slash at the end")
            return
        }
        guard let secret = json["secret"]?.string, !secret.isEmpty,
            secret.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            fault("eOtinish.secret", "must be printable characters without blanks")
            return
        }
        (eOtinishURL, eOtinishSecret) = (url, secret)
    }
}

extension Installation {
    /// The way to e-Otinish that the configuration names; nil where it names none.
    static func eOtinish(_ configuration: Configuration, _ http: HTTPClient) -> AppealSystem? {
        configuration.eOtinishURL.map { url in
            AppealSystem(
                client: http,
                connection: RegisterConnection(
                    url: url, secret: configuration.eOtinishSecret,
                    rules: configuration.mode == .sandbox ? .sandbox : .production))
        }
    }
}
