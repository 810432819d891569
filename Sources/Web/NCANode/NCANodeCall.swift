import Kernel
import Signatures
import UseCases

/// What went wrong, in NCANode's envelope: `{status, message}`.
struct NCANodeFault: Error {
    let status: Int
    let message: String

    /// The most members of a list in one request: key files, signers, certificates.
    static let membersMax = 16

    /// A list with too few or too many members.
    init(countOf name: String) {
        self.init("\(name): must have 1 to \(Self.membersMax) members")
    }

    init(_ message: String, status: Int = 400) {
        self.status = status
        self.message = message
    }

    /// What was wrong before a handler saw the request; nil where NCANode has no answer of its own:
    /// for those who may not call, or not so often.
    init?(_ refusal: Refusal) {
        let status: Int
        switch refusal.code {
        case .malformedRequest, .invalidField: status = 400
        case .unsupportedMediaType, .internalError: status = refusal.code.status
        default: return nil
        }
        self.init((refusal.detail ?? refusal.code.title).en, status: status)
    }

    var reply: Reply {
        .json(["status": .integer(Int64(status)), "message": .string(message)], status: status)
    }
}

/// A key with its certificate out of a key file; neither is kept or written anywhere.
struct NCANodeSigner {
    let key: SigningKey
    let certificate: Certificate
    let chain: [Certificate]
}

extension Endpoint {
    /// A route that answers as NCANode 3 does, faults too.
    ///
    /// Keys and passwords come in the body, so only programs on the operator's own machine may
    /// call; the sandbox, whose keys are everybody's, lets anyone.
    static func ncaNode(
        _ method: Method, _ path: StaticString, summary: StaticString,
        _ handle: @escaping @Sendable (Call<Void>) async throws -> JSON
    ) -> Endpoint {
        Endpoint(
            method, path, summary: summary,
            access: .operatorHost(on: "the documents and keys in the request, which are not kept"),
            body: method == .get ? .none : .json(.open([])),
            answers: [
                Answer(
                    status: 200,
                    content: .json(
                        .open([
                            required("status", .integer(100...599), "As the HTTP status"),
                            required("message", .string(.anything), "OK, or what is wrong"),
                        ])), meaning: "As NCANode 3 answers"),
                Answer(
                    status: 500, content: .json(.open([])), meaning: "As NCANode 3 answers"),
                Answer(
                    status: 400, content: .json(.open([])), meaning: "As NCANode 3 answers"),
                Answer(
                    status: 415, content: .json(.open([])), meaning: "As NCANode 3 answers"),
            ]
        ) { call in
            do {
                let members = try await handle(call).members ?? []
                return .json(
                    .object(
                        [JSON.Member("status", .integer(200)), JSON.Member("message", "OK")]
                            + members))
            } catch let fault as NCANodeFault {
                return fault.reply
            }
        }.refusing { NCANodeFault($0.refusal)?.reply }
    }
}

extension Call where Caller == Void {
    /// The bytes of a member in base64; a PEM text in it is read too, as NCANode does.
    func ncaBytes(_ name: String, in json: JSON? = nil) throws(NCANodeFault) -> [UInt8] {
        guard let text = (json ?? body)[name]?.string else {
            throw NCANodeFault("\(name): must not be null")
        }
        guard let bytes = [UInt8](pastedBase64: text) else {
            throw NCANodeFault("\(name): is no base64")
        }
        return bytes
    }

    /// The key files of the request, opened.
    func ncaSigners(_ name: String = "signers") throws(NCANodeFault) -> [NCANodeSigner] {
        let list = body[name]?.array ?? []
        guard (1...NCANodeFault.membersMax).contains(list.count) else {
            throw NCANodeFault(countOf: name)
        }
        var signers: [NCANodeSigner] = []
        for item in list { signers.append(try ncaSigner(item)) }
        return signers
    }

    /// One key file, opened.
    func ncaSigner(_ json: JSON) throws(NCANodeFault) -> NCANodeSigner {
        let file = try ncaKeyFile(json)
        let alias = json["keyAlias"]?.string
        let entry = file.entries.first { alias == nil || $0.alias == alias }
        guard let entry else { throw NCANodeFault("Key alias not found in the key store") }
        return NCANodeSigner(
            key: entry.key, certificate: entry.certificate, chain: file.certificates)
    }

    /// A key file, opened with its password; neither appears in any message.
    func ncaKeyFile(_ json: JSON) throws(NCANodeFault) -> PKCS12 {
        let bytes = try ncaBytes("key", in: json)
        guard let password = json["password"]?.string else {
            throw NCANodeFault("password: must not be null")
        }
        do throws(PKCS12Fault) {
            return try PKCS12(bytes, password: password)
        } catch {
            let name = String(describing: error).prefix { $0 != "(" }
            throw NCANodeFault("The key cannot be loaded: \(name)")
        }
    }

    /// Where it is asked for revocation: `revocationCheck`.
    func ncaSources() throws(NCANodeFault) -> Set<RevocationSource> {
        var sources: Set<RevocationSource> = []
        for word in body["revocationCheck"]?.array ?? [] {
            switch word.string {
            case "OCSP": sources.insert(.ocsp)
            case "CRL": sources.insert(.crl)
            default: throw NCANodeFault("revocationCheck: must be OCSP or CRL")
            }
        }
        return sources
    }

    /// The policy of NCANode's checks: any key that signs, revocation where it is asked for.
    func ncaPolicy(_ sources: Set<RevocationSource>) -> SignaturePolicy {
        var policy = SignaturePolicy(at: platform.clock.now())
        policy.purpose = .any
        policy.unknownRevocation = sources.isEmpty ? .notChecked : .refuse
        return policy
    }
}
