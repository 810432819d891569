import Kernel
import Signatures
import UseCases

private let keyUsage = "key rotate [--algorithm ES256|RS256] | key retire KID | key list"

extension CommandLineInterface.Command {
    /// `qyzmet key rotate | retire | list`.
    static let key = Self(
        name: "key",
        help: "rotate makes the next signing key: published at once, signing an hour later at the "
            + "earliest, and not before a second person confirms; retire ends a key, whose tokens "
            + "are refused from then on, while the heads it signed still verify\n" + keyUsage
    ) { arguments in
        let files = try keyFiles()
        let now = Clock.machine.now()
        switch (arguments.first, arguments.count) {
        case ("rotate", 1): try await rotate(files, to: .es256, at: now)
        case ("rotate", 3) where arguments[1] == "--algorithm":
            let offered: [SignatureAlgorithm] = [.es256, .rs256]
            guard let algorithm = offered.first(where: { $0.name == arguments[2] }) else {
                throw usage(keyUsage)
            }
            try await rotate(files, to: algorithm, at: now)
        case ("retire", 2):
            let kid = arguments[1]
            try files.checkRetirable(kid, at: now)
            if try await propose(.retireKey(kid: kid), ["kid": .string(kid)]) {
                try files.retire(kid, at: now)
            }
        case ("list", 1): for line in try files.list(at: now) { CommandLineInterface.say(line) }
        default: throw usage(keyUsage)
        }
    }

    private static func rotate(
        _ files: KeyFiles, to algorithm: SignatureAlgorithm, at now: Instant
    ) async throws {
        guard try CommandLineInterface.configuration().hardwareKeys.isEmpty else {
            throw usage("the keys are in hardware: make the next one there and add it to hsm.keys")
        }
        let kid = try files.addNext(at: now, algorithm: algorithm)
        CommandLineInterface.say("key \(kid) is published")
        if try await propose(.rotateKey(kid: kid), ["kid": .string(kid)]) {
            try files.activate(kid, at: now)
        }
    }
}
