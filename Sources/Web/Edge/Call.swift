import HTTPServer
import Kernel
import UseCases

/// One admitted and checked request, as its handler sees it.
package struct Call<Caller: Sendable>: Sendable {
    /// Who calls.
    package let caller: Caller
    /// What the platform offers.
    package let platform: Platform
    /// The values of the path's parameters, checked.
    package let path: [String: String]
    /// The values of the query's parameters, checked.
    package let query: [String: String]
    /// The JSON body, checked against the route's schema; an empty object where there is none.
    package let body: JSON
    /// The fields of a form, checked for length; empty where there is none.
    package let form: [String: String]
    /// The raw bytes of an upload; empty where the route takes none.
    package let upload: [UInt8]
    /// The language of the answer.
    package let language: Language
    /// The random name of this request, for the logs and the caller.
    package let requestId: String
    /// Records the outcome in the transaction of the effect, when an idempotency key was given.
    package let once: Once
    /// The request itself.
    package let request: HTTPRequest

    /// The text of a member of the body that the schema makes sure of.
    package func text(_ name: String) -> String { body[name]?.string ?? "" }

    /// The number of a member of the body, or the default when it was left out.
    package func integer(_ name: String, default value: Int64) -> Int64 {
        body[name]?.integer ?? value
    }

    /// The texts of an array in the body.
    package func texts(_ name: String) -> [String] {
        (body[name]?.array ?? []).compactMap(\.string)
    }

    /// The identifier in the path.
    package func identifier<Entity>(_ name: String) throws(Refusal) -> Identifier<Entity> {
        guard let identifier = Identifier<Entity>(path[name] ?? "") else {
            throw Refusal(.notFound)
        }
        return identifier
    }

    /// The page that a list's query asks for.
    package var page: PageRequest {
        PageRequest(limit: Int(query["limit"] ?? "") ?? 50, cursor: query["cursor"])
    }
}
