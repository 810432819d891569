import Kernel

/// A person whom an application lists, as the applicant typed it: who is to be examined (IS-2.5).
package struct ListedPerson: Hashable, Sendable {
    /// What is said of a person.
    package enum Part: String, Sendable, CaseIterable {
        case iin, name, position, education, capacity
    }

    /// In which capacity the person is examined (IS-2.5).
    package enum Capacity: String, Sendable, CaseIterable {
        /// The head of a legal entity that declares industrial safety.
        case head
        /// A member of its standing examination commission.
        case commissionMember
    }

    /// The most people of one list.
    package static let countMax = 40
    /// The most characters of a name, position or education.
    package static let lengthMax = 100
    /// The most characters of a list as it is kept: forty people of the longest parts fit.
    package static let listLengthMax = 19_000

    /// The number as it was typed.
    package let iin: String
    /// The full name.
    package let name: String
    /// The position.
    package let position: String
    /// The education.
    package let education: String
    /// In which capacity; nil where nothing was chosen.
    package let capacity: Capacity?

    /// A person; spaces around what was typed fall away.
    package init(
        iin: String, name: String, position: String, education: String, capacity: Capacity?
    ) {
        self.iin = iin.trimmed
        self.name = name.trimmed
        self.position = position.trimmed
        self.education = education.trimmed
        self.capacity = capacity
    }

    /// Whether nothing was typed.
    package var isEmpty: Bool { [iin, name, position, education].allSatisfy(\.isEmpty) }
}

extension ListedPerson {
    /// As it is kept, signed and sent.
    package var json: JSON {
        [
            "iin": .string(iin), "name": .string(name), "position": .string(position),
            "education": .string(education), "capacity": JSON(capacity?.rawValue),
        ]
    }

    /// What is left out is empty.
    package init(json: JSON) {
        func text(_ part: Part) -> String { json[part.rawValue]?.string ?? "" }
        self.init(
            iin: text(.iin), name: text(.name), position: text(.position),
            education: text(.education), capacity: Capacity(rawValue: text(.capacity)))
    }
}

/// What is wrong with a list of people, and where.
package struct ListedPersonFault: Hashable, Sendable {
    /// What is wrong.
    package enum Problem: Hashable, Sendable {
        /// The part is not there.
        case missing
        /// The text is longer than ``ListedPerson/lengthMax``.
        case tooLong
        /// The number is none: not 12 digits, no such day, or a wrong check digit.
        case notNumber
        /// The same number stands in an earlier row, counted from 0.
        case twice(row: Int)
        /// There are more than ``ListedPerson/countMax``.
        case tooMany
    }

    /// The row, counted from 0; nil for the list as a whole.
    package let row: Int?
    /// The part of the row; nil for the list as a whole.
    package let part: ListedPerson.Part?
    /// What is wrong.
    package let problem: Problem
}

extension [ListedPerson] {
    /// Everything that is wrong with the list, row by row.
    package func faults(_ rules: IIN.Rules) -> [ListedPersonFault] {
        var faults: [ListedPersonFault] = []
        if count > ListedPerson.countMax {
            faults.append(ListedPersonFault(row: nil, part: nil, problem: .tooMany))
        }
        var rows: [String: Int] = [:]
        for (row, person) in enumerated() {
            func add(_ part: ListedPerson.Part, _ problem: ListedPersonFault.Problem) {
                faults.append(ListedPersonFault(row: row, part: part, problem: problem))
            }
            if person.iin.isEmpty {
                add(.iin, .missing)
            } else if (try? IIN(person.iin, rules: rules)) == nil {
                add(.iin, .notNumber)
            } else if let earlier = rows[person.iin] {
                add(.iin, .twice(row: earlier))
            } else {
                rows[person.iin] = row
            }
            for (part, text) in [
                (ListedPerson.Part.name, person.name), (.position, person.position),
                (.education, person.education),
            ] {
                if text.isEmpty { add(part, .missing) }
                if text.count > ListedPerson.lengthMax { add(part, .tooLong) }
            }
            if person.capacity == nil { add(.capacity, .missing) }
        }
        return faults
    }
}

extension ServiceDefinition {
    /// The field that lists people; nil where the service has none.
    package var peopleField: Field? { fields.first { $0.content == .people } }

    /// More than one list of people.
    var peopleFaults: [String] {
        fields.filter { $0.content == .people }.count > 1
            ? ["\(code) fields: people are listed twice"] : []
    }
}

extension Case {
    /// The people whom the application lists; nil where it lists none, as before lists were kept.
    package func listed(of definition: ServiceDefinition) -> [ListedPerson]? {
        definition.peopleField.flatMap { content.people[$0.code] }
    }

    mutating func list(
        _ people: [ListedPerson], as field: String, _ definition: ServiceDefinition
    ) throws(CaseFault) {
        guard definition.field(field)?.content == .people, people.count <= ListedPerson.countMax
        else { throw .unknown(field) }
        content.people[field] = people.isEmpty ? nil : people
        // What was typed as a text before lists were kept gives way to the list.
        content.fields[field] = nil
    }
}
