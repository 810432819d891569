import Casework
import Kernel
import Regulations
import Rendering
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /services`: the public services (use case 42).
    static let getServicesPage = Endpoint(
        .get, "/services", summary: "The public services of industrial safety",
        access: .anyoneOrPerson(because: "Service cards are public"), query: [.onDay],
        answers: [.page], isPage: true
    ) { call in
        let day = call.dayAsked
        return .page(
            call.page(ServiceWords.title, at: "/services") {
                Heading(1, call.say(ServiceWords.title))
                Paragraph(call.say(ServiceWords.lead), style: .lead)
                Paragraph { Link(call.say(BodyWords.title), to: "/bodies") }
                for service in call.platform.casework.services {
                    let offer = ServiceOffer(
                        service, on: day, by: call.platform.rules, isSandbox: call.isSandbox)
                    Card(
                        title: call.say(service.title), level: 2,
                        badge: ServiceWords.badge(offer, call.language),
                        to: "/services/\(service.code)"
                    ) {
                        for kind in service.kinds {
                            Paragraph(
                                call.say(kind.title) + call.term(kind.term, of: service),
                                style: .soft)
                        }
                    }
                }
                Paragraph { Link(call.say(LawWords.title), to: "/law") }
            })
    }

    /// `GET /services/{code}`: a service's card on a day.
    static let getServicePage = Endpoint(
        .get, "/services/{code}", summary: "A service's card as in force on a day",
        access: .anyoneOrPerson(because: "Service cards are public"), query: [.onDay],
        answers: [.page], isPage: true
    ) { call in
        let service = try call.platform.casework.service(call.path["code"])
        let offer = ServiceOffer(
            service, on: call.dayAsked, by: call.platform.rules, isSandbox: call.isSandbox)
        return .page(
            call.page(service.title, at: "/services/\(service.code)") {
                BackLink(call.say(ServiceWords.title), to: "/services")
                Heading(1, call.say(service.title))
                Form(call.language, action: "/services/\(service.code)", isGet: true) {
                    TextField(
                        call.language, name: "on", label: call.say(LawWords.onDay),
                        value: "\(call.dayAsked)", content: .day)
                    Button(submit: call.say(LawWords.show), style: .secondary)
                }
                if offer.closed == nil { call.application(for: service) }
                call.provider(of: service, offer)
                for register in Set(service.ends.compactMap(\.register)).sorted() {
                    Paragraph {
                        Link(
                            call.say(RegisterWords.title) + ": " + register,
                            to: "/registers/\(register)")
                    }
                }
                call.applicants(of: service)
                call.what(service)
                call.work(service)
                call.refusals(service)
                if !service.openPoints.isEmpty {
                    More(call.say(ServiceWords.openPoints)) {
                        for point in service.openPoints { Paragraph(call.say(point)) }
                    }
                }
            })
    }
}

extension Call {
    /// ": 5 working days – annex 2, row 3 (IS-A3.3)", or that the act gives none.
    fileprivate func term(_ term: Term?, of service: ServiceDefinition) -> String {
        guard let term else { return ": " + say(ServiceWords.noTerm) }
        return ": " + ServiceWords.days.text(Int64(term.amount), language) + " – "
            + say(term.clause.cited(within: service.act))
    }

    /// The form that begins an application.
    fileprivate func application(for service: ServiceDefinition) -> HTML {
        Card(title: say(CaseWords.apply), level: 2) {
            Form(language, action: "/cases", hidden: [("service", service.code)]) {
                SelectField(
                    language, name: "kind", label: say(ServiceWords.what),
                    options: service.kinds.map { ($0.code, say($0.title)) })
                for (index, variant) in service.variants.enumerated() {
                    tag(.div, .class("choice")) {
                        tag(
                            .input, .type("checkbox"), .id("variant\(index)"),
                            .name("variant\(index)"), .value(variant.code))
                        tag(.label, .for("variant\(index)")) { say(variant.title) }
                    }
                }
                Button(submit: say(CaseWords.begin))
            }
        }.html
    }

    fileprivate func provider(of service: ServiceDefinition, _ offer: ServiceOffer) -> HTML {
        let badge = ServiceWords.badge(offer, language)
        return Card(title: say(ServiceWords.provider), level: 2, badge: badge) {
            Paragraph(offer.provider?.state.wording.map(say) ?? say(LawWords.notHeld))
            if let day = offer.opensOn { Paragraph(say(CaseworkWords.opens(day))) }
            Paragraph {
                Link(say(service.providerClause.cited()), to: "/law/\(service.act)")
            }
        }.html
    }

    /// Who may apply and through which portal, and whether the act says so.
    fileprivate func applicants(of service: ServiceDefinition) -> HTML {
        func row(_ name: LocalizedText, _ values: [String], isAssumed: Bool) -> SummaryList.Row {
            SummaryList.Row(
                say(name),
                values.joined(separator: "; ")
                    + (isAssumed ? " (" + say(ServiceWords.assumed) + ")" : ""))
        }
        return SummaryList([
            row(
                ServiceWords.mayApply,
                service.recipients.map { say(ServiceWords.recipient($0)) },
                isAssumed: service.recipientsAreAssumed),
            row(
                ServiceWords.through, service.channels, isAssumed: service.channelsAreAssumed),
        ]).html
    }

    fileprivate func what(_ service: ServiceDefinition) -> HTML {
        .fragment([
            Heading(2, say(ServiceWords.kinds)).html,
            Table(
                caption: say(ServiceWords.kinds),
                columns: [
                    Table.Column(say(ServiceWords.what)), Table.Column(say(ServiceWords.total)),
                    Table.Column(say(ServiceWords.form)),
                ],
                rows: service.kinds.map { kind in
                    [
                        .text(say(kind.title)),
                        .text(String(term(kind.term, of: service).dropFirst(2))),
                        .text(
                            kind.form.map {
                                say($0.words) + " – " + say($0.clause.cited(within: service.act))
                            } ?? "–"),
                    ]
                }
            ).html,
            Heading(2, say(ServiceWords.documents)).html,
            service.documents.isEmpty
                ? Paragraph(say(ServiceWords.noDocuments)).html
                : .fragment(service.documents.map { document(service, $0) }),
        ])
    }

    private func document(
        _ service: ServiceDefinition, _ document: ServiceDefinition.Document
    ) -> HTML {
        let kinds = document.kinds.compactMap(service.kind).map { say($0.title) }
        let variants = service.variants.filter { document.variants.contains($0.code) }
            .map { say($0.title) }
        let scope = (kinds + variants).joined(separator: ", ")
        return Card(title: say(document.title)) {
            if !scope.isEmpty { Paragraph(scope, style: .soft) }
            if !document.parts.isEmpty {
                Paragraph(document.parts.map { say($0.title) }.joined(separator: "; "))
            }
            if document.isAssumed { Paragraph(say(ServiceWords.assumed)) }
            if document.mayBeHeldByState { Paragraph(say(ServiceWords.heldByState)) }
            Paragraph(clauses(document, of: service), style: .soft)
        }.html
    }

    /// The clause; where kinds have their own, each with its kinds.
    private func clauses(
        _ document: ServiceDefinition.Document, of service: ServiceDefinition
    ) -> String {
        let own = service.kinds.compactMap { kind in
            document.clauses[kind.code].map {
                "\(say($0.cited(within: service.act))) – \(say(kind.title))"
            }
        }
        return own.isEmpty
            ? say(document.clause.cited(within: service.act)) : own.joined(separator: "; ")
    }

    fileprivate func work(_ service: ServiceDefinition) -> HTML {
        .fragment([
            Heading(2, say(ServiceWords.stages)).html,
            ServiceDiagram(
                service: service, language: language,
                options: try? platform.caseOptions(of: service)
            ) {
                String(term($0.term, of: service).dropFirst(2))
            }.html,
            Table(
                caption: say(ServiceWords.stages),
                columns: [
                    Table.Column(say(ServiceWords.stage)), Table.Column(say(ServiceWords.who)),
                    Table.Column(say(ServiceWords.total)), Table.Column(say(ServiceWords.leadsTo)),
                ],
                rows: service.stages.map { stage in
                    [
                        .text(say(stage.title)), .text(ServiceWords.actor(stage.actor)[language]),
                        .text(String(term(stage.term, of: service).dropFirst(2))),
                        .text(stage.outcomes.map { outcome(service, $0) }.joined(separator: "; ")),
                    ]
                }
            ).html,
        ])
    }

    private func outcome(
        _ service: ServiceDefinition, _ outcome: ServiceDefinition.Outcome
    ) -> String {
        let next = service.stage(outcome.next)?.title ?? service.end(outcome.next)?.title
        return say(outcome.title) + (next.map { " → " + say($0) } ?? "")
    }

    fileprivate func refusals(_ service: ServiceDefinition) -> HTML {
        .fragment([
            Heading(2, say(ServiceWords.grounds)).html,
            Table(
                caption: say(ServiceWords.grounds),
                columns: [
                    Table.Column(say(ServiceWords.ground)), Table.Column(say(LawWords.clause)),
                ],
                rows: service.grounds.map {
                    [.text(say($0.title)), .text(say($0.clause.cited(within: service.act)))]
                }
            ).html,
            Paragraph(say(service.appeal)).html,
        ])
    }
}
