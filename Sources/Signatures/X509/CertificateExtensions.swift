import ASN1

/// The extensions of a certificate (RFC 5280 section 4.2) that decide something here.
package struct CertificateExtensions: Hashable, Sendable {
    /// Whether the subject issues certificates, and how many authorities may follow below it.
    package struct BasicConstraints: Hashable, Sendable {
        /// Whether the subject is an authority.
        package let isAuthority: Bool
        /// The largest number of authorities below; nil when there is no limit.
        package let pathLengthMax: Int?
    }

    /// basicConstraints; nil when absent.
    package var basicConstraints: BasicConstraints?
    /// keyUsage; nil when absent.
    package var keyUsage: Set<KeyUsage>?
    /// extKeyUsage, in its order; nil when absent.
    package var extendedKeyUsage: [ObjectIdentifier]?
    /// Whether extKeyUsage is critical, as a time-stamping authority's must be.
    package var isExtendedKeyUsageCritical = false
    /// certificatePolicies; empty when absent.
    package var policies: [ObjectIdentifier] = []
    /// subjectKeyIdentifier.
    package var subjectKeyIdentifier: [UInt8]?
    /// The keyIdentifier of authorityKeyIdentifier; 4 bytes in old certificates, 20 since.
    package var authorityKeyIdentifier: [UInt8]?
    /// Where the list of revoked certificates can be had.
    package var revocationListAddresses: [String] = []
    /// Where its delta can be had.
    package var deltaListAddresses: [String] = []
    /// Where OCSP answers.
    package var ocspAddresses: [String] = []
    /// Where the issuer's certificate can be had.
    package var issuerAddresses: [String] = []
    /// Where the NCA says the key is kept: what stands in its extension 1.2.398.3.3.5.
    package var keyStores: [ObjectIdentifier] = []
    /// Whether id-pkix-ocsp-nocheck stands in it.
    private var hasNoCheck = false
    /// Whether revocation is not asked about: the certificate of an OCSP responder that says so
    /// (RFC 6960 section 4.2.2.2.1); of any other certificate that word is not believed.
    package var isFreeOfRevocationCheck: Bool {
        hasNoCheck && extendedKeyUsage?.contains(Self.ocspSigning) == true
    }
    /// The purpose of who stamps time.
    static let timeStamping: ObjectIdentifier = "1.3.6.1.5.5.7.3.8"
    /// The purpose of who answers for an authority.
    static let ocspSigning: ObjectIdentifier = "1.3.6.1.5.5.7.3.9"
    /// Extensions that restrict what stands below and are not followed here.
    package var constraintsNotFollowed: [ObjectIdentifier] = []
    /// Critical extensions that are not known here.
    package var unknownCritical: [ObjectIdentifier] = []

    /// Extensions of nothing.
    package init() {}

    /// Reads `[3]`'s SEQUENCE.
    ///
    /// - Throws: an ``ASN1Fault``; ``ASN1Fault/unexpectedValue`` when one stands twice.
    package init(_ list: ASN1Element) throws(ASN1Fault) {
        var seen: Set<ObjectIdentifier> = []
        guard list.tag == .sequence else { throw .unexpectedElement }
        for element in try list.children() {
            let item = try X509Extension(element)
            guard seen.insert(item.identifier).inserted else { throw .unexpectedValue }
            try read(item)
        }
    }

    private mutating func read(_ item: X509Extension) throws(ASN1Fault) {
        switch item.identifier {
        case "2.5.29.19": basicConstraints = try BasicConstraints(item.value())
        case "2.5.29.15":
            keyUsage = Set(try item.value().namedBits().compactMap { KeyUsage(rawValue: $0) })
        case "2.5.29.37":
            extendedKeyUsage = try identifiers(item.value())
            isExtendedKeyUsageCritical = item.isCritical
        case "2.5.29.32": policies = try readPolicies(item.value())
        case "2.5.29.14": subjectKeyIdentifier = try item.value().octetString()
        case "2.5.29.35":
            var members = try item.value().members(.sequence)
            authorityKeyIdentifier = try members.nextIf(.context(0)).map { Array($0.content) }
        case "2.5.29.31": revocationListAddresses = try Self.distributionPoints(item.value())
        case "2.5.29.46": deltaListAddresses = try Self.distributionPoints(item.value())
        case "1.3.6.1.5.5.7.1.1": try readAccess(item.value())
        case "1.2.398.3.3.5": keyStores = try identifiers(item.value())
        case "1.3.6.1.5.5.7.48.1.5": hasNoCheck = true
        // Other names of subject and issuer decide nothing here.
        case "2.5.29.17", "2.5.29.18": break
        // nameConstraints, policyMappings, policyConstraints, inhibitAnyPolicy.
        case "2.5.29.30", "2.5.29.33", "2.5.29.36", "2.5.29.54":
            constraintsNotFollowed.append(item.identifier)
        default:
            if item.isCritical { unknownCritical.append(item.identifier) }
        }
    }

    private mutating func readAccess(_ value: ASN1Element) throws(ASN1Fault) {
        for description in try value.children() {
            var members = try description.members(.sequence)
            let method = try members.next().objectIdentifier()
            guard let address = address(try members.next()) else { continue }
            if method == "1.3.6.1.5.5.7.48.1" { ocspAddresses.append(address) }
            if method == "1.3.6.1.5.5.7.48.2" { issuerAddresses.append(address) }
        }
    }
}

