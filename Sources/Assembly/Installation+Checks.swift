import Kernel
import Store
import UseCases

extension Installation {
    /// Brings the schema up to date and closes the store.
    static func migrate(_ configuration: Configuration) async throws {
        let store = try StoreLocation(url: configuration.databaseURL).open()
        defer { store.close() }
        try await store.migrate(Migration.all)
    }

    /// Reaches the store and looks for what would keep services closed.
    ///
    /// - Throws: what keeps the installation from serving.
    static func check(_ configuration: Configuration) async throws {
        let store = try StoreLocation(url: configuration.databaseURL).open()
        defer { store.close() }
        try await store.migrate(Migration.all)
        guard configuration.mode == .production else { return }
        let trust = try await store.read { try Trust.read(isSandbox: false, in: $0) }
        var missing: [Configuration.Problem] = []
        for kind in RegisterDraft.Kind.allCases
        where !trust.registers.contains(where: { $0.kind == kind }) {
            missing.append(
                Configuration.Problem(
                    setting: "register \(kind.rawValue)",
                    explanation: "none is connected; add it with qyzmet register add"))
        }
        if !missing.isEmpty { throw Configuration.Problems(all: missing) }
    }
}
