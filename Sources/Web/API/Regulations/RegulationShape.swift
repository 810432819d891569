import Kernel
import Regulations

/// Acts and clauses on the wire.
enum RegulationShape {
    static let actFields: [Schema.Field] = [
        required("act", .string(.anything), "The act's tag"),
        required("title", DocumentShape.text, "The title"),
        required("number", .string(.anything), "The number of the order"),
        required("registration", .string(.anything), "Its state registration"),
        required("unofficial", .boolean, "Always true: the statements are our own"),
    ]

    static let act = Schema.object(actFields)

    static let versionFields: [Schema.Field] = [
        required("clause", .string(.anything), "The clause"),
        required("address", .nullable(DocumentShape.text), "Where it stands, in words"),
        required("from", .nullable(.string(.day)), "In force since"),
        required("until", .nullable(.string(.day)), "In force until, exclusive"),
        required("assumed", .boolean, "Whether a day is only assumed"),
        required(
            "state", .string(.oneOf(["text", "notHeld", "deleted", "replaced"])),
            "Whether the wording is held, or what became of the provision"),
        required("text", .nullable(DocumentShape.text), "The statement; null where it is not held"),
        required("amendedBy", .nullable(.string(.anything)), "The amending operation, if any"),
        required("version", .string(.anything), "The name under which a decision stores it"),
        required("note", .nullable(DocumentShape.text), "What a reader should know about it"),
    ]

    static let version = Schema.object(versionFields)

    static let difference = Schema.object([
        required("clause", .string(.anything), "The clause"),
        required("before", .nullable(version), "What stood on the first day; null for nothing"),
        required("after", .nullable(version), "What stands on the second day; null for nothing"),
    ])

    static func json(
        _ version: ClauseVersion?, of clause: ActClause, in rules: RuleBook
    ) -> JSON {
        version.map { .object(members($0, of: clause, in: rules)) } ?? .null
    }

    static func members(
        _ version: ClauseVersion, of clause: ActClause, in rules: RuleBook
    ) -> [JSON.Member] {
        let origin = Origin(of: version, clause, in: rules)
        return [
            JSON.Member("clause", .string(clause.clause.tag)),
            JSON.Member("address", origin.history?.address.words.json ?? .null),
            JSON.Member("from", JSON(version.start)), JSON.Member("until", JSON(version.end)),
            JSON.Member("assumed", .bool(version.isAssumed)),
            JSON.Member("state", .string(origin.state)),
            JSON.Member("text", version.text?.json ?? .null),
            JSON.Member("amendedBy", JSON(origin.version?.operation?.clause.tag)),
            JSON.Member("version", .string(origin.name)),
            JSON.Member("note", origin.version?.operation?.note?.json ?? .null),
        ]
    }
}

/// Where a version of a clause comes from, where that is held.
struct Origin {
    let history: ProvisionHistory?
    let version: ProvisionVersion?
    let state: String
    let name: String

    init(of version: ClauseVersion, _ clause: ActClause, in rules: RuleBook) {
        let history = rules.provision(clause.clause)?.history
        self.history = history
        // The first day of what stood before any amendment is no commencement of a version.
        self.version = history.flatMap { history in
            history.versions.last { $0.begins.day != nil && $0.begins.day == version.start }
                ?? history.versions.first { $0.begins == .before }
        }
        state = self.version?.state.name ?? (version.text == nil ? "notHeld" : "text")
        let since = version.start.map { "@\($0)" } ?? ""
        name = self.version?.name ?? clause.clause.tag + since
    }
}

extension Act {
    /// What identifies the act.
    var facts: [JSON.Member] {
        [
            JSON.Member("act", .string(tag)), JSON.Member("title", title.json),
            JSON.Member("number", .string(number)),
            JSON.Member("registration", .string(registration)), JSON.Member("unofficial", true),
        ]
    }
}
