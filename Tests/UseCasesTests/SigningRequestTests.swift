import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Signatures
import SigningChannels
import Testing
import XMLSignatures

@testable import UseCases

/// The platform's side of signing on the phone (UC-24), and signing in by it (UC-27).
@Suite(.timeLimit(.minutes(3)))
struct SigningRequestTests {
    @Test(arguments: Engine.allCases)
    func `a package too large to keep is refused as too large, not as too late`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await Self.request(test, .cmsWithData)
            var large = Self.package(.cmsWithData)
            large.documents[0].content = .file(
                mime: "", data: [UInt8](repeating: 1, count: Platform.signedPackageBytesMax))
            guard case .refused(let message) = try await Self.put(test, large, of: request) else {
                Issue.record("it was taken")
                return
            }
            #expect(message.contains("too large") && message.contains("1,000,000"))
            #expect(try await test.platform.signingRequest(request.id)?.signed == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `every method is signed under every authorisation`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            for method in SignMethod.allCases {
                for authorisation in SigningInvitation.Authorisation.allCases {
                    try await expectSigned(test, method, authorisation, by: holder)
                }
            }
        }
    }

    private func expectSigned(
        _ test: TestPlatform, _ method: SignMethod,
        _ authorisation: SigningInvitation.Authorisation, by holder: TestNCA.Holder
    ) async throws {
        let request = try await Self.request(test, method, authorisation)
        let invitation = try test.platform.invitation(to: request, in: .kk)
        let read = SigningInvitation.check(invitation.json, at: test.clock.now, rules: .sandbox)
        #expect(read.invitation == invitation && read.findings == [])
        let documents: SigningPackage
        if authorisation == .eds {
            documents = try await test.platform.openSigningRequest(
                request.documentId, login: Self.login(test, request, holder))
        } else {
            documents = try await test.platform.openSigningRequest(
                request.documentId, token: invitation.token)
        }
        let checked = SigningPackage.check(documents.json)
        #expect(checked.package == documents && checked.findings == [])
        let signed = try Self.sign(documents, holder, at: test.clock.now)
        for _ in 0..<2 {
            #expect(
                try await Self.put(test, signed, of: request, token: invitation.token)
                    == .accepted, "\(method) \(authorisation)")
        }
        #expect(try await test.platform.signingRequest(request.id)?.signed == signed)
        // Signed once: nobody is invited any more, and no other signature takes its place.
        let closed = try #require(try await test.platform.signingRequest(request.id))
        #expect(throws: Refusal(.notFound)) {
            try test.platform.invitation(to: closed, in: .kk)
        }
        test.clock.advance(seconds: 1)
        let other = try Self.sign(documents, holder, at: test.clock.now)
        #expect(
            try await Self.put(test, other, of: request, token: invitation.token) != .accepted)
    }

    @Test(arguments: Engine.allCases)
    func `without the token or the right login nobody gets the documents`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let bearer = try await Self.request(test, .cmsSignOnly, .token)
            for token in [nil, "", "guessed"] {
                #expect(
                    try await refusal {
                        try await test.platform.openSigningRequest(
                            bearer.documentId, token: token)
                    } == .invalidToken)
                #expect(
                    try await refusal {
                        try await Self.put(test, bearer.documents, of: bearer, token: token)
                    } == .invalidToken)
            }
            let eds = try await Self.request(test, .cmsSignOnly, .eds)
            for (login, expected) in try Self.wrongLogins(test, eds) {
                #expect(
                    try await refusal {
                        try await test.platform.openSigningRequest(eds.documentId, login: login)
                    } == expected)
            }
            // A login opens nothing where a token is asked, and no token where a login is.
            let holder = try test.nca.issue(TestPeople.holder)
            #expect(
                try await refusal {
                    try await test.platform.openSigningRequest(
                        bearer.documentId, login: Self.login(test, bearer, holder))
                } == .invalidToken)
            #expect(
                try await refusal {
                    try await test.platform.openSigningRequest(
                        eds.documentId, token: test.platform.signingToken(eds))
                } == .invalidToken)
            let nowhere = Identifier<SigningPackage>(random: .system)
            #expect(
                try await refusal {
                    try await test.platform.openSigningRequest(nowhere, token: nil)
                } == .notFound)
            #expect(
                try await refusal {
                    try await test.platform.takeSignedPackage(
                        eds.documents.json, of: nowhere, token: nil, in: .en)
                } == .notFound)
        }
    }

    private static func wrongLogins(
        _ test: TestPlatform, _ request: SigningRequest
    ) throws -> [([UInt8], ProblemCode)] {
        let holder = try test.nca.issue(TestPeople.holder)
        let now = test.clock.now
        let signer = try XMLSigner(certificate: holder.certificate, key: holder.key)
        let url = test.platform.documentsAddress(request)
        let facts = "<url>\(url)</url><timeStamp>\(now)</timeStamp>"
        // Only the Body of an envelope is signed: what stands beside it is anybody's.
        let envelope = """
            <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header>\(facts)\
            </e:Header><e:Body>an old one</e:Body></e:Envelope>
            """
        // The same of a document of which a part is signed.
        let part = "<login><old Id=\"old\">an old one</old>\(facts)</login>"
        let revoked = try test.nca.issue(TestPeople.holder)
        test.nca.revoke(revoked)
        let system = try test.nca.issue(nil, bin: TestPeople.organisation, roles: [.organization])
        let foreign = try TestNCA(clock: test.clock.clock).issue(TestPeople.holder)
        return [
            (try login(test, request, holder, url: "http://x"), .signatureRefused),
            (try login(test, request, holder, at: now.adding(seconds: -301)), .signatureRefused),
            (try login(test, request, holder, at: now.adding(seconds: 301)), .signatureRefused),
            (Array("<login>\(facts)</login>".utf8), .signatureRefused),
            (Array("no XML".utf8), .signatureRefused),
            (try signer.signEnvelope(Array(envelope.utf8), random: .system), .signatureRefused),
            (try signer.sign(Array(part.utf8), identifier: "old"), .signatureRefused),
            (try login(test, request, foreign), .signatureRefused),
            (try login(test, request, revoked), .signatureRefused),
            (try login(test, request, system), .signatureNotOfPerson),
        ]
    }

    @Test(arguments: Engine.allCases)
    func `whoever fetched the documents by EDS must sign them, and nobody else gets them`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let (holder, other) = (
                try test.nca.issue(TestPeople.holder), try test.nca.issue(TestPeople.verifier)
            )
            let now = test.clock.now
            let eds = try await Self.request(test, .mixed, .eds)
            // Nothing can be put before anybody has said who they are.
            #expect(
                try await refusal {
                    try await Self.put(test, Self.sign(eds.documents, other, at: now), of: eds)
                } == .invalidToken)
            let package = try await test.platform.openSigningRequest(
                eds.documentId, login: Self.login(test, eds, holder))
            #expect(
                try await refusal {
                    try await test.platform.openSigningRequest(
                        eds.documentId, login: Self.login(test, eds, other))
                } == .notFound)
            let foreign = try await Self.put(test, Self.sign(package, other, at: now), of: eds)
            #expect(foreign == .refused(message: FindingCode.wrongSigner.text.en))
            #expect(
                try await Self.put(test, Self.sign(package, holder, at: now), of: eds)
                    == .accepted)
        }
    }

    @Test(arguments: Engine.allCases)
    func `what is unsigned, changed, unknown, expired, revoked or late is refused with a reason`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            let now = test.clock.now
            let request = try await Self.request(test, .mixed)
            for package in try Self.wrongPackages(test, request, holder) {
                guard case .refused(let message) = try await Self.put(test, package, of: request)
                else {
                    Issue.record("accepted")
                    continue
                }
                #expect(!message.isEmpty && !message.contains(TestPeople.holder.digits))
            }
            let nonsense = try await test.platform.takeSignedPackage(
                ["signMethod": "MIX_SIGN", "more": 1], of: request.documentId, token: nil, in: .ru)
            #expect(nonsense.json["code"] == "403")
            #expect(nonsense.json["message"]?.string?.contains("version") == true)
            // Between signing and putting the certificate is revoked.
            let signed = try Self.sign(request.documents, holder, at: now)
            let only = try await Self.request(test, .cmsSignOnly)
            let late = try Self.sign(only.documents, holder, at: now)
            test.nca.revoke(holder)
            test.clock.advance(seconds: 1)
            #expect(
                try await Self.put(test, signed, of: request)
                    == Self.refused(.certificateRevoked))
            test.clock.now = only.expiresAt
            #expect(try await Self.put(test, late, of: only) != .accepted)
            #expect(
                try await refusal {
                    try await test.platform.openSigningRequest(only.documentId, token: nil)
                } == .notFound)
            #expect(try await test.platform.signingRequest(only.id) != nil)
            test.clock.advance(seconds: 86_401)
            try await test.platform.forgetOldRows()
            #expect(try await test.platform.signingRequest(only.id) == nil)
        }
    }

    private static func wrongPackages(
        _ test: TestPlatform, _ request: SigningRequest, _ holder: TestNCA.Holder
    ) throws -> [SigningPackage] {
        let now = test.clock.now
        let good = try sign(request.documents, holder, at: now)
        var other = request.documents
        other.documents[0].content = .xml("<a><b>Басқа</b></a>")
        var otherFile = request.documents
        otherFile.documents[3].content = .file(mime: "", data: Array("Басқа".utf8))
        let expired = try test.nca.issue(
            TestPeople.holder, from: now.adding(seconds: -86_400), to: now.adding(seconds: -1))
        var unknown = good
        unknown.documents[0].id = "99"
        var more = good
        more.documents.append(
            DocumentToSign(
                id: "5", method: .bytes, name: name, content: .file(mime: "", data: bytes)))
        var fewer = good
        fewer.documents.removeLast()
        var turned = good
        turned.documents.swapAt(1, 3)
        // Inside where only the signature was asked for.
        var inside = good
        inside.documents[2].content = good.documents[1].content
        return [
            request.documents, try sign(other, holder, at: now),
            try sign(otherFile, holder, at: now),
            try sign(request.documents, expired, at: now), unknown, more, fewer, turned, inside,
        ]
    }

    @Test(arguments: Engine.allCases)
    func `of many packages at once one is taken, and after ten wrong ones none`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            let raced = try await Self.request(test)
            let packages = try (0..<5).map { second in
                try Self.sign(
                    raced.documents, holder, at: test.clock.now.adding(seconds: Int64(-second)))
            }
            let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for package in packages {
                    group.addTask { try await Self.put(test, package, of: raced) == .accepted }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 1)
            let request = try await Self.request(test)
            for _ in 0..<10 {
                #expect(try await Self.put(test, request.documents, of: request) != .accepted)
            }
            let signed = try Self.sign(request.documents, holder, at: test.clock.now)
            #expect(
                try await refusal { try await Self.put(test, signed, of: request) }
                    == .tooManyTries)
        }
    }

    @Test(.clause("DD-11a"), arguments: Engine.allCases)
    func `the browser that began signs in with what the phone signed, once`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let holder = try test.nca.issue(TestPeople.holder)
            let challenge = try await test.platform.startEDSSignIn()
            let secret = try #require(
                try await test.platform.requestSignature(of: challenge))
            let request = try #require(
                try await test.platform.signingRequest(of: challenge.id))
            #expect(request.authorisation == .token)
            #expect(request.expiresAt == challenge.expiresAt)
            func finish(_ secret: String?) async throws -> ProblemCode? {
                try await refusal {
                    try await test.platform.finishEDSSignIn(
                        byPhoneOf: challenge.id, browserSecret: secret, device: "browser")
                }
            }
            #expect(try await finish(secret) == .challengeUnknown)
            let signed = try Self.sign(request.documents, holder, at: test.clock.now)
            #expect(
                try await Self.put(
                    test, signed, of: request, token: test.platform.signingToken(request))
                    == .accepted)
            // Who photographed the code knows the challenge, but has not the browser's secret.
            for stranger in [nil, "", secret + "x"] {
                #expect(try await finish(stranger) == .challengeUnknown)
            }
            #expect(try await finish(secret) == nil)
            #expect(try await finish(secret) == .challengeUnknown)
            #expect(try await test.log(of: TestPeople.holder).map(\.kind) == [.signedIn])
        }
    }

    @Test(arguments: Engine.allCases)
    func `what the phone signed is judged again when the browser comes`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            func signedChallenge(
                _ holder: TestNCA.Holder
            ) async throws -> (id: Identifier<EDSChallenge>, secret: String) {
                let challenge = try await test.platform.startEDSSignIn()
                let secret = try #require(
                    try await test.platform.requestSignature(of: challenge))
                let request = try #require(
                    try await test.platform.signingRequest(of: challenge.id))
                let signed = try Self.sign(request.documents, holder, at: test.clock.now)
                #expect(
                    try await Self.put(
                        test, signed, of: request, token: test.platform.signingToken(request))
                        == .accepted)
                return (challenge.id, secret)
            }
            let holder = try test.nca.issue(TestPeople.holder)
            let (late, soon) = (
                try await signedChallenge(holder), try await signedChallenge(holder)
            )
            test.clock.advance(seconds: 60)
            test.nca.revoke(holder)
            test.clock.advance(seconds: 1)
            #expect(
                try await refusal {
                    try await test.platform.finishEDSSignIn(
                        byPhoneOf: soon.id, browserSecret: soon.secret, device: "browser")
                } == .signatureRefused)
            test.clock.advance(seconds: 300)
            #expect(
                try await refusal {
                    try await test.platform.finishEDSSignIn(
                        byPhoneOf: late.id, browserSecret: late.secret, device: "browser")
                } == .challengeExpired)
            // A key that may only encrypt signs nobody in by phone either.
            let weak = try test.nca.issue(TestPeople.holder, usage: [.keyAgreement])
            let challenge = try await test.platform.startEDSSignIn()
            _ = try await test.platform.requestSignature(of: challenge)
            let request = try #require(
                try await test.platform.signingRequest(of: challenge.id))
            let refused = try await Self.put(
                test, Self.sign(request.documents, weak, at: test.clock.now), of: request,
                token: test.platform.signingToken(request))
            #expect(refused == Self.refused(.keyUsageForbids))
        }
    }
}
