import Kernel
import Registers
import Store

/// The tables of the population register.
enum PersonTable {
    static func insert(_ record: PersonRecord, _ transaction: any Transaction) throws(StoreError) {
        try transaction.execute(
            """
            INSERT INTO person (iin, surname, name, patronymic, latin_name, birth_date, death_date,
                language)
            VALUES (\(record.iin), \(record.surname), \(record.name), \(record.patronymic),
                \(record.latinName), \(record.birthDate), \(record.deathDate),
                \(record.language.rawValue))
            """)
    }

    static func insertGuardians(
        of record: PersonRecord, _ transaction: any Transaction
    ) throws(StoreError) {
        for guardian in record.guardians {
            try transaction.execute(
                """
                INSERT INTO guardianship (ward_iin, guardian_iin, basis, from_day, until_day)
                VALUES (\(record.iin), \(guardian.iin), \(guardian.basis.rawValue),
                    \(guardian.from), \(guardian.until))
                """)
        }
    }

    /// The record of the person; nil when the register has none.
    static func find(_ iin: IIN, _ transaction: any Transaction) throws -> PersonRecord? {
        let row = try transaction.firstRow(
            """
            SELECT surname, name, patronymic, latin_name, birth_date, death_date, language
            FROM person WHERE iin = \(iin)
            """)
        guard let row else { return nil }
        return PersonRecord(
            iin: iin, surname: try row.text(0), name: try row.text(1),
            patronymic: try row.textIfPresent(2), latinName: try row.text(3),
            birthDate: try row.day(4), deathDate: try row.dayIfPresent(5),
            language: Language(rawValue: try row.text(6)) ?? .kk,
            children: try wards(of: iin, transaction),
            guardians: try guardians(of: iin, transaction))
    }

    /// Of the people who are known, what decides who may be asked.
    static func standings(
        of iins: [IIN], _ transaction: any Transaction
    ) throws -> [PersonStanding] {
        let list = SQL(listing: iins.map { "\($0)" as SQL })
        let rows = try transaction.rows(
            """
            SELECT p.iin, p.birth_date, p.death_date, p.language, CASE WHEN EXISTS
                (SELECT g.ward_iin FROM guardianship g WHERE g.ward_iin = p.iin)
                THEN 1 ELSE 0 END
            FROM person p WHERE p.iin IN (\(list))
            """)
        return try rows.map { row in
            let iin = try row.iin(0)
            return PersonStanding(
                iin: iin, birthDate: try row.day(1), deathDate: try row.dayIfPresent(2),
                language: Language(rawValue: try row.text(3)) ?? .kk,
                guardians: try row.integer(4) == 1 ? guardians(of: iin, transaction) : [])
        }
    }

    /// Someone else's number, the same for the same person: for the fault of the wrong record.
    static func neighbour(of iin: IIN, _ transaction: any Transaction) throws(StoreError) -> IIN? {
        let rows = try transaction.rows(
            "SELECT iin FROM person WHERE NOT iin = \(iin) ORDER BY iin LIMIT 1")
        return try rows.first?.iin(0)
    }

    /// Records a death, which ends every guardianship that the person holds.
    ///
    /// Gives how many people were changed: 0 when there is no such person or the person is dead.
    static func recordDeath(
        of iin: IIN, on day: Day, _ transaction: any Transaction
    ) throws(StoreError) -> Int {
        let changed = try transaction.change(
            "UPDATE person SET death_date = \(day) WHERE iin = \(iin) AND death_date IS NULL")
        guard changed > 0 else { return 0 }
        try transaction.execute(
            """
            UPDATE guardianship SET until_day = \(day)
            WHERE guardian_iin = \(iin) AND until_day IS NULL AND from_day < \(day)
            """)
        return changed
    }

    /// Ends the guardianships of the two people; gives how many were ended.
    static func endGuardianship(
        of ward: IIN, by guardian: IIN, on day: Day, _ transaction: any Transaction
    ) throws(StoreError) -> Int {
        try transaction.change(
            """
            UPDATE guardianship SET until_day = \(day)
            WHERE ward_iin = \(ward) AND guardian_iin = \(guardian) AND until_day IS NULL
                AND from_day < \(day)
            """)
    }

    private static func wards(
        of iin: IIN, _ transaction: any Transaction
    ) throws(StoreError) -> [WardRecord] {
        let rows = try transaction.rows(
            """
            SELECT g.ward_iin, p.birth_date, g.until_day
            FROM guardianship g JOIN person p ON p.iin = g.ward_iin
            WHERE g.guardian_iin = \(iin) ORDER BY p.birth_date, g.ward_iin
            """)
        var wards: [WardRecord] = []
        for row in rows {
            let majority = try row.day(1).adding(years: 18)
            let until = try row.dayIfPresent(2).map { min($0, majority) } ?? majority
            wards.append(WardRecord(iin: try row.iin(0), until: until))
        }
        return wards
    }

    private static func guardians(
        of iin: IIN, _ transaction: any Transaction
    ) throws(StoreError) -> [GuardianshipRecord] {
        let rows = try transaction.rows(
            """
            SELECT guardian_iin, basis, from_day, until_day FROM guardianship
            WHERE ward_iin = \(iin) ORDER BY from_day, guardian_iin
            """)
        var guardians: [GuardianshipRecord] = []
        for row in rows {
            let basis = try row.text(1)
            guardians.append(
                GuardianshipRecord(
                    iin: try row.iin(0), basis: GuardianshipBasis(rawValue: basis) ?? .guardian,
                    from: try row.day(2), until: try row.dayIfPresent(3)))
        }
        return guardians
    }
}
