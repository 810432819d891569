import DigitalDocuments
import HTTPClient
import Kernel
import Registers
import Signatures
import Synchronization
import UseCases

/// The desk of the bank's clerk: asks people through the platform and presents the tokens.
///
/// It is an outside system in all but place: it calls the platform and the data owners' windows over
/// HTTP with a key of its own, and believes a document only after checking the signature itself.
/// What it remembers is gone when the process ends.
package final class BankDesk: Sendable {
    /// The most errands that are remembered; the oldest are forgotten.
    static let errandsMax = 100
    /// The most presentations of one token that are remembered.
    static let presentationsMax = 20

    /// The sandbox has no bank among its systems.
    package struct NoBank: Error, Sendable {}

    /// What the bank asks for.
    struct Terms: Sendable {
        let subject: IIN
        let documentType: DocumentType
        let service: String
        let purpose: String
        let action: String
        let lifetimeSeconds: Int64
        let uses: Int64
    }

    /// A request and what came of it.
    struct Errand: Sendable {
        /// The request's name at the platform.
        let id: String
        let terms: Terms
        let askedAt: Instant
        /// The last token that the platform gave; kept, so that a token that is over can be tried.
        var token: String?
        /// Newest first.
        var presentations: [Presentation] = []
    }

    private let system: SystemClient
    private let windows: [String: String]
    private let http: HTTPClient
    private let verifier: CMSVerifier
    private let clock: Clock
    private let errands = Mutex<[Errand]>([])

    /// A desk of the system.
    ///
    /// - Parameters:
    ///   - windows: where each data owner hands data over, by client name.
    ///   - verifier: trusts the roots that the bank trusts.
    init(
        system: SystemClient, windows: [String: String], http: HTTPClient, verifier: CMSVerifier,
        clock: Clock
    ) {
        self.system = system
        self.windows = windows
        self.http = http
        self.verifier = verifier
        self.clock = clock
    }

    /// Everything asked since the start, newest first.
    var all: [Errand] { errands.withLock { $0 } }

    /// One errand; nil when it was never made here or is forgotten.
    func errand(_ id: String) -> Errand? { all.first { $0.id == id } }

    /// Asks the person through the platform.
    ///
    /// - Returns: the request's name.
    /// - Throws: `SystemClient.Refused` with the platform's problem.
    func ask(_ terms: Terms) async throws -> String {
        let body = IssuingBody(issuing: terms.documentType)
        let answer = try await system.call(
            "POST", "/api/kdp/access-requests",
            [
                "subjectIin": .string(terms.subject.digits), "service": .string(terms.service),
                "action": .string(terms.action),
                "dataSets": [.string(terms.documentType.rawValue)],
                "owner": .string(SandboxSystems.owner(of: body)),
                "purpose": .string(terms.purpose),
                "lifetimeSeconds": .integer(terms.lifetimeSeconds), "uses": .integer(terms.uses),
            ])
        guard let id = answer["id"]?.string else {
            throw SystemClient.Refused(status: 0, problem: answer)
        }
        let errand = Errand(id: id, terms: terms, askedAt: clock.now())
        errands.withLock { errands in
            errands.insert(errand, at: 0)
            if errands.count > Self.errandsMax { errands.removeLast() }
        }
        return id
    }

    /// The request's state as the platform tells it.
    func state(of id: String) async throws -> JSON {
        let state = try await system.call("GET", "/api/kdp/access-requests/\(id)")
        if let token = state["token"]?.string { change(id) { $0.token = token } }
        return state
    }

    /// Brings the token to the data owner and checks whatever comes back.
    ///
    /// Does nothing while there is no token.
    func present(_ id: String) async throws {
        _ = try await state(of: id)
        guard let errand = errand(id), let token = errand.token else { return }
        let terms = errand.terms
        let owner = SandboxSystems.owner(of: IssuingBody(issuing: terms.documentType))
        guard let url = windows[owner] else { return }
        let request: JSON = [
            "token": .string(token), "subjectIin": .string(terms.subject.digits),
            "dataSet": .string(terms.documentType.rawValue),
        ]
        let presentation: Presentation
        do {
            let response = try await http.send(
                OutgoingRequest(
                    method: "POST", url: url,
                    headers: [.init("Content-Type", "application/json")], body: request.bytes))
            let answer = (try? JSON.parse(response.body)) ?? [:]
            presentation = Presentation(
                at: clock.now(), status: response.status, answer: answer, terms: terms,
                verifier: verifier)
        } catch {
            presentation = Presentation(at: clock.now(), status: 0, answer: [:], outcome: .failed)
        }
        change(id) { errand in
            errand.presentations.insert(presentation, at: 0)
            if errand.presentations.count > Self.presentationsMax {
                errand.presentations.removeLast()
            }
        }
    }

    private func change(_ id: String, _ edit: (inout Errand) -> Void) {
        errands.withLock { errands in
            guard let index = errands.firstIndex(where: { $0.id == id }) else { return }
            edit(&errands[index])
        }
    }
}
