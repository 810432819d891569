import CPangoCairo
import Rendering

/// How a text is set.
struct TextStyle {
    /// The family of Debian's fonts-noto-core.
    enum Family: String {
        case serif = "Noto Serif"
        case sans = "Noto Sans"
    }

    /// Where lines stand in their column.
    enum Alignment { case left, centre, right }

    var family = Family.serif
    /// In points.
    var size = 10.5
    var isBold = false
    var alignment = Alignment.left
    /// Red, green and blue from 0 to 1.
    var colour = Colour.ink
    /// Distance between base lines, in sizes.
    var leading = 1.45

    func bold() -> TextStyle { with { $0.isBold = true } }
    func aligned(_ alignment: Alignment) -> TextStyle { with { $0.alignment = alignment } }
    func coloured(_ colour: Colour) -> TextStyle { with { $0.colour = colour } }

    private func with(_ change: (inout TextStyle) -> Void) -> TextStyle {
        var copy = self
        change(&copy)
        return copy
    }
}

/// A colour of the paper.
struct Colour {
    let red: Double
    let green: Double
    let blue: Double

    static let ink = Colour(red: 0.09, green: 0.11, blue: 0.14)
    static let soft = Colour(red: 0.36, green: 0.39, blue: 0.43)
    static let accent = Colour(red: 0.0, green: 0.35, blue: 0.48)
    static let line = Colour(red: 0.78, green: 0.81, blue: 0.84)
    static let shade = Colour(red: 0.94, green: 0.96, blue: 0.97)
}

/// A PDF of A4 pages on which texts, rules and codes are set, in points from the upper left corner.
///
/// Used by one task at a time: ``FormPrinter`` sees to it.
@safe
final class Canvas {
    /// A4 (ISO 216).
    static let width = 210.0 / 25.4 * 72
    static let height = 297.0 / 25.4 * 72

    private final class Sink {
        var bytes: [UInt8] = []
    }

    private let sink = Sink()
    private let surface: OpaquePointer
    private let drawing: OpaquePointer
    private let context: OpaquePointer
    /// Letters that no font has; a paper with one is not made.
    private(set) var missingLetters = 0

