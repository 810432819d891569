import Kernel
import Signatures
import Store
import Testing

@testable import Journal

extension TamperTests {
    /// One thing that somebody with the database's password does, and what must be found.
    struct Tampering: CustomTestStringConvertible, Sendable {
        let name: String
        let statements: @Sendable (Target) -> [SQL]
        let finding: @Sendable (Target) -> JournalFinding

        var testDescription: String { name }

        init(
            _ name: String, _ statements: @escaping @Sendable (Target) -> [SQL],
            finds finding: @escaping @Sendable (Target) -> JournalFinding
        ) {
            self.name = name
            self.statements = statements
            self.finding = finding
        }
    }

    /// The entries that the tamperings are about.
    struct Target: Sendable {
        /// One about a person.
        let about: Identifier<JournalEntry>
        let aboutIndex: Int64
        /// One without personal fields.
        let plain: Identifier<JournalEntry>
        let plainIndex: Int64
        /// One that was erased properly.
        let erased: Identifier<JournalEntry>
        let erasedIndex: Int64
        /// One in the last tile, which no stored node covers.
        let young: Identifier<JournalEntry>
        let youngIndex: Int64
        let size: Int64
        let previousSize: Int64
        let previousAt: Instant
        let newestAt: Instant
        let forged = Identifier<JournalEntry>(random: .system)
    }

    static let zeros = [UInt8](repeating: 0, count: 32)

    static let entries: [Tampering] = [
        Tampering("leaf") {
            ["UPDATE journal_entry SET leaf = \(Array("{}".utf8)) WHERE id = \($0.plain)"]
        } finds: {
            .changed($0.plain, index: $0.plainIndex)
        },
        Tampering("leaf of a young entry") {
            ["UPDATE journal_entry SET leaf = \(Array("{}".utf8)) WHERE id = \($0.young)"]
        } finds: {
            .changed($0.young, index: $0.youngIndex)
        },
        Tampering("kind") {
            ["UPDATE journal_entry SET kind = 'signedIn' WHERE id = \($0.plain)"]
        } finds: {
            .columnsChanged($0.plain, index: $0.plainIndex)
        },
        Tampering("time") {
            ["UPDATE journal_entry SET at = at + 1 WHERE id = \($0.plain)"]
        } finds: {
            .columnsChanged($0.plain, index: $0.plainIndex)
        },
        Tampering("name") {
            ["UPDATE journal_entry SET id = \($0.forged) WHERE id = \($0.plain)"]
        } finds: {
            .columnsChanged($0.forged, index: $0.plainIndex)
        },
        Tampering("entry deleted") {
            ["DELETE FROM journal_entry WHERE id = \($0.plain)"]
        } finds: {
            .removed(index: $0.plainIndex)
        },
        Tampering("young entry deleted") {
            [
                "DELETE FROM journal_personal WHERE entry_id = \($0.young)",
                "DELETE FROM journal_entry WHERE id = \($0.young)",
            ]
        } finds: {
            .removed(index: $0.youngIndex)
        },
        Tampering("two numbers swapped") {
            [
                "UPDATE journal_entry SET leaf_index = 9999 WHERE id = \($0.plain)",
                "UPDATE journal_entry SET leaf_index = \($0.plainIndex) WHERE leaf_index = 7",
                "UPDATE journal_entry SET leaf_index = 7 WHERE id = \($0.plain)",
            ]
        } finds: {
            .reordered($0.plain, index: 7, belongsAt: $0.plainIndex)
        },
        Tampering("number taken away") {
            [
                """
                UPDATE journal_entry SET leaf_index = NULL, log = NULL WHERE id = \($0.plain)
                """
            ]
        } finds: {
            .removed(index: $0.plainIndex)
        },
        Tampering("number moved behind the end") {
            ["UPDATE journal_entry SET leaf_index = 9999 WHERE id = \($0.plain)"]
        } finds: {
            .notInTree($0.plain, index: 9999)
        },
        Tampering("forged entry behind the end") {
            [
                """
                INSERT INTO journal_entry (id, kind, at, leaf, log, leaf_index)
                VALUES (\($0.forged), 'signedIn', 1, \(zeros), 1, \($0.size))
                """
            ]
        } finds: {
            .notInTree($0.forged, index: $0.size)
        },
        Tampering("forged old entry without a number") {
            [
                """
                INSERT INTO journal_entry (id, kind, at, leaf)
                VALUES (\($0.forged), 'signedIn', 1, \(zeros))
                """
            ]
        } finds: {
            .unnumbered($0.forged)
        },
    ]

