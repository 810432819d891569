import AccessControl
import DigitalDocuments
import FoodVouchers
import Journal
import Kernel
import Signatures
import Store
import WorkingTime

extension AdministrativeChange {
    /// Makes the change and writes its entry.
    ///
    /// - Parameters:
    ///   - people: who proposed and who confirmed; recorded, not shown to anyone else.
    ///   - isSandbox: marks trust that production never gives.
    package func apply(
        by people: [String], at now: Instant, isSandbox: Bool, journal: Journal,
        in transaction: any Transaction
    ) throws {
        if !isSandbox { try checkForProduction() }
        switch self {
        case .addClient(let draft):
            try checkCallback(draft.callbackURL, isSandbox: isSandbox)
            try add(draft, at: now, in: transaction)
        case .disableClient(let id):
            try transaction.execute(
                "UPDATE client SET disabled_at = \(now) WHERE id = \(id) AND disabled_at IS NULL")
            try endOpenRequests(of: id, at: now, journal: journal, in: transaction)
        case .setCallback(let id, let url):
            try checkCallback(url, isSandbox: isSandbox)
            try transaction.execute(
                "UPDATE client SET callback_url = \(url) WHERE id = \(id) AND disabled_at IS NULL")
        case .setClientKeys(let id, let keys):
            let changed = try transaction.change(
                "UPDATE client SET jwks = \(keys.text) WHERE id = \(id) AND disabled_at IS NULL")
            guard changed == 1 else {
                throw FileFault(description: "client: no system of this name works now")
            }
        case .recordIntegration, .endIntegration, .recordExemption, .endExemption:
            try changeStanding(at: now, journal: journal, in: transaction)
        case .addOfficial(let draft): try add(draft, at: now, in: transaction)
        case .disableOfficial(let iin):
            let others = try transaction.firstRow(
                "SELECT COUNT(*) FROM official WHERE iin <> \(iin) AND disabled_at IS NULL")
            guard try others?.integer(0) ?? 0 > 0 else { throw Self.lastOfficial }
            try transaction.execute(
                """
                UPDATE official SET disabled_at = \(now) WHERE iin = \(iin) AND disabled_at IS NULL
                """)
        case .addRegister(let draft): try add(draft, at: now, in: transaction)
        case .disableRegister(let id):
            try transaction.execute(
                "UPDATE register SET disabled_at = \(now) WHERE id = \(id) AND disabled_at IS NULL")
        case .addIssuer(let bin, let type, let root):
            try addIssuer(bin, type, root, at: now, isSandbox: isSandbox, in: transaction)
        case .disableIssuer(let bin, let type):
            try transaction.execute(
                """
                UPDATE issuer SET disabled_at = \(now) WHERE bin = \(bin)
                    AND document_type = \(type.rawValue) AND disabled_at IS NULL
                """)
        case .addRoot(let root): try add(root, at: now, isSandbox: isSandbox, in: transaction)
        case .disableRoot(let fingerprint):
            try transaction.execute(
                """
                UPDATE trusted_root SET disabled_at = \(now)
                WHERE fingerprint = \(fingerprint) AND disabled_at IS NULL
                """)
        case .recordPilotVersion(let file):
            try file.record(by: people, at: now, in: transaction)
        case .enterPublication(let publication):
            try publication.record(at: now, in: transaction)
        case .changeCalendar(let decision):
            try decision.record(
                over: CaseworkLibrary.installed.calendars, at: now, in: transaction)
        // The key lies in a file of the node, beside this transaction.
        case .rotateKey, .retireKey: break
        }
        try journal.append(
            kind, at: now, facts: facts,
            personal: ["officials": .array(people.map { .string($0) })], in: transaction)
    }

    private static let lastOfficial = FileFault(
        description: "iin: is the last official; there would be nobody to add another")

    /// Refuses people, bodies and authorities of the synthetic world.
    ///
    /// - Throws: `FileFault` that names the member.
    func checkForProduction() throws {
        var bins: [BIN] = []
        var roots: [Certificate] = []
        switch self {
        case .addClient(let draft): bins = [draft.bin]
        case .addOfficial(let draft):
            bins = [draft.body]
            guard (try? IIN(draft.iin.digits, rules: .production)) != nil else {
                throw FileFault(description: "iin: must be a living person's IIN")
            }
        case .addIssuer(let bin, _, let root):
            bins = [bin]
            roots = [root].compactMap { $0 }
        case .addRoot(let root): roots = [root]
        case .recordPilotVersion(let file):
            guard !file.pilot.isSynthetic else {
                throw FileFault(description: "synthetic: such a pilot has no place here")
            }
        default: break
        }
        guard bins.allSatisfy({ (try? BIN($0.digits, rules: .production)) != nil }) else {
            throw FileFault(description: "bin: must be a BIN outside the sandbox")
        }
        guard !roots.contains(where: \.isOfSandbox) else {
            throw FileFault(
                description: "rootPem: bears the mark SANDBOX, which means nothing here")
        }
    }

