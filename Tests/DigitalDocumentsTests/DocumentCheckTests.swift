import DigitalDocuments
import Kernel
import QyzmetTesting
import Testing

struct DocumentCheckTests {
    private let owner = IIN(stored: "850101100002")
    private let body = BIN(stored: "940140000385")
    private let now = Instant(seconds: 1_795_149_000)

    private func received() throws -> ReceivedDocument {
        ReceivedDocument(
            documentType: "IdentityCard", recordId: "r1", owner: owner, issuer: body, signer: body,
            isAuthorisedIssuer: true, asOf: now, validFrom: try #require(Day("2026-11-20")),
            validUntil: Day("2026-11-20"), isInForce: true)
    }

    private func refusal(_ document: ReceivedDocument, at now: Instant? = nil) -> Refusal? {
        do {
            try document.check(
                owner: owner, documentType: "IdentityCard", recordId: "r1", at: now ?? self.now)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a sound document passes on the first and last day of its validity`() throws {
        #expect(refusal(try received()) == nil)
    }

    @Test(.clause("DD-14a", "DD-2.10a")) func `each thing wrong alone is refused with its code`()
        throws
    {
        let changes: [(inout ReceivedDocument) -> Void] = [
            { $0.owner = IIN(stored: "850615200003") }, { $0.documentType = "Diploma" },
            { $0.recordId = "r2" }, { $0.asOf = $0.asOf.adding(milliseconds: -60_001) },
            { $0.asOf = $0.asOf.adding(milliseconds: 60_001) },
            { $0.signer = BIN(stored: "950341000052") }, { $0.isAuthorisedIssuer = false },
            { $0.isInForce = false }, { $0.validFrom = $0.validFrom.adding(days: 1) },
            { $0.validUntil = $0.validUntil?.adding(days: -1) },
        ]
        let codes: [ProblemCode] = [
            .wrongPerson, .registerAnswerInvalid, .registerAnswerInvalid, .registerAnswerInvalid,
            .registerAnswerInvalid, .registerSignatureInvalid, .registerSignatureInvalid,
            .documentNotInForce, .documentNotInForce, .documentNotInForce,
        ]
        for (change, code) in zip(changes, codes) {
            var document = try received()
            change(&document)
            #expect(refusal(document)?.code == code)
        }
    }

    @Test func `another person's record is refused as such, whatever else is wrong`() throws {
        var document = try received()
        document.isInForce = false
        #expect(refusal(document)?.code == .documentNotInForce)
        document.isAuthorisedIssuer = false
        #expect(refusal(document)?.code == .registerSignatureInvalid)
        document.recordId = "r2"
        #expect(refusal(document)?.code == .registerAnswerInvalid)
        document.owner = IIN(stored: "850615200003")
        #expect(refusal(document)?.code == .wrongPerson)
        #expect(refusal(document)?.clause == "DD-14")
    }

    @Test func `an answer may be a minute old, no more`() throws {
        var document = try received()
        document.asOf = now.adding(seconds: -60)
        #expect(refusal(document) == nil)
        #expect(refusal(document, at: now.adding(milliseconds: 1))?.code == .registerAnswerInvalid)
    }
}
