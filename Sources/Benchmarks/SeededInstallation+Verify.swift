import Foundation

extension SeededInstallation {
    /// The path of its database, on SQLite.
    var databasePath: String {
        String((environment["QYZMET_DATABASE_URL"] ?? "").dropFirst("sqlite:".count))
    }

    /// Verifies tokens over HTTP for so many seconds, each use once.
    ///
    /// - Throws: when any was refused: refusals cost less, and their rate would say nothing.
    func verify(
        on server: ServerProcess, with load: LoadGenerator, seconds: Int
    ) async throws -> LoadGenerator.Outcome {
        try await resetUses()
        let before = try await verifications()
        let outcome = try load.run(
            server.url + "/api/kdp/tokens/verify", seconds: seconds,
            headers: ["Authorization: Bearer " + accessToken], bodies: bodies)
        let after = try await verifications()
        let accepted = after.accepted - before.accepted
        guard outcome.failures == 0, after.refused == before.refused,
            accepted >= outcome.answers
        else {
            throw Command.Fault(
                description: "of \(outcome.answers) verifications \(accepted) were accepted, "
                    + "\(after.refused - before.refused) refused, \(outcome.failures) failed")
        }
        return outcome
    }
}
