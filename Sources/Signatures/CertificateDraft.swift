import COpenSSL
import Kernel

/// A certificate under construction; never leaves this target unsigned.
struct CertificateDraft {
    let object: LibraryObject

    init(
        subject: CertificateSubject, key: PublicKey, from notBefore: Instant,
        to notAfter: Instant, random: RandomSource
    ) throws(CertificateFault) {
        guard notBefore < notAfter else { throw .invalidValidity }
        guard let object = unsafe LibraryObject(X509_new(), freedBy: { unsafe X509_free($0) })
        else {
            throw .library(LibraryFault("certificate"))
        }
        self.object = object
        // X509v3 is version 2; the top bit keeps the serial number positive, the next one long.
        var serial = random.bytes(16)
        serial[0] = serial[0] & 0x7F | 0x40
        guard let number = makeNumber(serial), let keyObject = key.libraryKey,
            unsafe BN_to_ASN1_INTEGER(number.pointer, X509_get_serialNumber(object.pointer)) != nil,
            unsafe X509_set_version(object.pointer, 2) == 1,
            unsafe X509_set_pubkey(object.pointer, keyObject.pointer) == 1
        else { throw .library(LibraryFault("certificate")) }
        try unsafe subject.write(to: X509_get_subject_name(object.pointer))
        do throws(LibraryFault) {
            let (from, to) = (try makeTime(notBefore), try makeTime(notAfter))
            guard unsafe X509_set1_notBefore(object.pointer, from.pointer) == 1,
                unsafe X509_set1_notAfter(object.pointer, to.pointer) == 1
            else { throw LibraryFault("validity") }
        } catch { throw .library(error) }
    }

    func setIssuer(_ issuer: LibraryObject) throws(CertificateFault) {
        let name = unsafe X509_get_subject_name(issuer.pointer)
        guard unsafe X509_set_issuer_name(object.pointer, name) == 1 else {
            throw .library(LibraryFault("issuer"))
        }
    }

    /// The extensions that RFC 5280 section 4.2 asks of conforming authorities.
    func addExtensions(
        usage: CertificateAuthority.Usage, issuer: LibraryObject
    ) throws(CertificateFault) {
        let isAuthority = usage == .issuing
        try add(
            NID_basic_constraints, isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE", issuer)
        try add(
            NID_key_usage,
            isAuthority
                ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature,nonRepudiation",
            issuer)
        try add(NID_subject_key_identifier, "hash", issuer)
        try add(NID_authority_key_identifier, "keyid:always", issuer)
    }

    /// Signs with ECDSA or RSA over SHA-256 and reads the result back as anyone would.
    func sign(with key: SigningKey) throws(CertificateFault) -> Certificate {
        guard let keyObject = key.libraryKey,
            unsafe X509_sign(object.pointer, keyObject.pointer, EVP_sha256()) > 0
        else {
            throw .library(LibraryFault("certificate signature"))
        }
        guard let der = encoding(of: object) else {
            throw .library(LibraryFault("certificate encoding"))
        }
        return try Certificate(der: der)
    }

    private func add(
        _ identifier: Int32, _ value: String, _ issuer: LibraryObject
    ) throws(CertificateFault) {
        var context = unsafe X509V3_CTX()
        unsafe X509V3_set_ctx(&context, issuer.pointer, object.pointer, nil, nil, 0)
        guard let made = unsafe X509V3_EXT_conf_nid(nil, &context, identifier, value) else {
            throw .library(LibraryFault("certificate extension"))
        }
        defer { unsafe X509_EXTENSION_free(made) }
        guard unsafe X509_add_ext(object.pointer, made, -1) == 1 else {
            throw .library(LibraryFault("certificate extension"))
        }
    }
}
