import Kernel

/// What a page wants of NCALayer, the same for both protocols.
package enum NCALayerWish: Hashable, Sendable {
    /// The kinds of tokens that are plugged in; nobody is asked.
    case tokens
    /// Another language of the window; nobody is asked.
    case locale(String)
    /// What a key that the person chooses is.
    case keyInfo
    /// A signature with a key that the person chooses.
    case signature(NCALayerOrder)
}

/// For what a key of before 2022 is meant, as the old protocol asks for it.
package enum NCALayerKeyUse: String, Hashable, Sendable, CaseIterable {
    /// Signing documents.
    case signature = "SIGNATURE"
    /// Signing in.
    case authentication = "AUTHENTICATION"
}

/// A signature that is wanted.
package struct NCALayerOrder: Hashable, Sendable {
    /// The container.
    package enum Container: Hashable, Sendable {
        /// CMS with the content in it or not; `isStamped` asks for a time-stamp.
        case cms(isDetached: Bool, isStamped: Bool)
        /// CMS without the content, of which only the digest is handed over.
        case cmsOfDigest
        /// An enveloped signature in XML.
        case xml
        /// A token in compact form over claims.
        case jwt
    }

    /// The container.
    package var container: Container
    /// What is signed: bytes, or the UTF-8 of XML and claims.
    package var contents: [[UInt8]]
    /// Whether the answer is a list.
    package var isList = false
    /// Whether an expired certificate may sign.
    package var allowsExpired = false
    /// What the certificate's extended key usage must hold, all of it.
    package var extendedKeyUsages: [String] = []
    /// The person's number, if only theirs will do.
    package var iin: String?
    /// The body's number, if only a person of it will do.
    package var bin: String?
    /// Where the key may be; empty for anywhere.
    package var storages: [String] = []
    /// For what the key must be meant; nil for any.
    package var keyUse: NCALayerKeyUse?
    /// The certificate's serial number in hexadecimal, if only that one will do.
    package var serialNumber: String?
    /// The DER of authorities one of which the certificate must come from; empty for any.
    package var chain: [[UInt8]] = []

    /// The place of a key in a file.
    package static let fileStorage = "PKCS12"
    /// Whether a key in a file will do.
    package var allowsFile: Bool { storages.isEmpty || storages.contains(Self.fileStorage) }
}

extension NCALayerRequest {
    /// What is wanted.
    ///
    /// - Throws: ``Fault/argument(_:)`` with the name, or with the position in the old protocol.
    package var wish: NCALayerWish {
        get throws(Fault) {
            switch self {
            case .sign(let signing): .signature(try signing.order)
            case .common(.getActiveTokens, _): .tokens
            case .common(.changeLocale, let arguments):
                .locale(try Self.text(arguments, 0))
            case .common(.getKeyInfo, _): .keyInfo
            case .common(let method, let arguments):
                .signature(try Self.order(method, arguments))
            }
        }
    }

    /// Whether the answer is one of the new protocol.
    package var isBasics: Bool { if case .sign = self { true } else { false } }

    /// The arguments are: storage, kind of key, content, and a flag or two paths.
    private static func order(
        _ method: CommonMethod, _ arguments: [JSON]
    ) throws(Fault) -> NCALayerOrder {
        let storage = arguments.first?.string ?? ""
        var keyUse: NCALayerKeyUse?
        if arguments.indices.contains(1), let name = arguments[1].string, !name.isEmpty {
            guard let known = NCALayerKeyUse(rawValue: name) else { throw .argument("1") }
            keyUse = known
        }
        var order = try content(method, arguments)
        order.storages = storage.isEmpty ? [] : [storage]
        order.keyUse = keyUse
        return order
    }

    private static func content(
        _ method: CommonMethod, _ arguments: [JSON]
    ) throws(Fault) -> NCALayerOrder {
        guard method != .signXmls else {
            let texts = (arguments.indices.contains(2) ? arguments[2].array : nil) ?? []
            let contents = texts.compactMap(\.string)
            guard !contents.isEmpty, contents.count == texts.count, contents.count <= contentsMax
            else { throw .argument("2") }
            return NCALayerOrder(
                container: .xml, contents: contents.map { Array($0.utf8) }, isList: true)
        }
        let text = try text(arguments, 2)
        guard method != .signXml else {
            // A signature of a part would need a path language; only the whole document is signed.
            for position in 3...4 where arguments.indices.contains(position) {
                guard arguments[position].string ?? "" == "" else {
                    throw .argument("\(position)")
                }
            }
            return NCALayerOrder(container: .xml, contents: [Array(text.utf8)])
        }
        guard let bytes = [UInt8](base64: text) else { throw .argument("2") }
        let isAttached = arguments.indices.contains(3) && arguments[3].bool == true
        let container: NCALayerOrder.Container =
            method == .createCAdESFromBase64Hash
            ? .cmsOfDigest
            : .cms(isDetached: !isAttached, isStamped: method == .createCMSSignatureFromBase64)
        return NCALayerOrder(container: container, contents: [bytes])
    }

    private static func text(_ arguments: [JSON], _ position: Int) throws(Fault) -> String {
        guard arguments.indices.contains(position), let text = arguments[position].string else {
            throw .argument("\(position)")
        }
        return text
    }
}

extension NCALayerRequest.Signing {
    fileprivate var order: NCALayerOrder {
        get throws(NCALayerRequest.Fault) {
            let container: NCALayerOrder.Container =
                switch format {
                case .cms:
                    isDigested
                        ? .cmsOfDigest
                        : .cms(isDetached: !encapsulates, isStamped: wantsTimeStamp)
                case .xml: .xml
                case .jwt: .jwt
                }
            let isBase64 = format == .cms && (decodes || isDigested)
            var contents: [[UInt8]] = []
            for text in data {
                guard let bytes = isBase64 ? [UInt8](base64: text) : Array(text.utf8) else {
                    throw .argument("data")
                }
                contents.append(bytes)
            }
            return NCALayerOrder(
                container: container, contents: contents, isList: isList,
                allowsExpired: allowsExpired, extendedKeyUsages: extendedKeyUsages, iin: iin,
                bin: bin, storages: storages, serialNumber: serialNumber, chain: chain)
        }
    }
}
