import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases

/// Where the head reads the paper of a result and signs it (use case 55).
struct SigningPart {
    let call: Call<SignedInOfficial>
    let hand: TaskInHand

    /// The paper is prepared anew for each look at the page; what is signed names which it was.
    func html() async throws -> HTML {
        let stored = hand.stored
        let end = stored.state.phase.end.flatMap(stored.definition.end)
        let signers = end?.signers ?? []
        let capacity = signers.contains(call.capacity) ? call.capacity : signers.first ?? .head
        let draft = try await call.platform.resultDraft(
            of: stored, as: capacity, by: call.caller, at: call.platform.clock.now())
        let parts = CaseParts(
            stored: stored, platform: call.platform, language: call.language, isOfficial: true)
        let configuration = call.platform.configuration
        return .fragment([
            Notice(
                end?.meaning == .granted ? .good : .bad, title: end.map { call.say($0.title) }
            ) {
                Paragraph(call.say(TaskWords.toSign))
                Actions {
                    Button(
                        call.say(SigningWords.read), to: file("draft.pdf", draft),
                        style: .secondary, icon: .document)
                }
            }.html,
            parts.refusal,
            capacities(signers, chosen: capacity),
            NCALayerSection(
                call.language, configuration: configuration, draft.content, for: .document
            ).html,
            configuration.isSandbox
                ? parts.sandboxSigner(
                    action: "/sandbox/tasks/\(hand.task.id.text)/sign", hidden: draft.name.hidden)
                : .empty,
            byFile(draft),
            sendingBack,
        ])
    }

    /// Where the head finds that it must not be signed so.
    private var sendingBack: HTML {
        More(call.say(WorkWords.returnPaper)) {
            Paragraph(call.say(WorkWords.returnPaperLead))
            Form(
                call.language, action: call.address(hand, "complete"),
                hidden: [(name: "outcome", value: TaskAnswer.returning)]
            ) {
                TextField(
                    call.language, name: "reasons", label: call.say(WorkWords.why),
                    hint: call.say(WorkWords.reasonsHint), value: call.typed("reasons"),
                    content: .lines(3))
                Button(submit: call.say(WorkWords.returnPaper), style: .secondary)
            }
        }.html
    }

    private func file(_ name: String, _ draft: ResultDraft) -> PageURL {
        let url: PageURL = "/api/tasks/\(hand.task.id.text)/\(name)"
        return url.setting("capacity", to: draft.capacity.rawValue)
            .setting("preparedAt", to: draft.preparedAt.description)
    }

    /// In which capacity; another one is another paper.
    private func capacities(_ signers: [Signer], chosen: Signer) -> HTML {
        guard signers.count > 1 else { return .empty }
        return Form(
            call.language, action: "/tasks/\(hand.task.id.text)", isGet: true
        ) {
            SelectField(
                call.language, name: "capacity", label: call.say(TaskWords.asWhom),
                options: signers.map { ($0.rawValue, call.say(TaskWords.capacity($0))) },
                chosen: chosen.rawValue)
            Button(submit: call.say(SigningWords.prepare), style: .secondary)
        }.html
    }

    private func byFile(_ draft: ResultDraft) -> HTML {
        .fragment([
            Heading(2, call.say(SigningWords.byFile)).html,
            Paragraph {
                "1. "
                Link(call.say(CaseWords.download), to: file("statement", draft))
            }.html,
            Form(
                call.language, action: "/tasks/\(hand.task.id.text)/sign", hasFiles: true,
                hidden: draft.name.hidden
            ) {
                FileField(
                    call.language, name: "cms", label: "2. " + call.say(CaseWords.signature),
                    hint: call.say(CaseWords.signatureHint), accept: .signatures)
                Button(submit: call.say(TaskWords.sign), icon: .key)
            }.html,
        ])
    }
}

private enum SigningWords {
    static let read = LocalizedText(
        kk: "Құжатты оқу (PDF)", ru: "Прочитать документ (PDF)", en: "Read the paper (PDF)")
    static let prepare = LocalizedText(
        kk: "Құжатты дайындау", ru: "Подготовить документ", en: "Prepare the paper")
    static let byFile = LocalizedText(kk: "Файл арқылы", ru: "Через файл", en: "By file")
}
