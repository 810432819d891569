import ASN1
import Foundation
import Kernel
import QyzmetTesting
import Signatures
import Testing

@testable import PDFSignatures

/// PDFs that cairo and qpdf made are signed, verified, and judged by others.
@Suite(.timeLimit(.minutes(5)))
struct PDFSignerTests {
    private static let now = Instant(seconds: Int64(Date().timeIntervalSince1970))

    private let root: CertificateAuthority
    private let signers: [(certificate: Certificate, key: SigningKey)]
    private let folder: String

    init() throws {
        let root = try CertificateAuthority(
            root: CertificateSubject(commonName: "SANDBOX ROOT"), key: .generateES256(),
            from: Self.now.adding(seconds: -86_400), to: Self.now.adding(seconds: 864_000),
            random: .system)
        signers = try [SigningKey.generateRS256(bits: 2048), .generateES256()].map { key in
            let certificate = try root.issue(
                to: CertificateSubject(body: "Орган", bin: "600140000017", service: "Қызмет"),
                key: key.publicKey, from: Self.now.adding(seconds: -86_400),
                to: Self.now.adding(seconds: 864_000), random: .system)
            return (certificate, key)
        }
        self.root = root
        folder = NSTemporaryDirectory() + "pdf-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    private func vector(_ name: String) throws -> [UInt8] {
        Array(
            try Data(
                contentsOf: URL(fileURLWithPath: SourceTree.root + "/Tests/Vectors/pdf/" + name)))
    }

    private func sign(
        _ file: [UInt8], _ signer: (certificate: Certificate, key: SigningKey)
    ) throws -> [UInt8] {
        try PDFSigner.sign(file, name: "Қызмет (1)", reason: "Шешім", at: Self.now) { content in
            try CMS.signDetached(
                content, certificate: signer.certificate, key: signer.key, signingTime: Self.now)
        }
    }

    private func verdict(_ signature: PDFSignature) throws -> SignatureVerdict {
        try CMSVerifier(trustedRoots: [root.certificate]).verifyDetached(
            signature.cms, content: signature.content, at: Self.now
        ) { _ in true }
    }

    @Test(arguments: ["cairo.pdf", "streams.pdf"])
    func `a file is signed by an update, and the signature verifies`(_ name: String) throws {
        let file = try vector(name)
        for signer in signers {
            let signed = try sign(file, signer)
            #expect(signed.starts(with: file))
            let signatures = try PDFSignature.all(in: signed)
            let signature = try #require(signatures.first)
            #expect(signatures.count == 1)
            #expect(signature.field == "Signature1")
            #expect(signature.findings == [])
            #expect(signature.revisionBytes == signed.count)
            #expect(try verdict(signature).verified?.signer == signer.certificate)
        }
    }

    @Test(arguments: ["cairo.pdf", "streams.pdf"])
    func `a second signature leaves the first as it was`(_ name: String) throws {
        let once = try sign(try vector(name), signers[0])
        let twice = try sign(once, signers[1])
        let signatures = try PDFSignature.all(in: twice)
        #expect(signatures.map(\.field) == ["Signature1", "Signature2"])
        #expect(signatures.map(\.findings) == [[.changedAfterSigning], []])
        #expect(signatures[0].revisionBytes == once.count)
        for (signature, signer) in zip(signatures, signers) {
            #expect(try verdict(signature).verified?.signer == signer.certificate)
        }
    }

    /// The signed file with its field moved into a group, which alone says that it is a signature;
    /// the group is its own part as well if it goes in a circle.
    private func grouped(_ signed: [UInt8], inCircle: Bool = false) throws -> [UInt8] {
        let file = try PDFFile(signed)
        guard case .reference(let root, _) = file.trailer["Root"],
            var catalog = try file.object(root).dictionary,
            var form = try file.resolve(catalog["AcroForm"]).dictionary,
            case .reference(let field, _) = try file.resolve(form["Fields"]).array?.first,
            var widget = try file.object(field).dictionary
        else { throw PDFFault.unsupported }
        var update = PDFUpdate(file)
        let group = update.reserve()
        form["Fields"] = .array([.reference(number: group, generation: 0)])
        catalog["AcroForm"] = .dictionary(form)
        update.write(root, catalog.text)
        widget["FT"] = nil
        update.write(field, widget.text)
        let kid = inCircle ? group : field
        update.write(group, "<</FT /Sig\n/T (group)\n/Kids [\(kid) 0 R]>>")
        update.finish()
        return update.bytes
    }

