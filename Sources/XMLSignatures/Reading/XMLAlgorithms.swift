import Kernel
import Signatures

/// The signature methods that are accepted; the raw value is the method's address (RFC 6931).
enum XMLSignatureMethod: String, CaseIterable, Sendable {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    case rsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    /// ECDSA with SHA-256; the value is r and s, as in JOSE.
    case ecdsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"

    /// The key algorithm that makes and checks such a value.
    var algorithm: SignatureAlgorithm {
        switch self {
        case .rsaSHA256: .rs256
        case .ecdsaSHA256: .es256
        }
    }

    /// The digest that goes with it when we sign.
    var digest: XMLDigestMethod {
        switch self {
        case .rsaSHA256, .ecdsaSHA256: .sha256
        }
    }

    /// The method that a key of ours signs with; nil when it signs no XML.
    init?(signingWith key: PublicKey) {
        guard
            let method = XMLSignatureMethod.allCases.first(where: { $0.algorithm == key.algorithm })
        else { return nil }
        self = method
    }
}

/// The digest methods that are accepted.
enum XMLDigestMethod: String, CaseIterable, Sendable {
    /// SHA-256.
    case sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"

    /// The digest in the order in which it stands in `DigestValue`.
    func hash(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .sha256: SHA256.hash(bytes).bytes
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
