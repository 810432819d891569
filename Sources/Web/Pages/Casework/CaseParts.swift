import Casework
import HTTPServer
import Kernel
import Regulations
import Rendering
import UseCases
import WorkingTime

/// The parts of a case's page that applicants and officials both see.
struct CaseParts {
    let stored: StoredCase
    let platform: Platform
    let language: Language
    /// Whether the reader is an official, who sees what is not signed yet.
    var isOfficial = false
    /// Whether the reader's key may send what binds the applicant.
    var mayBind = true

    private var definition: ServiceDefinition { stored.definition }

    /// Where a clause stands, for who reads about a case of the service.
    func cited(_ clause: Clause) -> String { clause.cited(within: definition.act)[language] }

    /// A ground in the words of its list, as they applied on the day of the law.
    private func words(of ground: ServiceDefinition.Ground) -> String {
        let day = (try? platform.law(of: stored))?.day ?? platform.clock.today
        return (platform.rules.listedItem(ground.clause, on: day) ?? ground.title)[language]
    }

    /// Where the case is, in a sentence.
    var standing: HTML {
        Notice(CaseWords.tone(stored), title: CaseWords.standing(stored)[language]) {
            if let stage = stored.state.stage.flatMap(definition.stage) {
                Paragraph(
                    stage.title[language] + ": " + ServiceWords.actor(stage.actor)[language])
            }
            if let late = stored.state.lateness.last {
                Paragraph(
                    CaseWords.lateSince[language] + " " + MomentFormat.day(late.due, language))
            }
        }.html
    }

    /// The clocks with every day explained, why they stand still, and what moved them.
    func clocks(_ clocks: CaseDeadlines?) -> HTML {
        .fragment([terms(clocks), standstill, calendarChanges])
    }

    private func terms(_ clocks: CaseDeadlines?) -> HTML {
        guard let clocks, clocks.all.contains(where: { $0.deadline != nil }) else {
            guard stored.state.submission != nil, stored.state.stage != nil else { return .empty }
            return Paragraph(CaseWords.noTerm[language], style: .soft).html
        }
        return .fragment([
            Heading(2, CaseWords.deadlines[language]).html,
            clocks.request.map { deadline($0, CaseWords.requestTerm) } ?? .empty,
            clocks.stage.map { deadline($0, CaseWords.stageTerm) } ?? .empty,
            clocks.whole.map { deadline($0, CaseWords.wholeTerm) } ?? .empty,
        ])
    }

    func deadline(_ deadline: Deadline, _ name: LocalizedText) -> HTML {
        let calendar = platform.calendar(of: stored)
        let due = deadline.due.map { MomentFormat.day($0, language) } ?? "–"
        return .fragment([
            SummaryList([
                SummaryList.Row(name[language], due),
                SummaryList.Row(
                    CaseWords.term[language],
                    ServiceWords.days.text(Int64(deadline.term.amount), language)
                        + " – " + cited(deadline.term.clause)),
            ]).html,
            More(CaseWords.whyThatDay[language]) {
                Table(
                    caption: calendar.name[language] + " (\(calendar.version))",
                    columns: [
                        Table.Column(LawWords.day[language]), Table.Column(LawWords.why[language]),
                    ],
                    rows: deadline.steps.map { step in
                        [
                            .text(MomentFormat.day(step.day, language)),
                            .text(calendar.words(for: step)[language]),
                        ]
                    })
                if deadline.rule.isAssumed {
                    Paragraph { LawWords.assumed(language) }
                }
            }.html,
        ])
    }

    /// What happened, newest first; each event has a journal entry.
    var timeline: HTML {
        let open = stored.openCompletions
        return .fragment([
            Heading(2, CaseWords.happened[language]).html,
            Timeline(
                language,
                stored.events.reversed().filter { CaseWords.isTold($0.event) }.map { recorded in
                    let told = CaseWords.tell(
                        recorded.event, of: definition,
                        isOpen: isOfficial || open.contains(recorded.number))
                    return Timeline.Event(
                        at: recorded.at, told.tone, title: told.title[language],
                        text: told.detail?[language])
                }
            ).html,
        ])
    }

