import Kernel
import Signatures
import Testing

@testable import XMLSignatures

/// WS-Security envelopes: NCANode's example, our own, and signatures wrapped around other content.
struct EnvelopeTests {
    private let signers: Signers
    private let envelope = """
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">\
        <soapenv:Body><m xmlns="urn:m"><iin>1</iin></m></soapenv:Body></soapenv:Envelope>
        """

    init() throws { signers = try Signers() }

    // MARK: - The example of NCANode's interface

    @Test func `NCANode's example is explained as it stands`() throws {
        let text = try vector("ncanode/wsse-sign-example.xml")
        let verdict = XMLVerifier().verifyEnvelope(text.bytes)
        let signature = try #require(verdict.signatures.first)
        #expect(signature.signer?.subject.iin == "123456789011")
        #expect(signature.covered == ["Body"])
        guard case .signatureInvalid(let difference?) = try #require(verdict.allFindings.first)
        else {
            Issue.record("\(verdict.allFindings)")
            return
        }
        #expect(verdict.allFindings.count == 1)
        #expect(difference.cause == .blanksReplaced)
        let start = try #require(difference.firstByte)
        #expect(
            start == #"<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">"#.utf8.count)
        #expect(verdict.allFindings[0].text.en.contains("With the line breaks restored it fits"))
    }

    @Test func `NCANode's example verifies with its line breaks restored`() throws {
        let text = try vector("ncanode/wsse-sign-example.xml")
        let signedInfo =
            "<ds:SignedInfo>" + text.components2("<ds:SignedInfo>", "</ds:SignedInfo>") + "</"
        let restored = try text.changing(signedInfo, signedInfo.replacing("> <", with: ">\n<"))
        let verdict = XMLVerifier().verifyEnvelope(restored.bytes)
        #expect(verdict.allFindings == [])
        for (old, new) in [
            ("931002451325", "931002451326"), ("<password>123", "<password>124"),
            ("T12:48:21.024Z", "T12:48:21.025Z"), ("cs:Request", "cs:request"),
        ] {
            let changed = XMLVerifier().verifyEnvelope(try restored.changing(old, new).bytes)
            #expect(changed.allFindings.map(\.code) == ["contentDigestDiffers"], "\(old)")
        }
    }

    // MARK: - Our own

    @Test func `an envelope without header is signed and verifies in both key forms`() throws {
        for signer in signers.all {
            for form in [XMLSigner.EnvelopeKeyForm.certificate, .issuerSerial] {
                let signed = try signer.signEnvelope(
                    envelope.bytes, keyForm: form, random: .system)
                let known = form == .issuerSerial ? signers.all.map(\.certificate) : []
                let verdict = XMLVerifier(known: known).verifyEnvelope(signed)
                #expect(verdict.allFindings == [])
                #expect(verdict.signatures.first?.signer == signer.certificate)
                let text = string(signed)
                #expect(text.contains(#"soapenv:mustUnderstand="1""#))
                #expect(text.contains(#"wsu:Id="id-"#))
            }
        }
    }

    @Test func `a certificate that is named only must be at hand`() throws {
        let signed = try signers.ecdsa.signEnvelope(
            envelope.bytes, keyForm: .issuerSerial, random: .system)
        let findings = XMLVerifier(known: [signers.rsa.certificate]).verifyEnvelope(signed)
            .allFindings
        #expect(findings.map(\.code) == ["signerCertificateUnknown"])
    }

    @Test(arguments: [
        (Names.thumbprint, "thumbprint"), (Names.subjectKey, "key identifier"),
    ])
    func `a certificate is found by its digest or its key's name`(
        kind: String, word: String
    ) throws {
        let signer = signers.ecdsa
        let certificate = signer.certificate
        let name =
            kind == Names.thumbprint
            ? DigestAlgorithm.sha1.hash(certificate.der)
            : try #require(certificate.extensions.subjectKeyIdentifier)
        let signed = string(try signer.signEnvelope(envelope.bytes, random: .system))
        // Nobody signs KeyInfo, so that the name can stand in the certificate's place.
        func naming(_ kind: String, _ value: String) throws -> [UInt8] {
            try signed.changing(Names.certificateToken, kind)
                .changing(certificate.der.base64, value).bytes
        }
        let named = try naming(kind, name.base64)
        let known = XMLVerifier(known: signers.all.map(\.certificate))
        #expect(known.verifyEnvelope(named).allFindings == [])
        #expect(known.verifyEnvelope(named).signatures.first?.signer == certificate)
        let stranger = XMLVerifier(known: [signers.rsa.certificate]).verifyEnvelope(named)
        #expect(stranger.allFindings.map(\.code) == ["signerCertificateUnknown"])
        #expect(stranger.allFindings.first?.text.en.contains("\(word) \(name.hex)") == true)
        // Another's name leads to another's key, which did not sign.
        let other = signers.rsa.certificate
        let wrong =
            kind == Names.thumbprint
            ? DigestAlgorithm.sha1.hash(other.der)
            : try #require(other.extensions.subjectKeyIdentifier)
        #expect(!known.verifyEnvelope(try naming(kind, wrong.base64)).isIntact)
        for bad in ["", "не base64"] {
            let findings = known.verifyEnvelope(try naming(kind, bad)).allFindings
            #expect(findings == [.structure(part: "KeyIdentifier")])
        }
        let unknownKind = known.verifyEnvelope(try naming("#Kerberos", name.base64))
        #expect(unknownKind.allFindings == [.structure(part: "KeyIdentifier")])
    }

