import DigitalDocuments
import Kernel
import Signatures
import Store
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/organisations`: legal entities by number, each with what acts for it.
    func getOrganisations() -> Endpoint {
        Endpoint(
            .get, "/sandbox/organisations", summary: "The sandbox's legal entities",
            access: .anyone(because: "Their numbers are synthetic"),
            answers: [
                .init(
                    status: 200,
                    content: .json(
                        .wholeList(of: Self.organisationShape, countMax: 200, "Every organisation")),
                    meaning: "The organisations")
            ], isSandboxOnly: true
        ) { call in
            let items = LegalEntities.all.map { json(of: $0, in: call.language) }
            return .json(.wholeList(items))
        }
    }

    /// `GET /sandbox/officials`: officials by role, each with what signs for them.
    func getOfficials() -> Endpoint {
        Endpoint(
            .get, "/sandbox/officials",
            summary: "The sandbox's officials by role, each with what signs for them",
            access: .anyone(because: "Nobody of them lives"),
            answers: [
                .init(
                    status: 200,
                    content: .json(
                        .wholeList(of: Self.officialShape, countMax: 200, "Every official")),
                    meaning: "The officials")
            ], isSandboxOnly: true
        ) { call in
            let items = world.officials.map { official -> JSON in
                [
                    "iin": .string(official.person.iin.digits),
                    "name": .string(official.person.name.full),
                    "role": .string(official.role.rawValue),
                    "bin": .string(official.body.bin.digits),
                    "body": .string(official.body.name[call.language]),
                    "certificate": [
                        "kind": .string(official.certificate.rawValue),
                        "iin": .string(official.person.iin.digits),
                        "bin": .string(official.body.bin.digits),
                    ],
                ]
            }
            return .json(.wholeList(items))
        }
    }

    /// `GET /sandbox/notices`: what the platform has told the sandbox's systems.
    func getNotices() -> Endpoint {
        Endpoint(
            .get, "/sandbox/notices", summary: "Notices that the sandbox's systems have taken",
            access: .anyone(because: "They name people by pseudonyms only"),
            answers: [
                .init(
                    status: 200,
                    content: .json(
                        .object([
                            required(
                                "items", .array(Self.noticeShape, countMax: 200),
                                "The latest, newest first")
                        ])), meaning: "The notices")
            ], isSandboxOnly: true
        ) { _ in
            let items: [JSON] = noticeBoard.notices.map { notice in
                [
                    "clientId": .string(notice.client), "at": JSON(notice.at),
                    "jws": .string(notice.jws),
                ]
            }
            return .json(["items": .array(items)])
        }
    }

    /// `GET /sandbox/issuing-roots`: the authorities under which the sandbox's bodies sign.
    func getIssuingRoots() -> Endpoint {
        Endpoint(
            .get, "/sandbox/issuing-roots",
            summary: "The certification authorities under which the sandbox's bodies sign",
            access: .anyone(because: "Certificates are public"),
            answers: [
                .init(
                    status: 200,
                    content: .json(
                        .object([
                            required(
                                "items", .array(.string(.anything), countMax: 20),
                                "Certificates, PEM")
                        ])), meaning: "Whom to trust when a document's signature is verified")
            ], isSandboxOnly: true
        ) { call in
            let trust = try await call.platform.store.read {
                try Trust.read(isSandbox: true, in: $0)
            }
            return .json(["items": .array(trust.roots.prefix(20).map { .string($0.pem) })])
        }
    }

    private static let noticeShape = Schema.object([
        required("clientId", .string(.anything), "The system that took it"),
        required("at", .string(.instant), "When"),
        required("jws", .string(.anything), "The notice as it came, signed by the platform"),
    ])

    private static let officialShape = Schema.object([
        required("iin", .string(.text(lengthMax: 12)), "The synthetic number"),
        required("name", .string(.anything), "The name"),
        required(
            "role", .string(.oneOf(OfficialRole.allCases.map(\.rawValue))), "What they may do"),
        required("bin", .string(.text(lengthMax: 12)), "The body for which they act"),
        required("body", .string(.anything), "Its name"),
        required(
            "certificate", .open([]),
            "What to send to POST /sandbox/nca/certificates for a key that signs for them"),
    ])

    private func json(of entity: LegalEntity, in language: Language) -> JSON {
        let clients = systems.filter { $0.client.bin == entity.bin }
        let body = IssuingBody.allCases.first { $0.entity == entity }
        let types = (body?.documentTypes ?? []).map(\.rawValue).sorted()
        return [
            "bin": .string(entity.bin.digits), "name": .string(entity.name[language]),
            "kind": .string(entity.kind.rawValue),
            "clients": .array(clients.map { .string($0.client.id) }),
            "issues": .array(types.map { .string($0) }),
        ]
    }

    private static let organisationShape = Schema.object([
        required("bin", .string(.text(lengthMax: 12)), "The synthetic number"),
        required("name", .string(.anything), "The name in the language asked for"),
        required(
            "kind", .string(.oneOf(LegalEntity.Kind.allCases.map(\.rawValue))), "What it does"),
        required(
            "clients", .array(.string(.anything), countMax: 20),
            "Systems that act for it; their keys are at /sandbox/clients"),
        required(
            "issues",
            .array(.string(.oneOf(DocumentType.allCases.map(\.rawValue))), countMax: 20),
            "Kinds of documents that its register signs"),
    ])
}
