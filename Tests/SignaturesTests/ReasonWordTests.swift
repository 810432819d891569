import ASN1
import Kernel
import Testing

@testable import Signatures

/// Whatever stands behind a finding is said in words, in each language in its own.
@Suite struct ReasonWordTests {
    private static let keyFaults: [KeyFault] = [
        .malformed, .unsupported, .wrongLength, .notOnCurve, .modulusTooShort, .modulusTooLong,
        .exponentNotAllowed, .weakModulus, .privateMembers, .notForSignatures,
        .ambiguousKeyIdentifier, .file(path: "/secret", errno: 2), .notRegularFile(path: "/secret"),
        .fileOpenToOthers(path: "/secret", mode: 0o644), .library(LibraryFault("x", code: 1)),
    ]

    static let reasons: [[Finding.Reason]] = [
        ASN1Fault.allCases.map { .structure($0) },
        RevocationStatus.Uncertainty.allCases.map { .revocation($0) },
        keyFaults.map { .key($0) }, KeyProfile.allCases.map { .keyUse($0) },
        FindingCode.allCases.map { .finding($0) },
    ]

    @Test(arguments: reasons.indices)
    func `each reason has a sentence of its own in three languages`(_ index: Int) {
        let reasons = Self.reasons[index]
        for language in Language.allCases {
            #expect(Set(reasons.map { $0.text[language] }).count == reasons.count)
        }
        for reason in reasons {
            let text = reason.text
            #expect(Set([text.kk, text.ru, text.en]).count == 3, "\(reason.name)")
            for sentence in [text.kk, text.ru, text.en] {
                #expect(sentence.count > 10 && !sentence.contains("/secret"), "\(sentence)")
                #expect(!sentence.contains("  "), "\(sentence)")
            }
        }
        #expect(Set(reasons.map(\.name)).count == reasons.count)
    }
}
