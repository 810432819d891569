import Kernel
import Signatures
import SigningChannels
import XMLSignatures

/// The signing key of the sandbox's phone, with a certificate of the sandbox's authority.
package struct PhoneKey: Sendable {
    /// The certificate of the person whose phone it is.
    package let certificate: Certificate
    private let key: SigningKey

    /// A key with its certificate.
    package init(certificate: Certificate, key: SigningKey) {
        self.certificate = certificate
        self.key = key
    }

    /// The key that the sandbox's authority gave out.
    init(_ issued: IssuedCertificate) throws {
        guard let entry = try PKCS12(issued.p12, password: SandboxNCA.password).entries.first
        else { throw Fault.noKey }
        self.init(certificate: issued.certificate, key: entry.key)
    }

    /// Why nothing is signed.
    package enum Fault: Error {
        /// The document is of another kind than the method signs.
        case contentOfAnotherKind
        /// The key file holds no key.
        case noKey
    }

    /// Signs one document of a package.
    package func sign(
        _ document: DocumentToSign, by method: SignMethod, at now: Instant
    ) throws -> DocumentToSign {
        var signed = document
        switch (document.content, method) {
        case (.xml(let text), .xml):
            signed.content = .xml(try sign(xml: text))
        case (.file(let mime, let data), .cmsSignOnly):
            signed.content = .file(mime: mime, data: try cms(data, isDetached: true, at: now))
        case (.file(let mime, let data), .cmsWithData), (.file(let mime, let data), .bytes):
            signed.content = .file(mime: mime, data: try cms(data, isDetached: false, at: now))
        default: throw Fault.contentOfAnotherKind
        }
        return signed
    }

    /// Signs an XML document.
    package func sign(xml text: String) throws -> String {
        let signer = try XMLSigner(certificate: certificate, key: key)
        return String(decoding: try signer.sign(Array(text.utf8)), as: UTF8.self)
    }

    private func cms(_ data: [UInt8], isDetached: Bool, at now: Instant) throws -> [UInt8] {
        var draft = SignedDataDraft(content: data, detached: isDetached)
        try draft.sign(with: key, certificate: certificate, signingTime: now)
        return draft.der
    }
}
