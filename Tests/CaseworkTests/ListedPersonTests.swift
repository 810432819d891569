import Kernel
import QyzmetTesting
import Testing

@testable import Casework

/// A list of people is judged row by row and part by part (UC-77).
struct ListedPersonTests {
    private let right = Definitions.people

    private func person(
        _ iin: String = "850101100002", name: String = "Серік Айдос", position: String = "Инженер",
        education: String = "Жоғары", capacity: ListedPerson.Capacity? = .head
    ) -> ListedPerson {
        ListedPerson(
            iin: iin, name: name, position: position, education: education, capacity: capacity)
    }

    @Test(.clause("IS-2.5")) func `each fault stands at its row and its part`() {
        #expect(right.faults(.sandbox).isEmpty)
        typealias Told = (ListedPerson, ListedPerson.Part, ListedPersonFault.Problem)
        let long = String(repeating: "ұ", count: 101)
        let cases: [Told] = [
            (person("850615200004"), .iin, .notNumber), (person("85061520000"), .iin, .notNumber),
            (person("856615200003"), .iin, .notNumber), (person(""), .iin, .missing),
            (person(), .iin, .twice(row: 0)), (person("850615200003", name: " "), .name, .missing),
            (person("850615200003", position: long), .position, .tooLong),
            (person("850615200003", education: ""), .education, .missing),
            (person("850615200003", capacity: nil), .capacity, .missing),
        ]
        for (second, part, problem) in cases {
            let faults = [right[0], second].faults(.sandbox)
            #expect(
                faults == [ListedPersonFault(row: 1, part: part, problem: problem)],
                "\(part) \(problem)")
        }
        // Everything that is wrong is said at once.
        let all = [person("1", name: "", position: "", education: "", capacity: nil)]
        #expect(all.faults(.sandbox).map(\.part) == ListedPerson.Part.allCases)
        let many = Array(repeating: person(), count: ListedPerson.countMax + 1).faults(.sandbox)
        #expect(many.first == ListedPersonFault(row: nil, part: nil, problem: .tooMany))
        #expect(many.count == 1 + ListedPerson.countMax)
    }

    @Test(.clause("IS-2.5")) func `a synthetic number is none in production`() {
        let synthetic = [person("850615200003")]
        #expect(synthetic.faults(.sandbox).isEmpty)
        #expect(synthetic.faults(.production).map(\.problem) == [.notNumber])
    }

    @Test func `forty people of the longest parts fit where a list is kept`() {
        let long = String(repeating: "ұ", count: ListedPerson.lengthMax)
        let people = (0..<ListedPerson.countMax).map { _ in
            person(name: long, position: long, education: long, capacity: .commissionMember)
        }
        let event = CaseEvent.listed(field: "examinees", people: people)
        #expect(event.json.text.unicodeScalars.count < ListedPerson.listLengthMax)
        #expect(CaseEvent(json: event.json) == event)
    }

    @Test func `a list takes the place of a text, and no text that of a list that is judged`()
        throws
    {
        let service = try Definitions.named("safety-examination")
        var made = try Case(
            kind: "examination", variants: [], recipient: .legalEntity, of: service)
        // So it was kept before there were lists.
        try made.apply(.filled(field: "examinees", value: "Серік, директор"), of: service)
        try made.apply(.filled(field: "place", value: "710000000"), of: service)
        func faults() -> [String] {
            service.completeness(of: made.content, by: Definitions.rules).faults.map(\.code)
        }
        #expect(faults() == ["examinees"])
        #expect(throws: CaseFault.incomplete(["examinees"])) {
            try made.submitting(submission("2026-02-02"), of: service, by: Definitions.rules)
        }
        var old = made
        try old.apply(.submitted(submission("2026-02-02")), of: service)
        #expect(service.completeness(of: old.content, by: Definitions.rules).isComplete)
        #expect(old.listed(of: service) == nil)
        try made.apply(.listed(field: "examinees", people: right), of: service)
        #expect(made.content.fields["examinees"] == nil && faults().isEmpty)
        #expect(made.listed(of: service) == right)
        try made.apply(.listed(field: "examinees", people: []), of: service)
        #expect(faults() == ["examinees"])
        #expect(throws: CaseFault.unknown("place")) {
            try made.apply(.listed(field: "place", people: right), of: service)
        }
    }

    @Test(.clause("IS-2.5")) func `the difference names who came, who went and who changed`() throws
    {
        let service = try Definitions.named("safety-examination")
        func made(_ people: [ListedPerson]) throws -> Case {
            var made = try Case(
                kind: "examination", variants: [], recipient: .legalEntity, of: service)
            try made.apply(.listed(field: "examinees", people: people), of: service)
            return made
        }
        let promoted = person("850615200003", name: "Ким Анна", position: "Главный инженер")
        let new = person("850101100304", name: "Новый")
        let lines = SubmissionDifference(
            from: try made(right), of: service, to: try made([new, promoted]), of: service
        ).lines
        #expect(lines.map(\.change) == [.added, .changed, .removed])
        #expect(lines.map(\.after) == [.person(new), .person(promoted), nil])
        #expect(lines.map(\.before) == [nil, .person(right[1]), .person(right[0])])
        let same = SubmissionDifference(
            from: try made(right), of: service, to: try made(right.reversed()), of: service)
        #expect(same.lines.isEmpty)
    }

    @Test func `a file may list people once`() throws {
        let text = NinthService.file
        let list =
            #"{"code": "a", "title": {"kk": "a", "ru": "a", "en": "a"}, "content": "people", "clause": "IS-2.5"}"#
        func faults(_ fields: String) throws -> [String] {
            let changed = text.replacing(
                #""documents":"#, with: #""fields": [\#(fields)], "documents":"#)
            #expect(changed != text)
            return try ServiceDefinition(file: Array(changed.utf8)).faults(knows: Definitions.knows)
        }
        #expect(try faults(list).isEmpty)
        let two = list + "," + list.replacing(#""code": "a""#, with: #""code": "b""#)
        #expect(try faults(two) == ["ninth fields: people are listed twice"])
    }
}
