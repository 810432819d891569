import Kernel

extension CaseEvent {
    /// That a case went back to the stage of a conclusion whose signature holds no more.
    package struct ConclusionReturn: Hashable, Sendable {
        /// The stage that gives the conclusion.
        package let stage: String
        /// The reasons in words.
        package let reasons: String
        /// The day.
        package let on: Day

        /// A return.
        package init(to stage: String, reasons: String, on: Day) {
            self.stage = stage
            self.reasons = reasons
            self.on = on
        }
    }
}

extension Case {
    /// The department registers the request anew and gives another conclusion; what was found before
    /// decides nothing any more.
    mutating func sendBack(
        _ returned: CaseEvent.ConclusionReturn, _ definition: ServiceDefinition
    ) throws(CaseFault) {
        guard let code = stage, let present = definition.stage(code) else {
            throw phase == .draft ? .notSubmitted : .ended
        }
        guard !isSuspended else { throw .suspended }
        guard present.takesVerdicts, definition.stage(returned.stage)?.isConclusion == true,
            completions.contains(where: { $0.stage == returned.stage })
        else { throw .otherStage(code) }
        guard returned.reasons.trimmed.count >= CaseFault.reasonsLengthMin else {
            throw .reasonsMissing
        }
        (worker, asksAnew) = (nil, false)
        phase = .stage(returned.stage, enteredOn: returned.on, registeredOn: nil)
    }
}

extension CaseEvent.ConclusionReturn {
    var json: JSON {
        [
            "event": "conclusionReturned", "stage": .string(stage), "reasons": .string(reasons),
            "on": JSON(on),
        ]
    }

    init?(json: JSON, on day: Day) {
        guard let stage = json["stage"]?.string, let reasons = json["reasons"]?.string else {
            return nil
        }
        self.init(to: stage, reasons: reasons, on: day)
    }
}
