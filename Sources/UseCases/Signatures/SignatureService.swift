import Kernel
import Signatures

/// Verifies signatures with all that can be found out now: it asks the authorities whether the
/// certificates were revoked, then judges.
package struct SignatureService: Sendable {
    /// The most certificates of one message about which authorities are asked.
    package static let askedMax = 16
    /// The most certificates of signers of one message whose chains are looked for.
    package static let leavesMax = 32
    /// The most addresses of OCSP of one certificate that are asked.
    package static let responderAddressesMax = 2
    /// The most addresses of complete lists of one certificate from which one is fetched.
    package static let listAddressesMax = 4
    /// The most addresses of deltas of one certificate from which one is fetched.
    package static let deltaAddressesMax = 4

    private let ports: SignaturePorts
    private let random: RandomSource
    private let lists: RevocationListCache
    private let memory: SignatureMemory

    /// A service that asks through the ports.
    ///
    /// - Parameter memory: what was found good for messages before.
    package init(
        ports: SignaturePorts, random: RandomSource, lists: RevocationListCache,
        memory: SignatureMemory = SignatureMemory()
    ) {
        self.ports = ports
        self.random = random
        self.lists = lists
        self.memory = memory
    }

    /// Authorities' certificates that are at hand beside those in the messages.
    package var authorities: [Certificate] { ports.authorities }

    /// Certificates that a message may name without carrying them: of peers, and of authorities.
    package var known: [Certificate] { ports.peers + ports.authorities }

    /// Verifies every signature of a message in CMS.
    ///
    /// - Parameters:
    ///   - content: what was signed, when it is not inside.
    ///   - sources: where it is asked for revocation of signers; of none the policy's rule for
    ///     unknown holds.
    package func verify(
        _ message: [UInt8], content: [UInt8]?, policy: SignaturePolicy,
        sources: Set<RevocationSource> = [.ocsp, .crl]
    ) async -> SignatureReport {
        guard let data = try? SignedData(message) else {
            return SignatureVerifier(judge: judge(RevocationEvidence()))
                .verify(message, content: content, policy: policy)
        }
        let checks = newChecks
        var evidence = RevocationEvidence()
        if policy.unknownRevocation != .notChecked {
            evidence = await self.evidence(
                for: Self.signers(of: data), pool: data.certificates, policy: policy,
                sources: sources, checks: checks)
        }
        return SignatureVerifier(judge: judge(evidence))
            .verify(data, content: content, policy: policy, checks: checks)
    }

    /// Judges a certificate that comes without a message.
    package func judge(
        _ certificate: Certificate, included: [Certificate] = [], policy: SignaturePolicy,
        sources: Set<RevocationSource> = [.ocsp, .crl]
    ) async -> SignerJudge.Judgement {
        let checks = newChecks
        var evidence = RevocationEvidence()
        if policy.unknownRevocation != .notChecked {
            evidence = await self.evidence(
                for: [certificate], pool: included, policy: policy, sources: sources,
                checks: checks)
        }
        return judge(evidence).judge(
            certificate, included: included, policy: policy, at: policy.instant, checks: checks)
    }

    /// Checks for one message, which know what was found good before.
    package var newChecks: SignatureChecks { SignatureChecks(memory: memory) }

    /// A judge who has this evidence.
    package func judge(_ evidence: RevocationEvidence) -> SignerJudge {
        SignerJudge(
            anchors: ports.anchors, certificates: ports.authorities, evidence: evidence)
    }

    /// The certificates that signed a message or one of its time-stamps.
    private static func signers(of data: SignedData) -> [Certificate] {
        var found: [Certificate] = []
        func add(_ certificates: [Certificate], of signers: [SignerInfo]) {
            for info in signers {
                found += certificates.filter { info.names($0) && !found.contains($0) }
            }
        }
        add(data.certificates, of: data.signers)
        for token in data.signers.flatMap(\.timeStamps) where found.count < leavesMax {
            guard let stamp = try? SignedData(token) else { continue }
            add(stamp.certificates + data.certificates, of: stamp.signers)
        }
        return Array(found.prefix(leavesMax))
    }
}

// MARK: - Asking

