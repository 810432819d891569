import ASN1

extension CertificateSubject {
    /// Reads the fields we know out of a name; others are passed over.
    ///
    /// A field that must be single and stands twice is read as absent: no one of two is chosen.
    package init(_ name: DistinguishedName) {
        self.init(
            commonName: name.only(.commonName) ?? "", organization: name.only(.organization),
            organizationalUnits: name.texts(.organizationalUnit),
            serialNumber: name.only(.serialNumber), country: name.only(.country))
        surname = name.only(.surname)
        patronymic = name.only(.givenName)
        locality = name.only(.locality)
        state = name.only(.state)
        email = name.only(.emailAddress)
        systemIdentifier = name.only(.userIdentifier)
        businessCategory = name.only(.businessCategory)
        treasuryRoles = name.texts(.domainComponent)
    }

    /// The name in the NCA's order: UID, CN, SN, serialNumber, C, L, ST, O, OU, GN and the rest.
    ///
    /// - Throws: ``CertificateFault/invalidSubject``.
    package func name() throws(CertificateFault) -> DistinguishedName {
        guard isValid else { throw .invalidSubject }
        var fields: [(ObjectIdentifier, String?)] = [
            (.userIdentifier, systemIdentifier), (.commonName, commonName), (.surname, surname),
            (.serialNumber, serialNumber), (.country, country), (.locality, locality),
            (.state, state), (.organization, organization),
        ]
        fields += organizationalUnits.map { (.organizationalUnit, $0) }
        fields += [
            (.givenName, patronymic), (.emailAddress, email), (.businessCategory, businessCategory),
        ]
        fields += treasuryRoles.map { (.domainComponent, $0) }
        return DistinguishedName(
            fields.compactMap { type, text in
                text.map { DistinguishedName.Attribute(type, $0) }
            })
    }
}
