import HTTPClient
import Kernel
import Registers
import Signatures
import UseCases

extension RegisterPorts {
    /// The ports to the registers that the installation trusts.
    ///
    /// A register that is not connected answers `unavailable`: nothing is guessed in its place.
    ///
    /// - Parameter services: how certification authorities are asked about revocation.
    init(
        trust: Trust, http: HTTPClient, services: AuthorityServices, rules: IIN.Rules
    ) throws {
        func connection(_ draft: RegisterDraft) -> RegisterConnection {
            RegisterConnection(url: draft.url, secret: draft.secret, rules: rules)
        }
        let persons = trust.registers.first { $0.kind == .persons }
        let organisations = trust.registers.first { $0.kind == .organisations }
        let phones = trust.registers.first { $0.kind == .phones }
        self.init(
            persons: persons.map { PersonRegister(client: http, connection: connection($0)) }
                ?? .notConnected,
            phones: phones.map { PhoneRegister(client: http, connection: connection($0)) }
                ?? .notConnected,
            documents: trust.registers.filter { $0.kind == .documents }.map {
                DocumentRegister(
                    client: http, connection: connection($0), documentTypes: $0.documentTypes)
            },
            organisations: organisations.map {
                OrganisationRegister(client: http, connection: connection($0))
            } ?? .notConnected,
            // Restrictions and payments are reached through the same connection.
            restrictions: organisations.map {
                RestrictionRegister(client: http, connection: connection($0))
            } ?? .notConnected,
            payments: organisations.map {
                PaymentGateway(client: http, connection: connection($0))
            } ?? .notConnected, signatures: try CMSVerifier(trustedRoots: trust.roots),
            authorities: SignaturePorts(
                anchors: TrustAnchors(authorities: trust.roots), authorities: [],
                services: services), issuers: trust.issuers)
    }
}

extension PersonRegister {
    fileprivate static let notConnected = PersonRegister { _, _ throws(RegisterFault) in
        throw .unavailable
    }
}

extension PhoneRegister {
    fileprivate static let notConnected = PhoneRegister(
        find: { _, _ throws(RegisterFault) in throw .unavailable },
        holders: { _, _ throws(RegisterFault) in throw .unavailable })
}
