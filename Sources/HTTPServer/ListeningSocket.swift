import CMicroHTTPD
import Glibc

/// A socket that listens on a numeric address, and the port that it got.
struct ListeningSocket {
    let descriptor: Int32
    let port: UInt16

    /// Binds and listens; port 0 asks the system for a free one.
    init(address: String, port: UInt16) throws(HTTPServerStartError) {
        let isSix = address.contains(":")
        let descriptor = socket(
            isSix ? AF_INET6 : AF_INET,
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
                | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system(call: "socket", errno: errno) }
        do throws(HTTPServerStartError) {
            var one: Int32 = 1
            unsafe setsockopt(
                descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
            try isSix
                ? bindSix(descriptor, address, port) : bindFour(descriptor, address, port)
            guard listen(descriptor, SOMAXCONN) == 0 else {
                throw .system(call: "listen", errno: errno)
            }
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.port = boundPort(descriptor)
    }
}

private func bindFour(
    _ descriptor: Int32, _ address: String, _ port: UInt16
) throws(HTTPServerStartError) {
    var socketAddress = sockaddr_in()
    socketAddress.sin_family = sa_family_t(AF_INET)
    socketAddress.sin_port = port.bigEndian
    guard unsafe inet_pton(AF_INET, address, &socketAddress.sin_addr) == 1 else {
        throw .invalidAddress(address)
    }
    let status = unsafe withUnsafePointer(to: &socketAddress) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    guard status == 0 else { throw bindError() }
}

private func bindSix(
    _ descriptor: Int32, _ address: String, _ port: UInt16
) throws(HTTPServerStartError) {
    var socketAddress = sockaddr_in6()
    socketAddress.sin6_family = sa_family_t(AF_INET6)
    socketAddress.sin6_port = port.bigEndian
    guard unsafe inet_pton(AF_INET6, address, &socketAddress.sin6_addr) == 1 else {
        throw .invalidAddress(address)
    }
    let status = unsafe withUnsafePointer(to: &socketAddress) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
        }
    }
    guard status == 0 else { throw bindError() }
}

private func bindError() -> HTTPServerStartError {
    let code = errno
    return code == EADDRINUSE ? .addressInUse : .system(call: "bind", errno: code)
}

private func boundPort(_ descriptor: Int32) -> UInt16 {
    // Both families keep the port at the same place (RFC 3493 section 3.3 and POSIX).
    var storage = sockaddr_in6()
    var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
    _ = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe getsockname(descriptor, $0, &length)
        }
    }
    return UInt16(bigEndian: storage.sin6_port)
}

/// The numeric text of a peer's address; empty for a family other than IPv4 and IPv6.
func numericAddress(_ address: UnsafePointer<sockaddr>?) -> String {
    guard let address = unsafe address else { return "" }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    switch unsafe Int32(address.pointee.sa_family) {
    case AF_INET:
        unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { four in
            var bytes = unsafe four.pointee.sin_addr
            _ = unsafe inet_ntop(AF_INET, &bytes, &text, socklen_t(text.count))
        }
    case AF_INET6:
        unsafe address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { six in
            var bytes = unsafe six.pointee.sin6_addr
            _ = unsafe inet_ntop(AF_INET6, &bytes, &text, socklen_t(text.count))
        }
    default: return ""
    }
    return String(
        decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
