import HTTPClient
import Kernel

extension AppealSystem {
    /// e-Otinish behind the connection.
    package init(client: HTTPClient, connection: RegisterConnection) {
        let caller = AppealCaller(client: client, connection: connection)
        self.init(
            register: { draft async throws(AppealFault) in
                try await caller.record(.register, draft.json, id: draft.id)
            },
            find: { id async throws(AppealFault) in
                guard let answer = try await caller.call(.find, ["id": .string(id)], id: id) else {
                    return nil
                }
                return try AppealCaller.record(answer, id: id)
            },
            answer: { id, answer async throws(AppealFault) in
                try await caller.record(
                    .answer, ["id": .string(id), "answer": answer.json], id: id)
            })
    }
}

/// Calls e-Otinish: a POST of one JSON object, an answer of one JSON object.
struct AppealCaller: Sendable {
    let client: HTTPClient
    let connection: RegisterConnection

    /// The record that the call answers with; e-Otinish that does not know the appeal answers nothing
    /// usable.
    func record(
        _ route: AppealRoute, _ body: JSON, id: String
    ) async throws(AppealFault) -> AppealRecord {
        guard let answer = try await call(route, body, id: id) else {
            throw .rejected(code: "404")
        }
        return try Self.record(answer, id: id)
    }

    /// The answer to the body; nil when there is no such appeal.
    func call(_ route: AppealRoute, _ body: JSON, id: String) async throws(AppealFault) -> JSON? {
        let response: IncomingResponse
        do throws(HTTPClientError) {
            response = try await client.send(
                connection.request(route.path, body, requestID: id))
        } catch {
            throw .away(error == .timeout ? "timeout" : "unavailable")
        }
        return try Self.answer(response)
    }

    /// What e-Otinish said, if it said anything usable.
    ///
    /// 401, 403 and a route that is not there speak of the installation and not of this appeal: they
    /// are tried again, so that a wrong setting costs time and no complaint.
    static func answer(_ response: IncomingResponse) throws(AppealFault) -> JSON? {
        switch response.status {
        case 200: break
        case 401, 403: throw .away("unauthorised")
        case 404: return try known(response)
        case 400...499 where ![408, 429].contains(response.status):
            throw .rejected(code: "\(response.status)")
        default: throw .away("unavailable")
        }
        let type = response.header("Content-Type")?.split(separator: ";").first?.trimmed
        guard type?.lowercased() == "application/json", let json = try? JSON.parse(response.body)
        else { throw .away("malformed") }
        return json
    }

    /// Nil when e-Otinish itself says that it has no such appeal.
    private static func known(_ response: IncomingResponse) throws(AppealFault) -> JSON? {
        guard (try? JSON.parse(response.body))?["code"]?.string == "notFound" else {
            throw .away("unavailable")
        }
        return nil
    }

    static func record(_ answer: JSON, id: String) throws(AppealFault) -> AppealRecord {
        do throws(RegisterFault) {
            return try AppealRecord(answer, asked: id)
        } catch {
            throw .away("malformed")
        }
    }
}
