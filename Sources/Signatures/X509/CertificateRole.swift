import ASN1

/// What the NCA says a certificate's holder may act as: an extended key usage below
/// 1.2.398.3.3.4, or the treasury's own.
package enum CertificateRole: String, Hashable, Sendable, CaseIterable {
    /// A natural person.
    case individual = "1.2.398.3.3.4.1.1"
    /// A legal entity; alone, without an IIN in the subject, an information system.
    case organization = "1.2.398.3.3.4.1.2"
    /// The first head of a legal entity.
    case firstHead = "1.2.398.3.3.4.1.2.1"
    /// A person with the right to sign.
    case rightToSign = "1.2.398.3.3.4.1.2.2"
    /// A person with the right to sign financial documents.
    case rightToSignFinancial = "1.2.398.3.3.4.1.2.3"
    /// A member of the personnel department.
    case humanResources = "1.2.398.3.3.4.1.2.4"
    /// An employee.
    case employee = "1.2.398.3.3.4.1.2.5"
    /// An information system of a legal entity.
    case organizationSystem = "1.2.398.3.3.4.1.2.6"
    /// Privileges inside the NCA.
    case authorityPrivileges = "1.2.398.3.3.4.2"
    /// An administrator of the NCA.
    case authorityAdministrator = "1.2.398.3.3.4.2.1"
    /// A manager of the NCA.
    case authorityManager = "1.2.398.3.3.4.2.2"
    /// An operator of the NCA.
    case authorityOperator = "1.2.398.3.3.4.2.3"
    /// A person who was identified.
    case identification = "1.2.398.3.3.4.3"
    /// Identified at a public service centre.
    case identificationInPerson = "1.2.398.3.3.4.3.1"
    /// Identified from afar.
    case identificationRemote = "1.2.398.3.3.4.3.2"
    /// Identified from afar by Digital ID.
    case identificationDigitalID = "1.2.398.3.3.4.3.2.1"
    /// Identified from afar on the AI platform.
    case identificationAIPlatform = "1.2.398.3.3.4.3.2.2"
    /// A signer of the treasury's client system.
    case treasury = "1.2.398.5.19.1.2.2.1"

    /// The object identifier.
    package var identifier: ObjectIdentifier { ObjectIdentifier(stringLiteral: rawValue) }

    /// The roles that a list of extended key usages gives, in the order of the cases.
    ///
    /// Numbers below the system's own (1.2.398.3.3.4.1.2.6.n) give that role.
    package static func roles(of usages: [ObjectIdentifier]) -> [CertificateRole] {
        allCases.filter { role in
            usages.contains { usage in
                role == .organizationSystem
                    ? usage.isWithin(role.identifier) : usage == role.identifier
            }
        }
    }
}

/// What a key may be used for by its keyUsage bits, in the combinations that the NCA has issued.
package enum KeyProfile: String, Hashable, Sendable, CaseIterable {
    /// 2022 and 2023: digitalSignature, nonRepudiation, keyEncipherment; for everything.
    case universal2022
    /// From 2024 on: digitalSignature, nonRepudiation, keyAgreement; for everything.
    case universal2024
    /// Before 2022: digitalSignature, nonRepudiation; for documents.
    case signing
    /// Before 2022: digitalSignature, keyEncipherment; for signing in, never for documents.
    case authentication
    /// Any other combination.
    case other

    init(_ usage: Set<KeyUsage>) {
        switch usage {
        case [.digitalSignature, .nonRepudiation, .keyEncipherment]: self = .universal2022
        case [.digitalSignature, .nonRepudiation, .keyAgreement]: self = .universal2024
        case [.digitalSignature, .nonRepudiation]: self = .signing
        case [.digitalSignature, .keyEncipherment]: self = .authentication
        default: self = .other
        }
    }
}

/// A bit of keyUsage (RFC 5280 section 4.2.1.3).
package enum KeyUsage: Int, Hashable, Sendable, CaseIterable {
    /// Signs what is no certificate and no list.
    case digitalSignature = 0
    /// Signs documents.
    case nonRepudiation = 1
    /// Encrypts keys.
    case keyEncipherment = 2
    /// Encrypts data.
    case dataEncipherment = 3
    /// Agrees on keys.
    case keyAgreement = 4
    /// Signs certificates.
    case keyCertSign = 5
    /// Signs lists of revoked certificates.
    case cRLSign = 6
    /// Key agreement to encrypt alone.
    case encipherOnly = 7
    /// Key agreement to decrypt alone.
    case decipherOnly = 8
}
