import Kernel
import Regulations
import Rendering
import UseCases

extension Endpoint {
    /// `GET /law`: the acts that are held (use case 40).
    static let getLawPage = Endpoint(
        .get, "/law", summary: "The acts whose clauses can be read as on any day",
        access: .anyoneOrPerson(because: "The law is public"), answers: [.page], isPage: true
    ) { call in
        .page(
            call.page(LawWords.title, at: "/law") {
                Heading(1, call.say(LawWords.title))
                Paragraph(call.say(LawWords.lead), style: .lead)
                for act in Regulations.acts {
                    Card(title: act.title[call.language], level: 2, to: "/law/\(act.tag)") {
                        Paragraph(act.reference(in: call.language), style: .soft)
                    }
                }
                Paragraph { Link(call.say(CalendarPageWords.title), to: "/law/calendar") }
                Paragraph { Link(call.say(LawWords.deadlines), to: "/law/deadline") }
                Paragraph { Link(call.say(DutyWords.title), to: "/duties") }
            })
    }

    /// `GET /law/{act}`: an act as it stood on a day.
    static let getActPage = Endpoint(
        .get, "/law/{act}", summary: "An act as it stood on a day",
        access: .anyoneOrPerson(because: "The law is public"),
        query: [
            QueryParameter(name: "on", schema: .string(.day), meaning: "The day; default today")
        ],
        answers: [.page], isPage: true
    ) { call in
        guard let act = call.platform.act(call.path["act"] ?? "") else {
            throw Refusal(.notFound)
        }
        let day = call.query["on"].flatMap { Day($0) } ?? call.platform.clock.today
        return .page(
            call.page(act.title, at: PageURL("/law/\(act.tag)").setting("on", to: "\(day)")) {
                BackLink(call.say(LawWords.title), to: "/law")
                Heading(1, act.title[call.language], caption: act.reference(in: call.language))
                Notice(.warn) { Paragraph(call.say(LawWords.unofficial)) }
                Form(call.language, action: "/law/\(act.tag)", isGet: true) {
                    TextField(
                        call.language, name: "on", label: call.say(LawWords.onDay),
                        value: "\(day)", content: .day)
                    Button(submit: call.say(LawWords.show), style: .secondary)
                }
                call.turningDays(of: act)
                for clause in act.clauses {
                    if let version = clause.version(on: day) { call.card(version, clause) }
                }
            })
    }
}

extension Call {
    /// The days on which something changes, each with the way to what it changed.
    fileprivate func turningDays(of act: Act) -> HTML {
        let days = act.turningDays
        guard !days.isEmpty else { return .empty }
        return More(say(LawWords.changes)) {
            for day in days {
                Paragraph {
                    Link(
                        "\(day)",
                        to: PageURL("/law/\(act.tag)/difference")
                            .setting("from", to: "\(day.adding(days: -1))")
                            .setting("to", to: "\(day)"))
                }
            }
        }.html
    }

    func card(_ version: ClauseVersion, _ clause: ActClause) -> HTML {
        let origin = Origin(of: version, clause, in: platform.rules)
        return Card(
            title: clause.clause.tag, badge: version.isAssumed ? LawWords.assumed(language) : nil
        ) {
            if let history = origin.history {
                Paragraph(history.address.words[language], style: .soft)
            }
            Paragraph(version.text.map(say) ?? say(LawWords.notHeld))
            Paragraph(LawWords.period(version, language), style: .soft)
            if let operation = origin.version?.operation {
                Paragraph(say(LawWords.by) + " " + operation.clause.tag, style: .soft)
                if let note = operation.note { Notice(.calm) { Paragraph(say(note)) } }
            }
        }.html
    }
}

extension Act {
    /// Number and registration.
    func reference(in language: Language) -> String {
        registration.isEmpty
            ? "№ \(number)" : "№ \(number), \(LawWords.registered[language]) № \(registration)"
    }
}
