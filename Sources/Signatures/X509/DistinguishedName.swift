import ASN1
import Kernel

/// The name of a subject or an issuer (RFC 5280 section 4.1.2.4): attributes in sets in a sequence.
///
/// Equal when the normal forms are, whatever string types the bytes have: letters without case,
/// blanks at the ends gone and runs of them one (RFC 5280 section 7.1), equal characters equal
/// however they are composed.
package struct DistinguishedName: Sendable {
    /// One attribute of a name.
    package struct Attribute: Hashable, Sendable {
        /// Which attribute.
        package let type: ObjectIdentifier
        /// The value as text; hexadecimal of the DER when it is no string.
        package let text: String

        fileprivate let isText: Bool

        /// A text.
        package init(_ type: ObjectIdentifier, _ text: String) {
            self.type = type
            self.text = text
            self.isText = true
        }

        fileprivate init(_ type: ObjectIdentifier, _ value: ASN1Element) {
            self.type = type
            let text = try? value.text()
            self.isText = text != nil
            self.text = text ?? Array(value.bytes).hex
        }

        fileprivate var normal: Attribute {
            isText ? Attribute(type, DistinguishedName.normalize(text)) : self
        }

        /// Equal when type and text are.
        package static func == (left: Attribute, right: Attribute) -> Bool {
            left.type == right.type && left.text == right.text && left.isText == right.isText
        }

        /// Hashes type and text.
        package func hash(into hasher: inout Hasher) {
            hasher.combine(type)
            hasher.combine(text)
        }
    }

    /// The DER bytes, as received.
    package let der: [UInt8]
    /// The attributes, each set of them in a list of its own.
    package let parts: [[Attribute]]
    /// The normal forms, those of one set in an order of their own.
    private let normal: [[Attribute]]

    /// How many attributes a name may have.
    package static let attributesMax = 64

    /// Reads a Name.
    package init(_ element: ASN1Element) throws(ASN1Fault) {
        var parts: [[Attribute]] = []
        var count = 0
        for set in try element.tag == .sequence ? element.children() : [] {
            guard set.tag == .set else { throw .unexpectedElement }
            var attributes: [Attribute] = []
            for pair in try set.children() {
                var members = try pair.members(.sequence)
                let type = try members.next().objectIdentifier()
                attributes.append(Attribute(type, try members.next()))
                try members.end()
                count += 1
            }
            guard !attributes.isEmpty, count <= DistinguishedName.attributesMax else {
                throw .unexpectedValue
            }
            parts.append(attributes)
        }
        guard element.tag == .sequence else { throw .unexpectedElement }
        self.der = Array(element.bytes)
        self.parts = parts
        self.normal = parts.map(DistinguishedName.normal)
    }

    /// A name with one attribute in each set; the country is a PrintableString, an address an
    /// IA5String, all else UTF8String, as the NCA writes them.
    package init(_ attributes: [Attribute]) {
        self.parts = attributes.map { [$0] }
        self.normal = attributes.map { [$0.normal] }
        self.der = DER.sequence(
            of: attributes.map { attribute in
                DER.set(of: [
                    DER.sequence(
                        DER.objectIdentifier(attribute.type),
                        DistinguishedName.encode(attribute))
                ])
            })
    }

    /// All values of an attribute, in their order.
    package func texts(_ type: ObjectIdentifier) -> [String] {
        parts.joined().filter { $0.type == type }.map(\.text)
    }

    /// The value of an attribute that stands exactly once.
    package func only(_ type: ObjectIdentifier) -> String? {
        let found = texts(type)
        return found.count == 1 ? found.first : nil
    }

    /// Whether nothing is named.
    package var isEmpty: Bool { parts.isEmpty }

    private static func encode(_ attribute: Attribute) -> [UInt8] {
        switch attribute.type {
        case .country, .serialNumber: DER.text(attribute.text)
        case .emailAddress, .domainComponent: DER.ia5String(attribute.text)
        default: DER.utf8String(attribute.text)
        }
    }

    /// The normal forms of a set, each once, in one order for every order in which they came.
    private static func normal(_ set: [Attribute]) -> [Attribute] {
        guard set.count > 1 else { return set.map(\.normal) }
        return Set(set.map(\.normal)).sorted { left, right in
            (left.type.description, left.text, left.isText ? 1 : 0)
                < (right.type.description, right.text, right.isText ? 1 : 0)
        }
    }

    /// RFC 4518's preparation, as far as names of people and bodies need it.
    static func normalize(_ text: String) -> String {
        if let normal = normalizedASCII(text) { return normal }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }

    /// The same byte by byte, for the letters that most names have; nil where others are in it.
    private static func normalizedASCII(_ text: String) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var isAfterBlank = false
        for octet in text.utf8 {
            switch octet {
            case 0x80...: return nil
            case 0x09...0x0D, 0x20: isAfterBlank = !bytes.isEmpty
            default:
                if isAfterBlank { bytes.append(0x20) }
                isAfterBlank = false
                bytes.append((0x41...0x5A).contains(octet) ? octet + 0x20 : octet)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension DistinguishedName: Hashable {
    /// Equal when the normal forms are.
    package static func == (left: DistinguishedName, right: DistinguishedName) -> Bool {
        left.normal == right.normal
    }

    /// Hashes the normal form.
    package func hash(into hasher: inout Hasher) { hasher.combine(normal) }
}

extension DistinguishedName: CustomStringConvertible {
    /// RFC 4514, last set first read as written here: `CN=…, C=KZ`.
    package var description: String {
        parts.joined().map { attribute in
            let name = DistinguishedName.shortNames[attribute.type] ?? attribute.type.description
            return name + "=" + DistinguishedName.escaped(attribute.text)
        }.joined(separator: ",")
    }

    private static let shortNames: [ObjectIdentifier: String] = [
        .commonName: "CN", .surname: "SURNAME", .serialNumber: "SERIALNUMBER", .country: "C",
        .locality: "L", .state: "ST", .organization: "O", .organizationalUnit: "OU",
        .givenName: "GIVENNAME", .emailAddress: "E", .userIdentifier: "UID",
        .domainComponent: "DC", .businessCategory: "BUSINESSCATEGORY",
    ]

    /// What has a meaning of its own in RFC 4514.
    private static let special = Array(",+\"\\<>;".utf8)

    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { special.contains($0) }) else { return text }
        var escaped = ""
        for character in text.unicodeScalars {
            if special.contains(where: { UInt32($0) == character.value }) { escaped.append("\\") }
            escaped.unicodeScalars.append(character)
        }
        return escaped
    }
}

extension ObjectIdentifier {
    static let commonName: ObjectIdentifier = "2.5.4.3"
    static let surname: ObjectIdentifier = "2.5.4.4"
    static let serialNumber: ObjectIdentifier = "2.5.4.5"
    static let country: ObjectIdentifier = "2.5.4.6"
    static let locality: ObjectIdentifier = "2.5.4.7"
    static let state: ObjectIdentifier = "2.5.4.8"
    static let organization: ObjectIdentifier = "2.5.4.10"
    static let organizationalUnit: ObjectIdentifier = "2.5.4.11"
    static let businessCategory: ObjectIdentifier = "2.5.4.15"
    static let givenName: ObjectIdentifier = "2.5.4.42"
    static let emailAddress: ObjectIdentifier = "1.2.840.113549.1.9.1"
    static let userIdentifier: ObjectIdentifier = "0.9.2342.19200300.100.1.1"
    static let domainComponent: ObjectIdentifier = "0.9.2342.19200300.100.1.25"
}
