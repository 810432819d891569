import AccessControl
import FoodVouchers
import Foundation
import HTTPClient
import HTTPServer
import Journal
import Kernel
import Messages
import Regulations
import Sandbox
import Signatures
import Store
import UseCases
import Web

/// A whole running installation: store, registers, services, HTTP.
///
/// The only place where live parts are put together; `qyzmet serve` and the tests start it alike.
package final class Installation: Sendable {
    /// What it works with.
    package let platform: Platform
    /// The sandbox's parts; nil in production, where none of them is made.
    package let sandbox: SandboxServices?
    /// Counts for `/metrics`.
    package let metrics: Metrics

    private let server: HTTPServer
    private let http: HTTPClient
    private let windows: [String: DisclosureService]
    private let services: [Task<Void, Never>]

    private init(
        platform: Platform, sandbox: SandboxServices?, metrics: Metrics, server: HTTPServer,
        http: HTTPClient, windows: [String: DisclosureService], services: [Task<Void, Never>]
    ) {
        self.platform = platform
        self.sandbox = sandbox
        self.metrics = metrics
        self.server = server
        self.http = http
        self.windows = windows
        self.services = services
    }

    /// The port on which it listens.
    package var port: UInt16 { server.port }

    /// Starts everything; returns when requests are served.
    package static func start(_ configuration: Configuration, log: Log) async throws -> Installation
    {
        try ActivityLibrary.check()
        let machine = Clock.machine
        let random = RandomSource.system
        try FileManager.default.createDirectory(
            atPath: configuration.dataFolder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let store = try StoreLocation(url: configuration.databaseURL).open()
        try await store.migrate(Migration.all)
        try await claim(store, for: configuration.mode)
        let files = try KeyFiles(configuration)
        let keys = KeyRing(
            try files.ring(clock: machine), retired: try files.retired(), clock: machine)
        let journal = Journal(random: random)

        let sandbox = try await startSandbox(
            configuration, store: store, journal: journal, machine: machine, random: random)
        let clock = sandbox?.clock.clock ?? machine
        let pilots = try await PilotBook.open(
            configuration, firstDay: sandbox?.world.today, store: store, at: clock.now(),
            records: !configuration.joinsSandbox)
        let hosts = AllowedHosts()
        let watch = TrustWatch(configuration, hosts: hosts, stampURL: sandbox?.nca?.stampURL)
        let http = watch.http
        let trust = try await watch.read(store)

        // The port is known only once the server listens; the router is put in then.
        let slot = RouterSlot()
        let server = try HTTPServer(
            address: configuration.host, port: configuration.port, limits: limits(configuration),
            onRefusal: { slot.answer($0) }, handler: { await slot.answer($0) })
        try server.start()
        let platform = Platform(
            configuration: try platformConfiguration(
                configuration, port: server.port, sandbox: sandbox, pilots: pilots),
            store: store, clock: clock, machineClock: machine, random: random,
            secrets: try files.rootSecret(random: random), keys: keys,
            directory: RegisterDirectory(try watch.registers(trust)),
            signatures: SignatureDirectory(watch.signatures(trust)),
            gatewaySecret: configuration.gatewaySecret)
        log.unfit(try await platform.takeDecisions())
        let vouchers = sandbox.map { SandboxVouchers(platform: platform, world: $0.world) }
        if !configuration.joinsSandbox {
            try await vouchers?.prepare()
            if let sandbox {
                try await SandboxPark(platform: platform, world: sandbox.world).prepare()
                try await SandboxExamination(platform: platform).prepare()
            }
        }
        let windows =
            try sandbox?.openWindows(
                platformURL: "http://\(configuration.host):\(server.port)", http: http,
                machine: machine, random: random) ?? [:]
        let bank = try sandbox?.openBank(
            platformURL: "http://\(configuration.host):\(server.port)", roots: trust.roots,
            windows: windows.mapValues(\.url), http: http, machine: machine, random: random)
        let till = try vouchers.flatMap { vouchers in
            try sandbox?.openTill(
                platformURL: "http://\(configuration.host):\(server.port)", vouchers: vouchers,
                http: http, machine: machine, random: random)
        }
        let phone = sandbox?.makeSigningPhone(http: http)
        let metrics = Metrics()
        let router = try Router(
            endpoints(
                sandbox: sandbox, windows: windows, bank: bank, till: till, phone: phone,
                metrics: metrics),
            platform: platform
        ) { observation in
            metrics.observe(observation)
            log.observe(observation)
        }
        slot.install(router)
        let services = BackgroundServices(
            platform: platform, sandbox: sandbox,
            vouchers: configuration.joinsSandbox ? nil : vouchers,
            messages: configuration.joinsSandbox
                ? nil : kannel(configuration, port: server.port, http) ?? sandbox?.phones.port,
            callbacks: CallbackPort.make(
                client: http,
                address: { client in
                    let url = try await platform.callbackURL(of: client)
                    hosts.allow(url)
                    return url
                }, sign: { try platform.signedNotice($0) }),
            appeals: configuration.joinsSandbox
                ? nil : eOtinish(configuration, http) ?? sandbox?.appealSystem(http: http),
            headsPath: configuration.headsFile, keyFiles: files, trust: trust, watch: watch,
            log: log
        ).start()
        return Installation(
            platform: platform, sandbox: sandbox, metrics: metrics, server: server, http: http,
            windows: windows, services: services)
    }

    /// Stops taking work, finishes what is in hand, closes the store.
    package func stop() async {
        await server.stop(graceMilliseconds: 5000)
        // Messages in hand are finished first: a hand-over that breaks off is made again.
        platform.messageSignal.close()
        platform.callbackSignal.close()
        try? await Task.sleep(for: .milliseconds(200))
        for service in services { service.cancel() }
        for service in services { await service.value }
        for window in windows.values { await window.stop() }
        await sandbox?.stop()
        platform.store.close()
    }
}

// MARK: - Parts

extension Installation {
    private static func startSandbox(
        _ configuration: Configuration, store: any Store, journal: Journal, machine: Clock,
        random: RandomSource
    ) async throws -> SandboxServices? {
        guard configuration.mode == .sandbox else { return nil }
        let sandbox = try await SandboxServices(
            folder: configuration.dataFolder + "/sandbox", store: store,
            people: configuration.sandboxPeople, start: configuration.sandboxStart,
            joins: configuration.joinsSandbox, machine: machine, random: random)
        if !configuration.joinsSandbox {
            try await sandbox.start(platformStore: store, journal: journal)
        }
        return sandbox
    }

    /// The way to the operator's network; nil where none is configured.
    ///
    /// A sandbox with a gateway sends through it: its own phones then get nothing.
    private static func kannel(
        _ configuration: Configuration, port: UInt16, _ http: HTTPClient
    ) -> MessagePort? {
        guard let url = configuration.kannelURL, let secret = configuration.gatewaySecret else {
            return nil
        }
        return KannelPort.make(
            KannelConfiguration(
                sendURL: url, username: configuration.kannelUser,
                password: configuration.kannelPassword,
                reportURL: "http://\(configuration.host):\(port)/gateway/sms/report",
                gatewaySecret: secret), client: http)
    }

    private static func endpoints(
        sandbox: SandboxServices?, windows: [String: DisclosureService], bank: BankDesk?,
        till: TillDesk?, phone: SigningPhone?, metrics: Metrics
    ) -> [Endpoint] {
        var all = Endpoint.api + Endpoint.pages + [metrics.endpoint]
        if let sandbox, let bank, let till {
            all +=
                SandboxControls(
                    clock: sandbox.clock, systems: sandbox.systems,
                    disclosureURLs: windows.mapValues(\.url), world: sandbox.world,
                    registers: sandbox.registers, phones: sandbox.phones,
                    appeals: sandbox.appeals, noticeBoard: sandbox.noticeBoard, bank: bank,
                    till: till, signingPhone: phone, nca: sandbox.nca, ncaLayer: sandbox.ncaLayer
                ).endpoints
        }
        return all + [.openAPI(describing: all)]
    }

    static func platformConfiguration(
        _ configuration: Configuration, port: UInt16, sandbox: SandboxServices?,
        pilots: PilotBook
    ) throws -> PlatformConfiguration {
        guard let purposes = Purpose.list(file: Regulations.purposes) else {
            throw Configuration.Problem(
                setting: "access-control/purposes.json", explanation: "cannot be read")
        }
        do throws(CaseworkLibrary.Fault) {
            try CaseworkLibrary.check()
        } catch {
            throw Configuration.Problems(
                all: error.places.map {
                    Configuration.Problem(setting: "Regulations", explanation: $0)
                })
        }
        let offered = try? configuration.settings[OpenPoints.purposes]
        let address = "http://\(configuration.host):\(port)"
        let publicURL = configuration.publicURL ?? address
        var hosts: Set = ["\(configuration.host):\(port)"]
        if let host = publicURL.split(separator: "/").last { hosts.insert(String(host)) }
        if configuration.mode == .sandbox {
            hosts.formUnion(["localhost:\(port)", "127.0.0.1:\(port)"])
        }
        var platform = PlatformConfiguration(
            mode: configuration.mode, publicURL: publicURL, hosts: hosts,
            purposes: offered?.purposes(shipped: purposes) ?? [],
            settings: configuration.settings)
        platform.trustedProxies = configuration.trustedProxies
        platform.isEOtinishConnected =
            configuration.mode == .sandbox || configuration.eOtinishURL != nil
        (platform.pilots, platform.pilotVersions) = (pilots.pilots, pilots.versions)
        platform.signingOrganisation = configuration.signingOrganisation
        if sandbox != nil, platform.signingOrganisation == nil {
            let body = LegalEntities.egovOperator
            platform.signingOrganisation = SigningOrganisation(name: body.name, bin: body.bin)
        }
        if let layer = sandbox?.ncaLayer {
            platform.ncaLayerAddress = layer.address
            platform.ncaLayerWindow = "/sandbox/ncalayer"
        }
        if configuration.mode == .sandbox {
            // A developer's load test is welcome on the developer's own machine.
            platform.personLimit = RequestLimit(perSecond: 1_000_000, burst: 1_000_000)
            platform.systemLimit = RequestLimit(perSecond: 1_000_000, burst: 1_000_000)
            platform.addressLimit = RequestLimit(perSecond: 1_000_000, burst: 1_000_000)
        }
        return platform
    }

    private static func limits(_ configuration: Configuration) -> HTTPServerLimits {
        var limits = HTTPServerLimits()
        limits.exemptAddresses = configuration.trustedProxies
        limits.bodyBytesMax = { _, path in
            switch path {
            // A picture that is too large is refused at its field, so it has to come in first.
            case "/verify/picture", "/sandbox/till/picture": Endpoint.pictureBodyBytesMax
            case "/verify/frame", "/sandbox/till/frame": 4_400_000
            case "/signature-check": Endpoint.signatureCheckBytesMax
            case "/sandbox/nca/signatures": 1_500_000
            case _ where path.hasPrefix("/ncanode/"): Endpoint.ncaNodeBodyBytesMax
            case _ where path.hasPrefix("/sign-in/eds/") || path.hasPrefix("/auth/eds/"):
                Endpoint.edsSignatureBytesMax * 2
            case _ where path.hasPrefix("/mobile-sign/"): Endpoint.mobileSigningBodyBytesMax
            case "/api/vouchers/lists": Endpoint.voucherListBytesMax
            case "/api/test-banks", "/test-banks": Endpoint.testBankBodyBytesMax
            case _ where path.hasPrefix("/api/applications/") || path.hasPrefix("/cases/"):
                path.contains("/documents")
                    ? Endpoint.caseFileBodyBytesMax : Endpoint.edsSignatureBytesMax * 2
            case "/api/amendment-checks", "/law-office/check": Endpoint.packageBodyBytesMax
            case "/api/signing", "/signing": Endpoint.signingBodyBytesMax
            case _ where path.hasPrefix("/api/tasks/") || path.hasPrefix("/tasks/"):
                Endpoint.edsSignatureBytesMax * 2
            default: 65_536
            }
        }
        return limits
    }
}
