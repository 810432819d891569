import Glibc
import Kernel

/// Reads a heads file from its beginning, in pieces, without changing it; a writer may go on.
///
/// Unchecked: one task reads at a time; each call is awaited before the next.
final class HeadsFileReader: @unchecked Sendable {
    /// A line of the file.
    struct Line: Sendable {
        /// Counted from 1.
        let number: Int
        /// What it says; nil when it is no head.
        let head: SignedHead?
    }

    /// A line is about 600 bytes; a longer one is taken for no head.
    static let lineBytesMax = 16_384
    private static let pieceBytes = 65_536

    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var linesRead = 0
    private var isAtEnd = false
    /// Whether the last line is cut short, as a crash leaves it.
    private(set) var endsTorn = false

    init(path: String) throws(HeadsFileFault) {
        self.path = path
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(path: path, errno: errno) }
    }

    deinit { close(descriptor) }

    /// The next lines, some hundred at a time; none at the end.
    ///
    /// Blocks.
    func next() throws(HeadsFileFault) -> [Line] {
        while !isAtEnd {
            try readPiece()
            let lines = takeLines()
            if !lines.isEmpty { return lines }
        }
        return []
    }

    private func readPiece() throws(HeadsFileFault) {
        var piece = [UInt8](repeating: 0, count: HeadsFileReader.pieceBytes)
        let count = unsafe read(descriptor, &piece, piece.count)
        guard count >= 0 else { throw .file(path: path, errno: errno) }
        if count == 0 {
            isAtEnd = true
            endsTorn = !buffer.isEmpty
        }
        // A file without line ends must not fill the memory: its beginning is enough to refuse it.
        if buffer.count > HeadsFileReader.lineBytesMax { buffer.removeLast(buffer.count - 1) }
        buffer += piece.prefix(count)
    }

    private func takeLines() -> [Line] {
        var lines: [Line] = []
        var rest = buffer[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            linesRead += 1
            let line = rest[..<end]
            let isShort = line.count <= HeadsFileReader.lineBytesMax
            lines.append(Line(number: linesRead, head: isShort ? SignedHead(line: line) : nil))
            rest = rest[(end + 1)...]
        }
        buffer = Array(rest)
        return lines
    }
}
