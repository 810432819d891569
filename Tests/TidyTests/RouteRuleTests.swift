import Kernel
import QyzmetTesting
import Store
import Testing
import UseCases
import Web

/// What every route, migration and entry must have.
struct RouteRuleTests {
    private var routes: [(name: String, endpoint: Endpoint)] {
        (Endpoint.api + Endpoint.pages).map { ("\($0.method.rawValue) \($0.path.text)", $0) }
    }

    @Test func `every route says on whose data it works and what it may answer`() {
        #expect(Set(routes.map(\.name)).count == routes.count)
        for (name, endpoint) in routes {
            #expect(endpoint.accessData.count > 8, "\(name)")
            #expect(endpoint.summary.count > 8, "\(name)")
            #expect(!endpoint.answers.isEmpty, "\(name)")
            #expect(Set(endpoint.problems).count == endpoint.problems.count, "\(name)")
        }
    }

    @Test func `nobody changes anything without being known, but for signing in`() {
        let open = routes.filter { $0.endpoint.method != .get && $0.endpoint.accessKind == .anyone }
            .map(\.name).filter { $0.hasPrefix("POST /api") || $0.hasPrefix("DELETE") }
        // They judge what is sent and keep nothing (PA-1a: the check is open to anyone).
        #expect(
            Set(open) == [
                "POST /api/services/{code}/checks", "POST /api/activity-checks",
                "POST /api/activity-suggestions",
            ])
    }

    @Test func `every change for systems can be repeated with a key, or repeating is harmless`() {
        // Each of these is decided by something of its own: an attempt, a jti, a state, a picture.
        let harmless: Set = [
            "POST /auth/otp", "POST /auth/otp/{attemptId}", "POST /auth/eds",
            "POST /auth/eds/{challengeId}", "POST /auth/sign-out",
            "POST /oauth/token", "POST /verify/frame", "POST /till/frame",
            "POST /api/services/{code}/checks",
            "POST /api/activity-checks", "POST /api/activity-suggestions",
            // It only looks; what is looked for may be a person and so stands in no address.
            "POST /api/cases/search",
            // It tries a file and keeps nothing of it.
            "POST /api/amendment-checks",
            // It only shows what would follow.
            "POST /api/working-calendar/outlook",
            // A phone sends no key: the same package is taken once and answered alike.
            "POST /mobile-sign/documents/{documentId}", "PUT /mobile-sign/documents/{documentId}",
            // These carry a name of the till's own, which is remembered for ever.
            "POST /api/pos/balance", "POST /api/pos/holds", "POST /api/pos/redemptions",
            "POST /api/pos/redemptions/{id}/returns",
            // What is closed, entered or in its place is so after any number of the same calls.
            "DELETE /api/shares/{id}", "PUT /api/pos/goods", "PUT /api/voucher-shops/{id}",
            "PUT /api/voucher-shops/{id}/tills/{client}",
            "PUT /api/voucher-pilots/{pilot}/evidence/{point}",
            "PUT /api/voucher-pilots/{pilot}/publication/{step}",
        ]
        var found: Set<String> = []
        // Below /ncanode nothing is stored.
        for (name, endpoint) in routes
        where endpoint.method != .get && !endpoint.isPage && !name.contains(" /ncanode/") {
            if case .harmless = endpoint.repetition { found.insert(name) }
        }
        #expect(found == harmless)
    }

    @Test func `migrations are numbered without a gap`() {
        #expect(Migration.all.map(\.number) == (1...Int64(Migration.all.count)).map { $0 })
        #expect(Set(Migration.all.map(\.name)).count == Migration.all.count)
    }
}
