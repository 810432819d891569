import DigitalDocuments
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// The certificate of the body that signed a document, asked about at each view (UC-06 6).
@Suite(.timeLimit(.minutes(3)))
struct IssuerRevocationTests {
    private static func serial() throws -> [UInt8] {
        try TestAuthority.shared.get().interior.certificate.serialBytes
    }

    private static func revoke(_ test: TestPlatform, at moment: Instant) throws {
        let serial = try serial()
        test.registers.change { $0.revocation.since[serial] = moment }
    }

    private static func shown(
        _ test: TestPlatform, _ id: Identifier<DocumentReference>, on platform: Platform? = nil
    ) async throws -> CheckedDocument {
        try await (platform ?? test.platform).show(id, to: test.person(TestPeople.holder))
    }

    @Test(.clause("DD-5b", "DD-2.10a"), arguments: Engine.allCases)
    func `what a revoked certificate signed is not shown, and the record says why`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let id = try await test.document()
            #expect(try await Self.shown(test, id).revocation == .good)
            let good = try await test.log(of: TestPeople.holder).first
            #expect(good?.facts["revocation"] == "good")
            // Revocation counts from its own moment on, not before.
            try Self.revoke(test, at: test.clock.now.adding(seconds: 10))
            #expect(try await Self.shown(test, id).revocation == .good)
            test.clock.advance(seconds: 10)
            for isOCSPDown in [false, true] {
                test.registers.change { $0.revocation.isOCSPDown = isOCSPDown }
                #expect(
                    try await refusal { try await Self.shown(test, id) }
                        == .registerSignatureInvalid)
                let row = try #require(try await test.log(of: TestPeople.holder).first)
                #expect(row.kind == .documentNotShown)
                #expect(row.facts["finding"] == "certificateRevoked")
                test.clock.advance(seconds: 1)
            }
        }
    }

    @Test(.clause("DD-5b", "DD-13a"), arguments: Engine.allCases)
    func `a certificate revoked between building and checking is refused`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let id = try await test.document()
            let serial = try Self.serial()
            test.registers.change { world in
                world.afterBuild = {
                    test.registers.change { $0.revocation.since[serial] = test.clock.now }
                }
            }
            #expect(
                try await refusal { try await Self.shown(test, id) } == .registerSignatureInvalid)
            test.registers.change { world in
                world.afterBuild = nil
                world.revocation.since = [:]
            }
            #expect(try await Self.shown(test, id).revocation == .good)
        }
    }

    @Test(.clause("DD-5b"), arguments: Engine.allCases)
    func `when nobody can say, the operator's policy decides, and that is on record`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let id = try await test.document()
            test.registers.change { $0.revocation.isOCSPDown = true }
            // A current list is as good.
            #expect(try await Self.shown(test, id).revocation == .good)
            test.clock.advance(seconds: 1)
            test.registers.change { $0.revocation.isListDown = true }
            #expect(try await refusal { try await Self.shown(test, id) } == .revocationUnknown)
            let refused = try #require(try await test.log(of: TestPeople.holder).first)
            #expect(refused.kind == .documentNotShown)
            #expect(refused.facts["finding"] == "revocationUnknown")
            test.clock.advance(seconds: 1)
            let lenient = try test.node { configuration in
                let faults = configuration.settings.enter([
                    "issuerCertificate.unknownRevocation": "show"
                ])
                #expect(faults.isEmpty)
            }
            #expect(try await Self.shown(test, id, on: lenient.platform).revocation == .unknown)
            let row = try #require(try await test.log(of: TestPeople.holder).first)
            #expect(row.kind == .documentShown && row.facts["revocation"] == "unknown")
            // No policy shows what is known to be revoked.
            try Self.revoke(test, at: test.clock.now)
            test.registers.change { $0.revocation.isListDown = false }
            #expect(
                try await refusal { try await Self.shown(test, id, on: lenient.platform) }
                    == .registerSignatureInvalid)
            var settings = test.platform.configuration.settings
            #expect(settings.enter(["issuerCertificate.unknownRevocation": "maybe"]).count == 1)
        }
    }

    @Test(.clause("DD-19a"), arguments: Engine.allCases)
    func `a view that fails for a revoked certificate is not spent`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share()
            try Self.revoke(test, at: test.clock.now)
            #expect(try await test.openingRefusal(share.scanned) == .registerSignatureInvalid)
            test.registers.change { $0.revocation.since = [:] }
            let opened = try await test.open(share.scanned)
            #expect(opened.document.revocation == .good)
        }
    }
}
