import Kernel
import Testing

@testable import Store

@Suite struct ValueTests {
    @Test(arguments: Engine.allCases)
    func `every type of value comes back as it went in, null too`(_ engine: Engine) async throws {
        try await withStore(engine) { store, _ in
            let rows = try await store.write { transaction in
                for (id, photo, born) in samples {
                    try transaction.execute(
                        """
                        INSERT INTO person (id, name, photo, born)
                        VALUES (\(id), \(id), \(photo), \(born))
                        """)
                }
                return try transaction.rows("SELECT id, photo, born FROM person ORDER BY id")
            }
            let sorted = samples.sorted {
                Array($0.0.utf8).lexicographicallyPrecedes(Array($1.0.utf8))
            }
            #expect(rows.count == sorted.count)
            for (row, sample) in zip(rows, sorted) {
                #expect(try row.text(0) == sample.0)
                #expect(try row.bytesIfPresent(1) == sample.1)
                #expect(try row.integerIfPresent(2) == sample.2)
            }
        }
    }

    /// Texts with letters of Kazakh, signs outside the basic plane, quotes, blanks and nothing.
    private let samples: [(String, [UInt8]?, Int64?)] = [
        ("", [], 0),
        ("Әлихан Бөкейхан", [0, 1, 0, 255, 0], .max),
        ("'; DROP TABLE person; --", nil, .min),
        ("😀 e\u{301}", Array(0...255), nil),
        ("Zebra", [0], -1),
        ("apple", nil, nil),
        ("ұ", nil, 1),
    ]

    @Test(arguments: Engine.allCases)
    func `values of the kernel bind and read back`(_ engine: Engine) async throws {
        let instant = Instant(milliseconds: 1_700_000_000_123)
        let day = try #require(Day("1899-12-31"))
        let phone = try #require(PhoneNumber("+77011234567"))
        let iin = IIN(stored: "010101100001")
        let bin = BIN(stored: "600640000001")
        let identifier = Identifier<Row>(stored: "0123456789abcdefghjkmnpqrs")
        try await withStore(engine) { store, _ in
            let row = try await store.read { transaction in
                try transaction.firstRow(
                    """
                    SELECT \(instant), \(day), \(phone), \(iin), \(bin), \(identifier), \(7),
                        \(Instant?.none), \(Day?.none), \(PhoneNumber?.none), \(IIN?.none)
                    """)
            }
            let found = try #require(row)
            #expect(try found.instant(0) == instant)
            #expect(try found.day(1) == day)
            #expect(try found.phoneNumber(2) == phone)
            #expect(try found.iin(3) == iin)
            #expect(try found.bin(4) == bin)
            #expect(try found.identifier(5) == identifier)
            #expect(try found.integer(6) == 7)
            #expect(try found.instantIfPresent(7) == nil)
            #expect(try found.dayIfPresent(8) == nil)
            #expect(try found.phoneNumberIfPresent(9) == nil)
            #expect(try found.iinIfPresent(10) == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a null where a value is due, another type and a missing column are refused`(
        _ engine: Engine
    ) async throws {
        try await withStore(engine) { store, _ in
            let row = try await store.read { transaction in
                try transaction.firstRow("SELECT \(String?.none), \("text"), COUNT(*) FROM person")
            }
            let found = try #require(row)
            #expect(throws: StoreError.columnMismatch(column: 0, expected: .text)) {
                try found.text(0)
            }
            #expect(throws: StoreError.columnMismatch(column: 1, expected: .integer)) {
                try found.integer(1)
            }
            #expect(throws: StoreError.columnMismatch(column: 3, expected: .bytes)) {
                try found.bytesIfPresent(3)
            }
            #expect(try found.integer(2) == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a text with U+0000 is refused and harms nobody`(_ engine: Engine) async throws {
        try await withStore(engine) { store, _ in
            await #expect(throws: StoreError.textWithNullCharacter) {
                try await store.write { transaction in
                    try transaction.rows("SELECT \("a\u{0}b")")
                }
            }
            let count = try await store.write { try $0.rows("SELECT \("ab")").count }
            #expect(count == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a statement with other than its number of values is refused`(
        _ engine: Engine
    ) async throws {
        try await withStore(engine) { store, _ in
            await #expect(throws: StoreError.self) {
                try await store.read { try $0.rows("SELECT \(1) WHERE '?' = '?'") }
            }
            await #expect(throws: StoreError.self) {
                try await store.read { try $0.rows("SELECT nothing FROM nowhere") }
            }
            let count = try await store.read { try $0.rows("SELECT \(1)").count }
            #expect(count == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `one text with parameters of two types serves both`(_ engine: Engine) async throws {
        try await withStore(engine) { store, _ in
            let rows = try await store.read { transaction in
                try transaction.rows("SELECT \(1)") + transaction.rows("SELECT \("one")")
                    + transaction.rows("SELECT \([UInt8(1)])") + transaction.rows("SELECT \(2)")
            }
            #expect(
                rows.map(\.values) == [[.integer(1)], [.text("one")], [.bytes([1])], [.integer(2)]])
        }
    }
}

@Suite struct SQLTests {
    // `let name = "x"; let sql: SQL = name`, `SQL(stringLiteral: name)` and `"\(raw: name)"` do not
    // compile: the literal pieces are `StaticString`, and no interpolation takes text as SQL.

    @Test func `what is interpolated is bound, never text`() {
        let name = "'; DROP TABLE person; --"
        let sql: SQL = "SELECT id FROM person WHERE name = \(name) AND born > \(5)"
        #expect(sql.text == "SELECT id FROM person WHERE name = ? AND born > ?")
        #expect(sql.values == [.text(name), .integer(5)])
    }

    @Test func `statements compose with their parameters in order`() throws {
        let condition: SQL = "born > \(5) AND name = \("x")"
        let sql: SQL = "SELECT \(1) FROM person WHERE \(condition) LIMIT \(2)"
        #expect(sql.values == [.integer(1), .integer(5), .text("x"), .integer(2)])
        #expect(
            try sql.numberedText()
                == "SELECT $1 FROM person WHERE born > $2 AND name = $3 LIMIT $4")
    }
}
