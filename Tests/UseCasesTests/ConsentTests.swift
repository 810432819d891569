import AccessControl
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// Use case 05: the person's own list, withdrawal, the log; and keys of repeated calls.
@Suite(.timeLimit(.minutes(3)))
struct ConsentTests {
    @Test(.clause("KDP-7c"), arguments: Engine.allCases)
    func `a person sees each consent and takes it back once`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await test.ask(uses: 3)
            try await test.grant(request)
            let person = test.person(TestPeople.holder)
            let seen = try await test.platform.consent(request: request.id, of: person)
            #expect(seen.status == .granted && seen.initiatorName.ru == "Система bank")
            let consent = try #require(seen.consent)
            #expect(consent.terms.uses == 3 && consent.terms.owner == "owner")

            for other in [TestPeople.stranger, TestPeople.child] {
                #expect(
                    try await refusal {
                        try await test.platform.withdraw(
                            consent.id, by: test.person(other), once: .unkeyed)
                    } == .notFound)
                #expect(
                    try await refusal {
                        try await test.platform.consent(
                            request: request.id, of: test.person(other))
                    } == .notFound)
            }
            try await test.platform.withdraw(consent.id, by: person, once: .unkeyed)
            #expect(
                try await refusal {
                    try await test.platform.withdraw(consent.id, by: person, once: .unkeyed)
                } == .alreadyWithdrawn)
            let state = try await test.state(of: request)
            #expect(state.status == .withdrawn && state.token == nil)
            let kinds = Set(try await test.log(of: TestPeople.holder).map(\.kind))
            #expect(kinds == [.consentWithdrawn, .consentGiven, .accessRequested])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a withdrawal and a use at the same moment are put in an order`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token(uses: 3)
            let person = test.person(TestPeople.holder)
            let list = try await test.platform.consents(
                of: person, page: PageRequest(limit: 1, cursor: nil))
            let id = try #require(list.items.first?.consent?.id)
            async let verdict = test.verify(token)
            async let withdrawal: Void = test.platform.withdraw(id, by: person, once: .unkeyed)
            let refusal = try await verdict.refusal
            try await withdrawal
            #expect(refusal == nil || refusal == .withdrawn)
            #expect(try await test.verify(token).refusal == .withdrawn)
            #expect(
                try await test.entries().count { $0 == .tokenVerified } == (refusal == nil ? 1 : 0))
        }
    }

    @Test(arguments: Engine.allCases)
    func `lists run from new to old and are read page by page`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            var asked: [String] = []
            for _ in 0..<5 {
                asked.insert(try await test.ask().id.text, at: 0)
                test.clock.advance(seconds: 1)
            }
            let person = test.person(TestPeople.holder)
            var (seen, logged): ([String], [String]) = ([], [])
            var cursor: String?
            repeat {
                let page = try await test.platform.consents(
                    of: person, page: PageRequest(limit: 2, cursor: cursor))
                seen += page.items.map(\.request.id.text)
                #expect(page.items.count <= 2)
                cursor = page.nextCursor
            } while cursor != nil
            repeat {
                let page = try await test.platform.accessLog(
                    of: person, page: PageRequest(limit: 2, cursor: cursor))
                logged += page.items.compactMap { $0.facts["request"]?.string }
                cursor = page.nextCursor
            } while cursor != nil
            #expect(seen == asked)
            #expect(logged == asked)
            // A cursor that is none of ours begins at the start instead of failing.
            let page = try await test.platform.consents(
                of: person, page: PageRequest(limit: 200, cursor: "'; DROP TABLE consent"))
            #expect(page.items.count == 5 && page.nextCursor == nil)
        }
    }
}

/// The keys of repeated calls (design: what holds for every request).
@Suite(.timeLimit(.minutes(3)))
struct IdempotencyTests {
    private func call(
        _ test: TestPlatform, _ body: String, key: String = "key-1"
    ) -> IdempotentCall {
        test.platform.idempotentCall(
            caller: "system:bank", route: "POST /api/kdp/access-requests", key: key,
            body: Array(body.utf8))
    }

