import DigitalDocuments
import Kernel
import Registers
import Signatures
import Synchronization
import UseCases

/// The registers of a test: people, numbers and documents that the test changes as it goes.
package final class TestRegisters: Sendable {
    /// A register that can be switched off.
    package enum Name: Hashable, Sendable {
        case persons, phones, interior, justice, organisations, restrictions, payments
    }

    /// What a register's answer for a document lacks.
    package enum Flaw: Sendable, CaseIterable {
        /// The record of the stranger, well signed.
        case wrongPerson
        /// No name of the issuer.
        case incomplete
        /// No JSON at all.
        case malformed
        /// Another kind of document than was asked for.
        case otherType
        /// Another record than was asked for.
        case otherRecord
        /// The state of an hour ago: a stored copy.
        case stale
        /// No signature.
        case unsigned
        /// Changed after it was signed.
        case changed
        /// Signed by a body that does not issue this kind.
        case otherIssuer
        /// Names the right issuer, signed by another body.
        case signerIsNotIssuer
        /// The right names under a root that nobody trusts.
        case untrustedRoot
        /// A certificate that has ended.
        case expiredCertificate
        /// Suspended by the issuer.
        case suspended
        /// Its last day is over.
        case expired
        /// Its first day is still to come.
        case notYetValid

        /// The code that the platform must answer with.
        package var code: ProblemCode {
            switch self {
            case .wrongPerson: .wrongPerson
            case .incomplete, .malformed, .otherType, .otherRecord, .stale: .registerAnswerInvalid
            case .unsigned, .changed, .otherIssuer, .signerIsNotIssuer, .untrustedRoot,
                .expiredCertificate:
                .registerSignatureInvalid
            case .suspended, .expired, .notYetValid: .documentNotInForce
            }
        }
    }

    /// What the test changes.
    package struct World: Sendable {
        /// The population register.
        package var people = TestPeople.records
        /// The mobile citizens' base.
        package var phones: [IIN: PhoneNumber] = [
            TestPeople.holder: TestPeople.holderPhone,
            TestPeople.verifier: TestPeople.verifierPhone,
            TestPeople.stranger: TestPeople.strangerPhone,
        ]
        /// Whose documents there are.
        package var documents: [IIN: Set<DocumentType>] = [
            TestPeople.holder: [.identityCard, .driverLicense],
            TestPeople.stranger: [.identityCard], TestPeople.child: [.birthCertificate],
        ]
        /// What state systems hold about organisations.
        package var organisations: [BIN: OrganisationRecord] = [:]
        /// What courts and bailiffs have forbidden, by the twelve digits of whom.
        package var restrictions: [String: [CourtRestriction]] = [:]
        /// Payments at the gateway, by receipt.
        package var payments: [String: FeePayment] = [:]
        /// Registers that do not answer.
        package var down: Set<Name> = []
        /// Whether the registers answer about many people at once; otherwise they know no such route.
        package var answersMany = true
        /// Calls to the register of persons and the base of numbers so far.
        package var calls = 0
        /// Runs before the registers of people and of numbers answer, with whom they are asked
        /// about; nobody when a number is looked up.
        package var beforeAnswer: (@Sendable (Name, IIN?) async -> Void)?
        /// What is wrong with every document.
        package var flaw: Flaw?
        /// What a document says in its one line.
        package var line = "№ 1"
        /// Documents built so far.
        package var builds = 0
        /// What the authority says of the bodies' certificates.
        package var revocation = TestAuthority.Revocation()
        /// Runs after a document was built and signed, before it is handed over.
        package var afterBuild: (@Sendable () -> Void)?
        /// Runs before a document is built, the first argument of which is the build's number.
        package var beforeBuild: (@Sendable (Int) async -> Void)?
    }

    private let state = Mutex(World())
    private let clock: Clock
    private let authority: TestAuthority

    /// Registers that tell the clock's time.
    package init(clock: Clock) throws {
        self.clock = clock
        self.authority = try TestAuthority.shared.get()
    }

    /// What there is now.
    package var world: World { state.withLock { $0 } }

    /// Changes what there is.
    package func change(_ body: (inout World) -> Void) {
        state.withLock { body(&$0) }
    }

    /// The ports that the platform calls.
    package func ports() throws -> RegisterPorts {
        RegisterPorts(
            persons: PersonRegister(
                find: { iin, _ async throws(RegisterFault) in
                    await self.world.beforeAnswer?(.persons, iin)
                    try self.check(.persons)
                    return self.world.people[iin]
                },
                standings: { iins, _ async throws(RegisterFault) in
                    try self.checkMany(.persons)
                    let people = self.world.people
                    return Dictionary(
                        uniqueKeysWithValues: iins.compactMap { iin in
                            people[iin].map { (iin, PersonStanding($0)) }
                        })
                }),
            phones: PhoneRegister(
                find: { iin, _ async throws(RegisterFault) in
                    await self.world.beforeAnswer?(.phones, iin)
                    try self.check(.phones)
                    return self.world.phones[iin]
                },
                holders: { phone, _ async throws(RegisterFault) in
                    await self.world.beforeAnswer?(.phones, nil)
                    try self.check(.phones)
                    return self.world.phones.filter { $0.value == phone }.map(\.key)
                },
                findMany: { iins, _ async throws(RegisterFault) in
                    try self.checkMany(.phones)
                    let phones = self.world.phones
                    let counts = phones.values.reduce(into: [PhoneNumber: Int]()) {
                        $0[$1, default: 0] += 1
                    }
                    return Dictionary(
                        uniqueKeysWithValues: iins.compactMap { iin in
                            phones[iin].map { phone in
                                (iin, FoundPhone(phone: phone, isShared: counts[phone] ?? 0 > 1))
                            }
                        })
                }),
            documents: [
                register(.interior, of: [.identityCard, .driverLicense]),
                register(.justice, of: [.birthCertificate]),
            ],
            organisations: OrganisationRegister { bin, _ async throws(RegisterFault) in
                try self.check(.organisations)
                return self.world.organisations[bin]
            },
            restrictions: RestrictionRegister { party, _ async throws(RegisterFault) in
                try self.check(.restrictions)
                return self.world.restrictions[party] ?? []
            },
            payments: PaymentGateway { receipt, _ async throws(RegisterFault) in
                try self.check(.payments)
                return self.world.payments[receipt]
            },
            signatures: try CMSVerifier(trustedRoots: [authority.root]),
            authorities: authority.ports(clock) { self.world.revocation },
            issuers: [
                .identityCard: [TestPeople.interior], .driverLicense: [TestPeople.interior],
                .birthCertificate: [TestPeople.justice],
            ])
    }

    private func check(_ name: Name) throws(RegisterFault) {
        let isDown = state.withLock { world in
            world.calls += 1
            return world.down.contains(name)
        }
        if isDown { throw .unavailable }
    }

    private func checkMany(_ name: Name) throws(RegisterFault) {
        try check(name)
        if !world.answersMany { throw .notFound }
    }

    private func register(_ name: Name, of types: Set<DocumentType>) -> DocumentRegister {
        DocumentRegister(
            documentTypes: types,
            list: { iin, _ async throws(RegisterFault) in
                try self.check(name)
                return (self.world.documents[iin] ?? []).intersection(types).map { type in
                    DocumentListing(
                        documentType: type, recordID: Self.recordID(iin, type), title: type.title)
                }
            },
            build: { query async throws(RegisterFault) in
                let (number, before) = self.state.withLock { world in
                    world.builds += 1
                    return (world.builds, world.beforeBuild)
                }
                await before?(number)
                try self.check(name)
                let document = try self.document(query)
                self.world.afterBuild?()
                return document
            })
    }

    private static func recordID(_ iin: IIN, _ type: DocumentType) -> String {
        "\(type.rawValue)-\(iin.digits.suffix(4))"
    }
}

