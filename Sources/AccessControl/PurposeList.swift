import Kernel

/// Which purposes an installation offers: ours, confirmed by the operator, or the operator's own.
package enum PurposeList: SettingValue, Hashable {
    /// The list of `Regulations/access-control/purposes.json`.
    case shipped
    /// The operator's own list.
    case own([Purpose], JSON)

    package init?(setting json: JSON) {
        if json.string == "shipped" {
            self = .shipped
            return
        }
        guard let items = json.array, !items.isEmpty, let purposes = Purpose.list(items),
            Set(purposes.map(\.code)).count == purposes.count
        else { return nil }
        self = .own(purposes, json)
    }

    package var setting: JSON {
        switch self {
        case .shipped: "shipped"
        case .own(_, let json): json
        }
    }

    /// The purposes; `shipped` is what the file in the binary holds.
    package func purposes(shipped: [Purpose]) -> [Purpose] {
        switch self {
        case .shipped: shipped
        case .own(let purposes, _): purposes
        }
    }
}
