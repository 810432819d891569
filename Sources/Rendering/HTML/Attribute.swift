import Kernel

/// An attribute with its value; the set is closed, so `onclick` and `style` cannot be written.
package struct Attribute: Sendable {
    let name: String
    /// Nil for an attribute that is true by being there.
    let value: String?

    private init(_ name: String, _ value: String?) {
        self.name = name
        self.value = value
    }

    func write(to output: inout [UInt8]) {
        output.append(UInt8(ascii: " "))
        output += name.utf8
        guard let value else { return }
        output += "=\"".utf8
        appendEscaped(value, to: &output)
        output.append(UInt8(ascii: "\""))
    }
}

// MARK: - Addresses: only a checked address can stand here

extension Attribute {
    /// Where a link leads.
    package static func href(_ url: PageURL) -> Attribute { Attribute("href", url.text) }
    /// Where a script or picture is.
    package static func src(_ url: PageURL) -> Attribute { Attribute("src", url.text) }
    /// Where a form is sent.
    package static func action(_ url: PageURL) -> Attribute { Attribute("action", url.text) }
    /// Where this button sends the form.
    package static func formaction(_ url: PageURL) -> Attribute {
        Attribute("formaction", url.text)
    }
    /// An address for a script, as `data-…`.
    package static func data(_ name: StaticString, _ url: PageURL) -> Attribute {
        .data(name, url.text)
    }
}

// MARK: - Names made in source

extension Attribute {
    /// `data-…`; the name is letters and hyphens.
    package static func data(_ name: StaticString, _ value: String) -> Attribute {
        Attribute("data-\(checked(name))", value)
    }
    /// `aria-…`; the name is letters.
    package static func aria(_ name: StaticString, _ value: String) -> Attribute {
        Attribute("aria-\(checked(name))", value)
    }

    private static func checked(_ name: StaticString) -> String {
        let text = "\(name)"
        precondition(text.utf8.allSatisfy { $0 == 45 || (97...122).contains($0) })
        return text
    }
}

// MARK: - Every element

extension Attribute {
    /// Style classes, made in source.
    package static func `class`(_ names: String) -> Attribute { Attribute("class", names) }
    /// The element's name on the page.
    package static func id(_ value: String) -> Attribute { Attribute("id", value) }
    /// The language of the content.
    package static func lang(_ language: Language) -> Attribute {
        Attribute("lang", language.rawValue)
    }
    /// The language that the link's target is in.
    package static func hreflang(_ language: Language) -> Attribute {
        Attribute("hreflang", language.rawValue)
    }
    /// A longer form of an abbreviation.
    package static func title(_ value: String) -> Attribute { Attribute("title", value) }
    /// Takes the focus when the page opens.
    package static let autofocus = Attribute("autofocus", nil)
    /// The ARIA role.
    package static func role(_ value: StaticString) -> Attribute { Attribute("role", "\(value)") }
    /// -1 to be focused by a script alone.
    package static func tabindex(_ value: Int) -> Attribute { Attribute("tabindex", "\(value)") }
    /// A text direction; `auto` for a text from outside.
    package static let dirAuto = Attribute("dir", "auto")
    /// Not shown until a script shows it.
    package static let hidden = Attribute("hidden", nil)
    /// The relation of the linked thing.
    package static func rel(_ value: StaticString) -> Attribute { Attribute("rel", "\(value)") }
    /// What stands here when the picture does not.
    package static func alt(_ value: String) -> Attribute { Attribute("alt", value) }
    /// RFC 3339 of the moment, or `YYYY-MM-DD`.
    package static func datetime(_ value: String) -> Attribute { Attribute("datetime", value) }
    /// The encoding, in `meta`.
    package static let charset = Attribute("charset", "utf-8")
    /// The content, in `meta`.
    package static func content(_ value: StaticString) -> Attribute {
        Attribute("content", "\(value)")
    }
    /// `col` or `row`, on a header cell.
    package static func scope(_ value: StaticString) -> Attribute { Attribute("scope", "\(value)") }
    /// Open, on `details`.
    package static let open = Attribute("open", nil)
    /// Plays in the page, on `video`.
    package static let playsinline = Attribute("playsinline", nil)
    /// Without sound, on `video`.
    package static let muted = Attribute("muted", nil)
}

