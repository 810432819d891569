import Kernel
import Registers
import Store

/// The tables of the register of organisations and of the licences that other bodies gave them.
enum OrganisationTable {
    static func insert(
        _ record: OrganisationRecord, _ transaction: any Transaction
    ) throws(StoreError) {
        try transaction.execute(
            """
            INSERT INTO organisation (bin, changed_on) VALUES (\(record.bin), \(record.changedOn))
            """)
        for licence in record.licences {
            try transaction.execute(
                """
                INSERT INTO licence (bin, code, number, from_day, until_day)
                VALUES (\(record.bin), \(licence.code), \(licence.number), \(licence.from),
                    \(licence.until))
                """)
        }
    }

    static func find(
        _ bin: BIN, _ transaction: any Transaction
    ) throws(StoreError) -> OrganisationRecord? {
        let head = "SELECT changed_on FROM organisation WHERE bin = \(bin)" as SQL
        guard let row = try transaction.firstRow(head) else { return nil }
        var licences: [OrganisationRecord.Licence] = []
        for row in try transaction.rows(
            """
            SELECT code, number, from_day, until_day FROM licence
            WHERE bin = \(bin) ORDER BY code, number
            """)
        {
            licences.append(
                OrganisationRecord.Licence(
                    code: try row.text(0), number: try row.text(1), from: try row.day(2),
                    until: try row.dayIfPresent(3)))
        }
        return OrganisationRecord(
            bin: bin, changedOn: try row.dayIfPresent(0), licences: licences)
    }

    /// Another organisation: for the fault of the wrong record.
    static func neighbour(
        of bin: BIN, _ transaction: any Transaction
    ) throws(StoreError) -> BIN? {
        try transaction.firstRow(
            "SELECT bin FROM organisation WHERE bin <> \(bin) ORDER BY bin LIMIT 1")?.bin(0)
    }
}

extension LegalEntity {
    /// What the sandbox's register holds about it, as of the sandbox's first day: synthetic.
    ///
    /// The mining firm has licences for mining and for hydrocarbons, one of them ended; firms and the
    /// chain of shops have changed their names; the others have neither.
    func record(on today: Day) -> OrganisationRecord {
        let isChanged = [.technologyFirm, .shop, .enterprise].contains(kind)
        return OrganisationRecord(
            bin: bin, changedOn: isChanged ? today.adding(days: -40) : nil,
            licences: kind == .enterprise
                ? [
                    .init(
                        code: "mining:mineralBlasting", number: "SYN-MIN-0001",
                        from: today.adding(days: -900), until: nil),
                    .init(
                        code: "hydrocarbons:wellBlasting", number: "SYN-HYD-0001",
                        from: today.adding(days: -1200), until: today.adding(days: -10)),
                ] : [])
    }
}
