import HTTPServer
import Kernel
import Rendering
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /registers/{register}`: a public register as it stood on a day (use case 46).
    static let getRegisterPage = Endpoint(
        .get, "/registers/{register}", summary: "A public register as it stood on a day",
        access: .anyoneOrPerson(because: "The registers of permits are public"),
        query: [QueryParameter].page + [
            QueryParameter(name: "at", schema: .string(.day), meaning: "The day; default today")
        ], answers: [.page], problems: [.notFound], isPage: true
    ) { call in
        let day = call.query["at"].flatMap { Day($0) } ?? call.platform.clock.today
        let register = call.path["register"] ?? ""
        let list = try await call.platform.registerItems(
            register, on: day, of: nil, page: call.page)
        let address: PageURL = "/registers/\(register)"
        return .page(
            call.page(RegisterWords.title, at: address, width: .wide) {
                BackLink(call.say(CaseWords.toServices), to: "/services")
                Heading(1, call.say(RegisterWords.title), caption: register)
                Form(call.language, action: address, isGet: true) {
                    TextField(
                        call.language, name: "at", label: call.say(LawWords.onDay),
                        value: "\(day)", content: .day)
                    Button(submit: call.say(LawWords.show), style: .secondary)
                }
                if list.items.isEmpty {
                    Notice(.calm) { Paragraph(call.say(RegisterWords.empty)) }
                } else {
                    Table(
                        caption: MomentFormat.day(day, call.language),
                        columns: [
                            .init(call.say(CaseWords.number)),
                            .init(call.say(RegisterWords.givenBy)),
                            .init(call.say(RegisterWords.bin)),
                            .init(call.say(RegisterWords.since)),
                            .init(call.say(RegisterWords.state)), .init(call.say(CaseWords.entry)),
                        ], rows: list.items.map(call.row))
                    Paragraph(call.say(RegisterWords.proof), style: .soft)
                }
                Pagination(
                    call.language, newer: nil,
                    older: list.nextCursor.map {
                        address.setting("at", to: "\(day)").setting("cursor", to: $0)
                    })
            })
    }
}

extension Call {
    fileprivate func row(_ item: RegisterItem) -> [HTML] {
        [
            Link(
                item.number,
                to: "/registers/\(item.register)/\(item.body.digits)/\(item.number)"
            ).html, .text(bodyName(item.body)),
            .text(item.bin?.digits ?? say(RegisterWords.person)),
            .text(MomentFormat.day(item.validFrom, language)),
            registerBadge(item.state).html,
            Monospaced(item.entry.text).html,
        ]
    }
}
