import Kernel
import Signatures
import UseCases
import Web

extension SandboxControls {
    /// The routes of the certification authority; none on a server that joined a sandbox.
    var ncaEndpoints: [Endpoint] {
        guard let nca else { return [] }
        return [
            getCertificates(nca), postCertificate(nca), postRevocation(nca), getAuthorities(nca),
            postSignature(nca),
        ]
    }

    /// `GET /sandbox/nca/authorities`: roots and issuing authorities, and where they answer.
    private func getAuthorities(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .get, "/sandbox/nca/authorities",
            summary: "Roots, issuing authorities and services of the sandbox's NCA",
            access: .anyone(because: "Certificates of authorities are public"),
            answers: [
                .init(status: 200, content: .json(.open([])), meaning: "The authorities")
            ], isSandboxOnly: true
        ) { _ in
            .json([
                "roots": .array(nca.roots.map { .string($0.pem) }),
                "authorities": .array(nca.authorities.map { .string($0.pem) }),
                "ocsp": .string(nca.address + "/ocsp/"), "timeStamps": .string(nca.stampURL),
                "lists": .array(
                    nca.hierarchies.made.map(\.family.rawValue).flatMap { family in
                        ["", "_d"].map { part in
                            .string("\(nca.address)/crl/nca_\(family)\(part)_sandbox.crl")
                        }
                    }),
            ])
        }
    }

    /// `GET /sandbox/nca/certificates`: the newest certificates.
    private func getCertificates(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .get, "/sandbox/nca/certificates", summary: "Certificates that the sandbox issued",
            access: .anyone(because: "Their holders do not live"),
            answers: [
                .init(
                    status: 200,
                    content: .json(.wholeList(of: .open([]), countMax: 200, "Newest first")),
                    meaning: "The certificates")
            ], isSandboxOnly: true
        ) { _ in
            let items = try await nca.store.newest(limit: NCAStore.listMax)
            return .json(.wholeList(items.map { $0.json() }))
        }
    }

    /// `POST /sandbox/nca/certificates`: issues one, with its key.
    private func postCertificate(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .post, "/sandbox/nca/certificates", summary: "Issue a certificate with its key file",
            access: .anyone(because: "The sandbox's own controls"),
            body: .json(
                .object(SandboxNCA.Order.members)),
            answers: [
                .init(
                    status: 201, content: .json(.open([])),
                    meaning: "The certificate, its key file in base64 and the file's password")
            ], isSandboxOnly: true
        ) { call in
            let issued = try await nca.issue(try order(call.body))
            return .json(issued.json(withKey: true), status: 201)
        }
    }

    /// `POST /sandbox/nca/certificates/{serial}/revoke`.
    private func postRevocation(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .post, "/sandbox/nca/certificates/{serial}/revoke", summary: "Revoke a certificate",
            access: .anyone(because: "The sandbox's own controls"),
            body: .json(
                .object([
                    optional(
                        "reason", .integer(0...10), "As RFC 5280 numbers it; default 0")
                ])),
            answers: [.init(status: 200, content: .json(.open([])), meaning: "It is revoked")],
            problems: [.notFound], isSandboxOnly: true
        ) { call in
            let serial = call.path["serial"] ?? ""
            let reason =
                RevocationReason(rawValue: Int(call.integer("reason", default: 0))) ?? .unspecified
            _ = try await nca.store.revoke(serial: serial, at: nca.clock.now(), reason)
            guard let issued = try await nca.store.find(serial: serial) else {
                throw Refusal(.notFound)
            }
            return .json(issued.json())
        }
    }

    /// `POST /sandbox/nca/signatures`: signs bytes with a certificate's key, as a program would.
    private func postSignature(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .post, "/sandbox/nca/signatures",
            summary: "Sign bytes with the key of a certificate that the sandbox issued",
            access: .anyone(because: "The keys of the sandbox are everybody's"),
            body: .json(
                .object([
                    required("serial", .string(.text(lengthMax: 66)), "The certificate"),
                    required("data", .string(.text(lengthMax: 1_400_000)), "Base64"),
                    optional("detached", .boolean, "Default true"),
                    optional("withTimeStamp", .boolean, "Default false"),
                ])),
            answers: [
                .init(
                    status: 200,
                    content: .json(
                        .object([required("cms", .string(.anything), "CMS in base64")])),
                    meaning: "The signature")
            ], problems: [.notFound], isSandboxOnly: true
        ) { call in
            guard let issued = try await nca.store.find(serial: call.text("serial")),
                !issued.p12.isEmpty
            else { throw Refusal(.notFound) }
            guard let data = [UInt8](base64: call.text("data")) else {
                throw Refusal(.invalidField)
            }
            let cms = try nca.sign(
                data, with: issued, detached: call.body["detached"]?.bool ?? true,
                stamped: call.body["withTimeStamp"]?.bool ?? false)
            return .json(["cms": .string(cms.base64)])
        }
    }

    /// The order that a body or form describes.
    ///
    /// - Throws: `invalidField` for people and bodies that are not the sandbox's, or who is missing.
    func order(_ json: JSON) throws -> SandboxNCA.Order {
        func word<Word: RawRepresentable<String>>(_ name: String, _ value: Word) -> Word {
            json[name]?.string.flatMap(Word.init(rawValue:)) ?? value
        }
        let person = json["iin"]?.string.flatMap { try? IIN($0, rules: .sandbox) }
            .flatMap { world.person(iin: $0) }
        let body = json["bin"]?.string.flatMap { try? BIN($0, rules: .sandbox) }
            .flatMap { LegalEntities.entity(bin: $0) }
        let kind = word("kind", NCAHolderKind.individual)
        let order = SandboxNCA.Order(
            person: kind.namesPerson ? person : nil, body: kind.namesBody ? body : nil,
            kind: kind, family: word("family", .gost), validity: word("validity", .valid),
            use: word("usage", .universal))
        guard order.isComplete else { throw Refusal(.invalidField, Self.incompleteOrder) }
        return order
    }

    private static let incompleteOrder = LocalizedText(
        kk: "Сынақ ортасының адамы («iin») не ұйымы («bin») керек",
        ru: "Нужен человек («iin») или организация («bin») песочницы",
        en: "A person (“iin”) or a body (“bin”) of the sandbox is needed")
}

