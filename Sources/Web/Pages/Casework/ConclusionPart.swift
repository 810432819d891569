import Casework
import HTTPServer
import Kernel
import Rendering
import Signatures
import UseCases

/// Conclusions of territorial departments on pages (use case 67).
extension Endpoint {
    /// `POST /tasks/{id}/conclusion`: prepares it.
    static let postTaskConclusionPage = Endpoint(
        .post, "/tasks/{id}/conclusion", summary: "Prepare a conclusion for signing",
        access: .official(on: "a permit control that one has taken, at one's department"),
        body: .form([
            FormField(name: "outcome", lengthMax: 64), FormField(name: "reasons", lengthMax: 8000),
        ]), answers: [.goOn, .page],
        problems: [
            .notFound, .roleNotAllowed, .taskTaken, .taskClosed, .refusalIncomplete,
            .caseNotInState, .invalidField,
        ], isPage: true
    ) { call in
        try await call.onTask { id in
            _ = try await call.platform.prepareConclusion(
                id, outcome: call.typed("outcome"), reasons: call.typed("reasons"),
                by: call.caller, once: call.once)
            return "/tasks/\(id.text)"
        }
    }

    /// `POST /tasks/{id}/conclusion/sign`: takes its signature as a file.
    static let postTaskConclusionSignaturePage = Endpoint(
        .post, "/tasks/{id}/conclusion/sign", summary: "Sign a conclusion",
        access: .official(on: "a permit control that one has taken, at one's department"),
        body: .upload(
            contentTypes: ["multipart/form-data"], bytesMax: edsSignatureBytesMax * 2),
        answers: [.goOn, .page],
        problems: [
            .notFound, .roleNotAllowed, .taskTaken, .taskClosed, .caseNotInState, .draftChanged,
            .signatureRefused, .revocationUnknown, .timeStampUnavailable, .wrongOrigin,
        ], isPage: true
    ) { call in
        try await call.onTask { id in
            let sent = try call.sentSignature(with: ["digest"])
            _ = try await call.platform.signConclusion(
                id, seen: sent["digest"], cms: sent.cms, by: call.caller, once: call.once)
            return "/tasks?done=1"
        }
    }
}

extension Call where Caller == SignedInOfficial {
    /// What the official of the department does: writes the conclusion, reads it, signs it.
    func concluding(_ hand: TaskInHand) async throws -> HTML {
        let draft = try await platform.conclusionDraft(of: hand, by: caller)
        let current = draft.flatMap { $0.isCurrent(at: now) ? $0 : nil }
        return .fragment([
            current.map { signing($0, hand) } ?? .empty,
            current == nil
                ? writing(hand, draft)
                : More(say(ConclusionPageWords.change)) { writing(hand, draft) }.html,
        ])
    }

    private func writing(_ hand: TaskInHand, _ draft: ConclusionDraft?) -> HTML {
        let definition = hand.stored.definition
        let outcomes =
            hand.task.stage.flatMap(definition.stage).map {
                hand.stored.state.possible($0, of: definition)
            } ?? []
        let outcome = typed("outcome").isEmpty ? draft?.outcome ?? "" : typed("outcome")
        return Form(language, action: address(hand, "conclusion")) {
            ChoiceField(
                language, name: "outcome", label: say(ConclusionPageWords.outcome),
                choices: outcomes.map { .init($0.code, say($0.title)) }, chosen: [outcome])
            TextField(
                language, name: "reasons", label: say(ConclusionPageWords.findings),
                hint: say(ConclusionPageWords.findingsHint),
                value: typed("reasons").isEmpty ? draft?.reasons ?? "" : typed("reasons"),
                content: .lines(6))
            Button(submit: say(ConclusionPageWords.prepare))
        }.html
    }

    private func signing(_ draft: ConclusionDraft, _ hand: TaskInHand) -> HTML {
        let stage = hand.task.stage.flatMap(hand.stored.definition.stage)
        let outcome = stage?.outcomes.first { $0.code == draft.outcome }
        let parts = CaseParts(
            stored: hand.stored, platform: platform, language: language, isOfficial: true)
        let configuration = platform.configuration
        let base: PageURL = "/api/tasks/\(hand.task.id.text)"
        return .fragment([
            Notice(.warn, title: outcome.map { say($0.title) }) {
                Paragraph(draft.reasons)
                Paragraph(say(ConclusionPageWords.toSign))
                Actions {
                    Button(
                        say(ConclusionPageWords.read), to: base.appending("conclusion.pdf"),
                        style: .secondary, icon: .document)
                }
            }.html,
            NCALayerSection(
                language, configuration: configuration, draft.content, for: .document
            ).html,
            configuration.isSandbox
                ? parts.sandboxSigner(
                    action: "/sandbox/tasks/\(hand.task.id.text)/conclusion",
                    hidden: [("digest", draft.digest)])
                : .empty,
            Heading(2, say(ConclusionPageWords.byFile)).html,
            Paragraph {
                "1. "
                Link(say(CaseWords.download), to: base.appending("conclusion/content"))
            }.html,
            Form(
                language, action: address(hand, "conclusion/sign"), hasFiles: true,
                hidden: [("digest", draft.digest)]
            ) {
                FileField(
                    language, name: "cms", label: "2. " + say(CaseWords.signature),
                    hint: say(CaseWords.signatureHint), accept: .signatures)
                Button(submit: say(ConclusionPageWords.sign), icon: .key)
            }.html,
        ])
    }

