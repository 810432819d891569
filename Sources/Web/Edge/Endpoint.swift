import HTTPServer
import Kernel
import UseCases

/// One route: its address, who may call it, what goes in and out, and the code that answers.
///
/// From the same declaration come the checks before the handler and the entry in `/openapi.json`.
package struct Endpoint: Sendable {
    /// The HTTP methods that are used.
    package enum Method: String, Sendable {
        case get = "GET", post = "POST", put = "PUT", delete = "DELETE"
    }

    /// What the request carries.
    package enum Body: Sendable {
        /// Nothing.
        case none
        /// JSON of this shape.
        case json(Schema)
        /// A form of a page with these fields.
        case form([FormField])
        /// Bytes of one of these content types, at most `bytesMax` long.
        case upload(contentTypes: [String], bytesMax: Int)
    }

    /// A field of a page's form.
    package struct FormField: Sendable {
        /// The field's name.
        package let name: String
        /// The longest value in characters.
        package let lengthMax: Int

        /// A field.
        package init(name: String, lengthMax: Int) {
            self.name = name
            self.lengthMax = lengthMax
        }
    }

    /// A parameter of the query.
    package struct QueryParameter: Sendable {
        /// The name.
        package let name: String
        /// What its value must look like; numbers are written in decimal.
        package let schema: Schema
        /// What it does.
        package let meaning: String

        /// A parameter.
        package init(name: String, schema: Schema, meaning: String) {
            self.name = name
            self.schema = schema
            self.meaning = meaning
        }
    }

    /// An answer that is not a problem.
    package struct Answer: Sendable {
        /// The HTTP status.
        package let status: Int
        /// What it holds.
        package let content: AnswerContent
        /// When it is given.
        package let meaning: String

        /// An answer that the route gives.
        package init(status: Int, content: AnswerContent, meaning: String) {
            self.status = status
            self.content = content
            self.meaning = meaning
        }
    }

    /// What an answer holds.
    package enum AnswerContent: Sendable {
        case json(Schema)
        case page
        case bytes(contentType: String)
        case none
    }

    /// What an `Idempotency-Key` does here.
    package enum Repetition: Sendable {
        /// The route changes nothing, or repeating it changes nothing more.
        case harmless
        /// A repeated key rebuilds the answer from the thing that the first call made.
        case replay(@Sendable (ReplayCall) async throws -> Reply)
    }

    package let method: Method
    package let path: PathTemplate
    package let summary: String
    package let accessKind: AccessKind
    package let accessData: String
    package let query: [QueryParameter]
    package let body: Body
    package let answers: [Answer]
    package let problems: [ProblemCode]
    package let repetition: Repetition
    package let isPage: Bool
    package let isSandboxOnly: Bool
    /// What must be open for the route to answer; nil for what works in any case.
    package private(set) var service: OfferedService?
    /// How the route says a refusal where it imitates another program; nil, also as its answer, for
    /// a problem document.
    private(set) var envelope: (@Sendable (Problem) -> Reply?)?
    let run: @Sendable (Admission) async throws -> Reply

    /// Declares a route.
    ///
    /// - Parameters:
    ///   - path: the address, with parameters in braces.
    ///   - access: who may call and on whose data; there is no default.
    ///   - problems: the codes beside those that every route of this kind may answer.
    package init<Caller>(
        _ method: Method, _ path: StaticString, summary: StaticString, access: Access<Caller>,
        query: [QueryParameter] = [], body: Body = .none, answers: [Answer],
        problems: [ProblemCode] = [], repetition: Repetition = .harmless, isPage: Bool = false,
        isSandboxOnly: Bool = false,
        handle: @escaping @Sendable (Call<Caller>) async throws -> Reply
    ) {
        self.method = method
        self.path = PathTemplate("\(path)")
        self.summary = "\(summary)"
        self.accessKind = access.kind
        self.accessData = access.data
        self.query = query
        self.body = body
        self.answers = answers
        self.problems = problems
        self.repetition = repetition
        self.isPage = isPage
        self.isSandboxOnly = isSandboxOnly
        self.run = { admission in
            if access.kind.isAnonymous { try admission.limitAddress() }
            let caller: Caller
            do {
                caller = try await access.admit(admission.request, admission.platform)
            } catch {
                // Who is not let in has no name: the address pays for the trouble.
                if !access.kind.isAnonymous { try admission.limitAddress() }
                throw error
            }
            try admission.limit(callerName(caller))
            let checked = try admission.check(
                query: query, body: body, rules: admission.platform.configuration.identityRules)
            return try await admission.once(
                repetition, callerName: callerName(caller), checked: checked
            ) { once in
                try await handle(
                    Call(
                        caller: caller, platform: admission.platform, path: admission.parameters,
                        query: checked.query, body: checked.body, form: checked.form,
                        upload: checked.upload, language: admission.language,
                        requestId: admission.requestId, once: once, request: admission.request))
            }
        }
    }
}

extension Endpoint {
    /// The route as part of a service that the operator opens.
    ///
    /// What a person may do at any time does not belong here: to withdraw, to close, to look who
    /// did what.
    package func of(_ service: OfferedService) -> Endpoint {
        var endpoint = self
        endpoint.service = service
        return endpoint
    }
}

extension Endpoint {
    /// The route with refusals in another program's words, where the answer is not nil.
    func refusing(_ envelope: @escaping @Sendable (Problem) -> Reply?) -> Endpoint {
        var endpoint = self
        endpoint.envelope = envelope
        return endpoint
    }
}

/// What a replay may use to rebuild an answer.
package struct ReplayCall: Sendable {
    /// The thing that the first call made, as it was recorded.
    package let entity: String
    /// The status of the first answer.
    package let status: Int
    /// When the first call had its effect.
    package let finishedAt: Instant
    /// The caller's name, as the first call's.
    package let callerName: String
    /// What the platform offers.
    package let platform: Platform
    /// The checked body of the repeated call, equal to the first's.
    package let body: JSON
    /// The language of the answer.
    package let language: Language

    /// Whether what was given out once may be given out again: for a minute.
    var isFresh: Bool { platform.clock.now() <= finishedAt.adding(seconds: 60) }
}

private func callerName(_ caller: some Sendable) -> String {
    switch caller {
    case let person as SignedInPerson: "person:" + person.iin.digits
    case let official as SignedInOfficial: "person:" + official.person.iin.digits
    case let client as ClientSystem: "system:" + client.id
    case PersonOrSystem.person(let person) as PersonOrSystem: "person:" + person.iin.digits
    case PersonOrSystem.system(let client) as PersonOrSystem: "system:" + client.id
    default: "anyone"
    }
}