    /// What the entry says: names of systems, bodies and kinds; no secret, no person.
    package var facts: JSON {
        switch self {
        case .addClient(let draft):
            [
                "client": .string(draft.id), "bin": .string(draft.bin.digits),
                "role": .string(draft.role.rawValue),
                "scopes": .array(draft.scopes.map(\.rawValue).sorted().map { .string($0) }),
                "decision": JSON(draft.decision), "integration": JSON(draft.integration),
            ]
        case .disableClient(let id), .endIntegration(let id), .endExemption(let id):
            ["client": .string(id)]
        case .setCallback(let id, let url):
            ["client": .string(id), "callbackUrl": JSON(url)]
        case .setClientKeys(let id, let keys):
            [
                "client": .string(id),
                "keys": .array(
                    (try? KeySet(jwks: keys))?.thumbprints.sorted().map { .string($0) } ?? []),
            ]
        case .recordIntegration(let id, let evidence):
            ["client": .string(id), "evidence": .string(evidence), "clause": "KDP-3"]
        case .recordExemption(let id, let ground, let evidence):
            [
                "client": .string(id), "exemption": .string(ground.rawValue),
                "evidence": .string(evidence), "clause": "KDP-3",
            ]
        case .addOfficial(let draft):
            ["role": .string(draft.role), "body": .string(draft.body.digits)]
        case .disableOfficial: [:]
        case .addRegister(let draft):
            [
                "register": .string(draft.id), "kind": .string(draft.kind.rawValue),
                "documentTypes": .array(
                    draft.documentTypes.map(\.rawValue).sorted().map { .string($0) }),
            ]
        case .disableRegister(let id): ["register": .string(id)]
        case .addIssuer(let bin, let type, let root):
            [
                "issuer": .string(bin.digits), "documentType": .string(type.rawValue),
                "root": JSON(root?.fingerprint.hex),
            ]
        case .disableIssuer(let bin, let type):
            ["issuer": .string(bin.digits), "documentType": .string(type.rawValue)]
        case .addRoot(let root):
            [
                "root": .string(root.fingerprint.hex),
                "name": .string(root.subjectName.description),
            ]
        case .disableRoot(let fingerprint): ["root": .string(fingerprint)]
        case .recordPilotVersion(let file): file.facts
        case .enterPublication(let publication): publication.json
        case .changeCalendar(let decision): decision.json
        case .rotateKey(let kid): ["newKid": .string(kid)]
        case .retireKey(let kid): ["retiredKid": .string(kid)]
        }
    }

    private func add(
        _ draft: ClientDraft, at now: Instant, in transaction: any Transaction
    ) throws {
        _ = try KeySet(jwks: draft.keys)
        let decidedAt = draft.decision == nil ? nil : now
        let scopes = draft.scopes.map(\.rawValue).sorted().joined(separator: " ")
        let dataSets = draft.dataSets.sorted().joined(separator: " ")
        try transaction.execute(
            """
            INSERT INTO client (id, name_kk, name_ru, name_en, bin, role, operator_kind, scopes,
                data_sets, jwks, decision, decided_at, callback_url, created_at)
            VALUES (\(draft.id), \(draft.name.kk), \(draft.name.ru), \(draft.name.en),
                \(draft.bin), \(draft.role.rawValue), \(draft.operatorKind.rawValue), \(scopes),
                \(dataSets), \(draft.keys.text), \(draft.decision), \(decidedAt),
                \(draft.callbackURL), \(now))
            """)
        guard let evidence = draft.integration else { return }
        try Self.recordIntegration(of: draft.id, evidence: evidence, at: now, in: transaction)
    }

    private func add(
        _ draft: OfficialDraft, at now: Instant, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO official (iin, name, body_bin, role, created_at)
            VALUES (\(draft.iin), \(draft.name), \(draft.body), \(draft.role), \(now))
            """)
    }

    private func add(
        _ draft: RegisterDraft, at now: Instant, in transaction: any Transaction
    ) throws {
        let types = draft.documentTypes.map(\.rawValue).sorted().joined(separator: " ")
        try transaction.execute(
            """
            INSERT INTO register (id, kind, url, secret, document_types, created_at)
            VALUES (\(draft.id), \(draft.kind.rawValue), \(draft.url), \(draft.secret), \(types),
                \(now))
            """)
    }

    private func add(
        _ root: Certificate, at now: Instant, isSandbox: Bool, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO trusted_root
                (fingerprint, certificate, is_sandbox, created_at, vouches_for_people)
            VALUES (\(root.fingerprint.hex), \(root.pem), \(isSandbox ? 1 : 0), \(now), 1)
            ON CONFLICT (fingerprint) DO UPDATE SET vouches_for_people = 1, disabled_at = NULL
            """)
    }

    private func addIssuer(
        _ bin: BIN, _ type: DocumentType, _ root: Certificate?, at now: Instant, isSandbox: Bool,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO issuer (bin, document_type, created_at)
            VALUES (\(bin), \(type.rawValue), \(now))
            ON CONFLICT (bin, document_type) DO UPDATE SET disabled_at = NULL
            """)
        guard let root else { return }
        try transaction.execute(
            """
            INSERT INTO trusted_root (fingerprint, certificate, is_sandbox, created_at)
            VALUES (\(root.fingerprint.hex), \(root.pem), \(isSandbox ? 1 : 0), \(now))
            ON CONFLICT (fingerprint) DO NOTHING
            """)
    }
}