    /// A conclusion as the executor sees it: the paper, who signed it, and whether that holds.
    func signed(_ conclusion: SignedConclusion?, at hand: TaskInHand) -> HTML {
        guard let conclusion else {
            return Notice(.warn, title: say(ConclusionPageWords.notSigned)) { HTML.empty }.html
        }
        let path = "/api/tasks/\(hand.task.id.text)/conclusions/\(conclusion.event)/file"
        return .fragment([
            Notice(
                conclusion.holds ? .good : .bad,
                title: say(
                    conclusion.holds ? ConclusionPageWords.holds : ConclusionPageWords.broken)
            ) {
                if !conclusion.holds {
                    Paragraph(say(LocalizedText(refusals: conclusion.faults)))
                }
                SummaryList([
                    SummaryList.Row(say(ConclusionPageWords.signedBy), conclusion.signer ?? "–"),
                    SummaryList.Row(
                        say(CaseWords.signedAt), MomentFormat.dayAndTime(conclusion.at, language)),
                    SummaryList.Row(say(CaseWords.entry)) { Monospaced(conclusion.entry.text) },
                ])
                Actions {
                    Button(
                        say(ConclusionPageWords.read), to: PageURL(checking: path) ?? "/tasks",
                        style: .secondary, icon: .document)
                }
            }.html
        ])
    }
}

extension PageURL {
    /// A path below this one.
    fileprivate func appending(_ path: String) -> PageURL {
        PageURL(checking: text + "/" + path) ?? self
    }
}

private enum ConclusionPageWords {
    static let outcome = LocalizedText(
        kk: "Қорытынды", ru: "Заключение", en: "The conclusion")
    static let findings = LocalizedText(
        kk: "Не тексерілді және не анықталды", ru: "Что проверено и что установлено",
        en: "What was checked and what was found")
    static let findingsHint = LocalizedText(
        kk: "Қорытындыда тұрады; кемінде \(CaseFault.reasonsLengthMin) таңба",
        ru: "Войдёт в текст заключения; не меньше \(CaseFault.reasonsLengthMin) знаков",
        en: "Stands in the conclusion; at least \(CaseFault.reasonsLengthMin) characters")
    static let prepare = LocalizedText(
        kk: "Қорытындыны дайындау", ru: "Подготовить заключение", en: "Prepare the conclusion")
    static let change = LocalizedText(
        kk: "Қорытындыны өзгерту", ru: "Изменить заключение", en: "Change the conclusion")
    static let toSign = LocalizedText(
        kk: "Қорытындыны оқып шығып, ЭЦҚ-мен қол қойыңыз: содан кейін ол жауапты орындаушыға "
            + "жіберіледі.",
        ru: "Прочтите заключение и подпишите своей ЭЦП: после этого оно уйдёт ответственному "
            + "исполнителю.",
        en: "Read the conclusion and sign it with your EDS: it then goes to the responsible "
            + "executor.")
    static let read = LocalizedText(
        kk: "Қорытындыны оқу (PDF)", ru: "Прочитать заключение (PDF)",
        en: "Read the conclusion (PDF)")
    static let byFile = LocalizedText(kk: "Файл арқылы", ru: "Через файл", en: "By file")
    static let sign = LocalizedText(
        kk: "Қорытындыға қол қою", ru: "Подписать заключение", en: "Sign the conclusion")
    static let signedBy = LocalizedText(
        kk: "Қол қойған", ru: "Подписал", en: "Signed by")
    static let holds = LocalizedText(
        kk: "Қолтаңба тексерілді: жарамды", ru: "Подпись проверена: действительна",
        en: "The signature was checked: it holds")
    static let broken = LocalizedText(
        kk: "Бұл қорытындыға сүйенуге болмайды", ru: "На это заключение нельзя опираться",
        en: "This conclusion cannot be relied on")
    static let notSigned = LocalizedText(
        kk: "Қорытындыға қол қойылмаған (бұрынғы тәртіппен берілген)",
        ru: "Заключение не подписано (дано по прежнему порядку)",
        en: "The conclusion is not signed (given before conclusions were)")
}