extension IssuedCertificate {
    /// What the interface says of it.
    func json(withKey: Bool = false) -> JSON {
        let subject = certificate.subject
        return .object(
            present: ("serial", .string(certificate.serial)),
            ("family", .string(family.rawValue)), ("kind", .string(kind.rawValue)),
            ("usage", .string(use.rawValue)),
            ("name", .string(subject.commonName)), ("iin", subject.iin.map { .string($0) }),
            ("bin", subject.bin.map { .string($0) }),
            ("notBefore", JSON(certificate.notBefore)), ("notAfter", JSON(certificate.notAfter)),
            ("revokedAt", revokedAt.map { JSON($0) }),
            ("certificate", .string(certificate.pem)),
            ("p12", withKey && !p12.isEmpty ? .string(p12.base64) : nil),
            ("password", withKey && !p12.isEmpty ? .string(SandboxNCA.password) : nil))
    }
}

extension SandboxNCA.Order {
    /// How a call says whose certificate or key it means.
    static let members: [Schema.Field] = [
        optional("iin", .string(.text(lengthMax: 12)), "The person, of the sandbox"),
        optional("bin", .string(.text(lengthMax: 12)), "The body, of the sandbox"),
        optional(
            "kind", .string(.oneOf(NCAHolderKind.allCases.map(\.rawValue))),
            "As what the holder acts; default `individual`"),
        optional(
            "family", .string(.oneOf(NCAFamily.allCases.map(\.rawValue))), "Default `gost`"),
        optional(
            "validity", .string(.oneOf(NCAValidity.allCases.map(\.rawValue))), "Default `valid`"),
        optional(
            "usage", .string(.oneOf(NCAKeyUse.allCases.map(\.rawValue))),
            "For what the key is; default `universal`"),
    ]
}
