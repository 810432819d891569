import DigitalDocuments
import Journal
import Kernel
import Registers
import Signatures

/// What the story says of signatures and proofs it has verified itself, as an outsider would.
extension Story {
    /// Verifies the body's signature on a document with the authorities that stand for it.
    func checkSignature(of document: JSON, content: [UInt8]) async throws {
        let roots = try (try await get("/sandbox/issuing-roots")["items"]?.array ?? [])
            .compactMap(\.string).map { try Certificate(pem: $0) }
        guard let signature = document["signature"]?.string.flatMap({ [UInt8](base64: $0) }),
            let now = try await get("/sandbox/clock")["now"]?.string
                .flatMap({ Instant(rfc3339: $0) }),
            let issuer = try? JSON.parse(content)["issuer"]?["bin"]?.string
        else { throw Broken(description: "the licence is signed by a body it names") }
        let verdict = try CMSVerifier(trustedRoots: roots).verifyDetached(
            signature, content: content, at: now
        ) { $0.subject.bin == issuer }
        guard case .verified(let found) = verdict else {
            throw Broken(description: "the licence's signature is right")
        }
        guard let signer = try? SignedData(signature).signers.first,
            let stamp = signer.timeStamps.first, let token = try? TimeStampToken(der: stamp),
            token.info.digest?.hash(signer.signature) == token.info.imprint
        else { throw Broken(description: "the licence's signature bears a time-stamp") }
        tell(
            "  the signature is right, by \(found.signer.subject.organization ?? "") "
                + "(BIN \(issuer)), stamped at \(token.info.time)")
        var changed = content
        changed[changed.count / 2] ^= 1
        let refused = try CMSVerifier(trustedRoots: roots).verifyDetached(
            signature, content: changed, at: now
        ) { $0.subject.bin == issuer }
        guard case .refused = refused else {
            throw Broken(description: "a changed licence is refused")
        }
    }

    /// Verifies a downloaded proof: the row's leaf is in the tree of a head that is signed.
    ///
    /// The keys are those that the platform publishes, not those that come with the proof.
    func check(_ pack: JSON, names entry: String) async throws {
        func bytes(_ json: JSON?) -> [UInt8]? { json?.string.flatMap { [UInt8](base64: $0) } }
        guard let leaf = bytes(pack["leaf"]), let index = pack["leafIndex"]?.integer,
            let signed = pack["signedHead"]?.string
        else { throw Broken(description: "the proof is whole") }
        let keys = try KeySet(jwks: try await get("/.well-known/jwks.json"))
        let payload = try JWSVerifier(keys: keys, type: JournalHead.tokenType).verify(signed)
            .payload
        let path = (pack["proof"]?.array ?? []).compactMap { bytes($0) }.compactMap {
            SHA256Digest($0)
        }
        guard pack["id"]?.string == entry, try JSON.parse(leaf)["id"]?.string == entry,
            let head = JournalHead(json: try JSON.parse(payload)),
            path.count == pack["proof"]?.array?.count,
            MerkleTree.verifyInclusion(
                leafHash: MerkleTree.leafHash(leaf), index: index, treeSize: head.size,
                root: head.root, proof: path)
        else { throw Broken(description: "the proof holds") }
        tell(
            "  the proof is right: leaf \(index) of \(head.size), under a head that the published "
                + "key signed")
    }
}
