import DigitalDocuments
import Foundation
import Journal
import Kernel
import Signatures
import Store
import UseCases

/// Administration in production: `client`, `official`, `register`, `issuer`, `key`, `confirm`.
///
/// Whatever lets somebody in is proposed by one person and confirmed by another; both are accounts
/// of the operating system, whose names the journal keeps.
extension CommandLineInterface.Command {
    /// `qyzmet client add | list | disable`.
    static let client = Self(
        name: "client",
        help: "registers, lists or stops systems\n"
            + "client add FILE.json | client list | client disable ID"
    ) { arguments in
        switch arguments.first {
        case "add":
            let json = try file(arguments.dropFirst().first)
            try await propose(.addClient(try ClientDraft(administration: json)), json)
        case "disable":
            let id = try word(arguments, 1, "ID")
            try await propose(.disableClient(id: id), ["id": .string(id)])
        case "list":
            try await list("SELECT id, bin, role, scopes, disabled_at FROM client ORDER BY id")
        default: throw usage("client add FILE.json | client list | client disable ID")
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
        help: "confirms, as a second person, what another has proposed\nconfirm [ID]"
    ) { arguments in
        try await withAdministration { administration in
            guard let id = arguments.first else {
                for proposal in try await administration.proposals() {
                    CommandLineInterface.say(
                        "\(proposal.id.text)  \(proposal.action)  by \(proposal.proposedBy)")
                }
                return
            }
            try await administration.confirm(Identifier(stored: id), by: account())
            CommandLineInterface.say("confirmed \(id)")
        }
    }

    /// `qyzmet key rotate`.
    static let key = Self(
        name: "key",
        help: "makes a new signing key, published now and signing an hour later\nkey rotate"
    ) { arguments in
        guard arguments == ["rotate"] else { throw usage("key rotate") }
        let configuration = try CommandLineInterface.configuration()
        let from = Clock.machine.now().adding(seconds: KeyFiles.publishSeconds)
        let kid = try KeyFiles(dataFolder: configuration.dataFolder).add(signsFrom: from)
        try await withAdministration { administration in
            try await administration.recordKeyRotation(to: kid, signsFrom: from, by: account())
        }
        CommandLineInterface.say("key \(kid) signs from \(from)")
    }
}

// MARK: - Helpers

private func withAdministration(
    _ body: (Administration) async throws -> Void
) async throws {
    let configuration = try CommandLineInterface.configuration()
    let store = try StoreLocation(url: configuration.databaseURL).open()
    defer { store.close() }
    try await store.migrate(Migration.all)
    try await body(
        Administration(
            store: store, journal: Journal(random: .system), clock: .machine, random: .system,
            isSandbox: configuration.mode == .sandbox))
}

private func propose(_ change: AdministrativeChange, _ proposal: JSON) async throws {
    try await withAdministration { administration in
        switch try await administration.make(change, proposal: proposal, by: account()) {
        case .made: CommandLineInterface.say("done")
        case .waits(let id):
            CommandLineInterface.say(
                "proposed \(id.text); another person runs: qyzmet confirm \(id.text)")
        }
    }
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

/// The account of the operating system that runs the command.
private func account() -> String {
    let environment = ProcessInfo.processInfo.environment
    return environment["SUDO_USER"] ?? environment["QYZMET_ACCOUNT"] ?? NSUserName()
}

private func rules() throws -> IIN.Rules {
    try CommandLineInterface.configuration().mode == .sandbox ? .sandbox : .production
}

private func usage(_ text: String) -> CommandLineInterface.UsageFault {
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
