import Kernel
import Signatures

/// The way of the verification through one log, from its first leaf to its end.
///
/// It goes on with the hash that the stored tree confirms, so that one changed entry is one finding
/// and does not spoil all that stands above it.
struct LogPass {
    /// An entry that is not the one that belongs to its place.
    private struct Mismatch {
        let index: Int64
        let entry: StoredEntry
        let actual: SHA256Digest
    }

    let log: JournalLog
    let logs: [JournalLog]
    let verifier: JWSVerifier
    var report: JournalReport
    private var frontier = MerkleFrontier()
    private var lastHead: JournalHead?
    private var mismatches: [Mismatch] = []
    /// Where the leaves belong that were missed at their place.
    private var missed: [SHA256Digest: Int64] = [:]

    init(log: JournalLog, logs: [JournalLog], verifier: JWSVerifier, report: JournalReport) {
        self.log = log
        self.logs = logs
        self.verifier = verifier
        self.report = report
    }

    /// The leaf that is looked at next.
    var position: Int64 { frontier.size }

    private mutating func add(_ finding: JournalFinding) { report.add(finding, in: log.id) }

    // MARK: - Leaves

    /// Looks at a page of leaves, and at the heads that are signed over them.
    ///
    /// - Returns: false when the store has nothing of the page's last leaves.
    mutating func check(_ page: JournalPage, _ file: inout HeadsCursor) -> Bool {
        var heads = page.heads[...]
        while position < page.storedEnd {
            let tile = position / StoredTree.tileLeaves
            let first = position
            let end = min((tile + 1) * StoredTree.tileLeaves, page.storedEnd)
            let hashes = believed(page, tile: tile, first: first, end: end)
            for (offset, hash) in hashes.enumerated() {
                checkEntry(page.entries[first + Int64(offset)], first + Int64(offset), hash)
                append(hash, page)
                checkHeads(&heads, &file)
            }
        }
        return page.storedEnd == page.end
    }

    /// The leaf hashes from `first` to the end of the tile or page that are gone on with.
    private mutating func believed(
        _ page: JournalPage, tile: Int64, first: Int64, end: Int64
    ) -> [SHA256Digest] {
        let skipped = Int(first - tile * StoredTree.tileLeaves)
        let count = Int(end - first)
        let stored = (page.tiles[tile] ?? []).dropFirst(skipped)
        let actual = (first..<end).map { index in
            page.entries[index].map { MerkleTree.leafHash($0.leaf) }
        }
        let present = actual.compactMap { $0 }
        if present.count == count, stored.elementsEqual(present) { return present }
        if stored.count == count, confirms(page, tile, first, Array(stored)) {
            return Array(stored)
        }
        if present.count == count, confirms(page, tile, first, present) {
            add(.tileChanged(position: tile))
            return present
        }
        if stored.count != count { add(.tileChanged(position: tile)) }
        let filler = SHA256.hash([])
        return (0..<count).map { offset in
            offset < stored.count
                ? stored[stored.startIndex + offset] : actual[offset] ?? filler
        }
    }

    /// Whether the node over the tile, or for the last tile the newest head, has these leaves.
    private func confirms(
        _ page: JournalPage, _ tile: Int64, _ first: Int64, _ leaves: [SHA256Digest]
    ) -> Bool {
        if leaves.count == Int(StoredTree.tileLeaves) {
            let node = MerkleNode(level: StoredTree.tileLevel, index: tile)
            return page.nodes[node] == MerkleTree.root(of: leaves)
        }
        var grown = frontier
        for leaf in leaves { grown.append(leaf) { _, _ in } }
        return grown.size == page.newest?.head.size && grown.root == page.newest?.head.root
    }

    private mutating func checkEntry(
        _ entry: StoredEntry?, _ index: Int64, _ hash: SHA256Digest
    ) {
        guard let entry else {
            missed[hash] = index
            add(.removed(index: index))
            return
        }
        report.entries += 1
        let actual = MerkleTree.leafHash(entry.leaf)
        guard actual == hash else {
            if mismatches.count < JournalReport.findingsMax {
                mismatches.append(Mismatch(index: index, entry: entry, actual: actual))
                missed[hash] = index
            } else {
                add(.changed(entry.id, index: index))
            }
            return
        }
        let check = LeafCheck(entry)
        if check.isErased { report.erased += 1 }
        for finding in check.findings { add(finding) }
        if index == 0, !isFirstLeaf(entry) { add(.logChanged) }
    }

