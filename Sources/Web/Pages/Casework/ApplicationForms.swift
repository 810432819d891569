import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases
import WorkingTime

/// The forms of a draft: fields, files, the signature.
struct ApplicationForms: Component {
    let parts: CaseParts
    /// Signing on the phone; nil where it is not offered.
    let phone: PhoneSubmissionPart?
    /// What the state was found to hold; nil where nobody looked.
    let held: StateHoldings?
    /// What was sent and not taken, by the names of the fields.
    let typed: [String: String]

    private var stored: StoredCase { parts.stored }
    private var definition: ServiceDefinition { parts.stored.definition }
    private var language: Language { parts.language }
    private var base: String { "/cases/\(stored.id.text)" }

    var html: HTML {
        let completeness = parts.platform.completeness(of: stored)
        let faults = completeness.faults
        return .fragment([
            faults.isEmpty
                ? Notice(.good, title: CaseWords.complete[language]) {
                    Paragraph(CaseWords.completeMore[language])
                }.html
                : Notice(.warn, title: CaseWords.missing(faults.count)[language]) {
                    tag(.ul) {
                        for fault in faults { tag(.li) { fault.title[language] } }
                    }
                }.html,
            fields(completeness), people(completeness), unavailable, documents(completeness),
            faults.isEmpty ? submission : .empty, holdings(completeness),
            Form(language, action: PageURL(checking: base + "/withdraw") ?? "/cases") {
                Button(submit: CaseWords.discard[language], style: .danger, isSmall: true)
            }.html,
        ])
    }

    /// Where the clause of a field stands that holds for this kind of application.
    private func cited(_ field: ServiceDefinition.Field) -> String {
        parts.cited(field.clause(in: stored.kind))
    }

    private func finding(_ code: String, _ completeness: Completeness) -> Completeness.Finding? {
        completeness.findings.first {
            $0.code == code && ($0.subject == .field || $0.subject == .document)
        }
    }

    // MARK: - Fields

    private func fields(_ completeness: Completeness) -> HTML {
        guard definition.fields.contains(where: { $0.content != .people }) else { return .empty }
        return .fragment([
            Heading(2, CaseWords.says[language]).html,
            stored.kindOfApplication?.form.map { form in
                Paragraph(
                    "\(ServiceWords.form[language]): \(form.words[language]) – "
                        + parts.cited(form.clause), style: .soft
                ).html
            } ?? .empty,
            definition.taken(by: stored.kind).isEmpty
                ? .empty : Paragraph(BasisWords.taken[language]).html,
            rights(completeness),
            Form(language, action: PageURL(checking: base + "/fields") ?? "/cases") {
                for (index, field) in definition.fields.enumerated() {
                    if definition.has(field, in: stored.kind) {
                        input(field, index, finding(field.code, completeness))
                    }
                }
                Button(submit: CaseWords.keep[language], style: .secondary)
            }.html,
        ])
    }

    /// That at least one right has to be asked for, while none is.
    private func rights(_ completeness: Completeness) -> HTML {
        let missing = completeness.faults.first { $0.subject == .rights }
        return missing.map { finding in
            Paragraph("\(finding.title[language]) – \(parts.cited(finding.clause))").html
        } ?? .empty
    }

    private func people(_ completeness: Completeness) -> HTML {
        guard let field = definition.peopleField,
            definition.asks(for: field, in: stored.state.content)
        else { return .empty }
        return PeoplePart(
            language: language, base: base, field: field, cited: cited(field),
            people: stored.state.content.people[field.code] ?? [],
            text: stored.state.content.fields[field.code],
            faults: finding(field.code, completeness)?.rows ?? [], typed: typed
        ).html
    }

    private func input(
        _ field: ServiceDefinition.Field, _ index: Int, _ finding: Completeness.Finding?
    ) -> HTML {
        let name = "field\(index)"
        let value = stored.state.content.fields[field.code] ?? ""
        let label = field.title[language]
        let fault = finding?.verdict == .wrong ? CaseWords.wrongValue[language] : nil
        switch field.content {
        case .choice(let choices):
            return SelectField(
                language, name: name, label: label, hint: cited(field), fault: fault,
                options: [("", "–")] + choices.map { ($0.code, $0.title[language]) },
                chosen: value
            ).html
        case .day:
            return TextField(
                language, name: name, label: label, hint: cited(field), value: value,
                fault: fault, content: .day
            ).html
        case .place:
            return TextField(
                language, name: name, label: label, hint: CaseWords.placeHint[language],
                value: value, fault: fault
            ).html
        case .people: return .empty
        case .text:
            return TextField(
                language, name: name, label: label, hint: cited(field), value: value,
                fault: fault
            ).html
        }
    }

