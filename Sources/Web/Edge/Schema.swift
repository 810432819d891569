import Kernel

/// What a JSON value must look like: one declaration checks requests, and describes them in
/// `/openapi.json`, so that the two cannot drift.
package indirect enum Schema: Sendable {
    /// An object with exactly these members; others are refused.
    case object([Field])
    /// An object in an answer whose members beyond these are not fixed.
    case open([Field])
    /// An array of at most `countMax` elements.
    case array(Schema, countMax: Int)
    /// A text of a kind.
    case string(TextKind)
    /// A whole number within the range.
    case integer(ClosedRange<Int64>)
    /// True or false.
    case boolean
    /// The schema or null.
    case nullable(Schema)
    /// The first schema, or an array of the other one.
    case either(Schema, orArray: Schema, countMax: Int)

    /// A named member of an object.
    package struct Field: Sendable {
        /// The member's name.
        package let name: String
        /// What its value must look like.
        package let schema: Schema
        /// Whether it may be left out.
        package let isRequired: Bool
        /// What it means, in English, for the reader of `/openapi.json`.
        package let meaning: String
    }

    /// The kinds of text that are told apart.
    package enum TextKind: Sendable {
        /// Any text of at least one and at most `lengthMax` characters.
        case text(lengthMax: Int)
        /// Any text, the empty one too; for answers.
        case anything
        /// An individual identification number.
        case iin
        /// A mobile subscriber number.
        case phone
        /// A random name of ours.
        case identifier
        /// RFC 3339 with offset.
        case instant
        /// `YYYY-MM-DD`.
        case day
        /// One of these words.
        case oneOf([String])
    }
}

/// A member that must be there.
package func required(_ name: String, _ schema: Schema, _ meaning: String) -> Schema.Field {
    Schema.Field(name: name, schema: schema, isRequired: true, meaning: meaning)
}

/// A member that may be left out.
package func optional(_ name: String, _ schema: Schema, _ meaning: String) -> Schema.Field {
    Schema.Field(name: name, schema: schema, isRequired: false, meaning: meaning)
}

// MARK: - Checking

/// What is wrong with a value, and where.
package struct SchemaFault: Error, Hashable, Sendable {
    /// The path to the value, for example `dataSets/0`; empty for the whole.
    package let pointer: String
    /// What was expected there.
    package let expectation: LocalizedText
}

extension Schema {
    /// Checks a value from outside.
    ///
    /// - Throws: the first fault, with the path to it.
    package func check(_ value: JSON, at pointer: String = "", rules: IIN.Rules) throws(SchemaFault)
    {
        switch (self, value) {
        case (.nullable, .null): return
        case (.nullable(let schema), _): try schema.check(value, at: pointer, rules: rules)
        case (.either(_, let schema, let countMax), .array):
            try Schema.array(schema, countMax: countMax).check(value, at: pointer, rules: rules)
        case (.either(let schema, _, _), _): try schema.check(value, at: pointer, rules: rules)
        case (.object(let fields), .object(let members)):
            for member in members where !fields.contains(where: { $0.name == member.name }) {
                throw SchemaFault(pointer: join(pointer, member.name), expectation: .unknownMember)
            }
            try checkMembers(fields, of: value, at: pointer, rules: rules)
        case (.open(let fields), .object):
            try checkMembers(fields, of: value, at: pointer, rules: rules)
        case (.array(let schema, let countMax), .array(let elements)):
            guard elements.count <= countMax else {
                throw SchemaFault(pointer: pointer, expectation: .atMost(countMax))
            }
            for (index, element) in elements.enumerated() {
                try schema.check(element, at: join(pointer, "\(index)"), rules: rules)
            }
        case (.string(let kind), .string(let text)):
            if let expectation = kind.fault(in: text, rules: rules) {
                throw SchemaFault(pointer: pointer, expectation: expectation)
            }
        case (.integer(let range), .integer(let number)):
            guard range.contains(number) else {
                throw SchemaFault(pointer: pointer, expectation: .between(range))
            }
        case (.boolean, .bool): return
        default: throw SchemaFault(pointer: pointer, expectation: kindExpected)
        }
    }

