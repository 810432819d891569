/// A PDF with its table of objects, the newest revision's first (ISO 32000-1 section 7.5).
struct PDFFile {
    /// Where an object is.
    enum Place: Equatable {
        case free
        case offset(Int)
        case compressed(stream: Int, index: Int)
    }

    let bytes: [UInt8]
    private(set) var places: [Int: Place] = [:]
    /// The newest trailer's dictionary.
    private(set) var trailer = PDFDictionary()
    /// Where the newest table begins.
    private(set) var tableStart = 0
    /// Whether the newest table is a stream; then a further one must be a stream as well.
    private(set) var hasStreamTable = false
    private let cost = PDFReadingCost()

    init(_ bytes: [UInt8]) throws(PDFFault) {
        guard bytes.count <= PDFLimits.bytesMax else { throw .tooLarge }
        guard bytes.starts(with: Array("%PDF-".utf8)) else { throw .malformed(at: 0) }
        self.bytes = bytes
        tableStart = try startOfTable()
        var next: Int? = tableStart
        var seen: Set<Int> = []
        while let start = next {
            guard seen.insert(start).inserted, seen.count <= PDFLimits.revisionsMax else {
                throw .malformed(at: start)
            }
            next = try readTable(at: start, isNewest: start == tableStart)
        }
        guard trailer["Encrypt"] == nil else { throw .encrypted }
        guard trailer["Root"] != nil, let size = trailer["Size"]?.integer,
            (1...PDFLimits.objectsMax).contains(size)
        else { throw .malformed(at: tableStart) }
    }

    /// One more than the largest object number.
    var size: Int { max(trailer["Size"]?.integer ?? 1, (places.keys.max() ?? 0) + 1) }

    /// The object of a reference, or the object itself; null when there is none.
    func resolve(_ object: PDFObject?) throws(PDFFault) -> PDFObject {
        guard case .reference(let number, _) = object else { return object ?? .null }
        return try self.object(number)
    }

    /// The object with a number.
    func object(_ number: Int) throws(PDFFault) -> PDFObject {
        switch places[number] {
        case .offset(let offset):
            var parser = try parser(of: number, at: offset)
            return try counted(&parser)
        case .compressed(let stream, let index):
            return try compressedObject(number, in: stream, at: index)
        case .free, nil: return .null
        }
    }

    /// The object at which the parser stands.
    private func counted(_ parser: inout PDFParser) throws(PDFFault) -> PDFObject {
        let start = parser.position
        let object = try parser.object()
        try cost.count(read: parser.position - start)
        return object
    }

    /// A parser behind the header of an object that stands in the file itself.
    func parser(of number: Int, at offset: Int) throws(PDFFault) -> PDFParser {
        var parser = PDFParser(bytes, at: offset)
        guard try parser.header() == number else { throw .malformed(at: offset) }
        return parser
    }

    // MARK: - Tables

    private func startOfTable() throws(PDFFault) -> Int {
        let word = Array("startxref".utf8)
        let tail = max(0, bytes.count - 2048)
        for start in stride(from: bytes.count - word.count, through: tail, by: -1)
        where bytes[start] == word[0] && bytes[start...].starts(with: word) {
            var parser = PDFParser(bytes, at: start + word.count)
            let offset = try parser.integer()
            guard bytes.indices.contains(offset) else { throw .malformed(at: start) }
            return offset
        }
        throw .malformed(at: bytes.count)
    }

    /// Reads one table and gives where the one before it begins.
    private mutating func readTable(at start: Int, isNewest: Bool) throws(PDFFault) -> Int? {
        var parser = PDFParser(bytes, at: start)
        let dictionary: PDFDictionary
        if parser.take("xref") {
            try readClassicTable(&parser)
            guard let found = try parser.object().dictionary else { throw .malformed(at: start) }
            dictionary = found
            if let extra = dictionary["XRefStm"]?.integer { _ = try readStreamTable(at: extra) }
        } else {
            dictionary = try readStreamTable(at: start)
            if isNewest { hasStreamTable = true }
        }
        if isNewest { trailer = dictionary }
        guard let previous = dictionary["Prev"] else { return nil }
        guard let offset = previous.integer, bytes.indices.contains(offset) else {
            throw .malformed(at: start)
        }
        return offset
    }

