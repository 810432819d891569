import Casework
import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// The most bytes of a request that signs several papers.
    package static let signingBodyBytesMax = SigningRound.papersMax * edsSignatureBytesMax * 2

    /// `GET /api/signing`: the papers that wait for the head's signature (use case 70).
    static let getPapersToSign = Endpoint(
        .get, "/api/signing", summary: "The papers that wait for a signature, those due first",
        access: .official(on: "the tasks of signing at one's body, as its head"), query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(.page(of: .open([]), "Due first")),
                meaning: "Each with the paper that one has read, to be given back with a signature")
        ], problems: [.roleNotAllowed]
    ) { call in
        let list = try await call.platform.papersToSign(for: call.caller, page: call.page)
        return .json(list.json { SigningShape.json($0) })
    }

    /// `POST /api/signing`: signs several papers, each judged by itself.
    static let postSigning = Endpoint(
        .post, "/api/signing", summary: "Sign several papers that were read, each judged by itself",
        access: .official(on: "tasks of signing at one's body, as its head"),
        body: .json(
            .object([
                required(
                    "papers", .array(SigningShape.paper, countMax: SigningRound.papersMax),
                    "The papers with their signatures")
            ])),
        answers: [
            Answer(
                status: 200, content: .json(SigningShape.round),
                meaning: "What came of each; a problem of one says nothing about the others")
        ], problems: [.invalidField, .roleNotAllowed],
        repetition: .replay { replay in
            let round = try await replay.platform.signingRound(ofReplay: replay.entity)
            return .json(SigningShape.json(round))
        }
    ) { call in
        let papers = try (call.body["papers"]?.array ?? []).map { paper throws(Refusal) in
            try SigningShape.paper(paper)
        }
        let round = try await call.platform.signResults(papers, by: call.caller, once: call.once)
        return .json(SigningShape.json(round))
    }

    /// `GET /api/signing/{id}`: what came of papers that were handed in together.
    static let getSigning = Endpoint(
        .get, "/api/signing/{id}", summary: "What came of papers handed in together",
        access: .official(on: "what one has handed in oneself"),
        answers: [
            Answer(
                status: 200, content: .json(SigningShape.round), meaning: "What came of each")
        ], problems: [.notFound]
    ) { call in
        let round = try await call.platform.signingRound(
            call.identifier("id"), for: call.caller)
        return .json(SigningShape.json(round))
    }
}

/// Papers and rounds of signing on the wire.
enum SigningShape {
    static let paper = Schema.object([
        required("task", .string(.identifier), "The task"),
        required(
            "capacity", .string(.oneOf(Signer.allCases.map(\.rawValue))),
            "As whom: the head or the replacement"),
        required("preparedAt", .string(.instant), "When the paper was prepared"),
        .paperDigest, .paperSignature,
    ])

    static let round = Schema.object([
        required("id", .string(.identifier), "The name of what was handed in"),
        required("at", .string(.instant), "When"),
        required(
            "rows",
            .array(
                .object([
                    required("task", .string(.identifier), "The task"),
                    required("signed", .boolean, "Whether it is signed"),
                    required(
                        "problem", .nullable(.string(.anything)), "The code of what is wrong"),
                    required("title", .nullable(.open([])), "The same in words"),
                ]), countMax: SigningRound.papersMax), "In the order handed in"),
    ])

    static func json(_ paper: PaperToSign) -> JSON {
        let task = paper.item.task
        return [
            "task": .string(task.id.text), "case": .string(task.caseID.text),
            "service": .string(paper.item.service.code), "title": paper.item.service.title.json,
            "number": JSON(paper.item.number), "applicant": JSON(paper.applicantName),
            "result": JSON(paper.end?.code), "meaning": JSON(paper.end?.meaning.rawValue),
            "due": JSON(task.due), "late": .bool(task.isLate),
            "read": paper.reading.map { reading in
                [
                    "capacity": .string(reading.name.capacity.rawValue),
                    "preparedAt": JSON(reading.name.preparedAt),
                    "digest": .string(reading.name.digest), "at": JSON(reading.at),
                ]
            } ?? .null,
        ]
    }

    static func json(_ round: SigningRound) -> JSON {
        [
            "id": .string(round.id.text), "at": JSON(round.at),
            "rows": .array(
                round.rows.map { row in
                    [
                        "task": .string(row.task.text), "signed": .bool(row.problem == nil),
                        "problem": JSON(row.problem?.rawValue),
                        "title": row.problem?.title.json ?? .null,
                    ]
                }),
        ]
    }

    /// A paper of a body whose schema was checked; what is no base64 is a signature of nothing.
    static func paper(_ json: JSON) throws(Refusal) -> SigningRound.Paper {
        guard let task = Identifier<CaseTask>(json["task"]?.string ?? "") else {
            throw Refusal(.invalidField)
        }
        return SigningRound.Paper(
            task: task,
            seen: ResultDraft.Name(
                capacity: json["capacity"]?.string ?? "",
                preparedAt: json["preparedAt"]?.string ?? "",
                digest: json["digest"]?.string ?? ""),
            cms: [UInt8](pastedBase64: json["cms"]?.string ?? "") ?? [])
    }
}
