import ASN1
import Kernel
import Signatures
import UseCases

extension Endpoint {
    /// `POST /ncanode/cms/sign`: signs data.
    static let postNCANodeCMSSign = ncaNode(
        .post, "/ncanode/cms/sign", summary: "NCANode: sign data in CMS"
    ) { call in
        let data = try call.ncaBytes("data")
        let draft = SignedDataDraft(
            content: data, detached: call.body["detached"]?.bool ?? false)
        return ["cms": .string(try await call.ncaSign(draft).base64)]
    }

    /// `POST /ncanode/cms/sign/add`: adds signatures to a message.
    static let postNCANodeCMSAdd = ncaNode(
        .post, "/ncanode/cms/sign/add", summary: "NCANode: add signatures to a CMS"
    ) { call in
        let message = try call.ncaBytes("cms")
        let data = call.body["data"]?.string == nil ? nil : try call.ncaBytes("data")
        let draft: SignedDataDraft
        do throws(CMSFault) {
            draft = try SignedDataDraft(
                adding: message, content: data,
                detached: call.body["detached"]?.bool ?? false)
        } catch {
            throw NCANodeFault(
                error == .contentMissing
                    ? "data: must not be null, the CMS is detached" : "cms: cannot be read")
        }
        return ["cms": .string(try await call.ncaSign(draft).base64)]
    }

    /// `POST /ncanode/cms/verify`: verifies every signature of a message.
    static let postNCANodeCMSVerify = ncaNode(
        .post, "/ncanode/cms/verify", summary: "NCANode: verify a CMS"
    ) { call in
        let message = try call.ncaBytes("cms")
        let data = call.body["data"]?.string == nil ? nil : try call.ncaBytes("data")
        guard let read = try? SignedData(message) else {
            throw NCANodeFault("cms: cannot be read")
        }
        guard read.content != nil || data != nil else {
            throw NCANodeFault("data: must not be null, the CMS is detached")
        }
        let sources = try call.ncaSources()
        let policy = call.ncaPolicy(sources)
        let service = call.platform.signatureService
        let report = await service.verify(
            message, content: data, policy: policy, sources: sources)
        var signers: [JSON] = []
        for signature in report.signatures {
            guard let signer = signature.signer else { continue }
            let info = await service.ncaNodeInfo(
                signer, included: read.certificates, policy: policy, sources: sources,
                isValid: signature.isValid)
            signers.append(
                .object(
                    present: ("certificates", [info]), ("signers", [info]),
                    ("tsp", signature.timeStamps.first.map { $0.info.ncaNode })))
        }
        return ["valid": .bool(report.isValid), "signers": .array(signers)]
    }

    /// `POST /ncanode/cms/extract`: the data inside.
    static let postNCANodeCMSExtract = ncaNode(
        .post, "/ncanode/cms/extract", summary: "NCANode: take the data out of a CMS"
    ) { call in
        guard let read = try? SignedData(call.ncaBytes("cms")) else {
            throw NCANodeFault("cms: cannot be read")
        }
        guard let content = read.content else {
            throw NCANodeFault("cms: is detached, there is no data inside")
        }
        return ["data": .string(content.base64)]
    }
}

extension Call where Caller == Void {
    /// Signs with every key of the request, each signature stamped if it is asked for.
    fileprivate func ncaSign(_ draft: SignedDataDraft) async throws -> [UInt8] {
        var draft = draft
        let policy = try ncaStampPolicy()
        for signer in try ncaSigners() {
            let signature: [UInt8]
            do throws(CMSFault) {
                signature = try draft.sign(
                    with: signer.key, certificate: signer.certificate,
                    signingTime: platform.clock.now())
            } catch { throw NCANodeFault("The data cannot be signed", status: 500) }
            guard body["withTsp"]?.bool == true else { continue }
            try draft.attach(timeStamp: await ncaStamp(signature, signer, policy))
        }
        return draft.der
    }

    private func ncaStampPolicy() throws(NCANodeFault) -> ObjectIdentifier {
        switch body["tsaPolicy"]?.string ?? "TSA_GOST2015_POLICY" {
        case "TSA_GOST_POLICY": return "1.2.398.3.3.2.6.1"
        case "TSA_GOSTGT_POLICY": return "1.2.398.3.3.2.6.3"
        case "TSA_GOST2015_POLICY": return "1.2.398.3.3.2.6.4"
        default: throw NCANodeFault("tsaPolicy: is none of the three policies")
        }
    }

    /// A token over the signature; its imprint is made with the hash of the signer's own key.
    private func ncaStamp(
        _ signature: [UInt8], _ signer: NCANodeSigner, _ policy: ObjectIdentifier
    ) async throws -> [UInt8] {
        let request = TimeStampRequest(
            stamping: signature, digest: signer.key.scheme.messageDigest, policy: policy,
            nonce: platform.random.bytes(8))
        guard
            let answer = try? await platform.signatures.current.services.stamp(request.der),
            case .granted(let token) = try? TimeStampResponse(der: answer),
            token.info.nonce == request.nonce, token.info.imprint == request.imprint
        else { throw NCANodeFault("The time-stamping service gave no time-stamp", status: 500) }
        return token.der
    }
}

extension TimeStampInfo {
    /// NCANode's `TspInfo`.
    fileprivate var ncaNode: JSON {
        [
            "serialNumber": .string(serial.hex), "genTime": .string(time.ncaNode),
            "policy": .string(policy.description), "tsa": .null,
            "tspHashAlgorithm": .string(digest.map { $0.ncaNode } ?? digestIdentifier.description),
            "hash": .string(imprint.hex),
        ]
    }
}

extension DigestAlgorithm {
    fileprivate var ncaNode: String {
        switch self {
        case .gost94: "GOST34311"
        case .streebog256: "GOST3411-2015-256"
        case .streebog512: "GOST3411-2015-512"
        case .sha1, .sha256, .sha384, .sha512: "\(self)".uppercased()
        }
    }
}
