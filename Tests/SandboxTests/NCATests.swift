import ASN1
import Foundation
import HTTPClient
import Kernel
import QyzmetTesting
import Sandbox
import Signatures
import Synchronization
import Testing
import UseCases

/// The sandbox's certification authority over its own listener (UC-26).
@Suite(.timeLimit(.minutes(3)))
struct NCATests {
    /// An authority in a folder of its own, and somebody who trusts it over HTTP.
    private final class Bench: Sendable {
        let nca: SandboxNCA
        private let folder: String
        private let holder: Holder

        init() async throws {
            folder = NSTemporaryDirectory() + "qyzmet-nca-" + UUID().uuidString
            let time = Holder(today.start.adding(seconds: 36_000))
            holder = time
            nca = try await SandboxNCA(
                folder: folder, clock: Clock { time.now }, random: .system)
        }

        var now: Instant {
            get { holder.now }
            set { holder.now = newValue }
        }

        var service: SignatureService {
            let http = HTTPClient(hosts: .loopback)
            @Sendable func send(_ request: OutgoingRequest) async throws -> [UInt8] {
                let answer = try await http.send(request)
                guard answer.status == 200 else { throw AuthorityServices.Unavailable() }
                return answer.body
            }
            return SignatureService(
                ports: SignaturePorts(
                    anchors: TrustAnchors(authorities: nca.roots), authorities: nca.authorities,
                    services: AuthorityServices(
                        ocsp: { url, body in
                            try await send(OutgoingRequest(method: "POST", url: url, body: body))
                        }, list: { try await send(OutgoingRequest(url: $0)) },
                        stamp: { _ in throw AuthorityServices.Unavailable() })),
                random: .system, lists: RevocationListCache(freshness: .zero))
        }

        func codes(
            _ issued: IssuedCertificate, sources: Set<RevocationSource> = [.ocsp, .crl],
            stamped: Bool = false
        ) async throws -> [FindingCode] {
            let content = Array("Құжат".utf8)
            let cms = try nca.sign(content, with: issued, stamped: stamped)
            let report = await service.verify(
                cms, content: content, policy: SignaturePolicy(at: now), sources: sources)
            return report.findings.filter { $0.severity == .refusal }.map(\.code)
        }

        func end() async {
            await nca.stop()
            try? FileManager.default.removeItem(atPath: folder)
        }
    }

    private final class Holder: Sendable {
        private let state: Mutex<Instant>
        init(_ now: Instant) { state = Mutex(now) }
        var now: Instant {
            get { state.withLock { $0 } }
            set { state.withLock { $0 = newValue } }
        }
    }

    private static func run(_ body: (Bench) async throws -> Void) async throws {
        let bench = try await Bench()
        do {
            try await body(bench)
        } catch {
            await bench.end()
            throw error
        }
        await bench.end()
    }

    private static func order(
        _ kind: NCAHolderKind, _ family: NCAFamily = .gost, _ validity: NCAValidity = .valid
    ) -> SandboxNCA.Order {
        SandboxNCA.Order(
            person: kind.namesPerson ? world.person(.bankClerk) : nil,
            body: kind.namesBody ? LegalEntities.bank : nil, kind: kind, family: family,
            validity: validity)
    }

    @Test(arguments: NCAFamily.allCases)
    func `every kind of holder gets a key that signs and a certificate that verifies`(
        _ family: NCAFamily
    ) async throws {
        try await Self.run { bench in
            for kind in NCAHolderKind.allCases {
                let issued = try await bench.nca.issue(Self.order(kind, family))
                let subject = issued.certificate.subject
                #expect((subject.iin != nil) == kind.namesPerson, "\(kind)")
                #expect((subject.bin != nil) == kind.namesBody, "\(kind)")
                #expect(issued.certificate.issuer.commonName.hasSuffix("SANDBOX"))
                let file = try PKCS12(issued.p12, password: SandboxNCA.password)
                #expect(file.entries.first?.certificate == issued.certificate)
                #expect(try await bench.codes(issued) == [], "\(kind)")
            }
        }
    }

