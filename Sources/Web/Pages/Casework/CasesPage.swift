import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /cases`: one's applications, and the way to the workplace for officials.
    static let getCasesPage = Endpoint(
        .get, "/cases", summary: "One's applications",
        access: .person(on: "the applications of one's organisation, or one's own"),
        query: .page, answers: [.page], isPage: true
    ) { call in
        let official = try? await call.platform.official(call.caller)
        let list = try await call.platform.applications(of: call.caller, page: call.page)
        var rows: [(StoredCase, Day?)] = []
        for stored in list.items {
            rows.append((stored, try call.platform.deadlines(of: stored)?.due))
        }
        return .page(
            call.page(CaseWords.applications, at: "/cases") {
                Heading(1, call.say(CaseWords.applications))
                if let official, !official.posts.isEmpty {
                    Card(title: call.say(CaseWords.inbox), level: 2, to: "/tasks") {
                        Paragraph(call.say(CaseWords.inboxLead), style: .soft)
                    }
                }
                if call.caller.method != .eds {
                    Notice(.warn, title: call.say(CaseWords.needsEDS)) {
                        Paragraph(call.say(CaseWords.needsEDSMore))
                    }
                }
                if rows.isEmpty {
                    EmptyState(
                        title: call.say(CaseWords.none), text: call.say(CaseWords.noneMore),
                        action: Button(call.say(CaseWords.toServices), to: "/services"))
                } else {
                    for (stored, due) in rows { call.card(stored, due: due) }
                    Paragraph { Link(call.say(CaseWords.toServices), to: "/services") }
                }
                Pagination(
                    call.language, newer: nil,
                    older: list.nextCursor.map { "/cases?cursor=\($0)" })
            })
    }

    /// `POST /cases`: begins an application from a service's page.
    static let postCasePage = Endpoint(
        .post, "/cases", summary: "Begin an application",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .form(
            [FormField(name: "service", lengthMax: 64), FormField(name: "kind", lengthMax: 64)]
                + Endpoint.numbered("variant", lengthMax: 64)),
        answers: [.goOn],
        problems: [.edsRequired, .serviceClosed, .notFound, .invalidField, .applicationLimit],
        isPage: true
    ) { call in
        do {
            let stored = try await call.platform.openApplication(
                service: call.typed("service"), kind: call.typed("kind"),
                variants: call.numbered("variant"), by: call.caller, once: call.once)
            return .seeOther("/cases/\(stored.id.text)")
        } catch let refusal as Refusal where refusal.code != .notFound {
            let service = try call.platform.casework.service(call.typed("service"))
            return call.refused(
                refusal, service.title, at: "/services",
                back: (CaseWords.toServices, "/services/\(service.code)"))
        }
    }

    /// Fields of a form that stand for the things of a definition, by their places.
    static func numbered(_ name: String, lengthMax: Int) -> [FormField] {
        (0..<numberedMax).map { FormField(name: "\(name)\($0)", lengthMax: lengthMax) }
    }

    /// The most fields, parts or grounds of a definition that a page shows.
    static let numberedMax = 40
}

extension Call {
    /// What was chosen among numbered fields.
    func numbered(_ name: String) -> [String] {
        (0..<Endpoint.numberedMax).map { typed("\(name)\($0)") }.filter { !$0.isEmpty }
    }

    fileprivate func card(_ stored: StoredCase, due: Day?) -> Card {
        Card(
            title: say(stored.definition.title), level: 2, badge: CaseWords.badge(stored, language),
            to: "/cases/\(stored.id.text)"
        ) {
            Paragraph(caseLine(stored, due: due), style: .soft)
        }
    }

    /// What is asked for, the number, the day, and the last day: one line below a heading.
    func caseLine(_ stored: StoredCase, due: Day?) -> String {
        var parts: [String] = []
        if let kind = stored.kindOfApplication { parts.append(say(kind.title)) }
        if let number = stored.state.number { parts.append("№ " + number) }
        parts.append(MomentFormat.day(Day(at: stored.submittedAt ?? stored.createdAt), language))
        if let due { parts.append(say(CaseWords.dueOn) + " " + MomentFormat.day(due, language)) }
        return parts.joined(separator: " · ")
    }
}