    private func checkMembers(
        _ fields: [Field], of value: JSON, at pointer: String, rules: IIN.Rules
    ) throws(SchemaFault) {
        for field in fields {
            guard let member = value[field.name] else {
                if field.isRequired {
                    throw SchemaFault(pointer: join(pointer, field.name), expectation: .missing)
                }
                continue
            }
            try field.schema.check(member, at: join(pointer, field.name), rules: rules)
        }
    }

    private var kindExpected: LocalizedText {
        switch self {
        case .object, .open:
            LocalizedText(
                kk: "объект болуы керек", ru: "должен быть объект", en: "must be an object")
        case .array:
            LocalizedText(kk: "тізім болуы керек", ru: "должен быть список", en: "must be an array")
        case .string:
            LocalizedText(kk: "мәтін болуы керек", ru: "должен быть текст", en: "must be a string")
        case .integer:
            LocalizedText(
                kk: "бүтін сан болуы керек", ru: "должно быть целое число",
                en: "must be a whole number")
        case .boolean:
            LocalizedText(
                kk: "true не false болуы керек", ru: "должно быть true или false",
                en: "must be true or false")
        case .nullable(let schema), .either(let schema, _, _): schema.kindExpected
        }
    }
}

private func join(_ pointer: String, _ name: String) -> String {
    pointer.isEmpty ? name : "\(pointer)/\(name)"
}

extension String {
    /// Whether there are control characters other than ends of lines and tabs: nobody types them,
    /// and no store, page or paper shows them.
    var hasControls: Bool {
        unicodeScalars.contains { sign in
            sign.properties.generalCategory == .control && !"\n\r\t".unicodeScalars.contains(sign)
        }
    }
}

extension Schema.TextKind {
    /// What the text should have been; nil when it is right.
    func fault(in text: String, rules: IIN.Rules) -> LocalizedText? {
        switch self {
        case .text(let lengthMax):
            text.trimmed.isEmpty || text.count > lengthMax
                ? .textOfLength(lengthMax) : text.hasControls ? .withoutControls : nil
        case .anything: nil
        case .iin: (try? IIN(text, rules: rules)) == nil ? .iin : nil
        case .phone: PhoneNumber(text) == nil ? .phone : nil
        case .identifier: Identifier<Never>(text) == nil ? .identifier : nil
        case .instant: Instant(rfc3339: text) == nil ? .instant : nil
        case .day: Day(text) == nil ? .day : nil
        case .oneOf(let words): words.contains(text) ? nil : .oneOf(words)
        }
    }
}

extension LocalizedText {
    fileprivate static let missing = LocalizedText(
        kk: "міндетті өріс жоқ", ru: "нет обязательного поля", en: "is required and missing")
    fileprivate static let unknownMember = LocalizedText(
        kk: "мұндай өріс жоқ", ru: "такого поля нет", en: "is not a field of this request")
    fileprivate static let iin = LocalizedText(
        kk: "ЖСН болуы керек: 12 цифр, бақылау цифры дұрыс",
        ru: "должен быть ИИН: 12 цифр с верной контрольной цифрой",
        en: "must be an IIN: 12 digits with a right check digit")
    fileprivate static let phone = LocalizedText(
        kk: "ұялы нөмір болуы керек: +7 7XX XXX XX XX",
        ru: "должен быть мобильный номер: +7 7XX XXX XX XX",
        en: "must be a mobile number: +7 7XX XXX XX XX")
    fileprivate static let identifier = LocalizedText(
        kk: "осы жүйе берген 26 таңбалы атау болуы керек",
        ru: "должно быть имя из 26 знаков, выданное этой системой",
        en: "must be a 26-character name that this system gave")
    fileprivate static let instant = LocalizedText(
        kk: "RFC 3339 уақыты болуы керек, мысалы 2026-11-20T09:30:00+05:00",
        ru: "должно быть время по RFC 3339, например 2026-11-20T09:30:00+05:00",
        en: "must be an RFC 3339 time, for example 2026-11-20T09:30:00+05:00")
    fileprivate static let day = LocalizedText(
        kk: "күн болуы керек: ЖЖЖЖ-АА-КК", ru: "должен быть день: ГГГГ-ММ-ДД",
        en: "must be a day: YYYY-MM-DD")

