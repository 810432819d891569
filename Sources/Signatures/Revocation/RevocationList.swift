import ASN1
import Kernel

/// A list of revoked certificates or its delta (RFC 5280 section 5), not yet believed.
package struct RevocationList: Sendable {
    /// What the list says of one certificate.
    package struct Entry: Hashable, Sendable {
        /// From when on it is revoked.
        package let since: Instant
        /// Why.
        package let reason: RevocationReason
    }

    /// The bytes that the authority signed.
    package let signedBytes: [UInt8]
    /// Who says it.
    package let issuerName: DistinguishedName
    /// When it was made.
    package let thisUpdate: Instant
    /// When the next is made at the latest; nil when the authority does not say.
    package let nextUpdate: Instant?
    /// The entries by serial number as encoded.
    package let entries: [[UInt8]: Entry]
    /// The number of the list; big-endian.
    package let number: [UInt8]?
    /// The number of the complete list that this delta completes; nil for a complete list.
    package let baseNumber: [UInt8]?
    /// The authority's key identifier.
    package let authorityKeyIdentifier: [UInt8]?
    /// Where its deltas are (freshestCRL, section 5.2.6).
    package let deltaListAddresses: [String]
    /// Which certificates it is about.
    package let scope: Scope
    /// Whether it can be used: nothing critical in it is unknown here.
    package let isUnderstood: Bool
    let signature: [UInt8]
    let scheme: Result<SignatureScheme, SignatureScheme.Fault>

    /// Which certificates a list is about.
    package enum Scope: Hashable, Sendable {
        /// All of the authority's.
        case all
        /// Those of holders that are no authorities.
        case holders
        /// Those of authorities.
        case authorities
        /// A part that is not followed here: half a check refuses.
        case notSupported
    }

    /// Whether it completes another list.
    package var isDelta: Bool { baseNumber != nil }

    /// Reads DER of 32 MiB at most.
    package init(der: [UInt8]) throws(ASN1Fault) {
        let outer = try DER.parse(der, limits: .revocationList)
        var parts = try outer.members(.sequence)
        let body = try parts.next(.sequence)
        let algorithm = try parts.next(.sequence)
        signature = try parts.next(.bitString).bitStringBytes()
        try parts.end()
        signedBytes = Array(body.bytes)
        scheme = Result { () throws(SignatureScheme.Fault) in try SignatureScheme(algorithm) }
        var members = try body.members()
        if let version = try members.nextIf(.integer), try version.integer() != 1 {
            throw .unexpectedValue
        }
        guard try members.next(.sequence).bytes == algorithm.bytes else { throw .unexpectedValue }
        issuerName = try DistinguishedName(members.next())
        thisUpdate = try members.next().time()
        let next = members.nextTag
        nextUpdate =
            next == .utcTime || next == .generalizedTime ? try members.next().time() : nil
        var reader = RevocationListReader()
        if let list = try members.nextIf(.sequence) { try reader.readEntries(list) }
        if let tagged = try members.nextIf(.contextConstructed(0)) {
            try reader.readExtensions(tagged.only())
        }
        try members.end()
        entries = reader.entries
        number = reader.number
        baseNumber = reader.baseNumber
        authorityKeyIdentifier = reader.authorityKeyIdentifier
        deltaListAddresses = reader.deltaListAddresses
        scope = reader.scope
        isUnderstood = reader.isUnderstood
    }

    /// Whether that key signed it.
    package func isSigned(by key: PublicKey) -> Bool {
        guard case .success(let scheme) = scheme else { return false }
        return key.verify(signedBytes, signature: signature, scheme: scheme)
    }

    /// Whether it is about such a certificate.
    func covers(_ certificate: Certificate) -> Bool {
        let isAuthority = certificate.extensions.basicConstraints?.isAuthority == true
        switch scope {
        case .all: return true
        case .holders: return !isAuthority
        case .authorities: return isAuthority
        case .notSupported: return false
        }
    }

    /// Whether this delta completes `base`.
    ///
    /// RFC 5280 section 5.2.4 also asks that the delta's number be greater; the NCA numbers its
    /// deltas apart, so the later time of making counts as well.
    func completes(_ base: RevocationList) -> Bool {
        guard let baseNumber, let baseOwn = base.number, !base.isDelta,
            base.issuerName == issuerName, base.scope == scope
        else { return false }
        let isNewer = number.map { precedes(baseOwn, $0) } ?? false
        return !precedes(baseOwn, baseNumber) && (isNewer || base.thisUpdate <= thisUpdate)
    }
}

/// Whether a big-endian number without leading zeros is less than another.
private func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
}

private struct RevocationListReader {
    var entries: [[UInt8]: RevocationList.Entry] = [:]
    var number: [UInt8]?
    var baseNumber: [UInt8]?
    var authorityKeyIdentifier: [UInt8]?
    var deltaListAddresses: [String] = []
    var scope = RevocationList.Scope.all
    var isUnderstood = true

    mutating func readEntries(_ list: ASN1Element) throws(ASN1Fault) {
        var items = try list.members()
        while let item = try items.nextIfAny() {
            var members = try item.members(.sequence)
            let serial = try members.next().integerBytes()
            let since = try members.next().time()
            var reason = RevocationReason.unspecified
            if let extensions = try members.nextIf(.sequence) {
                reason = try readReason(extensions)
            }
            try members.end()
            entries[serial] = RevocationList.Entry(since: since, reason: reason)
        }
    }

    private mutating func readReason(_ list: ASN1Element) throws(ASN1Fault) -> RevocationReason {
        var reason = RevocationReason.unspecified
        for element in try list.children() {
            let item = try X509Extension(element)
            switch item.identifier {
            case "2.5.29.21":
                guard let known = RevocationReason(rawValue: try item.value().integer()) else {
                    throw .unexpectedValue
                }
                reason = known
            // The date on which the key is thought to have become known: for people.
            case "2.5.29.24": break
            default:
                // Among them certificateIssuer, of a list about other authorities' certificates.
                if item.isCritical { isUnderstood = false }
            }
        }
        return reason
    }

    mutating func readExtensions(_ list: ASN1Element) throws(ASN1Fault) {
        var seen: Set<ObjectIdentifier> = []
        guard list.tag == .sequence else { throw .unexpectedElement }
        for element in try list.children() {
            let item = try X509Extension(element)
            guard seen.insert(item.identifier).inserted else { throw .unexpectedValue }
            switch item.identifier {
            case "2.5.29.20": number = try item.value().unsignedInteger()
            case "2.5.29.27": baseNumber = try item.value().unsignedInteger()
            case "2.5.29.28": scope = try readScope(item.value())
            case "2.5.29.46":
                deltaListAddresses = try CertificateExtensions.distributionPoints(item.value())
            case "2.5.29.35":
                var members = try item.value().members(.sequence)
                authorityKeyIdentifier = try members.nextIf(.context(0)).map { Array($0.content) }
            default:
                if item.isCritical { isUnderstood = false }
            }
        }
    }

    /// issuingDistributionPoint (section 5.2.5): the two plain limits are followed, no other.
    private func readScope(_ value: ASN1Element) throws(ASN1Fault) -> RevocationList.Scope {
        var found: [UInt8] = []
        for member in try value.children() {
            guard member.tag == .context(1) || member.tag == .context(2) else {
                return .notSupported
            }
            if member.content.first == 0xFF { found.append(member.tag.octet & 0x1F) }
        }
        switch found {
        case []: return .all
        case [1]: return .holders
        case [2]: return .authorities
        default: return .notSupported
        }
    }
}
