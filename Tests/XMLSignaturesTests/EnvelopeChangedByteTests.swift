import Kernel
import Testing

@testable import XMLSignatures

/// Ten single changed bytes in NCANode's published envelope: each is found for what it is.
@Suite struct EnvelopeChangedByteTests {
    /// The example with the line breaks back that folding took out of `ds:SignedInfo`.
    private static func published() throws -> String {
        let text = try vector("ncanode/wsse-sign-example.xml")
        let start = try #require(text.firstRange(of: "<ds:SignedInfo>")).lowerBound
        let end = try #require(text.firstRange(of: "</ds:SignedInfo>")).upperBound
        return String(text[..<start]) + text[start..<end].replacing("> <", with: ">\n<")
            + text[end...]
    }

    @Test func `the envelope is sound as it was published`() throws {
        #expect(XMLVerifier().verifyEnvelope(try Self.published().bytes).allFindings == [])
    }

    @Test(arguments: [
        ("<iin>931002451325", "<iin>931002451324", "contentDigestDiffers"),
        ("<password>123", "<password>122", "contentDigestDiffers"),
        ("T12:48:21.024Z", "T12:48:21.025Z", "contentDigestDiffers"),
        ("cs:Request", "cs:request", "contentDigestDiffers"),
        ("<ds:DigestValue>eqb0", "<ds:DigestValue>dqb0", "signatureInvalid"),
        ("> UtsuKUTv", "> VtsuKUTv", "signatureInvalid"),
        ("c14n#\"/>\n</ds:Transforms", "c14o#\"/>\n</ds:Transforms", "transformNotAllowed"),
        ("MIIF+zCCA", "NIIF+zCCA", "signerCertificateUnreadable"),
        ("wsu:Id=\"id-0ace", "wsu:Id=\"id-1ace", "referenceNotFound"),
        ("xmldsig-more#rsa-sha256", "xmldsig-more#rsa-sha257", "algorithmNotAllowed"),
    ])
    func `a changed byte is found for what it is`(
        _ old: String, _ new: String, _ finding: String
    ) throws {
        #expect(zip(old.utf8, new.utf8).count { $0 != $1 } == 1)
        let changed = try Self.published().changing(old, new)
        let codes = XMLVerifier().verifyEnvelope(changed.bytes).allFindings.map(\.code)
        #expect(codes.contains(finding), "\(codes)")
    }
}
