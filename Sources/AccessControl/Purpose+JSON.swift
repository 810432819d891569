import Kernel

extension Purpose {
    /// Reads the list of purposes from its file; nil when anything in it is wrong.
    package static func list(file: [UInt8]) -> [Purpose]? {
        guard let json = try? JSON.parse(file), let items = json["purposes"]?.array else {
            return nil
        }
        return list(items)
    }

    /// Reads purposes one by one; nil when anything in them is wrong.
    package static func list(_ items: [JSON]) -> [Purpose]? {
        let purposes = items.compactMap(Purpose.init(json:))
        return purposes.count == items.count ? purposes : nil
    }

    private init?(json: JSON) {
        guard let code = json["code"]?.string, let name = LocalizedText(json: json["name"]),
            let lifetime = json["lifetimeSecondsMax"]?.integer,
            let uses = json["usesMax"]?.integer,
            let requests = json["requestsPerSubjectPerDayMax"]?.integer,
            let actions = json["actions"]?.array, let dataSets = json["dataSets"]?.array
        else { return nil }
        self.init(
            code: code, name: name,
            actions: Set(actions.compactMap { $0.string.flatMap(AccessAction.init(rawValue:)) }),
            dataSets: Set(dataSets.compactMap(\.string)), lifetimeSecondsMax: lifetime,
            usesMax: uses, requestsPerSubjectPerDayMax: Int(requests),
            allowsCrossBorder: json["allowsCrossBorder"]?.bool ?? false,
            allowsPublicSources: json["allowsPublicSources"]?.bool ?? false)
    }
}
