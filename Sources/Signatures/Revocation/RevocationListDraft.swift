import ASN1
import Kernel

extension CertificateAuthority {
    /// Signs a list of revoked certificates, or with `baseNumber` the delta of that list.
    ///
    /// - Parameters:
    ///   - number: the list's own number, greater than every one before.
    ///   - entries: serial numbers as encoded in the certificates.
    ///   - deltaListAddresses: where the deltas of a complete list are.
    ///   - nextUpdate: when the next is made at the latest; RFC 5280 wants it, old software leaves it out.
    package func makeRevocationList(
        number: Int, baseNumber: Int? = nil, entries: [[UInt8]: RevocationList.Entry],
        deltaListAddresses: [String] = [], thisUpdate: Instant, nextUpdate: Instant?
    ) throws(LibraryFault) -> [UInt8] {
        let sorted = entries.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let items = sorted.map { serial, entry in
            let reason = X509Extension.encode(
                "2.5.29.21", DER.enumerated(UInt8(entry.reason.rawValue)))
            return DER.sequence(
                DER.element(.integer, serial), ASN1Time.encode(entry.since),
                entry.reason == .unspecified ? [] : DER.sequence(reason))
        }
        var extensions = [
            X509Extension.encode(
                "2.5.29.35",
                DER.sequence(
                    DER.element(
                        .context(0), CertificateDraft.keyIdentifier(of: certificate.publicKey)))),
            X509Extension.encode("2.5.29.20", DER.integer(number)),
        ]
        if let baseNumber {
            extensions.append(
                X509Extension.encode("2.5.29.27", critical: true, DER.integer(baseNumber)))
        }
        if !deltaListAddresses.isEmpty {
            let points = CertificateProfile.distributionPoints(deltaListAddresses)
            extensions.append(X509Extension.encode("2.5.29.46", points))
        }
        let algorithm = key.scheme.identifier
        let body = DER.sequence(
            DER.integer(1), algorithm, certificate.subjectName.der, ASN1Time.encode(thisUpdate),
            nextUpdate.map { ASN1Time.encode($0) } ?? [],
            items.isEmpty ? [] : DER.sequence(of: items),
            DER.explicit(0, DER.sequence(of: extensions)))
        return DER.sequence(
            body, algorithm, DER.bitString(try key.signForCertificate(body)))
    }
}