    /// The version of the service on which the case rests.
    private var version: HTML {
        guard let version = stored.version, stored.state.submission != nil else { return .empty }
        let path = "/api/services/\(definition.code)/versions/\(version)"
        return Paragraph {
            Link(
                WorkWords.version[language] + " " + version.prefix(12),
                to: PageURL(checking: path) ?? "/services")
        }.html
    }

    /// What the application says and what is with it.
    func content(base: PageURL) -> HTML {
        let completeness = platform.completeness(of: stored)
        let shown = completeness.findings.filter { $0.verdict != .notNeeded }
        return .fragment([
            version,
            stored.state.content.variants.isEmpty
                ? .empty
                : Paragraph(
                    definition.variants.filter { stored.state.content.variants.contains($0.code) }
                        .map { $0.title[language] }.joined(separator: ", ")
                ).html,
            Table(
                caption: CaseWords.checklist[language],
                columns: [
                    Table.Column(CaseWords.what[language]),
                    Table.Column(CaseWords.verdict[language]),
                    Table.Column(CaseWords.value[language]),
                    Table.Column(LawWords.clause[language]),
                ],
                rows: shown.map { finding in
                    [
                        .text(finding.title[language]),
                        .fragment([
                            CaseWords.badge(finding.verdict, language).html, judged(finding),
                        ]),
                        value(of: finding, base: base), .text(cited(finding.clause)),
                    ]
                }
            ).html,
        ])
    }

    /// What the executor said of it.
    private func judged(_ finding: Completeness.Finding) -> HTML {
        guard let verdict = stored.state.verdict(on: finding.subject, finding.code) else {
            return .empty
        }
        return .fragment([
            .text(" "),
            Badge(
                verdict.isAccepted ? .good : .bad,
                (verdict.isAccepted ? VerdictWords.accepted : VerdictWords.notAccepted)[language]
            ).html,
            verdict.reason.map { Paragraph($0).html } ?? .empty,
        ])
    }

    private func value(of finding: Completeness.Finding, base: PageURL) -> HTML {
        switch finding.subject {
        case .document where stored.state.digests[finding.code] != nil:
            let path = isOfficial ? "/api" + base.text : applicationPath
            return Link(
                CaseWords.openFile[language],
                to: PageURL(checking: "\(path)/documents/\(finding.code)") ?? base
            ).html
        case .field where stored.state.content.people[finding.code] != nil:
            return tag(.ol) {
                for person in stored.state.content.people[finding.code] ?? [] {
                    tag(.li) { person.line(language) }
                }
            }
        case .field:
            let value = stored.state.content.fields[finding.code] ?? "–"
            if definition.field(finding.code)?.content == .place,
                let name = platform.casework.placeName(value)
            {
                return .text(name[language])
            }
            guard case .choice(let choices) = definition.field(finding.code)?.content else {
                return .text(value)
            }
            return .text(choices.first { $0.code == value }?.title[language] ?? value)
        default: return .text("–")
        }
    }

    private var applicationPath: String { "/api/applications/\(stored.id.text)" }

    /// Whether organisations that had to be attested on a day were.
    func attestations(_ findings: [AttestationFinding]) -> HTML {
        .fragment(
            findings.map { finding in
                let name = "\(finding.field.title[language]): \(finding.organisation)"
                switch finding.verdict {
                case .attested(let number):
                    return Notice(.good, title: HoldingWords.attestedBy[language]) {
                        Paragraph("\(name) · № \(number) · \(cited(finding.clause))")
                    }.html
                case .notAttested:
                    return Notice(.warn, title: HoldingWords.notAttested[language]) {
                        Paragraph(name)
                        Paragraph(
                            HoldingWords.notAttestedMore[language] + " " + cited(finding.clause))
                    }.html
                case .unreadable:
                    return Notice(.warn, title: HoldingWords.unreadable[language]) {
                        Paragraph("\(name) · \(cited(finding.clause))")
                    }.html
                }
            })
    }

