import Assembly
import Kernel
import Sandbox
import Signatures
import UseCases

extension Installation {
    /// A sandbox in a folder, with the settings with which a server can be started on it later.
    static func start(
        in folder: String, databaseURL: String
    ) async throws -> (installation: Installation, environment: [String: String]) {
        // The port is free again at each start; the issuer's name must stay the same.
        let environment = [
            "QYZMET_ADDRESS": "127.0.0.1:0", "QYZMET_DATABASE_URL": databaseURL,
            "QYZMET_DATA": folder, "QYZMET_PUBLIC_URL": "http://qyzmet.test",
        ]
        let installation = try await start(
            try Configuration(environment: environment), log: .silent)
        return (installation, environment)
    }

    /// An access token of one of the sandbox's systems, with all its scopes.
    ///
    /// - Throws: when the sandbox has no such system.
    func accessToken(of system: String) async throws -> String {
        guard let found = sandbox?.systems.first(where: { $0.client.id == system }) else {
            throw Command.Fault(description: "the sandbox has no \(system)")
        }
        let assertion = try JWT.clientAssertion(
            of: system, for: platform.tokenEndpoint, at: platform.machineClock.now(),
            random: platform.random, key: found.key)
        return try await platform.issueAccessToken(assertion: assertion, scopes: nil).text
    }
}

extension Platform {
    /// The same platform on a store that notes the statements of what it does.
    func noted(by recorder: RecordingStore) -> Platform {
        Platform(
            configuration: configuration, store: recorder, clock: clock,
            machineClock: machineClock, random: random, secrets: secrets, keys: keys,
            directory: directory, gatewaySecret: nil)
    }
}
