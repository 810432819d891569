import Kernel
import Testing

@testable import XMLSignatures

/// What is refused, with its reason, before or instead of a verdict.
struct RefusalTests {
    private let signer: XMLSigner

    init() throws { signer = try Signers().ecdsa }

    @Test func `bytes that are no XML of ours are refused by name`() {
        let deep = String(repeating: "<a>", count: 65) + String(repeating: "</a>", count: 65)
        let names = (0...32).map { " xmlns:p\($0)='urn:\($0)'" }.joined()
        let attributes = (0...64).map { " a\($0)=''" }.joined()
        let many = "<r>" + String(repeating: "<a/>", count: 50_000) + "</r>"
        let cases: [(String, XMLFault)] = [
            ("", .malformed(line: 1)), ("<a>", .malformed(line: 1)),
            ("<a/>\n<b/>", .malformed(line: 2)),
            ("<!DOCTYPE a><a/>", .documentType),
            ("<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]><a>&d;</a>", .documentType),
            ("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", .documentType),
            ("<a>&b;</a>", .malformed(line: 1)), (deep, .tooDeep), (many, .tooManyElements),
            ("<a\(names)/>", .tooManyNamespaces), ("<a\(attributes)/>", .tooManyAttributes),
            ("<?xml version='1.0' encoding='windows-1251'?><a/>", .notUTF8),
            ("<?xml version='1.1'?><a/>", .version), ("<a:b/>", .malformed(line: 1)),
        ]
        for (text, fault) in cases {
            #expect(throws: fault, "\(text.prefix(60))") { try XMLTree(text.bytes) }
        }
        #expect(throws: XMLFault.notUTF8) { try XMLTree([0x3C, 0xFF, 0x3E]) }
        #expect(throws: XMLFault.tooLarge) {
            try XMLTree([UInt8](repeating: 0x20, count: XMLLimits.bytesMax + 1))
        }
    }

    @Test func `a document without canonical form is refused, not fatal`() throws {
        let signed = string(try signer.sign("<a/>".bytes))
        let changed = try signed.changing("<a>", "<a xmlns:x=\"relative\">")
        let findings = XMLVerifier().verify(changed.bytes).allFindings
        #expect(findings.contains(.unreadable(.noCanonicalForm)))
    }

    @Test func `SHA-1, MD5 and other algorithms are refused with a reason`() throws {
        let signed = string(try signer.sign("<a/>".bytes))
        let cases: [(String, String, AlgorithmRefusal)] = [
            ("2001/04/xmldsig-more#ecdsa-sha256", "2000/09/xmldsig#rsa-sha1", .brokenSHA1),
            ("2001/04/xmldsig-more#ecdsa-sha256", "2001/04/xmldsig-more#ecdsa-sha1", .brokenSHA1),
            ("2001/04/xmldsig-more#ecdsa-sha256", "2001/04/xmldsig-more#rsa-md5", .brokenMD5),
            ("2001/04/xmldsig-more#ecdsa-sha256", "2000/09/xmldsig#hmac-sha1", .sharedSecret),
            ("2001/04/xmldsig-more#ecdsa-sha256", "2000/09/xmldsig#dsa-sha1", .withdrawnDSA),
            ("2001/04/xmlenc#sha256", "2000/09/xmldsig#sha1", .brokenSHA1),
            ("2001/04/xmlenc#sha256", "2001/04/xmldsig-more#md5", .brokenMD5),
            ("2001/04/xmlenc#sha256", "2001/04/xmlenc#ripemd160", .notOffered),
        ]
        for (old, new, reason) in cases {
            let findings = XMLVerifier().verify(try signed.changing(old, new).bytes).allFindings
            guard case .algorithmRefused(_, _, let refusal) = try #require(findings.first) else {
                Issue.record("\(findings)")
                continue
            }
            #expect(refusal == reason)
            #expect(!refusal.text.kk.isEmpty)
        }
    }

    @Test func `transforms, references and parts of other profiles are refused`() throws {
        let signed = string(try signer.sign("<a/>".bytes))
        let enveloped = "<ds:Transform Algorithm=\"\(Names.enveloped)\"/>"
        let cases = [
            (
                "2000/09/xmldsig#enveloped-signature", "TR/1999/REC-xpath-19991116",
                "transformNotAllowed"
            ),
            (enveloped, enveloped + enveloped, "transformNotAllowed"),
            (" URI=\"\"", " URI=\"http://127.0.0.1/\"", "referenceNotFound"),
            (" URI=\"\"", " URI=\"#xpointer(/)\"", "referenceNotFound"),
            (" URI=\"\"", " URI=\"#nothing\"", "referenceNotFound"),
            (" URI=\"\"", "", "signatureStructure"),
            ("</ds:KeyInfo>", "</ds:KeyInfo><ds:Object/>", "signatureStructure"),
            ("<ds:KeyInfo>", "<ds:Object/><ds:KeyInfo>", "signatureStructure"),
            ("<ds:SignatureValue>", "<ds:SignatureValue>!", "signatureStructure"),
            ("X509Certificate>MII", "X509Certificate>AII", "signerCertificateUnreadable"),
        ]
        for (old, new, code) in cases {
            let text =
                old.hasPrefix("X509")
                ? signed.replacing(old, with: new) : try signed.changing(old, new)
            let findings = XMLVerifier().verify(text.bytes).allFindings
            #expect(findings.map(\.code).contains(code), "\(new): \(findings)")
            #expect(findings.allSatisfy { !$0.text.ru.isEmpty })
        }
    }

    @Test func `the key must be of the named method's kind`() throws {
        let signed = string(try signer.sign("<a/>".bytes))
        let changed = try signed.changing("#ecdsa-sha256", "#rsa-sha256")
        #expect(XMLVerifier().verify(changed.bytes).allFindings == [.keyOfAnotherKind])
    }

    @Test func `the costliest documents that are let through are judged in time`() throws {
        let names = (0..<28).map { " xmlns:p\($0)='urn:\($0)'" }.joined()
        let inner = String(repeating: "<p1:a p2:b='' p3:c=''/>", count: 45_000)
        let open = String(repeating: "<b>", count: 60)
        let close = String(repeating: "</b>", count: 60)
        let document = "<a\(names)>\(open)\(inner)\(close)</a>"
        let clock = ContinuousClock()
        let signed = try signer.sign(document.bytes)
        let time = clock.measure { #expect(XMLVerifier().verify(signed).isIntact) }
        print("the costliest document took \(time)")
        #expect(time < .seconds(20))
    }
}
