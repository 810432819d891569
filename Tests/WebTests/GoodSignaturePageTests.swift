import Foundation
import HTTPServer
import Kernel
import PDFSignatures
import PlatformTesting
import QyzmetTesting
import Signatures
import Testing
import UseCases
import XMLSignatures

@testable import Web

/// Sound signed files get the good verdict on the public page, and lose it by one byte (UC-29).
@Suite struct GoodSignaturePageTests {
    private let service: TestService
    private let nca: TestNCA
    private let holder: TestNCA.Holder
    private let content = Array("Құжат".utf8)

    init() async throws {
        service = try await TestService()
        nca = try TestNCA(clock: service.platform.clock)
        service.platform.signatures.replace(nca.ports)
        holder = try nca.issue(IIN(stored: "860315198009"))
    }

    private var now: Instant { service.platform.clock.now() }

    /// Uploads files by the names of their fields.
    private func check(_ files: [(field: String, bytes: [UInt8])]) async -> PageAnswer {
        var body: [UInt8] = []
        for (field, bytes) in files {
            let head =
                "--b\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"f\"\r\n\r\n"
            body += Array(head.utf8) + bytes + Array("\r\n".utf8)
        }
        return await service.send(
            "POST", "/signature-check", nil, body + Array("--b--\r\n".utf8),
            "multipart/form-data; boundary=b")
    }

    private func expectGood(
        _ answer: PageAnswer, _ words: String = "Подпись действительна",
        _ place: SourceLocation = #_sourceLocation
    ) {
        #expect(answer.status == 200, sourceLocation: place)
        #expect(answer.text.contains(words), sourceLocation: place)
        #expect(!answer.text.contains("Подписи нельзя доверять"), sourceLocation: place)
        #expect(answer.text.contains("860315198009"), "the signer", sourceLocation: place)
        #expect(answer.text.contains("SANDBOX People"), "the issuer", sourceLocation: place)
    }

    private func expectBad(
        _ answer: PageAnswer, _ code: FindingCode, _ place: SourceLocation = #_sourceLocation
    ) {
        #expect(answer.status == 200, sourceLocation: place)
        #expect(answer.text.contains("Подписи нельзя доверять"), sourceLocation: place)
        #expect(answer.text.contains(code.text.ru), "\(code)", sourceLocation: place)
    }

    @Test func `CMS, detached and attached, is good, and bad over another content`() async throws {
        let detached = try holder.sign(content, at: now)
        expectGood(await check([("signature", detached), ("original", content)]))
        let text = Array(detached.base64.utf8)
        expectGood(await check([("signature", text), ("original", content)]))
        expectBad(
            await check([("signature", detached), ("original", content + [1])]),
            .contentDigestDiffers)
        expectBad(await check([("signature", detached)]), .contentMissing)

        var draft = SignedDataDraft(content: content, detached: false)
        try draft.sign(
            with: holder.key, certificate: holder.certificate, signingTime: now)
        expectGood(await check([("signature", draft.der)]))
        var changed = draft.der
        let place = try #require(changed.firstRange(of: content)?.lowerBound)
        changed[place + 1] ^= 1
        expectBad(await check([("signature", changed)]), .contentDigestDiffers)
    }

    @Test func `XML is good, but for the time that it cannot carry, and bad when changed`()
        async throws
    {
        let signer = try XMLSigner(certificate: holder.certificate, key: holder.key)
        let signed = try signer.sign(Array("<a><b>Құжат</b></a>".utf8))
        let answer = await check([("signature", signed)])
        expectGood(answer, "Подпись верна, но проверено не всё")
        #expect(answer.text.contains(FindingCode.signingTimeMissing.text.ru))
        var changed = signed
        let place = try #require(changed.firstRange(of: content)?.lowerBound)
        changed[place + 1] ^= 1
        expectBad(await check([("signature", changed)]), .contentDigestDiffers)
    }

    @Test func `PDF is good, and bad when a byte of it is changed`() async throws {
        let file = try Data(
            contentsOf: URL(fileURLWithPath: SourceTree.root + "/Tests/Vectors/pdf/cairo.pdf"))
        let signed = try PDFSigner.sign(Array(file), name: "Тест", at: now) { content in
            try holder.sign(content, at: now)
        }
        expectGood(await check([("signature", signed)]))
        var changed = signed
        changed[100] ^= 1
        expectBad(await check([("signature", changed)]), .contentDigestDiffers)
    }

    @Test func `what was good is bad from the revocation on, and unsure when nobody can say`()
        async throws
    {
        let detached = try holder.sign(content, at: now)
        let files = [(field: "signature", bytes: detached), ("original", content)]
        expectGood(await check(files))
        nca.change {
            $0.isOCSPDown = true
            $0.areListsDown = true
        }
        let unsure = await check(files)
        expectGood(unsure, "Подпись верна, но проверено не всё")
        #expect(unsure.text.contains(FindingCode.revocationUnknown.text.ru))
        nca.change {
            $0.isOCSPDown = false
            $0.areListsDown = false
        }
        nca.revoke(holder)
        service.advance(seconds: 60)
        let revoked = await check(files)
        expectBad(revoked, .certificateRevoked)
        // Whose certificate, which one of the chain, judged for when, and under which name.
        for word in [
            "Сертификат подписавшего: ", holder.certificate.serial, "Проверено на момент:",
            "certificateRevoked",
        ] { #expect(revoked.text.contains(word), "\(word)") }
    }

    @Test func `what could not be checked is said in words and by its name`() async throws {
        let detached = try holder.sign(content, at: now)
        nca.change {
            $0.isOCSPBusy = true
            $0.areListsDown = true
            $0.isOCSPIgnorant = true
        }
        let unsure = await check([("signature", detached), ("original", content)])
        let reason = RevocationStatus.Uncertainty.responderDoesNotKnow
        #expect(unsure.text.contains(reason.text.ru))
        #expect(unsure.text.contains("revocationUnknown: responderDoesNotKnow"))
        let torn = await check([("signature", Array(detached.prefix(90)))])
        #expect(torn.text.contains("Данные обрываются на середине"))
        #expect(torn.text.contains("malformed: truncated"))
    }
}
