import Kernel
import QyzmetTesting
import Regulations
import Testing

@testable import Casework

/// The services as they stand in the binary, and what tests need beside them.
enum Definitions {
    static func named(_ code: String) throws -> ServiceDefinition {
        try #require(try ServiceCatalogue(files: Regulations.services, knows: knows).service(code))
    }

    static let knows: @Sendable (Clause) -> Bool = { Regulations.clause($0) != nil }

    static let territories: Territories? = try? Territories(file: Regulations.territories)

    static let rules = ValueRules(
        isPlace: { territories?.isPlace($0) ?? false }, numbers: .sandbox)

    static let nowhere = ValueRules(isPlace: { _ in false }, numbers: .sandbox)

    static let people = [
        ListedPerson(
            iin: "850101100002", name: "Серік Айдос", position: "Директор", education: "Жоғары",
            capacity: .head),
        ListedPerson(
            iin: "850615200003", name: "Ким Анна", position: "Инженер", education: "Высшее",
            capacity: .commissionMember),
    ]

    static func territory(_ place: String, _ authority: AuthorityKind) -> String? {
        territories?.territory(of: place, for: authority)
    }
}

func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("no day: \(text)") }
    return day
}

/// A submission accepted on the day, with or without a signature.
func submission(
    _ text: String, channel: String = "www.egov.kz", isSigned: Bool = true
) -> CaseEvent.Submission {
    CaseEvent.Submission(
        at: day(text).start.adding(seconds: 36_000), acceptedOn: day(text), channel: channel,
        isSigned: isSigned, lawOf: day(text), calendar: "2026-07")
}

extension ServiceDefinition {
    /// An application with everything in it that the kind and the variants need.
    func fullCase(
        kind: String, variants: [String] = [], fields chosen: [String: String] = [:]
    ) throws -> Case {
        var made = try Case(
            kind: kind, variants: variants, recipient: recipients[0], of: self)
        if let field = peopleField {
            try made.apply(.listed(field: field.code, people: Definitions.people), of: self)
        }
        for field in fields where field.content != .people {
            let value: String =
                switch field.content {
                case .text: "value"
                case .day: "2026-01-15"
                case .place: "111010000"
                case .choice(let choices): choices[0].code
                case .people: ""
                }
            try made.apply(
                .filled(field: field.code, value: chosen[field.code] ?? value), of: self)
        }
        for document in documents {
            try made.apply(
                .attached(
                    document: document.code, digest: String(repeating: "a", count: 64),
                    parts: document.parts.map(\.code)), of: self)
        }
        return made
    }
}
