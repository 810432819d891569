import DigitalDocuments
import Foundation
import HTTPClient
import Journal
import Kernel
import Registers
import Signatures
import Store
import UseCases
import Web

/// The sandbox's running parts: registers, data owners' windows, systems, the clock.
package final class SandboxServices: Sendable {
    /// The movable clock.
    package let clock: SandboxClock
    /// The synthetic people.
    package let world: SyntheticWorld
    /// The ready-made systems.
    package let systems: [SandboxSystem]
    /// The registers, each with its own listener, store and key.
    package let registers: [RegisterService]
    /// The phones to which 1414 writes.
    package let phones: SandboxPhones
    /// Where the systems' notices arrive.
    package let noticeBoard: NoticeBoard
    /// e-Otinish; nil where another server of this sandbox runs it.
    package let appeals: AppealService?

    private let folder: String
    private let secret: String
    /// The certification authority; nil where another server of this sandbox runs it.
    package let nca: SandboxNCA?
    /// The likeness of NCALayer; nil where another server of this sandbox runs it.
    package let ncaLayer: SandboxNCALayer?

    /// Prepares the parts below a folder; nothing listens yet.
    ///
    /// - Parameters:
    ///   - store: the platform's own store, which holds the sandbox's settings.
    ///   - start: the sandbox's first moment; nil for the machine's.
    ///   - joins: whether another server of this sandbox runs the registers and the message worker.
    package init(
        folder: String, store: any Store, people: Int, start: Instant?, joins: Bool = false,
        machine: Clock, random: RandomSource
    ) async throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let clock = SandboxClock(machine: machine)
        try await clock.load(from: store, start: start)
        self.clock = clock
        self.folder = folder
        // The world is made as of the sandbox's first day, so that it is the same at every start.
        let firstDay = try await Self.setting(
            "firstDay", or: Day(at: clock.now()).description, store)
        let world = SyntheticWorld(today: Day(firstDay) ?? Day(at: clock.now()), people: people)
        self.world = world
        self.systems = try await SandboxSystems.load(from: store, at: clock.now())
        let secret = try await Self.setting("registerSecret", or: random.bytes(16).hex, store)
        self.secret = secret
        let nca =
            joins
            ? nil
            : try await SandboxNCA(folder: folder + "/nca", clock: clock.clock, random: random)
        self.nca = nca
        self.ncaLayer =
            if let nca {
                try await SandboxNCALayer(nca: nca, machine: machine, random: random)
            } else { nil }
        self.phones = try SandboxPhones(
            path: folder + "/inbox.db", clock: clock.clock, random: random)
        self.noticeBoard = try NoticeBoard(clock: clock.clock)
        self.appeals =
            joins
            ? nil
            : try AppealService(
                storePath: folder + "/e-otinish.db", secret: secret, clock: clock.clock)
        let ownKinds = joins ? [] : RegisterKind.allCases
        var registers: [RegisterService] = []
        for kind in ownKinds {
            var signer: DocumentSigner?
            if case .documents(let body) = kind, let nca {
                signer = try await DocumentSigner.make(
                    for: body, nca: nca, keyFile: "\(folder)/\(kind.name).pem")
            }
            registers.append(
                try RegisterService(
                    kind, world: world, storePath: "\(folder)/\(kind.name).db", secret: secret,
                    clock: clock.clock, signer: signer))
        }
        self.registers = registers
    }

    /// Starts the registers and tells the platform where they are, as an administrator would.
    package func start(platformStore store: any Store, journal: Journal) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for register in registers { group.addTask { try await register.start() } }
            group.addTask { [phones] in try await phones.start() }
            group.addTask { [appeals] in try await appeals?.start() }
            try await group.waitForAll()
        }
        let now = clock.now()
        let drafts = registers.map { register in
            RegisterDraft(
                id: register.kind.name, kind: register.kind.draftKind, url: register.url,
                secret: secret, documentTypes: register.kind.documentTypes)
        }
        let systems = systems
        try await trust(store, journal)
        try noticeBoard.start()
        let noticeURL = noticeBoard.url
        try await store.write { transaction in
            let isFirst = try transaction.firstRow("SELECT id FROM client LIMIT 1") == nil
            for draft in drafts {
                // Ports are taken anew at each start.
                try transaction.execute("DELETE FROM register WHERE id = \(draft.id)")
                try AdministrativeChange.addRegister(draft).apply(
                    by: ["sandbox"], at: now, isSandbox: true, journal: journal, in: transaction)
            }
            // A store of a version before may lack some of them.
            for system in systems {
                let known = try transaction.firstRow(
                    "SELECT id FROM client WHERE id = \(system.client.id)")
                guard known == nil else { continue }
                try AdministrativeChange.addClient(system.client).apply(
                    by: ["sandbox"], at: now, isSandbox: true, journal: journal, in: transaction)
            }
            for system in systems where ["initiator", "owner"].contains(system.kind) {
                try AdministrativeChange.setCallback(
                    client: system.client.id, url: "\(noticeURL)/\(system.client.id)"
                ).apply(
                    by: ["sandbox"], at: now, isSandbox: true, journal: journal, in: transaction)
            }
            guard isFirst else { return }
            for body in IssuingBody.allCases {
                for type in body.documentTypes {
                    try AdministrativeChange.addIssuer(
                        bin: body.entity.bin, documentType: type, root: nil
                    ).apply(
                        by: ["sandbox"], at: now, isSandbox: true, journal: journal,
                        in: transaction)
                }
            }
        }
    }

    /// Believes the authorities of the sandbox's own people, and names its officials.
    private func trust(_ store: any Store, _ journal: Journal) async throws {
        guard let nca else { return }
        let now = clock.now()
        _ = try await Self.apply(
            Self.trusting(nca.roots + nca.authorities), at: now, store, journal)
        nca.whenMade { [clock] certificates in
            let isNew = try await Self.apply(
                Self.trusting(certificates), at: clock.now(), store, journal)
            // Servers that run follow it within a second: with the first certificate that is given
            // out its holder can sign in at once.
            if isNew { try await Task.sleep(for: .seconds(1)) }
        }
        _ = try await Self.apply(
            world.officials.map { official in
                (
                    official.person.iin.digits, .officials,
                    .addOfficial(
                        OfficialDraft(
                            iin: official.person.iin, name: official.person.name.full,
                            body: official.body.bin, role: official.role.rawValue))
                )
            }, at: now, store, journal)
    }

    private typealias Change = (key: String, table: Table, change: AdministrativeChange)

    private static func trusting(_ authorities: [Certificate]) -> [Change] {
        authorities.map { ($0.fingerprint.hex, .roots, .addRoot($0)) }
    }

    /// Makes those changes that were not made before.
    ///
    /// - Returns: whether there were any.
    private static func apply(
        _ changes: [Change], at now: Instant, _ store: any Store, _ journal: Journal
    ) async throws -> Bool {
        try await store.write { transaction in
            var isChanged = false
            for (key, table, change) in changes {
                let known =
                    switch table {
                    case .roots:
                        try transaction.firstRow(
                            "SELECT fingerprint FROM trusted_root WHERE fingerprint = \(key)")
                    case .officials:
                        try transaction.firstRow("SELECT iin FROM official WHERE iin = \(key)")
                    }
                guard known == nil else { continue }
                try change.apply(
                    by: ["sandbox"], at: now, isSandbox: true, journal: journal, in: transaction)
                isChanged = true
            }
            return isChanged
        }
    }

    private enum Table: Sendable { case roots, officials }

    /// Opens a window for each data owner; it calls the platform, so the platform must listen.
    package func openWindows(
        platformURL: String, http: HTTPClient, machine: Clock, random: RandomSource
    ) throws -> [String: DisclosureService] {
        var windows: [String: DisclosureService] = [:]
        for body in IssuingBody.allCases {
            let id = SandboxSystems.owner(of: body)
            guard let system = systems.first(where: { $0.client.id == id }),
                let register = registers.first(where: { $0.kind == .documents(body) })
            else { continue }
            let documents = DocumentRegister(
                client: http,
                connection: RegisterConnection(url: register.url, secret: secret, rules: .sandbox),
                documentTypes: body.documentTypes)
            let window = try DisclosureService(
                system: SystemClient(
                    id: id, key: system.key, platform: platformURL, http: http, machine: machine,
                    random: random), documents: documents, rules: .sandbox)
            try window.start()
            windows[id] = window
        }
        return windows
    }

    /// The way to e-Otinish; nil where another server of this sandbox goes it.
    package func appealSystem(http: HTTPClient) -> AppealSystem? {
        appeals.map { service in
            AppealSystem(
                client: http,
                connection: RegisterConnection(url: service.url, secret: secret, rules: .sandbox))
        }
    }

    /// The desk from which the bank asks people and presents tokens.
    ///
    /// - Parameters:
    ///   - windows: where each data owner hands data over, by client name.
    ///   - roots: the certification authorities that the bank believes.
    package func openBank(
        platformURL: String, roots: [Certificate], windows: [String: String], http: HTTPClient,
        machine: Clock,
        random: RandomSource
    ) throws -> BankDesk {
        guard let bank = systems.first(where: { $0.client.id == SandboxSystems.bank }) else {
            throw BankDesk.NoBank()
        }
        return BankDesk(
            system: SystemClient(
                id: bank.client.id, key: bank.key, platform: platformURL, http: http,
                machine: machine, random: random), windows: windows, http: http,
            verifier: try CMSVerifier(trustedRoots: roots), clock: clock.clock)
    }

    /// The till of the shop in Akkol, with what the pilot's list lets it sell.
    package func openTill(
        platformURL: String, vouchers: SandboxVouchers, http: HTTPClient, machine: Clock,
        random: RandomSource
    ) throws -> TillDesk {
        guard let till = systems.first(where: { $0.client.id == SandboxSystems.tills[0] }) else {
            throw BankDesk.NoBank()
        }
        return TillDesk(
            system: SystemClient(
                id: till.client.id, key: till.key, platform: platformURL, http: http,
                machine: machine, random: random), offers: vouchers.offers, random: random)
    }

    /// The phone that signs with the sandbox's keys; nil where another server runs the authority.
    package func makeSigningPhone(http: HTTPClient) -> SigningPhone? {
        nca.map { SigningPhone(nca: $0, http: http) }
    }

    /// Stops the registers.
    package func stop() async {
        for register in registers { await register.stop() }
        await noticeBoard.stop()
        await appeals?.stop()
        ncaLayer?.stop()
        await nca?.stop()
        phones.stop()
    }

    /// The sandbox's first day, from which its own pilot counts; nil before it ever ran.
    package static func firstDay(in store: any Store) async throws -> Day? {
        try await store.read { transaction in
            try transaction.firstRow(
                "SELECT value FROM sandbox_setting WHERE name = 'firstDay'"
            )?.text(0)
        }.flatMap { Day($0) }
    }

    private static func setting(
        _ name: String, or value: String, _ store: any Store
    ) async throws -> String {
        try await store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO sandbox_setting (name, value) VALUES (\(name), \(value))
                ON CONFLICT (name) DO NOTHING
                """)
            return try transaction.firstRow(
                "SELECT value FROM sandbox_setting WHERE name = \(name)")?.text(0) ?? value
        }
    }
}

extension RegisterKind {
    var draftKind: RegisterDraft.Kind {
        switch self {
        case .persons: .persons
        case .phones: .phones
        case .organisations: .organisations
        case .documents: .documents
        }
    }

    var documentTypes: Set<DocumentType> {
        guard case .documents(let body) = self else { return [] }
        return body.documentTypes
    }
}
