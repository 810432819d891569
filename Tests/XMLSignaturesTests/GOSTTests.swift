import Kernel
import Signatures
import Testing

@testable import XMLSignatures

/// Signatures by KalkanCrypt, the closed library of the NCA, in GOST 34.10-2015.
struct GOSTTests {
    @Test func `KalkanCrypt's enveloped signature verifies, and each changed character is found`()
        throws
    {
        let text = try vector("mitwork/enveloped-gost2015.xml")
        let verdict = XMLVerifier().verify(text.bytes)
        #expect(verdict.allFindings == [])
        let signature = try #require(verdict.signatures.first)
        #expect(signature.signer?.subject.iin == "123456789011")
        #expect(signature.method == XMLSignatureMethod.gost2015With512.rawValue)
        for (old, new, code) in [
            ("Hello", "Hullo", "contentDigestDiffers"),
            ("test>\n  <", "test>\n <", "contentDigestDiffers"),
            ("8J&#13;\nsg", "8J\nsg", "signatureInvalid"),
            ("<ds:SignedInfo>\n", "<ds:SignedInfo>", "signatureInvalid"),
            ("ffmEea", "ffmEeb", "signatureInvalid"), ("UX1fM6", "UX1fM7", "contentDigestDiffers"),
        ] {
            let findings = XMLVerifier().verify(try text.changing(old, new).bytes).allFindings
            #expect(findings.first?.code == code, "\(old)")
        }
    }

    @Test func `carriage returns stripped from KalkanCrypt's SignedInfo are named`() throws {
        let text = try vector("mitwork/enveloped-gost2015.xml").replacing("&#13;", with: "")
        let findings = XMLVerifier().verify(text.bytes).allFindings
        guard case .signatureInvalid(let difference?) = try #require(findings.first) else {
            Issue.record("\(findings)")
            return
        }
        #expect(difference.cause == .carriageReturnsLost)
    }

    @Test func `the old hash is refused beside a new signature`() throws {
        let text = try vector("mitwork/enveloped-gost2015.xml")
        let changed = try text.changing(
            XMLDigestMethod.streebog512.rawValue, XMLDigestMethod.gost1995.rawValue)
        #expect(
            XMLVerifier().verify(changed.bytes).allFindings.map(\.code) == ["algorithmNotAllowed"])
    }
}
