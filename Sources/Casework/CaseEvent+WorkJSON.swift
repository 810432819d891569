import Kernel

extension CaseEvent.ClockStop {
    var json: JSON {
        .object(
            present: ("event", "suspended"), ("ground", ground.map { .string($0) }),
            ("clause", .string(clause.tag)),
            ("reasons", reasons.isEmpty ? nil : .string(reasons)),
            ("awaits", awaits.map { .string($0) }), ("until", until.map { JSON($0) }),
            ("on", JSON(on)))
    }

    init?(json: JSON, on day: Day) {
        guard let clause = json["clause"]?.string else { return nil }
        self.init(
            ground: json["ground"]?.string, clause: Clause(clause),
            reasons: json["reasons"]?.string ?? "", awaits: json["awaits"]?.string,
            until: json["until"]?.string.flatMap { Day($0) }, on: day)
    }
}

extension CaseEvent.ClockStart {
    var json: JSON {
        ["event": "resumed", "cause": .string(cause.rawValue), "on": JSON(on)]
    }

    init?(json: JSON, on day: Day) {
        let name = json["cause"]?.string ?? Cause.official.rawValue
        guard let cause = Cause(rawValue: name) else { return nil }
        self.init(cause, on: day)
    }
}

extension CaseEvent.Handover {
    var json: JSON {
        .object(
            present: ("event", "handedOver"), ("work", .string(work)),
            ("from", from.map { .string($0) }),
            ("to", to.map { .string($0) }), ("by", .string(by)), ("reasons", .string(reasons)),
            ("on", JSON(on)))
    }

    init?(json: JSON, on day: Day) {
        guard let work = json["work"]?.string, let by = json["by"]?.string,
            let reasons = json["reasons"]?.string
        else { return nil }
        self.init(
            of: work, from: json["from"]?.string, to: json["to"]?.string, by: by, reasons: reasons,
            on: day)
    }
}

extension CaseEvent.Routed {
    var json: JSON {
        .object(
            present: ("event", "routed"), ("from", from.map { .string($0) }),
            ("to", .string(to)), ("by", .string(by)), ("reasons", .string(reasons)),
            ("on", JSON(on)))
    }

    init?(json: JSON, on day: Day) {
        guard let to = json["to"]?.string, let by = json["by"]?.string,
            let reasons = json["reasons"]?.string
        else { return nil }
        self.init(from: json["from"]?.string, to: to, by: by, reasons: reasons, on: day)
    }
}

extension CaseEvent.PaperReturn {
    var json: JSON {
        .object(
            present: ("event", "paperReturned"), ("reasons", .string(reasons)),
            ("reopens", reopens.map { .string($0) }), ("on", JSON(on)))
    }

    init?(json: JSON, on day: Day) {
        guard let reasons = json["reasons"]?.string else { return nil }
        self.init(reasons: reasons, reopens: json["reopens"]?.string, on: day)
    }
}

extension CaseEvent.CalendarChange {
    var json: JSON {
        [
            "event": "calendarChanged", "from": .string(from), "to": .string(to),
            "moves": .array(moves.map(\.json)), "days": .array(days.map { JSON($0) }),
            "on": JSON(on),
        ]
    }

    init?(json: JSON, on day: Day) {
        guard let from = json["from"]?.string, let to = json["to"]?.string,
            let moves = json["moves"]?.array, let days = json["days"]?.array
        else { return nil }
        let read = moves.compactMap(Move.init(json:))
        guard read.count == moves.count else { return nil }
        self.init(
            from: from, to: to, moves: read,
            days: days.compactMap { $0.string.flatMap { Day($0) } }, on: day)
    }
}

extension CaseEvent.CalendarChange.Move {
    /// As it stands in the event.
    package var json: JSON {
        ["scope": .string(scope.rawValue), "before": JSON(before), "after": JSON(after)]
    }

    fileprivate init?(json: JSON) {
        guard let scope = json["scope"]?.string.flatMap(CaseEvent.Lateness.Scope.init(rawValue:))
        else { return nil }
        self.init(
            scope: scope, before: json["before"]?.string.flatMap { Day($0) },
            after: json["after"]?.string.flatMap { Day($0) })
    }
}
