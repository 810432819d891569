import Casework
import Kernel

/// A body that provides services or gives conclusions, and for which territory.
package struct CaseworkAuthority: SettingValue, Hashable {
    /// The body.
    package let bin: BIN
    /// What it is.
    package let kind: AuthorityKind
    /// The territory (KATO) for which it is responsible; nil for all that have none of their own.
    package let territory: String?
    /// The body to which its refusals are appealed; nil where only a court is left.
    package let higher: BIN?
    /// The name, as its papers have it (IS-A1, IS-A2).
    package let name: LocalizedText
    /// The city, as its papers have it.
    package let city: LocalizedText

    /// A body.
    package init(
        _ kind: AuthorityKind, _ bin: BIN, territory: String? = nil, higher: BIN? = nil,
        name: LocalizedText, city: LocalizedText
    ) {
        self.higher = higher
        self.bin = bin
        self.kind = kind
        self.territory = territory
        self.name = name
        self.city = city
    }

    package init?(setting json: JSON) {
        guard let kind = json["kind"]?.string.flatMap(AuthorityKind.init(rawValue:)),
            let text = json["bin"]?.string, let bin = try? BIN(text, rules: .sandbox),
            let name = LocalizedText(json: json["name"]),
            let city = LocalizedText(json: json["city"])
        else { return nil }
        var higher: BIN?
        if let text = json["higher"]?.string {
            guard let body = try? BIN(text, rules: .sandbox), body != bin else { return nil }
            higher = body
        }
        self.init(
            kind, bin, territory: json["territory"]?.string, higher: higher, name: name,
            city: city)
    }

    package var setting: JSON {
        .object(
            present: ("kind", .string(kind.rawValue)), ("bin", .string(bin.digits)),
            ("territory", territory.map { .string($0) }),
            ("higher", higher.map { .string($0.digits) }), ("name", name.json),
            ("city", city.json))
    }
}

extension [CaseworkAuthority] {
    /// The body with the number; nil when it is not entered.
    func body(_ bin: BIN) -> CaseworkAuthority? { first { $0.bin == bin } }

    /// The body of the kind that is responsible for the territory; nil when none is entered.
    func body(_ kind: AuthorityKind, territory: String?) -> BIN? {
        let ofKind = filter { $0.kind == kind }
        let own = ofKind.first { territory != nil && $0.territory == territory }
        return (own ?? ofKind.first { $0.territory == nil })?.bin
    }
}

extension Platform {
    /// The name of a body as it is entered; nil for one that is not.
    package func authorityName(_ body: BIN) -> LocalizedText? {
        (try? configuration.settings[OpenPoints.caseworkAuthorities])?.body(body)?.name
    }
}

/// The hours of work of the providers, in minutes of the day.
package struct OfficeHoursSetting: SettingValue, Hashable {
    /// When work begins and ends.
    package let minutes: Range<Int>

    /// Hours between two minutes of the day.
    package init(_ minutes: Range<Int>) { self.minutes = minutes }

    package init?(setting json: JSON) {
        guard let opens = json["opens"]?.integer, let closes = json["closes"]?.integer,
            0 <= opens, opens < closes, closes <= 1440
        else { return nil }
        minutes = Int(opens)..<Int(closes)
    }

    package var setting: JSON {
        [
            "opens": .integer(Int64(minutes.lowerBound)),
            "closes": .integer(Int64(minutes.upperBound)),
        ]
    }
}

/// A time in which an optional stage of every service is switched on.
package struct OptionPeriod: SettingValue, Hashable {
    /// The service's code; nil for all of which nothing else is said.
    package let service: String?
    /// Whether it is on or off.
    package let isOn: Bool
    /// The name of the option, as definitions name it.
    package let option: String
    /// The period.
    package let period: CaseOptions.Period

    /// An option with its period.
    package init(
        _ option: String, _ period: CaseOptions.Period, isOn: Bool = true, service: String? = nil
    ) {
        self.option = option
        self.period = period
        self.isOn = isOn
        self.service = service
    }

    package init?(setting json: JSON) {
        guard let option = json["option"]?.string,
            let from = json["from"]?.string.flatMap({ Day($0) })
        else { return nil }
        let until = json["until"]?.string.flatMap { Day($0) }
        if let until, until <= from { return nil }
        if let on = json["on"], on.bool == nil { return nil }
        if let service = json["service"], service.string == nil { return nil }
        self.init(
            option, CaseOptions.Period(from: from, until: until),
            isOn: json["on"]?.bool ?? true, service: json["service"]?.string)
    }

    package var setting: JSON {
        .object(
            present: ("option", .string(option)), ("from", JSON(period.from)),
            ("until", period.until.map { JSON($0) }), ("on", isOn ? nil : .bool(false)),
            ("service", service.map { .string($0) }))
    }

    fileprivate var asSwitch: CaseOptions.Switch {
        CaseOptions.Switch(option, isOn: isOn, period)
    }
}

/// For how many years the results of a service hold.
package struct ResultValidity: SettingValue, Hashable {
    /// The service's code.
    package let service: String
    /// Years, 1 to 50; the last day is the day before the same date.
    package let years: Int

    /// A service with its years.
    package init(_ service: String, years: Int) {
        self.service = service
        self.years = years
    }

    package init?(setting json: JSON) {
        guard let service = json["service"]?.string, let years = json["years"]?.integer,
            (1...50).contains(years)
        else { return nil }
        self.init(service, years: Int(years))
    }

    package var setting: JSON {
        ["service": .string(service), "years": .integer(Int64(years))]
    }
}

extension Platform {
    /// The optional stages of a service: what the installation says of it, what its file says, and
    /// what the installation says of all; the first that says something of a day decides.
    ///
    /// - Throws: `serviceClosed` where nobody has decided.
    package func caseOptions(of definition: ServiceDefinition) throws(Refusal) -> CaseOptions {
        let periods = try configuration.settings[OpenPoints.caseOptions]
        return CaseOptions([
            periods.filter { $0.service == definition.code }.map(\.asSwitch),
            definition.switches, periods.filter { $0.service == nil }.map(\.asSwitch),
        ])
    }
}
