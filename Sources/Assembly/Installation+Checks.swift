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
        try await checkKind(of: store, for: configuration.mode)
        guard configuration.mode == .production else { return }
        let trust = try await store.read { try Trust.read(isSandbox: false, in: $0) }
        var missing = configuration.missingSettings
        for kind in RegisterDraft.Kind.allCases
        where !trust.registers.contains(where: { $0.kind == kind }) {
            missing.append(
                Configuration.Problem(
                    setting: "register \(kind.rawValue)",
                    explanation: "none is connected; add it with qyzmet register add"))
        }
        if !missing.isEmpty { throw Configuration.Problems(all: missing) }
    }

    /// Keeps the synthetic world and the real one apart: a store belongs to one of them for good.
    ///
    /// A sandbox's store lists systems whose private keys everyone knows; a real one must not get
    /// synthetic people beside the real.
    /// - Throws: the problem, when the store belongs to the other mode.
    static func checkKind(of store: any Store, for mode: PlatformConfiguration.Mode) async throws {
        let (isSandbox, isInUse) = try await store.read { transaction in
            (
                try transaction.firstRow("SELECT name FROM sandbox_setting LIMIT 1") != nil,
                try transaction.firstRow("SELECT id FROM journal_entry LIMIT 1") != nil
            )
        }
        let explanation: String? =
            switch mode {
            case .production where isSandbox: "holds a sandbox; production needs its own store"
            case .sandbox where isInUse && !isSandbox:
                "holds real data; the sandbox needs its own store"
            default: nil
            }
        guard let explanation else { return }
        throw Configuration.Problem(setting: "QYZMET_DATABASE_URL", explanation: explanation)
    }
}
