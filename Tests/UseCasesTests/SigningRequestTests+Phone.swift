import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Signatures
import SigningChannels
import Testing
import XMLSignatures

@testable import UseCases

// What the phone does in these tests: asks, signs, sends.
extension SigningRequestTests {
    static let name = LocalizedText(kk: "Құжат", ru: "Документ", en: "Document")
    static let bytes = Array("Құжат".utf8)
    static let xml = "<a><b>Құжат</b></a>"

    /// A document for the method; of a mixed package one of each kind.
    static func package(_ method: SignMethod) -> SigningPackage {
        let file = DocumentToSign.Content.file(mime: "", data: bytes)
        switch method {
        case .xml:
            return SigningPackage(
                method: method,
                documents: [DocumentToSign(id: "1", name: name, content: .xml(xml))])
        case .mixed:
            let contents: [(SignMethod, DocumentToSign.Content)] = [
                (.xml, .xml(xml)), (.cmsWithData, file), (.cmsSignOnly, file), (.bytes, file),
            ]
            return SigningPackage(
                method: .mixed,
                documents: contents.enumerated().map { index, each in
                    DocumentToSign(
                        id: "\(index + 1)", method: each.0, name: name, content: each.1)
                })
        default:
            return SigningPackage(
                method: method, documents: [DocumentToSign(id: "1", name: name, content: file)])
        }
    }

    /// What a phone with this key makes of a package.
    static func sign(
        _ package: SigningPackage, _ holder: TestNCA.Holder, at now: Instant
    ) throws -> SigningPackage {
        var signed = package
        let signer = try XMLSigner(certificate: holder.certificate, key: holder.key)
        for (index, document) in package.documents.enumerated() {
            switch document.content {
            case .xml(let text):
                signed.documents[index].content = .xml(
                    String(decoding: try signer.sign(Array(text.utf8)), as: UTF8.self))
            case .file(let mime, let data):
                var draft = SignedDataDraft(
                    content: data, detached: package.method(of: document) == .cmsSignOnly)
                try draft.sign(
                    with: holder.key, certificate: holder.certificate, signingTime: now)
                signed.documents[index].content = .file(mime: mime, data: draft.der)
            }
        }
        return signed
    }

    static func login(
        _ test: TestPlatform, _ request: SigningRequest, _ holder: TestNCA.Holder,
        at moment: Instant? = nil, url: String? = nil
    ) throws -> [UInt8] {
        let url = url ?? test.platform.documentsAddress(request)
        let xml =
            "<login><url>\(url)</url><timeStamp>\(moment ?? test.clock.now)</timeStamp></login>"
        return try XMLSigner(certificate: holder.certificate, key: holder.key)
            .sign(Array(xml.utf8))
    }

    /// The refusal for one finding against a signature.
    static func refused(_ code: FindingCode) -> SigningAnswer {
        .refused(message: LocalizedText(refusals: [Finding(code)]).en)
    }

    static func request(
        _ test: TestPlatform, _ method: SignMethod = .cmsSignOnly,
        _ authorisation: SigningInvitation.Authorisation = .none
    ) async throws -> SigningRequest {
        let id = try await test.platform.requestSignature(
            of: package(method), authorisation: authorisation)
        return try #require(await test.platform.signingRequest(id))
    }

    static func put(
        _ test: TestPlatform, _ package: SigningPackage, of request: SigningRequest,
        token: String? = nil
    ) async throws -> SigningAnswer {
        try await test.platform.takeSignedPackage(
            package.json, of: request.documentId, token: token, in: .en)
    }
}
