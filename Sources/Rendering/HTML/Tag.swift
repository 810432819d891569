/// The elements our pages are made of; `style`, `iframe` and `object` are absent on purpose.
package enum Tag: String, Sendable {
    // The document.
    case html, head, title, meta, link, script, body
    // Its parts.
    case header, nav, main, footer, section, article, aside, div, h1, h2, h3, h4
    // Text.
    case p, span, strong, em, small, code, pre, time, br, hr, ul, ol, li, dl, dt, dd, a, abbr
    case details, summary, bdi
    // Tables.
    case table, caption, thead, tbody, tr, th, td
    // Forms.
    case form, fieldset, legend, label, input, select, option, textarea, button, output
    // Pictures: our own vector shapes, images from our own address, the camera's picture.
    case svg, path, rect, circle, g, text, img, video, canvas

    /// Whether the element has neither content nor an end tag (HTML, "Void elements").
    var isVoid: Bool {
        switch self {
        case .meta, .link, .br, .hr, .input, .img: true
        default: false
        }
    }
}
