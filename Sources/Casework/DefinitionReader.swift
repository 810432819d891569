import Kernel
import WorkingTime

/// A definition that cannot be read, with the first place.
package struct DefinitionFault: Error, Hashable, Sendable {
    /// The place in the file, for example `blasting-permit stages 0 term`.
    package let place: String
}

/// Reads members of a JSON object and remembers where it is.
struct DefinitionReader {
    let json: JSON
    let place: String

    func fault(_ name: String) -> DefinitionFault { DefinitionFault(place: "\(place) \(name)") }

    func string(_ name: String) throws(DefinitionFault) -> String {
        guard let value = json[name]?.string, !value.isEmpty else { throw fault(name) }
        return value
    }

    func optional(_ name: String) throws(DefinitionFault) -> String? {
        guard let value = json[name], value != .null else { return nil }
        guard let text = value.string, !text.isEmpty else { throw fault(name) }
        return text
    }

    func clause(_ name: String = "clause") throws(DefinitionFault) -> Clause {
        Clause(try string(name))
    }

    /// Clauses by names; none where there is no such member.
    func clauses(_ name: String = "clauses") throws(DefinitionFault) -> [String: Clause] {
        guard let value = json[name] else { return [:] }
        guard let members = value.members else { throw fault(name) }
        var found: [String: Clause] = [:]
        for member in members {
            guard let tag = member.value.string, !tag.isEmpty else { throw fault(name) }
            found[member.name] = Clause(tag)
        }
        return found
    }

    func text(_ name: String = "title") throws(DefinitionFault) -> LocalizedText {
        guard let kk = json[name]?["kk"]?.string, let ru = json[name]?["ru"]?.string,
            let en = json[name]?["en"]?.string, !kk.isEmpty, !ru.isEmpty, !en.isEmpty
        else { throw fault(name) }
        return LocalizedText(kk: kk, ru: ru, en: en)
    }

    func flag(_ name: String) throws(DefinitionFault) -> Bool {
        guard let value = json[name] else { return false }
        guard let flag = value.bool else { throw fault(name) }
        return flag
    }

    func strings(_ name: String) throws(DefinitionFault) -> [String] {
        guard let value = json[name] else { return [] }
        guard let list = value.array else { throw fault(name) }
        let texts = list.compactMap(\.string)
        guard texts.count == list.count else { throw fault(name) }
        return texts
    }

    /// One of the names of an enumeration.
    func name<Value: RawRepresentable<String>>(
        _ name: String, _ type: Value.Type = Value.self
    ) throws(DefinitionFault) -> Value {
        guard let value = Value(rawValue: try string(name)) else { throw fault(name) }
        return value
    }

    func names<Value: RawRepresentable<String>>(
        _ name: String, _ type: Value.Type = Value.self
    ) throws(DefinitionFault) -> [Value] {
        let texts = try strings(name)
        let values = texts.compactMap(Value.init(rawValue:))
        guard values.count == texts.count else { throw fault(name) }
        return values
    }

    /// A list of objects, each read by `read`.
    func list<Element>(
        _ name: String, _ read: (DefinitionReader) throws(DefinitionFault) -> Element
    ) throws(DefinitionFault) -> [Element] {
        guard let value = json[name] else { return [] }
        guard let members = value.array else { throw fault(name) }
        var elements: [Element] = []
        for (index, member) in members.enumerated() {
            elements.append(
                try read(DefinitionReader(json: member, place: "\(place) \(name) \(index)")))
        }
        return elements
    }

    func object(_ name: String) throws(DefinitionFault) -> DefinitionReader {
        guard let value = json[name], value.members != nil else { throw fault(name) }
        return DefinitionReader(json: value, place: "\(place) \(name)")
    }

    /// `{"amount": 5, "unit": "workingDays", "clause": "…"}`; nil where there is none.
    func term() throws(DefinitionFault) -> Term? {
        guard let value = json["term"], value != .null else { return nil }
        let reader = try object("term")
        guard let amount = value["amount"]?.integer,
            let term = Term(
                Int(clamping: amount), try reader.name("unit"), clause: try reader.clause())
        else { throw fault("term") }
        return term
    }

    func conditions(_ name: String = "when") throws(DefinitionFault) -> [Condition] {
        try list(name) { reader throws(DefinitionFault) in
            Condition(field: try reader.string("field"), values: try reader.strings("is"))
        }
    }

    func named(_ name: String) throws(DefinitionFault) -> [ServiceDefinition.Named] {
        try list(name) { reader throws(DefinitionFault) in
            ServiceDefinition.Named(
                code: try reader.string("code"), title: try reader.text(),
                clause: try reader.optional("clause").map { Clause($0) })
        }
    }

    func setting(_ name: String) throws(DefinitionFault) -> ServiceDefinition.Setting {
        let reader = try object(name)
        guard let value = reader.json["value"]?.bool else { throw reader.fault("value") }
        return ServiceDefinition.Setting(
            value: value, clause: try reader.clause(), isAssumed: try reader.flag("assumed"))
    }
}