    @Test(arguments: NCAFamily.allCases)
    func `a key signs what its use and its year allow, and nothing else`(
        _ family: NCAFamily
    ) async throws {
        try await Self.run { bench in
            let content = Array("Құжат".utf8)
            let cases: [(NCAKeyUse, KeyProfile, policy: ObjectIdentifier)] = [
                (.universal, family == .rsa ? .universal2022 : .universal2024, "1.2.398.3.3.2"),
                (.universal2022, .universal2022, "1.2.398.3.3.2"),
                (.signing, .signing, "1.2.398.3.3.2.3"),
                (.authentication, .authentication, "1.2.398.3.3.2.4"),
            ]
            #expect(cases.map(\.0) == NCAKeyUse.allCases)
            for (use, profile, policy) in cases {
                var order = Self.order(.individual, family)
                order.use = use
                let issued = try await bench.nca.certificate(for: order)
                #expect(issued.use == use && issued.certificate.keyProfile == profile)
                #expect(issued.certificate.extensions.policies == [policy])
                #expect(issued.certificate.roles.contains(.individual))
                // Found again by its use, and not in the place of a key of another.
                let again = try await bench.nca.certificate(for: order)
                #expect(again.certificate == issued.certificate)
                let cms = try bench.nca.sign(content, with: issued)
                for purpose in [SignaturePolicy.Purpose.document, .authentication] {
                    let report = await bench.service.verify(
                        cms, content: content, policy: .signedNow(purpose, at: bench.now))
                    let mayNot =
                        use == .authentication && purpose == .document
                        || use == .signing && purpose == .authentication
                    let refusals = report.findings.filter { $0.severity == .refusal }
                    #expect(
                        refusals.map(\.code) == (mayNot ? [.keyUsageForbids] : []),
                        "\(use) for \(purpose)")
                }
            }
        }
    }

    @Test func `the RSA hierarchy is made with its first order, and whoever trusts is told first`()
        async throws
    {
        try await Self.run { bench in
            let before = bench.nca.roots
            let told = Told()
            bench.nca.whenMade { told.add($0) }
            let issued = try await bench.nca.issue(Self.order(.individual, .rsa))
            #expect(bench.nca.roots.count == before.count + 1)
            #expect(told.certificates == [bench.nca.roots.last, bench.nca.authorities.last])
            #expect(issued.certificate.publicKey.algorithm == .rs256)
            // The others were there from the beginning.
            _ = try await bench.nca.issue(Self.order(.individual, .ecdsa))
            #expect(told.certificates.count == 2)
        }
    }

    private final class Told: Sendable {
        private let state = Mutex<[Certificate]>([])
        func add(_ certificates: [Certificate]) { state.withLock { $0 += certificates } }
        var certificates: [Certificate] { state.withLock { $0 } }
    }

    @Test func `expired, not yet valid and revoked certificates are found to be so`() async throws {
        try await Self.run { bench in
            let expected: [NCAValidity: FindingCode] = [
                .expired: .certificateExpired, .notYetValid: .certificateNotYetValid,
                .revoked: .certificateRevoked,
            ]
            for (validity, code) in expected {
                let issued = try await bench.nca.issue(Self.order(.individual, .gost, validity))
                #expect(try await bench.codes(issued).contains(code), "\(validity)")
            }
        }
    }

    @Test func `a revocation is known to OCSP and delta at once, and to the list from midnight`()
        async throws
    {
        try await Self.run { bench in
            let issued = try await bench.nca.issue(Self.order(.employee))
            #expect(try await bench.codes(issued, sources: [.crl]) == [])
            try await bench.nca.revoke(issued.certificate.serial, reason: .keyCompromise)
            bench.now = bench.now.adding(seconds: 1)
            for source in [RevocationSource.ocsp, .crl] {
                #expect(
                    try await bench.codes(issued, sources: [source]) == [.certificateRevoked])
            }
            bench.now = bench.now.adding(seconds: 86_400)
            #expect(try await bench.codes(issued, sources: [.crl]) == [.certificateRevoked])
        }
    }

    @Test func `faults of the services make revocation unknown`() async throws {
        try await Self.run { bench in
            let issued = try await bench.nca.issue(Self.order(.individual))
            var plan = NCAFaults.Plan()
            plan.lists = .down
            for fault in [NCAFaults.Service.unknown, .tryLater, .down] {
                plan.ocsp = fault
                bench.nca.faults.plan = plan
                #expect(try await bench.codes(issued).contains(.revocationUnknown), "\(fault)")
            }
            bench.nca.faults.plan = NCAFaults.Plan()
            #expect(try await bench.codes(issued) == [])
        }
    }

    @Test(arguments: NCAFamily.allCases)
    func `a time-stamp of its own authority keeps a signature after the certificate's end`(
        _ family: NCAFamily
    ) async throws {
        try await Self.run { bench in
            let issued = try await bench.nca.issue(Self.order(.individual, family))
            let content = Array("Құжат".utf8)
            let cms = try bench.nca.sign(content, with: issued, stamped: true)
            bench.now = bench.now.adding(seconds: 400 * 86_400)
            let service = bench.service
            for isTrusted in [true, false] {
                var policy = SignaturePolicy(at: bench.now)
                policy.unknownRevocation = .notChecked
                policy.isTimeStampTrusted = isTrusted
                let report = await service.verify(cms, content: content, policy: policy)
                #expect(report.isValid == isTrusted)
            }
        }
    }

    @Test func `whoever does not know its roots believes nothing of it`() async throws {
        try await Self.run { bench in
            let issued = try await bench.nca.issue(Self.order(.individual))
            let content = Array("Құжат".utf8)
            let cms = try bench.nca.sign(content, with: issued)
            let stranger = SignatureService(
                ports: .none, random: .system, lists: RevocationListCache())
            let report = await stranger.verify(
                cms, content: content, policy: SignaturePolicy(at: bench.now))
            #expect(report.findings.map(\.code).contains(.certificateUntrusted))
        }
    }

    @Test func `the same holder signs in with the same certificate until it is revoked`()
        async throws
    {
        try await Self.run { bench in
            let one = try await bench.nca.certificate(for: Self.order(.employee))
            let same = try await bench.nca.certificate(for: Self.order(.employee))
            #expect(one.certificate == same.certificate)
            try await bench.nca.revoke(one.certificate.serial, reason: .superseded)
            let other = try await bench.nca.certificate(for: Self.order(.employee))
            #expect(one.certificate != other.certificate)
        }
    }

    @Test func `every decision of the sandbox has an official`() {
        let officials = world.officials
        #expect(officials.count == 19)
        #expect(Set(officials.map(\.person.iin)).count == officials.count)
        #expect(officials.allSatisfy { !$0.person.isDead(on: today) })
        #expect(
            Set(officials.map(\.role)).isSuperset(of: [.head, .hubAdministration, .taxOfficer]))
    }
}
