import HTTPServer
import Kernel
import Signatures
import Synchronization

/// The services of the sandbox's certification authority over HTTP, as the NCA's are.
struct NCADesk: Sendable {
    let hierarchies: NCAHierarchies
    let store: NCAStore
    let clock: Clock
    let random: RandomSource
    let faults: NCAFaults
    private let published = PublishedLists()

    init(
        hierarchies: NCAHierarchies, store: NCAStore, clock: Clock, random: RandomSource,
        faults: NCAFaults
    ) {
        self.hierarchies = hierarchies
        self.store = store
        self.clock = clock
        self.random = random
        self.faults = faults
    }

    /// How long a complete list is good, in seconds; the delta as long.
    static let listSeconds: Int64 = 2 * 86_400

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        do {
            switch (request.method, request.pathSegments.first) {
            case ("POST", "ocsp"): return try await ocsp(request)
            case ("POST", "tsp"): return try stamp(request)
            case ("GET", "crl"): return try await list(String(request.pathSegments.last ?? ""))
            case ("GET", "cert"): return certificate(String(request.pathSegments.last ?? ""))
            default: return HTTPResponse(status: 404)
            }
        } catch { return HTTPResponse(status: 500) }
    }

    // MARK: - OCSP

    private func ocsp(_ request: HTTPRequest) async throws -> HTTPResponse {
        let plan = faults.plan.ocsp
        if plan == .down { return HTTPResponse(status: 503) }
        if plan == .tryLater { return ocspAnswer(OCSPResponder.refusal(.tryLater)) }
        guard let question = try? OCSPRequest(der: request.body) else {
            return ocspAnswer(OCSPResponder.refusal(.malformedRequest))
        }
        guard let hierarchy = hierarchies.made.first(where: { $0.isAsked(question) }) else {
            return ocspAnswer(OCSPResponder.refusal(.unauthorized))
        }
        let answer = plan == .unknown ? .unknown : try await state(question, hierarchy)
        return ocspAnswer(
            try hierarchy.responder.answer(question, answer, now: clock.now(), nextUpdate: nil))
    }

    private func state(
        _ question: OCSPRequest, _ hierarchy: NCAHierarchy
    ) async throws -> OCSPResponse.Answer {
        let bytes = question.identifier.serial
        let serial =
            bytes.count > 1 && bytes[0] == 0 ? Array(bytes.dropFirst()).hex : bytes.hex
        if hierarchy.isOwnService(serial) { return .good }
        guard let issued = try await store.find(serial: serial),
            issued.family == hierarchy.family
        else { return .unknown }
        guard let since = issued.revokedAt, let reason = issued.reason else { return .good }
        return .revoked(since: since, reason)
    }

    private func ocspAnswer(_ body: [UInt8]) -> HTTPResponse {
        HTTPResponse(
            status: 200, headers: ["Content-Type": "application/ocsp-response"], body: body)
    }

    // MARK: - Time-stamps

    private func stamp(_ request: HTTPRequest) throws -> HTTPResponse {
        if faults.plan.stamps == .down { return HTTPResponse(status: 503) }
        let named = request.pathSegments.lazy.compactMap { NCAFamily(rawValue: String($0)) }
            .first
        guard let hierarchy = hierarchies[named ?? .gost] else {
            return HTTPResponse(status: 404)
        }
        let policy = try? TimeStampRequest(der: request.body).policy
        let answer = try hierarchy.stampAuthority(for: policy).answer(
            request.body, now: clock.now(), random: random)
        return HTTPResponse(
            status: 200, headers: ["Content-Type": "application/timestamp-reply"], body: answer)
    }

    // MARK: - Lists and certificates

    /// `nca_gost_sandbox.crl`, `nca_gost_d_sandbox.crl`, `root_gost_sandbox.crl`, and so on.
    private func list(_ name: String) async throws -> HTTPResponse {
        if faults.plan.lists == .down { return HTTPResponse(status: 503) }
        for hierarchy in hierarchies.made {
            let family = hierarchy.family
            let bytes: [UInt8]
            switch name {
            case "nca_\(family.rawValue)_sandbox.crl":
                bytes = try await completeList(hierarchy)
            case "nca_\(family.rawValue)_d_sandbox.crl":
                bytes = try await deltaList(hierarchy)
            case "root_\(family.rawValue)_sandbox.crl":
                let base = baseMoment
                bytes = try published.list(name, at: base, entries: [:]) {
                    try hierarchy.root.makeRevocationList(
                        number: Self.number(base), entries: [:], thisUpdate: base,
                        nextUpdate: base.adding(seconds: Self.listSeconds))
                }
            default: continue
            }
            return HTTPResponse(
                status: 200, headers: ["Content-Type": "application/pkix-crl"], body: bytes)
        }
        return HTTPResponse(status: 404)
    }

    /// A complete list is made once a day, at midnight in Almaty; deltas say what came since.
    private var baseMoment: Instant { Day(at: clock.now()).start }

    private static func number(_ moment: Instant) -> Int { Int(moment.milliseconds / 1000) }

    private func completeList(_ hierarchy: NCAHierarchy) async throws -> [UInt8] {
        let base = baseMoment
        let entries = try await store.revoked(hierarchy.family, after: nil, upTo: base)
        return try published.list(hierarchy.family.rawValue, at: base, entries: entries) {
            try hierarchy.issuing.makeRevocationList(
                number: Self.number(base), entries: entries, thisUpdate: base,
                nextUpdate: base.adding(seconds: Self.listSeconds))
        }
    }

    private func deltaList(_ hierarchy: NCAHierarchy) async throws -> [UInt8] {
        let (base, now) = (baseMoment, clock.now())
        return try hierarchy.issuing.makeRevocationList(
            number: max(Self.number(now), Self.number(base) + 1), baseNumber: Self.number(base),
            entries: await store.revoked(hierarchy.family, after: base, upTo: now),
            thisUpdate: now, nextUpdate: now.adding(seconds: Self.listSeconds))
    }

    private func certificate(_ name: String) -> HTTPResponse {
        for hierarchy in hierarchies.made {
            let family = hierarchy.family
            let found: Certificate
            switch name {
            case "nca_\(family.rawValue)_sandbox.cer": found = hierarchy.issuing.certificate
            case "root_\(family.rawValue)_sandbox.cer": found = hierarchy.root.certificate
            default: continue
            }
            return HTTPResponse(
                status: 200, headers: ["Content-Type": "application/pkix-cert"], body: found.der)
        }
        return HTTPResponse(status: 404)
    }
}

extension NCAHierarchy {
    /// Whether the question is about a certificate of this hierarchy's issuing authority.
    func isAsked(_ question: OCSPRequest) -> Bool {
        let authority = issuing.certificate
        let own = OCSPCertificateID(
            authority, issuer: authority, digest: question.identifier.digest)
        return own.issuerNameHash == question.identifier.issuerNameHash
            && own.issuerKeyHash == question.identifier.issuerKeyHash
    }

    /// Whether the number is the time-stamping authority's or the responder's, which are in no
    /// table and never revoked.
    func isOwnService(_ serial: String) -> Bool {
        [responder.certificate.serial, stampCertificate.serial].contains(serial)
    }
}

/// Holds the desk for a server that listens before the desk exists.
final class NCADeskSlot: Sendable {
    private let state = Mutex<NCADesk?>(nil)

    func install(_ desk: NCADesk) { state.withLock { $0 = desk } }

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        guard let desk = state.withLock({ $0 }) else { return HTTPResponse(status: 503) }
        return await desk.answer(request)
    }
}
