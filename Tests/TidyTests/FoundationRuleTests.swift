import Kernel
import QyzmetTesting
import Testing

/// Rules of the foundation that the sources themselves show.
struct FoundationRuleTests {
    /// The platform verifies documents; bodies sign them, in the sandbox's registers (rule 10).
    @Test func `no document is signed outside the sandbox`() throws {
        var callers: Set<String> = []
        for path in try SourceTree.files(in: "Sources", ending: ".swift") {
            let text = try SourceTree.text(path)
            let lines = text.split(separator: "\n").filter { line in
                line.contains("signDetached(") && !line.contains("func signDetached(")
            }
            if !lines.isEmpty { callers.insert(path) }
        }
        let signers = callers.filter { $0.hasPrefix("Sources/Sandbox/") }
        #expect(!signers.isEmpty, "the name is still the one that signs")
        let helpers = callers.filter { $0.hasPrefix("Sources/PlatformTesting/") }
        #expect(callers == signers.union(helpers), "\(callers.subtracting(signers))")
    }

    /// What two neighbouring versions share: an old server runs on while the new schema stands.
    @Test func `every migration after the ninth only adds`() throws {
        var checked = 0
        for path in try SourceTree.files(in: "Sources/UseCases/Schema", ending: ".swift") {
            let digits = path.filter(\.isNumber)
            guard let number = Int(digits), number > 9 else { continue }
            checked += 1
            let statements = try sql(of: path).split(separator: ";").map { statement in
                statement.split { $0.isWhitespace }.joined(separator: " ")
            }
            let remade = Self.remadeTables(statements)
            let own = Set(statements.compactMap(Self.createdTable)).union(remade)
            let putInPlace = Set(remade.flatMap(Self.exchange))
            for statement in statements
            where !statement.isEmpty && !putInPlace.contains(statement) {
                #expect(faults(of: statement, own).isEmpty, "\(path): \(statement.prefix(80))")
            }
        }
        #expect(checked >= 5)
    }

    @Test(arguments: [
        "DROP TABLE x", "ALTER TABLE x RENAME COLUMN a TO b", "ALTER TABLE x DROP COLUMN a",
        "ALTER TABLE x ADD COLUMN a BIGINT NOT NULL", "UPDATE x SET a = 1", "DELETE FROM x",
        "CREATE UNIQUE INDEX i ON x (a)",
    ])
    func `what does more than add is seen`(_ statement: String) {
        #expect(!faults(of: statement).isEmpty)
    }

    @Test(arguments: [
        "CREATE TABLE x (a BIGINT)", "CREATE INDEX i ON x (a)",
        "ALTER TABLE x ADD COLUMN a BIGINT", "ALTER TABLE x ADD COLUMN a BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE x ADD COLUMN a BIGINT CHECK (a IS NULL OR b IS NOT NULL)",
        "INSERT INTO x (a) SELECT b FROM y",
    ])
    func `what only adds is let through`(_ statement: String) {
        #expect(faults(of: statement).isEmpty)
    }

    /// Why an old server could not go on with the statement; a unique index on an old table would
    /// refuse what it writes, one on a table of the same migration cannot.
    private func faults(of statement: String, _ own: Set<String> = []) -> [String] {
        var faults: [String] = []
        let beginnings = ["CREATE TABLE ", "CREATE INDEX ", "CREATE UNIQUE INDEX ", "INSERT INTO "]
        let isAddition = statement.hasPrefix("ALTER TABLE ") && statement.contains(" ADD COLUMN ")
        if !isAddition, !beginnings.contains(where: statement.hasPrefix) {
            faults.append("neither adds a table, an index, a column nor rows")
        }
        for word in [" DROP ", " RENAME ", "DROP TABLE"] where statement.contains(word) {
            faults.append(word)
        }
        if isAddition {
            let bare = statement.replacing("IS NOT NULL", with: "")
            if bare.contains(" NOT NULL"), !bare.contains(" DEFAULT ") {
                faults.append("a column that an old server would have to fill")
            }
        }
        let words = statement.split(separator: " ").map(String.init)
        if statement.hasPrefix("CREATE UNIQUE INDEX "),
            !own.contains(where: { words.contains($0) })
        {
            faults.append("unique on a table that an old server fills")
        }
        return faults
    }

    /// Tables that the migration makes anew with all their rows, under the same name: an old server
    /// reads and writes them as before, as long as what it leaves out may be left out.
    private static func remadeTables(_ statements: [String]) -> Set<String> {
        let names = statements.compactMap(createdTable).filter { $0.hasSuffix("_new") }
        return Set(
            names.map { String($0.dropLast("_new".count)) }.filter { name in
                exchange(name).allSatisfy(statements.contains)
                    && statements.contains {
                        $0.hasPrefix("INSERT INTO \(name)_new ") && $0.hasSuffix(" FROM \(name)")
                    }
            })
    }

    /// What puts the new table in the old one's place.
    private static func exchange(_ name: String) -> [String] {
        ["DROP TABLE \(name)", "ALTER TABLE \(name)_new RENAME TO \(name)"]
    }

    private static func createdTable(_ statement: String) -> String? {
        let words = statement.split(separator: " ")
        guard words.count > 2, words[0] == "CREATE", words[1] == "TABLE" else { return nil }
        return String(words[2])
    }

    /// The text between the three quotes of the migration.
    private func sql(of path: String) throws -> String {
        let parts = try SourceTree.text(path).split(separator: "\"\"\"")
        return parts.count > 1 ? String(parts[1]) : ""
    }
}
