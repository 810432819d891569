import Foundation
import Kernel
import QyzmetTesting
import Signatures
import Testing
import UseCases
import XMLSignatures

@testable import Sandbox
@testable import SigningChannels

/// The sandbox's NCALayer truly signs, or says why not (UC-25).
@Suite(.timeLimit(.minutes(2)))
struct NCALayerTests {
    private static func run(_ body: (SandboxNCA) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "qyzmet-layer-" + UUID().uuidString
        let nca = try await SandboxNCA(
            folder: folder, clock: Clock { today.start.adding(seconds: 36_000) }, random: .system)
        do { try await body(nca) } catch {
            await nca.stop()
            throw error
        }
        await nca.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func issue(
        _ nca: SandboxNCA, _ validity: NCAValidity = .valid
    ) async throws -> IssuedCertificate {
        try await nca.issue(
            SandboxNCA.Order(
                person: world.person(.citizen), body: nil, kind: .individual, validity: validity))
    }

    private static let content = Array("Құжат".utf8)

    private static func order(
        _ container: NCALayerOrder.Container, _ contents: [[UInt8]] = [content]
    ) -> NCALayerOrder { NCALayerOrder(container: container, contents: contents) }

    private static func values(_ answer: NCALayerAnswer) throws -> [String] {
        guard case .signed(let values, _) = answer else { throw Fault(answer: answer) }
        return values
    }

    private struct Fault: Error { let answer: NCALayerAnswer }

    @Test func `each container is signed so that it verifies`() async throws {
        try await Self.run { nca in
            let issued = try await Self.issue(nca)
            let judge = SignerJudge(
                anchors: TrustAnchors(authorities: nca.roots), certificates: nca.authorities)
            var policy = SignaturePolicy(at: nca.clock.now())
            policy.unknownRevocation = .notChecked
            let digest = DigestAlgorithm.streebog512.hash(Self.content)
            let orders: [(NCALayerOrder, stamps: Int)] = [
                (Self.order(.cms(isDetached: true, isStamped: true)), 1),
                (Self.order(.cms(isDetached: false, isStamped: false)), 0),
                (Self.order(.cmsOfDigest, [digest]), 0),
            ]
            for (order, stamps) in orders {
                let answer = nca.answer(
                    .signature(order), with: issued, password: SandboxNCA.password)
                let cms = try #require([UInt8](base64: try Self.values(answer)[0]))
                let report = SignatureVerifier(judge: judge).verify(
                    cms, content: Self.content, policy: policy)
                #expect(report.isValid, "\(report.findings)")
                #expect(report.signatures.first?.timeStamps.count == stamps)
            }
            let xml = Self.order(.xml, [Array("<a>қ</a>".utf8), Array("<b/>".utf8)])
            let signed = try Self.values(
                nca.answer(.signature(xml), with: issued, password: SandboxNCA.password))
            #expect(signed.count == 2)
            #expect(signed.allSatisfy { XMLVerifier().verify(Array($0.utf8)).isIntact })
            let jwt = try Self.values(
                nca.answer(
                    .signature(Self.order(.jwt, [Array("{}".utf8)])), with: issued,
                    password: SandboxNCA.password))[0]
            let dot = try #require(jwt.lastIndex(of: "."))
            let signature = try #require([UInt8](base64URL: String(jwt[jwt.index(after: dot)...])))
            #expect(
                issued.certificate.publicKey.verify(
                    Array(jwt[..<dot].utf8), signature: signature))
            guard
                case .info(let info) = nca.answer(
                    .keyInfo, with: issued, password: SandboxNCA.password)
            else {
                Issue.record("no information")
                return
            }
            #expect(info["serialNumber"]?.string == issued.certificate.serial)
        }
    }

    @Test func `wrong password, expiry, a foreign number and unreadable XML are told apart`()
        async throws
    {
        try await Self.run { nca in
            let issued = try await Self.issue(nca)
            let expired = try await Self.issue(nca, .expired)
            let early = try await Self.issue(nca, .notYetValid)
            let cms = Self.order(.cms(isDetached: true, isStamped: false))
            var foreign = cms
            foreign.iin = "850101100304"
            var role = cms
            role.extendedKeyUsages = ["1.2.398.3.3.4.1.2.1"]
            var serial = cms
            serial.serialNumber = expired.certificate.serial
            var own = cms
            own.serialNumber = issued.certificate.serial.uppercased()
            own.chain = [nca[.gost].root.certificate.der]
            own.storages = ["AKKaztokenStore", "PKCS12"]
            own.keyUse = .authentication
            var chain = cms
            chain.chain = [nca[.ecdsa].issuing.certificate.der]
            var token = cms
            token.storages = ["AKKaztokenStore"]
            var documents = cms
            documents.keyUse = .signature
            var signingIn = SandboxNCA.Order(
                person: world.person(.citizen), body: nil, kind: .individual)
            signingIn.use = .authentication
            let old = try await nca.issue(signingIn)
            var lenient = cms
            lenient.allowsExpired = true
            let password = SandboxNCA.password
            let cases: [(NCALayerOrder, IssuedCertificate, String, NCALayerRefusal?)] = [
                (cms, issued, "qwerty12", .wrongPassword), (cms, issued, "", .wrongPassword),
                (cms, expired, password, .certificateExpired), (lenient, expired, password, nil),
                (cms, early, password, .certificateNotYetValid),
                (foreign, issued, password, .unsuitableKey),
                (role, issued, password, .unsuitableKey),
                (serial, issued, password, .unsuitableKey), (own, issued, password, nil),
                (chain, issued, password, .unsuitableKey), (token, issued, password, .noToken),
                (documents, old, password, .unsuitableKey), (documents, issued, password, nil),
                (Self.order(.xml), issued, password, .unreadable),
                (Self.order(.cmsOfDigest, [[1, 2, 3]]), issued, password, .unreadable),
            ]
            for (order, key, password, refusal) in cases {
                let answer = nca.answer(.signature(order), with: key, password: password)
                if let refusal {
                    #expect(answer == refusal.answer)
                } else {
                    #expect(try Self.values(answer).count == 1)
                }
            }
        }
    }

    @Test func `a request that nobody answers or looks at ends by itself`() async throws {
        let desk = NCALayerDesk(
            machine: .machine, random: .system, lifetime: .milliseconds(50))
        #expect(await desk.ask(.keyInfo, from: nil) == .cancelled)
        #expect(desk.requests.isEmpty)
        #expect(NCALayerDesk.lifetime == .seconds(600))
    }

    @Test func `a request waits for a person, once, and ends with its page`() async throws {
        let desk = NCALayerDesk(machine: .machine, random: .system)
        let asked = Task { await desk.ask(.keyInfo, from: "http://127.0.0.1:1") }
        let left = Task { await desk.ask(.keyInfo, from: nil) }
        while desk.requests.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
        left.cancel()
        #expect(await left.value == .cancelled)
        let request = try #require(desk.requests.first)
        #expect(request.origin == "http://127.0.0.1:1")
        #expect(desk.answer(request.id, .info("x")))
        #expect(!desk.answer(request.id, .cancelled))
        #expect(await asked.value == .info("x"))
        let gone = Task { await desk.ask(.keyInfo, from: nil) }
        gone.cancel()
        #expect([.cancelled, NCALayerRefusal.busy.answer].contains(await gone.value))
        #expect(desk.requests.isEmpty)
    }
}
