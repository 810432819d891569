import Kernel

extension ServiceDefinition {
    /// A reason for which the law lets the clock of a case be stopped; the list is closed.
    ///
    /// A service whose act names none has none, and its clock cannot be stopped.
    package struct SuspensionGround: Hashable, Sendable {
        /// The code in the list.
        package let code: String
        /// The ground as the act has it.
        package let title: LocalizedText
        /// The clause.
        package let clause: Clause
        /// The stages in which it may be used; empty for all.
        package let stages: [String]
        /// The document whose arrival starts the clock again; nil where none is awaited.
        package let awaits: String?
        /// The most calendar days for which the clock may stand still; nil where the act sets none.
        package let daysMax: Int?
    }

    /// The ground with the code.
    package func suspension(_ code: String) -> SuspensionGround? {
        suspensions.first { $0.code == code }
    }

    /// The grounds on which the clock may be stopped in the stage.
    package func suspensions(in stage: String) -> [SuspensionGround] {
        // The clock of an appeal is not the service's to stop.
        if self.stage(stage)?.isAppeal == true { return [] }
        return suspensions.filter { $0.stages.isEmpty || $0.stages.contains(stage) }
    }

    /// Grounds that name a stage or document that there is not, or a length that is none.
    var suspensionFaults: [String] {
        suspensions.flatMap { ground -> [String] in
            var faults = ground.stages.filter { stage($0) == nil }.map {
                "\(code) suspension \(ground.code): no stage \($0)"
            }
            if let awaited = ground.awaits, document(awaited) == nil {
                faults.append("\(code) suspension \(ground.code): no document \(awaited)")
            }
            if let days = ground.daysMax, days < 1 {
                faults.append("\(code) suspension \(ground.code): daysMax")
            }
            return faults
        }
    }
}

func readSuspension(
    _ reader: DefinitionReader
) throws(DefinitionFault) -> ServiceDefinition.SuspensionGround {
    var days: Int?
    if let value = reader.json["daysMax"], value != .null {
        guard let number = value.integer else { throw reader.fault("daysMax") }
        days = Int(clamping: number)
    }
    return ServiceDefinition.SuspensionGround(
        code: try reader.string("code"), title: try reader.text(), clause: try reader.clause(),
        stages: try reader.strings("stages"), awaits: try reader.optional("awaits"), daysMax: days)
}
