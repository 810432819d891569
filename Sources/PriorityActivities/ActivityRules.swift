import Kernel

/// A criterion of an item, or of own production.
package struct Criterion: Sendable, Hashable {
    /// What kind of limit it draws.
    package enum Role: String, CaseIterable, Sendable {
        case subject, operation, stage, exclusion, condition, direction
    }

    /// The word that answers carry; unique inside its item.
    package let code: String
    /// The kind.
    package let role: Role
    /// What it asks for: our own statement.
    package let statement: LocalizedText
    /// How it is decided.
    package let test: RuleTest
    /// Open points that are shown with it but do not decide.
    package let notes: [String]
    /// The places of the facts that it asks for, found once: long lists ask again and again.
    let facts: [Int]
    /// Its tests of a single fact that leave values open.
    let openLeaves: [RuleTest]

    /// A criterion.
    init(
        code: String, role: Role, statement: LocalizedText, test: RuleTest, notes: [String]
    ) {
        self.code = code
        self.role = role
        self.statement = statement
        self.test = test
        self.notes = notes
        facts = test.facts
        openLeaves = test.leaves.filter(\.leavesOpen)
    }
}

/// An item of the list of priority activities (PA-1.1 to PA-1.19).
package struct ActivityItem: Sendable, Hashable {
    /// The number in the list.
    package let number: Int
    /// Where it stands.
    package let clause: Clause
    /// A name of a few words: our own.
    package let title: LocalizedText
    /// What must hold, all of it.
    package let criteria: [Criterion]

    /// The places of the facts that it asks for, each once, in the order of the criteria.
    package var facts: [Int] { RuleTest.all(criteria.map(\.test)).facts }
}

/// What the act leaves open (PA-AMB-1 to PA-AMB-6).
package struct OpenPoint: Sendable, Hashable {
    /// What it does to a verdict.
    package enum Effect: String, Sendable {
        /// The verdict is “cannot tell”, because of it.
        case cannotTell
        /// It is shown and decides nothing.
        case note
    }

    /// The word, for example `PA-AMB-2`.
    package let code: String
    /// What it does.
    package let effect: Effect
    /// Where it stands.
    package let clause: Clause
    /// How people read it.
    package let words: LocalizedText
}

/// One version of the list and of the own-production criterion, with the days that bound it.
package struct ActivityRules: Sendable {
    /// The order's number, date, registration and day of registration.
    package struct Order: Sendable, Hashable {
        package let number: String
        package let date: Day
        package let registration: String
        package let registrationDate: Day
    }

    /// The order that approved it.
    package let order: Order
    /// The first day that it is applied to (PA-O.5).
    package let from: Day
    /// The first day that it is no longer applied to.
    package let until: Day?
    /// The first day on which it could be known.
    package let knownFrom: Day
    /// The items.
    package let items: [ActivityItem]
    /// The clause of the own-production criterion.
    package let ownProductionClause: Clause
    /// The own-production criterion, all of it.
    package let ownProduction: [Criterion]
    /// What is left open.
    package let openPoints: [OpenPoint]

    /// The open point with this word.
    package func openPoint(_ code: String) -> OpenPoint? {
        openPoints.first { $0.code == code }
    }

    /// The item with this number.
    package func item(_ number: Int) -> ActivityItem? {
        items.first { $0.number == number }
    }
}

// MARK: - Reading

