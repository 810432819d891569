import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /case-search`: the empty form (use case 71).
    static let getCaseSearchPage = Endpoint(
        .get, "/case-search", summary: "Find a case",
        access: .official(on: "the cases of one's body"), answers: [.page],
        problems: [.roleNotAllowed], isPage: true
    ) { call in
        guard !call.caller.posts.isEmpty else { throw Refusal(.roleNotAllowed) }
        return .page(call.searchPage(nil))
    }

    /// `POST /case-search`: what was found; a POST, so that no name stands in an address.
    static let postCaseSearchPage = Endpoint(
        .post, "/case-search", summary: "Find a case",
        access: .official(on: "the cases of one's body"),
        body: .form([
            FormField(name: "text", lengthMax: CaseQuery.textLengthMax),
            FormField(name: "service", lengthMax: 64), FormField(name: "state", lengthMax: 32),
            FormField(name: "from", lengthMax: 10), FormField(name: "until", lengthMax: 10),
            FormField(name: "cursor", lengthMax: 80),
        ]), answers: [.page], problems: [.roleNotAllowed], isPage: true
    ) { call in
        let cursor = call.typed("cursor")
        let found = try await call.platform.searchCases(
            call.caseQuery, by: call.caller,
            page: PageRequest(limit: 25, cursor: cursor.isEmpty ? nil : cursor))
        return .page(call.searchPage(found))
    }

    /// `GET /case-files/{id}`: a case of one's body, to look at.
    static let getCaseFilePage = Endpoint(
        .get, "/case-files/{id}", summary: "A case on which one's body works",
        access: .official(on: "the cases of one's body"), answers: [.page],
        problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in
        let stored = try await call.platform.caseFile(call.identifier("id"), for: call.caller)
        let task = try await call.platform.openTask(of: stored.id, for: call.caller)
        let clocks = try call.platform.deadlines(of: stored)
        let parts = CaseParts(
            stored: stored, platform: call.platform, language: call.language, isOfficial: true)
        let attestations = try await call.platform.attestations(of: stored)
        let address: PageURL = "/case-files/\(stored.id.text)"
        return .page(
            call.page(stored.definition.title, at: address) {
                BackLink(call.say(SearchWordsOnPages.title), to: "/case-search")
                Heading(
                    1, call.say(stored.definition.title),
                    caption: stored.applicantName ?? stored.bin?.digits)
                Paragraph(call.caseLine(stored, due: clocks?.due), style: .soft)
                if let task {
                    Actions {
                        Button(
                            call.say(TaskWords.work(task, of: stored.definition)),
                            to: "/tasks/\(task.id.text)")
                    }
                }
                parts.standing
                parts.attestations(attestations)
                parts.refusal
                Heading(2, call.say(CaseWords.whatWasSubmitted))
                parts.content(base: address)
                parts.clocks(clocks)
                parts.timeline
            })
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate var caseQuery: CaseQuery {
        let service = typed("service")
        return CaseQuery(
            text: typed("text"), service: service.isEmpty ? nil : service,
            state: CaseQuery.State(rawValue: typed("state")), from: Day(typed("from")),
            until: Day(typed("until")))
    }

    fileprivate func searchPage(_ found: FoundCases?) -> Page {
        page(SearchWordsOnPages.title, at: "/case-search") {
            BackLink(say(CaseWords.inbox), to: "/tasks")
            Heading(1, say(SearchWordsOnPages.title))
            searchForm
            if let found {
                Heading(2, say(SearchWordsOnPages.found))
                if found.items.isEmpty {
                    Notice(.calm) {
                        Paragraph(
                            say(
                                found.isCutShort
                                    ? SearchWordsOnPages.cutShort : SearchWordsOnPages.nothing))
                    }
                }
                for item in found.items { card(item) }
                if let cursor = found.nextCursor {
                    Form(
                        language, action: "/case-search",
                        hidden: ["text", "service", "state", "from", "until"].map {
                            (name: $0, value: typed($0))
                        } + [(name: "cursor", value: cursor)]
                    ) {
                        Button(submit: say(SearchWordsOnPages.more), style: .secondary)
                    }
                }
            }
        }
    }

    private var searchForm: Form {
        Form(language, action: "/case-search") {
            TextField(
                language, name: "text", label: say(SearchWordsOnPages.text),
                hint: say(SearchWordsOnPages.textHint), value: typed("text"), isOptional: true)
            SelectField(
                language, name: "service", label: say(SearchWordsOnPages.service),
                options: [("", say(SearchWordsOnPages.all))]
                    + platform.casework.services.map { ($0.code, say($0.title)) },
                chosen: typed("service"))
            SelectField(
                language, name: "state", label: say(SearchWordsOnPages.state),
                options: [("", say(SearchWordsOnPages.all))]
                    + CaseQuery.State.allCases.map {
                        ($0.rawValue, say(SearchWordsOnPages.state($0)))
                    }, chosen: typed("state"))
            TextField(
                language, name: "from", label: say(SearchWordsOnPages.from),
                value: typed("from"), content: .day, isOptional: true)
            TextField(
                language, name: "until", label: say(SearchWordsOnPages.until),
                value: typed("until"), content: .day, isOptional: true)
            Button(submit: say(SearchWordsOnPages.find))
        }
    }

    private func card(_ found: FoundCase) -> Card {
        let isLate =
            found.due.map { $0 < platform.clock.today } == true
            && [.stage, .awaitingSignature].contains(found.state)
        let title = [found.number.map { "№ " + $0 }, found.applicantName ?? found.bin?.digits]
        let names = title.compactMap(\.self).joined(separator: " · ")
        return Card(
            title: names.isEmpty ? say(found.service.title) : names, level: 3,
            badge: isLate
                ? Badge(.bad, say(TaskWords.late))
                : Badge(.calm, say(SearchWordsOnPages.state(found.state))),
            to: "/case-files/\(found.id.text)"
        ) {
            Paragraph(say(found.service.title))
            Paragraph(
                [
                    found.stage.flatMap(found.service.stage).map { say($0.title) },
                    found.ending.flatMap(found.service.end).map { say($0.title) },
                    MomentFormat.day(Day(at: found.submittedAt), language),
                    found.due.map { say(CaseWords.dueOn) + " " + MomentFormat.day($0, language) },
                ].compactMap(\.self).joined(separator: " · "), style: .soft)
        }
    }
}