    @Test func `a signed envelope is not signed again`() throws {
        let signed = try signers.ecdsa.signEnvelope(envelope.bytes, random: .system)
        #expect(throws: XMLSigningFault.envelope(part: "Signature")) {
            try signers.ecdsa.signEnvelope(signed, random: .system)
        }
        #expect(throws: XMLSigningFault.envelope(part: "Envelope")) {
            try signers.ecdsa.signEnvelope("<a/>".bytes, random: .system)
        }
    }

    @Test func `SOAP 1_2, an empty Security header and an identifier that is there are kept`()
        throws
    {
        let text = """
            <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="\(Names.utility)">\
            <e:Header><s:Security xmlns:s="\(Names.security)"/></e:Header>\
            <e:Body w:Id="body"/></e:Envelope>
            """
        let signed = string(try signers.rsa.signEnvelope(text.bytes, random: .system))
        #expect(XMLVerifier().verifyEnvelope(signed.bytes).isIntact)
        #expect(signed.contains(##"URI="#body""##))
        #expect(!signed.contains("mustUnderstand"))
    }

    // MARK: - Wrapping

    @Test func `a signed Body that was moved aside is not the Body`() throws {
        let signed = string(try signers.ecdsa.signEnvelope(envelope.bytes, random: .system))
        let body =
            "<soapenv:Body" + signed.components2("<soapenv:Body", "</soapenv:Body>")
            + "</soapenv:Body>"
        let forged = "<soapenv:Body><m xmlns=\"urn:m\"><iin>2</iin></m></soapenv:Body>"
        // Into the header, with the forged one in its place.
        let header = try signed.changing(body, forged)
            .changing("</soapenv:Header>", "<x>\(body)</x></soapenv:Header>")
        let verdict = XMLVerifier().verifyEnvelope(header.bytes)
        #expect(verdict.allFindings.map(\.code) == ["coverageTooSmall"])
        // Into the forged one.
        let inside = try signed.changing(
            body, try forged.changing("</m>", "</m>\(body)"))
        #expect(
            XMLVerifier().verifyEnvelope(inside.bytes).allFindings.map(\.code)
                == ["coverageTooSmall"])
    }

    @Test func `a doubled identifier, a second Body, header or signature is found`() throws {
        let signed = string(try signers.ecdsa.signEnvelope(envelope.bytes, random: .system))
        let identifier = signed.components2("wsu:Id=\"", "\"")
        let cases = [
            ("<iin>1", "<iin Id=\"\(identifier)\">1", "referenceAmbiguous"),
            ("<iin>1", "<iin xml:id=\"\(identifier)\">1", "referenceAmbiguous"),
            ("</soapenv:Envelope>", "<soapenv:Body/></soapenv:Envelope>", "envelopeStructure"),
            ("</soapenv:Envelope>", "<z/></soapenv:Envelope>", "envelopeStructure"),
            ("<soapenv:Header>", "<soapenv:Header/><soapenv:Header>", "envelopeStructure"),
            (
                "<soapenv:Header>",
                "<soapenv:Header><w:Security xmlns:w=\"\(Names.security)\"/>", "envelopeStructure"
            ),
            (
                "<soapenv:Header>",
                "<soapenv:Header><d:Signature xmlns:d=\"\(Names.signature)\"/>",
                "tooManySignatures"
            ),
        ]
        for (old, new, code) in cases {
            let verdict = XMLVerifier().verifyEnvelope(try signed.changing(old, new).bytes)
            #expect(verdict.allFindings.first?.code == code, "\(new)")
        }
        let unsigned = XMLVerifier().verifyEnvelope(envelope.bytes)
        #expect(unsigned.allFindings == [.signatureMissing])
    }

    @Test func `pretty printing the Body is explained`() throws {
        let signed = string(try signers.ecdsa.signEnvelope(envelope.bytes, random: .system))
        let changed = try signed.changing("<iin>1</iin>", "\n    <iin>1</iin>\n")
        let finding = try #require(XMLVerifier().verifyEnvelope(changed.bytes).allFindings.first)
        #expect(finding.text.en.hasPrefix("The digest of Body differs"))
        #expect(finding.text.en.contains("Did you pretty-print after signing?"))
    }
}
