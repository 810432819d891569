/// The values of all settings: entered by the operator, assumed in the sandbox, or missing.
package struct Settings: Sendable {
    /// Where a value comes from.
    package enum Origin: String, CaseIterable, Sendable {
        /// The operator has entered it.
        case entered
        /// The sandbox assumes it; production would refuse.
        case assumed
        /// A technical value that the product ships.
        case shipped
        /// Nobody has decided: the service is closed.
        case missing
    }

    /// Something in the file that cannot be taken.
    package struct Fault: Hashable, Sendable {
        /// The key.
        package let key: String
        /// What is wrong.
        package let explanation: String
    }

    /// Every setting that there is.
    package let declared: [SettingDeclaration]
    /// Whether missing values are assumed.
    package let isSandbox: Bool
    private var entered: [String: any SettingValue] = [:]
    private var closed: [OfferedService: Refusal] = [:]

    /// No value entered yet.
    package init(_ declared: [SettingDeclaration], isSandbox: Bool) {
        self.declared = declared
        self.isSandbox = isSandbox
        findClosed()
    }

    /// Takes the section `settings` of the configuration file.
    ///
    /// - Returns: every fault in it; what is right is taken all the same.
    package mutating func enter(_ file: JSON) -> [Fault] {
        var faults: [Fault] = []
        guard let members = file.members else {
            return [Fault(key: "settings", explanation: "must be an object of keys and values")]
        }
        for member in members {
            guard let declaration = declared.first(where: { $0.key == member.name }) else {
                faults.append(Fault(key: member.name, explanation: "is no setting"))
                continue
            }
            if let value = declaration.read(member.value) {
                entered[member.name] = value
            } else {
                faults.append(
                    Fault(key: member.name, explanation: "must be \(declaration.expectation)"))
            }
        }
        findClosed()
        return faults
    }

    /// The value of a setting.
    ///
    /// - Throws: `serviceClosed` when nobody has decided it.
    package subscript<Value>(_ setting: Setting<Value>) -> Value {
        get throws(Refusal) {
            if let value = entered[setting.declaration.key] as? Value { return value }
            guard isSandbox || setting.declaration.isShipped else {
                throw Self.refusal([setting.declaration])
            }
            return setting.fallback
        }
    }

    /// The value that was entered; nil where nobody entered one.
    package func entered<Value>(_ setting: Setting<Value>) -> Value? {
        entered[setting.declaration.key] as? Value
    }

    /// The value of a setting that the product ships.
    ///
    /// - Precondition: the setting is declared `shipped`.
    package func shipped<Value>(_ setting: Setting<Value>) -> Value {
        precondition(setting.declaration.isShipped, "\(setting.declaration.key) is not shipped")
        return entered(setting) ?? setting.fallback
    }

    /// Where the value of a setting comes from.
    package func origin(of declaration: SettingDeclaration) -> Origin {
        if entered[declaration.key] != nil { return .entered }
        if declaration.isShipped { return .shipped }
        return isSandbox ? .assumed : .missing
    }

    /// The value as it would stand in the file; nil when nobody has decided.
    package func json(of declaration: SettingDeclaration) -> JSON? {
        if let value = entered[declaration.key] { return value.setting }
        return origin(of: declaration) == .missing ? nil : declaration.fallback
    }

    /// What must be set before production opens, in the order of declaration.
    package var missing: [SettingDeclaration] {
        declared.filter { origin(of: $0) == .missing }
    }

    /// Makes sure that a service is open.
    ///
    /// - Throws: `serviceClosed`, naming what is not decided.
    package func checkOpen(_ service: OfferedService) throws(Refusal) {
        if let refusal = closed[service] { throw refusal }
    }

    private mutating func findClosed() {
        closed = [:]
        for service in OfferedService.allCases {
            let shared =
                service == .installation ? [] : missing.filter { $0.service == .installation }
            let lacking = missing.filter { $0.service == service } + shared
            if !lacking.isEmpty { closed[service] = Self.refusal(lacking) }
        }
    }

    private static func refusal(_ lacking: [SettingDeclaration]) -> Refusal {
        func list(_ language: Language) -> String {
            let named = lacking.prefix(5).map { "\($0.meaning[language]) (\($0.key))" }
            return named.joined(separator: "; ") + (lacking.count > 5 ? "; …" : "")
        }
        return Refusal(
            .serviceClosed,
            LocalizedText(
                kk: "Оператор әлі белгілемеген: " + list(.kk),
                ru: "Оператор ещё не установил: " + list(.ru),
                en: "The operator has not decided yet: " + list(.en)),
            clause: lacking.count == 1 ? lacking[0].clause : nil, retryAfterSeconds: 3600)
    }
}
