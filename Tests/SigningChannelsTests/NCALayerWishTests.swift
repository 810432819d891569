import Kernel
import Testing

@testable import SigningChannels

/// What a page wants of NCALayer is the same, whichever protocol it speaks (UC-25).
struct NCALayerWishTests {
    private func wish(_ module: String, _ method: String, _ args: JSON) throws -> NCALayerWish {
        try NCALayerRequest(
            [
                "module": .string("kz.gov.pki.knca." + module), "method": .string(method),
                "args": args,
            ]
        ).wish
    }

    private func container(_ wish: NCALayerWish) -> NCALayerOrder.Container? {
        guard case .signature(let order) = wish else { return nil }
        return order.container
    }

    @Test func `the new protocol names container, digest and time-stamp`() throws {
        let cases: [(JSON, NCALayerOrder.Container)] = [
            (["encapsulate": true], .cms(isDetached: false, isStamped: false)),
            (["encapsulate": "false"], .cms(isDetached: true, isStamped: false)),
            (
                ["encapsulate": false, "tsaProfile": .object([])],
                .cms(isDetached: true, isStamped: true)
            ),
            (["digested": true], .cmsOfDigest),
        ]
        for (params, expected) in cases {
            let found = try wish(
                "basics", "sign", ["format": "cms", "data": "QQ==", "signingParams": params])
            #expect(container(found) == expected)
        }
        guard
            case .signature(let order) = try wish(
                "basics", "sign",
                [
                    "format": "cms", "data": ["қ"], "signingParams": ["decode": "false"],
                    "signerParams": [
                        "iin": "850101100002", "bin": "", "serialNumber": "0a",
                        "chain": [
                            "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----", "MAA=",
                        ],
                    ], "allowedStorages": ["AKKaztokenStore"],
                ])
        else {
            Issue.record("no signature")
            return
        }
        #expect(order.contents == [Array("қ".utf8)] && order.isList)
        #expect(order.iin == "850101100002" && order.bin == nil && order.serialNumber == "0a")
        #expect(order.chain == [[0x30, 0], [0x30, 0]])
        #expect(order.storages == ["AKKaztokenStore"] && !order.allowsFile)
        #expect(throws: NCALayerRequest.Fault.argument("chain")) {
            try wish(
                "basics", "sign",
                ["format": "cms", "data": "QQ==", "signerParams": ["chain": ["no base64"]]])
        }
        #expect(throws: NCALayerRequest.Fault.argument("data")) {
            try wish("basics", "sign", ["format": "cms", "data": "no base64"])
        }
        let jwt = try wish("basics", "sign", ["format": "jwt", "data": "{}"])
        #expect(container(jwt) == .jwt)
    }

    @Test func `the old protocol names the same by method and position`() throws {
        let file: JSON = ["PKCS12", "SIGNATURE", "QQ==", false]
        let cases: [(String, JSON, NCALayerOrder.Container)] = [
            ("createCAdESFromBase64", file, .cms(isDetached: true, isStamped: false)),
            (
                "createCAdESFromBase64", ["PKCS12", "SIGNATURE", "QQ==", true],
                .cms(isDetached: false, isStamped: false)
            ),
            ("createCMSSignatureFromBase64", file, .cms(isDetached: true, isStamped: true)),
            ("createCAdESFromBase64Hash", ["PKCS12", "SIGNATURE", "QQ=="], .cmsOfDigest),
            ("signXml", ["PKCS12", "SIGNATURE", "<a/>", "", ""], .xml),
            ("signXmls", ["PKCS12", "SIGNATURE", ["<a/>", "<b/>"], "", ""], .xml),
        ]
        for (method, args, expected) in cases {
            #expect(container(try wish("commonUtils", method, args)) == expected, "\(method)")
        }
        for (args, storages, use) in [
            (["PKCS12", "AUTHENTICATION", "QQ==", false], ["PKCS12"], .authentication),
            (["AKKaztokenStore", "", "QQ==", false], ["AKKaztokenStore"], nil),
        ] as [(JSON, [String], NCALayerKeyUse?)] {
            guard
                case .signature(let order) = try wish("commonUtils", "createCAdESFromBase64", args)
            else { throw NCALayerRequest.Fault.malformed }
            #expect(order.storages == storages && order.keyUse == use)
        }
        #expect(try wish("commonUtils", "getActiveTokens", []) == .tokens)
        #expect(try wish("commonUtils", "getKeyInfo", ["PKCS12"]) == .keyInfo)
        #expect(try wish("commonUtils", "changeLocale", ["kk"]) == .locale("kk"))
    }

    @Test func `a missing or unfit argument is named by its position`() {
        let cases: [(String, JSON, String)] = [
            ("changeLocale", [], "0"), ("createCAdESFromBase64", ["PKCS12", "SIGNATURE"], "2"),
            ("createCAdESFromBase64", ["PKCS12", "SIGNATURE", "no base64", true], "2"),
            ("signXml", ["PKCS12", "SIGNATURE", "<a/>", "//b"], "3"),
            ("createCAdESFromBase64", ["PKCS12", "OTHER", "QQ==", true], "1"),
            ("signXmls", ["PKCS12", "SIGNATURE", []], "2"),
            ("signXmls", ["PKCS12", "SIGNATURE", ["<a/>", 1]], "2"),
        ]
        for (method, args, position) in cases {
            #expect(throws: NCALayerRequest.Fault.argument(position)) {
                try wish("commonUtils", method, args)
            }
        }
    }

    @Test func `every refusal has a code and a message of its own`() {
        let all = NCALayerRefusal.allCases
        #expect(Set(all.map(\.rawValue)).count == all.count)
        #expect(Set(all.map(\.message)).count == all.count)
        #expect(NCALayerAnswer.info(["a"]).common == ["code": "200", "responseObject": ["a"]])
    }
}
