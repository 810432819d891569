import Kernel
import Testing

@testable import SigningChannels

/// Both protocols of NCALayer, as messages.
struct NCALayerTests {
    @Test func `a request of the new protocol is read, its list kept apart from one text`() throws {
        let json: JSON = [
            "module": "kz.gov.pki.knca.basics", "method": "sign",
            "args": [
                "allowedStorages": ["PKCS12"], "format": "cms", "data": ["QQ==", "Qg=="],
                "signingParams": ["decode": true, "encapsulate": false, "allowExpired": true],
                "signerParams": ["extKeyUsageOids": ["1.2.3"], "iin": "850101100002", "chain": []],
                "locale": "kk",
            ],
        ]
        guard case .sign(let signing) = try NCALayerRequest(json) else {
            Issue.record("another request")
            return
        }
        #expect(signing.format == .cms)
        #expect(signing.data == ["QQ==", "Qg=="])
        #expect(signing.isList && signing.allowsExpired && !signing.encapsulates)
        #expect(signing.iin == "850101100002" && signing.bin == nil)
        #expect(signing.extendedKeyUsages == ["1.2.3"] && signing.storages == ["PKCS12"])
        let one: JSON = [
            "module": "kz.gov.pki.knca.basics", "method": "sign",
            "args": ["format": "xml", "data": "<a/>"],
        ]
        guard case .sign(let single) = try NCALayerRequest(one) else {
            Issue.record("another request")
            return
        }
        #expect(!single.isList && single.encapsulates && !single.allowsExpired)
    }

    @Test func `a request of the old protocol keeps its arguments by position`() throws {
        let json: JSON = [
            "module": "kz.gov.pki.knca.commonUtils", "method": "signXml",
            "args": ["PKCS12", "SIGNATURE", "<a/>", "", ""],
        ]
        #expect(
            try NCALayerRequest(json)
                == .common(.signXml, arguments: ["PKCS12", "SIGNATURE", "<a/>", "", ""]))
    }

    @Test func `what is no request is refused by name`() {
        let basics = "kz.gov.pki.knca.basics"
        let cases: [(JSON, NCALayerRequest.Fault)] = [
            ([:], .malformed), ("--heartbeat--", .malformed), (["module": 1], .malformed),
            (["module": "x", "method": "y"], .unknown(module: "x", method: "y")),
            (
                ["module": "kz.gov.pki.knca.commonUtils", "method": "format"],
                .unknown(module: "kz.gov.pki.knca.commonUtils", method: "format")
            ),
            (["module": .string(basics), "method": "sign"], .argument("format")),
            (
                ["module": .string(basics), "method": "sign", "args": ["format": "cms"]],
                .argument("data")
            ),
            (
                [
                    "module": .string(basics), "method": "sign",
                    "args": ["format": "cms", "data": ["a", 1]],
                ], .argument("data")
            ),
        ]
        for (json, fault) in cases {
            #expect(throws: fault) { try NCALayerRequest(json) }
        }
    }

    @Test func `answers say the same in both protocols, and cancelling is told from failing`() {
        let answers: [NCALayerAnswer] = [
            .signed(["s"], isList: false), .signed(["s", "t"], isList: true), .cancelled,
            .failed(code: "EXPIRED", message: "Сертификат истёк"),
        ]
        for answer in answers { #expect(NCALayerAnswer(basics: answer.basics) == answer) }
        #expect(NCALayerAnswer.cancelled.basics["status"] == true)
        #expect(NCALayerAnswer.cancelled.basics["body"]?["result"] == nil)
        #expect(NCALayerAnswer.cancelled.common["code"] == "500")
        #expect(answers[0].common == ["code": "200", "responseObject": "s"])
        #expect(NCALayerAnswer(basics: NCALayerAnswer.greeting) == nil)
        #expect(NCALayerAnswer(basics: ["status": true, "body": ["result": [1]]]) == nil)
    }
}
