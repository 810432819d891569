import HTTPServer
import Kernel
import UseCases

/// A form with a signature file and fields beside it, as a page of casework sends it.
struct SentSignature {
    private let fields: [String: [UInt8]]
    /// The signature in DER, however the file held it.
    let cms: [UInt8]

    fileprivate init(_ fields: [String: [UInt8]], cms: [UInt8]) {
        self.fields = fields
        self.cms = SignatureFile(cms).der
    }

    /// The text of a field; empty where there is none or it is no text.
    subscript(_ name: String) -> String {
        String(validating: fields[name] ?? [], as: UTF8.self) ?? ""
    }
}

extension Call {
    /// The signature that was sent with these fields.
    ///
    /// - Throws: `signatureRefused` without a file.
    func sentSignature(with names: Set<String>) throws(Refusal) -> SentSignature {
        let form = MultipartFiles.read(
            upload, contentType: request.headers["content-type"] ?? "",
            fields: names.union(["cms"]))
        guard let form, let cms = form["cms"], !cms.isEmpty else {
            throw Refusal(.signatureRefused, CaseWords.noFile)
        }
        return SentSignature(form, cms: cms)
    }
}
