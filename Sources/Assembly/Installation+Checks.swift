import Journal
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
    static func check(_ configuration: Configuration, say: (String) -> Void) async throws {
        let store = try StoreLocation(url: configuration.databaseURL).open()
        defer { store.close() }
        try await store.migrate(Migration.all)
        try await Restore.checkFinished(store)
        // Opens the module, if there is one, and tries each key.
        _ = try KeyFiles(configuration)
        let found = try await store.read { try InstallationMode.read(in: $0) }
        var missing = [problem(found, configuration.mode)].compactMap(\.self)
        var pilots = PilotBook()
        do {
            pilots = try await PilotBook.open(
                configuration, firstDay: nil, store: store, at: Clock.machine.now(),
                records: false)
        } catch let problem as Configuration.Problem {
            missing.append(problem)
        }
        let plan = RetentionPlan(
            try platformConfiguration(
                configuration, port: configuration.port, sandbox: nil, pilots: pilots))
        try await sayWaitingAppeals(configuration, store, say: say)
        for (kind, count) in try await store.read({
            try plan.due(today: Clock.machine.today, in: $0)
        }) {
            say("kept too long, \(kind.rawValue) = \(count) entries")
        }
        let ledger = try await store.read { try LedgerCheck.faults(in: $0) }
        missing += ledger.map { fault in
            Configuration.Problem(setting: "voucher ledger", explanation: fault.explanation)
        }
        guard configuration.mode == .production else {
            if !missing.isEmpty { throw Configuration.Problems(all: missing) }
            return
        }
        missing += configuration.missingSettings
        let trust = try await store.read { try Trust.read(isSandbox: false, in: $0) }
        for kind in RegisterDraft.Kind.allCases
        where !trust.registers.contains(where: { $0.kind == kind }) {
            missing.append(
                Configuration.Problem(
                    setting: "register \(kind.rawValue)",
                    explanation: "none is connected; add it with qyzmet register add"))
        }
        if !missing.isEmpty { throw Configuration.Problems(all: missing) }
    }

    /// Says what waits for e-Otinish, and why (FV-30).
    private static func sayWaitingAppeals(
        _ configuration: Configuration, _ store: any Store, say: (String) -> Void
    ) async throws {
        let health = try await store.read { try AppealHealth.read(in: $0) }
        if configuration.mode == .production, configuration.eOtinishURL == nil {
            say("eOtinish.url is not set: complaints wait, \(health.waiting) now (FV-30)")
        }
        if health.stuck > 0 {
            say(
                "e-Otinish did not take \(health.stuck) complaints: qyzmet vouchers appeals "
                    + "lists them (FV-30)")
        }
    }

    /// Keeps the synthetic world and the real one apart: takes the store for this mode.
    ///
    /// - Throws: the problem, when the store belongs to the other mode.
    static func claim(_ store: any Store, for mode: PlatformConfiguration.Mode) async throws {
        try await Restore.checkFinished(store)
        let found = try await store.write { transaction in
            try InstallationMode.claim(mode, at: Clock.machine.now(), in: transaction)
        }
        if let problem = problem(found, mode) { throw problem }
    }

    /// The problem of a store that belongs to the other mode; nil when there is none.
    static func problem(
        _ found: PlatformConfiguration.Mode?, _ mode: PlatformConfiguration.Mode
    ) -> Configuration.Problem? {
        let explanation: String? =
            switch (mode, found) {
            case (.production, .sandbox):
                "holds a sandbox, whose keys everyone knows; production needs its own store"
            case (.sandbox, .production):
                "holds real data; the sandbox needs its own store (QYZMET_MODE is sandbox)"
            default: nil
            }
        return explanation.map {
            Configuration.Problem(setting: "QYZMET_DATABASE_URL", explanation: $0)
        }
    }
}

extension LedgerFault {
    /// What does not agree, for whoever runs the installation.
    fileprivate var explanation: String {
        switch kind {
        case .balance: "the balance of voucher \(name) is not what its steps say"
        case .held: "what voucher \(name) has reserved is not what the open reservations say"
        case .receipts: "what voucher \(name) paid is not what the shops' receipts say"
        case .receipt: "the sums of receipt \(name) do not agree with its lines, parts or returns"
        case .journal: "a step of voucher \(name) is not what its journal entry says"
        case .hour: "the sums of the hour \(name) are not what its rows say"
        }
    }
}
