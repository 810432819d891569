import COpenSSL
import Kernel

/// Why a document could not be signed.
package enum CMSFault: Error, Hashable, Sendable {
    /// The certificate's public key is not the signing key's.
    case keyNotOfCertificate
    /// The library failed.
    case library(LibraryFault)
}

/// Detached signatures in the Cryptographic Message Syntax (RFC 5652), CAdES-BES (ETSI EN 319 122).
package enum CMS {
    /// The largest signature that is looked at, in bytes: 256 KiB.
    package static let bytesMax = 262_144

    /// Signs `content` and gives the DER of a SignedData that does not contain it.
    ///
    /// One signer, SHA-256, the certificate included; signed attributes: contentType,
    /// messageDigest, signingTime and signingCertificateV2 (RFC 5035), which binds the signature to
    /// this very certificate.
    /// - Parameter signingTime: in whole seconds; milliseconds are cut off.
    package static func signDetached(
        _ content: [UInt8], certificate: Certificate, key: SigningKey, signingTime: Instant
    ) throws(CMSFault) -> [UInt8] {
        guard certificate.publicKey == key.publicKey else { throw .keyNotOfCertificate }
        do throws(LibraryFault) {
            return try sign(content, certificate: certificate, key: key, at: makeTime(signingTime))
        } catch {
            throw .library(error)
        }
    }

    private static func sign(
        _ content: [UInt8], certificate: Certificate, key: SigningKey, at time: LibraryTime
    ) throws(LibraryFault) -> [UInt8] {
        let flags = UInt32(CMS_PARTIAL | CMS_DETACHED | CMS_BINARY)
        let started = unsafe CMS_sign(nil, nil, nil, nil, flags)
        guard let object = key.libraryKey,
            let message = unsafe LibraryObject(
                started, freedBy: { unsafe CMS_ContentInfo_free($0) }),
            let signer = unsafe CMS_add1_signer(
                message.pointer, certificate.object.pointer, object.pointer, EVP_sha256(),
                flags | UInt32(CMS_CADES | CMS_NOSMIMECAP)),
            unsafe CMS_signed_add1_attr_by_NID(
                signer, NID_pkcs9_signingTime, time.pointer.pointee.type, time.pointer, -1) == 1
        else { throw LibraryFault("CMS signer") }
        let finished = unsafe content.withUnsafeBytes { buffer in
            guard
                let source = unsafe LibraryObject(
                    BIO_new_mem_buf(buffer.baseAddress, Int32(buffer.count)),
                    freedBy: { _ = unsafe BIO_free($0) })
            else { return false }
            return unsafe CMS_final(message.pointer, source.pointer, nil, flags) == 1
        }
        guard finished else { throw LibraryFault("CMS signature") }
        var start: UnsafeMutablePointer<UInt8>?
        let length = unsafe i2d_CMS_ContentInfo(message.pointer, &start)
        defer { unsafe qyzmet_free(start) }
        guard length > 0 else { throw LibraryFault("CMS encoding") }
        return unsafe Array(UnsafeBufferPointer(start: start, count: Int(length)))
    }
}
