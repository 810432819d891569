import Kernel

/// A request to NCALayer, in either of its protocols.
package enum NCALayerRequest: Hashable, Sendable {
    /// `kz.gov.pki.knca.basics`, method `sign`.
    case sign(Signing)
    /// `kz.gov.pki.knca.commonUtils`: a method with its arguments by position.
    case common(CommonMethod, arguments: [JSON])

    /// The container that is asked for.
    package enum Format: String, Hashable, Sendable, CaseIterable {
        case cms, xml, jwt
    }

    /// The methods of the old protocol that are answered.
    package enum CommonMethod: String, Hashable, Sendable, CaseIterable {
        case getActiveTokens, getKeyInfo, createCAdESFromBase64, createCAdESFromBase64Hash
        case createCMSSignatureFromBase64, signXml, signXmls, changeLocale
    }

    /// What is to be signed and by whom.
    package struct Signing: Hashable, Sendable {
        /// Where the key may be; empty for anywhere.
        package var storages: [String]
        /// The container.
        package var format: Format
        /// What to sign: base64, or XML.
        package var data: [String]
        /// Whether the answer is a list, as `data` was.
        package var isList: Bool
        /// Whether the data of a CMS is base64 of what is signed, and not the text itself.
        package var decodes: Bool
        /// Whether the content stands in the CMS.
        package var encapsulates: Bool
        /// Whether the data is the digest of the content, which nobody hands over.
        package var isDigested: Bool
        /// Whether a time-stamp is to be in the CMS.
        package var wantsTimeStamp: Bool
        /// Whether an expired certificate may sign.
        package var allowsExpired: Bool
        /// What the certificate's extended key usage must hold.
        package var extendedKeyUsages: [String]
        /// The person's number, if only theirs will do.
        package var iin: String?
        /// The body's number, if only a person of it will do.
        package var bin: String?
        /// The certificate's serial number in hexadecimal, if only that one will do.
        package var serialNumber: String?
        /// The DER of authorities one of which the certificate must come from; empty for any.
        package var chain: [[UInt8]] = []
    }

    /// Why a message is no request; the text goes into the answer.
    package enum Fault: Error, Hashable, Sendable {
        /// No object with `module` and `method`.
        case malformed
        /// A module or method that is not answered here.
        case unknown(module: String, method: String)
        /// An argument that is missing or of another kind.
        case argument(String)
    }

    /// The most contents of one request.
    package static let contentsMax = 100
    /// The most authorities that one request names.
    package static let chainMax = 32
    /// What keeps the connection open and is not answered.
    package static let heartbeat = "--heartbeat--"

    /// Reads a message.
    package init(_ json: JSON) throws(Fault) {
        guard let module = json["module"]?.string, let method = json["method"]?.string else {
            throw .malformed
        }
        switch module {
        case "kz.gov.pki.knca.basics" where method == "sign":
            self = .sign(try Signing(json["args"] ?? .null))
        case "kz.gov.pki.knca.commonUtils":
            guard let known = CommonMethod(rawValue: method) else {
                throw .unknown(module: module, method: method)
            }
            self = .common(known, arguments: json["args"]?.array ?? [])
        default: throw .unknown(module: module, method: method)
        }
    }
}

extension NCALayerRequest.Signing {
    init(_ json: JSON) throws(NCALayerRequest.Fault) {
        guard let format = json["format"]?.string.flatMap(NCALayerRequest.Format.init(rawValue:))
        else { throw .argument("format") }
        let list = json["data"]?.array?.compactMap(\.string)
        guard let data = list ?? json["data"]?.string.map({ [$0] }), !data.isEmpty,
            data.count <= NCALayerRequest.contentsMax,
            list == nil || list?.count == json["data"]?.array?.count
        else { throw .argument("data") }
        let signing = json["signingParams"]
        let signer = json["signerParams"]
        let chain = try Self.certificates(signer?["chain"])
        self.init(
            storages: json["allowedStorages"]?.array?.compactMap(\.string) ?? [], format: format,
            data: data, isList: list != nil,
            decodes: Self.flag(signing?["decode"]) ?? true,
            encapsulates: Self.flag(signing?["encapsulate"]) ?? true,
            isDigested: Self.flag(signing?["digested"]) ?? false,
            wantsTimeStamp: signing?["tsaProfile"]?.members != nil,
            allowsExpired: Self.flag(signing?["allowExpired"]) ?? false,
            extendedKeyUsages: signer?["extKeyUsageOids"]?.array?.compactMap(\.string) ?? [],
            iin: Self.name(signer?["iin"]), bin: Self.name(signer?["bin"]),
            serialNumber: Self.name(signer?["serialNumber"]), chain: chain)
    }

    /// Clients leave out what they do not ask for, or write an empty text.
    private static func name(_ json: JSON?) -> String? {
        json?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Certificates in base64 or PEM.
    private static func certificates(
        _ json: JSON?
    ) throws(NCALayerRequest.Fault) -> [[UInt8]] {
        guard let items = json?.array else { return [] }
        guard items.count <= NCALayerRequest.chainMax else { throw .argument("chain") }
        var found: [[UInt8]] = []
        for item in items {
            let lines = item.string?.split(whereSeparator: \.isNewline) ?? []
            let text = lines.filter { !$0.hasPrefix("-----") }.joined()
            guard !text.isEmpty, let der = [UInt8](base64: text) else { throw .argument("chain") }
            found.append(der)
        }
        return found
    }

    /// Some clients write `"true"` where a truth value belongs.
    private static func flag(_ json: JSON?) -> Bool? {
        json?.bool ?? json?.string.flatMap { Bool($0) }
    }
}
