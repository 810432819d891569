/// Objects that stand together in a compressed stream (ISO 32000-1 section 7.5.7), found once.
struct PDFObjectStream {
    private let data: [UInt8]
    private let first: Int
    /// The number of each object and where it begins behind ``first``, in their order.
    private let entries: [(number: Int, start: Int)]

    /// - Throws: ``PDFFault/malformed(at:)`` with `offset` when it is no such stream.
    init(
        _ dictionary: PDFDictionary, _ data: [UInt8], at offset: Int
    ) throws(PDFFault) {
        guard dictionary["Type"]?.name == "ObjStm", let first = dictionary["First"]?.integer,
            let count = dictionary["N"]?.integer, (0...PDFLimits.objectsMax).contains(count),
            (0..<data.count).contains(first)
        else { throw .malformed(at: offset) }
        var header = PDFParser(data, at: 0)
        var entries: [(number: Int, start: Int)] = []
        for _ in 0..<count {
            entries.append((number: try header.integer(), start: try header.integer()))
        }
        self.data = data
        self.first = first
        self.entries = entries
    }

    /// A parser of the object at a place; nil when another number or nothing stands there.
    func parser(of number: Int, at index: Int) -> PDFParser? {
        guard entries.indices.contains(index) else { return nil }
        let (found, start) = entries[index]
        guard found == number, start >= 0, start < data.count - first else { return nil }
        return PDFParser(data, at: first + start)
    }
}

/// What reading one file has cost so far: each stream of objects is decompressed once, however many
/// objects are asked for, and everything together is limited.
final class PDFReadingCost {
    private var streams: [Int: PDFObjectStream] = [:]
    private var inflated = 0
    private var read = 0

    /// Counts what a stream of the file holds.
    ///
    /// - Throws: ``PDFFault/unsupported`` above ``PDFLimits/inflatedBytesMax`` in all.
    func count(inflated count: Int) throws(PDFFault) {
        inflated += count
        guard inflated <= PDFLimits.inflatedBytesMax else { throw .unsupported }
    }

    /// Counts the bytes of an object.
    ///
    /// - Throws: ``PDFFault/unsupported`` above ``PDFLimits/readBytesMax`` in all.
    func count(read count: Int) throws(PDFFault) {
        read += count
        guard read <= PDFLimits.readBytesMax else { throw .unsupported }
    }

    /// The stream of objects with a number, made at the first question.
    func stream(
        _ number: Int, _ make: () throws(PDFFault) -> PDFObjectStream
    ) throws(PDFFault) -> PDFObjectStream {
        if let known = streams[number] { return known }
        let made = try make()
        streams[number] = made
        return made
    }
}
