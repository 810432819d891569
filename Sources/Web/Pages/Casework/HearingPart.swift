import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases
import WorkingTime

extension Endpoint {
    /// `POST /cases/{id}/objections`: words, a file, or both.
    static let postObjectionPage = Endpoint(
        .post, "/cases/{id}/objections", summary: "Object to an intended refusal",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .upload(
            contentTypes: ["multipart/form-data"], bytesMax: caseFileBodyBytesMax),
        answers: [.goOn, .page],
        problems: [
            .notFound, .edsRequired, .roleNotAllowed, .caseNotInState, .invalidField,
            .fileNotAllowed, .applicationLimit, .wrongOrigin,
        ], isPage: true
    ) { call in
        try await call.onCase { id in
            let form = MultipartFiles.read(
                call.upload, contentType: call.request.headers["content-type"] ?? "",
                fields: ["text", "file"])
            guard let text = String(validating: form?["text"] ?? [], as: UTF8.self),
                text.unicodeScalars.count <= 8000, !text.hasControls
            else { throw Refusal(.invalidField) }
            _ = try await call.platform.object(
                text, file: form?["file"], to: id, by: call.caller, once: call.once)
        }
    }
}

extension CaseParts {
    /// The hearing that lasts: what is intended and why, from which day, and what was objected.
    ///
    /// - Parameter base: the page of the case for the applicant, of the task for officials.
    func hearing(base: PageURL) -> HTML {
        guard let hearing = stored.state.hearing else { return .empty }
        let notice = platform.hearingNotice(of: stored)
        return .fragment([
            Notice(
                .warn, title: (isOfficial ? HearingWords.ofOfficials : HearingWords.title)[language]
            ) {
                if !isOfficial { Paragraph(HearingWords.lead[language]) }
                SummaryList(
                    [
                        SummaryList.Row(
                            HearingWords.day[language],
                            MomentFormat.day(hearing.notice.on, language))
                    ]
                        + hearing.proposal.grounds.compactMap(stored.definition.ground).map {
                            SummaryList.Row(
                                HearingWords.grounds[language],
                                $0.title[language] + " – " + cited($0.clause))
                        } + [
                            SummaryList.Row(
                                CaseWords.reasons[language], hearing.proposal.reasons)
                        ])
            }.html,
            notice.map { deadline($0, HearingWords.term) } ?? .empty,
            objections(hearing, base: base),
            isOfficial ? .empty : objecting,
        ])
    }

    private func objections(_ hearing: Case.Hearing, base: PageURL) -> HTML {
        let earlier = stored.state.hearings.dropLast().map(\.objections.count).reduce(0, +)
        let path = isOfficial ? "/api" + base.text : "/api/applications/\(stored.id.text)"
        return Card(title: HearingWords.objections[language], level: 2) {
            if hearing.objections.isEmpty { Paragraph(HearingWords.none[language], style: .soft) }
            for (place, objection) in hearing.objections.enumerated() {
                Paragraph(MomentFormat.day(objection.on, language), style: .soft)
                if !objection.text.isEmpty { Paragraph(objection.text) }
                if objection.digest != nil,
                    let link = PageURL(checking: "\(path)/objections/\(earlier + place + 1)")
                {
                    Paragraph { Link(HearingWords.file[language], to: link) }
                }
            }
        }.html
    }

    private var objecting: HTML {
        guard mayBind else { return whoMayBind }
        guard let action = PageURL(checking: "/cases/\(stored.id.text)/objections") else {
            return .empty
        }
        return Form(language, action: action, hasFiles: true) {
            TextField(
                language, name: "text", label: HearingWords.yours[language], content: .lines(6),
                isOptional: true)
            FileField(
                language, name: "file", label: CaseWords.file[language],
                hint: CaseWords.fileHint[language], accept: .documents)
            Button(submit: HearingWords.send[language])
        }.html
    }
}

extension Call where Caller == SignedInOfficial {
    /// What a refusal proposed today would lead to; empty where no hearing comes first.
    func hearingAhead(_ hand: TaskInHand) -> HTML {
        let stored = hand.stored
        guard
            let due = (try? platform.hearing(ofProposal: platform.clock.today, in: stored))?.due
        else { return .empty }
        let whole = (try? platform.deadlines(of: stored))?.whole?.due
        return Notice(.calm) { Paragraph(say(HearingWords.ahead(due, whole: whole))) }.html
    }
}
