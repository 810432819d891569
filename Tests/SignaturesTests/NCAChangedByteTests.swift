import Foundation
import Kernel
import QyzmetTesting
import Testing

@testable import Signatures

/// Ten single changed bytes in each published file that is no message: each is found for what it is.
///
/// `Tests/Vectors/changed-bytes.tsv` says which byte of which file, what it is of and what must be
/// said of it. The lowest bit is turned over. The messages themselves are in ``NCAVectorTests``.
@Suite struct NCAChangedByteTests {
    /// One line of the table.
    struct Change: Sendable, CustomTestStringConvertible {
        let file: String
        let offset: Int
        let finding: String
        let meaning: String

        var testDescription: String { "\(file) \(offset): \(meaning)" }
    }

    static func table() throws -> [Change] {
        try SourceTree.text("Tests/Vectors/changed-bytes.tsv").split(separator: "\n").dropFirst()
            .map { line in
                let parts = line.split(separator: "\t").map(String.init)
                try #require(parts.count == 4, "\(line)")
                return Change(
                    file: parts[0], offset: try #require(Int(parts[1])), finding: parts[2],
                    meaning: parts[3])
            }
    }

    /// Messages and an envelope, whose changed bytes stand with their own tests.
    private static let others: Set<String> = [
        "nca-gost/individual_attached.der", "nca-gost/individual_detached.der",
        "nca-gost/legacy_2004_cms.txt", "ncanode/wsse-sign-example.xml",
    ]

    private static func files() throws -> [String] {
        try ["nca-gost", "nca-gost/p12", "ncanode"].flatMap { folder in
            try FileManager.default.contentsOfDirectory(
                atPath: SourceTree.root + "/Tests/Vectors/" + folder
            ).filter { $0.contains(".") }.map { folder + "/" + $0 }
        }.filter { !others.contains($0) }
    }

    @Test func `every published file has ten changes, each at a place of its own`() throws {
        let table = Dictionary(grouping: try Self.table(), by: \.file)
        #expect(Set(table.keys) == Set(try Self.files()))
        for (file, changes) in table {
            #expect(Set(changes.map(\.offset)).count == 10, "\(file)")
            #expect(changes.count == 10, "\(file)")
            #expect(Set(changes.map(\.finding)).isDisjoint(with: Judge.good), "\(file)")
        }
    }

    @Test func `the files as published get the good verdict`() throws {
        let judge = try Judge()
        for file in try Self.files() {
            let verdict = try judge.verdict(on: file, Vectors.bytes(file))
            #expect(verdict == Judge.goodVerdict(on: file), "\(file): \(verdict)")
        }
    }

    @Test(arguments: try NCAChangedByteTests.table())
    func `a changed byte is found for what it is`(_ change: Change) throws {
        var bytes = try Vectors.bytes(change.file)
        bytes[change.offset] ^= 1
        let verdict = try Judge().verdict(on: change.file, bytes)
        #expect(verdict.contains(change.finding), "\(verdict)")
    }
}

/// Judges a file of the published data by its kind, at its instant; says the findings' names.
private struct Judge {
    /// What no changed file may be called.
    static let good: Set<String> = ["valid", "good", "revoked", "neverIssued", "signed", "opened"]

    /// 2026-07-20, the day on which the samples were signed.
    private let signedDay = Instant(seconds: 1_784_542_086)
    /// Within the validity of the published lists.
    private let listDay = Instant(seconds: 1_746_100_000)
    private let root: Certificate
    private let issuing: Certificate
    private let revoked: Certificate
    private let list: RevocationList
    private let stampAuthority: Certificate
    private let messageStamper: Certificate

