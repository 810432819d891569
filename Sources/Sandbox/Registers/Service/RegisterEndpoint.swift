import HTTPServer
import Kernel
import Registers
import Signatures

/// The edge of a register: who asks, for what, with which faults; the answer is made elsewhere.
struct RegisterEndpoint: Sendable {
    let kind: RegisterKind
    let secret: String
    let faults: RegisterFaults
    let answers: RegisterAnswers

    /// Why a request gets no answer from the register.
    enum Refusal: Error {
        case unauthorised
        case malformed
        case unknownRoute
        case notFound
    }

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        let plan = faults.plan
        if plan.delayMilliseconds > 0 {
            try? await Task.sleep(for: .milliseconds(plan.delayMilliseconds))
        }
        if plan.answer == .down { return failure(503, "unavailable") }
        do {
            let route = try authorisedRoute(request)
            let body = try await answers.answer(route, query(request), plan.answer).bytes
            let isCut = plan.answer == .malformed
            return HTTPResponse(
                status: 200, headers: ["Content-Type": "application/json"],
                body: isCut ? Array(body.prefix(body.count / 2)) : body)
        } catch let refusal as Refusal {
            return failure(refusal)
        } catch is RegisterFault {
            return failure(.malformed)
        } catch {
            return failure(500, "internalError")
        }
    }

    private func authorisedRoute(_ request: HTTPRequest) throws -> RegisterRoute {
        let expected = Array("Bearer \(secret)".utf8)
        guard constantTimeEqual(Array((request.headers["Authorization"] ?? "").utf8), expected)
        else { throw Refusal.unauthorised }
        guard request.method == "POST", let route = RegisterRoute(rawValue: request.path),
            serves(route)
        else { throw Refusal.unknownRoute }
        guard let requestID = request.headers["X-Request-Id"], !requestID.isEmpty,
            requestID.utf8.count <= 100
        else { throw Refusal.malformed }
        return route
    }

    private func serves(_ route: RegisterRoute) -> Bool {
        switch (kind, route) {
        case (.persons, .findPerson), (.persons, .findStandings), (.phones, .findPhone),
            (.phones, .findPhones), (.phones, .findPhoneHolders), (.documents, .listDocuments),
            (.documents, .buildDocument), (.organisations, .findOrganisation),
            (.organisations, .findRestrictions), (.organisations, .findPayment):
            true
        default: false
        }
    }

    private func query(_ request: HTTPRequest) throws -> JSON {
        do {
            return try JSON.parse(request.body)
        } catch {
            throw Refusal.malformed
        }
    }

    private func failure(_ refusal: Refusal) -> HTTPResponse {
        switch refusal {
        case .unauthorised: failure(401, "unauthorised")
        case .malformed: failure(400, "malformed")
        case .unknownRoute: failure(404, "unknownRoute")
        case .notFound: failure(404, "notFound")
        }
    }

    private func failure(_ status: Int, _ code: String) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: ["Content-Type": "application/json"],
            body: JSON.object([JSON.Member("code", .string(code))]).bytes)
    }
}
