import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /tasks`: the inbox, what is due first.
    static let getTasksPage = Endpoint(
        .get, "/tasks", summary: "The official's workplace",
        access: .official(on: "the tasks of one's posts at one's body"),
        query: .page + [
            QueryParameter(
                name: "done", schema: .string(.oneOf(["1"])),
                meaning: "That a piece of work was just ended")
        ],
        answers: [.page], problems: [.roleNotAllowed], isPage: true
    ) { call in
        let list = try await call.platform.inbox(of: call.caller, page: call.page)
        return .page(
            call.page(CaseWords.inbox, at: "/tasks") {
                Heading(1, call.say(CaseWords.inbox))
                if call.query["done"] != nil {
                    Notice(.good, title: call.say(TaskWords.done), isAnnounced: true) {
                        Paragraph(call.say(TaskWords.doneMore))
                    }
                }
                Paragraph(call.say(CaseWords.inboxLead), style: .lead)
                Actions {
                    if call.caller.posts.contains(.head) {
                        Button(
                            call.say(SignManyWords.title), to: "/signing", style: .secondary,
                            icon: .key)
                        Button(
                            call.say(WorkWords.ofBody), to: "/body-tasks", style: .secondary)
                    }
                    Button(
                        call.say(SearchWordsOnPages.title), to: "/case-search", style: .secondary,
                        icon: .document)
                    Button(
                        call.say(FigureWords.title), to: "/case-figures", style: .secondary,
                        icon: .document)
                }
                if list.items.isEmpty {
                    EmptyState(
                        title: call.say(CaseWords.inboxEmpty),
                        text: call.say(CaseWords.inboxEmptyMore))
                }
                for item in list.items { call.card(item) }
                Pagination(
                    call.language, newer: nil,
                    older: list.nextCursor.map { "/tasks?cursor=\($0)" })
            })
    }

    /// `GET /tasks/{id}`: a case beside the law, and what can be done.
    static let getTaskPage = Endpoint(
        .get, "/tasks/{id}", summary: "A task with its case",
        access: .official(on: "a task of one's posts at one's body"), query: [.capacity],
        answers: [.page], problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in
        let hand = try await call.platform.task(call.identifier("id"), for: call.caller)
        return try await call.taskReply(hand)
    }

    /// `POST /tasks/{id}/take`.
    static let postTaskTakingPage = Endpoint(
        .post, "/tasks/{id}/take", summary: "Take a task",
        access: .official(on: "a task of one's posts at one's body"), answers: [.goOn, .page],
        problems: [.notFound, .roleNotAllowed, .taskTaken, .taskClosed, .caseNotInState],
        isPage: true
    ) { call in
        try await call.onTask { id in
            _ = try await call.platform.takeTask(id, by: call.caller, once: call.once)
            return "/tasks/\(id.text)"
        }
    }

    /// `POST /tasks/{id}/complete`.
    static let postTaskCompletionPage = Endpoint(
        .post, "/tasks/{id}/complete", summary: "End a task",
        access: .official(on: "a task of one's posts at one's body"),
        body: .form(
            [
                FormField(name: "outcome", lengthMax: 64),
                FormField(name: "reasons", lengthMax: 8000),
                FormField(name: "provider", lengthMax: 12),
                FormField(name: "department", lengthMax: 12),
                FormField(name: "whyDepartment", lengthMax: 2000),
                FormField(name: "objections", lengthMax: 4),
            ] + Endpoint.numbered("ground", lengthMax: 64)), answers: [.goOn, .page],
        problems: [
            .notFound, .roleNotAllowed, .taskTaken, .taskClosed, .refusalIncomplete,
            .caseNotInState, .invalidField, .draftChanged, .courtRestriction, .feeNotEvidenced,
            .registerUnavailable,
            .registerAnswerInvalid,
        ], isPage: true
    ) { call in
        try await call.onTask { id in
            let rules = call.platform.configuration.identityRules
            let department = call.typed("department")
            _ = try await call.platform.completeTask(
                id,
                TaskAnswer(
                    outcome: call.typed("outcome"), grounds: call.numbered("ground"),
                    reasons: call.typed("reasons"),
                    provider: try? BIN(call.typed("provider"), rules: rules),
                    department: department.isEmpty ? nil : try call.bodyNumber(department),
                    departmentReasons: call.typed("whyDepartment"),
                    objections: Int(call.typed("objections"))),
                by: call.caller, once: call.once)
            return "/tasks?done=1"
        }
    }

    /// `POST /tasks/{id}/sign`: takes the signature of the result as a file.
    static let postTaskSignaturePage = Endpoint(
        .post, "/tasks/{id}/sign", summary: "Sign a result",
        access: .official(on: "a task of one's posts at one's body"),
        body: .upload(
            contentTypes: ["multipart/form-data"], bytesMax: edsSignatureBytesMax * 2),
        answers: [.goOn, .page],
        problems: [
            .notFound, .roleNotAllowed, .taskClosed, .caseNotInState, .draftChanged,
            .signatureRefused, .revocationUnknown, .timeStampUnavailable, .wrongOrigin,
            .courtRestriction, .feeNotEvidenced, .registerUnavailable,
            .registerAnswerInvalid,
        ], isPage: true
    ) { call in
        try await call.onTask { id in
            let sent = try call.sentSignature(with: ["capacity", "preparedAt", "digest"])
            _ = try await call.platform.signResult(
                id,
                seen: ResultDraft.Name(
                    capacity: sent["capacity"], preparedAt: sent["preparedAt"],
                    digest: sent["digest"]), cms: sent.cms, by: call.caller, once: call.once)
            return "/tasks?done=1"
        }
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func card(_ item: InboxItem) -> Card {
        let holder = item.task.takenBy.map { iin in
            say(iin == caller.person.iin ? TaskWords.mine : TaskWords.another)
        }
        return card(item, holder: holder, to: "/tasks/\(item.task.id.text)")
    }

    /// A task in a list: what it is, when it is due, who has it.
    func card(_ item: InboxItem, holder: String?, to url: PageURL) -> Card {
        let due = item.task.due.map { MomentFormat.day($0, language) }
        return Card(
            title: say(item.service.title), level: 2, badge: badge(item.task), to: url
        ) {
            Paragraph(say(TaskWords.work(item.task, of: item.service)))
            Paragraph(
                [
                    item.number.map { "№ " + $0 },
                    due.map { say(CaseWords.dueOn) + " " + $0 } ?? say(TaskWords.withoutTerm),
                    holder,
                ].compactMap(\.self).joined(separator: " · "), style: .soft)
        }
    }

    func badge(_ task: CaseTask) -> Badge? {
        guard let due = task.due else { return nil }
        let days = due.daysSince1970 - platform.clock.today.daysSince1970
        if task.isLate || days < 0 { return Badge(.bad, say(TaskWords.late)) }
        if days == 0 { return Badge(.warn, say(TaskWords.today)) }
        return days == 1 ? Badge(.warn, say(TaskWords.tomorrow)) : nil
    }

    /// Does something to a task and goes on; a refusal stands above the task as it is.
    func onTask(
        _ work: (Identifier<CaseTask>) async throws -> String
    ) async throws -> Reply {
        let id: Identifier<CaseTask> = try identifier("id")
        do {
            return .seeOther(try await work(id))
        } catch let refusal as Refusal
            where ![.notFound, .roleNotAllowed].contains(refusal.code)
        {
            let hand = try await platform.task(id, for: caller)
            return try await taskReply(hand, refusal: refusal)
        }
    }
}