    /// - Parameters:
    ///   - title: stands in the file's own data.
    ///   - date: in ISO 8601, so that the same form gives the same bytes.
    init(fonts: FontMap, title: String, date: String) {
        let closure = unsafe Unmanaged.passUnretained(sink).toOpaque()
        unsafe surface = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure = unsafe closure, let data = unsafe data else {
                    return CAIRO_STATUS_WRITE_ERROR
                }
                let sink = unsafe Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
                unsafe sink.bytes += UnsafeBufferPointer(start: data, count: Int(length))
                return CAIRO_STATUS_SUCCESS
            }, closure, Self.width, Self.height)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Qyzmet")
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date)
        unsafe drawing = cairo_create(surface)
        unsafe context = fonts.makeContext()
        unsafe pango_cairo_context_set_resolution(context, 72)
        // Letters stand where their outlines say, on every machine.
        let options = unsafe cairo_font_options_create()
        unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        unsafe pango_cairo_context_set_font_options(context, options)
        unsafe cairo_font_options_destroy(options)
        unsafe pango_cairo_update_context(drawing, context)
    }

    deinit {
        unsafe g_object_unref(UnsafeMutableRawPointer(context))
        unsafe cairo_destroy(drawing)
        unsafe cairo_surface_destroy(surface)
    }

    /// Ends the page; what follows is on the next.
    func endPage() { unsafe cairo_show_page(drawing) }

    /// The file, after which nothing can be set any more; nil when cairo met a fault.
    func finish() -> [UInt8]? {
        unsafe cairo_surface_finish(surface)
        guard unsafe cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
            unsafe cairo_status(drawing) == CAIRO_STATUS_SUCCESS
        else { return nil }
        return sink.bytes
    }

    // MARK: - Texts

    /// The height that the text takes in a column.
    func height(of text: String, _ style: TextStyle, width: Double) -> Double {
        var height = 0.0
        unsafe lines(of: text, style, width: width) { _, _ in height += style.size * style.leading }
        return height
    }

    /// Sets a text in a column, line by line.
    ///
    /// - Parameter place: gives where the top of the next line of that height stands; it may turn
    ///   the page.
    func set(
        _ text: String, _ style: TextStyle, left: Double, width: Double,
        at place: (_ height: Double) -> Double
    ) {
        let height = style.size * style.leading
        unsafe lines(of: text, style, width: width) { line, extent in
            let top = place(height)
            let room = width - extent.width
            let shift: Double =
                switch style.alignment {
                case .left: 0
                case .centre: room / 2
                case .right: room
                }
            paint(style.colour)
            // The base line stands so that the space above and below a line is alike.
            unsafe cairo_move_to(
                drawing, left + shift, top + (height + extent.ascent - extent.descent) / 2)
            unsafe pango_cairo_show_layout_line(drawing, line)
        }
    }

    private struct Extent {
        let width: Double
        let ascent: Double
        let descent: Double
    }

    private func lines(
        of text: String, _ style: TextStyle, width: Double,
        _ body: (UnsafeMutablePointer<PangoLayoutLine>, Extent) -> Void
    ) {
        let layout = unsafe pango_layout_new(context)
        defer { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }
        let font = unsafe pango_font_description_new()
        defer { unsafe pango_font_description_free(font) }
        unsafe pango_font_description_set_family(font, style.family.rawValue)
        unsafe pango_font_description_set_size(font, Int32(style.size * Double(PANGO_SCALE)))
        if style.isBold { unsafe pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD) }
        unsafe pango_layout_set_font_description(layout, font)
        unsafe pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        unsafe pango_layout_set_text(layout, text, -1)
        missingLetters += unsafe Int(pango_layout_get_unknown_glyphs_count(layout))
        for index in 0..<(unsafe pango_layout_get_line_count(layout)) {
            guard let line = unsafe pango_layout_get_line_readonly(layout, index) else { continue }
            var logical = PangoRectangle()
            unsafe pango_layout_line_get_extents(line, nil, &logical)
            let scale = Double(PANGO_SCALE)
            let ascent = Double(-logical.y) / scale
            unsafe body(
                line,
                Extent(
                    width: Double(logical.width) / scale, ascent: ascent,
                    descent: Double(logical.height) / scale - ascent))
        }
    }

    // MARK: - Shapes

    /// A horizontal rule.
    func rule(
        left: Double, width: Double, at y: Double, thickness: Double, _ colour: Colour
    ) {
        fill(left: left, top: y - thickness / 2, width: width, height: thickness, colour)
    }

    /// A filled rectangle.
    func fill(
        left: Double, top: Double, width: Double, height: Double, _ colour: Colour
    ) {
        paint(colour)
        unsafe cairo_rectangle(drawing, left, top, width, height)
        unsafe cairo_fill(drawing)
    }

    /// A square on its corner.
    func diamond(centre: (x: Double, y: Double), radius: Double, _ colour: Colour) {
        paint(colour)
        unsafe cairo_move_to(drawing, centre.x, centre.y - radius)
        unsafe cairo_line_to(drawing, centre.x + radius, centre.y)
        unsafe cairo_line_to(drawing, centre.x, centre.y + radius)
        unsafe cairo_line_to(drawing, centre.x - radius, centre.y)
        unsafe cairo_close_path(drawing)
        unsafe cairo_fill(drawing)
    }

    /// A QR code without its quiet zone, which the caller leaves free.
    func code(_ code: QRCode, left: Double, top: Double, side: Double) {
        let module = side / Double(code.width)
        paint(Colour(red: 0, green: 0, blue: 0))
        // Neighbours are one rectangle, so that no light line appears between them.
        for row in 0..<code.width {
            var column = 0
            while column < code.width {
                let start = column
                while column < code.width, code.modules[row * code.width + column] { column += 1 }
                if column > start {
                    unsafe cairo_rectangle(
                        drawing, left + Double(start) * module, top + Double(row) * module,
                        Double(column - start) * module, module * 1.01)
                }
                column += 1
            }
        }
        unsafe cairo_fill(drawing)
    }

    private func paint(_ colour: Colour) {
        unsafe cairo_set_source_rgb(drawing, colour.red, colour.green, colour.blue)
    }
}

/// The fonts, read once for all papers of a printer.
@safe
final class FontMap {
    private let map: UnsafeMutablePointer<PangoFontMap>

    init() { unsafe map = pango_cairo_font_map_new() }

    deinit { unsafe g_object_unref(UnsafeMutableRawPointer(map)) }

    func makeContext() -> OpaquePointer { unsafe pango_font_map_create_context(map) }
}