    static let personal: [Tampering] = [
        Tampering("salt") {
            ["UPDATE journal_personal SET salt = \(zeros) WHERE entry_id = \($0.about)"]
        } finds: {
            .personalFieldsChanged($0.about, index: $0.aboutIndex)
        },
        Tampering("fields") {
            [
                """
                UPDATE journal_personal SET fields = '{"phone":"+77010000001"}'
                WHERE entry_id = \($0.about)
                """
            ]
        } finds: {
            .personalFieldsChanged($0.about, index: $0.aboutIndex)
        },
        Tampering("fields that are no JSON") {
            ["UPDATE journal_personal SET fields = 'x' WHERE entry_id = \($0.about)"]
        } finds: {
            .personalFieldsChanged($0.about, index: $0.aboutIndex)
        },
        Tampering("time of the fields") {
            ["UPDATE journal_personal SET at = at + 1 WHERE entry_id = \($0.about)"]
        } finds: {
            .personalFieldsChanged($0.about, index: $0.aboutIndex)
        },
        Tampering("class of retention") {
            [
                """
                UPDATE journal_personal SET retention_class = 'security'
                WHERE entry_id = \($0.about)
                """
            ]
        } finds: {
            .personalFieldsChanged($0.about, index: $0.aboutIndex)
        },
        Tampering("subject") {
            [
                """
                UPDATE journal_personal SET subject_iin = '600101100033'
                WHERE entry_id = \($0.about)
                """
            ]
        } finds: {
            .personalFieldsChanged($0.about, index: $0.aboutIndex)
        },
        Tampering("counterpart") {
            [
                """
                UPDATE journal_personal SET counterpart_iin = NULL WHERE entry_id = \($0.about)
                """
            ]
        } finds: {
            .personalFieldsChanged($0.about, index: $0.aboutIndex)
        },
        Tampering("fields moved to another entry") {
            [
                """
                UPDATE journal_personal SET entry_id = \($0.plain) WHERE entry_id = \($0.about)
                """
            ]
        } finds: {
            .personalFieldsMissing($0.about, index: $0.aboutIndex)
        },
        Tampering("fields deleted without an erasure") {
            ["DELETE FROM journal_personal WHERE entry_id = \($0.about)"]
        } finds: {
            .personalFieldsMissing($0.about, index: $0.aboutIndex)
        },
        Tampering("erasure deleted") {
            ["DELETE FROM journal_erasure WHERE entry_id = \($0.erased)"]
        } finds: {
            .personalFieldsMissing($0.erased, index: $0.erasedIndex)
        },
        Tampering("erasure of another entry") {
            [
                """
                UPDATE journal_erasure SET entry_id = \($0.about) WHERE entry_id = \($0.erased)
                """
            ]
        } finds: {
            .erasureFalse($0.about, index: $0.aboutIndex)
        },
        Tampering("erasure by an entry that records none") {
            [
                """
                UPDATE journal_erasure SET erased_by = \($0.plain) WHERE entry_id = \($0.erased)
                """
            ]
        } finds: {
            .erasureFalse($0.erased, index: $0.erasedIndex)
        },
    ]