extension SignatureService {
    /// What the authorities say of the chains of these certificates.
    ///
    /// Only a chain that reaches a trusted root is asked about: its addresses were written by
    /// authorities, whereas those of any other certificate are its maker's.
    ///
    /// - Parameter checks: what was checked for the same message already.
    package func evidence(
        for leaves: [Certificate], pool: [Certificate], policy: SignaturePolicy,
        sources: Set<RevocationSource>, checks: SignatureChecks = SignatureChecks()
    ) async -> RevocationEvidence {
        let instant = policy.instant
        let paths = PathBuilder(anchors: ports.anchors)
        var evidence = RevocationEvidence()
        var asked: Set<Certificate> = []
        for leaf in leaves {
            let chain = paths.path(
                of: leaf, pool: pool + ports.authorities, at: instant, checks: checks
            ).certificates
            guard let last = chain.last, ports.anchors.authorities.contains(last) else { continue }
            for (certificate, issuer) in zip(chain, chain.dropFirst()) {
                guard asked.count < Self.askedMax, asked.insert(certificate).inserted,
                    !certificate.extensions.isFreeOfRevocationCheck
                else { continue }
                // Who wants OCSP alone means the signer: an authority's root has lists alone.
                let all: Set<RevocationSource> = sources.isEmpty ? [] : [.ocsp, .crl]
                await ask(
                    certificate, issuer, certificate == leaf ? sources : all, policy, checks,
                    into: &evidence)
            }
        }
        return evidence
    }

    /// OCSP first, address by address; the lists where no answer, once verified, decides anything.
    private func ask(
        _ certificate: Certificate, _ issuer: Certificate, _ sources: Set<RevocationSource>,
        _ policy: SignaturePolicy, _ checks: SignatureChecks,
        into evidence: inout RevocationEvidence
    ) async {
        if sources.contains(.ocsp) {
            let addresses = certificate.extensions.ocspAddresses
            for url in addresses.prefix(Self.responderAddressesMax) {
                guard let answer = await ocsp(certificate, issuer, at: url, policy) else {
                    continue
                }
                evidence.answers.append(answer)
                let checker = RevocationChecker(
                    evidence: RevocationEvidence(answers: [answer]),
                    paths: PathBuilder(anchors: ports.anchors), pool: ports.authorities,
                    checks: checks)
                let status = checker.status(of: certificate, issuer: issuer, at: policy.instant)
                if status.isDecided { return }
            }
        }
        guard sources.contains(.crl) else { return }
        var deltas = certificate.extensions.deltaListAddresses
        for url in certificate.extensions.revocationListAddresses.prefix(Self.listAddressesMax) {
            guard let list = await fetch(url, into: &evidence) else { continue }
            // An address in a list is the authority's word only if the authority signed the list.
            let named = list.deltaListAddresses.filter { !deltas.contains($0) }
            if !named.isEmpty, checks.isSigned(list, by: issuer) { deltas += named }
        }
        for url in deltas.prefix(Self.deltaAddressesMax) { _ = await fetch(url, into: &evidence) }
    }

    private func fetch(
        _ url: String, into evidence: inout RevocationEvidence
    ) async -> RevocationList? {
        guard let list = await lists.list(at: url, fetch: ports.services.list) else { return nil }
        if !evidence.lists.contains(where: { $0.signedBytes == list.signedBytes }) {
            evidence.lists.append(list)
        }
        return list
    }

    /// The answer of one address.
    ///
    /// One that repeats another nonce than ours is none. One that repeats none may be an old one
    /// that somebody kept: it is one only while it is as fresh as the policy asks.
    private func ocsp(
        _ certificate: Certificate, _ issuer: Certificate, at url: String,
        _ policy: SignaturePolicy
    ) async -> OCSPResponse? {
        let nonce = random.bytes(16)
        let request = OCSPRequest(
            OCSPCertificateID(certificate, issuer: issuer, digest: .sha1), nonce: nonce)
        guard let bytes = try? await ports.services.ocsp(url, request.der),
            let answer = try? OCSPResponse(der: bytes)
        else { return nil }
        guard let body = answer.body else { return answer }
        if let repeated = body.nonce { return repeated == nonce ? answer : nil }
        if let most = policy.nonceLessAnswerAgeSecondsMax,
            let single = body.single(about: certificate, issuer: issuer),
            single.thisUpdate.adding(seconds: most) < policy.instant
        {
            return nil
        }
        return answer
    }
}

extension Platform {
    /// Verifies signatures of people.
    package var signatureService: SignatureService {
        SignatureService(
            ports: signatures.current, random: random, lists: revocationLists,
            memory: signatureMemory)
    }
}