// MARK: - Documents

extension TestRegisters {
    private func document(_ query: DocumentQuery) throws(RegisterFault) -> SignedDocument {
        guard world.documents[query.iin]?.contains(query.documentType) == true,
            Self.recordID(query.iin, query.documentType) == query.recordID
        else { throw .notFound }
        do {
            return try sign(content(query), query)
        } catch {
            throw .unavailable
        }
    }

    private func content(_ query: DocumentQuery) -> DocumentContent {
        let isBirth = query.documentType == .birthCertificate
        let name = LocalizedText(kk: "Министрлік", ru: "Министерство", en: "Ministry")
        let now = clock.now()
        let today = Day(at: now)
        var content = DocumentContent(
            documentType: query.documentType, recordID: query.recordID, ownerIIN: query.iin,
            issuer: .init(
                bin: isBirth ? TestPeople.justice : TestPeople.interior, name: name),
            asOf: now, validFrom: TestPeople.day(2020, 1, 1), validUntil: nil, status: .inForce,
            fields: [
                DocumentField(
                    name: "number", label: LocalizedText(kk: "Нөмірі", ru: "Номер", en: "Number"),
                    value: .text(world.line))
            ])
        switch world.flaw {
        case .wrongPerson: content.ownerIIN = TestPeople.stranger
        case .otherType: content.documentType = isBirth ? .diploma : .birthCertificate
        case .otherRecord: content.recordID += "-2"
        case .stale: content.asOf = now.adding(seconds: -3600)
        case .otherIssuer: content.issuer.bin = TestPeople.justice
        case .suspended: content.status = .suspended
        case .expired: content.validUntil = today.adding(days: -1)
        case .notYetValid: content.validFrom = today.adding(days: 1)
        default: break
        }
        return content
    }

    private func sign(
        _ content: DocumentContent, _ query: DocumentQuery
    ) throws -> SignedDocument {
        var bytes = content.signedBytes
        if world.flaw == .incomplete {
            bytes =
                JSON.object((content.json.members ?? []).filter { $0.name != "issuer" })
                .canonicalBytes
        } else if world.flaw == .malformed {
            bytes = Array("<document/>".utf8)
        }
        let signer =
            switch world.flaw {
            case .otherIssuer, .signerIsNotIssuer: authority.justice
            case .untrustedRoot: authority.impostor
            case .expiredCertificate: authority.expired
            default:
                query.documentType == .birthCertificate ? authority.justice : authority.interior
            }
        let now = world.flaw == .expiredCertificate ? clock.now().adding(seconds: -60) : clock.now()
        let signature = world.flaw == .unsigned ? [] : try signer.sign(bytes, at: now)
        if world.flaw == .changed {
            var changed = content
            changed.fields[0].value = .text("№ 2")
            bytes = changed.signedBytes
        }
        return SignedDocument(content: bytes, signature: signature)
    }
}
