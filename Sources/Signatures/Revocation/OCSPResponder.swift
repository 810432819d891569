import ASN1
import Kernel

/// Answers questions about certificates; the sandbox's, and one in tests.
package struct OCSPResponder: Sendable {
    /// The responder's certificate: the authority's own, or one that it delegated to.
    package let certificate: Certificate
    private let key: SigningKey

    /// A responder.
    ///
    /// - Throws: ``CertificateFault/notTheAuthority`` when the key is not the certificate's.
    package init(certificate: Certificate, key: SigningKey) throws(CertificateFault) {
        guard certificate.publicKey == key.publicKey else { throw .notTheAuthority }
        self.certificate = certificate
        self.key = key
    }

    /// An answer without any statement about a certificate.
    package static func refusal(_ status: OCSPResponse.Status) -> [UInt8] {
        DER.sequence(DER.enumerated(UInt8(status.rawValue)))
    }

    /// A signed answer.
    package func answer(
        _ request: OCSPRequest, _ answer: OCSPResponse.Answer, now: Instant, nextUpdate: Instant?
    ) throws(LibraryFault) -> [UInt8] {
        let status: [UInt8]
        switch answer {
        case .good: status = DER.element(.context(0), [])
        case .unknown: status = DER.element(.context(2), [])
        case .revoked(let since, let reason):
            let detail =
                reason == .unspecified
                ? [] : DER.explicit(0, DER.enumerated(UInt8(reason.rawValue)))
            status = DER.explicit(
                1, ASN1Time.encodeGeneralized(since, withMilliseconds: false), detail)
        }
        let moment = ASN1Time.encodeGeneralized(now, withMilliseconds: false)
        let next =
            nextUpdate.map {
                DER.explicit(0, ASN1Time.encodeGeneralized($0, withMilliseconds: false))
            } ?? []
        let nonce =
            request.nonce.map {
                DER.explicit(
                    1,
                    DER.sequence(
                        X509Extension.encode(OCSPResponse.nonceIdentifier, DER.octetString($0))))
            } ?? []
        let data = DER.sequence(
            DER.explicit(1, certificate.subjectName.der), moment,
            DER.sequence(DER.sequence(request.identifier.der, status, moment, next)), nonce)
        let basic = DER.sequence(
            data, key.scheme.identifier, DER.bitString(try key.signForCertificate(data)),
            DER.explicit(0, DER.sequence(certificate.der)))
        return DER.sequence(
            DER.enumerated(0),
            DER.explicit(
                0,
                DER.sequence(
                    DER.objectIdentifier("1.3.6.1.5.5.7.48.1.1"), DER.octetString(basic))))
    }
}
