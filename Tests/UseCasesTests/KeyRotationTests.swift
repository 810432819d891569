import AccessControl
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// Another key signs without a moment in which a token is refused; a retired one ends at once.
@Suite(.timeLimit(.minutes(3)))
struct KeyRotationTests {
    private func kid(_ token: String) throws -> String? {
        try parts(of: token).header["kid"]?.string
    }

    private func accessToken(_ test: TestPlatform, on platform: Platform) async throws -> String {
        let assertion = try JWT.clientAssertion(
            of: "bank", for: platform.tokenEndpoint, at: test.clock.now, random: .system,
            key: test.systemKey)
        return try await platform.issueAccessToken(assertion: assertion, scopes: nil).text
    }

    private func isTaken(_ token: String, by platform: Platform) async throws -> Bool {
        try await refusal { try await platform.client(withAccessToken: token) } == nil
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases, [SignatureAlgorithm.es256, .rs256])
    func `tokens of the old key go on verifying while the new one signs, on two nodes`(
        _ engine: Engine, _ algorithm: SignatureAlgorithm
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let next: SigningKey = try algorithm == .rs256 ? .generateRS256() : .generateES256()
            let first = test.platform
            let ring = KeyRing(
                [.init(key: test.key, signsFrom: TestPeople.start)], clock: test.clock.clock)
            let node = try test.node(ring: ring)
            let second = node.platform
            let old = (
                consent: try await test.token(uses: 3),
                access: try await accessToken(test, on: first)
            )
            // Published at both before it signs; each node reads the folder when it comes to it.
            let members = [
                KeyRing.Member(key: test.key, signsFrom: TestPeople.start),
                KeyRing.Member(key: next, signsFrom: TestPeople.start.adding(seconds: 300)),
            ]
            first.keys.replace(members)
            test.clock.advance(seconds: 299)
            #expect(try kid(try await accessToken(test, on: first)) == test.key.keyIdentifier)
            ring.replace(members)
            let published = try JSON.parse(second.keys.publishedKeys)
            #expect(
                Set((published["keys"]?.array ?? []).compactMap { $0["kid"]?.string })
                    == [test.key.keyIdentifier, next.keyIdentifier])

            test.clock.advance(seconds: 1)
            let new = (
                consent: try await test.token(uses: 3),
                access: try await accessToken(test, on: second)
            )
            #expect(try kid(new.consent) == next.keyIdentifier)
            #expect(try kid(new.access) == next.keyIdentifier)
            for platform in [first, second] {
                for token in [old.consent, new.consent] {
                    #expect(try await test.verify(token, on: platform).refusal == nil)
                }
                for token in [old.access, new.access] {
                    #expect(try await isTaken(token, by: platform))
                }
            }
        }
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `a retired key's tokens are refused, its heads still verify, the consent goes on`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let platform = test.platform
            let request = try await test.ask(uses: 3)
            try await test.grant(request)
            let old = try #require(try await test.state(of: request).token)
            let access = try await accessToken(test, on: platform)
            #expect(try await isTaken(access, by: platform))
            let sequencer = JournalSequencer(
                store: test.store, clock: test.clock.clock, random: .system, heads: nil,
                sign: { [keys = platform.keys] payload, type in
                    try keys.sign(payload: payload, type: type)
                })
            try await sequencer.sequence()
            let head = try await platform.journalReader.head()
            #expect(try kid(head.signed) == test.key.keyIdentifier)

            let next = try SigningKey.generateES256()
            platform.keys.replace(
                [.init(key: next, signsFrom: TestPeople.start)], retired: [test.key.publicKey])
            platform.clients.forget()
            #expect(try await test.verify(old).refusal != nil)
            #expect(try await isTaken(access, by: platform) == false)
            #expect(platform.keys.verificationKeys.keys[test.key.keyIdentifier] == nil)
            // The consent is the person's, not the key's: the initiator fetches its token anew.
            let new = try #require(try await test.state(of: request).token)
            #expect(try kid(new) == next.keyIdentifier)
            #expect(try await test.verify(new).refusal == nil)

            try await sequencer.sequence()
            for (keys, holds) in [
                (platform.keys.headKeys, true), (platform.keys.verificationKeys, false),
            ] {
                let report = try await JournalVerification(
                    store: test.store, keys: keys, headsFile: nil
                ).run()
                #expect(report.holds == holds)
            }
        }
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `retiring a key waits for a second official and is on record`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let office = Administration(
                store: test.store, journal: test.platform.journal, clock: test.clock.clock,
                random: .system, isSandbox: false, lapseDays: 7)
            let outcome = try await office.make(
                .retireKey(kid: "k-1"), proposal: ["kid": "k-1"], by: "uid 1")
            guard case .waits(let id) = outcome else {
                Issue.record("nobody confirmed")
                return
            }
            #expect(try await refusal { try await office.confirm(id, by: "uid 1") } != nil)
            #expect(try await test.entries().contains(.keyRetired) == false)
            try await office.confirm(id, by: "uid 2") { change in
                guard case .retireKey(let kid) = change, kid == "k-1" else {
                    throw Refusal(.notFound)
                }
            }
            #expect(try await test.entries().contains(.keyRetired))
        }
    }
}
