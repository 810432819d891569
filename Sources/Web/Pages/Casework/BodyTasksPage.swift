import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /body-tasks`: the work of the head's body (use case 59).
    static let getBodyTasksPage = Endpoint(
        .get, "/body-tasks", summary: "The open work of one's body, each with who has it",
        access: .official(on: "the work of one's body, as its head"), query: .page,
        answers: [.page], problems: [.roleNotAllowed], isPage: true
    ) { call in
        let list = try await call.platform.bodyTasks(of: call.caller, page: call.page)
        return .page(
            call.page(WorkWords.ofBody, at: "/body-tasks") {
                BackLink(call.say(CaseWords.inbox), to: "/tasks")
                Heading(1, call.say(WorkWords.ofBody))
                Paragraph(call.say(WorkWords.ofBodyLead), style: .lead)
                if list.items.isEmpty {
                    EmptyState(
                        title: call.say(CaseWords.inboxEmpty),
                        text: call.say(CaseWords.inboxEmptyMore))
                }
                for line in list.items { call.card(line) }
                Pagination(
                    call.language, newer: nil,
                    older: list.nextCursor.map { "/body-tasks?cursor=\($0)" })
            })
    }

    /// `GET /body-tasks/{id}`: who has a piece of work, and to whom it can be given.
    static let getBodyTaskPage = Endpoint(
        .get, "/body-tasks/{id}", summary: "A piece of work of one's body",
        access: .official(on: "the work of one's body, as its head"), answers: [.page],
        problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in
        let found = try await call.platform.bodyTask(call.identifier("id"), for: call.caller)
        return .page(call.bodyTaskPage(found, refusal: nil))
    }

    /// `POST /body-tasks/{id}/assign`.
    static let postBodyTaskAssignmentPage = Endpoint(
        .post, "/body-tasks/{id}/assign", summary: "Give a piece of work to an official",
        access: .official(on: "the work of one's body, as its head"),
        body: .form([
            FormField(name: "official", lengthMax: 100),
            FormField(name: "reasons", lengthMax: 2000),
        ]), answers: [.goOn, .page],
        problems: [
            .notFound, .roleNotAllowed, .taskClosed, .refusalIncomplete, .caseNotInState,
            .invalidField,
        ], isPage: true
    ) { call in
        let id: Identifier<CaseTask> = try call.identifier("id")
        do {
            _ = try await call.platform.reassignTask(
                id, to: call.typed("official"), reasons: call.typed("reasons"), by: call.caller,
                once: call.once)
            return .seeOther("/body-tasks")
        } catch let refusal as Refusal where refusal.code != .notFound {
            // Whoever is not the head is told so here, and of no task.
            let found = try await call.platform.bodyTask(id, for: call.caller)
            return .page(
                call.bodyTaskPage(found, refusal: refusal), status: refusal.code.status)
        }
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func card(_ line: BodyTaskItem) -> Card {
        card(
            line.item,
            holder: say(WorkWords.holder) + ": " + (line.holder?.name ?? say(WorkWords.nobody)),
            to: "/body-tasks/\(line.item.task.id.text)")
    }

    fileprivate func bodyTaskPage(_ found: BodyTask, refusal: Refusal?) -> Page {
        let task = found.task
        let others = found.colleagues.filter { $0 != found.holder }
        let url: PageURL = "/body-tasks/\(task.id.text)"
        return page(found.stored.definition.title, at: url, isFaulty: refusal != nil) {
            BackLink(say(WorkWords.ofBody), to: "/body-tasks")
            Heading(
                1, say(found.stored.definition.title),
                caption: say(TaskWords.work(task, of: found.stored.definition)))
            Paragraph(caseLine(found.stored, due: task.due), style: .soft)
            if let refusal {
                Notice(.bad, title: refusal.code.title[language], isAnnounced: true) {
                    Paragraph(refusal.words(in: language, now: now))
                }
            }
            SummaryList([
                SummaryList.Row(
                    say(WorkWords.holder), found.holder?.name ?? say(WorkWords.nobody))
            ])
            if task.doneAt != nil {
                Notice(.good, title: say(TaskWords.done)) { HTML.empty }
            } else if others.isEmpty || task.work == .late {
                Paragraph(say(WorkWords.noColleague))
            } else {
                Form(language, action: "/body-tasks/\(task.id.text)/assign") {
                    SelectField(
                        language, name: "official", label: say(WorkWords.official),
                        options: others.map { ($0.code, $0.name) }, chosen: typed("official"))
                    TextField(
                        language, name: "reasons", label: say(WorkWords.why),
                        hint: say(WorkWords.reasonsHint), value: typed("reasons"),
                        content: .lines(3))
                    Button(submit: say(WorkWords.assign))
                }
            }
        }
    }
}