// MARK: - Forms

extension Attribute {
    /// The kind of input, button or script.
    package static func type(_ value: StaticString) -> Attribute { Attribute("type", "\(value)") }
    /// The field's name.
    package static func name(_ value: String) -> Attribute { Attribute("name", value) }
    /// The field's value.
    package static func value(_ value: String) -> Attribute { Attribute("value", value) }
    /// The field that a label names.
    package static func `for`(_ id: String) -> Attribute { Attribute("for", id) }
    /// `post` or `get`.
    package static func method(_ value: StaticString) -> Attribute {
        Attribute("method", "\(value)")
    }
    /// How the form is encoded.
    package static func enctype(_ value: StaticString) -> Attribute {
        Attribute("enctype", "\(value)")
    }
    /// What the browser may fill in (WCAG 2.2, 1.3.5).
    package static func autocomplete(_ value: StaticString) -> Attribute {
        Attribute("autocomplete", "\(value)")
    }
    /// Which keyboard a phone shows.
    package static func inputmode(_ value: StaticString) -> Attribute {
        Attribute("inputmode", "\(value)")
    }
    /// The largest number of characters.
    package static func maxlength(_ value: Int) -> Attribute { Attribute("maxlength", "\(value)") }
    /// The number of lines.
    package static func rows(_ value: Int) -> Attribute { Attribute("rows", "\(value)") }
    /// Kinds of files, on a file field.
    package static func accept(_ value: StaticString) -> Attribute {
        Attribute("accept", "\(value)")
    }
    /// Which camera a phone opens, on a file field.
    package static func capture(_ value: StaticString) -> Attribute {
        Attribute("capture", "\(value)")
    }
    /// Whether the browser checks the spelling.
    package static let noSpellcheck = Attribute("spellcheck", "false")
    /// No capital letters put in by the phone.
    package static let noCapitals = Attribute("autocapitalize", "none")
    /// Checks are ours, with our words.
    package static let novalidate = Attribute("novalidate", nil)
    /// The field must be filled in.
    package static let required = Attribute("required", nil)
    /// The box is ticked.
    package static let checked = Attribute("checked", nil)
    /// The option is chosen.
    package static let selected = Attribute("selected", nil)
}

// MARK: - Vector shapes

extension Attribute {
    /// `left top width height` of the drawing.
    package static func viewBox(_ value: String) -> Attribute { Attribute("viewBox", value) }
    /// Fills its place without keeping its shape.
    package static let stretched = Attribute("preserveAspectRatio", "none")
    /// The path.
    package static func d(_ value: String) -> Attribute { Attribute("d", value) }
    /// From the left, in the drawing's units.
    package static func x(_ value: Int) -> Attribute { Attribute("x", "\(value)") }
    /// From the top, in the drawing's units.
    package static func y(_ value: Int) -> Attribute { Attribute("y", "\(value)") }
    /// The radius of a rectangle's corners, in the drawing's units.
    package static func rx(_ value: Int) -> Attribute { Attribute("rx", "\(value)") }
    /// Edges on whole pixels.
    package static let crispEdges = Attribute("shape-rendering", "crispEdges")
    /// The colour that fills the shape.
    package static func fill(_ value: StaticString) -> Attribute { Attribute("fill", "\(value)") }
    /// The width, in the drawing's units or in pixels.
    package static func width(_ value: Int) -> Attribute { Attribute("width", "\(value)") }
    /// The height, in the drawing's units or in pixels.
    package static func height(_ value: Int) -> Attribute { Attribute("height", "\(value)") }
    /// The name space of a drawing that is a file of its own.
    package static let svgNamespace = Attribute("xmlns", "http://www.w3.org/2000/svg")
}
