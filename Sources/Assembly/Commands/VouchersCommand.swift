import FoodVouchers
import Foundation
import Kernel
import Sandbox
import Signatures
import Store
import UseCases
import Web

extension CommandLineInterface.Command {
    private static let vouchersUsage =
        "vouchers list FILE --pilot ID --month YYYY-MM [--feed CLIENT]; FILE ends in .ndjson or .csv\n"
        + "vouchers record FILE GOODS | vouchers versions PILOT [DAY] | vouchers appeals | "
        + "vouchers retry COMPLAINT"

    /// `qyzmet vouchers list FILE` (use case 30): the list of a month from a file; versions of pilots
    /// (FV-31); complaints that e-Otinish did not take (use case 38).
    static let vouchers = Self(
        name: "vouchers",
        help: "takes the list of a month of a pilot from a file, for the feed; records a dated "
            + "version of a pilot; shows and retries complaints that e-Otinish did not take\n"
            + vouchersUsage
    ) { arguments in
        if try await pilotVersions(arguments) { return }
        if try await appeals(arguments) { return }
        guard let order = ListOrder(arguments) else { throw usage(vouchersUsage) }
        let bytes = try order.read()
        try await withPlatform { platform in
            do {
                try await take(bytes, order, into: platform)
            } catch let refusal as Refusal {
                throw NotTaken(description: words(of: refusal))
            }
        }
    }

    private static func take(
        _ bytes: [UInt8], _ order: ListOrder, into platform: Platform
    ) async throws {
        let pilot = try platform.pilotInForce(order.pilot)
        guard let name = order.feed ?? pilot.personalData?.owner ?? pilot.feeds.first,
            let feed = try await platform.client(name)
        else { throw Refusal(.notYours, clause: "FV-15") }
        let list = try await platform.takeList(
            bytes, form: order.form, month: order.month, pilot: pilot.id, by: feed,
            operator: OperatorAccount.current.name, once: .unkeyed)
        CommandLineInterface.say(
            "list \(list.id.text), version \(list.version) of \(order.month)"
                + (list.isLate ? ", late" : "") + ": \(list.rowCount) rows, \(list.listed) listed, "
                + "\(list.changed) changed, \(list.delisted) delisted, \(list.unchanged) unchanged")
        for (line, fault) in list.faults {
            CommandLineInterface.say("line \(line): \(fault.words[.en]) (\(fault.clause.tag))")
        }
        guard list.faults.isEmpty else {
            throw NotTaken(description: "\(list.faults.count) rows were not taken")
        }
    }

    private static func words(of refusal: Refusal) -> String {
        let text = (refusal.detail ?? refusal.code.title)[.en]
        return text + (refusal.clause.map { " (\($0.tag))" } ?? "")
    }

    /// The list, or some of its rows, were not taken.
    private struct NotTaken: Error, CustomStringConvertible {
        let description: String
    }
}

/// What the command line asks for.
private struct ListOrder {
    let path: String
    let form: ListReading.Form
    let pilot: String
    let month: CalendarMonth
    let feed: String?

    init?(_ arguments: [String]) {
        guard arguments.count >= 2, arguments[0] == "list" else { return nil }
        path = arguments[1]
        var options: [String: String] = [:]
        var rest = arguments.dropFirst(2)
        while let name = rest.popFirst() {
            guard ["--pilot", "--month", "--feed"].contains(name), let value = rest.popFirst()
            else { return nil }
            options[name] = value
        }
        guard let pilot = options["--pilot"],
            let month = options["--month"].flatMap({ CalendarMonth($0) })
        else { return nil }
        (self.pilot, self.month, feed) = (pilot, month, options["--feed"])
        switch path.split(separator: ".").last?.lowercased() {
        case "ndjson", "jsonl": form = .ndjson
        case "csv": form = .csv
        default: return nil
        }
    }

    func read() throws -> [UInt8] {
        let most = Endpoint.voucherListBytesMax
        let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
        guard let size, size <= most, let data = FileManager.default.contents(atPath: path) else {
            throw CommandLineInterface.UsageFault(
                description: "\(path): cannot be read, or has more than \(most) bytes")
        }
        return Array(data)
    }
}

/// A platform on the configured store, beside servers that may run on it; it serves nothing.
func withPlatform(_ body: (Platform) async throws -> Void) async throws {
    let configuration = try CommandLineInterface.configuration()
    let store = try StoreLocation(url: configuration.databaseURL).open()
    defer { store.close() }
    try await store.migrate(Migration.all)
    try await Installation.claim(store, for: configuration.mode)
    var clock = Clock.machine
    var firstDay: Day?
    if configuration.mode == .sandbox {
        let moved = SandboxClock(machine: .machine)
        try await moved.load(from: store, start: configuration.sandboxStart)
        clock = moved.clock
        firstDay = try await SandboxServices.firstDay(in: store)
    }
    // The sandbox's own pilots count from its first day: before it ever ran there are none.
    let pilots = try await PilotBook.open(
        configuration, firstDay: firstDay, store: store, at: clock.now(), records: false)
    let files = try KeyFiles(configuration)
    let watch = TrustWatch(configuration, hosts: AllowedHosts(), stampURL: nil)
    let platform = Platform(
        configuration: try Installation.platformConfiguration(
            configuration, port: configuration.port, sandbox: nil, pilots: pilots),
        store: store, clock: clock, machineClock: .machine, random: .system,
        secrets: try files.rootSecret(random: .system),
        keys: KeyRing(
            try files.ring(clock: .machine), retired: try files.retired(), clock: .machine),
        directory: RegisterDirectory(try watch.registers(try await watch.read(store))),
        gatewaySecret: nil)
    try await body(platform)
}
