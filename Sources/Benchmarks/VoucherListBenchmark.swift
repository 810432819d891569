import FoodVouchers
import Foundation
import HTTPClient
import Kernel
import Registers
import Sandbox
import Store
import UseCases

/// The list of a month from the feed to the queued SMS: loaded, looked up over HTTP in registers that
/// know everybody on it, and queued, with nothing else running on the store.
struct VoucherListBenchmark {
    private static let isLarge = ProcessInfo.processInfo.environment["QYZMET_SOAK"] == "1"
    private static let rows = isLarge ? 1_000_000 : 20_000
    /// People entered into a register in one transaction.
    private static let batch = 5_000

    /// The data folder of an installation that has stopped.
    let folder: String
    /// Its platform, whose settings and keys are used again.
    let old: Platform
    let pilot: Pilot
    let world: SyntheticWorld

    /// Measures and shows the figures.
    func run() async throws {
        let month = CalendarMonth(of: old.clock.today)
        // Noon of the day on which the requests go out.
        let now = pilot.opening(of: month).adding(seconds: 43_200)
        let registers = try await startRegisters()
        let rows = (1...Self.rows).map { row($0, month) }
        let bytes = Array(rows.joined(separator: "\n").utf8)
        let copies = ["recorded", "raw"].map { "\(folder)/list-\($0).db" }
        // What a million rows were recorded by would not fit into memory.
        let isCompared = !Self.isLarge
        if isCompared {
            for copy in copies {
                try FileManager.default.copyItem(atPath: folder + "/qyzmet.db", toPath: copy)
            }
        }
        let store = try StoreLocation(url: "sqlite:\(folder)/qyzmet.db").open()
        let (before, _) = try await count(store)
        let whole = try await measure(
            platform(on: store, registers, at: now), bytes, month, before: before)
        store.close()
        if isCompared {
            let recording = RecordingStore(try StoreLocation(url: "sqlite:\(copies[0])").open())
            let other = platform(on: recording, registers, at: now)
            _ = try await take(bytes, month, into: other)
            _ = try await other.findVoucherNumbers()
            try await other.runVoucherMonth()
            recording.close()
            try compare(whole, recording.transactions, on: copies[1])
        }
        for register in registers { await register.stop() }
    }

    /// Runs the same statements with the same values in raw SQLite.
    private func compare(
        _ whole: Double, _ transactions: [ArraySlice<RecordedStatement>], on path: String
    ) throws {
        let raw = try RawReplay(path: path)
        let start = ContinuousClock.now
        for transaction in transactions { try raw.commit(transaction) }
        let seconds = (ContinuousClock.now - start).inSeconds
        Figure(
            name: "the same statements of \(Self.rows) rows, raw and prepared", value: seconds,
            unit: "s", against: "loaded, looked up and queued", ratio: seconds / whole,
            store: "sqlite"
        ).show()
    }

    private func take(
        _ bytes: [UInt8], _ month: CalendarMonth, into platform: Platform
    ) async throws -> ListOutcome {
        guard let feed = try await platform.client(SandboxSystems.feed) else {
            throw Command.Fault(description: "the sandbox has no feed")
        }
        return try await platform.takeList(
            bytes, form: .ndjson, month: month, pilot: pilot.id, by: feed, once: .unkeyed)
    }

    /// - Returns: how long the whole took, in seconds.
    private func measure(
        _ platform: Platform, _ bytes: [UInt8], _ month: CalendarMonth, before: Int64
    ) async throws -> Double {
        let start = ContinuousClock.now
        let outcome = try await take(bytes, month, into: platform)
        let loaded = ContinuousClock.now
        guard outcome.listed == Int64(Self.rows) else {
            throw Command.Fault(description: "\(outcome.listed) of \(Self.rows) rows were listed")
        }
        let found = try await platform.findVoucherNumbers()
        let looked = ContinuousClock.now
        try await platform.runVoucherMonth()
        let queued = ContinuousClock.now
        let (messages, asked) = try await count(platform.store)
        guard found >= Self.rows, messages - before >= Int64(Self.rows), asked >= Int64(Self.rows)
        else {
            throw Command.Fault(
                description: "\(found) numbers, \(messages - before) messages of \(Self.rows)")
        }
        show("list rows loaded", start, loaded)
        show("numbers looked up in the registers over HTTP", loaded, looked)
        show("requests queued for SMS with their entries", looked, queued)
        let whole = (queued - start).inSeconds
        Figure(
            name: "\(Self.rows) rows loaded, looked up and queued", value: whole, unit: "s",
            against: "aim 60 s for 1,000,000",
            ratio: whole / 60 * 1_000_000 / Double(Self.rows), store: "sqlite"
        ).show()
        Figure(
            name: "largest memory of the process until then", value: Self.residentMebibytes,
            unit: "MiB"
        ).show()
        return whole
    }

