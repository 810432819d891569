import COpenSSL
import Kernel
import Testing

@testable import Signatures

/// The journey of one signed document: made, verified, and refused for each reason there is.
@Suite struct CMSTests {
    private let authority: SandboxAuthority
    private let verifier: CMSVerifier
    private let content = Array("{\"document\":\"licence\"}".utf8)
    private let now = SandboxAuthority.now
    private let der: [UInt8]

    init() throws {
        authority = try SandboxAuthority()
        verifier = try CMSVerifier(trustedRoots: [authority.root.certificate])
        der = try CMS.signDetached(
            content, certificate: authority.body, key: authority.bodyKey, signingTime: now)
    }

    private func verdict(
        _ der: [UInt8]? = nil, _ content: [UInt8]? = nil, at instant: Instant? = nil,
        expecting bin: String = "600140000017"
    ) -> SignatureVerdict {
        verifier.verifyDetached(
            der ?? self.der, content: content ?? self.content, at: instant ?? now
        ) { $0.subject.bin == bin }
    }

    private func sign(
        _ certificate: Certificate, _ key: SigningKey, at time: Instant? = nil
    ) throws -> [UInt8] {
        try CMS.signDetached(
            content, certificate: certificate, key: key, signingTime: time ?? now)
    }

    @Test func `a sound signature tells signer, time and content`() throws {
        let signature = try #require(verdict().verified)
        #expect(signature.signer == authority.body)
        #expect(signature.signingTime == now)
        #expect(signature.verifiedAt == now)
        #expect(signature.contentDigest == SHA256.hash(content))
        #expect(verdict().findings.isEmpty)
        #expect(libraryErrorQueueIsEmpty())
    }

    @Test func `empty and large contents are signed and verified alike`() throws {
        for content in [[], [UInt8](repeating: 7, count: 1_000_000)] as [[UInt8]] {
            let der = try CMS.signDetached(
                content, certificate: authority.body, key: authority.bodyKey, signingTime: now)
            #expect(der.count < 2000)
            #expect(verdict(der, content).verified != nil)
            #expect(verdict(der, content + [0]).findings == [.contentDigestDiffers])
        }
    }

    @Test func `changed content is found`() {
        #expect(verdict(nil, content + [0x20]).findings == [.contentDigestDiffers])
        #expect(verdict(nil, []).findings == [.contentDigestDiffers])
    }

    @Test func `an expired or not yet valid certificate is told from an untrusted one`() {
        let early = SandboxAuthority.from.adding(seconds: -1)
        #expect(verdict(at: early).findings == [.certificateNotYetValid, .signedInFuture])
        let late = SandboxAuthority.to.adding(seconds: 1)
        #expect(verdict(at: late).findings == [.certificateExpired])
        #expect(verdict(at: SandboxAuthority.to).verified != nil)
    }

    @Test func `an expired root is found though the signer's own certificate is valid`() throws {
        let key = try SigningKey.generateES256()
        let root = try CertificateAuthority(
            root: CertificateSubject(commonName: "SHORT"), key: key, from: SandboxAuthority.from,
            to: now.adding(seconds: -1), random: .system)
        let body = try root.issue(
            to: SandboxAuthority.subject, key: authority.bodyKey.publicKey,
            from: SandboxAuthority.from, to: SandboxAuthority.to, random: .system)
        let verdict = try CMSVerifier(trustedRoots: [root.certificate]).verifyDetached(
            sign(body, authority.bodyKey), content: content, at: now
        ) { _ in true }
        #expect(verdict.findings == [.certificateExpired])
    }