    init() throws {
        root = try Certificate(der: Vectors.bytes("nca-gost/root_test_gost_2022.cer"))
        issuing = try Certificate(der: Vectors.bytes("nca-gost/nca_gost2022_test.cer"))
        revoked = try #require(
            PKCS12(Vectors.bytes("nca-gost/p12/ceo.p12"), password: "Qwerty12").entries.first
        ).certificate
        list = try RevocationList(der: Vectors.bytes("nca-gost/nca_gost2022_test.crl"))
        stampAuthority = try #require(
            Self.token(Vectors.bytes("ncanode/tsp_response.bin")).data.certificates.first)
        let sample = try SignedData(Vectors.bytes("nca-gost/individual_attached.der"))
        let token = try TimeStampToken(der: #require(sample.signers.first?.timeStamps.first))
        messageStamper = try #require(token.data.certificates.first)
    }

    static func goodVerdict(on file: String) -> [String] {
        switch file {
        case let name where name.hasSuffix(".p12"): ["opened"]
        case "nca-gost/nca_gost2022_test.crl": ["revoked"]
        case "nca-gost/nca_gost2022_d_test.crl": ["signed"]
        case "ncanode/ocsp_response_individual_2015.bin": ["neverIssued"]
        // What was stamped was never published; all else is right, and SHA-1 is not taken.
        case "ncanode/tsp_response.bin": ["digestWeak", "timeStampImprintDiffers"]
        default: ["valid"]
        }
    }

    func verdict(on file: String, _ bytes: [UInt8]) throws -> [String] {
        switch file {
        case let name where name.hasSuffix(".p12"): Self.keyFile(bytes)
        case "nca-gost/root_test_gost_2022.cer": certificate(bytes, pool: [])
        case "nca-gost/nca_gost2022_test.cer": certificate(bytes, pool: [])
        case "nca-gost/individual_signer.cer":
            if let der = [UInt8](base64: String(decoding: bytes, as: UTF8.self).trimmed) {
                certificate(der, pool: [issuing])
            } else {
                ["malformed"]
            }
        case "nca-gost/nca_gost2022_test.crl": [revocation(by: bytes)]
        case "nca-gost/nca_gost2022_d_test.crl": [try delta(bytes)]
        case "ncanode/ocsp_response_individual_2015.bin": [try answer(bytes)]
        case "ncanode/tsp_response.bin": stamp(bytes)
        case "nca-gost/individual_document.txt": try document(bytes)
        default: ["no rule for \(file)"]
        }
    }

    // MARK: - Each kind

    private func certificate(_ der: [UInt8], pool: [Certificate]) -> [String] {
        do throws(CertificateFault) {
            let certificate = try Certificate(der: der)
            let path = PathBuilder(anchors: TrustAnchors(authorities: [root]))
                .path(of: certificate, pool: pool, at: signedDay)
            return path.findings.isEmpty ? ["valid"] : path.findings.map(\.code.rawValue)
        } catch {
            if case .key(let fault) = error { return ["\(fault)"] }
            return ["\(error)"]
        }
    }

    private static func keyFile(_ bytes: [UInt8]) -> [String] {
        do throws(PKCS12Fault) {
            return try PKCS12(bytes, password: "Qwerty12").entries.count == 1 ? ["opened"] : []
        } catch {
            return ["\(error)"]
        }
    }

    private func checker(_ evidence: RevocationEvidence) -> RevocationChecker {
        RevocationChecker(
            evidence: evidence, paths: PathBuilder(anchors: TrustAnchors(authorities: [root])),
            pool: [issuing])
    }

    private func revocation(by bytes: [UInt8]) -> String {
        do {
            let evidence = RevocationEvidence(lists: [try RevocationList(der: bytes)])
            return Self.word(checker(evidence).status(of: revoked, issuer: issuing, at: listDay))
        } catch {
            return "malformed"
        }
    }

    /// The published delta has no entries, so its own effect cannot be seen: it is asked for what
    /// a delta must be, and beside the list it must change nothing.
    private func delta(_ bytes: [UInt8]) throws -> String {
        do {
            let delta = try RevocationList(der: bytes)
            let together = RevocationEvidence(lists: [delta, list])
            #expect(
                Self.word(checker(together).status(of: revoked, issuer: issuing, at: listDay))
                    == "revoked")
            guard delta.completes(list) else { return "noEvidence" }
            if let next = delta.nextUpdate, next < listDay { return "stale" }
            return delta.isSigned(by: issuing.publicKey) ? "signed" : "signatureInvalid"
        } catch {
            return "malformed"
        }
    }

    /// The certificate asked about was never published: its issuer and number are in the answer.
    private func answer(_ bytes: [UInt8]) throws -> String {
        let number = [UInt8](hex: "0ff06211dc82beb00253ffa000f1de84abef454f") ?? []
        var der = try Vectors.base64("nca-gost/individual_signer.cer")
        der.replaceSubrange(15..<35, with: number)
        let asked = try Certificate(der: der)
        do {
            let response = try OCSPResponse(der: bytes)
            let moment = Instant(seconds: 1_662_138_000)
            let evidence = RevocationEvidence(answers: [response])
            return Self.word(checker(evidence).status(of: asked, issuer: issuing, at: moment))
        } catch {
            return "malformed"
        }
    }

    private static func word(_ status: RevocationStatus) -> String {
        switch status {
        case .good: "good"
        case .revoked: "revoked"
        case .neverIssued: "neverIssued"
        case .unknown(let reason): reason.rawValue
        }
    }

    private static func token(_ bytes: [UInt8]) throws -> TimeStampToken {
        let response = try TimeStampResponse(der: bytes)
        guard case .granted(let token) = response else { throw CMSFault.malformed }
        return token
    }

    private func stamp(_ bytes: [UInt8]) -> [String] {
        do {
            let token = try Self.token(bytes)
            let judge = SignerJudge(
                anchors: TrustAnchors(authorities: [], pinned: [stampAuthority]))
            let day = token.info.time.adding(seconds: 60)
            return TimeStampVerifier(judge: judge)
                .verify(token, stamped: [], policy: TestPKI.lenient(at: day))
                .findings.map(\.code.rawValue)
        } catch {
            return ["malformed"]
        }
    }

    private func document(_ bytes: [UInt8]) throws -> [String] {
        let judge = SignerJudge(
            anchors: TrustAnchors(authorities: [root], pinned: [messageStamper]),
            certificates: [issuing])
        let report = SignatureVerifier(judge: judge).verify(
            try Vectors.bytes("nca-gost/individual_detached.der"), content: bytes,
            policy: TestPKI.lenient(at: signedDay))
        return report.refusals.isEmpty ? ["valid"] : report.refusals.map(\.rawValue)
    }
}