    // MARK: - Documents

    private func documents(_ completeness: Completeness) -> HTML {
        let needed = definition.documents.filter { document in
            finding(document.code, completeness)?.verdict != .notNeeded
        }
        guard !needed.isEmpty else { return .empty }
        return .fragment(
            [Heading(2, CaseWords.documents[language]).html]
                + needed.map { card($0, finding($0.code, completeness)) })
    }

    private func card(
        _ document: ServiceDefinition.Document, _ finding: Completeness.Finding?
    ) -> HTML {
        let confirmed = Set(stored.state.content.documents[document.code] ?? [])
        let action = PageURL(checking: "\(base)/documents/\(document.code)") ?? "/cases"
        return Card(
            title: document.title[language],
            badge: finding.map { CaseWords.badge($0.verdict, language) }
        ) {
            Paragraph(parts.cited(document.clause(in: stored.kind)), style: .soft)
            if finding?.verdict == .heldByState {
                Paragraph(HoldingWords.notAsked[language])
                if let item = held?.data.first(where: { $0.code == document.code }) {
                    source(item)
                }
            } else {
                form(document, confirmed, action)
            }
        }.html
    }

    private func form(
        _ document: ServiceDefinition.Document, _ confirmed: Set<String>, _ action: PageURL
    ) -> HTML {
        Form(language, action: action, hasFiles: true) {
            // One fieldset a part: each is confirmed on its own (IS-1.6-v2).
            for (index, part) in document.parts.enumerated() {
                tag(.div, .class("choice")) {
                    tag(
                        .input, .type("checkbox"), .id("\(document.code)-part\(index)"),
                        .name("part\(index)"), .value(part.code),
                        confirmed.contains(part.code) ? .checked : nil)
                    tag(.label, .for("\(document.code)-part\(index)")) {
                        part.title[language]
                    }
                }
            }
            FileField(
                language, name: "file", label: CaseWords.file[language],
                hint: CaseWords.fileHint[language], accept: .documents)
            Button(submit: CaseWords.attach[language], style: .secondary, isSmall: true)
        }.html
    }

    /// Where something was found, and as of which day.
    private func source(_ item: StateHoldings.Item) -> Paragraph {
        Paragraph(
            [
                HoldingWords.source(item.source)[language], item.number.map { "№ " + $0 },
                MomentFormat.day(item.day, language),
            ].compactMap(\.self).joined(separator: " · "), style: .soft)
    }

    /// A register that gives no answer is no reason to wait: the file can be attached.
    private var unavailable: HTML {
        guard held?.isUnavailable == true else { return .empty }
        return Notice(.warn, title: HoldingWords.unavailable[language]) {
            Paragraph(HoldingWords.unavailableMore[language])
        }.html
    }

    private func holdings(_ completeness: Completeness) -> HTML {
        let findings = completeness.findings.filter { $0.subject == .holding }
        return .fragment(
            findings.map { finding in
                let isHeld = finding.verdict == .present
                return Notice(isHeld ? .good : .warn, title: finding.title[language]) {
                    Paragraph(
                        (isHeld ? HoldingWords.notAsked : CaseWords.holdingMissing)[language] + " "
                            + parts.cited(finding.clause))
                    for item in held?.licences ?? []
                    where finding.code.split(separator: "+").contains(Substring(item.code)) {
                        source(item)
                    }
                }.html
            })
    }

    // MARK: - Submission

    private var submission: HTML {
        .fragment([
            Heading(2, CaseWords.submission[language]).html,
            Paragraph(CaseWords.submissionLead[language]).html,
            parts.platform.configuration.isSandbox
                ? parts.sandboxSigner(
                    action: "/sandbox/cases/\(stored.id.text)/submit",
                    hidden: [("channel", definition.channels.first ?? "")]) : .empty,
            NCALayerSection(
                language, configuration: parts.platform.configuration, stored.statement,
                for: .document
            ).html,
            phone?.html ?? .empty,
            Paragraph {
                "1. "
                Link(
                    CaseWords.download[language],
                    to: PageURL(checking: "/api/applications/\(stored.id.text)/statement")
                        ?? "/cases")
            }.html,
            Form(
                language, action: PageURL(checking: base + "/submit") ?? "/cases",
                hasFiles: true
            ) {
                SelectField(
                    language, name: "channel", label: "2. " + CaseWords.channel[language],
                    options: definition.channels.map { ($0, $0) })
                FileField(
                    language, name: "cms", label: "3. " + CaseWords.signature[language],
                    hint: CaseWords.signatureHint[language], accept: .signatures)
                Button(submit: CaseWords.submit[language], icon: .key)
            }.html,
        ])
    }
}
