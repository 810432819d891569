import Kernel
import Signatures
import Testing

@testable import XMLSignatures

/// A difference is explained when undoing what is commonly done makes it fit.
struct ExplanationTests {
    private let signer: XMLSigner
    private let compact = "<a><b>1</b><c><d/></c></a>"
    private let pretty = "<a>\n  <b>1</b>\n  <c>\n    <d/>\n  </c>\n</a>"

    init() throws { signer = try Signers().ecdsa }

    private func difference(_ text: String, original: String? = nil) throws -> Difference {
        let findings = XMLVerifier().verify(text.bytes, original: original?.bytes).allFindings
        guard case .digestDiffers(let difference) = try #require(findings.first) else {
            Issue.record("\(findings)")
            throw Nothing()
        }
        return difference
    }

    private struct Nothing: Error {}

    @Test func `pretty printing after signing is named, with the first byte`() throws {
        let signed = string(try signer.sign(compact.bytes))
        let changed = try signed.changing("<a><b>1</b>", "<a>\n  <b>1</b>\n  ")
        let difference = try difference(changed)
        #expect(difference.cause == .prettyPrinted)
        #expect(difference.firstByte == 3)
        #expect(difference.text.en.contains("Did you pretty-print after signing?"))
        #expect(difference.text.en.contains("byte after canonicalisation: 3."))
        #expect(difference.text.kk != difference.text.ru)
    }

    @Test func `indentation that was taken out is named`() throws {
        let signed = string(try signer.sign(pretty.bytes))
        let changed = signed.replacing("\n", with: "").replacing("  ", with: "")
        let difference = try difference(changed)
        #expect(difference.cause == .compacted)
        #expect(difference.firstByte == 3)
    }

    @Test func `line breaks turned into blanks are named`() throws {
        let signed = string(try signer.sign("<a>\n<b/>\n<c/>\n</a>".bytes))
        let difference = try difference(signed.replacing("\n", with: " "))
        #expect(difference.cause == .blanksReplaced)
    }

    @Test func `blanks around the signature are named`() throws {
        let signed = string(try signer.sign("<a>x <b/></a>".bytes))
        let difference = try difference(try signed.changing("<ds:Signature ", "\n  <ds:Signature "))
        #expect(difference.cause == .blanksAroundSignature)
    }

    @Test func `carriage returns that were lost or added are named`() throws {
        let signed = string(try signer.sign("<a>1&#13;\n2</a>".bytes))
        #expect(try difference(signed.replacing("&#13;", with: "")).cause == .carriageReturnsLost)
        let plain = string(try signer.sign("<a>1\n2</a>".bytes))
        let added = try plain.changing("1\n2", "1&#13;\n2")
        #expect(try difference(added).cause == .carriageReturnsAdded)
    }

    @Test func `a signer that counts comments or uses another form is named`() throws {
        for (method, comments, cause) in [
            (Canonicalization.inclusiveWithComments, true, Difference.Cause.commentsCounted),
            (.exclusive, false, .otherCanonicalForm),
        ] {
            let tree = try XMLTree("<a xmlns:u='urn:unused'><!--c--><b/></a>".bytes)
            let bytes = try tree.canonical(NodeSubset(hasComments: comments), method)
            let signature = tree.root.append("Signature", in: Names.signature, prefix: "ds")
            let draft = SignatureDraft(
                method: signer.method, canonicalization: .inclusive, reference: "",
                transforms: [Names.enveloped, Canonicalization.inclusive.rawValue],
                digest: SHA256.hash(bytes).bytes)
            let keyInfo = try signer.write(draft, into: signature, of: tree)
            keyInfo.append("X509Data", in: Names.signature, prefix: "ds")
                .append("X509Certificate", in: Names.signature, prefix: "ds")
                .append(text: signer.certificate.der.base64)
            #expect(try difference(string(tree.serialized())).cause == cause)
        }
    }

    @Test func `a changed value has no such cause, but a place when the original is given`() throws
    {
        let signed = string(try signer.sign(compact.bytes))
        let changed = try signed.changing("<b>1", "<b>2")
        let blind = try difference(changed)
        #expect(blind.cause == nil)
        #expect(blind.firstByte == nil)
        #expect(blind.text.en.contains("must not be touched"))
        #expect(try difference(changed, original: compact).firstByte == 6)
        #expect(try difference(changed, original: pretty).firstByte == nil)
    }
}
