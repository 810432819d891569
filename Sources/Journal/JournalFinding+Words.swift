import Kernel

extension JournalFinding: CustomStringConvertible {
    /// One line for the operator, without anything personal.
    package var description: String {
        switch self {
        case .changed(let id, let index): "entry \(id.text), leaf \(index): changed"
        case .columnsChanged(let id, let index):
            "entry \(id.text)\(leaf(index)): kind, time or name in the row changed"
        case .removed(let index): "leaf \(index): entry removed"
        case .reordered(let id, let index, let belongsAt):
            "entry \(id.text): stands at leaf \(index), belongs at leaf \(belongsAt)"
        case .personalFieldsChanged(let id, let index):
            "entry \(id.text)\(leaf(index)): personal fields or salt changed"
        case .personalFieldsMissing(let id, let index):
            "entry \(id.text)\(leaf(index)): personal fields missing without an erasure"
        case .erasureFalse(let id, let index):
            "entry \(id.text)\(leaf(index)): marked as erased, but no entry records it so"
        case .notInTree(let id, let index):
            "entry \(id.text): has leaf number \(index), which no head covers"
        case .unnumbered(let id): "entry \(id.text): older than the newest head, without a number"
        case .tileChanged(let position): "stored leaf hashes, tile \(position): changed"
        case .nodeChanged(let level, let position):
            "stored node \(level)/\(position)\(covered(level, position)): changed"
        case .nodeForged(let level, let position):
            "stored node \(level)/\(position): the tree has none there"
        case .headChanged(let size): "head of size \(size): changed, or not the tree's"
        case .headRemoved(let size): "head of size \(size): removed"
        case .headSignatureInvalid(let size): "head of size \(size): no trusted key signed it"
        case .logChanged: "log: its row is not what its first leaf says"
        case .cutOff(let first, let count, let from, let to):
            "cut off from leaf \(first) on: \(count) entries"
                + "\(from.map { " after \($0)" } ?? ""), the last known by \(to)"
        case .forked(let size):
            "heads file: the signed head of size \(size) is of another tree than the stored one"
        case .headsFileLineInvalid(let line):
            "heads file, line \(line): no validly signed head in its place"
        case .headsFileForeign(let line): "heads file, line \(line): of an unknown log"
        }
    }

    private func leaf(_ index: Int64?) -> String {
        index.map { ", leaf \($0)" } ?? ""
    }

    private func covered(_ level: Int, _ position: Int64) -> String {
        let first = position << Int64(level)
        return " (leaves \(first) to \(first + 1 << Int64(level) - 1))"
    }
}
