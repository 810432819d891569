import Kernel
import Testing

@testable import SigningChannels

/// Both documents of eGov Mobile's QR signing, field by field.
struct MobileSignTests {
    private let now = Instant(seconds: 1_780_000_000)

    private var invitation: SigningInvitation {
        get throws {
            SigningInvitation(
                description: "Өтініш", expiresAt: now.adding(seconds: 300),
                organisation: LocalizedText(kk: "Орган", ru: "Орган", en: "Body"),
                bin: try BIN("123456789021", rules: .sandbox),
                documentAddress: "https://qyzmet.kz/sign/1", authorisation: .token, token: "t",
                backAddress: "https://qyzmet.kz/back")
        }
    }

    private func codes(_ json: JSON) -> [String] {
        SigningInvitation.check(json, at: now, rules: .sandbox).findings.map {
            "\($0.path) \($0.code.rawValue)"
        }
    }

    @Test func `a QR text leads to an address, and nothing else does`() throws {
        let link = try MobileSignLink("mobileSign:https://qyzmet.kz/a?b=1&c=%20")
        #expect(link.address == "https://qyzmet.kz/a?b=1&c=%20")
        #expect(link.text == "mobileSign:https://qyzmet.kz/a?b=1&c=%20")
        #expect(
            link.citizenLaunchLink.hasSuffix(
                "?link=https%3A%2F%2Fqyzmet.kz%2Fa%3Fb%3D1%26c%3D%2520"))
        #expect(throws: MobileSignLink.Fault.noPrefix) { try MobileSignLink("https://qyzmet.kz") }
        for text in [
            "", "ftp://a", "https://", "https://u@h/", "javascript:1", "https://a b", "https://a#b",
            "https://:80/", "https://a\\b", "https://ә.kz",
        ] {
            #expect(throws: MobileSignLink.Fault.notAddress, "\(text)") {
                try MobileSignLink("mobileSign:" + text)
            }
        }
        let long = "mobileSign:https://a/" + String(repeating: "x", count: MobileSignLink.bytesMax)
        #expect(throws: MobileSignLink.Fault.notAddress) { try MobileSignLink(long) }
    }

    @Test func `the invitation comes back as it was, by all three authorisations`() throws {
        for authorisation in SigningInvitation.Authorisation.allCases {
            var sent = try invitation
            sent.authorisation = authorisation
            sent.token = authorisation == .token ? "t" : nil
            let json = try JSON.parse(sent.json.bytes)
            let (read, findings) = SigningInvitation.check(json, at: now, rules: .sandbox)
            #expect(read == sent)
            #expect(findings == [])
        }
    }

    @Test func `each wrong field of the invitation is named, all at once`() throws {
        let bad: JSON = [
            "description": "", "expiry_date": "2026-11-27", "surprise": 1,
            "organisation": ["nameRu": 7, "nameKz": "Қ", "bin": "123"],
            "document": ["uri": "file:///etc/passwd", "auth_type": "Basic", "auth_token": ""],
            "backUrl": "x",
        ]
        #expect(
            codes(bad) == [
                "surprise surplus", "description missing", "expiry_date notTime",
                "organisation.nameRu wrongKind", "organisation.nameEn missing",
                "organisation.bin notBIN", "document.uri notAddress",
                "document.auth_type notAllowed", "backUrl notAddress",
            ])
        #expect(
            codes([:]) == [
                "description missing", "expiry_date missing", "organisation missing",
                "document missing",
            ])
        #expect(codes("text") == [" notJSON"])
        for finding in SigningInvitation.check(bad, at: now, rules: .sandbox).findings {
            #expect(!finding.text.kk.isEmpty && finding.text.ru != finding.text.en)
        }
        let choice = SigningInvitation.check(bad, at: now, rules: .sandbox).findings[7]
        #expect(choice.text.en == "“document.auth_type” must be one of: None, Token, Eds.")
    }

    @Test func `an invitation that has expired, or whose token is missing or too much, is refused`()
        throws
    {
        var sent = try invitation
        let late = SigningInvitation.check(
            sent.json, at: sent.expiresAt, rules: .sandbox)
        #expect(late.invitation == nil)
        #expect(late.findings.map(\.code) == [.past])
        sent.token = nil
        #expect(codes(sent.json) == ["document.auth_token missing"])
        sent.authorisation = .none
        sent.token = "t"
        #expect(codes(sent.json) == ["document.auth_token surplus"])
        #expect(
            SigningInvitation.check(sent.json, at: now, rules: .production).findings
                .map(\.code).contains(.notBIN))
    }

    // MARK: - API 2

    private func document(_ id: String, _ content: DocumentToSign.Content) -> DocumentToSign {
        DocumentToSign(
            id: id, name: LocalizedText(kk: "Құжат", ru: "Документ", en: "Document"),
            meta: [DocumentToSign.Meta(name: "Күні", value: "27.11.2026")], content: content)
    }

    @Test func `packages of all five methods and both versions come back as they were`() throws {
        for method in SignMethod.allCases {
            for version in [1, 2] {
                var xml = document("1", .xml("<a/>"))
                var file = document("b", .file(mime: "@file/pdf", data: [1, 2, 3]))
                var documents = method == .xml ? [xml] : [file]
                if method == .mixed {
                    xml.method = .xml
                    file.method = .cmsSignOnly
                    documents = [xml, file]
                }
                let sent = SigningPackage(method: method, version: version, documents: documents)
                let (read, findings) = SigningPackage.check(try JSON.parse(sent.json.bytes))
                #expect(read == sent)
                #expect(findings == [])
                #expect(
                    read?.documents.map { sent.method(of: $0) }
                        == (method == .mixed ? [.xml, .cmsSignOnly] : [method]))
            }
        }
    }

    @Test func `each wrong field of a package is named, all at once`() {
        let bad: JSON = [
            "signMethod": "MIX_SIGN", "version": 3,
            "documentsToSign": [
                ["id": 1, "signMethod": "MIX_SIGN", "nameRu": "а", "nameKz": "а", "nameEn": "a"],
                [
                    "id": 1, "signMethod": "XML", "nameRu": "а", "nameKz": "а", "nameEn": "a",
                    "document": [:], "meta": [["value": "x"], 5],
                ],
                [
                    "id": "", "signMethod": "CMS_SIGN_ONLY", "nameRu": "а", "nameKz": "а",
                    "nameEn": "a", "document": ["file": ["mime": "image/png", "data": "AA=="]],
                ],
                [
                    "id": 2, "signMethod": "CMS_WITH_DATA", "nameRu": "а", "nameKz": "а",
                    "nameEn": "a", "document": ["file": ["mime": "", "data": "?"]],
                    "documentXml": "<a/>",
                ],
            ],
        ]
        let found = SigningPackage.check(bad)
        #expect(found.package == nil)
        #expect(
            found.findings.map { "\($0.path) \($0.code.rawValue)" } == [
                "version notAllowed", "documentsToSign[0].signMethod notAllowed",
                "documentsToSign[1].meta[1] wrongKind", "documentsToSign[1].meta[0].name missing",
                "documentsToSign[1].document surplus", "documentsToSign[1].documentXml missing",
                "documentsToSign[2].id missing", "documentsToSign[2].document.file.mime notAllowed",
                "documentsToSign[3].documentXml surplus",
                "documentsToSign[3].document.file.data notBase64",
            ])
        let doubled: JSON = [
            "signMethod": "XML", "version": 1,
            "documentsToSign": .array(
                [JSON](
                    repeating: [
                        "id": 1, "nameRu": "а", "nameKz": "а", "nameEn": "a", "documentXml": "<a/>",
                        "signMethod": "XML",
                    ], count: 2)),
        ]
        #expect(
            SigningPackage.check(doubled).findings.map(\.code) == [.surplus, .surplus, .doubled])
        #expect(
            SigningPackage.check(["documentsToSign": []]).findings.map(\.code) == [
                .missing, .missing, .missing,
            ])
    }

    @Test func `what comes back must be the same documents, each changed by a signature`() {
        let sent = SigningPackage(
            method: .xml, documents: [document("1", .xml("<a/>")), document("2", .xml("<b/>"))])
        var back = sent
        #expect(sent.findings(signed: back).map(\.code) == [.notSigned, .notSigned])
        back.documents[0].content = .xml("<a>s</a>")
        back.documents[1].content = .xml("<b>s</b>")
        #expect(sent.findings(signed: back) == [])
        back.documents[1].content = .file(mime: "", data: [1])
        #expect(sent.findings(signed: back).map(\.path) == ["documentsToSign[1]"])
        back.documents.swapAt(0, 1)
        #expect(sent.findings(signed: back).map(\.path) == ["documentsToSign"])
        back.documents.removeLast()
        back.method = .mixed
        #expect(sent.findings(signed: back).map(\.path) == ["signMethod", "documentsToSign"])
        #expect(SigningAnswer.accepted.json["code"] == "200")
        #expect(SigningAnswer.refused(message: "Қате").json["code"] == "403")
    }
}
