import DigitalDocuments
import HTTPClient
import HTTPServer
import Kernel
import Registers
import UseCases

/// The window at which a data owner hands data to whoever brings a valid token.
///
/// An initiator posts `{token, subjectIin, dataSet}`. The owner asks the platform to verify the
/// token, which spends the use, and only then builds and hands over the signed document. It holds no
/// key of the platform's and believes none that is sent along.
package final class DisclosureService: Sendable {
    private let system: SystemClient
    private let documents: DocumentRegister
    private let server: HTTPServer

    /// A window of the owner that calls the platform as `system` and builds with `documents`.
    package init(system: SystemClient, documents: DocumentRegister, rules: IIN.Rules) throws {
        self.system = system
        self.documents = documents
        let desk = Desk(system: system, documents: documents, rules: rules)
        self.server = try HTTPServer(
            address: "127.0.0.1", port: 0, limits: HTTPServerLimits(),
            onRefusal: { refusal in
                desk.answer(
                    ["code": .string(refusal.reason.rawValue)], refusal.reason.status)
            },
            handler: { request in await desk.answer(request) })
    }

    /// Begins to listen on a free port of loopback.
    package func start() throws { try server.start() }

    /// Stops listening.
    package func stop() async { await server.stop(graceMilliseconds: 1000) }

    /// Where initiators bring their tokens.
    package var url: String { "http://127.0.0.1:\(server.port)/v1/disclosures" }
}

/// What the window does with one request.
private struct Desk: Sendable {
    let system: SystemClient
    let documents: DocumentRegister
    let rules: IIN.Rules

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        guard request.method == "POST", request.path == "/v1/disclosures" else {
            return answer(["code": "notFound"], 404)
        }
        guard let body = try? JSON.parse(request.body), let token = body["token"]?.string,
            let digits = body["subjectIin"]?.string, let iin = try? IIN(digits, rules: rules),
            let dataSet = body["dataSet"]?.string
        else { return answer(["code": "malformedRequest"], 400) }
        do {
            return try await disclose(token: token, iin: iin, dataSet: dataSet)
        } catch let refused as SystemClient.Refused {
            return answer(refused.problem, 502)
        } catch {
            return answer(["code": "unavailable"], 503)
        }
    }

    private func disclose(token: String, iin: IIN, dataSet: String) async throws -> HTTPResponse {
        let verdict = try await system.call(
            "POST", "/api/kdp/tokens/verify",
            [
                "token": .string(token), "subjectIin": .string(iin.digits),
                "dataSet": .string(dataSet),
            ])
        guard verdict["active"]?.bool == true else { return answer(verdict, 403) }
        let listings = try await documents.list(iin, RequestTrace.id)
        guard let listing = listings.first(where: { $0.documentType.rawValue == dataSet }) else {
            return answer(["code": "notFound"], 404)
        }
        let document = try await documents.build(
            DocumentQuery(
                iin: iin, documentType: listing.documentType, recordID: listing.recordID,
                requestID: RequestTrace.id))
        return answer(["verification": verdict, "document": document.json], 200)
    }

    func answer(_ json: JSON, _ status: Int) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: ["Content-Type": "application/json"], body: json.bytes)
    }
}
