/// A piece of a page that cannot hold markup it was not built from.
///
/// Texts and attribute values are escaped when the piece is written. There is no node for raw
/// markup, no `script` with a body, no `style` and no event attribute: what the strict content
/// policy of ``SecurityHeaders`` forbids cannot be expressed.
package struct HTML: Sendable {
    indirect enum Node: Sendable {
        case text(String)
        case element(Tag, [Attribute], [HTML])
        case fragment([HTML])
    }

    let node: Node

    /// A text; its markup characters are shown, not obeyed.
    package static func text(_ text: String) -> HTML { HTML(node: .text(text)) }

    /// Pieces one after another.
    package static func fragment(_ pieces: [HTML]) -> HTML { HTML(node: .fragment(pieces)) }

    /// Nothing.
    package static let empty = HTML(node: .fragment([]))

    /// Whether there is nothing to show.
    var isEmpty: Bool {
        switch node {
        case .text(let text): text.isEmpty
        case .element: false
        case .fragment(let pieces): pieces.allSatisfy(\.isEmpty)
        }
    }

    /// UTF-8 of this piece alone.
    package var bytes: [UInt8] {
        var output: [UInt8] = []
        write(to: &output)
        return output
    }

    /// UTF-8 of a whole document: the doctype, then this piece.
    package var document: [UInt8] {
        var output = Array("<!DOCTYPE html>\n".utf8)
        output.reserveCapacity(16_384)
        write(to: &output)
        return output
    }

    private func write(to output: inout [UInt8]) {
        switch node {
        case .text(let text): appendEscaped(text, to: &output)
        case .fragment(let pieces):
            for piece in pieces { piece.write(to: &output) }
        case .element(let tag, let attributes, let children):
            output.append(UInt8(ascii: "<"))
            output += tag.rawValue.utf8
            for attribute in attributes { attribute.write(to: &output) }
            output.append(UInt8(ascii: ">"))
            if tag.isVoid { return }
            for child in children { child.write(to: &output) }
            output += "</".utf8
            output += tag.rawValue.utf8
            output.append(UInt8(ascii: ">"))
        }
    }
}

/// An element with its attributes and content; attributes that are nil are left out.
///
/// - Precondition: an element that can have no content (`br`, `input`, …) is given none.
package func tag(
    _ name: Tag, _ attributes: Attribute?..., @HTMLBuilder content: () -> HTML = { .empty }
) -> HTML {
    tag(name, attributes, content: content)
}

/// The same with the attributes in an array.
package func tag(
    _ name: Tag, _ attributes: [Attribute?], @HTMLBuilder content: () -> HTML = { .empty }
) -> HTML {
    let content = content()
    precondition(!name.isVoid || content.isEmpty, "an element without content was given some")
    return HTML(node: .element(name, attributes.compactMap(\.self), [content]))
}

/// Writes a text so that it is a text both between tags and inside a quoted attribute.
///
/// HTML, "Serializing HTML fragments". NUL has no escape and becomes U+FFFD.
func appendEscaped(_ text: String, to output: inout [UInt8]) {
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "&"): output += "&amp;".utf8
        case UInt8(ascii: "<"): output += "&lt;".utf8
        case UInt8(ascii: ">"): output += "&gt;".utf8
        case UInt8(ascii: "\""): output += "&quot;".utf8
        case UInt8(ascii: "'"): output += "&#39;".utf8
        case 0: output += "\u{FFFD}".utf8
        default: output.append(byte)
        }
    }
}
