import Kernel
import UseCases

extension Endpoint.Answer {
    /// What a live region asks for: it shows something else than what is so now.
    package static let version = Endpoint.Answer(
        status: 200,
        content: .json(.object([required("version", .string(.anything), "What it is now")])),
        meaning: "It has changed")
    /// A live region shows the present state.
    package static let unchanged = Endpoint.Answer(
        status: 204, content: .none, meaning: "It has not changed")
}

extension Endpoint.QueryParameter {
    /// The version that a page shows.
    package static let version = Endpoint.QueryParameter(
        name: "version", schema: .string(.anything), meaning: "What the page shows")
}

extension Call {
    /// Answers a live region: at once when the version differs, else when it does or time is up.
    ///
    /// - Parameter pause: how long to wait before the version is made again.
    package func answerLive(
        every pause: Duration = .milliseconds(500), _ version: () async throws -> String
    ) async throws -> Reply {
        let end = ContinuousClock.now.advanced(by: .seconds(Int64(query["wait"] ?? "") ?? 0))
        while true {
            let present = try await version()
            if present != query["version"] { return .json(["version": .string(present)]) }
            guard ContinuousClock.now < end else { return .noContent }
            try await Task.sleep(for: pause)
        }
    }
}
