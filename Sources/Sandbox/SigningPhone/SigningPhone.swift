import HTTPClient
import Kernel

/// The phone that signs: the keys of the sandbox's authority, and its way to servers on this
/// machine.
package struct SigningPhone: Sendable {
    private let nca: SandboxNCA
    private let http: HTTPClient

    /// A phone.
    package init(nca: SandboxNCA, http: HTTPClient) {
        self.nca = nca
        self.http = http
    }

    /// Runs the phone of the certificate's holder with the text of a QR code.
    func visit(
        _ text: String, as order: SandboxNCA.Order, at now: Instant, language: Language,
        signs: Bool
    ) async throws -> PhoneVisit {
        let key = try PhoneKey(try await nca.certificate(for: order))
        return await PhoneVisit(text, key: key, at: now, language: language, signs: signs) {
            try? await http.send($0)
        }
    }
}
