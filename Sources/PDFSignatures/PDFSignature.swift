/// What is wrong with where a signature stands in its file; the raw value is its name in answers.
package enum PDFFinding: String, Hashable, Sendable, CaseIterable {
    /// The signed ranges are not the whole file but for the signature's own digits.
    case rangesWrong = "pdfRangesWrong"
    /// Another kind of signature than detached CMS.
    case kindNotAllowed = "pdfKindNotAllowed"
    /// The file goes on behind what was signed: what follows is anybody's.
    case changedAfterSigning = "pdfChangedAfterSigning"
}

/// A signature of a PDF: what was signed and the CMS over it.
///
/// The CMS is judged apart.
package struct PDFSignature: Hashable, Sendable {
    /// The field's name.
    package let field: String
    /// The DER of the CMS SignedData.
    package let cms: [UInt8]
    /// The bytes that it must be a signature of; empty when the ranges are wrong.
    package let content: [UInt8]
    /// How many bytes of the file were there when it was signed.
    package let revisionBytes: Int
    /// What is wrong with its place.
    package let findings: [PDFFinding]

    /// The signatures of a file, in the order in which they were added.
    ///
    /// A signature that was followed by another is marked as followed by changes too: a reader must
    /// judge what the later signer added.
    package static func all(in file: [UInt8]) throws(PDFFault) -> [PDFSignature] {
        let source = try PDFFile(file)
        let catalog = try source.resolve(source.trailer["Root"]).dictionary
        let form = try source.resolve(catalog?["AcroForm"]).dictionary
        let fields = try source.resolve(form?["Fields"]).array ?? []
        var walk = PDFFieldWalk(file: source)
        for field in fields { try walk.visit(field, under: PDFFieldWalk.Inherited()) }
        let found = try walk.signatures.map { signature throws(PDFFault) in
            try PDFSignature(source, field: signature.name, number: signature.number)
        }
        return found.sorted { $0.revisionBytes < $1.revisionBytes }
    }

    private init(_ file: PDFFile, field: String, number: Int) throws(PDFFault) {
        // The digits must stand in the file itself: only there can ranges leave them out.
        guard case .offset(let offset) = file.places[number] else {
            throw .malformed(at: file.tableStart)
        }
        var parser = try file.parser(of: number, at: offset)
        guard let dictionary = try parser.object().dictionary,
            let digits = dictionary["Contents"]?.string, let gap = parser.places["Contents"]
        else { throw .malformed(at: offset) }
        var findings: [PDFFinding] = []
        if dictionary["SubFilter"]?.name != "ETSI.CAdES.detached" {
            findings.append(.kindNotAllowed)
        }
        let range = dictionary["ByteRange"]?.array?.compactMap(\.integer) ?? []
        if range.count == 4, range[0] == 0, range[1] == gap.lowerBound,
            range[2] == gap.upperBound, range[3] >= 0, range[3] <= file.bytes.count - range[2],
            file.bytes[gap.lowerBound] == UInt8(ascii: "<")
        {
            revisionBytes = range[2] + range[3]
            content = Array(
                file.bytes[..<gap.lowerBound] + file.bytes[gap.upperBound..<revisionBytes])
            if file.bytes[revisionBytes...].contains(where: { !isBlank($0) }) {
                findings.append(.changedAfterSigning)
            }
        } else {
            findings.append(.rangesWrong)
            revisionBytes = 0
            content = []
        }
        self.field = field
        self.cms = withoutFiller(digits)
        self.findings = findings
    }
}

/// The DER at the beginning; the room behind it is filled with zeros.
private func withoutFiller(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count > 2, bytes[0] == 0x30 else { return bytes }
    var length = Int(bytes[1])
    var header = 2
    if length > 0x80, length <= 0x84 {
        header += length - 0x80
        guard bytes.count >= header else { return bytes }
        length = bytes[2..<header].reduce(0) { $0 << 8 | Int($1) }
    }
    guard length != 0x80, header + length <= bytes.count,
        bytes[(header + length)...].allSatisfy({ $0 == 0 })
    else { return bytes }
    return Array(bytes[..<(header + length)])
}
