import Casework
import Kernel

extension Sheet {
    /// Annex 1: date and number on the left, organisation and address on the right, then the text.
    func letter() {
        addressee()
        bothTexts()
    }

    /// Our own form: its title between the header and the rest.
    func ownForm() {
        if case .both(let title) = form.field(.title)?.content {
            let style = TextStyle(size: 15, isBold: true, leading: 1.35).aligned(.centre)
            flow(title.kk, style)
            flow(title.ru, style.coloured(.soft), after: 20)
        }
        addressee()
        bothTexts()
    }

    private func addressee() {
        need(70)
        let right = Self.left + Self.half + Self.gutter
        var (first, second) = (y, y)
        for name in [ResultForm.Name.issuedOn, .number] {
            guard let field = form.field(name) else { continue }
            first = labelled(field, left: Self.left, top: first)
        }
        second = column(
            line(.organisation), text.bold(), left: right, width: Self.half, top: second)
        if let field = form.field(.address) {
            second = labelled(field, left: right, top: second + 4)
        }
        y = max(first, second) + 20
    }

    /// A small label in both languages with what stands in the field below it.
    private func labelled(_ field: ResultForm.Field, left: Double, top: Double) -> Double {
        var next = top
        if let label = field.label {
            next = column(
                label.kk + " / " + label.ru, small, left: left, width: Self.half, top: next)
        }
        let texts: [String] =
            if case .both(let both) = field.content, both.kk != both.ru {
                [both.kk, both.ru]
            } else { [text(of: field.content)] }
        for one in texts {
            next = column(one, text, left: left, width: Self.half, top: next)
        }
        return next + 5
    }

    /// All of it in Kazakh, then all of it in Russian.
    private func bothTexts() {
        guard case .paragraphs(let texts) = form.field(.text)?.content else { return }
        for one in texts { flow(one.kk, text, after: 5) }
        y += 5
        need(30)
        canvas.rule(left: Self.left, width: Self.width, at: y, thickness: 0.6, .line)
        y += 10
        for one in texts { flow(one.ru, text, after: 5) }
    }

    // MARK: - Annex 2

    /// The certificate: number, legal entity, statement, table, validity.
    func certificate() {
        let heading = TextStyle(size: 20, isBold: true, colour: .accent).aligned(.centre)
        if let field = form.field(.number) {
            flow((field.label?.kk ?? "№") + " " + text(of: field.content), heading, after: 8)
        }
        flow(
            line(.organisation), TextStyle(size: 14, isBold: true, leading: 1.35).aligned(.centre),
            after: 16)
        if case .paragraphs(let texts) = form.field(.text)?.content {
            for one in texts {
                flow(one.kk, text, after: 4)
                flow(one.ru, text.coloured(.soft), after: 12)
            }
        }
        if case .table(let columns, let rows) = form.field(.examinees)?.content {
            table(columns, rows)
        }
        y += 16
        if let field = form.field(.validUntil), case .both(let until) = field.content {
            need(34)
            flow((field.label?.kk ?? "") + ": " + until.kk, text.bold())
            flow((field.label?.ru ?? "") + ": " + until.ru, text.coloured(.soft))
        }
    }

    /// Shares of the five columns.
    private static let shares = [0.09, 0.29, 0.21, 0.19, 0.22]

    private func table(_ columns: [Bilingual], _ rows: [[Bilingual]]) {
        heads(columns)
        for row in rows {
            let height = self.height(row, cell)
            if y + height > Self.bottom {
                need(Canvas.height)
                heads(columns)
            }
            set(row, cell, height: height)
            canvas.rule(left: Self.left, width: Self.width, at: y, thickness: 0.6, .line)
        }
    }

    private var cell: TextStyle { TextStyle(size: 9.5, leading: 1.35) }

    private func heads(_ columns: [Bilingual]) {
        let style = TextStyle(family: .sans, size: 7.8, isBold: true, leading: 1.35)
        let height = self.height(columns, style)
        need(height + 40)
        canvas.fill(left: Self.left, top: y, width: Self.width, height: height, .shade)
        canvas.rule(left: Self.left, width: Self.width, at: y, thickness: 1.2, .accent)
        set(columns, style, height: height)
        canvas.rule(left: Self.left, width: Self.width, at: y, thickness: 0.6, .accent)
    }

    private func lines(_ cell: Bilingual) -> [String] {
        cell.kk == cell.ru ? [cell.kk] : [cell.kk, cell.ru]
    }

    private func height(_ row: [Bilingual], _ style: TextStyle) -> Double {
        let heights = zip(row, Self.shares).map { cell, share in
            lines(cell).map {
                canvas.height(of: $0, style, width: share * Self.width - 10)
            }.reduce(0, +)
        }
        return (heights.max() ?? 0) + 10
    }

    private func set(_ row: [Bilingual], _ style: TextStyle, height: Double) {
        var left = Self.left
        for (cell, share) in zip(row, Self.shares) {
            var next = y + 5
            for (index, line) in lines(cell).enumerated() {
                next = column(
                    line, index == 0 ? style : style.coloured(.soft), left: left + 5,
                    width: share * Self.width - 10, top: next)
            }
            left += share * Self.width
        }
        y += height
    }
}
