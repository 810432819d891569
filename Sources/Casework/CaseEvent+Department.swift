import Kernel

extension CaseEvent {
    /// That another territorial department is asked than the place of activity says (use case 93).
    package struct DepartmentNamed: Hashable, Sendable {
        /// The stage that ends with the conclusion.
        package let stage: String
        /// The department of the place; nil where none is responsible for it.
        package let from: String?
        /// The department that is asked.
        package let to: String
        /// Who named it.
        package let by: String
        /// The reasons in words.
        package let reasons: String
        /// The day.
        package let on: Day

        /// A department that was named.
        package init(
            stage: String, from: String?, to: String, by: String, reasons: String, on: Day
        ) {
            self.stage = stage
            self.from = from
            self.to = to
            self.by = by
            self.reasons = reasons
            self.on = on
        }
    }

    /// That a department handed back a request that was not for it.
    package struct RequestReturn: Hashable, Sendable {
        /// The stage that ends with the conclusion.
        package let stage: String
        /// The department that was asked.
        package let from: String
        /// The department that should be, as this one says; nil where it names none.
        package let to: String?
        /// Who handed it back.
        package let by: String
        /// The reasons in words.
        package let reasons: String
        /// The day.
        package let on: Day

        /// A return.
        package init(
            stage: String, from: String, to: String?, by: String, reasons: String, on: Day
        ) {
            self.stage = stage
            self.from = from
            self.to = to
            self.by = by
            self.reasons = reasons
            self.on = on
        }
    }
}

extension Case {
    /// Another department than that of the place is asked, from now on in this case.
    mutating func name(
        _ named: CaseEvent.DepartmentNamed, _ definition: ServiceDefinition
    ) throws(CaseFault) {
        guard case .stage(let code, _, let registered) = phase else {
            throw phase == .draft ? .notSubmitted : .ended
        }
        guard code == named.stage, definition.stage(code)?.isConclusion == true else {
            throw .otherStage(code)
        }
        guard registered == nil else { throw .alreadyRegistered }
        guard named.reasons.trimmed.count >= CaseFault.reasonsLengthMin else {
            throw .reasonsMissing
        }
        department = named.to
    }

    /// The stage that sent the request has the case again; who is asked is to be named.
    mutating func handBack(
        _ returned: CaseEvent.RequestReturn, _ definition: ServiceDefinition
    ) throws(CaseFault) {
        guard case .stage(let code, _, _) = phase else {
            throw phase == .draft ? .notSubmitted : .ended
        }
        guard code == returned.stage, definition.stage(code)?.isConclusion == true,
            let sender = completions.last(where: { completion in
                definition.stage(completion.stage)?.outcomes
                    .first { $0.code == completion.outcome }?.next == code
            })
        else { throw .otherStage(code) }
        guard !isSuspended else { throw .suspended }
        guard returned.reasons.trimmed.count >= CaseFault.reasonsLengthMin else {
            throw .reasonsMissing
        }
        requestReturns.append(returned)
        (department, worker, asksAnew) = (nil, nil, true)
        phase = .stage(sender.stage, enteredOn: returned.on, registeredOn: nil)
    }
}

extension CaseEvent.DepartmentNamed {
    var json: JSON {
        .object(
            present: ("event", "departmentNamed"), ("stage", .string(stage)),
            ("from", from.map { .string($0) }), ("to", .string(to)), ("by", .string(by)),
            ("reasons", .string(reasons)), ("on", JSON(on)))
    }

    init?(json: JSON, on day: Day) {
        guard let stage = json["stage"]?.string, let to = json["to"]?.string,
            let by = json["by"]?.string, let reasons = json["reasons"]?.string
        else { return nil }
        self.init(
            stage: stage, from: json["from"]?.string, to: to, by: by, reasons: reasons, on: day)
    }
}

extension CaseEvent.RequestReturn {
    var json: JSON {
        .object(
            present: ("event", "requestReturned"), ("stage", .string(stage)),
            ("from", .string(from)), ("to", to.map { .string($0) }), ("by", .string(by)),
            ("reasons", .string(reasons)), ("on", JSON(on)))
    }

    init?(json: JSON, on day: Day) {
        guard let stage = json["stage"]?.string, let from = json["from"]?.string,
            let by = json["by"]?.string, let reasons = json["reasons"]?.string
        else { return nil }
        self.init(
            stage: stage, from: from, to: json["to"]?.string, by: by, reasons: reasons, on: day)
    }
}
