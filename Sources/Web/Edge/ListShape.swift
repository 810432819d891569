import Kernel
import UseCases

// Every list is declared and answered in one shape: `items`, and `nextCursor` for what follows.

extension Schema {
    /// A page of a list, with the cursor of the page after it.
    ///
    /// - Parameters:
    ///   - order: in which order the items stand, for the reader of the API.
    ///   - more: members beside the list.
    package static func page(
        of item: Schema, _ order: String = "The items", with more: [Field] = []
    ) -> Schema {
        list(
            of: item, countMax: PageRequest.limitMax, order,
            cursor: "Where the next page begins; null on the last", with: more)
    }

    /// A list that is always answered whole.
    ///
    /// - Parameters:
    ///   - order: in which order the items stand, for the reader of the API.
    ///   - more: members beside the list.
    package static func wholeList(
        of item: Schema, countMax: Int, _ order: String, with more: [Field] = []
    ) -> Schema {
        list(
            of: item, countMax: countMax, order, cursor: "Always null: the list is whole",
            with: more)
    }

    private static func list(
        of item: Schema, countMax: Int, _ order: String, cursor: String, with more: [Field]
    ) -> Schema {
        .object(
            [
                required("items", .array(item, countMax: countMax), order),
                required("nextCursor", .nullable(.string(.anything)), cursor),
            ] + more)
    }
}

extension ListPage {
    /// The page as it stands on the wire: what ``Schema/page(of:_:with:)`` declares.
    package func json(with more: JSON = [:], _ item: (Item) throws -> JSON) rethrows -> JSON {
        .list(try items.map(item), next: nextCursor, with: more)
    }
}

extension JSON {
    /// A list that is whole: what ``Schema/wholeList(of:countMax:_:with:)`` declares.
    package static func wholeList(_ items: [JSON], with more: JSON = [:]) -> JSON {
        list(items, next: nil, with: more)
    }

    fileprivate static func list(_ items: [JSON], next: String?, with more: JSON) -> JSON {
        .object(
            [Member("items", .array(items)), Member("nextCursor", JSON(next))]
                + (more.members ?? []))
    }
}
