import Kernel

/// What anyone needs to come to the same verdict again: facts, rules, days, and the verdict itself.
///
/// Only codes, no words: the same question under the same version gives the same bytes, whatever
/// the language and the hour.
package struct ActivityReceipt: Sendable {
    /// The receipt.
    package let json: JSON

    /// Canonical JSON: what is signed.
    package var bytes: [UInt8] { json.canonicalBytes }

    /// The kind of token that the signed receipt is.
    package static let type = "qyzmet-activity-receipt+jwt"

    /// The receipt of a verdict.
    ///
    /// - Parameter logic: the rules as ``ActivityRules/logic(_:)`` gives them; null where none
    ///   are held.
    package init(_ verdict: ActivityVerdict, vocabulary: FactVocabulary, logic: JSON) {
        let question = verdict.question
        json = [
            "format": "qyzmet-activity-receipt", "version": 1,
            "on": JSON(question.on), "knownOn": JSON(question.knownOn),
            "claimedItem": question.claimedItem.map { .integer(Int64($0)) } ?? .null,
            "facts": question.facts.json, "basis": verdict.basis.json, "rules": logic,
            "states": .object(
                vocabulary.facts.enumerated().filter { verdict.sheet.states[$0.offset] != .absent }
                    .map {
                        JSON.Member(
                            $0.element.code, .string(verdict.sheet.states[$0.offset].rawValue))
                    }),
            "contradictions": .array(verdict.sheet.contradictions.map { .string($0.code) }),
            "outcome": .string(verdict.outcome.rawValue),
            "items": .array(verdict.items.map(\.json)),
            "ownProduction": verdict.ownProduction?.json ?? .null,
        ]
    }
}

extension ItemVerdict {
    fileprivate var json: JSON {
        .object(
            present: ("item", item.map { .integer(Int64($0)) }), ("clause", .string(clause.tag)),
            ("verdict", .string(verdict.rawValue)),
            (
                "criteria",
                .object(
                    criteria.map {
                        JSON.Member($0.criterion.code, .string($0.verdict.rawValue))
                    })
            ))
    }
}

extension StatedFacts {
    /// The facts as a receipt carries them; also what the register keeps.
    package var json: JSON {
        .object(
            all.sorted { $0.key < $1.key }.map { code, fact in
                JSON.Member(
                    code,
                    .object(
                        present: ("values", .array(fact.values.sorted().map { .string($0) })),
                        ("source", .string(fact.source)),
                        ("number", fact.number.map { .string($0) }),
                        ("validFrom", fact.validFrom.map { JSON($0) }),
                        ("validUntil", fact.validUntil.map { JSON($0) }),
                        ("recordedOn", fact.recordedOn.map { JSON($0) })))
            })
    }

    /// Reads facts from outside; their shape was checked before.
    ///
    /// - Throws: the first ``Fault``.
    package init(json: JSON, vocabulary: FactVocabulary) throws(Fault) {
        var facts: [String: StatedFact] = [:]
        for member in json.members ?? [] {
            func day(_ name: String) -> Day? { member.value[name]?.string.flatMap { Day($0) } }
            facts[member.name] = StatedFact(
                values: (member.value["values"]?.array ?? []).compactMap(\.string),
                source: member.value["source"]?.string ?? "",
                number: member.value["number"]?.string, validFrom: day("validFrom"),
                validUntil: day("validUntil"), recordedOn: day("recordedOn"))
        }
        try self.init(facts, vocabulary: vocabulary)
    }
}

extension ActivityRuleBook.Basis {
    fileprivate var json: JSON {
        switch self {
        case .rules(let rules):
            [
                "kind": "rules", "order": .string(rules.order.number),
                "registration": .string(rules.order.registration), "from": JSON(rules.from),
            ]
        case .listNotHeld(let orders):
            [
                "kind": "listNotHeld",
                "orders": .array(
                    orders.map { ["number": .string($0.number), "until": JSON($0.until)] }),
            ]
        case .notKnownThen: ["kind": "notKnownThen"]
        }
    }
}

extension ActivityRules {
    /// The rules without words: enough to decide, and nothing else.
    package func logic(_ vocabulary: FactVocabulary) -> JSON {
        func list(_ criteria: [Criterion]) -> JSON {
            .array(
                criteria.map { ["code": .string($0.code), "test": $0.test.json(vocabulary)] })
        }
        return [
            "order": .string(order.number), "registration": .string(order.registration),
            "from": JSON(from), "until": JSON(until), "knownFrom": JSON(knownFrom),
            "kinds": .object(
                vocabulary.facts.map { JSON.Member($0.code, .string($0.kind.rawValue)) }),
            "contradictions": .array(
                vocabulary.contradictions.map { contradiction in
                    [
                        "code": .string(contradiction.code),
                        "test": contradiction.test.json(vocabulary),
                        "drops": .array(
                            contradiction.drops.map { .string(vocabulary.facts[$0].code) }),
                    ]
                }),
            "items": .array(
                items.map { item in
                    [
                        "item": .integer(Int64(item.number)), "clause": .string(item.clause.tag),
                        "criteria": list(item.criteria),
                    ]
                }),
            "ownProduction": [
                "clause": .string(ownProductionClause.tag), "criteria": list(ownProduction),
            ],
        ]
    }
}
