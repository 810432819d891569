import Kernel

extension ServiceDefinition.Stage {
    /// Whether it ends with a conclusion, which is a signed document (IS-3.9, IS-5A.9).
    package var isConclusion: Bool { actor == .territorialDepartment }

    /// Whether what was submitted is judged in it, field by field: not where it ends with a
    /// conclusion, and not where somebody decides on what was said of it before.
    package var takesVerdicts: Bool { !isConclusion && !isHearing && !isAppeal }
}

extension ServiceDefinition {
    /// The stage with a conclusion to which an application of the kind can come; nil where none.
    package func conclusionStage(of kind: Kind) -> Stage? {
        var open = [first(of: kind)].compactMap(\.self)
        var seen: Set<String> = []
        while let stage = open.popLast() {
            if stage.isConclusion { return stage }
            guard seen.insert(stage.code).inserted else { continue }
            open += stage.outcomes.compactMap { self.stage($0.next) }
        }
        return nil
    }
}

extension ResultForm {
    /// The conclusion of a territorial department; the order gives no form for it.
    ///
    /// - Parameter findings: what was checked and found, in the official's words.
    package init(conclusion facts: ResultFacts, findings: String, footing: Footing) {
        func field(_ name: Name, _ label: Bilingual?, _ content: Content) -> Field {
            Field(name: name, label: label, content: content)
        }
        let text = [
            ConclusionFormWords.examined(facts), ConclusionFormWords.findings(findings),
        ]
        let fields =
            Self.header(facts) + [
                field(.title, nil, .both(facts.ending)),
                field(.issuedOn, FormWords.issuedOn, .line(FormWords.date(facts.issuedOn))),
                field(.number, FormWords.number, .line(facts.number)),
                field(.organisation, nil, .line(facts.recipient)),
                field(.address, FormWords.address, .both(facts.address)),
                field(.text, nil, .paragraphs(text)),
            ] + Self.signature(facts)
        self.init(
            kind: .own, fields: fields, documentTitle: facts.ending.kk + " № " + facts.number,
            footing: footing)
    }
}

private enum ConclusionFormWords {
    static func examined(_ facts: ResultFacts) -> Bilingual {
        let (day, number) = (FormWords.date(facts.receivedOn), facts.receivedNumber)
        return Bilingual(
            kk: "\(facts.body.kk) \(day) жылғы №\u{A0}\(number) өтініш («\(facts.service.kk)», "
                + "\(facts.asked.kk)) бойынша рұқсаттық бақылау жүргізіп, мынадай қорытынды "
                + "жасады: \(facts.ending.kk). Негізі: "
                + "\(facts.law.citation(facts.clause).kk).",
            ru: "\(facts.body.ru), проведя разрешительный контроль по заявлению от \(day) года "
                + "№\u{A0}\(number) («\(facts.service.ru)», \(facts.asked.ru)), пришёл к "
                + "заключению: \(facts.ending.ru). Основание: "
                + "\(facts.law.citation(facts.clause).ru).")
    }

    static func findings(_ text: String) -> Bilingual {
        Bilingual(
            kk: "Тексерілгені және анықталғаны: \(text)", ru: "Проверено и установлено: \(text)")
    }
}
