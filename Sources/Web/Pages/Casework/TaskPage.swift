import Casework
import HTTPServer
import Kernel
import Regulations
import Rendering
import UseCases
import WorkingTime

extension Call where Caller == SignedInOfficial {
    /// A task: the case, the law beside it, and the forms of what can be done.
    ///
    /// Its script alone may also connect to NCALayer.
    func taskReply(_ hand: TaskInHand, refusal: Refusal? = nil) async throws -> Reply {
        Reply.page(
            try await taskPage(hand, refusal: refusal), status: refusal?.code.status ?? 200
        ).with(
            "Content-Security-Policy",
            SecurityHeaders.contentSecurityPolicy(
                connectingTo: platform.configuration.ncaLayerAddress))
    }

    private func taskPage(_ hand: TaskInHand, refusal: Refusal?) async throws -> Page {
        let (task, stored) = (hand.task, hand.stored)
        let parts = CaseParts(
            stored: stored, platform: platform, language: language, isOfficial: true)
        let clocks = try platform.deadlines(of: stored)
        let actions = task.doneAt == nil ? try await work(hand) : .empty
        let examinees = try await examinees(hand)
        let attestations = try await platform.attestations(of: stored)
        let obstacles = try await platform.obstacles(of: stored)
        let ended = try await platform.entryToEnd(of: stored)
        let basis = if let ended { ended.item } else { try await platform.basis(of: stored) }
        var decided = ended?.changes ?? []
        if ended == nil, let basis { decided = try await platform.registerChanges(of: basis.id) }
        let history = history(decided, withReasons: true)
        let isConclusion =
            task.work == .stage
            && task.stage.flatMap(stored.definition.stage)?.isConclusion == true
        let scripts = task.work == .sign || isConclusion ? [Assets.ncaLayer] : []
        // Whoever decides reads before: the form stands under what it is about.
        let isReadFirst =
            task.work == .stage && task.doneAt == nil && task.takenBy == caller.person.iin
        let decision = PageURL(checking: "/tasks/\(task.id.text)#decision") ?? "/tasks"
        let differences = try await differences(hand)
        let signedAppeal = try await platform.signedAppeal(of: stored)
        let endings = conclusions(hand, signed: try await platform.conclusions(of: stored))
        return page(
            stored.definition.title, at: "/tasks/\(task.id.text)", scripts: scripts,
            isFaulty: refusal != nil
        ) {
            BackLink(say(CaseWords.inbox), to: "/tasks")
            Heading(
                1, say(stored.definition.title),
                caption: say(TaskWords.work(hand.task, of: stored.definition)))
            Paragraph(
                say(TaskWords.applicant) + ": "
                    + [stored.applicantName, stored.bin.map { "БСН / БИН " + $0.digits }]
                    .compactMap(\.self).joined(separator: " · "))
            Paragraph(caseLine(stored, due: task.due), style: .soft)
            if let badge = badge(task) { Paragraph { badge } }
            if let refusal {
                Notice(.bad, title: refusal.code.title[language], isAnnounced: true) {
                    Paragraph(refusal.words(in: language, now: now))
                }
            }
            parts.attestations(attestations)
            parts.obstacles(obstacles)
            if task.doneAt != nil {
                Notice(.good, title: say(TaskWords.done)) { HTML.empty }
            } else {
                if stored.state.appeal != nil {
                    parts.refusal
                    parts.appeal(base: "/tasks/\(task.id.text)", signed: signedAppeal)
                }
                if task.work == .stage { parts.hearing(base: "/tasks/\(task.id.text)") }
                if isReadFirst {
                    Paragraph { Link(say(TaskWords.toDecision), to: decision) }
                } else {
                    actions
                }
            }
            examinees
            Heading(2, say(CaseWords.whatWasSubmitted))
            parts.content(base: "/tasks/\(task.id.text)")
            parts.basis(basis, isEnding: ended != nil, history: history)
            judging(hand)
            differences
            endings
            law(stored)
            parts.law
            if isReadFirst {
                tag(.section, .id("decision"), .class("stack")) {
                    Heading(2, say(TaskWords.decision))
                    actions
                }
            }
            parts.clocks(clocks)
            parts.timeline
        }
    }

    /// What stages before this one ended with, and why.
    private func conclusions(_ hand: TaskInHand, signed papers: [SignedConclusion]) -> HTML {
        let definition = hand.stored.definition
        return .fragment(
            hand.stored.events.compactMap { recorded in
                if case .paperReturned(let returned) = recorded.event {
                    return Card(title: say(WorkWords.paperReturned)) {
                        Paragraph(returned.reasons)
                        Paragraph(MomentFormat.day(returned.on, language), style: .soft)
                    }.html
                }
                if case .conclusionReturned(let returned) = recorded.event {
                    return Card(title: say(WorkWords.conclusionReturned)) {
                        Paragraph(returned.reasons)
                        Paragraph(MomentFormat.day(returned.on, language), style: .soft)
                    }.html
                }
                guard case .completed(let completion) = recorded.event else { return nil }
                let stage = definition.stage(completion.stage)
                let outcome = stage?.outcomes.first { $0.code == completion.outcome }
                return Card(title: stage.map { say($0.title) }) {
                    Paragraph(outcome.map { say($0.title) } ?? completion.outcome)
                    if !completion.reasons.isEmpty { Paragraph(completion.reasons) }
                    Paragraph(MomentFormat.day(completion.on, language), style: .soft)
                    if stage?.isConclusion == true {
                        signed(papers.first { $0.event == recorded.number }, at: hand)
                    }
                }.html
            })
    }

