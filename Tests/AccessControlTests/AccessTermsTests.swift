import AccessControl
import Kernel
import QyzmetTesting
import Testing

struct AccessTermsTests {
    private let held: Set<String> = ["IdentityCard", "persons", "families"]

    @Test(.clause("KDP-2.3a")) func `terms within the purpose's limits pass`() throws {
        for action in [AccessAction.collection, .processing] {
            try terms(action: action).check(
                purpose: purpose(), ownerDataSets: held, requestsInLastDay: 4)
        }
    }

    /// Each line breaks its own rule and every later one too: the first decides.
    @Test func `the first broken rule decides, in the documented order`() {
        let cases: [(AccessTerms, Purpose?, Set<String>?, Int, ProblemCode)] = [
            (broken(method: .ownMeans), nil, nil, 9, .methodNotAvailable),
            (broken(), nil, nil, 9, .purposeNotAllowed),
            (broken(action: .transfer), purpose(), nil, 9, .purposeNotAllowed),
            (broken(), purpose(), nil, 9, .unknownOwner),
            (broken(), purpose(), held, 9, .unknownDataSet),
            (
                terms(dataSets: ["families"], lifetime: 3601, uses: 4), purpose(), held, 9,
                .purposeNotAllowed
            ),
            (terms(lifetime: 3601, uses: 4), purpose(), held, 9, .lifetimeTooLong),
            (terms(uses: 4), purpose(), held, 9, .tooManyUses),
            (terms(), purpose(), held, 5, .tooFrequent),
        ]
        for (terms, purpose, owned, count, code) in cases {
            let refusal = #expect(throws: Refusal.self) {
                try terms.check(
                    purpose: purpose, ownerDataSets: owned, requestsInLastDay: count)
            }
            #expect(refusal?.code == code)
            #expect(refusal?.clause?.tag.hasPrefix("KDP-") == true)
        }
    }

    @Test(arguments: ConsentMethod.allCases)
    func `of the five methods one is open so far`(_ method: ConsentMethod) {
        let refusal = Result { () throws(Refusal) in
            try terms(method: method).check(
                purpose: purpose(), ownerDataSets: held, requestsInLastDay: 0)
        }
        switch (method, refusal) {
        case (.unifiedContactCentre, .success): break
        case (.unifiedContactCentre, .failure(let refusal)):
            Issue.record("\(refusal.code) for 1414")
        case (_, .success): Issue.record("\(method) passed")
        case (_, .failure(let refusal)): #expect(refusal.code == .methodNotAvailable)
        }
    }

    @Test(arguments: [[], ["IdentityCard", "IdentityCard"], ["IdentityCard", "unheard"]])
    func `no data set, one twice or an unknown one is refused`(_ dataSets: [String]) {
        let refusal = #expect(throws: Refusal.self) {
            try terms(dataSets: dataSets).check(
                purpose: purpose(), ownerDataSets: held, requestsInLastDay: 0)
        }
        #expect(refusal?.code == .unknownDataSet)
    }

    @Test func `a refusal names the limit and when to try again`() {
        let long = #expect(throws: Refusal.self) {
            try terms(lifetime: 3601).check(
                purpose: purpose(), ownerDataSets: held, requestsInLastDay: 0)
        }
        for language in Language.allCases {
            #expect(long?.detail?[language].contains("3600") == true)
        }
        let often = #expect(throws: Refusal.self) {
            try terms().check(purpose: purpose(), ownerDataSets: held, requestsInLastDay: 5)
        }
        #expect(often?.retryAfterSeconds ?? 0 > 0)
    }

    private func broken(
        action: AccessAction = .processing, method: ConsentMethod = .unifiedContactCentre
    ) -> AccessTerms {
        terms(action: action, dataSets: ["unheard"], method: method, lifetime: 3601, uses: 4)
    }
}

struct AccessRequestTests {
    @Test(.clause("KDP-7c")) func `silence expires at the end itself and is never consent`() {
        let request = AccessRequest(
            id: Identifier(stored: "request"), terms: terms(), createdAt: grantedAt,
            answerBy: grantedAt.adding(seconds: 600), outcome: nil)
        #expect(request.status(at: grantedAt.adding(milliseconds: 599_999)) == .awaitingSubject)
        #expect(request.status(at: grantedAt.adding(seconds: 600)) == .expired)
    }

    @Test func `an outcome stands whatever the time`() {
        let outcomes: [(AccessRequest.Outcome, AccessRequest.Status)] = [
            (.granted(at: grantedAt), .granted), (.refused(at: grantedAt), .refused),
            (.undeliverable(at: grantedAt), .undeliverable),
            (.withdrawn(at: grantedAt), .withdrawn),
        ]
        for (outcome, status) in outcomes {
            let request = AccessRequest(
                id: Identifier(stored: "request"), terms: terms(), createdAt: grantedAt,
                answerBy: grantedAt.adding(seconds: 600), outcome: outcome)
            #expect(request.status(at: grantedAt) == status)
            #expect(request.status(at: grantedAt.adding(seconds: day)) == status)
        }
    }
}
