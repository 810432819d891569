import DigitalDocuments
import Kernel
import Registers
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/people`: the synthetic people with what they have.
    func getPeople() -> Endpoint {
        Endpoint(
            .get, "/sandbox/people", summary: "The synthetic people and their documents",
            access: .anyone(because: "Nobody of them lives"),
            query: [
                .init(name: "limit", schema: .integer(1...200), meaning: "Items; default 50"),
                .init(
                    name: "cursor", schema: .string(.text(lengthMax: 16)),
                    meaning: "The nextCursor of the page before"),
            ],
            answers: [
                .init(
                    status: 200,
                    content: .json(.page(of: Self.personShape, "People")),
                    meaning: "The people, the named ones first")
            ], isSandboxOnly: true
        ) { call in
            let first = max(0, call.query["cursor"].flatMap(Int.init) ?? 0)
            let limit = call.query["limit"].flatMap(Int.init) ?? 50
            let end = min(first + limit, world.count)
            let people = first < end ? (first..<end).map { world.person($0) } : []
            let items = try await json(of: people, on: call.platform)
            let page = ListPage(items: items, nextCursor: end < world.count ? "\(end)" : nil)
            return .json(page.json { $0 })
        }
    }

    private func json(of people: [SyntheticPerson], on platform: Platform) async throws -> [JSON] {
        let phones = try await currentPhones(of: people.map(\.iin))
        let records = people.map { person in
            world.drafts(of: person.iin).map { draft in
                DocumentRecord(
                    owner: person.iin, documentType: draft.documentType, recordId: draft.recordID)
            }
        }
        var names = try await platform.references(to: records.flatMap(\.self))[...]
        return zip(people, records).map { person, records in
            let documents = zip(names.prefix(records.count), records).map { name, record -> JSON in
                [
                    "documentId": .string(name.text),
                    "documentType": .string(record.documentType.rawValue),
                ]
            }
            names = names.dropFirst(records.count)
            return json(of: person, phone: phones[person.iin], documents: documents)
        }
    }

    private func json(
        of person: SyntheticPerson, phone: PhoneNumber?, documents: [JSON]
    ) -> JSON {
        .object(
            present: ("iin", .string(person.iin.digits)), ("name", .string(person.name.full)),
            ("phone", JSON(phone?.text)), ("language", .string(person.language.rawValue)),
            ("birthDate", JSON(person.birthDate)), ("deathDate", person.deathDate.map { JSON($0) }),
            ("children", .array(person.wards.map { .string(world.person($0.ward).iin.digits) })),
            (
                "guardians",
                .array(person.guardians.map { .string(world.person($0.guardian).iin.digits) })
            ), ("documents", .array(documents)))
    }

    private static let personShape = Schema.object([
        required("iin", .string(.iin), "The synthetic number"),
        required("name", .string(.anything), "Surname, name and patronymic"),
        required(
            "phone", .nullable(.string(.phone)), "The number in the mobile citizens' base now"),
        required(
            "language", .string(.oneOf(Language.allCases.map(\.rawValue))), "What they speak"),
        required("birthDate", .string(.day), "The day of birth"),
        optional("deathDate", .string(.day), "The day of death"),
        required(
            "children", .array(.string(.iin), countMax: 20),
            "Minors whom the person represents or represented"),
        required(
            "guardians", .array(.string(.iin), countMax: 20),
            "Who represents or represented the person"),
        required(
            "documents",
            .array(
                .object([
                    required("documentId", .string(.identifier), "As in /api/documents"),
                    required(
                        "documentType",
                        .string(.oneOf(DocumentType.allCases.map(\.rawValue))), "The kind"),
                ]), countMax: 50), "What the registers hold, void documents too"),
    ])
}

extension SandboxControls {
    /// The service of a register; nil when the sandbox has none of the kind.
    func register(_ kind: RegisterKind) -> RegisterService? {
        registers.first { $0.kind == kind }
    }

    /// The numbers in the mobile citizens' base at this moment.
    func currentPhones(of people: [IIN]) async throws -> [IIN: PhoneNumber] {
        try await register(.phones)?.phones(of: people) ?? [:]
    }
}