    private func isFirstLeaf(_ entry: StoredEntry) -> Bool {
        guard let leaf = try? JSON.parse(entry.leaf), let facts = leaf["facts"] else {
            return false
        }
        let previous = facts["previousHead"]
        return entry.kind == JournalKind.logStarted.rawValue && entry.at == log.startedAt
            && facts["logId"]?.string == log.id.text
            && previous?["logId"]?.string == log.previous?.logId.text
            && previous?["size"]?.integer == log.previous?.size
    }

    private mutating func append(_ hash: SHA256Digest, _ page: JournalPage) {
        var changed: [JournalFinding] = []
        frontier.append(hash) { place, hash in
            guard place.level >= StoredTree.tileLevel, page.nodes[place] != hash else { return }
            changed.append(.nodeChanged(level: place.level, position: place.index))
        }
        for finding in changed { add(finding) }
    }

    // MARK: - Heads

    private mutating func checkHeads(
        _ heads: inout ArraySlice<SignedHead>, _ file: inout HeadsCursor
    ) {
        var signed: String?
        if let head = heads.first, head.head.size == position {
            heads.removeFirst()
            signed = head.signed
            checkHead(head)
        }
        while let line = file.take(log.id, size: position) {
            guard let head = line.head, line.isInOrder else {
                report.add(.headsFileLineInvalid(line: line.number), in: log.id)
                continue
            }
            let isSigned = head.signed == signed || (try? head.agrees(verifier)) == true
            if !isSigned {
                add(.headsFileLineInvalid(line: line.number))
            } else if head.head.root != frontier.root {
                add(.forked(size: position))
            } else {
                report.headsOfFile += 1
            }
        }
    }

    private mutating func checkHead(_ head: SignedHead) {
        report.heads += 1
        let before = lastHead?.size ?? 0
        lastHead = head.head
        do throws(JWTFault) {
            guard try head.agrees(verifier), head.head.root == frontier.root else {
                add(.headChanged(size: position))
                return
            }
        } catch {
            add(.headSignatureInvalid(size: position))
            return
        }
        if head.head.previousSize != before {
            add(.headRemoved(size: head.head.previousSize))
        }
    }

    // MARK: - The end

    /// Looks for what is stored beyond the last leaf, and tells changed from reordered entries.
    mutating func checkEnd(_ page: JournalPage) {
        if page.newest == nil { add(.logChanged) }
        for finding in page.excess { add(finding) }
        nameMismatches()
    }

    /// Ends where a head counts more leaves than anything is stored of.
    mutating func stop(at page: JournalPage) {
        if let newest = page.newest {
            let size = newest.head.size
            if (try? newest.agrees(verifier)) == true {
                add(
                    .cutOff(
                        firstMissing: position, count: size - position, from: lastHead?.at,
                        to: newest.head.at))
            } else {
                add(.headSignatureInvalid(size: size))
            }
        }
        nameMismatches()
    }

    private mutating func nameMismatches() {
        for mismatch in mismatches {
            let id = mismatch.entry.id
            if let place = missed[mismatch.actual], place != mismatch.index {
                add(.reordered(id, index: mismatch.index, belongsAt: place))
            } else {
                add(.changed(id, index: mismatch.index))
            }
        }
    }

    /// Compares the end of the log with the heads of the file that count more leaves.
    mutating func checkRest(of file: inout HeadsCursor) async throws {
        let rest = try await file.rest(of: log, logs, verifier, &report)
        let named = logs.compactMap(\.previous).filter { $0.logId == log.id }.map(\.size).max()
        let declared = max(position, named ?? 0)
        if declared > position {
            report.losses.append(
                DeclaredLoss(log: log.id, firstMissing: position, count: declared - position))
        }
        if let rest, rest.size > declared {
            add(
                .cutOff(
                    firstMissing: declared, count: rest.size - declared, from: lastHead?.at,
                    to: rest.at))
        }
    }
}
