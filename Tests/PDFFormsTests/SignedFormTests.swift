import ASN1
import Casework
import Foundation
import Kernel
import PDFForms
import PDFSignatures
import QyzmetTesting
import Signatures
import Testing

/// A printed form with the head's own signature and a time-stamp, judged by others (PAdES B-T).
@Suite(.timeLimit(.minutes(5)))
struct SignedFormTests {
    private static let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
    private let folder = TemporaryFolder()

    /// As NCALayer signs: a detached CMS of its own, in which the stamp is put afterwards.
    private func sign(_ prepared: PreparedPDF, _ root: CertificateAuthority) throws -> [UInt8] {
        let now = Self.now
        let (key, stampKey) = (try SigningKey.generateES256(), try SigningKey.generateES256())
        let (from, end) = (now.adding(seconds: -3600), now.adding(seconds: 3600))
        let signer = try root.issue(
            to: CertificateSubject(body: "Орган", bin: "671240002142", service: "Басшы"),
            key: key.publicKey, from: from, to: end, random: .system)
        let cms = try CMS.signDetached(
            prepared.content, certificate: signer, key: key, signingTime: now)
        let stamping = try root.issue(
            to: CertificateSubject(commonName: "SANDBOX TSA"), key: stampKey.publicKey,
            profile: .timeStamping, from: from, to: end, random: .system)
        let authority = try TimeStampAuthority(
            certificate: stamping, key: stampKey, policy: "1.2.398.3.3.2.6.2")
        let info = try #require(try SignedData(cms).signers.first)
        let request = TimeStampRequest(
            stamping: info.signature, digest: .sha256, policy: nil, nonce: [1, 2, 3])
        let answer = authority.answer(request.der, now: now, random: .system)
        guard case .granted(let token) = try TimeStampResponse(der: answer) else {
            throw CMSFault.malformed
        }
        var draft = try SignedDataDraft(adding: cms, content: prepared.content)
        try draft.attach(timeStamp: token.der)
        return try prepared.embedding(draft.der)
    }

    @Test(.clause("IS-A1", "IS-EDS-1"))
    func `pdfsig, qpdf and pyHanko accept the signed form, and a changed byte is found`()
        async throws
    {
        let root = try CertificateAuthority(
            root: CertificateSubject(commonName: "SANDBOX ROOT"), key: .generateES256(),
            from: Self.now.adding(seconds: -86_400), to: Self.now.adding(seconds: 86_400),
            random: .system)
        let paper = try FormPrinter.pdf(try TestForm.make(.refusalLetter))
        let prepared = try PDFSigner.prepare(
            paper, name: "Өнеркәсіптік қауіпсіздік комитеті", reason: "Дәлелді бас тарту",
            at: Self.now)
        // Prepared again it is the same, and what was printed is its beginning.
        #expect(
            try PDFSigner.prepare(
                paper, name: "Өнеркәсіптік қауіпсіздік комитеті", reason: "Дәлелді бас тарту",
                at: Self.now) == prepared)
        #expect(prepared.bytes.starts(with: paper))
        let signed = try sign(prepared, root)
        let base = SourceTree.root
        let venv = try ChildProcess(
            base + "/scripts/peers-venv", [],
            environment: ProcessInfo.processInfo.environment, files: folder.path + "/venv")
        try #require(try await venv.end(within: .seconds(400)) == .exited(0))
        let certificate = folder.path + "/root.pem"
        try root.certificate.pem.write(toFile: certificate, atomically: true, encoding: .utf8)
        let checked = try await folder.run("qpdf", ["--check", "FILE"], on: signed)
        #expect(checked.contains("No syntax or stream encoding errors"), "\(checked)")
        let listed = try await folder.run("pdfsig", ["-nocert", "FILE"], on: signed)
        #expect(listed.contains("Signature is Valid."), "\(listed)")
        #expect(listed.contains("Total document signed"))
        let python = base + "/.venv/bin/python"
        let script = base + "/Tests/Peers/pdf/verify.py"
        let judged = try await folder.run(python, [script, "FILE", certificate], on: signed)
        #expect(
            judged.hasPrefix("intact valid trusted ENTIRE_FILE /ETSI.CAdES.detached stamped\n"),
            "\(judged)")
        var changed = signed
        changed[2000] ^= 1
        let refused = try await folder.run("pdfsig", ["-nocert", "FILE"], on: changed)
        #expect(!refused.contains("Signature is Valid."), "\(refused)")
        let text = try await folder.run("pdftotext", ["FILE", "-"], on: signed)
        #expect(text.contains("ұсынылмаған"))
    }

    @Test func `a signature larger than its room is refused`() throws {
        let prepared = try PDFSigner.prepare(
            try FormPrinter.pdf(try TestForm.make(.own)), name: "Орган", at: Self.now)
        #expect(throws: PDFFault.signatureTooLarge) {
            try prepared.embedding([UInt8](repeating: 1, count: PDFLimits.signatureBytesMax + 1))
        }
    }
}
