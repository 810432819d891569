import Kernel
import WorkingTime

extension ServiceDefinition {
    /// Reads a service's file; ``faults(knows:)`` says whether what it says can be.
    ///
    /// - Throws: ``DefinitionFault`` with the first place that cannot be read.
    package init(file: [UInt8]) throws(DefinitionFault) {
        guard let json = try? JSON.parse(file), let name = json["service"]?.string else {
            throw DefinitionFault(place: "service")
        }
        let reader = DefinitionReader(json: json, place: name)
        code = name
        act = try reader.string("act")
        title = try reader.text()
        providerClause = try reader.clause("providerClause")
        recipients = try reader.names("recipients")
        recipientsClause = try reader.clause("recipientsClause")
        recipientsAreAssumed = try reader.flag("recipientsAssumed")
        channels = try reader.strings("channels")
        channelsAreAssumed = try reader.flag("channelsAssumed")
        signature = try reader.setting("signature")
        movesToNextWorkingDay = try reader.setting("movesToNextWorkingDay")
        kinds = try reader.list("kinds", readKind)
        variants = try reader.named("variants")
        fields = try reader.list("fields", readField)
        documents = try reader.list("documents", readDocument)
        rights = try readRights(reader)
        holdings = try reader.list("holdings", readHolding)
        routing = try reader.list("routing", readRoute)
        stages = try reader.list("stages", readStage)
        ends = try reader.list("ends", readEnd)
        grounds = try reader.list("grounds") { ground throws(DefinitionFault) in
            Ground(
                code: try ground.string("code"), title: try ground.text(),
                clause: try ground.clause(),
                after: try ground.list("after", readEnding))
        }
        restrictions = try reader.list("restrictions", readRestriction)
        suspensions = try reader.list("suspensions", readSuspension)
        switches = try reader.list("switches", readSwitch)
        appeal = try reader.text("appeal")
        monitoringClause = try reader.optional("monitoringClause").map { Clause($0) }
        noticeClause = try reader.clause("noticeClause")
        openPoints = try reader.list("openPoints") { point throws(DefinitionFault) in
            try point.text("text")
        }
    }
}

private func readKind(
    _ reader: DefinitionReader
) throws(DefinitionFault) -> ServiceDefinition.Kind {
    ServiceDefinition.Kind(
        code: try reader.string("code"), title: try reader.text(), term: try reader.term(),
        firstStage: try reader.optional("firstStage"), replaces: try readReplacement(reader),
        annexOf: try readAnnexed(reader), form: try readApplicationForm(reader))
}

private func readReplacement(
    _ kind: DefinitionReader
) throws(DefinitionFault) -> ServiceDefinition.Replacement? {
    guard kind.json["replaces"] != nil else { return nil }
    let reader = try kind.object("replaces")
    return ServiceDefinition.Replacement(
        register: try reader.string("register"), field: try reader.string("field"),
        holder: try reader.optional("holder"), state: try reader.name("state"),
        isShared: try reader.flag("shared"), keptWhen: try reader.conditions("keptWhen"),
        rights: reader.json["rights"] == nil ? nil : try reader.name("rights"),
        clause: try reader.clause())
}

private func readField(
    _ reader: DefinitionReader
) throws(DefinitionFault) -> ServiceDefinition.Field {
    let content: ServiceDefinition.Field.Content
    switch try reader.string("content") {
    case "text": content = .text
    case "day": content = .day
    case "place": content = .place
    case "people": content = .people
    case "choice": content = .choice(try reader.named("choices"))
    default: throw reader.fault("content")
    }
    return ServiceDefinition.Field(
        code: try reader.string("code"), title: try reader.text(), content: content,
        kinds: try reader.strings("kinds"), when: try reader.conditions(),
        clause: try reader.clause(), clauses: try reader.clauses(),
        attested: try readAttested(reader),
        isReceipt: try reader.flag("receipt"))
}

private func readAttested(
    _ field: DefinitionReader
) throws(DefinitionFault) -> ServiceDefinition.Attested? {
    guard field.json["attested"] != nil else { return nil }
    let reader = try field.object("attested")
    return ServiceDefinition.Attested(
        register: try reader.string("register"), fact: try reader.string("fact"),
        value: try reader.string("value"), day: try reader.string("day"),
        clause: try reader.clause())
}

private func readDocument(
    _ reader: DefinitionReader
) throws(DefinitionFault) -> ServiceDefinition.Document {
    ServiceDefinition.Document(
        code: try reader.string("code"), title: try reader.text(), clause: try reader.clause(),
        clauses: try reader.clauses(), kinds: try reader.strings("kinds"),
        variants: try reader.strings("variants"),
        when: try reader.conditions(), mayBeHeldByState: try reader.flag("mayBeHeldByState"),
        parts: try reader.named("parts"), isAssumed: try reader.flag("assumed"))
}

private func readHolding(
    _ reader: DefinitionReader
) throws(DefinitionFault) -> ServiceDefinition.Holding {
    ServiceDefinition.Holding(
        title: try reader.text(), when: try reader.conditions(), needs: try reader.named("needs"),
        clause: try reader.clause())
}

private func readRoute(
    _ reader: DefinitionReader
) throws(DefinitionFault) -> ServiceDefinition.Route {
    ServiceDefinition.Route(
        authority: try reader.name("authority"), when: try reader.conditions(),
        territory: try reader.optional("territory"), clause: try reader.clause())
}

private func readStage(
    _ reader: DefinitionReader
) throws(DefinitionFault) -> ServiceDefinition.Stage {
    ServiceDefinition.Stage(
        code: try reader.string("code"), title: try reader.text(), actor: try reader.name("actor"),
        term: try reader.term(), clockStart: try reader.name("clockStart"),
        clause: try reader.clause(), option: try reader.optional("option"),
        isExamination: try reader.flag("examination"), isHearing: try reader.flag("hearing"),
        isAppeal: try reader.flag("appeal"),
        outcomes: try reader.list("outcomes") { outcome throws(DefinitionFault) in
            ServiceDefinition.Outcome(
                code: try outcome.string("code"), title: try outcome.text(),
                next: try outcome.string("next"), grounds: try outcome.strings("grounds"),
                via: try outcome.optional("via"), after: try outcome.list("after", readEnding),
                isWithoutResults: try outcome.flag("withoutResults"))
        })
}

private func readEnding(
    _ reader: DefinitionReader
) throws(DefinitionFault) -> ServiceDefinition.StageEnding {
    ServiceDefinition.StageEnding(
        stage: try reader.string("stage"), outcomes: try reader.strings("outcomes"))
}

private func readEnd(_ reader: DefinitionReader) throws(DefinitionFault) -> ServiceDefinition.End {
    ServiceDefinition.End(
        code: try reader.string("code"), title: try reader.text(),
        meaning: try reader.name("meaning"),
        refused: reader.json["refused"] == nil ? nil : try reader.text("refused"),
        form: try reader.string("form"),
        signers: try reader.names("signers"),
        signersAreAssumed: try reader.flag("signersAreAssumed"), clause: try reader.clause(),
        register: try reader.optional("register"))
}
