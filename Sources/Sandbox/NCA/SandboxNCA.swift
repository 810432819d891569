import Foundation
import HTTPServer
import Kernel
import Signatures
import Store
import Synchronization

/// The sandbox's certification authority: a likeness of the NCA of Kazakhstan that everybody may
/// use and nobody trusts outside (UC-26).
///
/// It has its own listener, store and keys. Its names carry the mark SANDBOX; production never
/// makes it and passes its roots over.
package final class SandboxNCA: Sendable {
    /// The password of every key file that it gives out, as the SDK's.
    package static let password = "Qwerty12"

    /// What is wrong with its services.
    package let faults = NCAFaults()

    let hierarchies: NCAHierarchies
    let store: NCAStore
    let clock: Clock
    let random: RandomSource
    private let server: HTTPServer
    private let url: String
    private let listener = Mutex<(@Sendable ([Certificate]) async throws -> Void)?>(nil)

    /// Reads or makes the authority below the folder and begins to listen.
    ///
    /// - Parameter folder: made when there is none.
    package init(folder: String, clock: Clock, random: RandomSource) async throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        var limits = SQLiteLimits()
        limits.readers = 1
        let store = NCAStore(store: try SQLiteStore(path: folder + "/nca.db", limits: limits))
        try await store.store.migrate(NCAStore.migrations)
        let slot = NCADeskSlot()
        let server = try await Self.listen(store) { await slot.answer($0) }
        let url = "http://127.0.0.1:\(server.port)"
        let hierarchies = try NCAHierarchies(folder: folder) { family in
            try NCAHierarchy(family, folder: folder, url: url, now: clock.now(), random: random)
        }
        self.store = store
        self.server = server
        self.url = url
        self.hierarchies = hierarchies
        self.clock = clock
        self.random = random
        slot.install(
            NCADesk(
                hierarchies: hierarchies, store: store, clock: clock, random: random,
                faults: faults))
    }

    /// Where its services listen.
    package var address: String { url }

    /// The time-stamping service's address.
    package var stampURL: String { url + "/tsp/" }

    /// The roots of the hierarchies that there are.
    package var roots: [Certificate] { hierarchies.made.map(\.root.certificate) }

    /// The issuing authorities of the hierarchies that there are.
    package var authorities: [Certificate] { hierarchies.made.map(\.issuing.certificate) }

    /// Names whoever is told of a hierarchy before the first certificate of it is given out.
    package func whenMade(
        _ body: @escaping @Sendable ([Certificate]) async throws -> Void
    ) {
        listener.withLock { $0 = body }
    }

    /// The family's hierarchy; one that nobody was told of yet is told of.
    private func hierarchy(of family: NCAFamily) async throws -> NCAHierarchy {
        let hierarchy = try hierarchies.ordered(family)
        if family.isMadeWhenOrdered, let listener = listener.withLock({ $0 }) {
            try await listener([hierarchy.root.certificate, hierarchy.issuing.certificate])
        }
        return hierarchy
    }

    subscript(_ family: NCAFamily) -> NCAHierarchy {
        guard let hierarchy = hierarchies[family] else {
            preconditionFailure("what a certificate was issued in is there")
        }
        return hierarchy
    }

    /// Finishes what is in hand, closes the store.
    package func stop() async {
        await server.stop(graceMilliseconds: 1000)
        store.store.close()
    }

    /// Listens where it did before, because that address stands in its certificates; on any free
    /// port when another program has that one now.
    private static func listen(
        _ store: NCAStore, _ answer: @escaping @Sendable (HTTPRequest) async -> HTTPResponse
    ) async throws -> HTTPServer {
        let known = UInt16(try await store.setting("port", or: "0")) ?? 0
        if known != 0 {
            let server = try HTTPServer(port: known, threads: 1, handler: answer)
            if (try? server.start()) != nil { return server }
        }
        let server = try HTTPServer(port: 0, threads: 1, handler: answer)
        try server.start()
        try await store.set("port", "\(server.port)")
        return server
    }
}

// MARK: - Issuing

extension SandboxNCA {
    /// For whom a certificate is asked.
    package struct Order: Sendable {
        /// The person; nil for an information system.
        package var person: SyntheticPerson?
        /// The body; nil for a natural person.
        package var body: LegalEntity?
        /// As what the holder acts.
        package var kind: NCAHolderKind
        /// In which hierarchy.
        package var family: NCAFamily
        /// When it is valid.
        package var validity: NCAValidity
        /// For what its key is.
        package var use: NCAKeyUse

        /// An order.
        package init(
            person: SyntheticPerson?, body: LegalEntity?, kind: NCAHolderKind,
            family: NCAFamily = .gost, validity: NCAValidity = .valid, use: NCAKeyUse = .universal
        ) {
            self.person = person
            self.body = body
            self.kind = kind
            self.family = family
            self.validity = validity
            self.use = use
        }

        /// Whether it names whom the kind needs, and nobody else.
        package var isComplete: Bool {
            (person != nil) == kind.namesPerson && (body != nil) == kind.namesBody
        }
    }

