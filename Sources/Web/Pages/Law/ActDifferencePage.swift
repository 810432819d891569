import Kernel
import Regulations
import Rendering
import UseCases

extension Endpoint {
    /// `GET /law/{act}/difference`: two days side by side (use case 40).
    static let getActDifferencePage = Endpoint(
        .get, "/law/{act}/difference", summary: "What two days see differently in an act",
        access: .anyoneOrPerson(because: "The law is public"),
        query: [
            QueryParameter(name: "from", schema: .string(.day), meaning: "The first day"),
            QueryParameter(name: "to", schema: .string(.day), meaning: "The second day"),
        ],
        answers: [.page], isPage: true
    ) { call in
        guard let act = call.platform.act(call.path["act"] ?? "") else {
            throw Refusal(.notFound)
        }
        let to = call.query["to"].flatMap { Day($0) } ?? call.platform.clock.today
        let from = call.query["from"].flatMap { Day($0) } ?? to.adding(days: -1)
        let address = PageURL("/law/\(act.tag)/difference").setting("from", to: "\(from)")
            .setting("to", to: "\(to)")
        let changed = act.difference(from: from, to: to)
        return .page(
            call.page(LawWords.difference, at: address, width: .wide) {
                BackLink(act.title[call.language], to: "/law/\(act.tag)")
                Heading(1, call.say(LawWords.difference), caption: act.reference(in: call.language))
                Form(call.language, action: "/law/\(act.tag)/difference", isGet: true) {
                    TextField(
                        call.language, name: "from", label: call.say(LawWords.firstDay),
                        value: "\(from)", content: .day)
                    TextField(
                        call.language, name: "to", label: call.say(LawWords.secondDay),
                        value: "\(to)", content: .day)
                    Button(submit: call.say(LawWords.compare), style: .secondary)
                }
                if changed.isEmpty {
                    Notice(.calm) { Paragraph(call.say(LawWords.same)) }
                } else {
                    Table(
                        caption: call.say(LawWords.difference),
                        columns: [
                            Table.Column(call.say(LawWords.clause)), Table.Column("\(from)"),
                            Table.Column("\(to)"),
                        ],
                        rows: changed.map { change in
                            [
                                .text(change.clause.clause.tag),
                                .text(call.wording(change.before)),
                                .text(call.wording(change.after)),
                            ]
                        })
                }
            })
    }
}

extension Call {
    fileprivate func wording(_ version: ClauseVersion?) -> String {
        guard let version else { return say(LawWords.nothing) }
        return version.text.map(say) ?? say(LawWords.notHeld)
    }
}