    @Test(arguments: ["cairo.pdf", "streams.pdf"])
    func `a signature in a group of fields is found, and a circle of them ends`(
        _ name: String
    ) throws {
        let signed = try sign(try vector(name), signers[1])
        let signatures = try PDFSignature.all(in: try grouped(signed))
        let signature = try #require(signatures.first)
        #expect(signatures.count == 1)
        #expect(signature.field == "group.Signature1")
        #expect(signature.findings == [.changedAfterSigning])
        #expect(try verdict(signature).verified?.signer == signers[1].certificate)
        let circle = try grouped(signed, inCircle: true)
        #expect(throws: PDFFault.unsupported) { try PDFSignature.all(in: circle) }
    }

    @Test func `each reason not to take a file is said in three languages`() {
        let faults: [PDFFault] = [
            .tooLarge, .malformed(at: 7), .encrypted, .unsupported, .signatureTooLarge,
        ]
        #expect(Set(faults.map(\.text.en)).count == faults.count)
        for fault in faults {
            #expect(Set([fault.text.kk, fault.text.ru, fault.text.en]).count == 3)
        }
        #expect(PDFFault.malformed(at: 7).text.ru.contains("7"))
    }

    @Test func `changes inside, behind and of the ranges are found`() throws {
        let signed = try sign(try vector("cairo.pdf"), signers[1])
        var inside = signed
        inside[100] ^= 1
        let first = try #require(try PDFSignature.all(in: inside).first)
        #expect(try verdict(first).findings == [.contentDigestDiffers])
        let behind = signed + Array("\n% more\n".utf8)
        let second = try #require(try PDFSignature.all(in: behind).first)
        #expect(second.findings == [.changedAfterSigning])
        // Ranges that leave out more than the digits of the signature.
        let text = Array("/ByteRange [0 ".utf8)
        let place =
            try #require(
                signed.indices.first { signed[$0...].starts(with: text) }) + text.count
        var ranges = signed
        ranges[place] = ranges[place] == 57 ? 56 : ranges[place] + 1
        let third = try #require(try PDFSignature.all(in: ranges).first)
        #expect(third.findings == [.rangesWrong])
        #expect(third.content.isEmpty)
    }

    @Test func `what is no PDF, encrypted, damaged or without end is refused`() throws {
        let file = try vector("cairo.pdf")
        #expect(throws: PDFFault.malformed(at: 0)) { try PDFFile(Array("<a/>".utf8)) }
        #expect(throws: PDFFault.self) { try PDFFile(Array(file.prefix(file.count / 2))) }
        #expect(throws: PDFFault.tooLarge) {
            try PDFFile([UInt8](repeating: 0, count: PDFLimits.bytesMax + 1))
        }
        let text = "%PDF-1.4\nxref\n0 0\ntrailer\n<</Size 1/Root 1 0 R"
        let circle = text + "/Prev 9>>\nstartxref\n9\n%%EOF"
        #expect(throws: PDFFault.malformed(at: 9)) { try PDFFile(Array(circle.utf8)) }
        let closed = text + "/Encrypt 2 0 R>>\nstartxref\n9\n%%EOF"
        #expect(throws: PDFFault.encrypted) { try PDFFile(Array(closed.utf8)) }
        let deep = text + "/A " + String(repeating: "[", count: 100) + ">>\nstartxref\n9\n%%EOF"
        #expect(throws: PDFFault.unsupported) { try PDFFile(Array(deep.utf8)) }
        let many = text.replacing("0 0", with: "0 400000000") + ">>\nstartxref\n9\n%%EOF"
        #expect(throws: PDFFault.unsupported) { try PDFFile(Array(many.utf8)) }
    }

    /// A file whose second object is a stream of objects with the given length; object 3 is in it.
    private func packed(length: String, kids: Int) throws -> [UInt8] {
        let inner = "3 0 <</FT /Tx>>"
        var text = "%PDF-1.5\n"
        var offsets: [Int] = []
        func add(_ object: String) {
            offsets.append(text.utf8.count)
            text += object
        }
        let fields = Array(repeating: "3 0 R", count: kids).joined(separator: " ")
        add("1 0 obj\n<</AcroForm <</Fields [\(fields)]>>>>\nendobj\n")
        add("2 0 obj\n<</Type /ObjStm /N 1 /First 4 /Length \(length)>>\nstream\n\(inner)")
        text += "\nendstream\nendobj\n"
        let table = text.utf8.count
        // Object 3 is the first in stream 2; the table describes itself as object 4.
        var rows: [UInt8] = [0, 0, 0, 0]
        for offset in offsets { rows += [1, UInt8(offset >> 8), UInt8(offset & 255), 0] }
        rows += [2, 0, 2, 0, 1, UInt8(table >> 8), UInt8(table & 255), 0]
        text += "4 0 obj\n<</Type /XRef /W [1 2 1] /Size 5 /Root 1 0 R /Length \(rows.count)>>\n"
        return Array((text + "stream\n").utf8) + rows
            + Array("\nendstream\nendobj\nstartxref\n\(table)\n%%EOF".utf8)
    }

    @Test func `a stream whose length is in itself is refused, not followed without end`() throws {
        #expect(try PDFSignature.all(in: packed(length: "15", kids: 1)).isEmpty)
        #expect(throws: PDFFault.self) {
            try PDFSignature.all(in: packed(length: "3 0 R", kids: 1))
        }
    }

    @Test func `one object that is asked for again and again is unpacked once, and reading ends`()
        throws
    {
        let start = ContinuousClock.now
        #expect(
            try PDFSignature.all(in: packed(length: "15", kids: PDFLimits.fieldsMax - 1)).isEmpty)
        // One large object behind each of many fields.
        let large = "(" + String(repeating: "x", count: 1 << 20) + ")"
        let kids = Array(repeating: "2 0 R", count: 1000).joined(separator: " ")
        let first = "1 0 obj\n<</AcroForm <</Fields [\(kids)]>>>>\nendobj\n"
        let objects = "%PDF-1.4\n\(first)"
        let second = objects.utf8.count
        let body = objects + "2 0 obj\n<</T \(large)>>\nendobj\n"
        let rows: [(Int, String)] = [
            (0, " 65535 f \n"), (9, " 00000 n \n"), (second, " 00000 n \n"),
        ]
        let entries = rows.map { offset, rest -> String in
            let digits = "\(offset)"
            return String(repeating: "0", count: 10 - digits.count) + digits + rest
        }
        let file =
            body + "xref\n0 3\n\(entries.joined())trailer\n<</Size 3 /Root 1 0 R>>\n"
            + "startxref\n\(body.utf8.count)\n%%EOF"
        #expect(throws: PDFFault.unsupported) { try PDFSignature.all(in: Array(file.utf8)) }
        #expect(ContinuousClock.now - start < .seconds(120))
    }

    @Test func `each single changed byte of the tail is met without a crash`() throws {
        let signed = try sign(try vector("streams.pdf"), signers[1])
        for place in stride(from: signed.count - 1500, to: signed.count, by: 9) {
            var changed = signed
            changed[place] ^= 0x15
            _ = try? PDFSignature.all(in: changed).map { try verdict($0) }
        }
    }

    // MARK: - Others

    private func run(_ program: String, _ arguments: [String]) async throws -> ChildProcess {
        let process = try ChildProcess(
            program, arguments, environment: ["PATH": "/usr/bin:/bin", "HOME": folder],
            files: folder + "/peer")
        _ = try await process.end(within: .seconds(300))
        return process
    }

    /// Signs with a time-stamp beside the signature: PAdES level B-T (ETSI EN 319 142-1 section 6).
    private func signStamped(_ file: [UInt8]) throws -> [UInt8] {
        let key = try SigningKey.generateES256()
        let certificate = try root.issue(
            to: CertificateSubject(commonName: "SANDBOX TSA"), key: key.publicKey,
            profile: .timeStamping, from: Self.now.adding(seconds: -3600),
            to: Self.now.adding(seconds: 3600), random: .system)
        let authority = try TimeStampAuthority(
            certificate: certificate, key: key, policy: "1.2.398.3.3.2.6.2")
        let signer = signers[1]
        return try PDFSigner.sign(file, name: "Қызмет", at: Self.now) { content in
            var draft = SignedDataDraft(content: content, detached: true)
            let signature = try draft.sign(
                with: signer.key, certificate: signer.certificate, signingTime: Self.now)
            let request = TimeStampRequest(
                stamping: signature, digest: .sha256, policy: nil, nonce: [1, 2, 3])
            let answer = authority.answer(request.der, now: Self.now, random: .system)
            guard case .granted(let token) = try TimeStampResponse(der: answer) else {
                throw CMSFault.malformed
            }
            try draft.attach(timeStamp: token.der)
            return draft.der
        }
    }

    @Test func `a time-stamp makes level B-T; one of another signature is found`() throws {
        let signed = try signStamped(try vector("cairo.pdf"))
        let signature = try #require(try PDFSignature.all(in: signed).first)
        let verifier = SignatureVerifier(
            judge: SignerJudge(anchors: TrustAnchors(authorities: [root.certificate])))
        var policy = SignaturePolicy(at: Self.now)
        policy.unknownRevocation = .notChecked
        policy.isTimeStampRequired = true
        let report = verifier.verify(
            signature.cms, content: signature.content, policy: policy)
        #expect(report.isValid, "\(report.findings)")
        #expect(report.signatures.first?.timeStamps.map(\.isValid) == [true])
        // Without a stamp the same policy refuses.
        let bare = try #require(
            try PDFSignature.all(in: try sign(try vector("cairo.pdf"), signers[1])).first)
        let unstamped = verifier.verify(bare.cms, content: bare.content, policy: policy)
        #expect(unstamped.findings.contains { $0.code == .timeStampMissing })
        // The stamp of one signature says nothing about another.
        let token = try #require(
            try SignedData(signature.cms).signers.first?.timeStamps.first)
        var moved = SignedDataDraft(content: bare.content, detached: true)
        try moved.sign(
            with: signers[1].key, certificate: signers[1].certificate, signingTime: Self.now)
        try moved.attach(timeStamp: token)
        let foreign = verifier.verify(moved.der, content: bare.content, policy: policy)
        #expect(foreign.findings.contains { $0.code == .timeStampImprintDiffers })
    }

    @Test func `pdfsig, qpdf and pyHanko accept both kinds of file with one and two signatures`()
        async throws
    {
        let base = SourceTree.root
        try await Peer.prepare(in: folder)
        let certificate = folder + "/root.pem"
        try root.certificate.pem.write(toFile: certificate, atomically: true, encoding: .utf8)
        for name in ["cairo.pdf", "streams.pdf"] {
            let once = try sign(try vector(name), signers[0])
            let twice = try sign(once, signers[1])
            let path = folder + "/signed.pdf"
            try Data(twice).write(to: URL(fileURLWithPath: path))
            let checked = try await run("qpdf", ["--check", path])
            #expect(
                checked.output.contains("No syntax or stream encoding errors"), "\(checked.errors)")
            let listed = try await run("pdfsig", ["-nocert", path]).output
            #expect(listed.components(separatedBy: "Signature is Valid.").count == 3, "\(listed)")
            #expect(listed.contains("Total document signed"))
            let judged = try await run(
                base + "/.venv/bin/python",
                [base + "/Tests/Peers/pdf/verify.py", path, certificate])
            // Read before the next run of the same program writes over it.
            let lines = judged.output.split(separator: "\n").map(String.init)
            let faults = judged.errors.suffix(1500)
            try Data(try signStamped(try vector(name))).write(
                to: URL(fileURLWithPath: path + ".stamped"))
            let stamped = try await run(
                base + "/.venv/bin/python",
                [base + "/Tests/Peers/pdf/verify.py", path + ".stamped", certificate])
            #expect(
                stamped.output
                    == "intact valid trusted ENTIRE_FILE /ETSI.CAdES.detached stamped\n",
                "\(stamped.output)\n\(stamped.errors.suffix(1500))")
            #expect(
                lines == [
                    "intact valid trusted ENTIRE_REVISION /ETSI.CAdES.detached",
                    "intact valid trusted ENTIRE_FILE /ETSI.CAdES.detached",
                ], "\(lines)\n\(faults)")
        }
    }
}
