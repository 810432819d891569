import Foundation
import HTTPServer
import Kernel
import Registers
import Synchronization
import Testing

/// What stands around an installation in production, in one small server: the registers of people
/// and of numbers, and a message gateway that takes what is to be sent.
final class OutsideWorld: Sendable {
    /// The one person there is; a living person's form of number.
    let person: PersonRecord
    let phone = PhoneNumber(stored: "+77010000042")
    static let secret = "register-secret"
    private let sent: SentTexts
    private let server: HTTPServer

    /// The texts that the gateway took, with their numbers.
    private final class SentTexts: Sendable {
        let all = Mutex<[(to: String, text: String)]>([])
    }

    init() throws {
        let digits = try #require(
            checkDigit("90010130000".compactMap(\.wholeNumberValue)).map { "90010130000\($0)" })
        let person = PersonRecord(
            iin: try IIN(digits, rules: .production), surname: "Ахметов", name: "Берік",
            patronymic: nil, latinName: "AKHMETOV BERIK",
            birthDate: try #require(Day("1990-01-01")), deathDate: nil, language: .kk,
            children: [], guardians: [])
        let sent = SentTexts()
        let phone = phone
        self.person = person
        self.sent = sent
        server = try HTTPServer(
            address: "127.0.0.1", port: 0, limits: HTTPServerLimits(),
            onRefusal: { _ in HTTPResponse(status: 400) },
            handler: { request in
                if request.path == "/kannel" {
                    sent.all.withLock {
                        $0.append(
                            (
                                to: request.headers["x-kannel-to"] ?? "",
                                text: String(decoding: request.body, as: UTF8.self)
                            ))
                    }
                    return HTTPResponse(status: 202)
                }
                guard request.headers["authorization"] == "Bearer " + Self.secret else {
                    return HTTPResponse(status: 401)
                }
                let asked = try? JSON.parse(request.body)["iin"]?.string
                let isKnown = asked == person.iin.digits
                let answer: JSON? =
                    switch RegisterRoute(rawValue: request.path) {
                    case .findPerson: PersonRecord.answer(isKnown ? person : nil)
                    case .findPhone: PhoneAnswer.json(isKnown ? phone : nil)
                    default: nil
                    }
                return HTTPResponse(
                    status: answer == nil ? 404 : 200,
                    headers: ["Content-Type": "application/json"], body: answer?.bytes ?? [])
            })
        try server.start()
    }

    var url: String { "http://127.0.0.1:\(server.port)" }

    func stop() async { await server.stop(graceMilliseconds: 500) }

    /// The newest password that went to the person, waited for.
    func password() async throws -> String {
        for _ in 0..<200 {
            let text = sent.all.withLock { $0.last { $0.to == phone.text }?.text }
            if let code = text?.split(whereSeparator: { !$0.isNumber }).first(where: {
                $0.count == 6
            }) {
                return String(code)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw ChildFault.nothingSent
    }

    enum ChildFault: Error { case nothingSent }
}
