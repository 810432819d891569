/// A point that an act leaves open and the operator decides (`docs/open-questions.md`).
///
/// Declared once, with the value that the sandbox assumes. Reading it gives a value or refuses
/// with `serviceClosed`: nothing works on a guess in production.
package struct Setting<Value: SettingValue>: Sendable {
    /// What is known of it without its type.
    package let declaration: SettingDeclaration
    let fallback: Value

    /// A setting.
    ///
    /// - Parameters:
    ///   - key: the name in the section `settings` of the configuration file.
    ///   - question: the row of `docs/open-questions.md`.
    ///   - service: what stays closed without it.
    ///   - clause: the clause that leaves it open.
    ///   - sandbox: what the sandbox assumes; with `shipped` also what production starts with.
    ///   - shipped: true only for a technical value that decides no right, sum or date.
    ///   - isPublic: false keeps the value off pages and out of the interface.
    ///   - expects: what the value must be, for whoever writes the file.
    package init(
        _ key: StaticString, _ question: StaticString, of service: OfferedService,
        clause: Clause? = nil, sandbox: Value, shipped: Bool = false, isPublic: Bool = true,
        expects: String, _ meaning: LocalizedText,
        where isAllowed: @escaping @Sendable (Value) -> Bool = { _ in true }
    ) {
        fallback = sandbox
        declaration = SettingDeclaration(
            key: "\(key)", question: "\(question)", service: service, clause: clause,
            meaning: meaning, expectation: expects, isShipped: shipped, isPublic: isPublic,
            fallback: sandbox.setting,
            read: { json in
                guard let value = Value(setting: json), isAllowed(value) else { return nil }
                return value
            })
    }
}

extension Setting where Value == Int64 {
    /// A whole number within bounds.
    package init(
        _ key: StaticString, _ question: StaticString, of service: OfferedService,
        clause: Clause? = nil, sandbox: Int64, within bounds: ClosedRange<Int64>,
        shipped: Bool = false, _ meaning: LocalizedText
    ) {
        self.init(
            key, question, of: service, clause: clause, sandbox: sandbox, shipped: shipped,
            expects: "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)", meaning
        ) { bounds.contains($0) }
    }
}

/// What is known of a setting without the type of its value.
package struct SettingDeclaration: Sendable {
    /// The name in the configuration file.
    package let key: String
    /// The row of `docs/open-questions.md`.
    package let question: String
    /// What stays closed without it.
    package let service: OfferedService
    /// The clause that leaves it open.
    package let clause: Clause?
    /// What it decides, for people.
    package let meaning: LocalizedText
    /// What the value must be.
    package let expectation: String
    /// Whether production starts with a value of ours.
    package let isShipped: Bool
    /// Whether the value may be shown to anyone.
    package let isPublic: Bool
    /// What the sandbox assumes, or production starts with.
    let fallback: JSON
    /// Reads a value; nil when it is not allowed.
    let read: @Sendable (JSON) -> (any SettingValue)?
}
