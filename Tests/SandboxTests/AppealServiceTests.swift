import Foundation
import HTTPClient
import Kernel
import Registers
import Sandbox
import QyzmetTesting
import Testing

/// The sandbox's e-Otinish over HTTP, as the platform calls it (use case 38).
@Suite(.timeLimit(.minutes(1))) struct AppealServiceTests {
    private struct Bench {
        let service: AppealService
        let folder: String
        let client = HTTPClient(hosts: .loopback)

        init(folder existing: String? = nil) async throws {
            folder = existing ?? NSTemporaryDirectory() + "qyzmet-appeals-" + UUID().uuidString
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            service = try AppealService(
                storePath: folder + "/e-otinish.db", secret: "secret",
                clock: Clock { RegisterBench.now })
            try await service.start()
        }

        func system(secret: String = "secret") -> AppealSystem {
            AppealSystem(
                client: client,
                connection: RegisterConnection(url: service.url, secret: secret, rules: .sandbox))
        }

        func remove() async throws {
            await service.stop()
            try FileManager.default.removeItem(atPath: folder)
        }
    }

    private func draft(_ id: String) -> AppealDraft {
        AppealDraft(
            id: id, applicant: NamedPerson.citizen.iin, addressee: nil, placeKato: "113220100",
            madeAt: RegisterBench.now, subject: "Береке: milk, 2", text: "Бағасы қымбат")
    }

    private func fault<Value>(_ work: () async throws -> Value) async -> AppealFault? {
        do {
            _ = try await work()
            return nil
        } catch {
            return error as? AppealFault
        }
    }

    @Test(.clause("FV-30b"))
    func `an appeal is registered once with number, day and term, and survives a restart`()
        async throws
    {
        let bench = try await Bench()
        let first = try await bench.system().register(draft("a"))
        let year = Day(at: RegisterBench.now).description.prefix(4)
        #expect(first.number == "ЖТ-\(year)-00000001" && first.answer == nil)
        #expect(first.registeredOn == Day(at: RegisterBench.now) && first.due > first.registeredOn)
        #expect(try await bench.system().register(draft("a")) == first)
        #expect(try await bench.system().register(draft("b")).number == "ЖТ-\(year)-00000002")
        await bench.service.stop()
        let again = try await Bench(folder: bench.folder)
        #expect(try await again.system().find("a") == first)
        #expect(try await again.system().register(draft("a")) == first)
        #expect(try await again.system().find("nobody") == nil)
        #expect(try await again.service.registered().count == 2)
        try await again.remove()
    }

    @Test(.clause("FV-30b"))
    func `an answer stands once; another one is refused`() async throws {
        let bench = try await Bench()
        let system = bench.system()
        _ = try await system.register(draft("a"))
        let answer = AppealAnswer(isUpheld: true, text: "Түзетілді", at: RegisterBench.now)
        #expect(try await system.answer("a", answer).answer == answer)
        #expect(try await system.answer("a", answer).answer == answer)
        var other = answer
        other.isUpheld = false
        #expect(
            await fault { try await system.answer("a", other) } == .rejected(code: "409"))
        #expect(
            await fault { try await system.answer("b", answer) } == .rejected(code: "404"))
        #expect(try await bench.service.answer("a", upheld: false, text: "x") == false)
        #expect(try await system.find("a")?.answer == answer)
        try await bench.remove()
    }

    @Test(.clause("FV-30b"))
    func `what is away is told apart from what is refused`() async throws {
        let bench = try await Bench()
        let system = bench.system()
        #expect(
            await fault { try await bench.system(secret: "guess").register(draft("a")) }
                == .away("unauthorised"))
        var nameless = draft("a")
        nameless.text = " "
        #expect(await fault { try await system.register(nameless) } == .rejected(code: "400"))
        for (answer, word) in [
            (RegisterFaults.Answer.down, "unavailable"), (.malformed, "malformed"),
            (.wrongPerson, "malformed"),
        ] {
            bench.service.faults.plan = RegisterFaults.Plan(answer: answer)
            #expect(await fault { try await system.register(draft("abc")) } == .away(word))
        }
        bench.service.faults.plan = RegisterFaults.Plan()
        #expect(try await system.register(draft("abc")).id == "abc")
        try await bench.remove()
        #expect(await fault { try await system.find("abc") } == .away("unavailable"))
    }
}
