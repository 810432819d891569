import Kernel

/// Signs PDFs with detached CMS (PAdES, ETSI EN 319 142-1): an invisible field on the first page.
package enum PDFSigner {
    /// Signs a file.
    ///
    /// - Parameters:
    ///   - file: at most ``PDFLimits/bytesMax`` bytes; it stays as it is and an update follows it.
    ///   - name: whom the signature names, as readers show it beside the certificate.
    ///   - reason: why it was signed, as readers show it; nil for none.
    ///   - instant: the claimed time of signing, in whole seconds.
    ///   - makeSignature: gives the DER of a CMS SignedData without content over the given bytes;
    ///     for the level B-T with a time-stamp in it.
    package static func sign(
        _ file: [UInt8], name: String, reason: String? = nil, at instant: Instant,
        makeSignature: ([UInt8]) throws -> [UInt8]
    ) throws -> [UInt8] {
        let prepared = try prepare(file, name: name, reason: reason, at: instant)
        return try prepared.embedding(try makeSignature(prepared.content))
    }

    /// Prepares a file for a signature that somebody else makes: everything but the signature.
    ///
    /// The same file, texts and moment give the same bytes.
    package static func prepare(
        _ file: [UInt8], name: String, reason: String? = nil, at instant: Instant
    ) throws(PDFFault) -> PreparedPDF {
        let source = try PDFFile(file)
        var update = PDFUpdate(source)
        let signature = update.reserve()
        let field = update.reserve()
        let room = PDFLimits.signatureBytesMax * 2
        let range = "[0 " + String(repeating: " ", count: 36) + "]"
        var details = PDFDictionary()
        details["Name"] = .string(utf16(name))
        details["M"] = .string(Array(pdfTime(instant).utf8))
        if let reason { details["Reason"] = .string(utf16(reason)) }
        let start =
            "<</Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n"
            + "/ByteRange "
        let middle = "\n/Contents <"
        let end = ">\n" + details.text.dropFirst(2)
        let place = update.write(
            signature,
            start + range + middle + String(repeating: "0", count: room) + end)
        try PDFForm(source, field: field, signature: signature).write(to: &update)
        update.finish()
        let gapStart = place + start.utf8.count + range.utf8.count + middle.utf8.count - 1
        let gapEnd = gapStart + room + 2
        let numbers = "[0 \(gapStart) \(gapEnd) \(update.bytes.count - gapEnd)"
        let filler = String(repeating: " ", count: range.utf8.count - numbers.utf8.count - 1)
        update.overwrite(
            at: place + start.utf8.count, with: Array((numbers + filler + "]").utf8))
        return PreparedPDF(bytes: update.bytes, gap: gapStart..<gapEnd)
    }
}

/// A PDF with room for a signature, which is yet to be made over everything but that room.
package struct PreparedPDF: Hashable, Sendable {
    /// The file, with zeros where the signature will stand.
    package let bytes: [UInt8]
    /// Where the signature's digits will stand, with the brackets around them.
    let gap: Range<Int>

    /// The bytes that are signed.
    package var content: [UInt8] { Array(bytes[..<gap.lowerBound] + bytes[gap.upperBound...]) }

    /// The signed file.
    ///
    /// - Parameter cms: the DER of a CMS SignedData without content over ``content``.
    /// - Throws: ``PDFFault/signatureTooLarge``.
    package func embedding(_ cms: [UInt8]) throws(PDFFault) -> [UInt8] {
        guard cms.count <= PDFLimits.signatureBytesMax else { throw .signatureTooLarge }
        var signed = bytes
        let start = gap.lowerBound + 1
        signed.replaceSubrange(start..<(start + cms.count * 2), with: Array(cms.hex.utf8))
        return signed
    }
}

/// The parts of the file that must name the new field: catalog, form and page.
private struct PDFForm {
    let file: PDFFile
    let field: Int
    let signature: Int

    init(_ file: PDFFile, field: Int, signature: Int) {
        self.file = file
        self.field = field
        self.signature = signature
    }

    func write(to update: inout PDFUpdate) throws(PDFFault) {
        guard case .reference(let root, _) = file.trailer["Root"],
            var catalog = try file.object(root).dictionary
        else { throw .malformed(at: file.tableStart) }
        let (pageNumber, found) = try firstPage(catalog["Pages"])
        var page = found
        var form = try file.resolve(catalog["AcroForm"]).dictionary ?? PDFDictionary()
        let fields = try file.resolve(form["Fields"]).array ?? []
        let reference = PDFObject.reference(number: field, generation: 0)
        form["Fields"] = .array(fields + [reference])
        // Signatures exist, and the file may only grow (section 12.7.2, table 219).
        form["SigFlags"] = .integer(3)
        if case .reference(let number, _) = catalog["AcroForm"] {
            update.write(number, form.text)
        } else {
            catalog["AcroForm"] = .dictionary(form)
            update.write(root, catalog.text)
        }
        let annotations = try file.resolve(page["Annots"]).array ?? []
        page["Annots"] = .array(annotations + [reference])
        update.write(pageNumber, page.text)
        var widget = PDFDictionary()
        widget["Type"] = .name("Annot")
        widget["Subtype"] = .name("Widget")
        widget["FT"] = .name("Sig")
        widget["T"] = .string(Array("Signature\(fields.count + 1)".utf8))
        widget["V"] = .reference(number: signature, generation: 0)
        widget["P"] = .reference(number: pageNumber, generation: 0)
        // Invisible, printed as nothing, and locked.
        widget["Rect"] = .array([.integer(0), .integer(0), .integer(0), .integer(0)])
        widget["F"] = .integer(132)
        update.write(field, widget.text)
    }

    private func firstPage(_ pages: PDFObject?) throws(PDFFault) -> (Int, PDFDictionary) {
        var next = pages
        for _ in 0..<PDFLimits.depthMax {
            guard case .reference(let number, _) = next,
                let node = try file.object(number).dictionary
            else { break }
            if node["Type"]?.name == "Page" { return (number, node) }
            next = try file.resolve(node["Kids"]).array?.first
        }
        throw .malformed(at: file.tableStart)
    }
}

/// A text in UTF-16 with its mark.
private func utf16(_ text: String) -> [UInt8] {
    [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
}

/// `D:20261127093000+05'00'` (section 7.9.4).
private func pdfTime(_ instant: Instant) -> String {
    let text = Instant(seconds: instant.seconds).description
    let digits = text.filter(\.isNumber)
    return "D:\(digits.prefix(14))+\(digits.dropFirst(14).prefix(2))'\(digits.suffix(2))'"
}
