import Kernel

extension ServiceDefinition {
    /// Fields of which each names something that a result gives a right to.
    package struct Rights: Hashable, Sendable {
        /// What they are together.
        package let title: LocalizedText
        /// The fields, by their codes.
        package let fields: [String]
        /// The value by which a field gives its right.
        package let value: String
        /// The clause by which an application asks for at least one.
        package let clause: Clause

        /// The code of the finding about all of them.
        package static let code = "rights"

        /// Those that the values give.
        package func given(by fields: [String: String]) -> [String] {
            self.fields.filter { fields[$0]?.trimmed == value }
        }
    }

    /// That a result is an annex of an entry, and in force only while that is.
    package struct Annexed: Hashable, Sendable {
        /// The register.
        package let register: String
        /// The field that names the entry by its number.
        package let field: String
        /// The clause.
        package let clause: Clause
    }

    /// Whether the kind of application has the field at all.
    ///
    /// What passes from the entry that is replaced is not asked for.
    package func has(_ field: Field, in kind: String) -> Bool {
        (field.kinds.isEmpty || field.kinds.contains(kind)) && !taken(by: kind).contains(field.code)
    }

    /// The fields whose values a result of the kind takes over from the entry that it replaces.
    package func taken(by kind: String) -> [String] {
        guard self.kind(kind)?.replaces?.rights == .kept else { return [] }
        return rights?.fields ?? []
    }

    /// Whether an application that asks for rights asks for one at least; nil where it asks for
    /// none.
    func rightsFinding(_ content: ApplicationContent) -> Completeness.Finding? {
        guard let rights else { return nil }
        let asked = rights.fields.compactMap(field).filter { asks(for: $0, in: content) }
        guard !asked.isEmpty else { return nil }
        let values = content.fields.filter { value in asked.contains { $0.code == value.key } }
        return Completeness.Finding(
            subject: .rights, code: Rights.code, title: rights.title,
            verdict: rights.given(by: values).isEmpty ? .missing : .present, clause: rights.clause)
    }

    /// Rights of a field or value that there is not; an annex of no register.
    var rightsFaults: [String] {
        var faults: [String] = []
        for name in rights?.fields ?? [] {
            guard case .choice(let choices) = field(name)?.content,
                choices.contains(where: { $0.code == rights?.value })
            else {
                faults.append("\(code) rights: \(name)")
                continue
            }
        }
        if rights?.fields.isEmpty == true { faults.append("\(code) rights: none") }
        for kind in kinds {
            if kind.replaces?.rights != nil, rights == nil {
                faults.append("\(code) kind \(kind.code): no rights")
            }
            guard let annex = kind.annexOf else { continue }
            if field(annex.field)?.content != .text || kind.replaces != nil
                || !ends.contains(where: { $0.register == annex.register })
            {
                faults.append("\(code) kind \(kind.code): annexOf")
            }
        }
        return faults
    }
}

/// `{"title": …, "fields": ["storage"], "value": "yes", "clause": "…"}`; nil where there is none.
func readRights(
    _ service: DefinitionReader
) throws(DefinitionFault) -> ServiceDefinition.Rights? {
    guard service.json["rights"] != nil else { return nil }
    let reader = try service.object("rights")
    return ServiceDefinition.Rights(
        title: try reader.text(), fields: try reader.strings("fields"),
        value: try reader.string("value"), clause: try reader.clause())
}

/// `{"register": "…", "field": "…", "clause": "…"}`; nil where there is none.
func readAnnexed(
    _ kind: DefinitionReader
) throws(DefinitionFault) -> ServiceDefinition.Annexed? {
    guard kind.json["annexOf"] != nil else { return nil }
    let reader = try kind.object("annexOf")
    return ServiceDefinition.Annexed(
        register: try reader.string("register"), field: try reader.string("field"),
        clause: try reader.clause())
}
