import DigitalDocuments
import Foundation
import Journal
import Kernel
import Signatures
import Store
import UseCases

/// Administration in production: `client`, `official`, `register`, `issuer`, `confirm`.
///
/// Whatever lets somebody in is proposed by one person and confirmed by another; both are accounts
/// of the operating system, whose names the journal keeps.
extension CommandLineInterface.Command {
    /// `qyzmet client add | list | disable`.
    static let client = Self(
        name: "client",
        help: "registers, lists or stops systems; records how they stand to KDP-3\n"
            + clientUsage
    ) { arguments in
        switch arguments.first {
        case "add":
            let json = try file(arguments.dropFirst().first)
            try await propose(.addClient(try ClientDraft(administration: json)), json)
        case "disable":
            let id = try word(arguments, 1, "ID")
            try await propose(.disableClient(id: id), ["id": .string(id)])
        case "list":
            try await list(
                """
                SELECT id, bin, role, scopes, disabled_at,
                    (SELECT i.evidence FROM client_integration i
                        WHERE i.client_id = client.id AND i.ended_at IS NULL),
                    (SELECT x.ground FROM client_exemption x
                        WHERE x.client_id = client.id AND x.ended_at IS NULL)
                FROM client ORDER BY id
                """)
        case "callback":
            let (id, url) = (try word(arguments, 1, "ID"), try word(arguments, 2, "URL"))
            let address = url == "none" ? nil : url
            try await propose(
                .setCallback(client: id, url: address),
                ["client": .string(id), "callbackUrl": JSON(address)])
        case "keys":
            let json: JSON = [
                "client": .string(try word(arguments, 1, "ID")),
                "jwks": try file(arguments.dropFirst(2).first),
            ]
            try await propose(try AdministrativeChange(clientKeys: json), json)
        case "integrate":
            let json: JSON = [
                "client": .string(try word(arguments, 1, "ID")),
                "evidence": .string(try word(arguments, 2, "EVIDENCE")),
            ]
            try await propose(try AdministrativeChange(integration: json), json)
        case "exempt":
            let json: JSON = [
                "client": .string(try word(arguments, 1, "ID")),
                "ground": .string(try word(arguments, 2, "GROUND")),
                "evidence": .string(try word(arguments, 3, "EVIDENCE")),
            ]
            try await propose(try AdministrativeChange(exemption: json), json)
        case "end-integration":
            let id = try word(arguments, 1, "ID")
            try await propose(.endIntegration(client: id), ["client": .string(id)])
        case "end-exemption":
            let id = try word(arguments, 1, "ID")
            try await propose(.endExemption(client: id), ["client": .string(id)])
        default: throw usage(clientUsage)
        }
    }

    /// `qyzmet official add | list | disable`.
    static let official = Self(
        name: "official",
        help: "gives or takes the roles of officials\n"
            + "official add FILE.json | official list | official disable IIN"
    ) { arguments in
        switch arguments.first {
        case "add":
            let json = try file(arguments.dropFirst().first)
            try await propose(.addOfficial(try OfficialDraft(administration: json)), json)
        case "disable":
            let iin = try IIN(try word(arguments, 1, "IIN"), rules: try rules())
            try await propose(.disableOfficial(iin: iin), ["iin": .string(iin.digits)])
        case "list":
            try await list("SELECT name, body_bin, role, disabled_at FROM official ORDER BY name")
        default: throw usage("official add FILE.json | official list | official disable IIN")
        }
    }

    /// `qyzmet register add | list | disable`.
    static let register = Self(
        name: "register",
        help: "connects, lists or disconnects registers\n"
            + "register add FILE.json | register list | register disable ID"
    ) { arguments in
        switch arguments.first {
        case "add":
            let json = try file(arguments.dropFirst().first)
            try await propose(.addRegister(try RegisterDraft(administration: json)), json)
        case "disable":
            let id = try word(arguments, 1, "ID")
            try await propose(.disableRegister(id: id), ["id": .string(id)])
        case "list":
            try await list(
                "SELECT id, kind, url, document_types, disabled_at FROM register ORDER BY id")
        default: throw usage("register add FILE.json | register list | register disable ID")
        }
    }

    /// `qyzmet issuer add | list | disable`.
    static let issuer = Self(
        name: "issuer",
        help: "believes a body's signatures on a kind of document, or no longer\n"
            + "issuer add FILE.json | issuer list | issuer disable BIN TYPE"
    ) { arguments in
        switch arguments.first {
        case "add":
            let json = try file(arguments.dropFirst().first)
            try await propose(try AdministrativeChange(issuer: json), json)
        case "disable":
            let bin = try BIN(try word(arguments, 1, "BIN"), rules: try rules())
            guard let type = DocumentType(rawValue: try word(arguments, 2, "TYPE")) else {
                throw usage("issuer disable BIN TYPE: TYPE is a kind of document")
            }
            try await propose(
                .disableIssuer(bin: bin, documentType: type),
                ["bin": .string(bin.digits), "documentType": .string(type.rawValue)])
        case "list":
            try await list("SELECT bin, document_type, disabled_at FROM issuer ORDER BY bin")
        default: throw usage("issuer add FILE.json | issuer list | issuer disable BIN TYPE")
        }
    }

