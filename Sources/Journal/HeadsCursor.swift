import Kernel
import Signatures
import Store

/// The heads file beside the verification: its lines come in the order of logs and sizes.
struct HeadsCursor {
    /// A line that was taken, with whether it stands where it belongs.
    struct Taken {
        let number: Int
        let head: SignedHead?
        let isInOrder: Bool
    }

    private let reader: HeadsFileReader?
    private var lines: ArraySlice<HeadsFileReader.Line> = []
    private var isAtEnd: Bool

    /// A cursor before the first line; one without a file has no lines.
    init(path: String?) throws(HeadsFileFault) {
        reader = if let path { try HeadsFileReader(path: path) } else { nil }
        isAtEnd = path == nil
    }

    /// Whether the last line is cut short.
    var endsTorn: Bool { reader?.endsTorn ?? false }

    /// Reads on until a line lies beyond this size of this log, or the file ends.
    mutating func fill(_ log: Identifier<JournalLog>, upTo size: Int64) async throws {
        while !isAtEnd {
            if let last = lines.last?.head?.head, last.logId != log || last.size > size { return }
            try await readOn()
        }
    }

    private mutating func readOn() async throws {
        guard let reader else { return }
        let more = try await onOwnThread { try reader.next() }
        if more.isEmpty { isAtEnd = true }
        lines = ArraySlice(Array(lines) + more)
    }

    /// The next line when it is of this log and of at most this size, or no head at all.
    mutating func take(_ log: Identifier<JournalLog>, size: Int64) -> Taken? {
        guard let line = lines.first else { return nil }
        guard let head = line.head?.head else {
            lines.removeFirst()
            return Taken(number: line.number, head: nil, isInOrder: false)
        }
        guard head.logId == log, head.size <= size else { return nil }
        lines.removeFirst()
        return Taken(number: line.number, head: line.head, isInOrder: head.size == size)
    }

    /// Takes the lines after the end of a log that are not of a later log.
    ///
    /// Lines of a log that the store never knew are right when a later log names it as the one
    /// before.
    ///
    /// - Returns: the largest validly signed head of this log among them.
    mutating func rest(
        of log: JournalLog, _ logs: [JournalLog], _ verifier: JWSVerifier,
        _ report: inout JournalReport
    ) async throws -> JournalHead? {
        var largest: JournalHead?
        while true {
            if lines.isEmpty, !isAtEnd { try await readOn() }
            guard let line = lines.first else { return largest }
            let known = logs.first { $0.id == line.head?.head.logId }
            if let known, known.number > log.number { return largest }
            lines.removeFirst()
            guard let head = line.head, known == nil || known == log,
                (try? head.agrees(verifier)) == true
            else {
                report.add(.headsFileLineInvalid(line: line.number), in: log.id)
                continue
            }
            if known == log {
                largest = head.head.size > largest?.size ?? 0 ? head.head : largest
            } else if !logs.contains(where: { $0.previous?.logId == head.head.logId }) {
                report.add(.headsFileForeign(line: line.number), in: nil)
            }
        }
    }

    /// Names every line of a file whose store has no log at all.
    mutating func refuseRest(_ report: inout JournalReport) async throws {
        while true {
            if lines.isEmpty, !isAtEnd { try await readOn() }
            guard let line = lines.popFirst() else { return }
            report.add(.headsFileForeign(line: line.number), in: nil)
        }
    }
}
