import Kernel

/// What NCALayer answers, in the protocol of the request.
package enum NCALayerAnswer: Hashable, Sendable {
    /// What was signed; a list when a list was given.
    case signed([String], isList: Bool)
    /// What was asked for beside signatures: tokens, a key; the old protocol alone.
    case info(JSON)
    /// The person closed the window.
    case cancelled
    /// It could not be done: a code and a text that the page shows.
    case failed(code: String, message: String)

    /// The first frame, before any request.
    package static let greeting: JSON = ["result": ["version": "1.4"]]

    /// The answer in the new protocol, where cancelling is a success without a result.
    package var basics: JSON {
        switch self {
        case .signed(let values, let isList):
            [
                "status": true,
                "body": [
                    "result": isList
                        ? .array(values.map { .string($0) }) : .string(values.first ?? "")
                ],
            ]
        case .info(let value): ["status": true, "body": ["result": value]]
        case .cancelled: ["status": true, "body": .object([])]
        case .failed(let code, let message):
            ["status": false, "code": .string(code), "message": .string(message)]
        }
    }

    /// The answer in the old protocol, where cancelling is an error like any other.
    package var common: JSON {
        switch self {
        case .signed(let values, let isList):
            [
                "code": "200",
                "responseObject": isList
                    ? .array(values.map { .string($0) }) : .string(values.first ?? ""),
            ]
        case .info(let value): ["code": "200", "responseObject": value]
        case .cancelled: ["code": "500", "message": "action.canceled"]
        case .failed(let code, let message):
            ["code": .string(code), "message": .string(message)]
        }
    }

    /// What a page learns from an answer in the new protocol; nil when it is none.
    package init?(basics json: JSON) {
        guard let status = json["status"]?.bool else { return nil }
        guard status else {
            self = .failed(
                code: json["code"]?.string ?? "", message: json["message"]?.string ?? "")
            return
        }
        switch json["body"]?["result"] {
        case .string(let value)?: self = .signed([value], isList: false)
        case .array(let values)?:
            let texts = values.compactMap(\.string)
            guard texts.count == values.count else { return nil }
            self = .signed(texts, isList: true)
        case nil, .null?: self = .cancelled
        default: return nil
        }
    }
}
