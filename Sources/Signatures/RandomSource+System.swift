import COpenSSL
import Kernel

extension RandomSource {
    /// The library's generator, seeded by the operating system.
    ///
    /// Traps when it fails: bytes that can be guessed are worse than a server that stops.
    package static let system = RandomSource { count in
        precondition(count >= 0 && count <= Int(Int32.max))
        var bytes = [UInt8](repeating: 0, count: count)
        guard unsafe RAND_bytes(&bytes, Int32(count)) == 1 else {
            preconditionFailure("the random generator failed")
        }
        return bytes
    }
}
