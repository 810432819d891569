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
                    content: .json(
                        .object([
                            required("items", .array(.open([]), countMax: 200), "The people"),
                            required("nextCursor", .nullable(.string(.anything)), "The next page"),
                        ])), meaning: "The people, the named ones first")
            ], isSandboxOnly: true
        ) { call in
            let first = max(0, call.query["cursor"].flatMap(Int.init) ?? 0)
            let limit = call.query["limit"].flatMap(Int.init) ?? 50
            let end = min(first + limit, world.count)
            let people = first < end ? (first..<end).map { json(of: world.person($0)) } : []
            return .json([
                "items": .array(people), "nextCursor": end < world.count ? "\(end)" : .null,
            ])
        }
    }

    private func json(of person: SyntheticPerson) -> JSON {
        let listings = IssuingBody.allCases.flatMap {
            world.documentListings(of: person.iin, by: $0)
        }
        return .object(
            present: ("iin", .string(person.iin.digits)), ("name", .string(person.name.full)),
            ("phone", JSON(person.phone?.text)), ("language", .string(person.language.rawValue)),
            ("birthDate", JSON(person.birthDate)), ("deathDate", person.deathDate.map { JSON($0) }),
            ("children", .array(person.wards.map { .string(world.person($0.ward).iin.digits) })),
            (
                "guardians",
                .array(person.guardians.map { .string(world.person($0.guardian).iin.digits) })
            ),
            (
                "documents",
                .array(
                    listings.map { listing in
                        [
                            "recordId": .string(listing.recordID),
                            "documentType": .string(listing.documentType.rawValue),
                        ]
                    })
            ))
    }
}