    /// The clauses that the present work rests on, as they applied on the day of the law.
    private func law(_ stored: StoredCase) -> HTML {
        let day = (try? platform.law(of: stored))?.day ?? platform.clock.today
        let stage = stored.state.stage.flatMap(stored.definition.stage)
        let clauses = [stage?.clause, stage?.term?.clause, stored.definition.recipientsClause]
            .compactMap(\.self)
        let unique = clauses.enumerated().filter { !clauses.prefix($0.offset).contains($0.element) }
        return .fragment([
            Heading(2, say(TaskWords.law)).html,
            Paragraph(say(TaskWords.lawOf) + " " + MomentFormat.day(day, language), style: .soft)
                .html,
            .fragment(
                unique.map { _, clause in
                    let version = platform.rules.version(of: clause, on: day)
                    return More(say(clause.cited()), isOpen: true) {
                        Paragraph(
                            version?.state.wording.map(say) ?? say(LawWords.notHeld))
                    }.html
                }),
        ])
    }

    // MARK: - What can be done

    private func work(_ hand: TaskInHand) async throws -> HTML {
        switch hand.task.work {
        case .accept: try accepting(hand)
        case .register:
            .fragment([simple(hand, TaskWords.register), try handingBack(hand)])
        case .late: answering(hand)
        case .stage:
            try await hand.task.takenBy == caller.person.iin ? inHand(hand) : taking(hand)
        case .sign: try await SigningPart(call: self, hand: hand).html()
        }
    }

    /// The address of what is done to a task; the action may have several parts.
    func address(_ hand: TaskInHand, _ action: StaticString) -> PageURL {
        PageURL(checking: "/tasks/\(hand.task.id.text)/\(action)") ?? "/tasks"
    }

    private func simple(_ hand: TaskInHand, _ text: LocalizedText) -> HTML {
        Form(language, action: address(hand, "complete")) { Button(submit: say(text)) }.html
    }

    private func answering(_ hand: TaskInHand) -> HTML {
        Form(language, action: address(hand, "complete")) {
            TextField(
                language, name: "reasons", label: say(TaskWords.delay),
                hint: say(TaskWords.delayHint), value: typed("reasons"), content: .lines(5))
            Button(submit: say(TaskWords.answer))
        }.html
    }

    private func accepting(_ hand: TaskInHand) throws -> HTML {
        // Until it has a number, the one that was chosen may hand it to another (UC-59).
        let candidates = try platform.candidates(of: hand.stored)
        return Form(language, action: address(hand, "complete")) {
            if !candidates.isEmpty {
                SelectField(
                    language, name: "provider", label: say(TaskWords.provider),
                    hint: say(TaskWords.providerHint),
                    options: candidates.map { ($0.digits, bodyName($0)) },
                    chosen: typed("provider").isEmpty
                        ? hand.stored.body?.digits : typed("provider"))
                TextField(
                    language, name: "reasons", label: say(WorkWords.whyThisBody),
                    hint: say(WorkWords.reasonsHint), value: typed("reasons"), content: .lines(3),
                    isOptional: hand.stored.body != nil)
            }
            Button(submit: say(TaskWords.accept))
        }.html
    }

    private func taking(_ hand: TaskInHand) -> HTML {
        guard hand.task.takenBy == nil else {
            return Notice(.warn, title: say(TaskWords.another)) { HTML.empty }.html
        }
        return Form(language, action: address(hand, "take")) {
            Button(submit: say(TaskWords.take))
        }.html
    }

    func outcomes(_ hand: TaskInHand) throws -> HTML {
        let definition = hand.stored.definition
        let outcomes =
            hand.task.stage.flatMap(definition.stage).map {
                hand.stored.state.possible($0, of: definition)
            } ?? []
        let grounds = definition.grounds.filter { ground in
            outcomes.contains { $0.grounds.contains(ground.code) }
        }
        let objections = hand.stored.state.hearing?.objections.count
        let department = try askingDepartment(hand)
        return Form(
            language, action: address(hand, "complete"),
            hidden: objections.map { [(name: "objections", value: "\($0)")] } ?? []
        ) {
            ChoiceField(
                language, name: "outcome", label: say(TaskWords.outcome),
                choices: outcomes.map {
                    .init(
                        $0.code, say($0.title),
                        hint: $0.grounds.isEmpty ? nil : say(TaskWords.needsGround))
                }, chosen: [typed("outcome")])
            if !grounds.isEmpty {
                tag(.fieldset, .class("field")) {
                    tag(.legend) { say(TaskWords.grounds) }
                    tag(.div, .class("choices")) {
                        for (index, ground) in grounds.enumerated() {
                            tag(.div, .class("choice")) {
                                tag(
                                    .input, .type("checkbox"), .id("ground\(index)"),
                                    .name("ground\(index)"), .value(ground.code),
                                    typed("ground\(index)") == ground.code ? .checked : nil)
                                tag(.label, .for("ground\(index)")) {
                                    say(ground.title) + " – "
                                        + say(ground.clause.cited(within: definition.act))
                                }
                            }
                        }
                    }
                }
                TextField(
                    language, name: "reasons", label: say(TaskWords.reasons),
                    hint: say(TaskWords.reasonsHint), value: typed("reasons"),
                    content: .lines(5), isOptional: true)
            }
            if hand.stored.state.hearing != nil {
                TextField(
                    language, name: "reasons", label: say(HearingWords.answer),
                    hint: say(HearingWords.answerHint), value: typed("reasons"),
                    content: .lines(5), isOptional: true)
            }
            if hand.stored.state.appeal != nil {
                TextField(
                    language, name: "reasons", label: say(AppealWords.reasons),
                    hint: say(WorkWords.reasonsHint), value: typed("reasons"), content: .lines(6))
            }
            department
            Button(submit: say(TaskWords.finish))
        }.html
    }
}
