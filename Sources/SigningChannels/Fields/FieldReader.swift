import Kernel

/// The findings of one message, in the order in which they were met.
final class FieldFindings {
    private(set) var all: [FieldFinding] = []

    func add(_ finding: FieldFinding) { all.append(finding) }
}

/// Reads the fields of one object and notes what is wrong; goes on after each fault.
struct FieldReader {
    let json: JSON
    let path: String
    let findings: FieldFindings

    /// The whole message; nil when it is no object.
    init?(message: JSON, _ findings: FieldFindings) {
        guard message.members != nil else {
            findings.add(FieldFinding("", .notJSON))
            return nil
        }
        self.init(message, "", findings)
    }

    private init(_ json: JSON, _ path: String, _ findings: FieldFindings) {
        self.json = json
        self.path = path
        self.findings = findings
    }

    func name(_ field: String) -> String { path.isEmpty ? field : path + "." + field }

    func note(_ field: String, _ code: FieldFinding.Code, allowed: [String] = []) {
        findings.add(FieldFinding(name(field), code, allowed: allowed))
    }

    /// Whether the field is there with a value.
    func has(_ field: String) -> Bool {
        switch json[field] {
        case nil, .null?: false
        default: true
        }
    }

    /// Every field that is not among `known`.
    func noteSurplus(known: Set<String>) {
        for member in json.members ?? [] where !known.contains(member.name) {
            note(member.name, .surplus)
        }
    }

    /// A text that is not empty; nil, and noted unless optional, when there is none.
    func text(_ field: String, lengthMax: Int, isOptional: Bool = false) -> String? {
        guard has(field) else {
            if !isOptional { note(field, .missing) }
            return nil
        }
        guard let value = json[field]?.string else {
            note(field, .wrongKind)
            return nil
        }
        guard !value.trimmed.isEmpty else {
            if !isOptional { note(field, .missing) }
            return nil
        }
        guard value.utf8.count <= lengthMax else {
            note(field, .tooLong)
            return nil
        }
        return value
    }

    /// An address with `http` or `https`, a host and no user.
    func address(_ field: String, isOptional: Bool = false) -> String? {
        guard let value = text(field, lengthMax: 2048, isOptional: isOptional) else { return nil }
        guard isWebAddress(value) else {
            note(field, .notAddress)
            return nil
        }
        return value
    }

    /// One of the values of a closed list.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ field: String, _: Choice.Type
    ) -> Choice? {
        guard let value = text(field, lengthMax: 64) else { return nil }
        guard let choice = Choice(rawValue: value) else {
            note(field, .notAllowed, allowed: Choice.allCases.map(\.rawValue))
            return nil
        }
        return choice
    }

    /// An object.
    func object(_ field: String) -> FieldReader? {
        guard has(field), let value = json[field] else {
            note(field, .missing)
            return nil
        }
        guard value.members != nil else {
            note(field, .wrongKind)
            return nil
        }
        return FieldReader(value, name(field), findings)
    }

    /// A list of objects.
    func objects(_ field: String, countMax: Int, isOptional: Bool = false) -> [FieldReader] {
        guard has(field), let value = json[field] else {
            if !isOptional { note(field, .missing) }
            return []
        }
        guard let values = value.array else {
            note(field, .wrongKind)
            return []
        }
        guard !values.isEmpty || isOptional else {
            note(field, .missing)
            return []
        }
        guard values.count <= countMax else {
            note(field, .tooLong)
            return []
        }
        return values.enumerated().compactMap { index, value in
            let place = "\(name(field))[\(index)]"
            guard value.members != nil else {
                findings.add(FieldFinding(place, .wrongKind))
                return nil
            }
            return FieldReader(value, place, findings)
        }
    }

    /// The name in three languages as these interfaces have it.
    func names() -> LocalizedText? {
        let kk = text("nameKz", lengthMax: 512)
        let ru = text("nameRu", lengthMax: 512)
        let en = text("nameEn", lengthMax: 512)
        guard let kk, let ru, let en else { return nil }
        return LocalizedText(kk: kk, ru: ru, en: en)
    }
}

/// Whether it is an http or https address with a host, without user, blank or fragment.
func isWebAddress(_ text: String) -> Bool {
    let rest: Substring
    if text.hasPrefix("https://") {
        rest = text.dropFirst(8)
    } else if text.hasPrefix("http://") {
        rest = text.dropFirst(7)
    } else {
        return false
    }
    let host = rest.prefix { !"/?".contains($0) }
    return !host.isEmpty && !host.contains("@") && !host.hasPrefix(":") && !text.contains("#")
        && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }
}
