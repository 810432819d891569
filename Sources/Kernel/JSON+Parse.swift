extension JSON {
    /// Why a text is not taken as JSON.
    package struct ParseFault: Error, Hashable, Sendable {
        /// What is wrong.
        package enum Reason: String, Sendable {
            case unexpectedByte, unexpectedEnd, tooDeep, repeatedName, fraction, numberTooLarge
            case invalidText, trailingBytes
        }

        /// What is wrong.
        package let reason: Reason
        /// The offset in bytes where it was seen.
        package let offset: Int
    }

    /// The deepest nesting that is read.
    package static let depthMax = 32

    /// Reads exactly one value from UTF-8 bytes.
    ///
    /// Stricter than RFC 8259 asks: repeated names, fractions, exponents, numbers beyond 64 bits,
    /// lone surrogates and U+0000 are refused.
    /// - Throws: the first fault with its offset.
    package static func parse(_ bytes: [UInt8]) throws(ParseFault) -> JSON {
        var parser = Parser(bytes: bytes)
        let value = try parser.value(depth: 0)
        parser.skipBlanks()
        guard parser.offset == bytes.count else { throw parser.fault(.trailingBytes) }
        return value
    }
}

private struct Parser {
    let bytes: [UInt8]
    var offset = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    func fault(_ reason: JSON.ParseFault.Reason) -> JSON.ParseFault {
        JSON.ParseFault(reason: reason, offset: offset)
    }

    mutating func skipBlanks() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return
            }
        }
    }

    mutating func peek() throws(JSON.ParseFault) -> UInt8 {
        skipBlanks()
        guard offset < bytes.count else { throw fault(.unexpectedEnd) }
        return bytes[offset]
    }

    mutating func take(_ byte: UInt8) throws(JSON.ParseFault) {
        guard try peek() == byte else { throw fault(.unexpectedByte) }
        offset += 1
    }

    mutating func value(depth: Int) throws(JSON.ParseFault) -> JSON {
        guard depth < JSON.depthMax else { throw fault(.tooDeep) }
        switch try peek() {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .integer(try number())
        }
    }

    mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.ParseFault) -> JSON {
        for byte in "\(word)".utf8 {
            guard offset < bytes.count else { throw fault(.unexpectedEnd) }
            guard bytes[offset] == byte else { throw fault(.unexpectedByte) }
            offset += 1
        }
        return value
    }

    mutating func object(depth: Int) throws(JSON.ParseFault) -> JSON {
        try take(UInt8(ascii: "{"))
        var members: [JSON.Member] = []
        var names = UniqueNames()
        if try peek() == UInt8(ascii: "}") {
            offset += 1
            return .object([])
        }
        while true {
            guard try peek() == UInt8(ascii: "\"") else { throw fault(.unexpectedByte) }
            let name = try text()
            guard names.insert(name, after: members) else { throw fault(.repeatedName) }
            try take(UInt8(ascii: ":"))
            members.append(JSON.Member(name, try value(depth: depth + 1)))
            if try peek() == UInt8(ascii: ",") {
                offset += 1
            } else {
                try take(UInt8(ascii: "}"))
                return .object(members)
            }
        }
    }

    mutating func array(depth: Int) throws(JSON.ParseFault) -> JSON {
        try take(UInt8(ascii: "["))
        var elements: [JSON] = []
        if try peek() == UInt8(ascii: "]") {
            offset += 1
            return .array([])
        }
        while true {
            elements.append(try value(depth: depth + 1))
            if try peek() == UInt8(ascii: ",") {
                offset += 1
            } else {
                try take(UInt8(ascii: "]"))
                return .array(elements)
            }
        }
    }

    mutating func number() throws(JSON.ParseFault) -> Int64 {
        let start = offset
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        let digitsStart = offset
        while offset < bytes.count, bytes[offset] >= 48, bytes[offset] <= 57 { offset += 1 }
        guard offset > digitsStart else {
            throw fault(offset < bytes.count ? .unexpectedByte : .unexpectedEnd)
        }
        if bytes[digitsStart] == 48, offset > digitsStart + 1 { throw fault(.unexpectedByte) }
        if offset < bytes.count, [UInt8(ascii: "."), 0x65, 0x45].contains(bytes[offset]) {
            throw fault(.fraction)
        }
        guard let value = Int64(String(decoding: bytes[start..<offset], as: UTF8.self)) else {
            throw fault(.numberTooLarge)
        }
        return value
    }

    mutating func text() throws(JSON.ParseFault) -> String {
        offset += 1
        let start = offset
        // Most texts carry no escape: take the bytes as they stand.
        while offset < bytes.count, isPlain(bytes[offset]) { offset += 1 }
        var output = bytes[start..<offset]
        while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: output, as: UTF8.self) else {
                    offset = start
                    throw fault(.invalidText)
                }
                offset += 1
                return text
            case UInt8(ascii: "\\"):
                offset += 1
                try escape(into: &output)
            case 0..<0x20: throw fault(.invalidText)
            default:
                output.append(byte)
                offset += 1
            }
        }
        throw fault(.unexpectedEnd)
    }

    mutating func escape(into output: inout ArraySlice<UInt8>) throws(JSON.ParseFault) {
        guard offset < bytes.count else { throw fault(.unexpectedEnd) }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(byte)
        case UInt8(ascii: "b"): output.append(0x08)
        case UInt8(ascii: "f"): output.append(0x0C)
        case UInt8(ascii: "n"): output.append(0x0A)
        case UInt8(ascii: "r"): output.append(0x0D)
        case UInt8(ascii: "t"): output.append(0x09)
        case UInt8(ascii: "u"):
            var unit = try hexUnit()
            if (0xD800..<0xDC00).contains(unit) {
                guard offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
                    bytes[offset + 1] == UInt8(ascii: "u")
                else { throw fault(.invalidText) }
                offset += 2
                let low = try hexUnit()
                guard (0xDC00..<0xE000).contains(low) else { throw fault(.invalidText) }
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            }
            guard unit != 0, let scalar = Unicode.Scalar(unit) else { throw fault(.invalidText) }
            output += String(Character(scalar)).utf8
        default:
            offset -= 1
            throw fault(.unexpectedByte)
        }
    }

    mutating func hexUnit() throws(JSON.ParseFault) -> UInt32 {
        guard offset + 4 <= bytes.count else { throw fault(.unexpectedEnd) }
        let digits = String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
        guard let pair = [UInt8](hex: digits), pair.count == 2 else { throw fault(.invalidText) }
        offset += 4
        return UInt32(pair[0]) << 8 | UInt32(pair[1])
    }
}

/// Whether the byte stands for itself inside a text, read or written.
func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
}

/// The names of one object: compared one by one while they are few, as they nearly always are.
private struct UniqueNames {
    private static let fewMax = 16
    private var many: Set<String> = []

    /// Whether the name is new.
    mutating func insert(_ name: String, after members: [JSON.Member]) -> Bool {
        guard members.count >= Self.fewMax else {
            return !members.contains { $0.name == name }
        }
        if many.isEmpty { many = Set(members.map(\.name)) }
        return many.insert(name).inserted
    }
}
