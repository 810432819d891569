import Kernel

/// The 32 bytes of a SHA-256 hash, held in place: the journal moves millions of them.
package struct SHA256Digest: Hashable, Sendable {
    /// The number of bytes of every digest.
    package static let byteCount = 32

    // Four words in memory order; their value as numbers has no meaning.
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// Lets `fill` write exactly 32 bytes.
    init(filledBy fill: (UnsafeMutablePointer<UInt8>) -> Void) {
        unsafe withUnsafeMutableBytes(of: &words) { buffer in
            unsafe buffer.withMemoryRebound(to: UInt8.self) { bytes in
                if let start = bytes.baseAddress { unsafe fill(start) }
            }
        }
    }

    /// Takes a hash that was stored or sent; nil unless it has 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == SHA256Digest.byteCount else { return nil }
        unsafe withUnsafeMutableBytes(of: &words) { unsafe $0.copyBytes(from: bytes) }
    }

    /// The bytes as an array.
    package var bytes: [UInt8] {
        unsafe withBytes { unsafe Array($0) }
    }

    /// 64 lower-case hexadecimal digits.
    package var hex: String { bytes.hex }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        var copy = words
        return unsafe withUnsafeBytes(of: &copy) { unsafe body($0) }
    }

    /// Equal when all 32 bytes are; not in constant time, since hashes here are no secrets.
    package static func == (left: SHA256Digest, right: SHA256Digest) -> Bool {
        left.words == right.words
    }

    /// Hashes the first word, which is uniformly distributed already.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
    }
}

extension SHA256Digest: CustomStringConvertible {
    /// The hexadecimal digits.
    package var description: String { hex }
}
