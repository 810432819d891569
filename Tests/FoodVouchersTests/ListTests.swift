import FoodVouchers
import Kernel
import QyzmetTesting
import Testing

/// The monthly list, row by row.
struct ListTests {

    private func people(_ count: Int) -> [String] {
        var found: [String] = []
        var serial = 1
        while found.count < count {
            let prefix = "9001011" + String(String(10_000 + serial).dropFirst())
            serial += 1
            if let last = checkDigit(prefix.compactMap(\.wholeNumberValue)) {
                found.append(prefix + "\(last)")
            }
        }
        return found
    }

    private func read(_ text: String, _ form: ListReading.Form = .ndjson) -> ListReading {
        ListReading(
            Array(text.utf8), form: form, month: Sample.july, pilot: Sample.akkol, rules: .sandbox)
    }

    private func row(
        _ recipient: String, _ members: [String] = [], kato: String = "113220100",
        on day: String = "2025-06-30"
    ) -> String {
        let list = members.map { "\"\($0)\"" }.joined(separator: ",")
        return #"{"recipientIin":"\#(recipient)","memberIins":[\#(list)],"#
            + #""residenceKato":"\#(kato)","tsaRecipientOn":"\#(day)"}"#
    }

    @Test(.clause("FV-14a", "FV-5a"))
    func `both forms of a list say the same`() {
        let people = people(4)
        let json = read(row(people[0], [people[0], people[1]]) + "\n" + row(people[2]) + "\n")
        let csv = read(
            """
            recipientIin;memberIins;residenceKato;tsaRecipientOn\r
            \(people[0]);\(people[0]) \(people[1]);113220100;2025-06-30\r
            \(people[2]);;113220100;2025-06-30
            """, .csv)
        #expect(json.rows == csv.rows && json.faults.isEmpty && csv.faults.isEmpty)
        #expect(json.count == 2 && csv.count == 2)
        // The recipient is a member, whether listed among them or not.
        #expect(
            json.rows.map { $0.members.map(\.digits) } == [[people[0], people[1]], [people[2]]])
    }

    @Test(.clause("FV-14a"))
    func `a CSV must name its columns in their order, or its first family would be lost`() {
        let people = people(2)
        let rows = people.map { "\($0),,113220100,2025-06-30" }
        let bare = read(rows.joined(separator: "\n"), .csv)
        #expect(bare.faults.map(\.line) == [1] && bare.faults.map(\.fault) == [.malformed])
        #expect(bare.count == 2 && bare.rows.count == 1)
        let turned = read("memberIins,recipientIin,residenceKato,tsaRecipientOn\n" + rows[0], .csv)
        #expect(turned.faults.map(\.line) == [1])
        let marked = read(
            "\u{FEFF}recipientIin,memberIins,residenceKato,tsaRecipientOn\n" + rows[0], .csv)
        #expect(marked.faults.isEmpty && marked.rows.count == 1)
    }

    @Test(.clause("FV-2.2a"))
    func `only residents who got assistance on the last day of the month before are listed`() {
        let people = people(3)
        let list = read(
            [
                row(people[0], kato: "113239100"), row(people[1], on: "2025-07-01"),
                row(people[2], on: "2025-06-29"), row(people[2]),
            ].joined(separator: "\n"))
        #expect(list.rows.map(\.recipient.digits) == [people[2]])
        #expect(list.faults.map(\.fault) == [.outsideRegion, .statusDay, .statusDay])
        #expect(list.faults.map(\.line) == [1, 2, 3])
    }

    @Test func `each wrong row is named by its line and the right ones are taken`() {
        let people = people(6)
        let rows: [(String, ListRow.Fault?)] = [
            (row(people[0], [people[1]]), nil),
            ("{", .malformed), ("[]", .malformed),
            (#"{"recipientIin":"1"}"#, .wrongFields),
            (row("123"), .recipientIin), (row(people[2], ["x"]), .memberIin),
            (row(people[2], [people[3], people[3]]), .members),
            (row(people[0]), .repeatedRecipient),
            (row(people[4], [people[1]]), .memberElsewhere),
            (row(people[5]), nil),
            (String(repeating: "[", count: 5000), .malformed),
        ]
        let list = read(rows.map(\.0).joined(separator: "\n"))
        #expect(list.rows.count == 2 && list.count == rows.count)
        let expected = rows.enumerated().compactMap { index, row in
            row.1.map { (index + 1, $0) }
        }
        #expect(list.faults.map(\.line) == expected.map(\.0))
        #expect(list.faults.map(\.fault) == expected.map(\.1))
        for fault in ListRow.Fault.allCases { #expect(fault.clause.tag.hasPrefix("FV-")) }
    }
}