    fileprivate static func atMost(_ count: Int) -> LocalizedText {
        LocalizedText(
            kk: "ең көбі \(count) болуы керек", ru: "не больше \(count)", en: "at most \(count)")
    }

    fileprivate static func between(_ range: ClosedRange<Int64>) -> LocalizedText {
        let (low, high) = (range.lowerBound, range.upperBound)
        return LocalizedText(
            kk: "\(low) мен \(high) аралығында болуы керек",
            ru: "должно быть от \(low) до \(high)", en: "must be from \(low) to \(high)")
    }

    fileprivate static func textOfLength(_ lengthMax: Int) -> LocalizedText {
        LocalizedText(
            kk: "1–\(lengthMax) таңбалы мәтін болуы керек",
            ru: "должен быть текст от 1 до \(lengthMax) знаков",
            en: "must be a text of 1 to \(lengthMax) characters")
    }

    static let withoutControls = LocalizedText(
        kk: "басқару таңбаларынсыз мәтін болуы керек (жол соңы мен табуляциядан басқа)",
        ru: "должен быть текст без управляющих знаков (кроме концов строк и табуляции)",
        en: "must be a text without control characters, other than ends of lines and tabs")

    fileprivate static func oneOf(_ words: [String]) -> LocalizedText {
        let list = words.joined(separator: ", ")
        return LocalizedText(
            kk: "мыналардың бірі болуы керек: \(list)", ru: "должно быть одно из: \(list)",
            en: "must be one of: \(list)")
    }
}

// MARK: - OpenAPI

extension Schema {
    /// The JSON Schema (draft 2020-12) of this declaration, as OpenAPI 3.1 takes it.
    package var openAPI: JSON {
        switch self {
        case .object(let fields): objectSchema(fields, additional: false)
        case .open(let fields): objectSchema(fields, additional: true)
        case .array(let schema, let countMax):
            ["type": "array", "items": schema.openAPI, "maxItems": .integer(Int64(countMax))]
        case .string(let kind): kind.openAPI
        case .integer(let range):
            [
                "type": "integer", "minimum": .integer(range.lowerBound),
                "maximum": .integer(range.upperBound),
            ]
        case .boolean: ["type": "boolean"]
        case .nullable(let schema): ["oneOf": [schema.openAPI, ["type": "null"]]]
        case .either(let schema, let element, let countMax):
            ["oneOf": [schema.openAPI, Schema.array(element, countMax: countMax).openAPI]]
        }
    }

    private func objectSchema(_ fields: [Field], additional: Bool) -> JSON {
        let properties = fields.map { field in
            var members = field.schema.openAPI.members ?? []
            members.append(JSON.Member("description", .string(field.meaning)))
            return JSON.Member(field.name, .object(members))
        }
        let names = fields.filter(\.isRequired).map { JSON.string($0.name) }
        return [
            "type": "object", "properties": .object(properties), "required": .array(names),
            "additionalProperties": .bool(additional),
        ]
    }
}

/// Something that is no space, and no control characters other than ends of lines and tabs.
private let textPattern: String = {
    let controls = #"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"#
    return "^[^\(controls)]*[^\\s\(controls)][^\(controls)]*$"
}()

extension Schema.TextKind {
    fileprivate var openAPI: JSON {
        switch self {
        case .text(let lengthMax):
            [
                "type": "string", "minLength": 1, "maxLength": .integer(Int64(lengthMax)),
                "pattern": .string(textPattern),
            ]
        case .anything: ["type": "string"]
        case .iin: ["type": "string", "pattern": "^[0-9]{12}$"]
        case .phone: ["type": "string", "minLength": 10, "maxLength": 24]
        case .identifier: ["type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{26}$"]
        case .instant: ["type": "string", "format": "date-time"]
        case .day: ["type": "string", "format": "date"]
        case .oneOf(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
        }
    }
}
