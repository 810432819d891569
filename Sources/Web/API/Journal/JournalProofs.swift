import Journal
import Kernel
import Signatures
import UseCases

extension Endpoint {
    private static let hash = Schema.string(.text(lengthMax: 64))
    private static let signedHead = Schema.object([
        required(
            "head", .open([]), "logId, size, root (base64), at (milliseconds): what was signed"),
        required("signedHead", .string(.anything), "The head as a JWS of our keys"),
    ])

    /// `GET /api/journal/head`: the newest signed head of the journal's tree.
    static let getJournalHead = Endpoint(
        .get, "/api/journal/head", summary: "The newest signed head of the journal's Merkle tree",
        access: .anyone(because: "A head says how many entries there are and nothing about anyone"),
        answers: [Answer(status: 200, content: .json(signedHead), meaning: "The head")],
        problems: [.proofNotYetAvailable]
    ) { call in
        let head = try await call.platform.journalReader.head()
        return .json(["head": head.head.json, "signedHead": .string(head.signed)])
    }

    /// `GET /api/journal/entries/{index}/proof`: that a leaf is in the tree (RFC 6962 2.1.1).
    static let getInclusionProof = Endpoint(
        .get, "/api/journal/entries/{index}/proof",
        summary: "The proof that the leaf with this number is in the tree",
        access: .anyone(because: "A proof holds hashes alone"),
        query: [
            QueryParameter(
                name: "size", schema: .integer(1...Int64.max),
                meaning: "The size of the tree; default the newest head's")
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("logId", .string(.identifier), "The log"),
                        required("index", .integer(0...Int64.max), "The leaf"),
                        required("size", .integer(1...Int64.max), "The tree"),
                        required("proof", .array(hash, countMax: 64), "The path, base64"),
                    ])), meaning: "The proof")
        ],
        problems: [.proofNotYetAvailable, .notFound, .invalidField]
    ) { call in
        guard let index = Int64(call.path["index"] ?? ""), index >= 0 else {
            throw Refusal(.notFound)
        }
        let proof = try await call.platform.journalReader.inclusionProof(
            index: index, size: call.query["size"].flatMap(Int64.init))
        return .json([
            "logId": .string(proof.logId.text), "index": .integer(proof.index),
            "size": .integer(proof.size),
            "proof": .array(proof.hashes.map { .string($0.bytes.base64) }),
        ])
    }

    /// `GET /api/journal/consistency`: that a later tree extends an earlier one (RFC 6962 2.1.2).
    static let getConsistencyProof = Endpoint(
        .get, "/api/journal/consistency",
        summary: "The proof that the tree of size `to` extends the tree of size `from`",
        access: .anyone(because: "A proof holds hashes alone"),
        query: [
            QueryParameter(
                name: "from", schema: .integer(1...Int64.max), meaning: "The earlier size"),
            QueryParameter(name: "to", schema: .integer(1...Int64.max), meaning: "The later size"),
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([required("proof", .array(hash, countMax: 128), "The path, base64")])),
                meaning: "The proof")
        ],
        problems: [.proofNotYetAvailable, .notFound, .invalidField]
    ) { call in
        guard let first = call.query["from"].flatMap(Int64.init),
            let second = call.query["to"].flatMap(Int64.init)
        else {
            throw Refusal(
                .invalidField,
                LocalizedText(
                    kk: "«from» және «to» керек", ru: "нужны «from» и «to»",
                    en: "“from” and “to” are needed"))
        }
        let proof = try await call.platform.journalReader.consistencyProof(
            first: first, second: second)
        return .json(["proof": .array(proof.map { .string($0.bytes.base64) })])
    }

    /// `GET /api/journal/evidence/{entry}`: a row about the caller with its proof (use case 09).
    static let getEvidence = Endpoint(
        .get, "/api/journal/evidence/{entry}",
        summary: "Download a row about oneself with the proof that it is in the journal",
        access: .person(on: "journal entries about the caller"),
        answers: [
            Answer(
                status: 200, content: .json(.open([])),
                meaning: "The row, its proof, the signed head and our keys (docs/verify)")
        ],
        problems: [.proofNotYetAvailable, .notFound]
    ) { call in
        let pack = try await OwnEvidence(reader: call.platform.journalReader).pack(
            try call.identifier("entry"), for: call.caller.iin)
        return .json(pack).with(
            "Content-Disposition", "attachment; filename=\"evidence.json\"")
    }
}
