import Kernel
import Signatures
import Synchronization

/// The complete lists as they were published: an authority signs a list once and then only hands it
/// out, so that whoever has checked it need not check it again.
final class PublishedLists: Sendable {
    private struct Published {
        let moment: Instant
        let entries: [[UInt8]: RevocationList.Entry]
        let bytes: [UInt8]
    }

    private let lists = Mutex<[String: Published]>([:])

    /// The list of that name, signed anew when its moment or what stands in it is another.
    func list(
        _ name: String, at moment: Instant, entries: [[UInt8]: RevocationList.Entry],
        make: () throws -> [UInt8]
    ) rethrows -> [UInt8] {
        let known = lists.withLock { $0[name] }
        if let known, known.moment == moment, known.entries == entries { return known.bytes }
        let bytes = try make()
        lists.withLock { $0[name] = Published(moment: moment, entries: entries, bytes: bytes) }
        return bytes
    }
}
