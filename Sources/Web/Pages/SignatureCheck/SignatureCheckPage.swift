import HTTPServer
import Kernel
import Rendering
import Signatures
import UseCases

extension Endpoint {
    /// `GET /signature-check`: anyone checks a signed file (UC-29).
    static let getSignatureCheckPage = Endpoint(
        .get, "/signature-check", summary: "Check a signed file",
        access: .anyoneOrPerson(because: "Checking a file says nothing that is not in it"),
        answers: [.page], isPage: true
    ) { call in .page(call.checkPage(fault: nil)) }

    /// `POST /signature-check`: checks the file and stores nothing.
    static let postSignatureCheckPage = Endpoint(
        .post, "/signature-check", summary: "Check the signatures of a file",
        access: .anyoneOrPerson(because: "Checking a file says nothing that is not in it"),
        body: .upload(
            contentTypes: ["multipart/form-data"], bytesMax: signatureCheckBytesMax),
        answers: [.page], problems: [.wrongOrigin, .invalidField], isPage: true
    ) { call in
        try checkOrigin(of: call.request, call.platform)
        let contentType = call.request.headers["content-type"] ?? ""
        guard
            let parts = MultipartFiles.read(
                call.upload, contentType: contentType, fields: ["signature", "original"]),
            let signature = parts["signature"], !signature.isEmpty
        else {
            return .page(call.checkPage(fault: call.say(SignatureCheckWords.noFile)), status: 422)
        }
        let original = parts["original"].flatMap { $0.isEmpty ? nil : $0 }
        var policy = SignaturePolicy(at: call.platform.clock.now())
        let kind = SignedFileKind(of: signature)
        // An envelope is signed for its transport; everything else is a document.
        policy.purpose = kind == .envelope ? .any : .document
        policy.unknownRevocation = .warn
        let report = await call.platform.signatureService.verifyFile(
            kind == .cms ? SignatureFile(signature).der : signature, original: original,
            policy: policy)
        return .page(call.verdictPage(report))
    }

    /// The largest body of `POST /signature-check`, in bytes: 16 MiB and the form around it.
    package static let signatureCheckBytesMax = (16 << 20) + 8192
}

extension Call {
    fileprivate func checkPage(fault: String?) -> Page {
        page(Words.title, at: "/signature-check", isFaulty: fault != nil) {
            ErrorSummary(language, fault.map { [(field: "signature", text: $0)] } ?? [])
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            Form(language, action: "/signature-check", hasFiles: true) {
                FileField(
                    language, name: "signature", label: say(Words.signature),
                    hint: say(Words.signatureHint), fault: fault, accept: .signatures)
                FileField(
                    language, name: "original", label: say(Words.original),
                    hint: say(Words.originalHint), accept: .anything)
                Button(submit: say(Words.check), icon: .shield)
            }
            Paragraph(say(Words.privacy), style: .soft)
        }
    }

    fileprivate func verdictPage(_ report: SignatureReport) -> Page {
        let warns = report.findings.contains { $0.severity == .warning }
        return page(Words.verdict, at: "/signature-check") {
            BackLink(say(Words.another), to: "/signature-check")
            Heading(1, say(Words.verdict))
            if report.isValid {
                Notice(
                    warns ? .warn : .good, title: say(warns ? Words.goodButUnsure : Words.good),
                    isAnnounced: true
                ) { Paragraph(say(Words.checkedAt) + " " + MomentFormat.dayAndTime(now, language)) }
            } else {
                Notice(.bad, title: say(Words.bad), isAnnounced: true) {
                    Paragraph(say(Words.checkedAt) + " " + MomentFormat.dayAndTime(now, language))
                }
            }
            findings(report.messageFindings)
            for (index, signature) in report.signatures.enumerated() {
                Heading(2, say(Words.signatureNumber) + " \(index + 1)")
                summary(signature)
                findings(signature.findings)
            }
        }
    }

    private func summary(_ signature: SignatureReport.Signature) -> SummaryList {
        var rows: [SummaryList.Row] = []
        if let signer = signature.signer {
            rows.append(SummaryList.Row(say(Words.signer), signer.subject.commonName))
            if let iin = signer.subject.iin { rows.append(SummaryList.Row(say(Words.iin), iin)) }
            if let body = signer.subject.organization {
                rows.append(SummaryList.Row(say(Words.body), body))
            }
            if let bin = signer.subject.bin { rows.append(SummaryList.Row(say(Words.bin), bin)) }
            rows.append(SummaryList.Row(say(Words.issuer), signer.issuer.commonName))
            rows.append(
                SummaryList.Row(
                    say(Words.validity),
                    MomentFormat.dayAndTime(signer.notBefore, language) + " – "
                        + MomentFormat.dayAndTime(signer.notAfter, language)))
        }
        if let time = signature.signingTime {
            rows.append(
                SummaryList.Row(say(Words.signedAt), MomentFormat.dayAndTime(time, language)))
        }
        for stamp in signature.timeStamps {
            rows.append(
                SummaryList.Row(
                    say(Words.stampedAt), MomentFormat.dayAndTime(stamp.info.time, language)))
        }
        return SummaryList(rows)
    }

    /// Every finding with its rule; refusals first.
    @HTMLBuilder private func findings(_ findings: [Finding]) -> HTML {
        let sorted =
            findings.filter { $0.severity == .refusal }
            + findings.filter { $0.severity == .warning }
        for finding in sorted {
            Notice(finding.severity == .refusal ? .bad : .warn) {
                Paragraph(finding.code.text[language])
                if let detail = detail(finding) { Paragraph(detail, style: .soft) }
                if let subject = subject(finding) { Paragraph(subject, style: .soft) }
                tag(.p, .class("small soft")) { finding.code.rule + " · " + name(finding) }
            }
        }
    }

    /// Whose certificate or what the finding is about, and for which instant that was judged.
    private func subject(_ finding: Finding) -> String? {
        var parts: [String] = []
        switch finding.subject {
        case .message, .signature: break
        case .timeStamp: parts.append(say(Words.ofTimeStamp))
        case .certificate(let position, let name, let serial):
            parts.append(
                say(position == 0 ? Words.ofSigner : Words.ofAuthority(position)) + ": \(name)")
            parts.append(say(Words.serial) + " \(serial)")
        }
        if let instant = finding.instant {
            parts.append(say(Words.judgedAt) + " " + MomentFormat.dayAndTime(instant, language))
        }
        return parts.isEmpty ? nil : parts.joined(separator: ". ")
    }

    /// The names by which programs know the finding.
    private func name(_ finding: Finding) -> String {
        guard case .reason(let reason) = finding.detail else { return finding.code.rawValue }
        return finding.code.rawValue + ": " + reason.name
    }

    private func detail(_ finding: Finding) -> String? {
        switch finding.detail {
        case .none: nil
        case .digests(let expected, let found): "\(expected) ≠ \(found)"
        case .moment(let moment): MomentFormat.dayAndTime(moment, language)
        case .identifier(let identifier): "\(identifier)"
        case .reason(let reason): reason.text[language]
        case .text(let text): text
        case .sentence(let text): text[language]
        }
    }
}

private typealias Words = SignatureCheckWords
