import Foundation
import HTTPClient
import Kernel
import QyzmetTesting
import Signatures
import Testing

/// `qyzmet nca issue | revoke | list | crl` beside a sandbox that runs (UC-26).
@Suite(.timeLimit(.minutes(5)))
struct NCACommandTests {
    /// A running sandbox, its command line, and somebody who trusts its authority.
    private struct Bench {
        let installation: TestInstallation
        let server: TestServer
        let person: String
        let body: String
        let roots: [Certificate]
        let authorities: [Certificate]

        init(_ installation: TestInstallation, _ server: TestServer) async throws {
            self.installation = installation
            self.server = server
            let people = try await call("GET", server.url + "/sandbox/people?limit=1").expect(200)
            person = try #require(people["items"]?.array?.first?["iin"]?.string)
            let bodies = try await call("GET", server.url + "/sandbox/organisations").expect(200)
            body = try #require(bodies["items"]?.array?.first?["bin"]?.string)
            let nca = try await call("GET", server.url + "/sandbox/nca/authorities").expect(200)
            roots = try Self.certificates(nca, "roots")
            authorities = try Self.certificates(nca, "authorities")
        }

        private static func certificates(_ nca: JSON, _ name: String) throws -> [Certificate] {
            try (nca[name]?.array ?? []).map { try Certificate(pem: $0.string ?? "") }
        }

        func nca(_ arguments: [String]) async throws -> (
            end: ChildProcess.End, output: String, errors: String
        ) {
            try await installation.run(["nca"] + arguments + ["url=" + server.url])
        }

        /// Issues by the command and opens the file that it wrote.
        func issue(_ options: [String]) async throws -> PKCS12.Entry {
            let file = "\(installation.folder)/\(UUID().uuidString).p12"
            let made = try await nca(["issue", "out=" + file] + options)
            try #require(made.end == .exited(0), "\(options): \(made.errors)")
            let p12 = try PKCS12(
                Array(Data(contentsOf: URL(fileURLWithPath: file))), password: "Qwerty12")
            #expect(p12.entries.count == 1 && p12.certificates.count == 2)
            let entry = try #require(p12.entries.first)
            #expect(made.output.contains(entry.certificate.serial))
            #expect(made.output.contains(file) && made.output.contains("password Qwerty12"))
            return entry
        }

        /// What a verifier refuses who trusts the roots and has the lists that `nca crl` names.
        func refusals(
            _ entry: PKCS12.Entry, roles: Set<CertificateRole>? = nil
        ) async throws -> [FindingCode] {
            let named = try await nca(["crl"])
            let addresses = named.output.split(separator: "\n").map(String.init)
            #expect(named.end == .exited(0) && addresses.count == 4, "\(named.output)")
            var evidence = RevocationEvidence()
            for address in addresses {
                let answer = try await call("GET", address)
                #expect(answer.status == 200)
                evidence.lists.append(try RevocationList(der: answer.response.body))
            }
            for family in ["gost", "ecdsa"] {
                let base = try #require(addresses.first { $0.contains("/nca_\(family)_sandbox") })
                let root = base.replacing("/nca_", with: "/root_")
                evidence.lists.append(
                    try RevocationList(der: try await call("GET", root).response.body))
            }
            let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
            var draft = SignedDataDraft(content: [1, 2, 3], detached: false)
            try draft.sign(with: entry.key, certificate: entry.certificate, signingTime: now)
            var policy = SignaturePolicy(at: now)
            policy.roles = roles
            policy.unknownRevocation = .refuse
            let judge = SignerJudge(
                anchors: TrustAnchors(authorities: roots), certificates: authorities,
                evidence: evidence)
            return SignatureVerifier(judge: judge).verify(draft.der, policy: policy).findings
                .filter { $0.severity == .refusal }.map(\.code)
        }
    }

