import Kernel

/// One line of a document.
package struct DocumentField: Hashable, Sendable {
    /// What stands in the line.
    package enum Value: Hashable, Sendable {
        /// Said in each language.
        case localized(LocalizedText)
        /// The same in every language: numbers, days, plates, names.
        case text(String)

        /// The value in the language.
        package subscript(_ language: Language) -> String {
            switch self {
            case .localized(let text): text[language]
            case .text(let text): text
            }
        }
    }

    /// The line's name for programs, lowerCamelCase.
    package var name: String
    /// The line's name for people.
    package var label: LocalizedText
    /// What stands in it.
    package var value: Value

    /// A line.
    package init(name: String, label: LocalizedText, value: Value) {
        self.name = name
        self.label = label
        self.value = value
    }
}

extension DocumentField {
    /// The lines as they are signed.
    package static func json(_ fields: [DocumentField]) -> JSON {
        .array(fields.map(\.json))
    }

    /// Reads lines, of which there must be at least one and none twice.
    ///
    /// - Parameter path: where the list stands, for the fault.
    package static func read(
        _ value: JSON, at path: String = "fields", rules: IIN.Rules
    ) throws(RegisterFault) -> [DocumentField] {
        guard let elements = value.array, elements.count <= RegisterLimits.elementsMax else {
            throw .malformed(at: path)
        }
        var fields: [DocumentField] = []
        for (index, element) in elements.enumerated() {
            fields.append(try DocumentField(element, at: "\(path)[\(index)]", rules: rules))
        }
        guard !fields.isEmpty else { throw .incomplete(at: path) }
        guard Set(fields.map(\.name)).count == fields.count else { throw .malformed(at: path) }
        return fields
    }

    private var json: JSON {
        ["name": .string(name), "label": label.json, "value": value.json]
    }

    private init(_ json: JSON, at path: String, rules: IIN.Rules) throws(RegisterFault) {
        let members = try MemberReader(
            json, at: path, rules: rules, only: ["name", "label", "value"])
        self.init(
            name: try members.text("name"), label: try members.localized("label"),
            value: try Value(members, rules: rules))
    }
}

extension DocumentField.Value {
    fileprivate var json: JSON {
        switch self {
        case .localized(let text): text.json
        case .text(let text): ["text": .string(text)]
        }
    }

    fileprivate init(_ members: MemberReader, rules: IIN.Rules) throws(RegisterFault) {
        let value = try members.required("value")
        if value["text"] != nil {
            let reader = try MemberReader(
                value, at: members.place("value"), rules: rules, only: ["text"])
            self = .text(try reader.text("text"))
        } else {
            self = .localized(try members.localized("value"))
        }
    }
}
