import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `POST /tasks/{id}/conclusions/return`: back to the department (use case 67, 4c).
    static let postTaskConclusionReturnPage = Endpoint(
        .post, "/tasks/{id}/conclusions/return", summary: "Send a case back for another conclusion",
        access: .official(on: "a task of one's posts at one's body, which one has taken"),
        body: .form([FormField(name: "renew", lengthMax: 4000)]), answers: [.goOn, .page],
        problems: [
            .notFound, .roleNotAllowed, .taskTaken, .taskClosed, .caseNotInState,
            .refusalIncomplete, .draftChanged, .invalidField,
        ], isPage: true
    ) { call in
        try await call.onTask { id in
            _ = try await call.platform.returnConclusion(
                id, reasons: call.typed("renew"), by: call.caller, once: call.once)
            return "/tasks?done=1"
        }
    }
}

extension Call where Caller == SignedInOfficial {
    /// The way back to the department; nothing while every conclusion holds.
    func returningConclusion(_ hand: TaskInHand) async throws -> HTML {
        guard try await platform.unsoundConclusion(of: hand) != nil else { return .empty }
        return Card(title: say(ConclusionReturnWords.title), level: 2) {
            Paragraph(say(ConclusionReturnWords.lead))
            Form(language, action: address(hand, "conclusions/return")) {
                TextField(
                    language, name: "renew", label: say(TaskWords.reasons),
                    hint: say(WorkWords.reasonsHint), value: typed("renew"), content: .lines(3))
                Button(submit: say(ConclusionReturnWords.send), style: .secondary)
            }
        }.html
    }
}

enum ConclusionReturnWords {
    static let title = LocalizedText(
        kk: "Қорытындыға сүйенуге болмайды", ru: "На заключение нельзя опираться",
        en: "The conclusion cannot be relied on")
    static let lead = LocalizedText(
        kk: "Құжат өзгертілген немесе қолтаңбасы жарамсыз, сондықтан кезең аяқталмайды. Іс "
            + "департаментке қайтса, ол сұрауды қайта тіркеп, жаңа қорытынды береді.",
        ru: "Документ изменён, или его подпись недействительна, поэтому этап не завершить. Если "
            + "вернуть дело, департамент заново зарегистрирует запрос и даст новое заключение.",
        en:
            "The paper was changed, or its signature does not hold, so the stage cannot be ended. If "
            + "the case goes back, the department registers the request anew and gives another.")
    static let send = LocalizedText(
        kk: "Департаментке қайтару", ru: "Вернуть в департамент",
        en: "Send back to the department")
}
