import Kernel
import Signatures

/// The signature methods that are accepted; the raw value is the method's address (RFC 6931).
enum XMLSignatureMethod: String, CaseIterable, Sendable {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    case rsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    /// ECDSA with SHA-256; the value is r and s, as in JOSE.
    case ecdsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
    /// GOST 34.10-2015 with Streebog-512, as the NCA's library names it.
    case gost2015With512 =
        "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-512"
    /// GOST 34.10-2015 with Streebog-256.
    case gost2015With256 =
        "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-256"
    /// GOST 34.310-2004 with GOST 34.311-95; verified, never used to sign.
    case gost2004 = "http://www.w3.org/2001/04/xmldsig-more#gost34310-gost34311"

    /// The key algorithm that makes and checks such a value.
    var algorithm: SignatureAlgorithm {
        switch self {
        case .rsaSHA256: .rs256
        case .ecdsaSHA256: .es256
        case .gost2015With512: .gost2015With512
        case .gost2015With256: .gost2015With256
        case .gost2004: .gost2004
        }
    }

    /// The digest that goes with it when we sign.
    var digest: XMLDigestMethod {
        switch self {
        case .rsaSHA256, .ecdsaSHA256: .sha256
        case .gost2015With512: .streebog512
        case .gost2015With256: .streebog256
        case .gost2004: .gost1995
        }
    }

    /// The method that a key of ours signs with; nil when it signs no XML.
    init?(signingWith key: PublicKey) {
        guard
            let method = XMLSignatureMethod.allCases.first(where: {
                $0.algorithm == key.algorithm && $0 != .gost2004
            })
        else { return nil }
        self = method
    }
}

/// The digest methods that are accepted.
enum XMLDigestMethod: String, CaseIterable, Sendable {
    /// SHA-256.
    case sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"

    /// Streebog-512.
    case streebog512 = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512"
    /// Streebog-256.
    case streebog256 = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-256"
    /// GOST 34.311-95, only together with ``XMLSignatureMethod/gost2004``.
    case gost1995 = "http://www.w3.org/2001/04/xmldsig-more#gost34311"

    /// The digest in the order in which it stands in `DigestValue`.
    func hash(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .sha256: SHA256.hash(bytes).bytes
        case .streebog512: DigestAlgorithm.streebog512.hash(bytes)
        case .streebog256: DigestAlgorithm.streebog256.hash(bytes)
        case .gost1995: DigestAlgorithm.gost94.hash(bytes)
        }
    }
}

/// Why an algorithm that a signature names is not accepted.
package enum AlgorithmRefusal: String, Hashable, Sendable, CaseIterable {
    /// SHA-1: two contents with the same digest can be made (2017), also with chosen beginnings.
    case brokenSHA1
    /// MD5: two contents with the same digest can be made on a laptop.
    case brokenMD5
    /// A secret shared by both sides proves nothing to a third.
    case sharedSecret
    /// DSA is no longer approved for signatures (FIPS 186-5).
    case withdrawnDSA
    /// Not in the closed list of this profile.
    case notOffered

    init(_ address: String) {
        let name = address.lowercased()
        self =
            if name.contains("hmac") { .sharedSecret } else if name.contains("md5") {
                .brokenMD5
            } else if name.contains("dsa-") && !name.contains("ecdsa") {
                .withdrawnDSA
            } else if name.contains("sha1") { .brokenSHA1 } else { .notOffered }
    }
}
