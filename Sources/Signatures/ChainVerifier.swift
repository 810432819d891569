import COpenSSL
import Kernel

/// Builds chains of certificates to trusted roots (RFC 5280 section 6).
struct ChainVerifier: Sendable {
    private let store: LibraryObject

    init(trustedRoots: [Certificate]) throws(LibraryFault) {
        guard
            let store = unsafe LibraryObject(
                X509_STORE_new(), freedBy: { unsafe X509_STORE_free($0) })
        else { throw LibraryFault("trust store") }
        for root in trustedRoots {
            guard unsafe X509_STORE_add_cert(store.pointer, root.object.pointer) == 1 else {
                throw LibraryFault("trust store")
            }
        }
        self.store = store
    }

    /// What speaks against `signer` as a signer of documents at `instant`.
    ///
    /// The library builds the chain without looking at dates; they are looked at here, so that an
    /// expired certificate of a trusted authority is told apart from one that nobody vouches for.
    /// - Parameter included: a list of certificates that came with the signature.
    func findings(
        _ signer: Certificate, _ included: LibraryObject, at instant: Instant
    ) -> Set<SignatureFinding> {
        var findings: Set<SignatureFinding> = []
        let usage = unsafe X509_get_key_usage(signer.object.pointer)
        // Without the extension the library answers that everything is allowed; we ask for it.
        if usage == .max || usage & UInt32(KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION) == 0 {
            findings.insert(.keyUsageForbids)
        }
        guard let chain = buildChain(signer, included) else {
            findings.insert(.signerUntrusted)
            findings.formUnion(Validity(signer).findings(at: instant))
            return findings
        }
        for validity in chain { findings.formUnion(validity.findings(at: instant)) }
        return findings
    }

    /// The validity of every certificate of the chain, the signer's first; nil when there is none.
    private func buildChain(_ signer: Certificate, _ included: LibraryObject) -> [Validity]? {
        guard
            let context = unsafe LibraryObject(
                X509_STORE_CTX_new(), freedBy: { unsafe X509_STORE_CTX_free($0) }),
            unsafe X509_STORE_CTX_init(
                context.pointer, store.pointer, signer.object.pointer, included.pointer) == 1,
            let parameters = unsafe X509_STORE_CTX_get0_param(context.pointer)
        else { return nil }
        let flags = UInt(X509_V_FLAG_NO_CHECK_TIME | X509_V_FLAG_X509_STRICT)
        unsafe X509_VERIFY_PARAM_set_flags(parameters, flags)
        unsafe X509_VERIFY_PARAM_set_depth(parameters, 4)
        // Level 2: keys and hashes of 112 bits of strength at least.
        unsafe X509_VERIFY_PARAM_set_auth_level(parameters, 2)
        guard unsafe X509_verify_cert(context.pointer) == 1,
            let chain = unsafe X509_STORE_CTX_get0_chain(context.pointer)
        else { return nil }
        var validities: [Validity] = []
        for position in unsafe 0..<OPENSSL_sk_num(chain) {
            guard let value = unsafe OPENSSL_sk_value(chain, position),
                let validity = unsafe Validity(OpaquePointer(value))
            else { return nil }
            validities.append(validity)
        }
        return validities
    }
}

/// Between which moments a certificate is valid.
private struct Validity {
    private let notBefore: Instant
    private let notAfter: Instant

    init(_ certificate: Certificate) {
        self.notBefore = certificate.notBefore
        self.notAfter = certificate.notAfter
    }

    init?(_ certificate: OpaquePointer) {
        guard let notBefore = unsafe instant(from: X509_get0_notBefore(certificate)),
            let notAfter = unsafe instant(from: X509_get0_notAfter(certificate))
        else { return nil }
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// The end belongs to the validity (RFC 5280 section 4.1.2.5).
    func findings(at instant: Instant) -> Set<SignatureFinding> {
        if instant < notBefore { return [.certificateNotYetValid] }
        return instant < notAfter.adding(seconds: 1) ? [] : [.certificateExpired]
    }
}
