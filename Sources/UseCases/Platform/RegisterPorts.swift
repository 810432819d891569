import DigitalDocuments
import Kernel
import Registers
import Signatures
import Synchronization

/// The state's registers, and whose signatures on documents are believed.
package struct RegisterPorts: Sendable {
    /// The population register.
    package let persons: PersonRegister
    /// The mobile citizens' base.
    package let phones: PhoneRegister
    /// What state systems hold about organisations.
    package let organisations: OrganisationRegister
    /// What courts and bailiffs have forbidden whom.
    package let restrictions: RestrictionRegister
    /// The payment gateway.
    package let payments: PaymentGateway
    /// The document services of the issuing bodies.
    package let documents: [DocumentRegister]
    /// Verifies signatures against the certification authorities that are trusted.
    package let signatures: CMSVerifier
    /// Whom the same authorities are asked about revocation, and how.
    package let authorities: SignaturePorts
    /// Which bodies issue which kind of document (DD-5).
    package let issuers: [DocumentType: Set<BIN>]

    /// The ports of an installation.
    package init(
        persons: PersonRegister, phones: PhoneRegister, documents: [DocumentRegister],
        organisations: OrganisationRegister = .notConnected,
        restrictions: RestrictionRegister = .notConnected,
        payments: PaymentGateway = .notConnected, signatures: CMSVerifier,
        authorities: SignaturePorts, issuers: [DocumentType: Set<BIN>]
    ) {
        self.persons = persons
        self.phones = phones
        self.documents = documents
        self.organisations = organisations
        self.restrictions = restrictions
        self.payments = payments
        self.signatures = signatures
        self.authorities = authorities
        self.issuers = issuers
    }

    /// The person's record; nil when the register has none.
    func person(_ iin: IIN) async throws -> PersonRecord? {
        try await persons.find(iin, RequestTrace.id)
    }

    /// The person's number; nil when the base has none.
    func phone(of iin: IIN) async throws -> PhoneNumber? {
        try await phones.find(iin, RequestTrace.id)
    }
}

/// The register ports of the moment; replaced whole when an administrator changes them.
package final class RegisterDirectory: Sendable {
    private let state: Mutex<RegisterPorts>

    /// Begins with these ports.
    package init(_ ports: RegisterPorts) {
        self.state = Mutex(ports)
    }

    /// The ports as they stand now.
    package var current: RegisterPorts { state.withLock { $0 } }

    /// Takes other ports from now on.
    package func replace(_ ports: RegisterPorts) {
        state.withLock { $0 = ports }
    }
}
