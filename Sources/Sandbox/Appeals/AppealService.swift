import HTTPServer
import Kernel
import Registers
import Signatures
import Store
import UseCases

/// The sandbox's e-Otinish: its own listener and its own store (FV-2.21, FV-30).
///
/// The platform reaches it over HTTP alone, as it would reach the real one.
package final class AppealService: Sendable {
    /// What is wrong with it, on demand.
    package let faults = RegisterFaults()

    private let appeals: AppealTable
    private let server: HTTPServer

    /// A service that is not yet listening.
    ///
    /// - Parameters:
    ///   - storePath: the file of its store; made when there is none.
    ///   - secret: what callers must present.
    ///   - clock: gives the day of a registration.
    package init(storePath: String, secret: String, clock: Clock) throws {
        var limits = SQLiteLimits()
        limits.readers = 1
        let appeals = AppealTable(
            store: try SQLiteStore(path: storePath, limits: limits), clock: clock)
        self.appeals = appeals
        let desk = AppealDesk(secret: secret, faults: faults, appeals: appeals)
        self.server = try HTTPServer(threads: 1) { await desk.answer($0) }
    }

    /// Brings the store up to date, then listens.
    package func start() async throws {
        try await appeals.store.migrate(AppealTable.migrations)
        try server.start()
    }

    /// Where it listens, without a path; port 0 before the start.
    package var url: String { "http://127.0.0.1:\(server.port)" }

    /// Finishes what is in hand, closes the store.
    package func stop() async {
        await server.stop(graceMilliseconds: 1000)
        appeals.store.close()
    }

    /// The appeals that are registered here, the newest first.
    package func registered() async throws -> [AppealRecord] { try await appeals.all() }

    /// The akimat answers here, in e-Otinish itself; false when there is no such open appeal.
    package func answer(_ id: String, upheld: Bool, text: String) async throws -> Bool {
        let answer = AppealAnswer(isUpheld: upheld, text: text, at: appeals.clock.now())
        guard case .right(let record) = try await appeals.answer(id, answer) else { return false }
        return record.answer == answer
    }
}

/// The edge of the sandbox's e-Otinish: who asks, for what, with which faults.
struct AppealDesk: Sendable {
    let secret: String
    let faults: RegisterFaults
    let appeals: AppealTable

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        let plan = faults.plan
        if plan.delayMilliseconds > 0 {
            try? await Task.sleep(for: .milliseconds(plan.delayMilliseconds))
        }
        if plan.answer == .down { return failure(503, "unavailable") }
        let expected = Array("Bearer \(secret)".utf8)
        guard constantTimeEqual(Array((request.headers["Authorization"] ?? "").utf8), expected)
        else { return failure(401, "unauthorised") }
        guard request.method == "POST", let route = AppealRoute(rawValue: request.path) else {
            return failure(404, "unknownRoute")
        }
        guard let body = try? JSON.parse(request.body) else { return failure(400, "malformed") }
        do {
            guard let record = try await record(route, body) else {
                return failure(404, "notFound")
            }
            var shown = record
            if plan.answer == .wrongPerson { shown.id = String(record.id.reversed()) }
            let bytes = shown.json.bytes
            return HTTPResponse(
                status: 200, headers: ["Content-Type": "application/json"],
                body: plan.answer == .malformed ? Array(bytes.prefix(bytes.count / 2)) : bytes)
        } catch is AppealTable.Closed {
            return failure(409, "answered")
        } catch is RegisterFault {
            return failure(400, "malformed")
        } catch {
            return failure(500, "internalError")
        }
    }

    private func record(_ route: AppealRoute, _ body: JSON) async throws -> AppealRecord? {
        switch route {
        case .register:
            return try await appeals.register(try AppealDraft(body, rules: .sandbox))
        case .find: return try await appeals.find(body["id"]?.string ?? "")
        case .answer:
            let answer = try AppealAnswer(body["answer"] ?? .null)
            switch try await appeals.answer(body["id"]?.string ?? "", answer) {
            case .right(let record): return record
            case .unknown: return nil
            case .closed: throw AppealTable.Closed()
            }
        }
    }

    private func failure(_ status: Int, _ code: String) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: ["Content-Type": "application/json"],
            body: JSON.object([JSON.Member("code", .string(code))]).bytes)
    }
}
