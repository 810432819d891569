import Kernel
import PDFSignatures
import Signatures
import XMLSignatures

/// In which container a file is signed, as its first bytes say.
package enum SignedFileKind: String, Sendable, CaseIterable {
    /// CMS in DER or BER.
    case cms
    /// XML with enveloped signatures.
    case xml
    /// A SOAP envelope with a signature in its Security header.
    case envelope
    /// PDF.
    case pdf

    /// What the bytes seem to be; whatever is neither XML nor PDF is read as CMS.
    package init(of file: [UInt8]) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = (file.starts(with: mark) ? file.dropFirst(3) : file[...]).drop {
            [0x20, 0x09, 0x0A, 0x0D].contains($0)
        }
        if text.starts(with: "%PDF-".utf8) {
            self = .pdf
        } else if text.first == UInt8(ascii: "<") {
            self = XMLVerifier.isSecuredEnvelope(file) ? .envelope : .xml
        } else {
            self = .cms
        }
    }
}

extension SignatureService {
    /// Verifies every signature of a file, whatever its container, by the same policy (UC-29).
    ///
    /// - Parameter original: what was signed, when it is not inside; of XML it only tells where the
    ///   first different byte is.
    package func verifyFile(
        _ file: [UInt8], original: [UInt8]?, policy: SignaturePolicy,
        sources: Set<RevocationSource> = [.ocsp, .crl]
    ) async -> SignatureReport {
        switch SignedFileKind(of: file) {
        case .cms:
            await verify(file, content: original, policy: policy, sources: sources)
        case .xml:
            await verifyXML(file, original: original, policy: policy, sources: sources)
        case .envelope:
            await report(
                XMLVerifier(known: known).verifyEnvelope(file, original: original), policy,
                sources)
        case .pdf: await verifyPDF(file, policy, sources)
        }
    }

    /// Verifies the enveloped signatures of XML, each of which must cover the whole document.
    ///
    /// A SOAP envelope is not taken for one here: of that only the Body is signed.
    package func verifyXML(
        _ document: [UInt8], original: [UInt8]?, policy: SignaturePolicy,
        sources: Set<RevocationSource> = [.ocsp, .crl]
    ) async -> SignatureReport {
        await report(
            XMLVerifier(known: known).verify(document, original: original), policy, sources)
    }

    /// The verdict on signatures in XML, joined with that on their certificates.
    package func report(
        _ verdict: XMLVerdict, _ policy: SignaturePolicy, _ sources: Set<RevocationSource>
    ) async -> SignatureReport {
        var signatures: [SignatureReport.Signature] = []
        for (index, found) in verdict.signatures.enumerated() {
            var judgement: SignerJudge.Judgement?
            if let signer = found.signer {
                judgement = await judge(
                    signer, included: found.otherCertificates, policy: policy, sources: sources)
            }
            // XML carries no time of signing in this format.
            let untimed = Finding(.signingTimeMissing, severity: .warning, subject: .signature)
            let findings =
                found.findings.map { Finding($0, subject: .signature) } + [untimed]
                + (judgement?.findings ?? [])
            signatures.append(
                SignatureReport.Signature(
                    signer: found.signer, judgement: judgement, judgedAt: policy.instant,
                    findings: findings.map { $0.of(signer: index) }))
        }
        return SignatureReport(
            signatures: signatures,
            messageFindings: verdict.findings.map { Finding($0, subject: .message) })
    }

    private func verifyPDF(
        _ file: [UInt8], _ policy: SignaturePolicy, _ sources: Set<RevocationSource>
    ) async -> SignatureReport {
        let found: [PDFSignature]
        do throws(PDFFault) { found = try PDFSignature.all(in: file) } catch {
            let finding =
                error == .tooLarge
                ? Finding(.tooLarge) : Finding(.malformed, detail: .sentence(error.text))
            return SignatureReport(signatures: [], messageFindings: [finding])
        }
        var reports: [SignatureReport] = []
        for signature in found {
            reports.append(
                await verify(
                    signature.cms, content: signature.content, policy: policy, sources: sources))
        }
        // Only a later signature can vouch for what was added behind one, and only one that covers
        // the file as it is and against which nothing speaks.
        let vouching = found.indices.last { found[$0].findings.isEmpty && reports[$0].isValid }
        var signatures: [SignatureReport.Signature] = []
        var messageFindings = found.isEmpty ? [Finding(.noSigner)] : []
        for (index, (signature, report)) in zip(found, reports).enumerated() {
            messageFindings += report.messageFindings
            let isFollowed = vouching.map { index < $0 } ?? false
            let place = signature.findings.map { Finding($0, isFollowed: isFollowed) }
            if report.signatures.isEmpty { messageFindings += place }
            for one in report.signatures {
                signatures.append(one.numbered(signatures.count, adding: place))
            }
        }
        return SignatureReport(signatures: signatures, messageFindings: messageFindings)
    }
}

extension Finding {
    /// The same as in other containers; the sentence says what exactly.
    fileprivate init(_ finding: XMLFinding, subject: Subject) {
        self.init(
            FindingCode(finding), subject: subject, detail: .sentence(finding.text))
    }

    fileprivate init(_ finding: PDFFinding, isFollowed: Bool) {
        switch finding {
        case .rangesWrong: self.init(.pdfRangesWrong, subject: .signature)
        case .kindNotAllowed: self.init(.pdfKindNotAllowed, subject: .signature)
        case .changedAfterSigning:
            self.init(
                .pdfChangedAfterSigning, severity: isFollowed ? .warning : .refusal,
                subject: .signature)
        }
    }
}

extension FindingCode {
    fileprivate init(_ finding: XMLFinding) {
        self =
            switch finding {
            case .unreadable: .malformed
            case .signatureMissing: .noSigner
            case .signatureMisplaced: .signatureMisplaced
            case .tooManySignatures: .tooManySignatures
            case .structure: .signatureStructure
            case .algorithmRefused(_, _, let refusal):
                refusal == .notOffered ? .algorithmNotAllowed : .algorithmWeak
            case .transformRefused: .transformNotAllowed
            case .referenceNotFound: .referenceNotFound
            case .referenceAmbiguous: .referenceAmbiguous
            case .coverage: .coverageTooSmall
            case .digestDiffers: .contentDigestDiffers
            case .signatureInvalid: .signatureInvalid
            case .certificateMissing, .certificateUnknown: .signerCertificateMissing
            case .certificateUnreadable: .signerCertificateMalformed
            case .keyOfAnotherKind: .algorithmDiffersFromKey
            case .envelope: .envelopeStructure
            }
    }
}
