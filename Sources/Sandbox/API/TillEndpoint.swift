import Kernel
import Signatures
import Store
import UseCases
import Web

extension SandboxControls {
    /// `POST /sandbox/tills`: does for a developer's till what operator and provider do in production
    /// (use cases 10 and 33): registers its key, and gives the shop in Akkol the till.
    func postTill() -> Endpoint {
        Endpoint(
            .post, "/sandbox/tills", summary: "Register a till with a key of its own",
            access: .anyone(because: "The sandbox's own shop"),
            body: .json(
                .object([
                    required("clientId", .string(.text(lengthMax: 64)), "The system's name"),
                    required("publicJwk", .open([]), "Its public key (RFC 7517)"),
                ])),
            answers: [
                Endpoint.Answer(
                    status: 204, content: .none,
                    meaning: "Registered; the same name with the same key again changes nothing")
            ],
            problems: [.invalidField, .shopNotAdmitted, .notFound], isSandboxOnly: true
        ) { call in
            let id = call.text("clientId")
            guard (3...64).contains(id.utf8.count),
                id.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
                )
            else { throw Self.wrong("clientId", Self.nameWords) }
            guard let jwk = call.body["publicJwk"], let key = try? PublicKey(jwk: jwk) else {
                throw Self.wrong("publicJwk", Self.keyWords)
            }
            try await register(id, key, in: call.platform)
            try await call.platform.addTill(
                id, name: id, to: SandboxVouchers.shop, by: SandboxSystems.provider)
            return .noContent
        }
    }

    private func register(_ id: String, _ key: PublicKey, in platform: Platform) async throws {
        let keys = KeySet([key]).jwks
        let owner = LegalEntities.shopChain
        let draft = ClientDraft(
            id: id, name: owner.name, bin: owner.bin, role: .user, operatorKind: .legalEntity,
            scopes: [.vouchersRedeem], dataSets: [], keys: keys, decision: "SANDBOX-1",
            integration: "SANDBOX-1")
        let now = platform.clock.now()
        try await platform.store.write { transaction in
            let known = try transaction.firstRow("SELECT jwks FROM client WHERE id = \(id)")
            if let known {
                guard try known.text(0) == keys.text else {
                    throw Self.wrong("clientId", Self.takenWords)
                }
                return
            }
            try AdministrativeChange.addClient(draft).apply(
                by: ["sandbox"], at: now, isSandbox: true, journal: platform.journal,
                in: transaction)
        }
        platform.clients.forget()
    }

    private static func wrong(_ field: String, _ words: LocalizedText) -> Refusal {
        Refusal(
            .invalidField,
            LocalizedText(
                kk: "«\(field)»: \(words.kk)", ru: "«\(field)»: \(words.ru)",
                en: "“\(field)”: \(words.en)"))
    }

    private static let nameWords = LocalizedText(
        kk: "3–64 кіші латын әрпі, цифр не сызықша",
        ru: "от 3 до 64 строчных латинских букв, цифр и дефисов",
        en: "3 to 64 lower-case Latin letters, digits and hyphens")
    private static let keyWords = LocalizedText(
        kk: "ашық кілт (JWK) болуы керек", ru: "должен быть открытый ключ (JWK)",
        en: "must be a public key (JWK)")
    private static let takenWords = LocalizedText(
        kk: "бұл атауды кілті басқа жүйе алып қойған",
        ru: "это имя уже занято системой с другим ключом",
        en: "a system with another key has this name already")
}