    private mutating func readClassicTable(_ parser: inout PDFParser) throws(PDFFault) {
        while true {
            parser.skipBlanks()
            if parser.take("trailer") { return }
            let first = try parser.integer()
            let count = try parser.integer()
            guard (0...PDFLimits.objectsMax).contains(first),
                (0...PDFLimits.objectsMax).contains(count)
            else { throw .unsupported }
            for number in first..<(first + count) {
                let offset = try parser.integer()
                _ = try parser.integer()
                parser.skipBlanks()
                let isUsed = parser.take("n")
                guard isUsed || parser.take("f") else { throw .malformed(at: parser.position) }
                note(number, isUsed ? .offset(offset) : .free)
            }
        }
    }

    private mutating func readStreamTable(at start: Int) throws(PDFFault) -> PDFDictionary {
        var parser = PDFParser(bytes, at: start)
        _ = try parser.header()
        let (dictionary, data) = try stream(&parser)
        guard dictionary["Type"]?.name == "XRef",
            let widths = dictionary["W"]?.array?.compactMap(\.integer), widths.count == 3,
            widths.allSatisfy({ (0...8).contains($0) }), widths[1] > 0
        else { throw .malformed(at: start) }
        let size = dictionary["Size"]?.integer ?? 0
        let ranges = dictionary["Index"]?.array?.compactMap(\.integer) ?? [0, size]
        var rest = data[...]
        for pair in stride(from: 0, to: ranges.count - 1, by: 2) {
            let (first, count) = (ranges[pair], ranges[pair + 1])
            guard (0...PDFLimits.objectsMax).contains(first),
                (0...PDFLimits.objectsMax).contains(count)
            else { throw .unsupported }
            for number in first..<(first + count) {
                var fields: [Int] = []
                for width in widths {
                    guard rest.count >= width else { throw .malformed(at: start) }
                    fields.append(rest.prefix(width).reduce(0) { $0 << 8 | Int($1) })
                    rest = rest.dropFirst(width)
                }
                note(number, place(widths[0] == 0 ? 1 : fields[0], fields[1], fields[2]))
            }
        }
        return dictionary
    }

    private func place(_ kind: Int, _ second: Int, _ third: Int) -> Place {
        switch kind {
        case 1: .offset(second)
        case 2: .compressed(stream: second, index: third)
        default: .free
        }
    }

    /// The newest word on an object is read first and stays.
    private mutating func note(_ number: Int, _ place: Place) {
        if places[number] == nil { places[number] = place }
    }

    // MARK: - Streams

    private func stream(_ parser: inout PDFParser) throws(PDFFault) -> (PDFDictionary, [UInt8]) {
        let start = parser.position
        guard let dictionary = try parser.object().dictionary else { throw .malformed(at: start) }
        parser.skipBlanks()
        guard parser.take("stream") else { throw .malformed(at: parser.position) }
        if parser.byte == 13 { parser.position += 1 }
        guard parser.byte == 10 else { throw .malformed(at: parser.position) }
        parser.position += 1
        let length = try length(dictionary["Length"]) ?? -1
        guard length >= 0, length <= bytes.count - parser.position else {
            throw .malformed(at: parser.position)
        }
        let raw = Array(bytes[parser.position..<(parser.position + length)])
        let data = try decodeStream(raw, dictionary)
        try cost.count(inflated: data.count)
        return (dictionary, data)
    }

    /// The length of a stream, which may be an object of its own.
    ///
    /// That one stands in the file itself: in a stream it could be in the very one whose length it is.
    private func length(_ given: PDFObject?) throws(PDFFault) -> Int? {
        guard case .reference(let number, _) = given else { return given?.integer }
        guard case .offset(let offset) = places[number] else { return nil }
        var parser = try parser(of: number, at: offset)
        return try parser.object().integer
    }

    private func compressedObject(
        _ number: Int, in streamNumber: Int, at index: Int
    ) throws(PDFFault) -> PDFObject {
        // A stream of objects is never itself in one: no circle is possible.
        guard case .offset(let offset) = places[streamNumber] else {
            throw .malformed(at: 0)
        }
        let objects = try cost.stream(streamNumber) { () throws(PDFFault) in
            var parser = try parser(of: streamNumber, at: offset)
            let (dictionary, data) = try stream(&parser)
            return try PDFObjectStream(dictionary, data, at: offset)
        }
        guard var parser = objects.parser(of: number, at: index) else {
            throw .malformed(at: offset)
        }
        return try counted(&parser)
    }
}
