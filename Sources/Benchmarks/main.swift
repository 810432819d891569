import Foundation

// `bench [signatures|verification|growth|activities|vouchers|report|list|casework|postgres|start]…`:
// all without arguments; `report` and `list` are the parts of `vouchers` for a day's report and for
// the list of a month.
// One JSON object a line on standard output; `docs/measurements` explains how to read them.

let wanted = Set(CommandLine.arguments.dropFirst())
let folder = FileManager.default.currentDirectoryPath + "/var/bench-\(getpid())"

/// Whether a part was asked for.
func isWanted(_ part: String) -> Bool { wanted.isEmpty || wanted.contains(part) }

/// Runs the parts that were asked for, one after another.
func measure() async throws {
    try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let load = try LoadGenerator(folder: folder)
    var averages = [Double](repeating: .nan, count: 1)
    _ = unsafe getloadavg(&averages, 1)
    Figure(name: "load average before the run", value: averages[0], unit: "threads").show()
    if isWanted("signatures") { try SignatureBenchmark().run() }
    if isWanted("start") { try await StartBenchmark(folder: folder).run() }
    if isWanted("verification") || isWanted("growth") {
        let data = folder + "/sqlite"
        let installation = try await SeededInstallation.make(
            folder: data, databaseURL: "sqlite:\(data)/qyzmet.db", consents: 10_000)
        if isWanted("verification") {
            try await SQLiteBenchmark(folder: folder, load: load, installation: installation).run()
        }
        if isWanted("growth") {
            try await GrowthBenchmark(folder: folder, load: load, small: installation).run()
        }
    }
    if isWanted("activities") { try await ActivityBenchmark(folder: folder, load: load).run() }
    if isWanted("vouchers") { try await VoucherBenchmark(folder: folder, load: load).run() }
    if isWanted("casework") { try await CaseworkBenchmark(folder: folder, load: load).run() }
    for part in VoucherBulkBenchmark.Part.allCases where wanted.contains(part.rawValue) {
        try await VoucherBulkBenchmark(folder: folder).run([part])
    }
    if isWanted("postgres") { try await PostgresBenchmark(folder: folder, load: load).run() }
}

do {
    try await measure()
} catch {
    FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
    exit(1)
}
