import Foundation
import Kernel
import PDFSignatures
import PlatformTesting
import QyzmetTesting
import Registers
import Signatures
import Testing
import XMLSignatures

@testable import UseCases

/// One verdict for XML, SOAP and PDF: the same judge, policy and findings as for CMS (UC-29).
@Suite struct SignedFileTests {
    private static let xml = Array("<a><b>Құжат</b></a>".utf8)
    private static let soap = Array(
        ("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header/>"
            + "<s:Body><a/></s:Body></s:Envelope>").utf8)

    private static func signers(
        _ test: TestPlatform
    ) throws -> [(holder: TestNCA.Holder, code: FindingCode?)] {
        let now = test.clock.now
        let revoked = try test.nca.issue(TestPeople.holder)
        test.nca.revoke(revoked)
        return [
            (try test.nca.issue(TestPeople.holder), nil),
            (
                try test.nca.issue(
                    TestPeople.holder, from: now.adding(seconds: -86_400),
                    to: now.adding(seconds: -1)), .certificateExpired
            ),
            (revoked, .certificateRevoked),
            (try test.nca.issue(TestPeople.holder, usage: [.keyEncipherment]), .keyUsageForbids),
            (try TestNCA(clock: test.clock.clock).issue(TestPeople.holder), .certificateUntrusted),
        ]
    }

    private static func refusals(
        _ test: TestPlatform, _ file: [UInt8], original: [UInt8]? = nil,
        _ change: (inout SignaturePolicy) -> Void = { _ in }
    ) async -> [FindingCode] {
        var policy = SignaturePolicy(at: test.clock.now)
        change(&policy)
        let report = await test.platform.signatureService.verifyFile(
            file, original: original, policy: policy)
        let codes = report.findings.filter { $0.severity == .refusal }.map(\.code)
        #expect(report.isValid == codes.isEmpty)
        return codes
    }

    private static func pdf(_ holder: TestNCA.Holder, _ file: [UInt8], at now: Instant) throws
        -> [UInt8]
    {
        try PDFSigner.sign(file, name: "Т", at: now) { content in
            try holder.sign(content, at: now)
        }
    }

    private static func vector(_ name: String) throws -> [UInt8] {
        Array(
            try Data(contentsOf: URL(fileURLWithPath: SourceTree.root + "/Tests/Vectors/" + name)))
    }

    @Test func `whoever signed XML, SOAP or PDF is judged alike`() async throws {
        try await TestPlatform.run(on: .sqlite) { test in
            let blank = try Self.vector("pdf/cairo.pdf")
            for (holder, code) in try Self.signers(test) {
                let signer = try XMLSigner(certificate: holder.certificate, key: holder.key)
                let files = [
                    try signer.sign(Self.xml),
                    try signer.signEnvelope(Self.soap, random: .system),
                    try Self.pdf(holder, blank, at: test.clock.now),
                ]
                for (file, kind) in zip(files, [SignedFileKind.xml, .envelope, .pdf]) {
                    #expect(SignedFileKind(of: file) == kind)
                    var found = await Self.refusals(test, file)
                    if code == .certificateExpired { found.removeAll { $0 == .signedInFuture } }
                    #expect(found == (code.map { [$0] } ?? []), "\(kind)")
                }
            }
        }
    }

    @Test func `roles and unknown revocation follow the policy in every container`() async throws {
        try await TestPlatform.run(on: .sqlite) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            let signer = try XMLSigner(certificate: holder.certificate, key: holder.key)
            let files = [
                try signer.sign(Self.xml),
                try Self.pdf(holder, Self.vector("pdf/streams.pdf"), at: test.clock.now),
            ]
            for file in files {
                #expect(
                    await Self.refusals(test, file) { $0.roles = [.firstHead] }
                        == [.roleNotAllowed])
            }
            test.nca.change { world in
                world.isOCSPDown = true
                world.areListsDown = true
            }
            for file in files {
                #expect(await Self.refusals(test, file) == [.revocationUnknown])
                #expect(
                    await Self.refusals(test, file) { $0.unknownRevocation = .warn } == [])
            }
        }
    }

    @Test func `an envelope that names its certificate needs it among the peers`() async throws {
        try await TestPlatform.run(on: .sqlite) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            let revoked = try test.nca.issue(TestPeople.holder)
            test.nca.revoke(revoked)
            let files = try [holder, revoked].map { holder in
                try XMLSigner(certificate: holder.certificate, key: holder.key)
                    .signEnvelope(Self.soap, keyForm: .issuerSerial, random: .system)
            }
            for file in files {
                #expect(await Self.refusals(test, file) == [.signerCertificateMissing])
            }
            var ports = test.nca.ports
            ports.peers = [holder.certificate, revoked.certificate]
            test.platform.signatures.replace(ports)
            #expect(await Self.refusals(test, files[0]) == [])
            // Being known is no trust.
            #expect(await Self.refusals(test, files[1]) == [.certificateRevoked])
        }
    }

    @Test func `a change is found, and in XML the first different byte is named`() async throws {
        try await TestPlatform.run(on: .sqlite) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            let signer = try XMLSigner(certificate: holder.certificate, key: holder.key)
            let text = String(decoding: try signer.sign(Self.xml), as: UTF8.self)
            let changed = Array(text.replacing("Құжат", with: "Құжат!").utf8)
            #expect(await Self.refusals(test, changed) == [.contentDigestDiffers])
            let report = await test.platform.signatureService.verifyFile(
                changed, original: Self.xml, policy: SignaturePolicy(at: test.clock.now))
            let finding = try #require(
                report.findings.first { $0.code == .contentDigestDiffers })
            guard case .sentence(let sentence) = finding.detail else {
                Issue.record("\(finding.detail)")
                return
            }
            // `<a><b>` and five letters of two bytes each stand before it.
            #expect(sentence.en.contains("First differing byte after canonicalisation: 16"))
            #expect(Set([sentence.kk, sentence.ru, sentence.en]).count == 3)
            #expect(await Self.refusals(test, Self.xml) == [.noSigner])
            #expect(await Self.refusals(test, Array("<a>".utf8)) == [.malformed])
        }
    }

    @Test func `a PDF that goes on is refused unless a later signature vouches for it`()
        async throws
    {
        try await TestPlatform.run(on: .sqlite) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            let blank = try Self.vector("pdf/cairo.pdf")
            let once = try Self.pdf(holder, blank, at: test.clock.now)
            let twice = try Self.pdf(holder, once, at: test.clock.now)
            #expect(await Self.refusals(test, twice) == [])
            let report = await test.platform.signatureService.verifyFile(
                twice, original: nil, policy: SignaturePolicy(at: test.clock.now))
            #expect(report.signatures.count == 2)
            #expect(
                report.findings.filter { $0.code == .pdfChangedAfterSigning }
                    .map(\.severity) == [.warning])
            #expect(report.findings.first { $0.code == .pdfChangedAfterSigning }?.signer == 0)
            // A later signature against which anything speaks vouches for nothing.
            for (other, code) in try Self.signers(test) {
                guard let code else { continue }
                let second = try Self.pdf(other, once, at: test.clock.now)
                let found = await Self.refusals(test, second)
                #expect(found.contains(.pdfChangedAfterSigning) && found.contains(code), "\(code)")
            }
            let more = once + Array("\n1 0 obj\n<<>>\nendobj\n".utf8)
            #expect(await Self.refusals(test, more).contains(.pdfChangedAfterSigning))
            #expect(await Self.refusals(test, blank) == [.noSigner])
            #expect(await Self.refusals(test, Array("%PDF-1.7\n".utf8)) == [.malformed])
        }
    }
}