    @Test func `another authority of the same name is not trusted`() throws {
        let other = try SandboxAuthority()
        let forged = try sign(other.body, other.bodyKey)
        #expect(verdict(forged).findings == [.signerUntrusted])
        let nobody = try CMSVerifier(trustedRoots: [])
        #expect(
            nobody.verifyDetached(der, content: content, at: now) { _ in true }.findings
                == [.signerUntrusted])
        let leafAsRoot = try CMSVerifier(trustedRoots: [authority.body])
        #expect(
            leafAsRoot.verifyDetached(der, content: content, at: now) { _ in true }.findings
                == [.signerUntrusted])
    }

    @Test func `a body cannot issue certificates to others`() throws {
        let key = try SigningKey.generateES256()
        var draft = try CertificateDraft(
            subject: SandboxAuthority.subject, key: key.publicKey, from: SandboxAuthority.from,
            to: SandboxAuthority.to, random: .system)
        draft.issuer = authority.body.subjectName
        draft.extensions = CertificateProfile.signing.encode(
            subjectKey: key.publicKey, issuerKey: authority.bodyKey.publicKey)
        let smuggled = try draft.sign(with: authority.bodyKey)
        #expect(verdict(try sign(smuggled, key)).findings == [.signerUntrusted])
    }

    @Test func `an authority's own key signs no documents`() throws {
        let issuing = try authority.root.issue(
            to: SandboxAuthority.subject, key: authority.bodyKey.publicKey, usage: .issuing,
            from: SandboxAuthority.from, to: SandboxAuthority.to, random: .system)
        #expect(verdict(try sign(issuing, authority.bodyKey)).findings == [.keyUsageForbids])
    }

    @Test func `a sound signature of someone else is the wrong signer's`() {
        let verdict = verdict(expecting: "600140000018")
        #expect(verdict.findings == [.wrongSigner])
        #expect(verdict.verified == nil)
    }

    @Test func `all that is wrong is reported at once and in order`() {
        let verdict = verdict(
            nil, [1], at: SandboxAuthority.to.adding(seconds: 9), expecting: "600140000018")
        #expect(verdict.findings == [.contentDigestDiffers, .certificateExpired, .wrongSigner])
        guard case .refused(_, let signer, let time) = verdict else {
            Issue.record("refused")
            return
        }
        #expect(signer == authority.body)
        #expect(time == now)
    }

    @Test func `a signing time beyond the clock's leeway or before the certificate is found`()
        throws
    {
        let near = try sign(authority.body, authority.bodyKey, at: now.adding(seconds: 60))
        #expect(verdict(near).verified != nil)
        let far = try sign(authority.body, authority.bodyKey, at: now.adding(seconds: 61))
        #expect(verdict(far).findings == [.signedInFuture])
        let before = try sign(
            authority.body, authority.bodyKey, at: SandboxAuthority.from.adding(seconds: -1))
        #expect(verdict(before).findings == [.signedBeforeCertificate])
    }

    @Test func `an RSA key signs as well`() throws {
        let key = try TestKeys.rs256.get()
        let body = try authority.root.issue(
            to: SandboxAuthority.subject, key: key.publicKey, from: SandboxAuthority.from,
            to: SandboxAuthority.to, random: .system)
        #expect(verdict(try sign(body, key)).verified?.signer == body)
    }

    @Test func `a key signs only under its own certificate`() throws {
        let other = try SigningKey.generateES256()
        #expect(throws: CMSFault.keyNotOfCertificate) { try sign(authority.body, other) }
    }

    @Test func `two certificates of one key are told apart by the signed attributes`() throws {
        let twin = try makeTwin()
        let swapped = try #require(replacing(authority.body.der, by: twin.der, in: der))
        let renamed = try #require(
            replacing(bytes(authority.body.serial), by: bytes(twin.serial), in: swapped))
        #expect(verdict(renamed).findings == [.signingCertificateDiffers])
    }

    @Test func `what is no detached signature of one signer is malformed`() throws {
        let cases: [[UInt8]] = [
            [], [0x30], der.dropLast(), der + [0], content, authority.body.der,
            [UInt8](repeating: 0x30, count: CMS.bytesMax + 1), try attached(),
            try withoutAttributes(),
        ]
        for bytes in cases { #expect(verdict(bytes).findings == [.malformed]) }
        #expect(libraryErrorQueueIsEmpty())
    }

    @Test func `no changed byte of the signature passes, but for hints that none covers`() throws {
        // The list of hashes is a hint for reading in one pass, which a verifier may pass over
        // (RFC 5652 section 5.1); ours reads the signer's own. The two version numbers say which
        // optional fields to expect. No signature covers either.
        let hint = try #require(der.firstRange(of: bytes("300b0609608648016503040201")))
        let versions = der.ranges(of: [2, 1, 1]).map { $0.lowerBound + 2 }
        var passed: [Int] = []
        for index in der.indices {
            var changed = der
            changed[index] ^= 1
            if verdict(changed).verified != nil { passed.append(index) }
        }
        #expect(passed.allSatisfy { hint.contains($0) || versions.contains($0) }, "\(passed)")
        #expect(libraryErrorQueueIsEmpty())
    }

    @Test func `one verifier serves many threads at once`() async {
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<20).allSatisfy { _ in
                        let changed = task % 2 == 0 ? content : content + [1]
                        return (verdict(nil, changed).verified != nil) == (task % 2 == 0)
                    } && libraryErrorQueueIsEmpty()
                }
            }
            for await sound in group { #expect(sound) }
        }
    }

    // MARK: - Forgeries

    private func bytes(_ hex: String) -> [UInt8] { [UInt8](hex: hex) ?? [] }

    /// Replaces the first place where `old` stands; lengths must agree, as the outer ones count them.
    private func replacing(_ old: [UInt8], by new: [UInt8], in whole: [UInt8]) -> [UInt8]? {
        guard old.count == new.count, let range = whole.firstRange(of: old) else { return nil }
        var whole = whole
        whole.replaceSubrange(range, with: new)
        return whole
    }

    /// Another certificate of the same key and length; signatures differ in length by chance.
    private func makeTwin() throws -> Certificate {
        for _ in 0..<200 {
            let twin = try authority.root.issue(
                to: SandboxAuthority.subject, key: authority.bodyKey.publicKey,
                from: SandboxAuthority.from, to: SandboxAuthority.to, random: .system)
            if twin.der.count == authority.body.der.count { return twin }
        }
        throw CertificateFault.malformed
    }

    private func attached() throws -> [UInt8] { try make(UInt32(CMS_BINARY)) }

    private func withoutAttributes() throws -> [UInt8] {
        try make(UInt32(CMS_BINARY | CMS_DETACHED | CMS_NOATTR))
    }

    /// What another tool would make of the same content.
    private func make(_ flags: UInt32) throws -> [UInt8] {
        var content = content
        let source = try #require(
            unsafe LibraryObject(
                BIO_new_mem_buf(&content, Int32(content.count)),
                freedBy: { _ = unsafe BIO_free($0) }))
        let key = try #require(authority.bodyKey.libraryKey)
        let certificate = try #require(
            unsafe authority.body.der.withUnsafeBufferPointer { buffer in
                var next = buffer.baseAddress
                return unsafe LibraryObject(
                    d2i_X509(nil, &next, buffer.count), freedBy: { unsafe X509_free($0) })
            })
        let message = try #require(
            unsafe LibraryObject(
                CMS_sign(
                    certificate.pointer, key.pointer, nil,
                    source.pointer, flags), freedBy: { unsafe CMS_ContentInfo_free($0) }))
        var start: UnsafeMutablePointer<UInt8>?
        let length = unsafe i2d_CMS_ContentInfo(message.pointer, &start)
        defer { unsafe qyzmet_free(start) }
        return unsafe Array(UnsafeBufferPointer(start: start, count: Int(length)))
    }
}
