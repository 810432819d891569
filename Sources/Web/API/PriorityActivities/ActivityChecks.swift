import Kernel
import PriorityActivities
import Signatures
import UseCases

extension Endpoint {
    /// `POST /api/activity-checks`: a verdict per item and criterion, kept nowhere (use case 50).
    static let postActivityCheck = Endpoint(
        .post, "/api/activity-checks",
        summary: "Check an activity against the list of priority ICT activities",
        access: .anyone(because: "The list is public; nothing of the question is kept"),
        body: .json(
            .object([
                optional("on", ActivityShape.day, "The day in question; default today"),
                optional("knownOn", ActivityShape.day, "The day of knowledge; default today"),
                optional("claimedItem", ActivityShape.item, "The item that is claimed"),
                optional(
                    "bin", ActivityShape.bin,
                    "An organisation: its papers in the registers count before those stated"),
                required("facts", ActivityShape.facts, "The facts; what is left out is absent"),
            ])),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .open([
                        required("outcome", ActivityShape.verdict, "By any item"),
                        required("items", .array(.open([]), countMax: 99), "Item by item"),
                        required(
                            "signedReceipt", .string(.anything),
                            "A JWS whose payload is enough to come to the same verdict"),
                    ])), meaning: "The verdict, what would change it, and its receipt")
        ]
    ) { call in
        let day = call.body["on"]?.string.flatMap { Day($0) } ?? call.platform.clock.today
        let known = call.body["knownOn"]?.string.flatMap { Day($0) } ?? call.platform.clock.today
        var facts = try call.facts(call.body["facts"])
        if let text = call.body["bin"]?.string {
            facts = try await call.platform.withRegisterFacts(
                facts, of: try call.bin(text), on: day, knownOn: known)
        }
        let checked = try call.platform.checkActivity(
            ActivityQuestion(
                facts: facts, on: day, knownOn: known,
                claimedItem: call.body["claimedItem"]?.integer.map { Int($0) }))
        return .json(
            ActivityAnswer(
                checked: checked, library: call.platform.activities, language: call.language
            ).json)
    }

    /// `GET /api/activity-receipt-keys`: the key that signs receipts, apart from those of tokens.
    static let getActivityReceiptKeys = Endpoint(
        .get, "/api/activity-receipt-keys",
        summary: "The public key of the receipts of activity checks",
        access: .anyone(because: "A public key"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([required("keys", .array(.open([]), countMax: 16), "Keys")])),
                meaning: "The key set (RFC 7517)")
        ]
    ) { call in .json(["keys": [call.platform.activityKey.publicJWK]]) }

    /// `POST /api/activity-suggestions`: items whose words occur in a description, kept nowhere.
    static let postActivitySuggestions = Endpoint(
        .post, "/api/activity-suggestions",
        summary: "Suggest items of the list from a plain description, quoting the words",
        access: .anyone(because: "A help to find the right questions; nothing is kept"),
        body: .json(
            .object([
                required("text", .string(.text(lengthMax: 2000)), "What is done, in plain words")
            ])),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required(
                            "items",
                            .array(
                                .object([
                                    required("item", ActivityShape.item, "The item"),
                                    required("title", .string(.anything), "Its name"),
                                    required(
                                        "quotes", .array(.string(.anything), countMax: 200),
                                        "The words of the description that matched"),
                                ]), countMax: 99), "Most quotes first; not a verdict")
                    ])), meaning: "The suggestions; no verdict ever uses them")
        ]
    ) { call in
        let library = call.platform.activities
        let today = call.platform.clock.today
        let rules = library.book.asked(on: today, knownOn: today)
        return .json([
            "items": .array(
                library.help.suggestions(for: call.text("text")).compactMap { suggestion in
                    guard let item = rules?.item(suggestion.item) else {
                        return nil
                    }
                    return [
                        "item": .integer(Int64(item.number)),
                        "title": .string(item.title[call.language]),
                        "quotes": .array(suggestion.quotes.map { .string($0) }),
                    ]
                })
        ])
    }

    /// `GET /api/activity-rules`: the list that applies to a day, with the words of its items.
    static let getActivityRules = Endpoint(
        .get, "/api/activity-rules", summary: "The list of priority activities for a day",
        access: .anyone(because: "The law is public"),
        query: [
            QueryParameter(name: "on", schema: .string(.day), meaning: "The day; default today"),
            QueryParameter(
                name: "knownOn", schema: .string(.day),
                meaning: "The day of knowledge; default today"),
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .open([
                        required("on", ActivityShape.day, "The day"),
                        required("unofficial", .boolean, "Always true: our own statement"),
                        required(
                            "rules", .nullable(.open([])),
                            "What receipts carry; null where no list is held"),
                    ])), meaning: "The list, or what is known of the one that is not held")
        ]
    ) { call in
        let day = call.query["on"].flatMap { Day($0) } ?? call.platform.clock.today
        let known = call.query["knownOn"].flatMap { Day($0) } ?? call.platform.clock.today
        let library = call.platform.activities
        guard case .rules(let rules) = library.book.basis(on: day, knownOn: known) else {
            return .json([
                "on": JSON(day), "unofficial": true, "rules": .null,
                "repealed": .array(
                    library.book.repealed.filter { $0.date <= day && day < $0.until }
                        .map(\.json)),
            ])
        }
        return .json([
            "on": JSON(day), "unofficial": true, "rules": library.logic(of: rules),
            "digest": JSON(library.digest(of: rules)),
            "items": .array(
                rules.items.map { item in
                    [
                        "item": .integer(Int64(item.number)), "clause": .string(item.clause.tag),
                        "title": .string(item.title[call.language]),
                        "words": JSON(item.words(on: day)?[call.language]),
                    ]
                }), "repealed": .array(library.book.repealed.map(\.json)),
        ])
    }
}
