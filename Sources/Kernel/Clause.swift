/// A clause of an act, by the tag under which `Regulations/` holds it: `DD-15`, `KDP-7.1`.
package struct Clause: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The tag, for example `DD-15`.
    package let tag: String

    /// The clause with this tag.
    package init(_ tag: String) {
        self.tag = tag
    }

    /// The clause with this tag.
    package init(stringLiteral tag: StaticString) {
        self.tag = "\(tag)"
    }

    /// The tag.
    package var description: String { tag }
}
