import Glibc
import Kernel
import Signatures

extension DocumentSigner {
    /// A signer with a key and the certificates for it.
    ///
    /// - Parameter expired: a certificate of the same key that is no longer valid.
    package init(key: SigningKey, certificate: Certificate, expired: Certificate) {
        self.init(
            sign: { content, now in
                try CMS.signDetached(content, certificate: certificate, key: key, signingTime: now)
            },
            signExpired: { content, now in
                try CMS.signDetached(content, certificate: expired, key: key, signingTime: now)
            })
    }

    /// The signer of an issuing body: a key of its own, kept in the file, and new certificates.
    ///
    /// - Parameters:
    ///   - authority: the sandbox's certification authority.
    ///   - keyFile: read if it is there, made if not.
    ///   - now: certificates hold from the day before; the expired one ended then.
    ///   - years: how long the certificate holds; the authority must hold longer.
    package static func make(
        for body: IssuingBody, authority: CertificateAuthority, keyFile: String, now: Instant,
        years: Int = 5, random: RandomSource = .system
    ) throws -> DocumentSigner {
        let key = try key(inFile: keyFile)
        let subject = CertificateSubject(
            body: body.certificateName, bin: body.entity.bin.digits,
            service: "Sandbox register \(body.rawValue)")
        let yesterday = now.adding(seconds: -86_400)
        let certificate = try authority.issue(
            to: subject, key: key.publicKey, from: yesterday,
            to: Day(at: now).adding(years: years).start, random: random)
        let expired = try authority.issue(
            to: subject, key: key.publicKey, from: yesterday.adding(seconds: -86_400),
            to: yesterday, random: random)
        return DocumentSigner(key: key, certificate: certificate, expired: expired)
    }

    /// The signer of an issuing body under the sandbox's certification authority: the chain stands
    /// beside the body's certificate, and a time-stamp beside each signature.
    static func make(
        for body: IssuingBody, nca: SandboxNCA, keyFile: String
    ) async throws -> DocumentSigner {
        let key = try key(inFile: keyFile)
        let now = Instant(seconds: nca.clock.now().milliseconds / 1000)
        let subject = CertificateSubject(
            body: body.certificateName, bin: body.entity.bin.digits,
            service: "Sandbox register \(body.rawValue)")
        let yesterday = now.adding(seconds: -86_400)
        let certificate = try await nca.certify(
            key.publicKey, as: subject, from: yesterday, to: Day(at: now).adding(years: 5).start)
        let expired = try await nca.certify(
            key.publicKey, as: subject, from: yesterday.adding(seconds: -86_400), to: yesterday)
        let chain = [nca[.ecdsa].issuing.certificate]
        let sign = { @Sendable (certificate: Certificate, content: [UInt8], now: Instant) in
            var draft = SignedDataDraft(content: content, detached: true)
            let signature = try draft.sign(
                with: key, certificate: certificate, chain: chain, signingTime: now)
            try draft.attach(timeStamp: nca.stamp(signature, .ecdsa))
            return draft.der
        }
        return DocumentSigner(
            sign: { try sign(certificate, $0, $1) }, signExpired: { try sign(expired, $0, $1) })
    }

    private static func key(inFile path: String) throws -> SigningKey {
        do throws(KeyFault) {
            return try SigningKey(contentsOfFile: path)
        } catch .file(_, ENOENT) {
            let key = try SigningKey.generateES256()
            try key.save(toFile: path)
            return key
        }
    }
}

extension IssuingBody {
    /// The name in certificates, where a name has at most 64 characters.
    var certificateName: String {
        switch self {
        case .internalAffairs: "ҚР Ішкі істер министрлігі"
        case .justice: "ҚР Әділет министрлігі"
        case .labour: "ҚР Еңбек және халықты әлеуметтік қорғау министрлігі"
        case .science: "ҚР Ғылым және жоғары білім министрлігі"
        }
    }
}
