import AccessControl
import Kernel

let day: Int64 = 86_400
let grantedAt = Instant(seconds: 1_795_149_000)

func purpose(
    actions: Set<AccessAction> = [.collection, .processing],
    dataSets: Set<String> = ["IdentityCard", "persons"], lifetime: Int64 = 3600, uses: Int64 = 3,
    requests: Int = 5
) -> Purpose {
    Purpose(
        code: "identityCheck", name: LocalizedText(kk: "Мақсат", ru: "Цель", en: "Purpose"),
        actions: actions, dataSets: dataSets, lifetimeSecondsMax: lifetime, usesMax: uses,
        requestsPerSubjectPerDayMax: requests)
}

func terms(
    action: AccessAction = .processing, dataSets: [String] = ["IdentityCard"],
    method: ConsentMethod = .unifiedContactCentre, lifetime: Int64 = 3600, uses: Int64 = 3
) -> AccessTerms {
    AccessTerms(
        service: "Loan", action: action, dataSets: dataSets, owner: "owner",
        purpose: "identityCheck", method: method, lifetimeSeconds: lifetime, uses: uses)
}

func consent(_ terms: AccessTerms = terms(), withdrawnAt: Instant? = nil) -> Consent {
    Consent(
        id: Identifier(stored: "consent"), terms: terms, initiator: "bank", grantedAt: grantedAt,
        expiresAt: grantedAt.adding(seconds: terms.lifetimeSeconds), withdrawnAt: withdrawnAt)
}
