/// A value that can stand in the section `settings` of the configuration file.
package protocol SettingValue: Sendable {
    /// Reads the value; nil when it is of another kind or out of its bounds.
    init?(setting json: JSON)
    /// The value as it would stand in the file.
    var setting: JSON { get }
}

extension Int64: SettingValue {
    package init?(setting json: JSON) {
        guard let value = json.integer else { return nil }
        self = value
    }

    package var setting: JSON { .integer(self) }
}

extension Bool: SettingValue {
    package init?(setting json: JSON) {
        guard let value = json.bool else { return nil }
        self = value
    }

    package var setting: JSON { .bool(self) }
}

extension String: SettingValue {
    package init?(setting json: JSON) {
        guard let value = json.string else { return nil }
        self = value
    }

    package var setting: JSON { .string(self) }
}

extension Day: SettingValue {
    package init?(setting json: JSON) {
        guard let day = json.string.flatMap({ Day($0) }) else { return nil }
        self = day
    }

    package var setting: JSON { .string(description) }
}

extension BIN: SettingValue {
    package init?(setting json: JSON) {
        guard let text = json.string, let bin = try? BIN(text, rules: .sandbox) else { return nil }
        self = bin
    }

    package var setting: JSON { .string(digits) }
}

extension Array: SettingValue where Element: SettingValue {
    package init?(setting json: JSON) {
        guard let elements = json.array else { return nil }
        let values = elements.compactMap(Element.init(setting:))
        guard values.count == elements.count else { return nil }
        self = values
    }

    package var setting: JSON { .array(map(\.setting)) }
}

/// Days by name, for example the publication days of an act's amendments.
package struct NamedDays: SettingValue, Hashable {
    /// The days.
    package let days: [String: Day]

    /// The days by their names.
    package init(_ days: [String: Day]) { self.days = days }

    package init?(setting json: JSON) {
        guard let members = json.members else { return nil }
        var days: [String: Day] = [:]
        for member in members {
            guard let day = Day(setting: member.value) else { return nil }
            days[member.name] = day
        }
        self.days = days
    }

    package var setting: JSON {
        .object(days.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.setting) })
    }
}
