import AccessControl
import DigitalDocuments
import Foundation
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// What serves a moment is forgotten when the moment is over (`docs/retention.md`).
@Suite(.timeLimit(.minutes(3)))
struct ShortLivedTests {
    private func count(_ sql: SQL, _ test: TestPlatform) async throws -> Int64 {
        try await test.store.read { try $0.firstRow(sql)?.integer(0) ?? 0 }
    }

    private func signIn(_ test: TestPlatform) async throws {
        let attempt = try await test.platform.startSignIn(iin: TestPeople.holder, language: .kk)
        let password = try #require(
            try await test.messages(to: TestPeople.holderPhone).last?.password)
        _ = try await test.platform.finishSignIn(
            attempt: attempt.id, code: password, device: "test")
    }

    @Test(.clause("DD-2.2a"), arguments: Engine.allCases)
    func `a password's digest goes with the password, the attempt with its day`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let digests: SQL = "SELECT COUNT(*) FROM sign_in_attempt WHERE code_hash IS NOT NULL"
            let attempts: SQL = "SELECT COUNT(*) FROM sign_in_attempt"
            try await signIn(test)
            test.clock.advance(seconds: 1)
            let open = try await test.platform.startSignIn(iin: TestPeople.holder, language: .kk)
            test.clock.now = open.expiresAt.adding(milliseconds: -1)
            try await test.platform.forgetOldRows()
            #expect(try await count(digests, test) == 1)
            test.clock.now = open.expiresAt
            try await test.platform.forgetOldRows()
            #expect(try await count(digests, test) == 0)
            #expect(
                try await refusal {
                    try await test.platform.finishSignIn(
                        attempt: open.id, code: "123456", device: "test")
                } == .oneTimePasswordExpired)
            // The session still names its attempt.
            test.clock.now = TestPeople.start.adding(seconds: 86_400 + 2)
            try await test.platform.forgetOldRows()
            #expect(try await count(attempts, test) == 1)
            test.clock.advance(seconds: 8 * 3600)
            try await test.platform.forgetOldRows()
            #expect(try await count(attempts, test) == 0)
            #expect(try await count("SELECT COUNT(*) FROM session", test) == 0)
            #expect(try await test.entries().contains(.signedIn))
        }
    }

    @Test(.clause("DD-20b"), arguments: Engine.allCases)
    func `a document request keeps no password's digest past its minutes`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let shop = try await test.system(.shop)
            let asked = try await test.platform.requestDocument(
                phone: TestPeople.holderPhone, documentType: .identityCard, purpose: .view,
                by: shop, once: .unkeyed)
            let sent = try #require(try await test.messages(to: TestPeople.holderPhone).last)
            test.clock.advance(seconds: 300)
            try await test.platform.forgetOldRows()
            #expect(
                try await count(
                    "SELECT COUNT(*) FROM document_request WHERE code_hash IS NOT NULL", test) == 0)
            #expect(
                try await refusal {
                    try await test.platform.consent(
                        to: asked.id, password: sent.password, presentedBy: shop, once: .unkeyed)
                } == .oneTimePasswordExpired)
            // The answer by SMS goes on working.
            #expect(try await test.reply(sent.grant) == .documentConsented)
        }
    }

    @Test(.clause("KDP-7.1a"), arguments: Engine.allCases)
    func `the code of an answer goes with the day in which no other request gets it`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let codes: SQL = """
                SELECT (SELECT COUNT(*) FROM access_request WHERE sms_code IS NOT NULL)
                    + (SELECT COUNT(*) FROM document_request WHERE sms_code IS NOT NULL)
                """
            let asked = try await test.ask()
            let question = try await test.question(about: asked)
            _ = try await test.platform.requestDocument(
                phone: TestPeople.holderPhone, documentType: .identityCard, purpose: .view,
                by: try await test.system(.shop), once: .unkeyed)
            test.clock.now = asked.answerBy.adding(seconds: 86_399)
            _ = try await test.platform.recordExpiredRequests()
            try await test.platform.forgetOldRows()
            #expect(try await count(codes, test) == 2)
            test.clock.advance(seconds: 1)
            try await test.platform.forgetOldRows()
            #expect(try await count(codes, test) == 0)
            #expect(try await test.reply(question.grant) == .noSuchRequest)
            #expect(try await test.state(of: asked).status == .expired)
        }
    }

    @Test(.clause("DD-15a"), arguments: Engine.allCases)
    func `an ended code is explained for a day and then unknown, with nothing of it left`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share()
            let before = try await codes(test)
            test.clock.now = share.share.expiresAt.adding(seconds: 86_399)
            try await test.platform.forgetOldRows()
            #expect(try await codes(test) == before)
            for code in [share.scanned, share.typed] {
                #expect(try await test.openingRefusal(code) == .codeExpired)
            }
            test.clock.advance(seconds: 1)
            // Whether the round has come or not.
            for _ in 0..<2 {
                for code in [share.scanned, share.typed] {
                    #expect(
                        try await test.openingRefusal(code, by: TestPeople.stranger)
                            == .codeUnknown)
                }
                try await test.platform.forgetOldRows()
            }
            let after = try await codes(test)
            #expect(after.digest != before.digest && after.sealed == 1)
            #expect(try await count("SELECT COUNT(*) FROM short_code", test) == 0)
            let own = try await test.platform.share(
                share.share.id, of: test.person(TestPeople.holder))
            #expect(own.codes == nil && own.state(at: test.clock.now) == .expired)
        }
    }

    private struct Codes: Equatable {
        let digest: [UInt8]
        let sealed: Int64
    }

    private func codes(_ test: TestPlatform) async throws -> Codes {
        let row = try await test.store.read {
            try $0.firstRow("SELECT qr_hash, length(sealed_codes) FROM share")
        }
        let found = try #require(row)
        return Codes(digest: try found.bytes(0), sealed: try found.integer(1))
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `a system's assertion is remembered for as long as it could be believed`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let ends = test.clock.now.adding(seconds: 60)
            try await test.store.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO client_assertion (client_id, jti, expires_at)
                    VALUES ('bank', 'j', \(ends))
                    """)
            }
            let rows: SQL = "SELECT COUNT(*) FROM client_assertion"
            // The verifier lets a clock be 30 seconds off.
            test.clock.now = ends.adding(seconds: 30)
            try await test.platform.forgetOldRows()
            #expect(try await count(rows, test) == 1)
            test.clock.advance(seconds: 1)
            try await test.platform.forgetOldRows()
            #expect(try await count(rows, test) == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `no backup holds what serves a moment`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await signIn(test)
            _ = try await test.share()
            _ = try await test.token()
            _ = try await test.platform.startEDSSignIn()
            let keys = test.platform.keys
            let sign: SignHead = { payload, type in try keys.sign(payload: payload, type: type) }
            try await JournalSequencer(
                store: test.store, clock: test.clock.clock, random: .system, heads: nil,
                sign: sign
            ).sequence()
            let folder = NSTemporaryDirectory() + "qyzmet-short-" + UUID().uuidString
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let key = BackupKey.key(SecretKey(random: .system))
            _ = try await Backup(
                store: test.store, journal: test.platform.journal, clock: test.clock.clock,
                random: .system
            ).write(to: folder + "/backup", key: key)
            let target = try SQLiteStore(path: folder + "/restored.db")
            defer { target.close() }
            // Nothing is left out here: it is the file that has nothing of it.
            _ = try await Restore(
                store: target, migrations: Migration.all, clock: test.clock.clock,
                random: .system
            ) { _ in
                Restore.Keys(sign: sign, keySet: keys.verificationKeys)
            }.run(from: folder + "/backup", key: key, headsFile: nil, withoutHeads: true)
            let (before, after) = (try await rows(test.store), try await rows(target))
            for table in Platform.shortLivedTables {
                #expect(after[table] == 0, "\(table)")
            }
            for table in ["session", "sign_in_attempt", "short_code", "outbox", "eds_challenge"] {
                #expect(before[table] ?? 0 > 0, "\(table)")
            }
            #expect(after["consent"] == 1 && after["share"] == 1)
        }
    }

    private func rows(_ store: any Store) async throws -> [String: Int] {
        try await store.snapshot { snapshot in
            var counts: [String: Int] = [:]
            for table in try snapshot.tableNames() {
                var count = 0
                try snapshot.dump(table) { _ in count += 1 }
                counts[table] = count
            }
            return counts
        }
    }
}