    /// What the executor does not accept so far; the decision comes with the signed result.
    var remarks: HTML {
        let items = stored.state.notAccepted.map { definition.item($0, in: stored.kind) }
        guard !items.isEmpty else { return .empty }
        return Notice(.warn, title: VerdictWords.remarks[language]) {
            tag(.ul) {
                for item in items {
                    tag(.li) { "\(item.title[language]): \(item.verdict.reason ?? "")" }
                }
            }
            Paragraph(VerdictWords.decisionLater[language])
        }.html
    }

    /// What the service asks for otherwise than when the draft was last kept.
    func changes(_ changes: FormChanges) -> HTML {
        guard !changes.lines.isEmpty || changes.isMisfit else { return .empty }
        return Notice(.warn, title: VerdictWords.formChanged[language]) {
            tag(.ul) {
                for line in changes.lines {
                    tag(.li) {
                        line.title[language] + " – " + VerdictWords.word(line.change)[language]
                    }
                }
            }
            Paragraph(
                (changes.isMisfit ? VerdictWords.beginAnew : VerdictWords.lookOver)[language])
        }.html
    }

    /// The grounds, the reasons and how to appeal.
    var refusal: HTML {
        guard let refusal = stored.state.refusal(of: definition) else { return .empty }
        return Card(title: CaseWords.grounds[language], level: 2) {
            for ground in refusal.grounds {
                Paragraph(words(of: ground) + " – " + ground.clause.cited()[language])
            }
            Heading(3, CaseWords.reasons[language])
            Paragraph(refusal.reasons)
            if !refusal.notAccepted.isEmpty {
                Heading(3, VerdictWords.whatNotAccepted[language])
                for item in refusal.notAccepted {
                    Paragraph("\(item.title[language]): \(item.verdict.reason ?? "")")
                }
            }
            if let answer = refusal.hearing?.decision?.reasons, !answer.isEmpty {
                Heading(3, HearingWords.answer[language])
                Paragraph(answer)
            }
            Heading(3, CaseWords.appeal[language])
            Paragraph(refusal.appeal[language])
        }.html
    }

    /// The signed result, with what proves it.
    func outcome(_ result: CaseResult, base: PageURL) -> HTML {
        let end = stored.state.standingEnd.flatMap(definition.end)
        return Card(
            title: end?.title[language] ?? "", level: 2,
            badge: Badge(end?.meaning == .granted ? .good : .bad, CaseWords.signed[language])
        ) {
            SummaryList([
                SummaryList.Row(CaseWords.number[language], stored.state.number ?? "–"),
                SummaryList.Row(
                    CaseWords.signedAt[language], MomentFormat.dayAndTime(result.at, language)),
                SummaryList.Row(CaseWords.entry[language]) { Monospaced(result.entry.text) },
            ])
            if result.fileDigest != nil {
                Actions {
                    Button(
                        CaseWords.resultPaper[language],
                        to: PageURL(checking: applicationPath + "/result.pdf") ?? base,
                        icon: .document)
                }
            }
            Paragraph {
                Link(
                    CaseWords.resultFile[language],
                    to: PageURL(checking: applicationPath + "/result") ?? base)
            }
            if stored.kindOfApplication?.replaces?.state != .deregistered,
                let register = end?.register, let body = stored.body,
                let number = stored.state.number
            {
                Paragraph {
                    Link(
                        CaseWords.inRegister[language],
                        to: "/registers/\(register)/\(body.digits)/\(number)")
                }
            }
        }.html
    }

    /// What stands in the place of a form that this key may not send: who may.
    var whoMayBind: HTML {
        Paragraph(ImpartialityWords.noRightToBind[language], style: .soft).html
    }

    /// One button that signs with the sandbox key of the session.
    func sandboxSigner(action: PageURL, hidden: [(name: String, value: String)]) -> HTML {
        Notice(.calm) {
            Paragraph(CaseWords.sandboxSigner[language])
            Form(language, action: action, hidden: hidden) {
                Button(submit: CaseWords.sandboxSign[language], style: .secondary, icon: .key)
            }
        }.html
    }
}
