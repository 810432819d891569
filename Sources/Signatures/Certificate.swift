import COpenSSL
import Kernel

/// An X.509 certificate (RFC 5280) as it was received; that it parses says nothing of trust.
///
/// Usable from many threads: the library's object is never changed here, its lazily filled caches
/// are filled once under the library's lock, and the bytes are kept as received.
package struct Certificate: Sendable {
    /// The DER bytes as received or issued.
    package let der: [UInt8]
    /// Whom it names.
    package let subject: CertificateSubject
    /// Who issued it, by name.
    package let issuer: CertificateSubject
    /// The serial number, hexadecimal, as the issuer gave it.
    package let serial: String
    /// The first moment of validity.
    package let notBefore: Instant
    /// The last second of validity, still valid itself.
    package let notAfter: Instant
    /// The subject's public key.
    package let publicKey: PublicKey
    let object: LibraryObject

    /// Reads DER: one certificate, nothing behind it, 64 KiB at most, with a key we can use.
    package init(der: [UInt8]) throws(CertificateFault) {
        guard der.count <= 65_536 else { throw .malformed }
        let (pointer, consumed) = unsafe der.withUnsafeBufferPointer { buffer in
            var next = buffer.baseAddress
            let pointer = unsafe d2i_X509(nil, &next, buffer.count)
            return unsafe (pointer, next == buffer.baseAddress.map { unsafe $0 + buffer.count })
        }
        guard let object = unsafe LibraryObject(pointer, freedBy: { unsafe X509_free($0) }),
            consumed
        else {
            discardLibraryErrors()
            throw .malformed
        }
        try self.init(object, der: der)
    }

    /// Reads one PEM block `CERTIFICATE` (RFC 7468 section 5).
    package init(pem: String) throws(CertificateFault) {
        guard let der = PEM.decode(pem, label: "CERTIFICATE") else { throw .malformed }
        try self.init(der: der)
    }

    /// The PEM block `CERTIFICATE`.
    package var pem: String { PEM.encode(der, label: "CERTIFICATE") }

    /// SHA-256 of the DER bytes, by which a certificate is named in logs and settings.
    package var fingerprint: SHA256Digest { SHA256.hash(der) }

    /// Whether `instant` lies within the validity, both ends included (RFC 5280 section 4.1.2.5).
    package func isValid(at instant: Instant) -> Bool {
        notBefore <= instant && instant < notAfter.adding(seconds: 1)
    }

    /// One more owner for a certificate of the library's; nil when we cannot use its key.
    static func sharing(_ pointer: OpaquePointer) -> Certificate? {
        guard unsafe X509_up_ref(pointer) == 1,
            let object = unsafe LibraryObject(pointer, freedBy: { unsafe X509_free($0) }),
            let der = encoding(of: object)
        else { return nil }
        return try? Certificate(object, der: der)
    }

    init(_ object: LibraryObject, der: [UInt8]) throws(CertificateFault) {
        guard let notBefore = unsafe instant(from: X509_get0_notBefore(object.pointer)),
            let notAfter = unsafe instant(from: X509_get0_notAfter(object.pointer))
        else { throw .malformed }
        self.object = object
        self.der = der
        self.subject = unsafe CertificateSubject(readingFrom: X509_get_subject_name(object.pointer))
        self.issuer = unsafe CertificateSubject(readingFrom: X509_get_issuer_name(object.pointer))
        self.serial = serialNumber(object)
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.publicKey = try readPublicKey(object)
    }
}

extension Certificate: Hashable {
    /// Equal when every byte is.
    package static func == (left: Certificate, right: Certificate) -> Bool { left.der == right.der }

    /// Hashes the bytes.
    package func hash(into hasher: inout Hasher) { hasher.combine(der) }
}

private func serialNumber(_ object: LibraryObject) -> String {
    guard let serial = unsafe X509_get0_serialNumber(object.pointer),
        let start = unsafe ASN1_STRING_get0_data(serial)
    else { return "" }
    let count = unsafe Int(ASN1_STRING_length(serial))
    return unsafe Array(UnsafeBufferPointer(start: start, count: count)).hex
}

/// The DER bytes; as received, since the library keeps them.
func encoding(of certificate: LibraryObject) -> [UInt8]? {
    var start: UnsafeMutablePointer<UInt8>?
    let length = unsafe i2d_X509(certificate.pointer, &start)
    defer { unsafe qyzmet_free(start) }
    guard length > 0 else { return nil }
    return unsafe Array(UnsafeBufferPointer(start: start, count: Int(length)))
}

private func readPublicKey(_ object: LibraryObject) throws(CertificateFault) -> PublicKey {
    var start: UnsafeMutablePointer<UInt8>?
    let length = unsafe i2d_X509_PUBKEY(X509_get_X509_PUBKEY(object.pointer), &start)
    defer { unsafe qyzmet_free(start) }
    guard length > 0 else {
        discardLibraryErrors()
        throw .malformed
    }
    let spki = unsafe Array(UnsafeBufferPointer(start: start, count: Int(length)))
    do throws(KeyFault) { return try PublicKey(spki: spki) } catch { throw .key(error) }
}
