import Foundation
import HTTPServer
import Kernel
import Signatures

/// Verification and reading over HTTP on SQLite against the raw parts.
struct SQLiteBenchmark {
    /// How many verifications the raw limit commits together: as many as can wait at once.
    private static let batch = LoadGenerator.connections

    let load: LoadGenerator
    let installation: SeededInstallation
    private let raw: RawSQLite
    private let key: SigningKey
    private let signature: [UInt8]

    /// The length of a security token's signing input.
    private static let message = [UInt8](repeating: 65, count: 560)

    /// Takes a copy of the stopped installation's database for the raw limit.
    init(folder: String, load: LoadGenerator, installation: SeededInstallation) throws {
        self.load = load
        self.installation = installation
        try FileManager.default.copyItem(
            atPath: installation.databasePath, toPath: folder + "/raw.db")
        let step = max(1, installation.consents / 10_000)
        let names = stride(from: 1, through: installation.consents, by: step).map { number in
            let seed = SeededConsent(number: number, grantedAt: installation.grantedAt)
            return [seed.id.text, seed.subject.digits]
        }
        raw = try RawSQLite(
            path: folder + "/raw.db", installation.statements, names: names)
        key = try SigningKey.generateES256()
        signature = try key.sign(Self.message)
    }

    /// Measures and shows the figures.
    func run() async throws {
        let hello = try RawHello()
        defer { hello.stop() }
        let server = try ServerProcess(environment: installation.environment)
        defer { server.stop() }
        var rounds = Rounds()
        for _ in 0..<Rounds.count {
            try measureParts(hello: "http://127.0.0.1:\(hello.port)/", into: &rounds)
            try await measureVerification(server, into: &rounds)
            try measureReads(server, into: &rounds)
        }
        show(rounds)
    }

    private func measureParts(hello: String, into rounds: inout Rounds) throws {
        let used = usedProcessorSeconds(getpid())
        let outcome = try load.run(hello)
        rounds.note("hello cpu", (usedProcessorSeconds(getpid()) - used) / Double(outcome.answers))
        rounds.note("hello", outcome.rate)
        rounds.note("hello p99", outcome.p99Milliseconds)
        rounds.note(
            "signature",
            try perSecond(for: 1) {
                for _ in 0..<50 {
                    guard key.publicKey.verify(Self.message, signature: signature) else {
                        throw Command.Fault(description: "a right signature was refused")
                    }
                }
                return 50
            })
        rounds.note("batched", try perSecond(for: 1.5) { try raw.commit(Self.batch) })
        rounds.note("single", try perSecond(for: 1) { try raw.commit(1) })
    }

    private func measureVerification(
        _ server: ServerProcess, into rounds: inout Rounds
    ) async throws {
        let used = server.processorSeconds
        let outcome = try await installation.verify(on: server, with: load, seconds: 3)
        rounds.note(
            "verification cpu", (server.processorSeconds - used) / Double(outcome.answers))
        rounds.note("verification", outcome.rate)
        rounds.note("verification p99", outcome.p99Milliseconds)
    }

    private func measureReads(_ server: ServerProcess, into rounds: inout Rounds) throws {
        for (path, headers) in reads {
            let used = server.processorSeconds
            let outcome = try load.run(server.url + path, headers: headers)
            rounds.note(path + " cpu", (server.processorSeconds - used) / Double(outcome.answers))
            guard outcome.failures == 0 else {
                throw Command.Fault(description: "\(path): \(outcome.failures) failures")
            }
            rounds.note(path, outcome.rate)
        }
    }

    private var reads: [(path: String, headers: [String])] {
        [
            ("/healthz", []), ("/.well-known/jwks.json", []),
            ("/auth/sessions", ["Cookie: " + installation.cookie]),
        ]
    }

    private func show(_ rounds: Rounds) {
        let hello = rounds["hello"]
        let parts = 1 / (1 / hello + 1 / rounds["signature"] + 1 / rounds["batched"])
        let rate = rounds["verification"]
        let p99 = rounds["verification p99"]
        for figure in [
            Figure(name: "suspended hello", value: hello, unit: "1/s"),
            Figure(name: "suspended hello, p99", value: rounds["hello p99"], unit: "ms"),
            Figure(name: "ES256 verification, one core", value: rounds["signature"], unit: "1/s"),
            Figure(
                name: "statements, \(Self.batch) a commit", value: rounds["batched"], unit: "1/s",
                store: "sqlite"),
            Figure(
                name: "statements, one a commit", value: rounds["single"], unit: "1/s",
                store: "sqlite"),
            Figure(
                name: "token verification", value: rate, unit: "1/s",
                against: "1/(hello+signature+batched statements)", ratio: rate / parts,
                store: "sqlite"),
            Figure(
                name: "token verification", value: rate, unit: "1/s", against: "one a commit",
                ratio: rate / rounds["single"], store: "sqlite"),
            Figure(
                name: "token verification, p99", value: p99, unit: "ms", against: "aim 10 ms",
                ratio: p99 / 10, store: "sqlite"),
        ] { figure.show() }
        showProcessorTime(rounds)
        for (path, _) in reads {
            Figure(
                name: "GET \(path)", value: rounds[path], unit: "1/s", against: "suspended hello",
                ratio: rounds[path] / hello, store: "sqlite"
            ).show()
        }
    }

    /// Processor time is what noise on the machine distorts least.
    private func showProcessorTime(_ rounds: Rounds) {
        let parts = [("hello", "suspended hello"), ("verification", "token verification")]
        for (name, label) in parts + reads.map({ ($0.path, "GET " + $0.path) }) {
            let cost = rounds[name + " cpu"]
            Figure(
                name: "\(label), processor time", value: cost * 1e6, unit: "us",
                against: "suspended hello", ratio: cost / rounds["hello cpu"]
            ).show()
        }
    }
}
