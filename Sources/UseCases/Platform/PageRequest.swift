import Kernel

/// Which part of a list is asked for.
package struct PageRequest: Hashable, Sendable {
    /// The most items of a page.
    package static let limitMax = 200
    /// The number of items, from 1 to ``limitMax``.
    package let limit: Int
    /// Where the page before ended, as that page said; nil for the first page.
    package let cursor: String?

    /// A page of `limit` items after `cursor`.
    package init(limit: Int, cursor: String?) {
        self.limit = min(max(limit, 1), Self.limitMax)
        self.cursor = cursor
    }

    /// The moment and the name of the last item before this page; lists run from new to old.
    package var position: (at: Int64, id: String) {
        guard let cursor, let separator = cursor.firstIndex(of: "."),
            let at = Int64(cursor[..<separator])
        else { return (.max, "~") }
        return (at, String(cursor[cursor.index(after: separator)...]))
    }
}

/// One page of a list.
package struct ListPage<Item: Sendable>: Sendable {
    /// The items, in the order of their list.
    package let items: [Item]
    /// Where the next page begins; nil on the last one.
    package let nextCursor: String?

    /// A page whose cursor is made by whoever made the list.
    package init(items: [Item], nextCursor: String?) {
        self.items = items
        self.nextCursor = nextCursor
    }

    /// Cuts a page out of up to `limit + 1` items.
    package init(
        _ found: [Item], limit: Int, position: (Item) -> (at: Instant, id: String)
    ) {
        let page = Array(found.prefix(limit))
        self.items = page
        self.nextCursor =
            found.count > limit
            ? page.last.map { "\(position($0).at.milliseconds).\(position($0).id)" } : nil
    }
}