    @Test func `each order gives a key file whose certificate says what was ordered`() async throws
    {
        try await withServer { installation, server in
            let bench = try await Bench(installation, server)
            let person = "iin=" + bench.person
            for family in ["gost", "ecdsa"] {
                let good = try await bench.issue([person, "family=" + family])
                #expect(good.certificate.roles == [.individual])
                #expect(good.certificate.subject.iin == bench.person)
                #expect(try await bench.refusals(good) == [])
                #expect(try await bench.refusals(good, roles: [.individual]) == [])
                #expect(
                    try await bench.refusals(good, roles: [.firstHead]) == [.roleNotAllowed])
            }
            let expired = try await bench.issue([person, "validity=expired"])
            #expect(try await bench.refusals(expired).contains(.certificateExpired))
            let early = try await bench.issue([person, "validity=notYetValid"])
            #expect(try await bench.refusals(early).contains(.certificateNotYetValid))
            let revoked = try await bench.issue([person, "validity=revoked"])
            #expect(try await bench.refusals(revoked) == [.certificateRevoked])
            let head = try await bench.issue([
                person, "bin=" + bench.body, "kind=firstHead",
            ])
            #expect(head.certificate.roles == [.organization, .firstHead])
            #expect(head.certificate.subject.bin == bench.body)
            #expect(try await bench.refusals(head, roles: [.firstHead]) == [])
            #expect(try await bench.refusals(head, roles: [.individual]) == [.roleNotAllowed])
        }
    }

    @Test func `a certificate is good until it is revoked, and both are listed`() async throws {
        try await withServer { installation, server in
            let bench = try await Bench(installation, server)
            // Without a person, the sandbox's first one.
            let entry = try await bench.issue([])
            let serial = entry.certificate.serial
            #expect(entry.certificate.subject.iin == bench.person)
            #expect(try await bench.refusals(entry) == [])
            let before = try await bench.nca(["list"])
            #expect(Self.line(of: serial, in: before.output)?.hasSuffix("  -") == true)

            let done = try await bench.nca(["revoke", serial])
            #expect(done.end == .exited(0) && done.output.hasPrefix("revoked at 20"))
            // A list says to the second since when.
            try await Task.sleep(for: .seconds(1.1))
            #expect(try await bench.refusals(entry) == [.certificateRevoked])
            let after = try await bench.nca(["list"])
            #expect(Self.line(of: serial, in: after.output)?.contains("  revoked 20") == true)
        }
    }

    private static func line(of serial: String, in output: String) -> String? {
        output.split(separator: "\n").first { $0.hasPrefix(serial) }.map(String.init)
    }

    @Test func `every word of NCANode's keyUser can be ordered`() async throws {
        try await withServer { installation, server in
            let bench = try await Bench(installation, server)
            let spec = try SourceTree.text("Tests/Peers/ncanode/openapi.yml")
            let schema = try #require(spec.firstRange(of: "    CertificateKeyUser:"))
            let words = spec[schema.upperBound...].split(separator: "\n")
                .drop { $0.trimmed != "enum:" }.dropFirst()
                .prefix { $0.trimmed.hasPrefix("- ") }.map { String($0.trimmed.dropFirst(2)) }
            #expect(words.count == 15, "\(words)")
            let kinds = [
                "firstHead", "rightToSign", "rightToSignFinancial", "humanResources", "employee",
                "authorityPrivileges", "authorityAdministrator", "authorityManager",
                "authorityOperator", "identification", "identificationInPerson",
                "identificationRemote", "identificationDigitalID",
            ]
            var found: Set<String> = []
            for kind in kinds {
                let isOfBody = !kind.hasPrefix("identification")
                let entry = try await bench.issue(
                    ["kind=" + kind, "iin=" + bench.person]
                        + (isOfBody ? ["bin=" + bench.body] : []))
                let answer = try await call(
                    "POST", server.url + "/ncanode/x509/info",
                    ["certs": [.string(Array(entry.certificate.pem.utf8).base64)]]
                ).expect(200)
                let users = answer["signers"]?.array?.first?["keyUser"]?.array ?? []
                #expect(users.count == 2, "\(kind): \(users)")
                found.formUnion(users.compactMap(\.string))
            }
            #expect(found == Set(words))
        }
    }

    @Test func `what cannot be done is said, and no file is written over`() async throws {
        try await withServer { installation, server in
            let bench = try await Bench(installation, server)
            let usage = try await bench.nca([])
            #expect(usage.end != .exited(0) && usage.errors.contains("usage: qyzmet nca"))
            let none = try await bench.nca(["revoke"])
            #expect(none.end != .exited(0))
            let unknown = try await bench.nca(["revoke", "00ff00ff"])
            #expect(unknown.end == .exited(1) && !unknown.errors.isEmpty)
            let wrong = try await bench.nca(["issue", "kind=emperor"])
            #expect(wrong.end == .exited(1) && wrong.errors.contains("kind"), "\(wrong.errors)")
            let nobody = try await bench.nca(["issue", "kind=firstHead", "iin=" + bench.person])
            #expect(nobody.end == .exited(1) && nobody.errors.contains("bin"), "\(nobody.errors)")
            let file = installation.folder + "/mine.p12"
            try "mine".write(toFile: file, atomically: true, encoding: .utf8)
            let over = try await bench.nca(["issue", "out=" + file])
            #expect(over.end != .exited(0))
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
            let nowhere = try await installation.run(["nca", "list", "url=http://127.0.0.1:9"])
            #expect(nowhere.end != .exited(0))
        }
    }
}