    private func show(
        _ name: String, _ start: ContinuousClock.Instant, _ end: ContinuousClock.Instant
    ) {
        Figure(
            name: name, value: Double(Self.rows) / (end - start).inSeconds, unit: "1/s",
            store: "sqlite"
        ).show()
    }

    private func row(_ number: Int, _ month: CalendarMonth) -> String {
        let iin = person(number).digits
        return #"{"recipientIin":"\#(iin)","memberIins":["\#(iin)"],"residenceKato":"#
            + #""\#(pilot.placeKato)","tsaRecipientOn":"\#(month.statusDay)"}"#
    }

    private func person(_ number: Int) -> IIN {
        SeededConsent(number: number, grantedAt: Instant(milliseconds: 0)).subject
    }

    private func count(_ store: any Store) async throws -> (messages: Int64, asked: Int64) {
        try await store.read { transaction in
            (
                try transaction.firstRow("SELECT COUNT(*) FROM outbox")?.integer(0) ?? 0,
                try transaction.firstRow(
                    "SELECT COUNT(*) FROM voucher_family WHERE state = 'asked'")?.integer(0) ?? 0
            )
        }
    }

    /// The two registers of the sandbox, with everybody on the list in them.
    private func startRegisters() async throws -> [RegisterService] {
        let today = old.clock.today
        var services: [RegisterService] = []
        for kind in [RegisterKind.persons, .phones] {
            let register = try RegisterService(
                kind, world: world, storePath: "\(folder)/bench-\(kind.name).db",
                secret: Self.secret, clock: old.clock)
            try await register.start()
            for start in stride(from: 1, through: Self.rows, by: Self.batch) {
                let people = (start..<min(start + Self.batch, Self.rows + 1)).map { number in
                    let record = PersonRecord(
                        iin: person(number), surname: "Сериков", name: "Серік", patronymic: nil,
                        latinName: "SERIKOV SERIK", birthDate: today.adding(years: -40),
                        deathDate: nil, language: .kk, children: [], guardians: [])
                    let digits = String(10_000_000 + number).dropFirst()
                    return (record: record, phone: PhoneNumber("+7799" + digits))
                }
                try await register.enter(people)
            }
            services.append(register)
        }
        return services
    }

    private func platform(
        on store: any Store, _ registers: [RegisterService], at now: Instant
    ) -> Platform {
        let http = HTTPClient(hosts: .loopback)
        let connections = registers.map {
            RegisterConnection(url: $0.url, secret: Self.secret, rules: .sandbox)
        }
        let ports = old.directory.current
        let began = ContinuousClock.now
        let clock = Clock {
            now.adding(milliseconds: Int64((ContinuousClock.now - began).inSeconds * 1000))
        }
        return Platform(
            configuration: old.configuration, store: store, clock: clock, machineClock: clock,
            random: old.random, secrets: old.secrets, keys: old.keys,
            directory: RegisterDirectory(
                RegisterPorts(
                    persons: PersonRegister(client: http, connection: connections[0]),
                    phones: PhoneRegister(client: http, connection: connections[1]),
                    documents: [], signatures: ports.signatures,
                    authorities: ports.authorities, issuers: ports.issuers)),
            gatewaySecret: nil)
    }

    private static let secret = "bench-registers"

    /// The high-water mark of what the process held in memory.
    private static var residentMebibytes: Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kibibytes = line?.split(separator: " ").compactMap { Double($0) }.first ?? 0
        return kibibytes / 1024
    }
}
