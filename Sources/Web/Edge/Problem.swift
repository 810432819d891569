import Kernel

/// An RFC 9457 problem document.
package struct Problem: Sendable {
    /// Why the request was refused.
    package let refusal: Refusal
    /// The random name of the request.
    package let requestId: String
    /// The language of the texts.
    package let language: Language

    /// The document's content type.
    package static let contentType = "application/problem+json"

    /// The document.
    package var json: JSON {
        .object(
            present: ("type", .string("/problems#" + refusal.code.rawValue)),
            ("title", .string(refusal.code.title[language])),
            ("status", .integer(Int64(refusal.code.status))),
            ("code", .string(refusal.code.rawValue)),
            ("detail", refusal.detail.map { .string($0[language]) }),
            ("remedy", refusal.code.remedy.map { .string($0[language]) }),
            ("clause", refusal.clause.map { .string($0.tag) }),
            ("finding", refusal.finding.map { .string($0) }),
            ("errors", refusal.places.isEmpty ? nil : .array(refusal.places.map(json(of:)))),
            ("requestId", .string(requestId)))
    }

    private func json(of place: Refusal.Place) -> JSON {
        .object(
            present: ("pointer", .string(place.pointer)),
            ("detail", .string(place.detail[language])),
            ("clause", place.clause.map { .string($0.tag) }))
    }

    /// The header fields that the refusal asks for.
    package var headers: [(name: String, value: String)] {
        var fields = [(name: "Content-Language", value: language.rawValue)]
        if let seconds = refusal.retryAfterSeconds ?? refusal.code.retryAfterSecondsDefault {
            fields.append(("Retry-After", "\(seconds)"))
        }
        if !refusal.allowedMethods.isEmpty {
            fields.append(("Allow", refusal.allowedMethods.joined(separator: ", ")))
        }
        if refusal.code == .invalidToken || refusal.code == .invalidClient {
            fields.append(("WWW-Authenticate", "Bearer"))
        }
        return fields
    }

    /// The shape of every problem document, for `/openapi.json`.
    package static let schema = Schema.object([
        required("type", .string(.text(lengthMax: 200)), "Where the problem is explained"),
        required("title", .string(.text(lengthMax: 300)), "What went wrong"),
        required("status", .integer(400...599), "The HTTP status"),
        required(
            "code", .string(.oneOf(ProblemCode.allCases.map(\.rawValue))),
            "Which of the closed list of problems this is"),
        optional("detail", .string(.text(lengthMax: 2000)), "What exactly is wrong"),
        optional("remedy", .string(.text(lengthMax: 500)), "What to do about it"),
        optional("clause", .string(.text(lengthMax: 32)), "The clause of the act that decided"),
        optional(
            "finding", .string(.text(lengthMax: 64)), "What the check of a signature found"),
        optional(
            "errors",
            .array(
                .object([
                    required(
                        "pointer", .string(.anything), "Where in what was sent; empty for all of it"
                    ),
                    required("detail", .string(.text(lengthMax: 2000)), "What is wrong there"),
                    optional("clause", .string(.text(lengthMax: 32)), "The clause that decided"),
                ]), countMax: 200), "Each thing that is wrong, where several may be"),
        required("requestId", .string(.text(lengthMax: 64)), "Names the request in our logs"),
    ])
}

extension ProblemCode {
    fileprivate var retryAfterSecondsDefault: Int? {
        switch status {
        case 429: 60
        case 503: 1
        default: nil
        }
    }
}
