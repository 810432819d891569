import Foundation
import Glibc

/// The person at the command line, as the operating system knows them.
///
/// By number, not by name: a name in the environment is whatever its owner writes there, and who
/// proposes must not be able to confirm under another one.
struct OperatorAccount {
    /// How the person is recorded: `uid 1001`.
    let name: String

    /// The person who logged in, also behind `sudo` and `su`.
    ///
    /// Linux keeps the number of the login apart from the process's user and lets nobody without
    /// privilege change it. Where nothing logged in (a container), `sudo` says whom it serves; only
    /// the superuser is believed in that, since anyone can set a variable.
    static var current: OperatorAccount {
        let none = UInt32.max
        let login = (try? String(contentsOfFile: "/proc/self/loginuid", encoding: .utf8))
            .flatMap { UInt32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        if let login, login != none { return OperatorAccount(name: "uid \(login)") }
        if getuid() == 0, let text = ProcessInfo.processInfo.environment["SUDO_UID"],
            let served = UInt32(text)
        {
            return OperatorAccount(name: "uid \(served)")
        }
        return OperatorAccount(name: "uid \(getuid())")
    }
}