    @Test(.clause("DD-2.2a"), arguments: Engine.allCases)
    func `what the store keeps of a body does not give a password away`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            // Whoever reads the store would try all million of them.
            let body = #"{"code": "123456"}"#
            _ = try await test.platform.begin(call(test, body))
            _ = try await test.platform.begin(call(test, body, key: "key-2"))
            let digests = try await test.store.read {
                try $0.rows("SELECT digest FROM idempotency_key").map { try $0.bytes(0) }
            }
            #expect(digests.count == 2 && digests[0] != digests[1])
            #expect(!digests.contains(SHA256.hash(Array(body.utf8)).bytes))
            try await TestPlatform.run(on: .sqlite) { other in
                _ = try await other.platform.begin(call(other, body))
                let theirs = try await other.store.read {
                    try $0.rows("SELECT digest FROM idempotency_key").map { try $0.bytes(0) }
                }
                #expect(!digests.contains(theirs[0]), "another root secret, another digest")
            }
        }
    }

    private func isFirst(_ start: IdempotentStart) -> Bool {
        if case .first = start { true } else { false }
    }

    @Test(arguments: Engine.allCases)
    func `a key is bound to its body, and repeats what it made`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let platform = test.platform
            #expect(isFirst(try await platform.begin(call(test, "a"))))
            #expect(
                try await refusal { try await platform.begin(call(test, "a")) }
                    == .idempotencyKeyInFlight
            )
            #expect(
                try await refusal { try await platform.begin(call(test, "ab")) }
                    == .idempotencyKeyReused)
            let request = try await test.ask(once: Once(call(test, "a")))
            guard
                case .repeated(let entity, 201, TestPeople.start) = try await platform.begin(
                    call(test, "a"))
            else {
                Issue.record("not repeated")
                return
            }
            #expect(entity == request.id.text)
            #expect(
                try await refusal { try await platform.begin(call(test, "ab")) }
                    == .idempotencyKeyReused)
            #expect(isFirst(try await platform.begin(call(test, "ab", key: "key-2"))))
            // A day later the key is forgotten.
            test.clock.advance(seconds: 86_401)
            #expect(isFirst(try await platform.begin(call(test, "ab"))))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a call that never finished, or was refused, gives its key back`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let platform = test.platform
            _ = try await platform.begin(call(test, "a"))
            test.clock.advance(seconds: 61)
            #expect(isFirst(try await platform.begin(call(test, "a"))))
            try await platform.abandon(call(test, "a"))
            #expect(isFirst(try await platform.begin(call(test, "ab"))))
        }
    }

    @Test(arguments: Engine.allCases)
    func `of many equal keys at once one has its effect`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let node = try test.node()
            let firsts = try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<12 {
                    let platform = index % 2 == 0 ? test.platform : node.platform
                    group.addTask {
                        do {
                            return self.isFirst(try await platform.begin(self.call(test, "a")))
                        } catch let refusal as Refusal
                            where refusal.code == .idempotencyKeyInFlight
                        {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(firsts == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a repeated verification is the first use; a refused one gives its key back`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let (platform, token) = (test.platform, try await test.token())
            _ = try await platform.begin(call(test, "a"))
            let verdict = try await test.verify(token, once: Once(call(test, "a")))
            guard case .repeated(let entity, 200, _) = try await platform.begin(call(test, "a"))
            else {
                Issue.record("not repeated")
                return
            }
            let consent = try #require(verdict.consent)
            #expect(entity == "\(consent.id.text) IdentityCard 1 \(verdict.entry.text)")
            // What a repetition must look at: the consent as it stands now.
            #expect(try await platform.consent(consent.id)?.isActive(at: test.clock.now) == true)
            try await platform.withdraw(
                consent.id, by: test.person(TestPeople.holder), once: .unkeyed)
            #expect(try await platform.consent(consent.id)?.isActive(at: test.clock.now) == false)

            for text in [token, "forged"] {
                _ = try await platform.begin(call(test, "b", key: "key-b"))
                let refused = try await test.verify(text, once: Once(call(test, "b", key: "key-b")))
                #expect(refused.refusal != nil)
                #expect(isFirst(try await platform.begin(call(test, "b", key: "key-b"))))
                try await platform.abandon(call(test, "b", key: "key-b"))
            }
        }
    }
}
