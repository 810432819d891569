import COpenSSL
import Kernel

/// A SignedData (RFC 5652 section 5) with one signer and without content; nothing in it is checked.
///
/// Signed attributes are required: without them the DER of one message's attributes could be shown
/// as the signed content of another. The version numbers and the list of hashes before the content
/// are hints that no signature covers; nothing is decided by them.
@safe struct SignedMessage {
    private let message: LibraryObject
    // Owned by `message`.
    private let signerInfo: OpaquePointer
    /// The certificates in the message, in its order; owned here.
    let certificates: LibraryObject

    private static let certificatesMax: Int32 = 16

    /// Reads the outer form; nil when it is any other.
    init?(_ der: [UInt8]) {
        guard der.count <= CMS.bytesMax else { return nil }
        let (pointer, consumed) = unsafe der.withUnsafeBufferPointer { buffer in
            var next = buffer.baseAddress
            let pointer = unsafe d2i_CMS_ContentInfo(nil, &next, buffer.count)
            return unsafe (pointer, next == buffer.baseAddress.map { unsafe $0 + buffer.count })
        }
        guard
            let message = unsafe LibraryObject(
                pointer, freedBy: { unsafe CMS_ContentInfo_free($0) }),
            consumed, unsafe OBJ_obj2nid(CMS_get0_type(message.pointer)) == NID_pkcs7_signed,
            unsafe OBJ_obj2nid(CMS_get0_eContentType(message.pointer)) == NID_pkcs7_data,
            unsafe CMS_is_detached(message.pointer) == 1,
            let signers = unsafe CMS_get0_SignerInfos(message.pointer),
            unsafe OPENSSL_sk_num(signers) == 1, let signer = unsafe OPENSSL_sk_value(signers, 0),
            let certificates = unsafe LibraryObject(
                CMS_get1_certs(message.pointer), freedBy: { unsafe qyzmet_free_certificates($0) }),
            unsafe OPENSSL_sk_num(certificates.pointer) <= SignedMessage.certificatesMax
        else { return nil }
        self.message = message
        unsafe self.signerInfo = OpaquePointer(signer)
        self.certificates = certificates
        guard contentType == NID_pkcs7_data else { return nil }
    }

    /// The claimed time of signing.
    var signingTime: Instant? {
        let time =
            unsafe attribute(NID_pkcs9_signingTime, V_ASN1_UTCTIME)
            ?? attribute(NID_pkcs9_signingTime, V_ASN1_GENERALIZEDTIME)
        return unsafe instant(from: UnsafePointer(time))
    }

    /// The claimed hash of the content.
    var messageDigest: [UInt8]? {
        unsafe attribute(NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING).map { unsafe bytes(of: $0) }
    }

    /// The included certificate that the signer information names, made ready to verify with.
    func chooseSigner() -> Certificate? {
        for position in unsafe 0..<OPENSSL_sk_num(certificates.pointer) {
            guard let value = unsafe OPENSSL_sk_value(certificates.pointer, position) else {
                continue
            }
            let candidate = OpaquePointer(value)
            guard unsafe CMS_SignerInfo_cert_cmp(signerInfo, candidate) == 0 else { continue }
            unsafe CMS_SignerInfo_set1_signer_cert(signerInfo, candidate)
            return unsafe Certificate.sharing(candidate)
        }
        return nil
    }

    /// Whether the hash is SHA-256 and the signature algorithm is the one of the key.
    func usesAllowedAlgorithms(of key: PublicKey) -> Bool {
        var digest: UnsafeMutablePointer<X509_ALGOR>?
        var signature: UnsafeMutablePointer<X509_ALGOR>?
        unsafe CMS_SignerInfo_get0_algs(signerInfo, nil, nil, &digest, &signature)
        guard unsafe identifier(digest) == NID_sha256 else { return false }
        let found = unsafe identifier(signature)
        switch key.algorithm {
        case .es256: return found == NID_ecdsa_with_SHA256
        case .rs256: return [NID_rsaEncryption, NID_sha256WithRSAEncryption].contains(found)
        case .edDSA, .gost2015With512, .gost2015With256, .gost2004: return false
        }
    }

    /// Whether the chosen signer's key signed the signed attributes.
    var signatureIsValid: Bool {
        unsafe CMS_SignerInfo_verify(signerInfo) == 1
    }

    /// Whether signingCertificateV2 (RFC 5035), where it stands, names this certificate.
    func namesCertificate(_ signer: Certificate) -> Bool {
        let identifier = NID_id_smime_aa_signingCertificateV2
        guard unsafe CMS_signed_get_attr_by_NID(signerInfo, identifier, -1) >= 0 else {
            return true
        }
        guard let sequence = unsafe attribute(identifier, V_ASN1_SEQUENCE) else { return false }
        let value = unsafe bytes(of: sequence)
        let pointer = unsafe value.withUnsafeBufferPointer { buffer in
            var next = buffer.baseAddress
            return unsafe d2i_ESS_SIGNING_CERT_V2(nil, &next, buffer.count)
        }
        guard
            let claim = unsafe LibraryObject(
                pointer, freedBy: { unsafe ESS_SIGNING_CERT_V2_free($0) }),
            let list = unsafe LibraryObject(
                OPENSSL_sk_dup(certificates.pointer), freedBy: { unsafe OPENSSL_sk_free($0) })
        else { return false }
        // The first name must be the signer's; the others may be any that are included.
        unsafe OPENSSL_sk_unshift(list.pointer, UnsafeRawPointer(signer.object.pointer))
        return unsafe OSSL_ESS_check_signing_certs(nil, claim.pointer, list.pointer, 1) > 0
    }

    private var contentType: Int32 {
        guard
            let value = unsafe CMS_signed_get0_data_by_OBJ(
                signerInfo, OBJ_nid2obj(NID_pkcs9_contentType), -3, V_ASN1_OBJECT)
        else { return NID_undef }
        return unsafe OBJ_obj2nid(OpaquePointer(value))
    }

    /// The value of a signed attribute that stands once with one value (the -3 asks for both).
    private func attribute(
        _ identifier: Int32, _ type: Int32
    ) -> UnsafeMutablePointer<ASN1_STRING>? {
        unsafe CMS_signed_get0_data_by_OBJ(signerInfo, OBJ_nid2obj(identifier), -3, type)?
            .assumingMemoryBound(to: ASN1_STRING.self)
    }
}

private func bytes(of string: UnsafeMutablePointer<ASN1_STRING>) -> [UInt8] {
    unsafe Array(
        UnsafeBufferPointer(
            start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string))))
}

private func identifier(_ algorithm: UnsafeMutablePointer<X509_ALGOR>?) -> Int32 {
    guard let algorithm = unsafe algorithm else { return NID_undef }
    return unsafe OBJ_obj2nid(algorithm.pointee.algorithm)
}
