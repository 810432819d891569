extension JSON {
    /// Compact UTF-8 with members in their own order.
    package var bytes: [UInt8] {
        var output: [UInt8] = []
        write(to: &output, sorted: false)
        return output
    }

    /// Compact UTF-8 with members sorted by the UTF-8 bytes of their names: what the journal hashes.
    ///
    /// Differs from RFC 8785 only in the order of names outside the basic plane; ours are ASCII.
    package var canonicalBytes: [UInt8] {
        var output: [UInt8] = []
        write(to: &output, sorted: true)
        return output
    }

    /// Compact text with members in their own order.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    private func write(to output: inout [UInt8], sorted: Bool) {
        switch self {
        case .null: output += "null".utf8
        case .bool(let value): output += (value ? "true" : "false").utf8
        case .integer(let value): output += String(value).utf8
        case .string(let value): writeString(value, to: &output)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                element.write(to: &output, sorted: sorted)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            let ordered = sorted ? members.sorted(by: precedes) : members
            for (index, member) in ordered.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                writeString(member.name, to: &output)
                output.append(UInt8(ascii: ":"))
                member.value.write(to: &output, sorted: sorted)
            }
            output.append(UInt8(ascii: "}"))
        }
    }
}

/// Compares names by their UTF-8 bytes; Swift's own order treats composed letters as equal.
private func precedes(_ left: JSON.Member, _ right: JSON.Member) -> Bool {
    left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
}

private func writeString(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy(isPlain) {
        output += text.utf8
        output.append(UInt8(ascii: "\""))
        return
    }
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\""): output += #"\""#.utf8
        case UInt8(ascii: "\\"): output += #"\\"#.utf8
        case 0x0A: output += #"\n"#.utf8
        case 0x0D: output += #"\r"#.utf8
        case 0x09: output += #"\t"#.utf8
        case 0..<0x20:
            output += #"\u00"#.utf8
            output += CollectionOfOne(byte).hex.utf8
        default: output.append(byte)
        }
    }
    output.append(UInt8(ascii: "\""))
}
