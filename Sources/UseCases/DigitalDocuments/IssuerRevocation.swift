import Kernel
import Registers
import Signatures

/// What is known of the revocation of the certificate with which an issuing body signed (UC-06 6).
///
/// A revoked certificate has no case: what it signed is not shown.
package enum IssuerRevocation: String, Sendable, Hashable {
    /// No certificate of the chain is revoked, as OCSP or a current list says.
    case good
    /// Nobody could say, and the operator has decided that the document is shown all the same.
    case unknown
}

extension Platform {
    /// How long the authorities may take altogether: a view is reserved for no longer than that.
    private static var issuerRevocationWait: Duration { .seconds(6) }

    /// Asks the authorities about the certificates of a signature, and judges their answers at the
    /// moment when they have come: what was revoked while the register built is refused.
    ///
    /// - Throws: `registerSignatureInvalid` for what is revoked or was never issued;
    ///   `revocationUnknown` when nobody can say and `issuerCertificate.unknownRevocation` refuses.
    func checkRevocation(
        of signer: Certificate, in signed: SignedDocument, asking authorities: SignaturePorts
    ) async throws(Refusal) -> IssuerRevocation {
        let service = SignatureService(
            ports: authorities, random: random, lists: revocationLists,
            memory: signatureMemory)
        let included = (try? SignedData(signed.signature))?.certificates ?? []
        var policy = SignaturePolicy(at: clock.now())
        policy.purpose = .any
        let checks = service.newChecks
        let evidence = await Self.evidence(
            service, signer, included, policy, checks, within: Self.issuerRevocationWait)
        // What was revoked while the authorities answered counts.
        policy.instant = clock.now()
        let decision = configuration.settings.shipped(OpenPoints.issuerUnknownRevocation)
        policy.unknownRevocation = decision == "show" ? .warn : .refuse
        let findings = service.judge(evidence).judge(
            signer, included: included, policy: policy, at: policy.instant, checks: checks
        ).findings
        let refusals = findings.filter { $0.severity == .refusal }
        if let worst = refusals.first(where: { $0.code != .revocationUnknown }) {
            throw Refusal(
                .registerSignatureInvalid, worst.code.text, clause: "DD-5",
                finding: worst.code.rawValue)
        }
        if let unknown = refusals.first {
            throw Refusal(
                .revocationUnknown, Self.issuerUnknown, clause: "DD-5", retryAfterSeconds: 60,
                finding: unknown.code.rawValue)
        }
        return findings.contains { $0.code == .revocationUnknown } ? .unknown : .good
    }

    /// What the authorities say in time; nothing when they do not.
    private static func evidence(
        _ service: SignatureService, _ signer: Certificate, _ included: [Certificate],
        _ policy: SignaturePolicy, _ checks: SignatureChecks, within wait: Duration
    ) async -> RevocationEvidence {
        await withTaskGroup(of: RevocationEvidence?.self) { group in
            group.addTask {
                await service.evidence(
                    for: [signer], pool: included, policy: policy, sources: [.ocsp, .crl],
                    checks: checks)
            }
            group.addTask {
                try? await Task.sleep(for: wait)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first ?? RevocationEvidence()
        }
    }

    private static let issuerUnknown = LocalizedText(
        kk: "Құжатты берген органның сертификаты қайтарып алынбағанын қазір тексеру мүмкін емес; "
            + "құжат көрсетілмеді",
        ru: "Сейчас нельзя проверить, не отозван ли сертификат органа, выдавшего документ; "
            + "документ не показан",
        en: "It cannot be checked now whether the issuing body's certificate is revoked; the "
            + "document was not shown")
}
