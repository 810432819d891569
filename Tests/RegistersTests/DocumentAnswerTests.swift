import DigitalDocuments
import Kernel
import Registers
import Testing

@Suite struct DocumentAnswerTests {
    private static let name = LocalizedText(kk: "Нөмірі", ru: "Номер", en: "Number")

    private var content: DocumentContent {
        DocumentContent(
            documentType: .driverLicense, recordID: "r1", ownerIIN: owner,
            issuer: DocumentContent.Issuer(
                bin: BIN(stored: "123456789021"), name: DocumentAnswerTests.name),
            asOf: Instant(milliseconds: 1_790_000_000_000), validFrom: Day(daysSince1970: 19_000),
            validUntil: Day(daysSince1970: 22_000), status: .inForce,
            fields: [
                DocumentField(
                    name: "number", label: DocumentAnswerTests.name, value: .text("AA 1")),
                DocumentField(
                    name: "issuedBy", label: DocumentAnswerTests.name,
                    value: .localized(DocumentAnswerTests.name)),
            ])
    }

    private func read(_ text: String) throws(RegisterFault) -> DocumentContent {
        try DocumentContent(signedBytes: Array(text.utf8), rules: .sandbox)
    }

    @Test func `content goes there and back`() throws {
        let bytes = content.signedBytes
        #expect(try DocumentContent(signedBytes: bytes, rules: .sandbox) == content)
        var endless = content
        endless.validUntil = nil
        #expect(try DocumentContent(signedBytes: endless.signedBytes, rules: .sandbox) == endless)
    }

    @Test(arguments: [
        ("qyzmet-document-1", "qyzmet-document-2", RegisterFault.malformed(at: "schema")),
        ("DriverLicense", "FishingLicense", .malformed(at: "documentType")),
        ("inForce", "asGoodAsNew", .malformed(at: "status")),
        (#""text":"AA 1""#, #""text":"""#, .incomplete(at: "fields[0].value.text")),
        (#""text":"AA 1""#, #""other":"AA 1""#, .malformed(at: "fields[0].value")),
        (#""text":"AA 1""#, #""kk":"A","ru":"B""#, .incomplete(at: "fields[0].value.en")),
        (#""name":"number""#, #""name":"issuedBy""#, .malformed(at: "fields")),
        (#""recordId":"r1""#, #""recordId":null"#, .incomplete(at: "recordId")),
        (#""bin":"123456789021""#, #""bin":"123456789022""#, .malformed(at: "issuer.bin")),
        (#""recordId""#, #" "recordId""#, .malformed(at: "content")),
    ])
    func `broken content is refused`(old: String, new: String, fault: RegisterFault) {
        let text = content.json.text
        let canonical = String(decoding: content.signedBytes, as: UTF8.self)
        let broken = canonical.replacing(old, with: new)
        #expect(broken != canonical && text.utf8.count == canonical.utf8.count)
        #expect(throws: fault) { try read(broken) }
    }

    @Test func `bytes in another order than the canonical one are refused`() {
        #expect(content.json.bytes != content.signedBytes)
        #expect(throws: RegisterFault.malformed(at: "content")) { try read(content.json.text) }
        #expect(throws: RegisterFault.malformed(at: "content")) { try read("{") }
    }

    @Test func `a signed document keeps its bytes`() throws {
        let document = SignedDocument(content: content.signedBytes, signature: [0x30, 1, 2])
        #expect(try SignedDocument(answer: document.json) == document)
        #expect(throws: RegisterFault.incomplete(at: "signature")) {
            try SignedDocument(answer: ["content": "e30="])
        }
        #expect(throws: RegisterFault.malformed(at: "content")) {
            try SignedDocument(answer: ["content": "e30", "signature": "MAEC"])
        }
        let large = [UInt8](repeating: 1, count: RegisterLimits.contentBytesMax + 1)
        let answer = SignedDocument(content: large, signature: [1]).json
        #expect(throws: RegisterFault.malformed(at: "content")) {
            _ = try SignedDocument(answer: answer)
        }
    }

    @Test func `listings go there and back and stand once`() throws {
        let listings = DocumentType.allCases.map {
            DocumentListing(documentType: $0, recordID: "r-\($0.rawValue)", title: $0.title)
        }
        let answer = DocumentListing.answer(listings)
        #expect(try DocumentListing.read(answer: answer) == listings)
        #expect(throws: RegisterFault.malformed(at: "items")) {
            try DocumentListing.read(answer: DocumentListing.answer(listings + listings))
        }
        #expect(throws: RegisterFault.incomplete(at: "items")) {
            try DocumentListing.read(answer: [:])
        }
    }

    @Test func `queries go there and back`() throws {
        let query = DocumentQuery(
            iin: owner, documentType: .srts, recordID: "r2", requestID: "q")
        #expect(try DocumentQuery(query.json, rules: .sandbox) == query)
        let person = PersonQuery(iin: owner)
        #expect(try PersonQuery(person.json, rules: .sandbox) == person)
        #expect(throws: RegisterFault.malformed(at: "")) {
            try PersonQuery(["iin": .string(owner.digits), "also": 1], rules: .sandbox)
        }
    }

    @Test func `every fault is a documented problem`() {
        #expect(RegisterFault.timeout.problemCode == .registerUnavailable)
        #expect(RegisterFault.wrongPerson.problemCode == .wrongPerson)
        #expect(RegisterFault.incomplete(at: "x").problemCode == .registerAnswerInvalid)
        #expect(RegisterFault.unavailable.isTransient && !RegisterFault.wrongPerson.isTransient)
    }

    @Test func `the codes of the kinds are those that partners use`() {
        let codes = DocumentType.allCases.map(\.rawValue)
        #expect(
            codes == [
                "IdentityCard", "DriverLicense", "SRTS", "BirthCertificate", "AspCertificate",
                "Diploma",
            ])
    }
}