    static let tree: [Tampering] = [
        Tampering("tile") { _ in
            ["UPDATE journal_tile SET hashes = \(zeros) WHERE position = 1"]
        } finds: { _ in
            .tileChanged(position: 1)
        },
        Tampering("tile deleted") { _ in
            ["DELETE FROM journal_tile WHERE position = 1"]
        } finds: { _ in
            .tileChanged(position: 1)
        },
        Tampering("last tile") { target in
            ["UPDATE journal_tile SET hashes = \(zeros) WHERE position = \(target.size / 32)"]
        } finds: {
            .tileChanged(position: $0.size / 32)
        },
        Tampering("forged tile") { _ in
            ["INSERT INTO journal_tile (log, position, hashes) VALUES (1, 99, \(zeros))"]
        } finds: { _ in
            .nodeForged(level: 0, position: 99)
        },
        Tampering("node over a tile") { _ in
            ["UPDATE journal_node SET hash = \(zeros) WHERE level = 5 AND position = 1"]
        } finds: { _ in
            .nodeChanged(level: 5, position: 1)
        },
        Tampering("upper node") { _ in
            ["UPDATE journal_node SET hash = \(zeros) WHERE level = 7 AND position = 0"]
        } finds: { _ in
            .nodeChanged(level: 7, position: 0)
        },
        Tampering("node deleted") { _ in
            ["DELETE FROM journal_node WHERE level = 6 AND position = 1"]
        } finds: { _ in
            .nodeChanged(level: 6, position: 1)
        },
        Tampering("node moved") { _ in
            ["UPDATE journal_node SET position = 50 WHERE level = 6 AND position = 1"]
        } finds: { _ in
            .nodeForged(level: 6, position: 50)
        },
        Tampering("node of another level") { _ in
            ["UPDATE journal_node SET level = 90 WHERE level = 6 AND position = 1"]
        } finds: { _ in
            .nodeForged(level: 90, position: 1)
        },
    ]

    static let heads: [Tampering] = [
        Tampering("root of a head") {
            ["UPDATE journal_head SET root = \(zeros) WHERE size = \($0.previousSize)"]
        } finds: {
            .headChanged(size: $0.previousSize)
        },
        Tampering("time of a head") {
            ["UPDATE journal_head SET at = at + 1 WHERE size = \($0.previousSize)"]
        } finds: {
            .headChanged(size: $0.previousSize)
        },
        Tampering("previous size of a head") {
            ["UPDATE journal_head SET previous_size = 0 WHERE size = \($0.previousSize)"]
        } finds: {
            .headChanged(size: $0.previousSize)
        },
        Tampering("size of a head") {
            ["UPDATE journal_head SET size = size - 1 WHERE size = \($0.previousSize)"]
        } finds: {
            .headChanged(size: $0.previousSize - 1)
        },
        Tampering("signature of a head") {
            ["UPDATE journal_head SET signed = 'a.b.c' WHERE size = \($0.previousSize)"]
        } finds: {
            .headSignatureInvalid(size: $0.previousSize)
        },
        Tampering("token of another head") {
            [
                """
                UPDATE journal_head SET signed = (
                    SELECT newest.signed FROM journal_head AS newest WHERE newest.size = \($0.size)
                ) WHERE size = \($0.previousSize)
                """
            ]
        } finds: {
            .headChanged(size: $0.previousSize)
        },
        Tampering("head deleted") {
            ["DELETE FROM journal_head WHERE size = \($0.previousSize)"]
        } finds: {
            .headRemoved(size: $0.previousSize)
        },
        Tampering("newest head deleted") {
            ["DELETE FROM journal_head WHERE size = \($0.size)"]
        } finds: {
            .notInTree($0.young, index: $0.youngIndex)
        },
        Tampering("forged head") {
            [
                """
                INSERT INTO journal_head (log, size, previous_size, root, at, signed)
                VALUES (1, 9999, \($0.size), \(zeros), 1, 'a.b.c')
                """
            ]
        } finds: { _ in
            .headSignatureInvalid(size: 9999)
        },
        Tampering("tail deleted, newest head kept") {
            [
                """
                DELETE FROM journal_personal WHERE entry_id IN (
                    SELECT id FROM journal_entry WHERE leaf_index >= \($0.previousSize))
                """,
                "DELETE FROM journal_entry WHERE leaf_index >= \($0.previousSize)",
                "DELETE FROM journal_tile WHERE position >= \($0.previousSize / 32)",
            ]
        } finds: {
            .cutOff(
                firstMissing: $0.previousSize, count: $0.size - $0.previousSize,
                from: $0.previousAt, to: $0.newestAt)
        },
        Tampering("name of the log") { _ in
            ["UPDATE journal_log SET id = 'aaaaaaaaaaaaaaaaaaaaaaaaaa'"]
        } finds: { _ in
            .logChanged
        },
        Tampering("start of the log") { _ in
            ["UPDATE journal_log SET started_at = started_at + 1"]
        } finds: { _ in
            .logChanged
        },
        Tampering("end of a log before") { _ in
            ["UPDATE journal_log SET previous_id = id, previous_size = 5"]
        } finds: { _ in
            .logChanged
        },
    ]

    static let all = entries + personal + tree + heads
}