    /// `qyzmet root add | list | disable`.
    static let root = Self(
        name: "root",
        help: "believes a certification authority's certificates of people, or no longer\n"
            + "root add FILE.json | root list | root disable FINGERPRINT"
    ) { arguments in
        switch arguments.first {
        case "add":
            let json = try file(arguments.dropFirst().first)
            try await propose(try AdministrativeChange(root: json), json)
        case "disable":
            let fingerprint = try word(arguments, 1, "FINGERPRINT")
            try await propose(
                .disableRoot(fingerprint: fingerprint), ["fingerprint": .string(fingerprint)])
        case "list":
            try await list(
                """
                SELECT fingerprint, vouches_for_people, disabled_at FROM trusted_root
                ORDER BY created_at
                """)
        default:
            throw usage("root add FILE.json | root list | root disable FINGERPRINT")
        }
    }

    /// `qyzmet confirm ID`.
    static let confirm = Self(
        name: "confirm",
        help: "confirms, as a second person, what another has proposed\n"
            + "confirm ID; without an ID lists what waits, with its ids and what would change"
    ) { arguments in
        try await withAdministration { administration in
            guard let id = arguments.first else {
                for proposal in try await administration.proposals() {
                    CommandLineInterface.say(
                        "\(proposal.id.text)  \(proposal.action)  by \(proposal.proposedBy)  "
                            + proposal.facts.text)
                }
                return
            }
            // By id alone: two proposals may bear one name, and only one of them was looked at.
            guard let id = Identifier<Administration.Proposal>(id) else {
                throw usage("confirm ID: the id that qyzmet confirm lists, not a name")
            }
            let files = try keyFiles()
            let now = Clock.machine.now()
            try await administration.confirm(id, by: OperatorAccount.current.name) { change in
                switch change {
                case .rotateKey(let kid): try files.activate(kid, at: now)
                case .retireKey(let kid): try files.retire(kid, at: now)
                default: break
                }
            }
            CommandLineInterface.say("confirmed \(id.text)")
        }
    }

    /// `qyzmet decline ID`.
    static let decline = Self(
        name: "decline",
        help: "ends, without making it, what somebody has proposed\n"
            + "decline ID; qyzmet confirm lists what waits"
    ) { arguments in
        guard let id = arguments.first.flatMap({ Identifier<Administration.Proposal>($0) }) else {
            throw usage("decline ID: the id that qyzmet confirm lists, not a name")
        }
        try await withAdministration { administration in
            let change = try await administration.decline(id, by: OperatorAccount.current.name)
            if case .rotateKey(let kid) = change { try keyFiles().removeNext(kid) }
            CommandLineInterface.say("declined \(id.text)")
        }
    }
}

// MARK: - Helpers

private let clientUsage =
    "client add FILE.json | client list | client disable ID | client callback ID URL|none | "
    + "client keys ID JWKS.json | client integrate ID EVIDENCE | "
    + "client end-integration ID | client exempt ID GROUND EVIDENCE | client end-exemption ID"

private func withAdministration<Value>(
    _ body: (Administration) async throws -> Value
) async throws -> Value {
    let configuration = try CommandLineInterface.configuration()
    let store = try StoreLocation(url: configuration.databaseURL).open()
    defer { store.close() }
    try await store.migrate(Migration.all)
    try await Installation.claim(store, for: configuration.mode)
    return try await body(
        Administration(
            store: store, journal: Journal(random: .system), clock: .machine, random: .system,
            isSandbox: configuration.mode == .sandbox,
            lapseDays: configuration.settings.shipped(OpenPoints.changeLapsesDays)))
}

/// Proposes the change; tells whether it holds already.
@discardableResult
func propose(_ change: AdministrativeChange, _ proposal: JSON) async throws -> Bool {
    try await withAdministration { administration in
        switch try await administration.make(
            change, proposal: proposal, by: OperatorAccount.current.name)
        {
        case .made:
            CommandLineInterface.say("done")
            return true
        case .waits(let id):
            CommandLineInterface.say(
                "proposed \(id.text); another person runs: qyzmet confirm \(id.text)")
            return false
        }
    }
}

func keyFiles() throws -> KeyFiles {
    KeyFiles(dataFolder: try CommandLineInterface.configuration().dataFolder)
}

private func list(_ sql: SQL) async throws {
    try await withAdministration { administration in
        for row in try await administration.store.read({ try $0.rows(sql) }) {
            let words = row.values.map { value in
                switch value {
                case .null: "-"
                case .text(let text): text
                case .integer(let number): "\(number)"
                case .bytes(let bytes): bytes.hex
                }
            }
            CommandLineInterface.say(words.joined(separator: "  "))
        }
    }
}

private func rules() throws -> IIN.Rules {
    try CommandLineInterface.configuration().mode == .sandbox ? .sandbox : .production
}

func usage(_ text: String) -> CommandLineInterface.UsageFault {
    CommandLineInterface.UsageFault(description: "usage: qyzmet \(text)")
}

private func word(_ arguments: [String], _ index: Int, _ name: String) throws -> String {
    guard arguments.count > index else { throw usage("… \(name) is missing") }
    return arguments[index]
}

private func file(_ path: String?) throws -> JSON {
    guard let path, let data = FileManager.default.contents(atPath: path) else {
        throw usage("add FILE.json: the file cannot be read")
    }
    return try JSON.parse(Array(data))
}
