import AccessControl
import DigitalDocuments
import Journal
import Kernel
import Signatures
import Store
import UseCases

/// A platform on a database without data, with registers, clock and systems that the test controls.
package final class TestPlatform: Sendable {
    /// The platform.
    package let platform: Platform
    /// The registers.
    package let registers: TestRegisters
    /// The certification authority of people.
    package let nca: TestNCA
    /// Our clock, which stands still until it is moved.
    package let clock: FakeClock
    /// The key that signs our tokens.
    package let key: SigningKey
    /// The key of every system.
    package let systemKey: SigningKey
    /// The store, for looking behind the platform.
    package let store: any Store
    private let database: TestDatabase
    private let secrets: Secrets
    private let keys: KeyRing
    private let directory: RegisterDirectory
    private let signatures: SignatureDirectory

    private init(_ engine: Engine) async throws {
        database = try await TestDatabase(engine)
        store = try database.open()
        clock = FakeClock(TestPeople.start)
        registers = try TestRegisters(clock: clock.clock)
        nca = try TestNCA(clock: clock.clock)
        signatures = SignatureDirectory(nca.ports)
        (key, systemKey) = (try .generateES256(), try .generateES256())
        secrets = Secrets(root: RandomSource.system.bytes(32))
        keys = KeyRing([.init(key: key, signsFrom: TestPeople.start)], clock: clock.clock)
        directory = RegisterDirectory(try registers.ports())
        platform = Self.platform(
            store, Self.configuration(), clock.clock, secrets, keys, directory, signatures)
    }

    /// Makes a platform with its systems, runs the body, closes.
    package static func run(
        on engine: Engine, _ body: (TestPlatform) async throws -> Void
    ) async throws {
        try await gate.inside {
            let test = try await TestPlatform(engine)
            defer { test.store.close() }
            try await test.addSystems()
            try await body(test)
        }
    }

    private static let gate = Gate(places: 8)

    /// A second node on the same database: with a store of its own where the engine allows it.
    ///
    /// - Parameters:
    ///   - purposes: what this node's file of purposes says; the same when nil.
    ///   - ring: the keys as this node has read them; the first node's own ring when nil.
    ///   - casework: the services that this node knows.
    ///   - activities: the rules on priority activities of this node's program.
    package func node(
        purposes: [Purpose]? = nil, ring: KeyRing? = nil, casework: CaseworkLibrary = .installed,
        activities: ActivityLibrary = .installed,
        change: (inout PlatformConfiguration) -> Void = { _ in }
    ) throws -> Node {
        var configuration = Self.configuration()
        if let purposes { configuration.purposes = purposes }
        change(&configuration)
        let own = database.engine == .postgres ? try database.open() : nil
        return Node(
            platform: Self.platform(
                own ?? store, configuration, clock.clock, secrets, ring ?? keys, directory,
                signatures, casework, activities),
            store: own)
    }

    /// A node of the installation; closes its own store when it goes.
    package final class Node: Sendable {
        /// The platform as this node sees it.
        package let platform: Platform
        private let store: (any Store)?

        init(platform: Platform, store: (any Store)?) {
            self.platform = platform
            self.store = store
        }

        deinit { store?.close() }
    }

    /// The purposes that tests ask for.
    package static func purpose(
        lifetime: Int64 = 3600, uses: Int64 = 3,
        dataSets: Set<String> = ["IdentityCard", "persons"]
    ) -> Purpose {
        Purpose(
            code: "identityCheck",
            name: LocalizedText(
                kk: "Жеке басын сәйкестендіру", ru: "Установление личности", en: "Identity check"),
            actions: [.collection, .processing], dataSets: dataSets, lifetimeSecondsMax: lifetime,
            usesMax: uses, requestsPerSubjectPerDayMax: 5)
    }

    private static func configuration() -> PlatformConfiguration {
        var configuration = PlatformConfiguration(
            mode: .sandbox, publicURL: "http://127.0.0.1:8080", hosts: ["127.0.0.1:8080"],
            purposes: [purpose()])
        configuration.pilots = TestPilots.all
        configuration.signingOrganisation = SigningOrganisation(
            name: LocalizedText(kk: "Орган", ru: "Орган", en: "Body"), bin: TestPeople.organisation)
        return configuration
    }

    private static func platform(
        _ store: any Store, _ configuration: PlatformConfiguration, _ clock: Clock,
        _ secrets: Secrets, _ keys: KeyRing, _ directory: RegisterDirectory,
        _ signatures: SignatureDirectory, _ casework: CaseworkLibrary = .installed,
        _ activities: ActivityLibrary = .installed
    ) -> Platform {
        Platform(
            configuration: configuration, store: store, clock: clock, machineClock: clock,
            random: .system, secrets: secrets, keys: keys, directory: directory,
            signatures: signatures, activities: activities, gatewaySecret: nil,
            casework: casework)
    }
}

// MARK: - Systems

extension TestPlatform {
    /// The names of the registered systems.
    package enum System: String, CaseIterable, Sendable {
        /// A bank that asks for data.
        case bank
        /// Another initiator.
        case insurer
        /// The owner of the population data.
        case owner
        /// Another owner with the same data set.
        case otherOwner = "other-owner"
        /// A user's system that was admitted.
        case shop
        /// A user's system without a decision.
        case newcomer
        /// The feed of social protection.
        case feed
        /// The provider of food vouchers.
        case provider
    }

    /// A system as the platform finds it.
    package func system(_ name: System) async throws -> ClientSystem {
        guard let found = try await platform.client(name.rawValue) else {
            throw Refusal(.invalidClient)
        }
        return found
    }

    /// Applies a change as two officials would have made it.
    package func apply(_ change: AdministrativeChange) async throws {
        let (journal, now) = (platform.journal, clock.now)
        try await store.write { transaction in
            try change.apply(
                by: ["first", "second"], at: now, isSandbox: true, journal: journal,
                in: transaction)
        }
        platform.clients.forget()
    }

    private func addSystems() async throws {
        for system in System.allCases { try await apply(.addClient(draft(of: system))) }
    }

    private func draft(of system: System) -> ClientDraft {
        let isOwner = system == .owner || system == .otherOwner
        let scopes: Set<Scope> =
            switch system {
            case .bank, .insurer: [.kdpRequest]
            case .owner, .otherOwner: [.kdpVerify]
            case .shop, .newcomer: [.documentsPresent]
            case .feed: [.vouchersList]
            case .provider: [.vouchersManage, .vouchersReport]
            }
        return ClientDraft(
            id: system.rawValue,
            name: LocalizedText(
                kk: "\(system) жүйесі", ru: "Система \(system)", en: "System \(system)"),
            bin: TestPeople.organisation, role: isOwner ? .owner : .user,
            operatorKind: isOwner ? .stateBody : .legalEntity, scopes: scopes,
            dataSets: isOwner ? ["IdentityCard", "persons", "families"] : [],
            keys: ["keys": [systemKey.publicKey.jwk]],
            decision: system == .newcomer ? nil : "Decision 1",
            integration: system == .newcomer ? nil : "Act 1",
            callbackURL: system == .bank || system == .owner
                ? "http://127.0.0.1:1/\(system.rawValue)" : nil)
    }
}
