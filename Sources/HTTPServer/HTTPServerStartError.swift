/// Why a server did not start.
package enum HTTPServerStartError: Error, Sendable, Hashable {
    /// The address is not a numeric IPv4 or IPv6 address.
    case invalidAddress(String)
    /// Another process listens there.
    case addressInUse
    /// The system refused a socket, a port, a descriptor or a thread; `errno` says why.
    case system(call: String, errno: Int32)
    /// The library refused the settings.
    case libraryRefused
    /// `start()` was called before.
    case alreadyStarted
}
