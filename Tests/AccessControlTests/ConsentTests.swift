import AccessControl
import Kernel
import QyzmetTesting
import Testing

struct ConsentTests {
    @Test func `uses are numbered until they are spent`() throws {
        for spent in Int64(0)..<3 {
            let number = try consent().use(
                of: "IdentityCard", by: "owner", isSubject: true, usesSpent: spent,
                purpose: purpose(), at: grantedAt)
            #expect(number == spent + 1)
        }
        #expect(throws: Consent.UseRefusal.usesSpent) {
            try consent().use(
                of: "IdentityCard", by: "owner", isSubject: true, usesSpent: 3, purpose: purpose(),
                at: grantedAt)
        }
    }

    /// One broken rule more at each step upwards: the earlier one decides.
    @Test func `the first reason decides, in the documented order`() {
        let end = grantedAt.adding(seconds: 3600)
        let withdrawn = consent(withdrawnAt: grantedAt)
        let cases: [(Consent, String, Bool, String, Purpose?, Instant, Consent.UseRefusal)] = [
            (withdrawn, "other", false, "Diploma", nil, end, .otherOwner),
            (withdrawn, "owner", false, "Diploma", nil, end, .otherSubject),
            (withdrawn, "owner", true, "Diploma", nil, end, .withdrawn),
            (consent(), "owner", true, "Diploma", nil, end, .expired),
            (consent(), "owner", true, "Diploma", nil, grantedAt, .dataSetNotCovered),
            (consent(), "owner", true, "IdentityCard", nil, grantedAt, .purposeNotAllowed),
            (consent(), "owner", true, "IdentityCard", purpose(), grantedAt, .usesSpent),
        ]
        for (consent, owner, isSubject, dataSet, purpose, now, reason) in cases {
            #expect(throws: reason) {
                try consent.use(
                    of: dataSet, by: owner, isSubject: isSubject, usesSpent: 99, purpose: purpose,
                    at: now)
            }
        }
    }

    @Test func `it holds one millisecond before the end and not at the end`() throws {
        let end = grantedAt.adding(seconds: 3600)
        #expect(consent().isActive(at: end.adding(milliseconds: -1)))
        #expect(!consent().isActive(at: end))
        #expect(!consent(withdrawnAt: grantedAt).isActive(at: grantedAt))
        #expect(
            try use(at: end.adding(milliseconds: -1), purpose: purpose()) == 1)
        #expect(throws: Consent.UseRefusal.expired) { try use(at: end, purpose: purpose()) }
    }

    @Test func `a limit tightened since the answer binds, a widened one does not help`() throws {
        let shorter = purpose(lifetime: 60)
        #expect(try use(at: grantedAt.adding(seconds: 59), purpose: shorter) == 1)
        #expect(throws: Consent.UseRefusal.expired) {
            try use(at: grantedAt.adding(seconds: 60), purpose: shorter)
        }
        #expect(throws: Consent.UseRefusal.expired) {
            try use(at: grantedAt.adding(seconds: 3600), purpose: purpose(lifetime: 30 * day))
        }
        #expect(throws: Consent.UseRefusal.usesSpent) {
            try use(spent: 1, at: grantedAt, purpose: purpose(uses: 1))
        }
        #expect(throws: Consent.UseRefusal.usesSpent) {
            try use(spent: 3, at: grantedAt, purpose: purpose(uses: 100))
        }
        #expect(throws: Consent.UseRefusal.purposeNotAllowed) {
            try use(at: grantedAt, purpose: purpose(dataSets: ["persons"]))
        }
        #expect(throws: Consent.UseRefusal.purposeNotAllowed) {
            try use(at: grantedAt, purpose: purpose(actions: [.collection]))
        }
    }

    @Test(arguments: Consent.UseRefusal.allCases)
    func `every reason has its clause and words in three languages`(
        _ reason: Consent.UseRefusal
    ) {
        #expect(reason.clause.tag.hasPrefix("KDP-"))
        for language in Language.allCases { #expect(!reason.explanation[language].isEmpty) }
    }

    private func use(spent: Int64 = 0, at now: Instant, purpose: Purpose?) throws -> Int64 {
        try consent().use(
            of: "IdentityCard", by: "owner", isSubject: true, usesSpent: spent, purpose: purpose,
            at: now)
    }
}