extension CertificateExtensions.BasicConstraints {
    fileprivate init(_ value: ASN1Element) throws(ASN1Fault) {
        var members = try value.members(.sequence)
        isAuthority = try members.nextIf(.boolean)?.boolean() ?? false
        let length = try members.nextIf(.integer)?.integer()
        try members.end()
        guard length.map({ $0 >= 0 }) ?? true else { throw .unexpectedValue }
        pathLengthMax = length
    }
}

/// One extension of a certificate, a list or an answer.
struct X509Extension {
    let identifier: ObjectIdentifier
    let isCritical: Bool
    private let octets: ArraySlice<UInt8>

    init(_ element: ASN1Element) throws(ASN1Fault) {
        var members = try element.members(.sequence)
        identifier = try members.next().objectIdentifier()
        isCritical = try members.nextIf(.boolean)?.boolean() ?? false
        octets = try members.next(.octetString).content
        try members.end()
    }

    /// The element inside.
    func value() throws(ASN1Fault) -> ASN1Element {
        try DER.parse(octets, limits: .certificate)
    }

    /// An extension in DER.
    static func encode(
        _ identifier: ObjectIdentifier, critical: Bool = false, _ value: [UInt8]
    ) -> [UInt8] {
        DER.sequence(
            DER.objectIdentifier(identifier), critical ? DER.boolean(true) : [],
            DER.octetString(value))
    }
}

private func identifiers(_ value: ASN1Element) throws(ASN1Fault) -> [ObjectIdentifier] {
    var found: [ObjectIdentifier] = []
    for element in try value.children() { found.append(try element.objectIdentifier()) }
    return found
}

private func readPolicies(_ value: ASN1Element) throws(ASN1Fault) -> [ObjectIdentifier] {
    var found: [ObjectIdentifier] = []
    for element in try value.children() {
        var members = try element.members(.sequence)
        found.append(try members.next().objectIdentifier())
    }
    return found
}

extension CertificateExtensions {
    /// The addresses among the full names of distribution points (RFC 5280 section 4.2.1.13).
    static func distributionPoints(_ value: ASN1Element) throws(ASN1Fault) -> [String] {
        var found: [String] = []
        for point in try value.children() {
            var members = try point.members(.sequence)
            guard let name = try members.nextIf(.contextConstructed(0)) else { continue }
            var choice = try name.members()
            guard let full = try choice.nextIf(.contextConstructed(0)) else { continue }
            found += try full.children().compactMap { address($0) }
        }
        return found
    }
}

/// A uniformResourceIdentifier of http or https, 1,000 characters at most; nil for other names.
private func address(_ name: ASN1Element) -> String? {
    guard name.tag == .context(6), name.content.count <= 1000,
        name.content.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    let text = String(decoding: name.content, as: UTF8.self)
    return text.hasPrefix("http://") || text.hasPrefix("https://") ? text : nil
}
