import Casework
import Kernel

/// A body that provides services or gives conclusions, and for which territory.
package struct CaseworkAuthority: SettingValue, Hashable {
    /// The body.
    package let bin: BIN
    /// That another body has taken a body's place: it acts on what its predecessor entered.
    package struct Succession: Hashable, Sendable {
        /// The successor.
        package let bin: BIN
        /// The first day on which it acts.
        package let from: Day

        /// A successor from a day on.
        package init(_ bin: BIN, from: Day) {
            self.bin = bin
            self.from = from
        }
    }

    /// What it is; nil for a body that only decides on appeals.
    package let kind: AuthorityKind?
    /// The territory (KATO) for which it is responsible; nil for all that have none of their own.
    package let territory: String?
    /// The body to which its refusals are appealed; nil where only a court is left.
    package let higher: BIN?
    /// The body that has taken its place; nil while it stands.
    package let succeededBy: Succession?
    /// The name, as its papers have it (IS-A1, IS-A2).
    package let name: LocalizedText
    /// The city, as its papers have it.
    package let city: LocalizedText

    /// A body.
    package init(
        _ kind: AuthorityKind?, _ bin: BIN, territory: String? = nil, higher: BIN? = nil,
        succeededBy: Succession? = nil, name: LocalizedText, city: LocalizedText
    ) {
        self.succeededBy = succeededBy
        self.higher = higher
        self.bin = bin
        self.kind = kind
        self.territory = territory
        self.name = name
        self.city = city
    }

    package init?(setting json: JSON) {
        guard let word = json["kind"]?.string, let text = json["bin"]?.string,
            let bin = try? BIN(text, rules: .sandbox),
            let name = LocalizedText(json: json["name"]),
            let city = LocalizedText(json: json["city"])
        else { return nil }
        let kind = AuthorityKind(rawValue: word)
        guard kind != nil || word == Self.higherKind else { return nil }
        var succession: Succession?
        if let member = json["succeededBy"] {
            guard let text = member["bin"]?.string,
                let heir = try? BIN(text, rules: .sandbox), heir != bin,
                let from = member["from"]?.string.flatMap({ Day($0) })
            else { return nil }
            succession = Succession(heir, from: from)
        }
        var higher: BIN?
        if let text = json["higher"]?.string {
            guard let body = try? BIN(text, rules: .sandbox), body != bin else { return nil }
            higher = body
        }
        self.init(
            kind, bin, territory: json["territory"]?.string, higher: higher,
            succeededBy: succession, name: name, city: city)
    }

    package var setting: JSON {
        .object(
            present: ("kind", .string(kind?.rawValue ?? Self.higherKind)),
            ("bin", .string(bin.digits)),
            ("territory", territory.map { .string($0) }),
            ("higher", higher.map { .string($0.digits) }),
            (
                "succeededBy",
                succeededBy.map { ["bin": .string($0.bin.digits), "from": JSON($0.from)] }
            ), ("name", name.json),
            ("city", city.json))
    }
}

extension CaseworkAuthority {
    /// What stands as the kind of a body that only decides on appeals.
    fileprivate static let higherKind = "higherBody"
}

extension [CaseworkAuthority] {
    /// The body with the number; nil when it is not entered.
    package func body(_ bin: BIN) -> CaseworkAuthority? { first { $0.bin == bin } }

    /// The body to which the refusals of a body are appealed, as it stands on the day; nil where
    /// only a court is left.
    package func higher(than body: BIN, on day: Day) -> BIN? {
        first { $0.bin == body && $0.higher != nil }?.higher.map { acting(for: $0, on: day) }
    }

    /// Who acts for a body on a day: itself, or the last of its successors.
    package func acting(for body: BIN, on day: Day) -> BIN {
        var (current, seen) = (body, Set([body]))
        while let heir = first(where: { $0.bin == current && $0.succeededBy != nil })?.succeededBy,
            heir.from <= day, seen.insert(heir.bin).inserted
        {
            current = heir.bin
        }
        return current
    }

    /// The bodies for which a body acts on a day, besides itself.
    func predecessors(of body: BIN, on day: Day) -> [BIN] {
        Set(map(\.bin)).filter { $0 != body && acting(for: $0, on: day) == body }
            .sorted { $0.digits < $1.digits }
    }

    /// Whether every higher body and every successor is entered, and no body stands above itself or
    /// succeeds itself.
    var isOrdered: Bool {
        let known = Set(map(\.bin))
        func ends(_ next: (CaseworkAuthority) -> BIN?) -> Bool {
            known.allSatisfy { start in
                var (current, steps) = (start, 0)
                while let entry = first(where: { $0.bin == current && next($0) != nil }),
                    let above = next(entry)
                {
                    steps += 1
                    guard known.contains(above), steps <= known.count else { return false }
                    current = above
                }
                return true
            }
        }
        return ends(\.higher) && ends { $0.succeededBy?.bin }
    }

    /// The body of the kind that is responsible for the territory on the day; nil when none is
    /// entered.
    ///
    /// One that has a successor by then hands its responsibility on, whatever the successor has of
    /// its own (UC-86).
    func body(_ kind: AuthorityKind, territory: String?, on day: Day) -> BIN? {
        let ofKind = filter { $0.kind == kind }
        let own = ofKind.first { territory != nil && $0.territory == territory }
        return (own ?? ofKind.first { $0.territory == nil }).map { acting(for: $0.bin, on: day) }
    }
}

extension Platform {
    /// Whether an official acts for a body: one's own, or one in whose place it stands.
    ///
    /// A body that has a successor decides nothing more itself.
    ///
    /// - Throws: `serviceClosed` where nobody has entered the bodies.
    package func acts(_ official: SignedInOfficial, for body: BIN) throws(Refusal) -> Bool {
        try configuration.settings[OpenPoints.caseworkAuthorities]
            .acting(for: body, on: clock.today) == official.body
    }

    /// The bodies as they are entered, with what stands above each and in its place.
    package var caseworkBodies: [CaseworkAuthority] {
        (try? configuration.settings[OpenPoints.caseworkAuthorities]) ?? []
    }

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
