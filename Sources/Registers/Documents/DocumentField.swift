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
    /// The line as it is signed.
    var json: JSON {
        ["name": .string(name), "label": JSON(label), "value": value.json]
    }

    /// Reads a line.
    init(_ json: JSON, at path: String, rules: IIN.Rules) throws(RegisterFault) {
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
        case .localized(let text): JSON(text)
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
