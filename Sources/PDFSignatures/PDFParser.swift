import Kernel

/// Reads objects out of a file's bytes.
struct PDFParser {
    let bytes: [UInt8]
    var position: Int
    /// Where the value of each key of the outermost dictionary that was read last stands.
    private(set) var places: [String: Range<Int>] = [:]

    init(_ bytes: [UInt8], at position: Int) {
        self.bytes = bytes
        // An offset out of a file may be any number.
        self.position = min(max(position, 0), bytes.count)
    }

    private var fault: PDFFault { .malformed(at: position) }

    /// The byte at hand; nil at the end.
    var byte: UInt8? { bytes.indices.contains(position) ? bytes[position] : nil }

    mutating func skipBlanks() {
        while let byte {
            if byte == UInt8(ascii: "%") {
                while let byte = self.byte, byte != 10, byte != 13 { position += 1 }
            } else if isBlank(byte) {
                position += 1
            } else {
                return
            }
        }
    }

    /// Reads the word if it comes next.
    mutating func take(_ word: StaticString) -> Bool {
        let expected = Array("\(word)".utf8)
        guard bytes[min(position, bytes.count)...].starts(with: expected) else { return false }
        position += expected.count
        return true
    }

    /// Reads `N G obj` and gives the number.
    mutating func header() throws(PDFFault) -> Int {
        let number = try integer()
        _ = try integer()
        skipBlanks()
        guard take("obj") else { throw fault }
        return number
    }

    mutating func integer() throws(PDFFault) -> Int {
        skipBlanks()
        guard case .integer(let value) = try number() else { throw fault }
        return value
    }

    mutating func object(depth: Int = 0) throws(PDFFault) -> PDFObject {
        guard depth <= PDFLimits.depthMax else { throw .unsupported }
        skipBlanks()
        guard let byte else { throw fault }
        switch byte {
        case UInt8(ascii: "/"): return .name(try name())
        case UInt8(ascii: "("): return .string(try literal())
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "<"):
            return bytes.indices.contains(position + 1) && bytes[position + 1] == byte
                ? .dictionary(try dictionary(depth: depth)) : .string(try hexadecimal())
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), 48...57:
            return try numberOrReference()
        default:
            if take("true") { return .boolean(true) }
            if take("false") { return .boolean(false) }
            if take("null") { return .null }
            throw fault
        }
    }

    private mutating func array(depth: Int) throws(PDFFault) -> PDFObject {
        position += 1
        var values: [PDFObject] = []
        while true {
            skipBlanks()
            if take("]") { return .array(values) }
            values.append(try object(depth: depth + 1))
        }
    }

    private mutating func dictionary(depth: Int) throws(PDFFault) -> PDFDictionary {
        position += 2
        if depth == 0 { places = [:] }
        var result = PDFDictionary()
        while true {
            skipBlanks()
            if take(">>") { return result }
            guard byte == UInt8(ascii: "/") else { throw fault }
            let key = try name()
            guard result[key] == nil else { throw fault }
            skipBlanks()
            let start = position
            result[key] = try object(depth: depth + 1)
            if depth == 0 { places[key] = start..<position }
        }
    }

    private mutating func name() throws(PDFFault) -> String {
        position += 1
        let start = position
        while let byte, !isBlank(byte), !isDelimiter(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func number() throws(PDFFault) -> PDFObject {
        let start = position
        while let byte, byte == 43 || byte == 45 || byte == 46 || (48...57).contains(byte) {
            position += 1
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard !text.isEmpty, text.utf8.count <= 20 else { throw fault }
        return Int(text).map { .integer($0) } ?? .real(text)
    }

    /// `12 0 R`, or a number alone.
    private mutating func numberOrReference() throws(PDFFault) -> PDFObject {
        let first = try number()
        guard case .integer(let number) = first, number >= 0 else { return first }
        let end = position
        skipBlanks()
        if let byte, (48...57).contains(byte), case .integer(let generation) = try self.number() {
            skipBlanks()
            if take("R"), isEndOfWord(position) {
                return .reference(number: number, generation: generation)
            }
        }
        position = end
        return first
    }

    private func isEndOfWord(_ place: Int) -> Bool {
        !bytes.indices.contains(place) || isBlank(bytes[place]) || isDelimiter(bytes[place])
    }

    private mutating func hexadecimal() throws(PDFFault) -> [UInt8] {
        position += 1
        var digits: [UInt8] = []
        while let byte, byte != UInt8(ascii: ">") {
            if !isBlank(byte) { digits.append(byte) }
            position += 1
        }
        guard take(">") else { throw fault }
        if digits.count % 2 == 1 { digits.append(48) }
        guard let value = [UInt8](hex: String(decoding: digits, as: UTF8.self)) else { throw fault }
        return value
    }

    private mutating func literal() throws(PDFFault) -> [UInt8] {
        position += 1
        var value: [UInt8] = []
        var open = 1
        while let byte {
            position += 1
            switch byte {
            case UInt8(ascii: "\\"): escape(into: &value)
            case UInt8(ascii: "("):
                open += 1
                value.append(byte)
            case UInt8(ascii: ")"):
                open -= 1
                if open == 0 { return value }
                value.append(byte)
            default: value.append(byte)
            }
        }
        throw fault
    }

    private mutating func escape(into value: inout [UInt8]) {
        guard let byte else { return }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): value.append(10)
        case UInt8(ascii: "r"): value.append(13)
        case UInt8(ascii: "t"): value.append(9)
        case UInt8(ascii: "b"): value.append(8)
        case UInt8(ascii: "f"): value.append(12)
        case 10: break
        case 13: if self.byte == 10 { position += 1 }
        case 48...55:
            var code = Int(byte - 48)
            for _ in 0..<2 {
                guard let next = self.byte, (48...55).contains(next) else { break }
                code = code * 8 + Int(next - 48)
                position += 1
            }
            value.append(UInt8(code & 255))
        default: value.append(byte)
        }
    }
}

func isBlank(_ byte: UInt8) -> Bool {
    switch byte {
    case 0, 9, 10, 12, 13, 32: true
    default: false
    }
}

private func isDelimiter(_ byte: UInt8) -> Bool { "()<>[]{}/%".utf8.contains(byte) }
