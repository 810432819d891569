import Kernel
import Synchronization

/// What is wrong with the services of the sandbox's certification authority, on demand.
package final class NCAFaults: Sendable {
    /// What is wrong with one service.
    package enum Service: String, CaseIterable, Sendable, Hashable {
        /// Nothing.
        case correct
        /// It does not know any certificate; OCSP alone.
        case unknown
        /// It asks to come later; OCSP alone.
        case tryLater
        /// Every request gets 503.
        case down
    }

    /// What is set at one moment.
    package struct Plan: Hashable, Sendable {
        /// The OCSP responder.
        package var ocsp = Service.correct
        /// The lists of revoked certificates.
        package var lists = Service.correct
        /// The time-stamping service.
        package var stamps = Service.correct

        /// No faults.
        package init() {}

        /// Reads the faults; a member left out is `correct`.
        package init(_ json: JSON) {
            ocsp = Self.service(json, "ocsp")
            lists = Self.service(json, "lists")
            stamps = Self.service(json, "stamps")
        }

        /// The faults as `/sandbox/faults` shows them.
        package var json: JSON {
            [
                "ocsp": .string(ocsp.rawValue), "lists": .string(lists.rawValue),
                "stamps": .string(stamps.rawValue),
            ]
        }

        private static func service(_ json: JSON, _ name: String) -> Service {
            json[name]?.string.flatMap(Service.init(rawValue:)) ?? .correct
        }
    }

    private let state = Mutex(Plan())

    /// No faults.
    package init() {}

    /// What is set now.
    package var plan: Plan {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
