import Kernel
import SigningChannels

extension SigningPackage {
    /// Documents to try a phone with: one, or one of each kind where the package is mixed.
    static func example(_ method: SignMethod) -> SigningPackage {
        guard method == .mixed else {
            return SigningPackage(method: method, documents: [example(method, "1", own: nil)])
        }
        let kinds = SignMethod.allCases.filter { $0 != .mixed }
        return SigningPackage(
            method: .mixed,
            documents: kinds.enumerated().map { index, kind in
                example(kind, "\(index + 1)", own: kind)
            })
    }

    private static func example(
        _ method: SignMethod, _ id: String, own: SignMethod?
    ) -> DocumentToSign {
        let name = LocalizedText(
            kk: "Үлгі құжат № \(id)", ru: "Пример документа № \(id)", en: "Example document \(id)")
        let content: DocumentToSign.Content =
            method == .xml
            ? .xml("<example><text>Үлгі</text></example>")
            : .file(mime: "", data: Array("Үлгі\n".utf8))
        return DocumentToSign(
            id: id, method: own, name: name,
            meta: [DocumentToSign.Meta(name: "Qyzmet", value: "SANDBOX")], content: content)
    }
}
