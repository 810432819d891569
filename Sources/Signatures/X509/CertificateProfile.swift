import ASN1

/// What a certificate says beside name and key: the extensions with which it is issued.
package struct CertificateProfile: Hashable, Sendable {
    /// Whether it is an authority's, and the largest number of authorities below.
    package var isAuthority = false
    /// The pathLenConstraint; nil for none.
    package var pathLengthMax: Int?
    /// The bits of keyUsage, which is critical.
    package var keyUsage: Set<KeyUsage>
    /// Extended key usages in their order; none for none.
    package var extendedKeyUsage: [ObjectIdentifier] = []
    /// Whether extended key usage is critical (RFC 3161 section 2.3).
    package var isExtendedKeyUsageCritical = false
    /// Certificate policies.
    package var policies: [ObjectIdentifier] = []
    /// Addresses of the list of revoked certificates.
    package var revocationListAddresses: [String] = []
    /// Addresses of its delta.
    package var deltaListAddresses: [String] = []
    /// Addresses of OCSP.
    package var ocspAddresses: [String] = []
    /// Addresses of the issuer's certificate.
    package var issuerAddresses: [String] = []
    /// Where the NCA says the key is kept (1.2.398.3.3.5).
    package var keyStores: [ObjectIdentifier] = []
    /// Whether nobody need ask for its revocation (RFC 6960 section 4.2.2.2.1).
    package var isFreeOfRevocationCheck = false

    /// A profile with these uses.
    package init(keyUsage: Set<KeyUsage>) {
        self.keyUsage = keyUsage
    }

    /// A signer of documents: digitalSignature and nonRepudiation.
    package static let signing = CertificateProfile(
        keyUsage: [.digitalSignature, .nonRepudiation])

    /// An authority: keyCertSign and cRLSign.
    package static let issuing: CertificateProfile = {
        var profile = CertificateProfile(keyUsage: [.keyCertSign, .cRLSign])
        profile.isAuthority = true
        return profile
    }()

    /// The NCA's key for everything since 2024: with keyAgreement, emailProtection and these roles.
    package static func holder(_ roles: [CertificateRole]) -> CertificateProfile {
        var profile = CertificateProfile(
            keyUsage: [.digitalSignature, .nonRepudiation, .keyAgreement])
        profile.extendedKeyUsage = ["1.3.6.1.5.5.7.3.4"] + roles.map(\.identifier)
        profile.policies = ["1.2.398.3.3.2"]
        profile.keyStores = ["1.2.398.3.3.5.1.1"]
        return profile
    }

    /// A time-stamping authority: digitalSignature, timeStamping alone and critical.
    package static let timeStamping: CertificateProfile = {
        var profile = CertificateProfile(keyUsage: [.digitalSignature, .nonRepudiation])
        profile.extendedKeyUsage = [CertificateExtensions.timeStamping]
        profile.isExtendedKeyUsageCritical = true
        return profile
    }()

    /// An OCSP responder that an authority delegates to.
    package static let ocspSigning: CertificateProfile = {
        var profile = CertificateProfile(keyUsage: [.digitalSignature])
        profile.extendedKeyUsage = [CertificateExtensions.ocspSigning]
        profile.isFreeOfRevocationCheck = true
        return profile
    }()

    /// The extensions in DER, with the identifiers of both keys.
    func encode(subjectKey: PublicKey, issuerKey: PublicKey) -> [[UInt8]] {
        var list = [
            X509Extension.encode(
                "2.5.29.19", critical: true,
                DER.sequence(
                    isAuthority ? DER.boolean(true) : [],
                    isAuthority ? pathLengthMax.map { DER.integer($0) } ?? [] : [])),
            X509Extension.encode(
                "2.5.29.15", critical: true, DER.namedBits(Set(keyUsage.map(\.rawValue)))),
            X509Extension.encode(
                "2.5.29.14", DER.octetString(CertificateDraft.keyIdentifier(of: subjectKey))),
            X509Extension.encode(
                "2.5.29.35",
                DER.sequence(
                    DER.element(
                        .context(0), CertificateDraft.keyIdentifier(of: issuerKey)))),
        ]
        if !extendedKeyUsage.isEmpty {
            list.append(
                X509Extension.encode(
                    "2.5.29.37", critical: isExtendedKeyUsageCritical,
                    DER.sequence(of: extendedKeyUsage.map { DER.objectIdentifier($0) })))
        }
        if !policies.isEmpty {
            let items = policies.map { DER.sequence(DER.objectIdentifier($0)) }
            list.append(X509Extension.encode("2.5.29.32", DER.sequence(of: items)))
        }
        list += addressExtensions
        if !keyStores.isEmpty {
            list.append(
                X509Extension.encode(
                    "1.2.398.3.3.5", DER.sequence(of: keyStores.map { DER.objectIdentifier($0) })))
        }
        if isFreeOfRevocationCheck {
            list.append(X509Extension.encode("1.3.6.1.5.5.7.48.1.5", DER.null))
        }
        return list
    }

    private var addressExtensions: [[UInt8]] {
        var list: [[UInt8]] = []
        for (identifier, addresses) in [
            ("2.5.29.31", revocationListAddresses), ("2.5.29.46", deltaListAddresses),
        ] as [(ObjectIdentifier, [String])] where !addresses.isEmpty {
            list.append(X509Extension.encode(identifier, Self.distributionPoints(addresses)))
        }
        let access =
            ocspAddresses.map { ("1.3.6.1.5.5.7.48.1" as ObjectIdentifier, $0) }
            + issuerAddresses.map { ("1.3.6.1.5.5.7.48.2", $0) }
        if !access.isEmpty {
            let items = access.map { DER.sequence(DER.objectIdentifier($0.0), Self.uri($0.1)) }
            list.append(X509Extension.encode("1.3.6.1.5.5.7.1.1", DER.sequence(of: items)))
        }
        return list
    }

    /// The value of an extension that says where lists are (RFC 5280 section 4.2.1.13).
    static func distributionPoints(_ addresses: [String]) -> [UInt8] {
        DER.sequence(
            of: addresses.map { DER.sequence(DER.explicit(0, DER.explicit(0, uri($0)))) })
    }

    private static func uri(_ address: String) -> [UInt8] {
        DER.element(.context(6), Array(address.utf8))
    }
}
