import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /registers/{register}/{body}/{number}`: one result, where the code on its paper leads.
    static let getRegisterItemPage = Endpoint(
        .get, "/registers/{register}/{body}/{number}", summary: "One entry of a public register",
        access: .anyoneOrPerson(because: "The registers of permits are public"),
        query: [
            QueryParameter(name: "at", schema: .string(.day), meaning: "The day; default today")
        ], answers: [.page], problems: [.notFound], isPage: true
    ) { call in
        let item = try await call.registerItem()
        let address: PageURL =
            "/registers/\(item.register)/\(item.body.digits)/\(item.number)"
        let (paper, isHead) = (await call.paper(of: item), await call.isHead(of: item))
        let changes = try await call.platform.registerChanges(of: item.id)
        return .page(
            call.page(RegisterWords.item, at: address) {
                BackLink(call.say(RegisterWords.title), to: "/registers/\(item.register)")
                Heading(1, "№ " + item.number, caption: item.register)
                Paragraph { call.registerBadge(item.state) }
                SummaryList([
                    SummaryList.Row(
                        call.say(RegisterWords.bin),
                        item.bin?.digits ?? call.say(RegisterWords.person)),
                    SummaryList.Row(
                        call.say(RegisterWords.body), call.bodyName(item.body, withNumber: true)),
                    SummaryList.Row(
                        call.say(RegisterWords.since),
                        MomentFormat.day(item.validFrom, call.language)),
                    SummaryList.Row(
                        call.say(RegisterWords.until),
                        item.validUntil.map { MomentFormat.day($0, call.language) }
                            ?? call.say(RegisterWords.withoutEnd)),
                    SummaryList.Row(call.say(RegisterWords.digest)) {
                        Monospaced(item.resultDigest)
                    },
                    SummaryList.Row(call.say(CaseWords.entry)) { Monospaced(item.entry.text) },
                ])
                call.annex(item)
                call.permitted(item)
                Paragraph(call.say(RegisterWords.compare), style: .soft)
                if let paper {
                    Actions {
                        Button(call.say(CaseWords.resultPaper), to: paper, icon: .document)
                    }
                }
                Paragraph {
                    Link(call.say(RegisterWords.check), to: "/signature-check")
                }
                // The reasons may be about people: they are for the recipient and the body.
                call.history(changes, withReasons: paper != nil || isHead)
                if isHead {
                    Paragraph {
                        Link(
                            call.say(RegisterWords.decide), to: "/register-office/\(item.id.text)")
                    }
                }
            })
    }
}

extension Call where Caller == SignedInPerson? {
    /// Where the paper of an entry is, for the organisation that has it; the register itself shows
    /// no papers, since they name people.
    fileprivate func paper(of item: RegisterItem) async -> PageURL? {
        guard let caller,
            let stored = try? await platform.application(item.caseID, for: caller)
        else { return nil }
        return "/api/applications/\(stored.id.text)/result.pdf"
    }

    /// Whether the caller is an official who decides about the entry.
    fileprivate func isHead(of item: RegisterItem) async -> Bool {
        guard let caller, let official = try? await platform.official(caller) else { return false }
        return official.posts.contains(.head)
            && (try? platform.acts(official, for: item.body)) == true
    }
}

extension Call {
    /// The licence of which the entry is an annex.
    @HTMLBuilder fileprivate func annex(_ item: RegisterItem) -> HTML {
        if let licence = item.licence {
            Paragraph {
                Link(
                    say(BasisWords.annexOf) + " № " + licence.number,
                    to: "/registers/\(item.register)/\(licence.body.digits)/\(licence.number)")
                " · " + say(RegisterWords.state(licence.state))
            }
            Paragraph(say(BasisWords.withLicence), style: .soft)
        }
    }

    /// What exactly an entry is for; nothing for what was entered before that was kept.
    @HTMLBuilder fileprivate func permitted(_ item: RegisterItem) -> HTML {
        if let facts = item.facts, let service = platform.casework.catalogue.service(item.service) {
            Heading(2, say(RegisterWords.permitted))
            SummaryList(
                [
                    SummaryList.Row(
                        say(ServiceWords.what), say(service.kind(item.kind)?.title ?? service.title)
                    )
                ]
                    + facts.words(of: service, library: platform.casework).map {
                        SummaryList.Row(say($0.title), say($0.value))
                    })
        }
    }

    /// How an entry stands.
    func registerBadge(_ state: RegisterItem.State) -> Badge {
        Badge(state == .inForce ? .good : .bad, say(RegisterWords.state(state)))
    }

    /// What was decided about an entry, oldest first.
    @HTMLBuilder func history(_ changes: [RegisterChange], withReasons: Bool) -> HTML {
        if !changes.isEmpty {
            Heading(2, say(RegisterWords.history))
            for change in changes {
                Card(
                    title: MomentFormat.day(change.from, language), level: 3,
                    badge: registerBadge(change.state)
                ) {
                    Paragraph(change.clause)
                    if withReasons { Paragraph(change.reasons) }
                    Paragraph {
                        Monospaced(change.entry.text)
                    }
                }
            }
        }
    }
}
