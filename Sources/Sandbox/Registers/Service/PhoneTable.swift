import Kernel
import Registers
import Store

/// The table of the mobile citizens' base.
enum PhoneTable {
    /// Sets or removes the person's number.
    static func set(
        _ phone: PhoneNumber?, of iin: IIN, _ transaction: any Transaction
    ) throws(StoreError) {
        guard let phone else {
            try transaction.execute("DELETE FROM phone WHERE iin = \(iin)")
            return
        }
        try transaction.execute(
            """
            INSERT INTO phone (iin, phone) VALUES (\(iin), \(phone))
            ON CONFLICT (iin) DO UPDATE SET phone = excluded.phone
            """)
    }

    /// The person's number; nil without one.
    static func find(_ iin: IIN, _ transaction: any Transaction) throws(StoreError) -> PhoneNumber?
    {
        try transaction.firstRow("SELECT phone FROM phone WHERE iin = \(iin)")?.phoneNumber(0)
    }

    /// The numbers of those people who have one, and whether somebody else has it too.
    static func findMany(
        _ iins: [IIN], _ transaction: any Transaction
    ) throws(StoreError) -> [(iin: IIN, phone: FoundPhone)] {
        let list = SQL(listing: iins.map { "\($0)" as SQL })
        var found: [(iin: IIN, phone: FoundPhone)] = []
        for row in try transaction.rows(
            """
            SELECT p.iin, p.phone, CASE WHEN EXISTS (SELECT o.iin FROM phone o
                WHERE o.phone = p.phone AND o.iin <> p.iin) THEN 1 ELSE 0 END
            FROM phone p WHERE p.iin IN (\(list))
            """)
        {
            found.append(
                (
                    try row.iin(0),
                    FoundPhone(
                        phone: try row.phoneNumber(1), isShared: try row.integer(2) == 1)
                ))
        }
        return found
    }

    /// Everyone who has the number.
    static func holders(
        of phone: PhoneNumber, _ transaction: any Transaction
    ) throws(StoreError) -> [IIN] {
        let rows = try transaction.rows(
            "SELECT iin FROM phone WHERE phone = \(phone) ORDER BY iin")
        var holders: [IIN] = []
        for row in rows { holders.append(try row.iin(0)) }
        return holders
    }

    /// The number of someone else who has another: for the fault of the wrong record.
    static func otherPhone(
        than iin: IIN, _ transaction: any Transaction
    ) throws(StoreError) -> PhoneNumber? {
        try transaction.firstRow(
            """
            SELECT phone FROM phone WHERE NOT iin = \(iin)
                AND phone NOT IN (SELECT phone FROM phone WHERE iin = \(iin))
            ORDER BY iin LIMIT 1
            """)?.phoneNumber(0)
    }
}
