import Kernel
import Signatures
import Testing

@testable import XMLSignatures

/// Enveloped signatures: made, verified, and told apart from everything that is nearly one.
struct EnvelopedTests {
    private let signers: Signers
    private let document = """
        <?xml version="1.0" encoding="UTF-8"?>
        <өтініш xmlns="urn:a" xmlns:b="urn:b" b:нөмір="1">
          <аты b:z="&#13;&#10;" a="&lt;">Әлия &amp; \u{1F600}</аты><!-- кейін --> <b:бос/>
          <![CDATA[<x>]]>
        </өтініш>
        """

    init() throws { signers = try Signers() }

    @Test func `what each kind of key signs verifies and names its certificate`() throws {
        for signer in signers.all {
            let signed = try signer.sign(document.bytes)
            let verdict = XMLVerifier().verify(signed)
            #expect(verdict.allFindings == [])
            let signature = try #require(verdict.signatures.first)
            #expect(signature.signer == signer.certificate)
            #expect(signature.covered == ["өтініш"])
            #expect(signature.method == signer.method.rawValue)
            #expect(string(signed).hasSuffix("</ds:Signature></өтініш>\n"))
        }
    }

    @Test func `any changed byte of the content is found`() throws {
        let signed = try signers.ecdsa.sign("<a><b>12</b></a>".bytes)
        let text = string(signed)
        for (old, new) in [
            (">12<", ">13<"), ("<b>", "<b c='1'>"), (">12<", ">12 <"), ("<a>", "<a d=''>"),
        ] {
            let finding = XMLVerifier().verify(try text.changing(old, new).bytes).allFindings
            #expect(finding.map(\.code) == ["contentDigestDiffers"], "\(old)")
        }
        #expect(XMLVerifier().verify(try text.changing("<b>", "<b >").bytes).isIntact)
    }

    @Test func `a changed SignedInfo or value is found`() throws {
        let text = string(try signers.ecdsa.sign("<a/>".bytes))
        let moved = try text.changing("#WithComments", "")
        #expect(XMLVerifier().verify(moved.bytes).allFindings == [.signatureInvalid(nil)])
        let other = string(try signers.ecdsa.sign("<a/>".bytes))
        let value = { (text: String) in
            text.components2("<ds:SignatureValue>", "</ds:SignatureValue>")
        }
        let swapped = try text.changing(value(text), value(other))
        #expect(XMLVerifier().verify(swapped.bytes).isIntact)
        let third = string(try signers.ecdsa.sign("<b/>".bytes))
        let wrong = try text.changing(value(text), value(third))
        #expect(XMLVerifier().verify(wrong.bytes).allFindings == [.signatureInvalid(nil)])
    }

    @Test func `a second signature covers the first, and both verify`() throws {
        let once = try signers.rsa.sign("<a><b/></a>".bytes)
        let twice = try signers.ecdsa.sign(once)
        let verdict = XMLVerifier().verify(twice)
        #expect(verdict.isIntact)
        #expect(verdict.signatures.map(\.signer) == signers.all.map(\.certificate))
        // Without the first signature the second one's content is another.
        let text = string(twice)
        let first = "<ds:Signature" + text.components2("<ds:Signature", "</ds:Signature>")
        let without = try text.changing(first + "</ds:Signature>", "")
        #expect(
            XMLVerifier().verify(without.bytes).allFindings.map(\.code) == ["contentDigestDiffers"])
    }

    @Test func `a part is signed only where a part is asked for`() throws {
        let document = "<a><b Id=\"x\">1</b><c>2</c></a>"
        let signed = try signers.ecdsa.sign(document.bytes, identifier: "x")
        let whole = XMLVerifier().verify(signed)
        #expect(whole.allFindings == [.coverage(reference: "#x")])
        let part = XMLVerifier().verify(signed, covering: .anyPart)
        #expect(part.isIntact)
        #expect(part.signatures.first?.covered == ["b"])
        let doubled = try string(signed).changing("<c>2</c>", "<c id=\"x\">2</c>")
        #expect(
            XMLVerifier().verify(doubled.bytes, covering: .anyPart).allFindings.first
                == .referenceAmbiguous(reference: "#x"))
        #expect(throws: XMLSigningFault.noSuchElement) {
            try signers.ecdsa.sign(document.bytes, identifier: "y")
        }
    }

    @Test func `a signature elsewhere than at the end of the root is not taken`() throws {
        let signed = string(try signers.ecdsa.sign("<a/>".bytes))
        for wrapped in ["<w>\(signed)</w>", signed.replacing("</a>", "<z/></a>")] {
            let text = wrapped.replacing("\n", with: "")
            #expect(XMLVerifier().verify(text.bytes).allFindings == [.signatureMisplaced])
        }
        #expect(XMLVerifier().verify("<a/>".bytes).allFindings == [.signatureMissing])
    }

    @Test func `a signer's certificate is its key's`() throws {
        let other = try SigningKey.generateES256()
        #expect(throws: XMLSigningFault.keyNotOfCertificate) {
            try XMLSigner(certificate: signers.ecdsa.certificate, key: other)
        }
    }
}

extension String {
    /// What stands between the first `start` and the next `end`.
    func components2(_ start: String, _ end: String) -> String {
        guard let from = firstRange(of: start),
            let to = self[from.upperBound...].firstRange(of: end)
        else { return "" }
        return String(self[from.upperBound..<to.lowerBound])
    }

    fileprivate func replacing(_ old: String, _ new: String) -> String {
        replacing(old, with: new)
    }
}
