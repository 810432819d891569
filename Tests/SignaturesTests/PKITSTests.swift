import Foundation
import Kernel
import QyzmetTesting
import Testing

@testable import Signatures

/// NIST's suite of certificate paths (PKITS 1.0.1), from PyPI's cryptography-vectors.
///
/// The expected results are ours, from the suite's document; see Tests/Vectors/pkits/SOURCE. All
/// paths that must fail fail; of those that must succeed, the sections that are claimed do.
@Suite struct PKITSTests {
    /// One line of the table.
    struct Expectation {
        let section: String
        let name: String
        let isValid: Bool
        let isClaimed: Bool
        /// What must be found with a claimed path that must fail; nil for all others.
        let finding: FindingCode?
    }

    static func expectations() throws -> [Expectation] {
        try SourceTree.text("Tests/Vectors/pkits/expected.tsv").split(separator: "\n").dropFirst()
            .map { line in
                let parts = line.split(separator: "\t").map(String.init)
                try #require(parts.count == 5, "\(line)")
                return Expectation(
                    section: parts[0], name: parts[1], isValid: parts[2] == "valid",
                    isClaimed: parts[3] == "claimed", finding: FindingCode(rawValue: parts[4]))
            }
    }

    private func folder() async throws -> String {
        let root = SourceTree.root
        try await Peer.prepare(in: NSTemporaryDirectory())
        let found = try FileManager.default.contentsOfDirectory(atPath: root + "/.venv/lib")
        let version = try #require(found.first { $0.hasPrefix("python3") })
        return root + "/.venv/lib/\(version)/site-packages/cryptography_vectors/x509/PKITS_data/"
    }

    private func read(_ folder: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
            files[String(name.prefix { $0 != "." })] = Array(data)
        }
        return files
    }

    @Test func `paths are judged as the suite says`() async throws {
        let folder = try await folder()
        let certificates = try read(folder + "certs").compactMapValues { try? Certificate(der: $0) }
        let lists = try read(folder + "crls").values.compactMap { try? RevocationList(der: $0) }
        #expect(certificates.count > 380 && lists.count > 165)
        let root = try #require(certificates["TrustAnchorRootCertificate"])
        let pool = certificates.filter { !$0.key.hasSuffix("EE") && $0.value != root }.map(\.value)
        let judge = SignerJudge(
            anchors: TrustAnchors(authorities: [root]), certificates: pool,
            evidence: RevocationEvidence(lists: lists))
        var policy = SignaturePolicy(at: Instant(seconds: 1_780_000_000))
        policy.purpose = .any
        let table = try PKITSTests.expectations()
        #expect(table.count == 223)
        #expect(Set(table.map(\.section)).count == 16)
        var (accepted, refused) = (0, 0)
        for line in table {
            guard let leaf = certificates[line.name] else {
                // DSA keys and the like are refused when the certificate is read.
                #expect(!line.isValid || !line.isClaimed, "\(line.name)")
                continue
            }
            let found = judge.judge(leaf, included: [], policy: policy, at: policy.instant)
            let refusals = found.findings.filter { $0.code != .keyUsageForbids }
            if line.isValid, line.isClaimed {
                #expect(refusals.isEmpty, "\(line.section) \(line.name): \(refusals)")
                accepted += 1
            } else if !line.isValid {
                #expect(!refusals.isEmpty, "\(line.section) \(line.name)")
                // Any refusal will not do: it must be refused for what the suite broke.
                if line.isClaimed {
                    let finding = try #require(line.finding, "\(line.name)")
                    #expect(
                        refusals.contains { $0.code == finding },
                        "\(line.section) \(line.name): \(refusals.map(\.code))")
                    refused += 1
                }
            }
        }
        #expect(accepted == 38)
        #expect(refused == 49)
    }
}
