import Kernel

/// A row of the monthly list: one family with its recipient (FV-2.2, FV-5, FV-14).
package struct ListRow: Hashable, Sendable {
    /// Who gets the assistance.
    package let recipient: IIN
    /// Every member of the family, the recipient first, nobody twice.
    package let members: [IIN]

    /// The most members of a family.
    static let membersMax = 30

    /// Why a row is not taken.
    package enum Fault: String, Error, Sendable, Hashable, CaseIterable {
        /// No JSON object, not the right number of columns, or a first line that does not name them.
        case malformed
        /// A member is missing or is none of ours.
        case wrongFields
        /// The recipient's number is wrong.
        case recipientIin
        /// A member's number is wrong.
        case memberIin
        /// A member stands twice, or there are too many.
        case members
        /// Does not live in the pilot's place.
        case outsideRegion
        /// The day of the status is not the last of the month before.
        case statusDay
        /// The recipient has a row above.
        case repeatedRecipient
        /// A member stands in another family of the list.
        case memberElsewhere

        /// The clause that decides.
        package var clause: Clause {
            switch self {
            case .outsideRegion: "FV-O.1"
            case .statusDay: "FV-2.2"
            case .members, .memberElsewhere, .memberIin: "FV-5"
            case .malformed, .wrongFields, .recipientIin, .repeatedRecipient: "FV-14"
            }
        }
    }

    /// The members of a row, in the order of the columns of the CSV form.
    package static let fields = ["recipientIin", "memberIins", "residenceKato", "tsaRecipientOn"]

    /// Checks a row's facts for a month of a pilot.
    package init(
        recipient: String, members: [String], residenceKato: String, tsaRecipientOn: String,
        month: CalendarMonth, pilot: Pilot, rules: IIN.Rules
    ) throws(Fault) {
        guard let holder = try? IIN(recipient, rules: rules) else { throw .recipientIin }
        var all = [holder]
        for text in members {
            guard let member = try? IIN(text, rules: rules) else { throw .memberIin }
            if member == holder { continue }
            guard !all.contains(member), all.count < Self.membersMax else { throw .members }
            all.append(member)
        }
        guard residenceKato == pilot.placeKato else { throw .outsideRegion }
        guard Day(tsaRecipientOn) == month.statusDay else { throw .statusDay }
        self.recipient = holder
        self.members = all
    }
}

/// A list that came in, row by row: what is taken, and what is wrong with the rest.
package struct ListReading: Sendable {
    /// The rows that are taken.
    package private(set) var rows: [ListRow] = []
    /// What is wrong, by line of the file from 1.
    package private(set) var faults: [(line: Int, fault: ListRow.Fault)] = []
    /// The number of rows that came.
    package private(set) var count = 0

    private var recipients: Set<IIN> = []
    private var families: Set<IIN> = []

    /// The forms in which a list comes.
    package enum Form: Sendable { case ndjson, csv }

    /// Reads a whole list.
    package init(
        _ bytes: [UInt8], form: Form, month: CalendarMonth, pilot: Pilot, rules: IIN.Rules
    ) {
        var line = 0
        var start = bytes.startIndex
        // Line by line: a list of a million rows is not cut up a second time in memory.
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
            let slice = bytes[start..<end]
            start = end + 1
            line += 1
            let text = slice.last == UInt8(ascii: "\r") ? slice.dropLast() : slice
            if text.isEmpty || (form == .csv && line == 1 && ListRow.isHeader(text)) { continue }
            count += 1
            do throws(ListRow.Fault) {
                // Columns that are not named may stand in another order.
                if form == .csv && line == 1 { throw .malformed }
                let row =
                    switch form {
                    case .ndjson:
                        try ListRow(json: text, month: month, pilot: pilot, rules: rules)
                    case .csv: try ListRow(csv: text, month: month, pilot: pilot, rules: rules)
                    }
                try take(row)
            } catch {
                faults.append((line, error))
            }
        }
    }

    private mutating func take(_ row: ListRow) throws(ListRow.Fault) {
        guard !recipients.contains(row.recipient) else { throw .repeatedRecipient }
        guard families.isDisjoint(with: row.members) else { throw .memberElsewhere }
        recipients.insert(row.recipient)
        families.formUnion(row.members)
        rows.append(row)
    }
}

extension ListRow {
    /// Whether the first line of a CSV names the columns in their order.
    fileprivate static func isHeader(_ bytes: ArraySlice<UInt8>) -> Bool {
        // Spreadsheets put a mark of the byte order before it.
        columns(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes) == fields
    }

    private static func columns(_ bytes: ArraySlice<UInt8>) -> [String] {
        String(decoding: bytes, as: UTF8.self)
            .split(omittingEmptySubsequences: false) { $0 == "," || $0 == ";" }
            .map { String($0.trimmed) }
    }

    fileprivate init(
        json bytes: ArraySlice<UInt8>, month: CalendarMonth, pilot: Pilot, rules: IIN.Rules
    ) throws(Fault) {
        guard let json = try? JSON.parse(Array(bytes)), let members = json.members else {
            throw .malformed
        }
        guard members.allSatisfy({ Self.fields.contains($0.name) }),
            let recipient = json["recipientIin"]?.string, let list = json["memberIins"]?.array,
            let kato = json["residenceKato"]?.string, let day = json["tsaRecipientOn"]?.string
        else { throw .wrongFields }
        let texts = list.compactMap(\.string)
        guard texts.count == list.count else { throw .wrongFields }
        try self.init(
            recipient: recipient, members: texts, residenceKato: kato, tsaRecipientOn: day,
            month: month, pilot: pilot, rules: rules)
    }

    fileprivate init(
        csv bytes: ArraySlice<UInt8>, month: CalendarMonth, pilot: Pilot, rules: IIN.Rules
    ) throws(Fault) {
        let columns = Self.columns(bytes)
        guard columns.count == Self.fields.count else { throw .malformed }
        try self.init(
            recipient: columns[0], members: columns[1].split(separator: " ").map(String.init),
            residenceKato: columns[2], tsaRecipientOn: columns[3], month: month, pilot: pilot,
            rules: rules)
    }
}
