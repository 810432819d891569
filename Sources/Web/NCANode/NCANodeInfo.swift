import Kernel
import Signatures
import UseCases

extension Endpoint {
    /// `POST /ncanode/pkcs12/info`: what the key files' certificates say.
    static let postNCANodeKeyInfo = ncaNode(
        .post, "/ncanode/pkcs12/info", summary: "NCANode: describe key files"
    ) { call in
        let signers = try call.ncaSigners("keys")
        return try await call.ncaInfo(
            signers.map(\.certificate), included: signers.flatMap(\.chain))
    }

    /// `POST /ncanode/pkcs12/aliases`: the names of the keys in each file.
    static let postNCANodeAliases = ncaNode(
        .post, "/ncanode/pkcs12/aliases", summary: "NCANode: list the aliases in key files"
    ) { call in
        let list = call.body["keys"]?.array ?? []
        guard (1...NCANodeFault.membersMax).contains(list.count) else {
            throw NCANodeFault(countOf: "keys")
        }
        let aliases = try list.map { item in
            JSON.array(try call.ncaKeyFile(item).entries.map { .string($0.alias) })
        }
        return ["aliases": .array(aliases)]
    }

    /// `POST /ncanode/x509/info`: what certificates say.
    static let postNCANodeCertificateInfo = ncaNode(
        .post, "/ncanode/x509/info", summary: "NCANode: describe certificates"
    ) { call in
        let list = call.body["certs"]?.array ?? []
        guard (1...NCANodeFault.membersMax).contains(list.count) else {
            throw NCANodeFault(countOf: "certs")
        }
        let certificates = try list.enumerated().map { index, item in
            guard let text = item.string, let bytes = [UInt8](base64: text),
                let certificate = certificate(bytes)
            else { throw NCANodeFault("certs[\(index)]: is no certificate") }
            return certificate
        }
        return try await call.ncaInfo(certificates, included: [])
    }

    /// `GET /ncanode/actuator/health`.
    static let getNCANodeHealth = Endpoint(
        .get, "/ncanode/actuator/health", summary: "NCANode: say whether the service is up",
        access: .anyone(because: "For the supervisor; says nothing about anyone"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([required("status", .string(.oneOf(["UP", "DOWN"])), "State")])),
                meaning: "The state")
        ]
    ) { call in
        do {
            try await call.platform.checkStore()
            return .json(["status": "UP"])
        } catch { return .json(["status": "DOWN"], status: 503) }
    }

    /// DER, or a PEM text, which NCANode takes in base64 once more.
    private static func certificate(_ bytes: [UInt8]) -> Certificate? {
        if let certificate = try? Certificate(der: bytes) { return certificate }
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return try? Certificate(pem: text.trimmed + "\n")
    }
}

extension Call where Caller == Void {
    fileprivate func ncaInfo(
        _ certificates: [Certificate], included: [Certificate]
    ) async throws -> JSON {
        let sources = try ncaSources()
        let service = platform.signatureService
        var signers: [JSON] = []
        for certificate in certificates {
            signers.append(
                await service.ncaNodeInfo(
                    certificate, included: included, policy: ncaPolicy(sources),
                    sources: sources))
        }
        let valid = signers.allSatisfy { $0["valid"]?.bool == true }
        return ["valid": .bool(valid), "signers": .array(signers)]
    }
}

extension Endpoint {
    /// The routes of NCANode 3, below `/ncanode`.
    package static let ncaNode: [Endpoint] = [
        getNCANodeHealth, postNCANodeKeyInfo, postNCANodeAliases, postNCANodeCertificateInfo,
        postNCANodeCMSSign, postNCANodeCMSAdd, postNCANodeCMSVerify, postNCANodeCMSExtract,
        postNCANodeXMLSign, postNCANodeXMLVerify, postNCANodeWSSESign, postNCANodeWSSEVerify,
    ]

    /// The largest body below `/ncanode`, in bytes.
    package static let ncaNodeBodyBytesMax = 24 << 20
}