extension ActivityRules {
    /// Reads a file of rules and refuses one that is unknown in a word or contradicts itself.
    ///
    /// - Parameter place: the file's name, for the fault.
    /// - Throws: the first ``RuleFault``.
    package init(
        file: [UInt8], place: String, vocabulary: FactVocabulary
    ) throws(RuleFault) {
        let reader = try RuleReader(file: file, place: place)
        try reader.expectOnly([
            "unofficial", "order", "from", "until", "knownFrom", "items", "ownProduction",
            "openPoints",
        ])
        order = try Order(reader.object("order"))
        from = try reader.day("from")
        until = reader.has("until") ? try reader.day("until") : nil
        knownFrom = try reader.day("knownFrom")
        if let until, until <= from { throw reader.fault(.days) }
        openPoints = try reader.array("openPoints").map { entry throws(RuleFault) in
            try OpenPoint(entry)
        }
        guard Set(openPoints.map(\.code)).count == openPoints.count else {
            throw reader.fault(.repeated)
        }
        let points = Dictionary(openPoints.map { ($0.code, $0.effect) }) { first, _ in first }
        var items: [ActivityItem] = []
        for entry in try reader.array("items") {
            try entry.expectOnly(["item", "clause", "title", "criteria"])
            let number = try entry.number("item")
            let clause = try entry.text("clause")
            guard number == items.count + 1, clause == "PA-1.\(number)" else {
                throw RuleFault(place: "\(place) item \(number)", kind: .numbering)
            }
            let criteria = try Criterion.list(
                entry, place: "\(place) item \(number)", vocabulary: vocabulary, points: points)
            items.append(
                ActivityItem(
                    number: number, clause: Clause(clause), title: try entry.words("title"),
                    criteria: criteria))
        }
        self.items = items
        let own = try reader.object("ownProduction")
        try own.expectOnly(["clause", "criteria"])
        ownProductionClause = Clause(try own.text("clause"))
        ownProduction = try Criterion.list(
            own, place: "\(place) ownProduction", vocabulary: vocabulary, points: points)
    }
}

extension ActivityRules.Order {
    fileprivate init(_ entry: RuleReader) throws(RuleFault) {
        try entry.expectOnly(["number", "registration", "date", "registrationDate", "publication"])
        number = try entry.text("number")
        registration = try entry.text("registration")
        date = try entry.day("date")
        registrationDate = try entry.day("registrationDate")
    }
}

extension OpenPoint {
    fileprivate init(_ entry: RuleReader) throws(RuleFault) {
        try entry.expectOnly(["code", "effect", "clause", "words"])
        code = try entry.text("code")
        guard let effect = Effect(rawValue: try entry.text("effect")) else {
            throw entry.fault(.malformed)
        }
        self.effect = effect
        clause = Clause(try entry.text("clause"))
        words = try entry.words("words")
    }
}

extension Criterion {
    /// Reads the criteria of an item and checks that they can be met and failed.
    fileprivate static func list(
        _ entry: RuleReader, place: String, vocabulary: FactVocabulary,
        points: [String: OpenPoint.Effect]
    ) throws(RuleFault) -> [Criterion] {
        var criteria: [Criterion] = []
        let deciding = Set(points.filter { $0.value == .cannotTell }.keys)
        for part in try entry.array("criteria") {
            try part.expectOnly(["code", "role", "statement", "test", "notes"])
            let code = try part.text("code")
            let here = "\(place) \(code)"
            guard !criteria.contains(where: { $0.code == code }) else {
                throw RuleFault(place: here, kind: .repeated)
            }
            guard let role = Role(rawValue: try part.text("role")) else {
                throw RuleFault(place: here, kind: .malformed)
            }
            let notes = part.has("notes") ? try part.texts("notes") : []
            guard notes.allSatisfy({ points[$0] == .note }) else {
                throw RuleFault(place: here, kind: .unknownPoint)
            }
            let test = try RuleTest(
                part.object("test"), facts: vocabulary.facts, places: vocabulary.places,
                points: deciding)
            let linter = RuleLinter(vocabulary: vocabulary)
            guard linter.facts(for: .no, of: [test]) != nil else {
                throw RuleFault(place: here, kind: .neverFails)
            }
            criteria.append(
                Criterion(
                    code: code, role: role, statement: try part.words("statement"), test: test,
                    notes: notes))
            guard linter.facts(for: .yes, of: criteria.map(\.test)) != nil else {
                throw RuleFault(place: here, kind: .neverMet)
            }
        }
        return criteria
    }
}
