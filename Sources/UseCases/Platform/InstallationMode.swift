import Kernel
import Store

/// Which world a store belongs to; it belongs to one of them for good.
///
/// A sandbox's store lists systems whose private keys everyone knows, and lets changes through
/// without a second person; a real one must not get synthetic people beside the real.
package enum InstallationMode {
    /// The world of a store; nil while nothing was ever done with it.
    package static func read(
        in transaction: any Transaction
    ) throws -> PlatformConfiguration.Mode? {
        try transaction.firstRow("SELECT mode FROM installation_mode")
            .flatMap { PlatformConfiguration.Mode(rawValue: try $0.text(0)) }
    }

    /// Takes a fresh store for a world.
    ///
    /// - Returns: the world that the store belongs to: another one when it was taken before.
    package static func claim(
        _ mode: PlatformConfiguration.Mode, at now: Instant, in transaction: any Transaction
    ) throws -> PlatformConfiguration.Mode? {
        try transaction.execute(
            """
            INSERT INTO installation_mode (id, mode, since) VALUES (1, \(mode.rawValue), \(now))
            ON CONFLICT (id) DO NOTHING
            """)
        return try read(in: transaction)
    }
}