    /// Makes a key, certifies it and keeps both.
    package func issue(_ order: Order) async throws -> IssuedCertificate {
        precondition(order.isComplete, "the order names whom its kind needs")
        let now = clock.now()
        let key = try order.family.generateKey()
        let (from, until) = Self.term(order.validity, now)
        let hierarchy = try await hierarchy(of: order.family)
        let certificate = try hierarchy.issuing.issue(
            to: order.subject, key: key.publicKey,
            profile: profile(order.use.profile(of: order.kind, in: order.family), order.family),
            from: from, to: until, random: random)
        let p12 = try PKCS12.encode(
            key: key, certificate: certificate,
            chain: [hierarchy.issuing.certificate, hierarchy.root.certificate],
            password: Self.password, random: random)
        try await store.insert(
            certificate, order.family, order.kind, order.use, p12: p12, at: now)
        if order.validity == .revoked {
            _ = try await store.revoke(serial: certificate.serial, at: now, .keyCompromise)
        }
        guard let issued = try await store.find(serial: certificate.serial) else {
            throw NCAHierarchy.AuthorityRefused()
        }
        return issued
    }

    /// The holder's valid certificate, made when there is none.
    package func certificate(for order: Order) async throws -> IssuedCertificate {
        if order.validity == .valid, let iin = order.person?.iin.digits,
            let known = try await store.valid(
                iin: iin, kind: order.kind, bin: order.body?.bin.digits, family: order.family,
                use: order.use, at: clock.now())
        {
            return known
        }
        return try await issue(order)
    }

    /// Revokes a certificate; false when there is none or it is revoked already.
    @discardableResult
    package func revoke(_ serial: String, reason: RevocationReason) async throws -> Bool {
        try await store.revoke(serial: serial, at: clock.now(), reason)
    }

    /// Certifies a key that a register keeps itself.
    func certify(
        _ key: PublicKey, as subject: CertificateSubject, from: Instant, to end: Instant
    ) async throws -> Certificate {
        let certificate = try self[.ecdsa].issuing.issue(
            to: subject, key: key, profile: profile(.holder([.organization]), .ecdsa), from: from,
            to: end, random: random)
        try await store.insert(
            certificate, .ecdsa, .informationSystem, .universal, p12: [], at: clock.now())
        return certificate
    }

    private func profile(
        _ profile: CertificateProfile, _ family: NCAFamily
    ) -> CertificateProfile {
        var profile = profile
        let name = family.rawValue
        profile.ocspAddresses = [url + "/ocsp/"]
        profile.revocationListAddresses = ["\(url)/crl/nca_\(name)_sandbox.crl"]
        profile.deltaListAddresses = ["\(url)/crl/nca_\(name)_d_sandbox.crl"]
        profile.issuerAddresses = ["\(url)/cert/nca_\(name)_sandbox.cer"]
        return profile
    }

    private static func term(_ validity: NCAValidity, _ now: Instant) -> (Instant, Instant) {
        let second = Instant(seconds: now.milliseconds / 1000)
        let day: Int64 = 86_400
        return switch validity {
        case .valid, .revoked: (second.adding(seconds: -60), second.adding(seconds: 365 * day))
        case .expired: (second.adding(seconds: -366 * day), second.adding(seconds: -day))
        case .notYetValid: (second.adding(seconds: day), second.adding(seconds: 366 * day))
        }
    }
}

// MARK: - Signing

extension SandboxNCA {
    /// Signs the bytes with the certificate's key, as the holder would with a program.
    package func sign(
        _ content: [UInt8], with issued: IssuedCertificate, detached: Bool = true,
        stamped: Bool = false
    ) throws -> [UInt8] {
        guard let entry = try PKCS12(issued.p12, password: Self.password).entries.first else {
            throw NCAHierarchy.AuthorityRefused()
        }
        var draft = SignedDataDraft(content: content, detached: detached)
        let signature = try draft.sign(
            with: entry.key, certificate: issued.certificate, signingTime: clock.now())
        if stamped {
            try draft.attach(
                timeStamp: self[issued.family].stamp(signature, now: clock.now(), random: random))
        }
        return draft.der
    }

    /// A token of the family's time-stamping authority over the bytes.
    func stamp(_ bytes: [UInt8], _ family: NCAFamily) throws -> [UInt8] {
        try self[family].stamp(bytes, now: clock.now(), random: random)
    }
}

extension SandboxNCA.Order {
    /// The name in the certificate, in the NCA's manner: capitals, the patronymic in `GN`.
    var subject: CertificateSubject {
        let bodyName = body.map { String($0.name.ru.uppercased().prefix(64)) }
        var subject: CertificateSubject
        if let person {
            subject = CertificateSubject(
                surname: person.name.surname.uppercased(),
                givenName: person.name.given.uppercased(),
                patronymic: person.name.patronymic?.uppercased(), iin: person.iin.digits)
        } else {
            subject = CertificateSubject(commonName: "ИС \"QYZMET SANDBOX\"")
            subject.systemIdentifier = "1.2.398.6.10.1.1"
        }
        subject.organization = bodyName
        subject.organizationalUnits = body.map { ["BIN" + $0.bin.digits] } ?? []
        if kind == .treasury {
            subject.businessCategory = "KS00001"
            subject.treasuryRoles = ["ROLE01", "ROLE04"]
        }
        return subject
    }
}
