import Kernel

/// Strict reading of one JSON object: every member is known, typed and within its limit.
struct MemberReader {
    private let members: [JSON.Member]
    private let path: String
    private let rules: IIN.Rules

    /// Opens an object.
    ///
    /// - Parameter names: the only names that may occur.
    init(
        _ value: JSON, at path: String, rules: IIN.Rules, only names: Set<String>
    ) throws(RegisterFault) {
        guard let members = value.members else { throw .malformed(at: path) }
        for member in members where !names.contains(member.name) { throw .malformed(at: path) }
        self.members = members
        self.path = path
        self.rules = rules
    }

    /// Where a member stands.
    func place(_ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }

    /// The member; nil when it is missing or null.
    func optional(_ name: String) -> JSON? {
        let value = members.first { $0.name == name }?.value
        return value == .null ? nil : value
    }

    /// The member that must be there.
    func required(_ name: String) throws(RegisterFault) -> JSON {
        guard let value = optional(name) else { throw .incomplete(at: place(name)) }
        return value
    }

    /// A text that is not empty.
    func text(_ name: String) throws(RegisterFault) -> String {
        guard let text = try optionalText(name) else { throw .incomplete(at: place(name)) }
        return text
    }

    /// A text that is not empty, or nothing.
    func optionalText(_ name: String) throws(RegisterFault) -> String? {
        guard let value = optional(name) else { return nil }
        guard let text = value.string, text.utf8.count <= RegisterLimits.textBytesMax else {
            throw .malformed(at: place(name))
        }
        guard !text.trimmed.isEmpty else { throw .incomplete(at: place(name)) }
        return text
    }

    /// A text that the reading function understands.
    func parsed<Value>(_ name: String, _ read: (String) -> Value?) throws(RegisterFault) -> Value {
        guard let value = read(try text(name)) else { throw .malformed(at: place(name)) }
        return value
    }

    /// A text that the reading function understands, or nothing.
    func optionalParsed<Value>(
        _ name: String, _ read: (String) -> Value?
    ) throws(RegisterFault) -> Value? {
        guard let text = try optionalText(name) else { return nil }
        guard let value = read(text) else { throw .malformed(at: place(name)) }
        return value
    }

    /// An individual identification number under the reader's rules.
    func iin(_ name: String) throws(RegisterFault) -> IIN {
        let rules = rules
        return try parsed(name) { try? IIN($0, rules: rules) }
    }

    /// A business identification number under the reader's rules.
    func bin(_ name: String) throws(RegisterFault) -> BIN {
        let rules = rules
        return try parsed(name) { try? BIN($0, rules: rules) }
    }

    /// A text in the three languages.
    func localized(_ name: String) throws(RegisterFault) -> LocalizedText {
        let texts = try MemberReader(
            try required(name), at: place(name), rules: rules, only: ["kk", "ru", "en"])
        return LocalizedText(
            kk: try texts.text("kk"), ru: try texts.text("ru"), en: try texts.text("en"))
    }

    /// Base64 of at least one and at most so many bytes.
    func bytes(_ name: String, max: Int) throws(RegisterFault) -> [UInt8] {
        guard let text = try required(name).string, text.utf8.count <= (max + 2) / 3 * 4,
            let bytes = [UInt8](base64: text), bytes.count <= max
        else { throw .malformed(at: place(name)) }
        guard !bytes.isEmpty else { throw .incomplete(at: place(name)) }
        return bytes
    }

    /// The elements of a list, each read with its own place.
    func list<Element>(
        _ name: String, max: Int = RegisterLimits.elementsMax,
        _ read: (JSON, String) throws(RegisterFault) -> Element
    ) throws(RegisterFault) -> [Element] {
        guard let elements = try required(name).array, elements.count <= max
        else { throw .malformed(at: place(name)) }
        var list: [Element] = []
        for (index, element) in elements.enumerated() {
            list.append(try read(element, "\(place(name))[\(index)]"))
        }
        return list
    }
}
