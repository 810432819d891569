import Casework
import HTTPServer
import Kernel
import UseCases

/// Banks, sittings and published hashes on the wire.
enum ExaminationShape {
    static let bank = Schema.object([
        required("id", .string(.identifier), "The bank"),
        required("title", .string(.anything), "What its author calls it"),
        required("digest", .string(.anything), "SHA-256 of the file, hexadecimal"),
        required("questions", .integer(1...Int64(TestBank.questionsMax)), "How many"),
        required("loadedAt", .string(.instant), "When it was loaded"),
        required(
            "openedFrom", .nullable(.string(.day)), "Sets are drawn from it from this day on"),
    ])

    static let examinee = Schema.object([
        required("id", .string(.identifier), "The sitting"),
        required("name", .string(.anything), "The full name"),
        required("position", .string(.anything), "The position"),
        required("education", .string(.anything), "The education"),
        required("capacity", .string(.oneOf(capacities)), "As whom the person is examined"),
        required("state", .string(.oneOf(states)), "Where the sitting is"),
        required("score", .nullable(.integer(0...100)), "Right answers, after the end"),
        required("passed", .nullable(.boolean), "Whether the person passed, after the end"),
        required(
            "annulled", .boolean, "Whether the result counts no more: its refusal was cancelled"),
        required("commitment", .string(.anything), "The published hash of the question set"),
    ])

    static let listed = Schema.object([
        required("iin", .string(.anything), "The number"),
        required("name", .string(.anything), "The full name"),
        required("position", .string(.anything), "The position"),
        required("education", .string(.anything), "The education"),
        required(
            "capacity", .nullable(.string(.oneOf(capacities))), "As whom the person is examined"),
        required(
            "state", .string(.oneOf(["notAdmitted"] + states)), "How the person stands"),
        required("sitting", .nullable(.string(.identifier)), "The sitting; null before"),
    ])

    static let sitting = Schema.object([
        required("id", .string(.identifier), "The sitting"),
        required("state", .string(.oneOf(states)), "Where it is"),
        required("questions", .integer(0...100), "How many questions it has"),
        required("answered", .integer(0...100), "How many are answered"),
        required("passMark", .integer(1...100), "Right answers that pass"),
        required("startedAt", .nullable(.string(.instant)), "When it began"),
        required("endsAt", .nullable(.string(.instant)), "The last moment for an answer"),
        required("endedAt", .nullable(.string(.instant)), "When it ended"),
        required("score", .nullable(.integer(0...100)), "Right answers, after the end"),
        required("passed", .nullable(.boolean), "Whether the person passed, after the end"),
        required(
            "annulled", .boolean, "Whether the result counts no more: its refusal was cancelled"),
        required("commitment", .string(.anything), "The published hash of the question set"),
    ])

    static let commitment = Schema.object([
        required("id", .string(.identifier), "The sitting"),
        required("commitment", .string(.anything), "SHA-256 of salt and set, hexadecimal"),
        required(
            "neverOpened", .boolean,
            "Whether nobody began the sitting, so that its set stays closed"),
        required("bankDigest", .string(.anything), "SHA-256 of the bank's file, hexadecimal"),
        required("committedAt", .string(.instant), "When the hash was published"),
        required("entry", .string(.identifier), "The journal entry of the publication"),
        required("startedAt", .nullable(.string(.instant)), "When the sitting began"),
        required("endedAt", .nullable(.string(.instant)), "When it ended"),
    ])

    static let capacities = ExamineeDraft.Capacity.allCases.map(\.rawValue)
    static let states = ["admitted", "running"] + Sitting.Ending.allCases.map(\.rawValue)

    static func json(_ bank: StoredTestBank) -> JSON {
        [
            "id": .string(bank.id.text), "title": .string(bank.title),
            "digest": .string(bank.digest), "questions": .integer(Int64(bank.questions)),
            "loadedAt": JSON(bank.loadedAt), "openedFrom": JSON(bank.openedFrom),
        ]
    }

    static func examinee(_ stored: StoredSitting) -> JSON {
        [
            "id": .string(stored.id.text), "name": .string(stored.examinee.name),
            "position": .string(stored.examinee.position),
            "education": .string(stored.examinee.education),
            "capacity": .string(stored.examinee.capacity.rawValue),
            "state": .string(state(stored)), "score": score(stored), "passed": passed(stored),
            "annulled": .bool(stored.annulledAt != nil), "commitment": .string(stored.commitment),
        ]
    }

    static func json(_ listed: ListedExaminee) -> JSON {
        .object(
            (listed.person.json.members ?? []) + [
                JSON.Member("state", .string(listed.sitting.map(state) ?? "notAdmitted")),
                JSON.Member("sitting", JSON(listed.sitting?.id.text)),
            ])
    }

    static func json(_ stored: StoredSitting) -> JSON {
        var (endsAt, endedAt): (Instant?, Instant?) = (nil, nil)
        switch stored.sitting.phase {
        case .admitted: break
        case .running(_, let until): endsAt = until
        case .ended(_, let at): endedAt = at
        }
        return [
            "id": .string(stored.id.text), "state": .string(state(stored)),
            "questions": .integer(Int64(TestRules.questions)),
            "answered": .integer(Int64(stored.sitting.answers.count)),
            "passMark": .integer(Int64(stored.passMark)), "startedAt": JSON(stored.startedAt),
            "endsAt": JSON(endsAt), "endedAt": JSON(endedAt), "score": score(stored),
            "passed": passed(stored), "annulled": .bool(stored.annulledAt != nil),
            "commitment": .string(stored.commitment),
        ]
    }

    /// A question without its answer.
    static func json(_ item: QuestionSet.Item, number: Int, chosen: Int?) -> JSON {
        [
            "number": .integer(Int64(number)), "text": item.text.json,
            "options": .array(item.options.map(\.json)),
            "chosen": chosen.map { .integer(Int64($0 + 1)) } ?? .null,
        ]
    }

    static func json(_ commitment: ExaminationCommitment) -> JSON {
        .object(members(of: commitment))
    }

    static func whole(_ commitment: ExaminationCommitment) -> JSON {
        let opening: JSON =
            commitment.opening.map {
                [
                    "salt": .string($0.salt.hex),
                    "set": .string(String(decoding: $0.set, as: UTF8.self)),
                ]
            } ?? .null
        return .object(members(of: commitment) + [JSON.Member("opening", opening)])
    }

    private static func members(of commitment: ExaminationCommitment) -> [JSON.Member] {
        [
            JSON.Member("id", .string(commitment.id.text)),
            JSON.Member("commitment", .string(commitment.commitment)),
            JSON.Member("bankDigest", .string(commitment.bankDigest)),
            JSON.Member("committedAt", JSON(commitment.committedAt)),
            JSON.Member("entry", .string(commitment.entry.text)),
            JSON.Member("startedAt", JSON(commitment.startedAt)),
            JSON.Member("endedAt", JSON(commitment.endedAt)),
            JSON.Member("neverOpened", .bool(commitment.isNeverOpened)),
        ]
    }

    static func state(_ stored: StoredSitting) -> String {
        switch stored.sitting.phase {
        case .admitted: "admitted"
        case .running: "running"
        case .ended(let ending, _): ending.rawValue
        }
    }

    private static func score(_ stored: StoredSitting) -> JSON {
        stored.score.map { .integer(Int64($0)) } ?? .null
    }

    private static func passed(_ stored: StoredSitting) -> JSON {
        stored.isPassed.map { .bool($0) } ?? .null
    }
}
