import AccessControl
import DigitalDocuments
import Kernel
import Signatures
import Store
import UseCases

/// A ready-made system of the sandbox, with the private key that its developer plays with.
package struct SandboxSystem: Sendable {
    /// What the system is registered as.
    package let client: ClientDraft
    /// Its private key.
    package let key: SigningKey
    /// What it is for: `initiator`, `owner`, `user`.
    package let kind: String
    /// A complete request body but for `subjectIin`, for an initiator.
    package let example: JSON?
}

/// The systems that every sandbox has.
package enum SandboxSystems {
    /// The bank that asks people for access.
    package static let bank = "dala-bank"
    /// The system through which the police check documents.
    package static let police = "road-police"
    /// The feed that brings the lists of food vouchers.
    package static let feed = "akkol-social-protection"
    /// The provider of food vouchers, who enters shops and reads reports.
    package static let provider = "voucher-provider"
    /// The system that monitors public services and reads the stages of cases (IS-MON).
    package static let monitoring = "services-monitoring"
    /// The tills of the shop in Akkol.
    package static let tills = ["bereke-till-1", "bereke-till-2"]
    /// The data owner of a body's register.
    package static func owner(of body: IssuingBody) -> String { "owner-" + body.wireName }

    /// Reads the systems of this store; makes those that it does not have yet.
    package static func load(from platformStore: any Store, at now: Instant) async throws
        -> [SandboxSystem]
    {
        let stored = try await platformStore.read { transaction in
            try transaction.firstRow(
                "SELECT value FROM sandbox_setting WHERE name = 'systemKeys'")?.text(0)
        }
        let drafts = all
        var keys = try stored.map(readKeys) ?? [:]
        let new = drafts.filter { keys[$0.client.id] == nil }
        if !new.isEmpty {
            for draft in new { keys[draft.client.id] = try SigningKey.generateES256() }
            let text = try JSON.object(
                keys.sorted { $0.key < $1.key }.map {
                    JSON.Member($0.key, .string(try $0.value.exportPEM()))
                }
            ).text
            try await platformStore.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO sandbox_setting (name, value) VALUES ('systemKeys', \(text))
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value
                    """)
            }
        }
        return drafts.compactMap { draft in
            guard let key = keys[draft.client.id] else { return nil }
            var client = draft.client
            client.keys = KeySet([key.publicKey]).jwks
            return SandboxSystem(client: client, key: key, kind: draft.kind, example: draft.example)
        }
    }

    private struct Draft {
        let client: ClientDraft
        let kind: String
        let example: JSON?
    }

    private static func readKeys(_ text: String) throws -> [String: SigningKey] {
        let json = try JSON.parse(Array(text.utf8))
        return Dictionary(
            uniqueKeysWithValues: try (json.members ?? []).map {
                ($0.name, try SigningKey(pem: $0.value.string ?? ""))
            })
    }

    private static var all: [Draft] {
        [
            Draft(
                client: client(
                    bank, LegalEntities.bank, role: .user, kind: .legalEntity,
                    scopes: [.kdpRequest, .documentsPresent], isAdmitted: true), kind: "initiator",
                example: example),
            Draft(
                client: client(
                    police, LegalEntities.police, role: .user, kind: .stateBody,
                    scopes: [.documentsPresent], isAdmitted: true), kind: "user", example: nil),
            Draft(
                client: client(
                    "not-admitted", LegalEntities.shopChain, role: .user, kind: .legalEntity,
                    scopes: [.documentsPresent], isAdmitted: false), kind: "user", example: nil),
            Draft(
                client: client(
                    feed, LegalEntities.akkolSocialProtection, role: .user, kind: .stateBody,
                    scopes: [.vouchersList], isAdmitted: true), kind: "feed", example: nil),
            Draft(
                client: client(
                    provider, LegalEntities.egovOperator, role: .user, kind: .stateBody,
                    scopes: [.vouchersManage, .vouchersReport], isAdmitted: true),
                kind: "provider", example: nil),
            Draft(
                client: client(
                    monitoring, LegalEntities.egovOperator, role: .user, kind: .stateBody,
                    scopes: [.monitoringRead], isAdmitted: true), kind: "monitoring", example: nil),
        ]
            + tills.map { till in
                Draft(
                    client: client(
                        till, LegalEntities.shopChain, role: .user, kind: .legalEntity,
                        scopes: [.vouchersRedeem], isAdmitted: true), kind: "till", example: nil)
            }
            + IssuingBody.allCases.map { body in
                Draft(
                    client: client(
                        owner(of: body), body.entity, role: .owner, kind: .stateBody,
                        scopes: [.kdpVerify],
                        dataSets: Set(body.documentTypes.map(\.rawValue)), isAdmitted: true),
                    kind: "owner", example: nil)
            }
    }

    private static var example: JSON {
        [
            "service": "Автокредит", "action": "processing", "dataSets": ["DriverLicense"],
            "owner": .string(owner(of: .internalAffairs)), "purpose": "creditDecision",
            "lifetimeSeconds": 600, "uses": 1,
        ]
    }

    private static func client(
        _ id: String, _ entity: LegalEntity, role: ClientSystem.Role,
        kind: ClientSystem.OperatorKind, scopes: Set<Scope>, dataSets: Set<String> = [],
        isAdmitted: Bool
    ) -> ClientDraft {
        ClientDraft(
            id: id, name: entity.name, bin: entity.bin, role: role, operatorKind: kind,
            scopes: scopes, dataSets: dataSets, keys: [:],
            decision: isAdmitted ? "SANDBOX-1" : nil,
            integration: isAdmitted ? "SANDBOX-1" : nil)
    }
}

extension IssuingBody {
    /// The body's name in system names: lower case with hyphens.
    var wireName: String {
        switch self {
        case .internalAffairs: "internal-affairs"
        case .justice: "justice"
        case .labour: "labour"
        case .science: "science"
        }
    }
}
