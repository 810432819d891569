import Casework
import Kernel
import Rendering

/// A form on its pages, from top to bottom.
final class Sheet {
    static let left = 62.0
    static let top = 54.0
    /// Where the room for the text ends; below stand the code and the page's number.
    static let bottom = Canvas.height - 62
    static let width = Canvas.width - 2 * left
    /// Between the columns of the two languages.
    static let gutter = 34.0
    static let half = (width - gutter) / 2
    /// The height of what stands under the form.
    static let footingHeight = 92.0

    let canvas: Canvas
    let form: ResultForm
    private let code: QRCode
    private(set) var page = 1
    /// Where the next thing stands.
    var y = top

    let text = TextStyle()
    let small = TextStyle(family: .sans, size: 8, colour: .soft)

    init(_ form: ResultForm, code: QRCode, fonts: FontMap) {
        self.form = form
        self.code = code
        canvas = Canvas(
            fonts: fonts, title: form.documentTitle,
            date: Instant(seconds: form.footing.preparedAt.seconds).description)
    }

    func print() {
        header()
        switch form.kind {
        case .refusalLetter: letter()
        case .certificate: certificate()
        case .own: ownForm()
        }
        signature()
        footing()
        pageNumber()
        canvas.endPage()
    }

    // MARK: - Flow

    /// Sets a text at the present place and goes on below it, turning pages.
    func flow(
        _ text: String, _ style: TextStyle, left: Double = left, width: Double = width,
        after space: Double = 0
    ) {
        canvas.set(text, style, left: left, width: width) { height in
            need(height)
            defer { y += height }
            return y
        }
        y += space
    }

    /// Sets a text in a column beside others and gives where it ends; no page is turned.
    func column(
        _ text: String, _ style: TextStyle, left: Double, width: Double, top: Double
    ) -> Double {
        var next = top
        canvas.set(text, style, left: left, width: width) { height in
            defer { next += height }
            return next
        }
        return next
    }

    /// Turns the page unless there is so much room left.
    func need(_ height: Double) {
        guard y + height > Self.bottom else { return }
        pageNumber()
        canvas.endPage()
        page += 1
        y = Self.top
    }

    private func pageNumber() {
        let number = form.field(.number).map { text(of: $0.content) } ?? ""
        _ = column(
            "№ \(number) · \(page)", small.aligned(.right), left: Self.left,
            width: Self.width, top: Canvas.height - 40)
    }

    func text(of content: ResultForm.Content) -> String {
        switch content {
        case .line(let text): text
        case .both(let text): text.kk == text.ru ? text.kk : text.kk + " / " + text.ru
        case .paragraphs(let texts): texts.map(\.kk).joined(separator: "\n")
        case .table: ""
        }
    }

    func line(_ name: ResultForm.Name) -> String {
        form.field(name).map { text(of: $0.content) } ?? ""
    }

    // MARK: - Parts that every form has

    /// The body and its city, Kazakh on the left and Russian on the right.
    private func header() {
        let right = Self.left + Self.half + Self.gutter
        let name = TextStyle(family: .serif, size: 10.5, isBold: true, leading: 1.35)
            .aligned(.centre)
        let ends = [
            column(line(.bodyInKazakh), name, left: Self.left, width: Self.half, top: y),
            column(line(.bodyInRussian), name, left: right, width: Self.half, top: y),
        ]
        y = (ends.max() ?? y) + 10
        let middle = Self.left + Self.width / 2
        canvas.rule(left: Self.left, width: Self.half, at: y, thickness: 1.6, .accent)
        canvas.rule(left: right, width: Self.half, at: y, thickness: 1.6, .accent)
        canvas.diamond(centre: (middle, y), radius: 5, .accent)
        y += 8
        let city = small.aligned(.centre)
        let cities = [
            column(line(.cityInKazakh), city, left: Self.left, width: Self.half, top: y),
            column(line(.cityInRussian), city, left: right, width: Self.half, top: y),
        ]
        y = (cities.max() ?? y) + 22
    }

    /// The position on the left, the full name on the right.
    private func signature() {
        y += 26
        let name = text.bold()
        let position = form.field(.position).map(\.content)
        var texts = [line(.position)]
        if case .both(let both) = position { texts = [both.kk, both.ru] }
        need(60)
        let top = y
        var end = top
        for text in texts {
            end = column(text, name, left: Self.left, width: Self.width * 0.55, top: end)
        }
        let signed = column(
            line(.signatory), name.aligned(.right), left: Self.left + Self.width * 0.55,
            width: Self.width * 0.45, top: top)
        y = max(end, signed)
    }

    /// The code, what it leads to, and the digest of the statement.
    private func footing() {
        if y + Self.footingHeight + 14 > Self.bottom {
            need(Canvas.height)
        }
        let top = Self.bottom - Self.footingHeight
        canvas.rule(left: Self.left, width: Self.width, at: top, thickness: 0.6, .line)
        let side = 76.0
        canvas.code(code, left: Self.left, top: top + 14, side: side)
        let left = Self.left + side + 18
        let width = Self.width - side - 18
        let footing = form.footing
        var next = top + 11
        let texts: [(String, TextStyle)] = [
            (FootingWords.signed.kk, small.bold().coloured(.ink)), (FootingWords.signed.ru, small),
            (footing.meaning.kk + " / " + footing.meaning.ru, small),
            (footing.link, small.coloured(.accent)),
            ("SHA-256: " + footing.digest, TextStyle(family: .sans, size: 6.8, colour: .soft)),
        ]
        for (text, style) in texts {
            next = column(text, style, left: left, width: width, top: next)
        }
        guard form.kind == .own else { return }
        _ = column(
            FootingWords.own.kk + " / " + FootingWords.own.ru,
            TextStyle(family: .sans, size: 7, colour: .soft), left: Self.left,
            width: Self.width * 0.8, top: Canvas.height - 50)
    }
}

private enum FootingWords {
    static let signed = Bilingual(
        kk: "Басшының электрондық цифрлық қолтаңбасымен қол қойылған (PAdES)",
        ru: "Подписано электронной цифровой подписью руководителя (PAdES)")
    static let own = Bilingual(
        kk: "Нысанды бұйрық бекітпеген: бұл – ақпараттық жүйенің өз нысаны.",
        ru: "Форма приказом не установлена: это собственная форма информационной системы.")
}
