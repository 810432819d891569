/// Goes through the fields of a form, groups and parts included, and finds those that are signed
/// (ISO 32000-1 section 12.7.3).
struct PDFFieldWalk {
    /// What a field has from those above it.
    struct Inherited {
        var type: String?
        var value: PDFObject?
        var name: [String] = []
        var depth = 0
    }

    let file: PDFFile
    /// Full names of signed fields with the object numbers of their signatures.
    private(set) var signatures: [(name: String, number: Int)] = []
    private var fieldsSeen = 0

    init(file: PDFFile) {
        self.file = file
    }

    /// Looks at a field and at everything below it.
    ///
    /// - Throws: ``PDFFault/unsupported`` beyond the limits, as when the fields go in a circle.
    mutating func visit(_ reference: PDFObject, under above: Inherited) throws(PDFFault) {
        fieldsSeen += 1
        guard fieldsSeen <= PDFLimits.fieldsMax, above.depth < PDFLimits.depthMax else {
            throw .unsupported
        }
        guard let field = try file.resolve(reference).dictionary else { return }
        var own = above
        own.depth += 1
        own.type = try file.resolve(field["FT"]).name ?? above.type
        own.value = field["V"] ?? above.value
        if let part = field["T"]?.string { own.name.append(String(decoding: part, as: UTF8.self)) }
        if own.type == "Sig", case .reference(let number, _) = own.value {
            try add(number, named: own.name.joined(separator: "."))
            // The parts of a signed field on pages are no further signatures.
            own.value = nil
        }
        for kid in try file.resolve(field["Kids"]).array ?? [] { try visit(kid, under: own) }
    }

    private mutating func add(_ number: Int, named name: String) throws(PDFFault) {
        guard !signatures.contains(where: { $0.number == number }) else { return }
        guard signatures.count < PDFLimits.signaturesMax else { throw .unsupported }
        signatures.append((name, number))
    }
}
