import ASN1
import Kernel

/// Verifies signatures in the Cryptographic Message Syntax and says everything that it found.
///
/// Signed attributes are required: without them the DER of one message's attributes could be shown
/// as the signed content of another.
package struct SignatureVerifier: Sendable {
    private let judge: SignerJudge

    /// A verifier.
    package init(judge: SignerJudge) {
        self.judge = judge
    }

    /// Verifies every signature of a message.
    ///
    /// - Parameters:
    ///   - message: DER or BER, 64 MiB at most.
    ///   - content: what was signed, when it is not inside; when both are there they must agree.
    package func verify(
        _ message: [UInt8], content: [UInt8]? = nil, policy: SignaturePolicy
    ) -> SignatureReport {
        let data: SignedData
        do throws(ASN1Fault) {
            data = try SignedData(message)
        } catch {
            return .unreadable(
                Finding(
                    error == .tooLarge ? .tooLarge : .malformed,
                    detail: .reason(.structure(error))))
        }
        return verify(data, content: content, policy: policy)
    }

    /// Verifies every signature of a message that was read.
    ///
    /// - Parameter checks: what was checked for the same message already.
    package func verify(
        _ data: SignedData, content: [UInt8]?, policy: SignaturePolicy,
        checks: SignatureChecks = SignatureChecks()
    ) -> SignatureReport {
        var findings: [Finding] = []
        if data.signers.isEmpty { findings.append(Finding(.noSigner)) }
        if let inner = data.content, let content, inner != content {
            findings.append(Finding(.contentDiffers))
        }
        guard let signed = data.content ?? content else {
            return SignatureReport(
                signatures: [], messageFindings: findings + [Finding(.contentMissing)],
                content: nil)
        }
        var digests: [DigestAlgorithm: [UInt8]] = [:]
        let signatures = data.signers.enumerated().map { index, info in
            verify(info, index, in: data, policy, checks) { algorithm in
                if let known = digests[algorithm] { return known }
                let made = algorithm.hash(signed)
                digests[algorithm] = made
                return made
            }
        }
        return SignatureReport(
            signatures: signatures, messageFindings: findings, content: signed)
    }

    private func verify(
        _ info: SignerInfo, _ index: Int, in data: SignedData, _ policy: SignaturePolicy,
        _ checks: SignatureChecks, _ digest: (DigestAlgorithm) -> [UInt8]
    ) -> SignatureReport.Signature {
        let check = SignerCheck(
            info: info, contentType: data.contentType, certificates: data.certificates,
            refused: data.refusedCertificates, algorithms: policy.algorithms)
        let (signer, cryptography) = check.run(digest)
        let stamps = info.timeStamps.map { timeStamp($0, of: info, in: data, policy, checks) }
        var findings = cryptography + stamps.flatMap(\.findings)
        if stamps.isEmpty, policy.isTimeStampRequired {
            findings.append(Finding(.timeStampMissing))
        }
        let stamped = stamps.compactMap(\.report).filter(\.isValid).map(\.info.time).min()
        let judgedAt = policy.isTimeStampTrusted ? stamped ?? policy.instant : policy.instant
        findings += times(info, signer, policy)
        let judgement = signer.map {
            judge.judge(
                $0, included: data.certificates, lists: data.revocationLists, policy: policy,
                at: judgedAt, checks: checks)
        }
        findings += judgement?.findings ?? []
        return SignatureReport.Signature(
            signer: signer, path: judgement?.path, signingTime: info.signingTime,
            timeStamps: stamps.compactMap(\.report), judgedAt: judgedAt,
            revocations: judgement?.revocations ?? [], scheme: try? info.scheme.get(),
            findings: findings.map { $0.of(signer: index) })
    }

    private func times(
        _ info: SignerInfo, _ signer: Certificate?, _ policy: SignaturePolicy
    ) -> [Finding] {
        guard let time = info.signingTime else {
            return [Finding(.signingTimeMissing, severity: .warning, subject: .signature)]
        }
        var findings: [Finding] = []
        if policy.instant.adding(seconds: policy.clockLeewaySeconds) < time {
            findings.append(
                Finding(
                    .signedInFuture, subject: .signature, at: policy.instant, detail: .moment(time))
            )
        }
        if let signer, time < signer.notBefore {
            findings.append(
                Finding(
                    .signedBeforeCertificate, subject: .signature, at: time,
                    detail: .moment(signer.notBefore)))
        }
        return findings
    }

    private func timeStamp(
        _ token: [UInt8], of info: SignerInfo, in data: SignedData, _ policy: SignaturePolicy,
        _ checks: SignatureChecks
    ) -> (report: TimeStampReport?, findings: [Finding]) {
        let verifier = TimeStampVerifier(judge: judge)
        do throws(ASN1Fault) {
            let read = try TimeStampToken(der: token)
            let report = verifier.verify(
                read, stamped: info.signature, certificates: data.certificates, policy: policy,
                checks: checks)
            return (report, report.findings)
        } catch {
            let finding = Finding(
                .timeStampMalformed, subject: .timeStamp, detail: .reason(.structure(error)))
            return (nil, [finding])
        }
    }
}
