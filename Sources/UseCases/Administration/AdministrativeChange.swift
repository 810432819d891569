import AccessControl
import DigitalDocuments
import Journal
import Kernel
import Signatures
import Store
import WorkingTime

/// A change to what the installation trusts; each is a journal entry (use case 10).
package enum AdministrativeChange: Sendable {
    /// Registers a system (KDP-2.2, DD-4).
    case addClient(ClientDraft)
    /// Stops a system at once.
    case disableClient(id: String)
    /// Says where a system takes notices; nil when it takes none any more.
    case setCallback(client: String, url: String?)
    /// Puts a system's public keys in place of those it had (use case 80).
    case setClientKeys(client: String, keys: JSON)
    /// Records that a system is integrated with the State Service (KDP-3).
    case recordIntegration(client: String, evidence: String)
    /// Records that it no longer is.
    case endIntegration(client: String)
    /// Records a ground of Article 9 that frees a system from integration (KDP-3).
    case recordExemption(client: String, ground: ExemptionGround, evidence: String)
    /// Records that the ground no longer holds.
    case endExemption(client: String)
    /// Gives a person a role as official (KDP-2.6).
    case addOfficial(OfficialDraft)
    /// Takes the role away.
    case disableOfficial(iin: IIN)
    /// Connects a register's service (DD-6).
    case addRegister(RegisterDraft)
    /// Disconnects a register's service.
    case disableRegister(id: String)
    /// Believes a body's signature on a kind of document (DD-5), under a root when one is given.
    case addIssuer(bin: BIN, documentType: DocumentType, root: Certificate?)
    /// Believes it no longer.
    case disableIssuer(bin: BIN, documentType: DocumentType)
    /// Believes the certificates of people that this certification authority issues (UC-27).
    case addRoot(Certificate)
    /// Believes the authority with this fingerprint no longer, for people and bodies.
    case disableRoot(fingerprint: String)

    /// Lets a version of a pilot of food vouchers hold from its day on (FV-31).
    case recordPilotVersion(PilotFile)

    /// Says on which day an amending order was published (use case 82, IS-O.4).
    case enterPublication(ActPublication)
    /// Makes days of the working calendar others, over the calendar of the release (use case 84,
    /// IS-WD-1).
    case changeCalendar(CalendarDecision)

    /// Signs with the key of this name from when its peers can know it (KDP-2.8).
    case rotateKey(kid: String)
    /// Believes no token under this key any more; its heads still verify (KDP-2.8).
    case retireKey(kid: String)

    /// The entry's kind.
    var kind: JournalKind {
        switch self {
        case .addClient: .clientAdded
        case .disableClient: .clientDisabled
        case .setCallback, .setClientKeys: .clientChanged
        case .recordIntegration: .clientIntegrated
        case .endIntegration: .clientIntegrationEnded
        case .recordExemption: .exemptionRecorded
        case .endExemption: .exemptionEnded
        case .addOfficial: .officialAdded
        case .disableOfficial: .officialDisabled
        case .addRegister: .registerAdded
        case .disableRegister: .registerDisabled
        case .addIssuer: .issuerAdded
        case .disableIssuer: .issuerDisabled
        case .addRoot: .rootAdded
        case .disableRoot: .rootDisabled
        case .recordPilotVersion: .voucherPilotVersionRecorded
        case .enterPublication: .actPublicationEntered
        case .changeCalendar: .workingCalendarChanged
        case .rotateKey: .keyRotated
        case .retireKey: .keyRetired
        }
    }

    /// Whether a second person must confirm it.
    ///
    /// Whatever lets somebody in waits for one; shutting out is quick. A key waits both ways: what
    /// every peer holds under it ends at once.
    package var needsSecondPerson: Bool {
        switch self {
        case .addClient, .setCallback, .setClientKeys, .recordIntegration, .recordExemption,
            .addOfficial, .addRegister, .addIssuer, .addRoot, .recordPilotVersion,
            .enterPublication, .changeCalendar, .rotateKey, .retireKey:
            true
        case .disableClient, .endIntegration, .endExemption, .disableOfficial, .disableRegister,
            .disableIssuer, .disableRoot:
            false
        }
    }

    /// Whether officials of the authorised body decide it on their pages, and nobody else: not the
    /// operator's people at the command line, and in the sandbox too by two.
    package var isOfOfficials: Bool { Self.kindsOfOfficials.contains(kind) }

    /// The kinds of those changes.
    static let kindsOfOfficials: [JournalKind] = [.actPublicationEntered, .workingCalendarChanged]
}

/// A system to be registered.
package struct ClientDraft: Sendable {
    /// The name under which it calls: 3 to 64 letters, digits and hyphens.
    package var id: String
    /// The name that people read.
    package var name: LocalizedText
    /// The organisation that owns it.
    package var bin: BIN
    /// Its role (DD-2.5).
    package var role: ClientSystem.Role
    /// The kind of operator (KDP-2.4).
    package var operatorKind: ClientSystem.OperatorKind
    /// What it may do.
    package var scopes: Set<Scope>
    /// The data sets that it holds, for a data owner.
    package var dataSets: Set<String>
    /// Its public keys, a JWK set.
    package var keys: JSON
    /// The authorised body's decision that admits it (DD-4); nil before there is one.
    package var decision: String?
    /// The document that shows its integration with the State Service (KDP-3); nil before that.
    package var integration: String?
    /// Where it is told of what happens to its consents; nil when it asks by itself.
    package var callbackURL: String?

    /// A system with its facts.
    package init(
        id: String, name: LocalizedText, bin: BIN, role: ClientSystem.Role,
        operatorKind: ClientSystem.OperatorKind, scopes: Set<Scope>, dataSets: Set<String>,
        keys: JSON, decision: String?, integration: String? = nil, callbackURL: String? = nil
    ) {
        self.id = id
        self.name = name
        self.bin = bin
        self.role = role
        self.operatorKind = operatorKind
        self.scopes = scopes
        self.dataSets = dataSets
        self.keys = keys
        self.decision = decision
        self.integration = integration
        self.callbackURL = callbackURL
    }
}

/// A person to be given a role.
package struct OfficialDraft: Sendable {
    /// The person.
    package var iin: IIN
    /// The name.
    package var name: String
    /// The body for which the person acts.
    package var body: BIN
    /// The role of ``OfficialRole``, or several with a blank between them.
    package var role: String

    /// A person with a role.
    package init(iin: IIN, name: String, body: BIN, role: String) {
        self.iin = iin
        self.name = name
        self.body = body
        self.role = role
    }
}

/// A register's service to be called.
package struct RegisterDraft: Sendable, Hashable {
    /// The name under which it is known here.
    package var id: String
    /// What it answers.
    package var kind: Kind
    /// Where it answers.
    package var url: String
    /// The secret by which it knows us.
    package var secret: String
    /// The kinds of documents that it builds.
    package var documentTypes: Set<DocumentType>

    /// What a register answers.
    package enum Kind: String, CaseIterable, Sendable {
        case persons, phones, documents, organisations
    }

    /// A register with its address.
    package init(
        id: String, kind: Kind, url: String, secret: String, documentTypes: Set<DocumentType>
    ) {
        self.id = id
        self.kind = kind
        self.url = url
        self.secret = secret
        self.documentTypes = documentTypes
    }
}
