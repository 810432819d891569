import Kernel
import Regulations
import Rendering
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /law-office`: the law workplace of the authorised body (use cases 82 to 84).
    static let getLawOfficePage = Endpoint(
        .get, "/law-office", summary: "What waits for a second official, orders, the calendar",
        access: .official(role: .authorisedBody, on: lawData), answers: [.page],
        problems: [.roleNotAllowed], isPage: true
    ) { call in
        let waiting = try await call.platform.lawProposals(for: call.caller)
        return .page(
            call.page(LawOfficePageWords.title, at: "/law-office") {
                Heading(1, call.say(LawOfficePageWords.title), caption: call.caller.name)
                Paragraph(call.say(LawOfficePageWords.lead), style: .lead)
                Heading(2, call.say(LawOfficePageWords.waiting))
                if waiting.isEmpty { Paragraph(call.say(LawOfficePageWords.nothingWaits)) }
                for proposal in waiting { call.card(proposal) }
                Heading(2, call.say(LawOfficePageWords.amendments))
                for package in Regulations.packages { call.card(package) }
                for life in call.platform.actLives { call.life(life) }
                Paragraph {
                    Link(call.say(LawOfficePageWords.check), to: "/law-office/check")
                }
                Heading(2, call.say(CalendarPageWords.title))
                Paragraph {
                    Link(call.say(CalendarPageWords.propose), to: "/law-office/calendar")
                }
                Paragraph { Link(call.say(CalendarPageWords.title), to: "/law/calendar") }
                Paragraph { Link(call.say(DutyWords.title), to: "/duties") }
            })
    }

    /// `GET /law-office/proposals/{id}`: a proposal, what follows from it, and the two answers.
    static let getLawProposalPage = Endpoint(
        .get, "/law-office/proposals/{id}", summary: "A proposal and what follows from it",
        access: .official(role: .authorisedBody, on: lawData), answers: [.page],
        problems: [.roleNotAllowed, .notFound], isPage: true
    ) { call in .page(try await call.proposalPage(nil)) }

    /// `POST /law-office/proposals/{id}/confirm`: the second official's word.
    static let postLawConfirmationPage = Endpoint(
        .post, "/law-office/proposals/{id}/confirm", summary: "Confirm as a second official",
        access: .official(role: .authorisedBody, on: lawData), answers: [.goOn, .page],
        problems: [.roleNotAllowed, .notFound, .lawDecisionRefused], isPage: true
    ) { call in
        let id: Identifier<Administration.Proposal> = try call.identifier("id")
        do {
            try await call.platform.confirmLaw(id, by: call.caller, once: call.once)
            return .seeOther("/law-office")
        } catch let refusal as Refusal where refusal.code == .lawDecisionRefused {
            return .page(try await call.proposalPage(refusal), status: refusal.code.status)
        }
    }

    /// `POST /law-office/proposals/{id}/decline`: it is never made.
    static let postLawDeclinePage = Endpoint(
        .post, "/law-office/proposals/{id}/decline", summary: "End a proposal",
        access: .official(role: .authorisedBody, on: lawData), answers: [.goOn],
        problems: [.roleNotAllowed, .notFound], isPage: true
    ) { call in
        let id: Identifier<Administration.Proposal> = try call.identifier("id")
        try await call.platform.declineLaw(id, by: call.caller, once: call.once)
        return .seeOther("/law-office")
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func card(_ proposal: LawProposal) -> Card {
        Card(
            title: title(of: proposal),
            badge: proposal.isOwn
                ? Badge(.calm, say(LawOfficePageWords.own))
                : Badge(.warn, say(LawOfficePageWords.yours)),
            to: "/law-office/proposals/\(proposal.id.text)"
        ) {
            Paragraph(
                proposal.proposedBy + " · "
                    + MomentFormat.dayAndTime(proposal.proposedAt, language), style: .soft)
        }
    }

    fileprivate func title(of proposal: LawProposal) -> String {
        guard case .enterPublication(let publication) = proposal.change else {
            guard case .changeCalendar(let decision) = proposal.change else { return "" }
            return say(LawOfficePageWords.calendar) + ": "
                + decision.changes.map { MomentFormat.day($0.day, language) }
                .joined(separator: ", ")
        }
        return say(LawOfficePageWords.publicationDay) + " "
            + (publication.amendment.map { "№ " + $0.order.number } ?? publication.package) + ": "
            + MomentFormat.day(publication.day, language)
    }

    fileprivate func card(_ package: AmendmentPackage) -> Card {
        let entered = platform.enteredPublication(of: package)
        return Card(
            title: "№ " + package.order.number + ", "
                + MomentFormat.day(package.order.date, language),
            badge: entered == nil
                ? Badge(.warn, say(LawOfficePageWords.dayMissing))
                : Badge(.good, say(LawOfficePageWords.dayEntered)),
            to: PageURL("/law-office/amendments/\(package.id)")
        ) {
            Paragraph(package.order.issuer[language])
            if entered == nil { Paragraph(say(LawOfficePageWords.missingMeans), style: .soft) }
        }
    }

    /// The life of an order, folded: there are more than a dozen.
    fileprivate func life(_ life: ActLife) -> HTML {
        let titles = life.rules.compactMap { Regulations.act($0)?.title[language] }
        return More((titles.isEmpty ? [] : [titles[0]]).joined() + " № " + life.order) {
            SummaryList(
                life.events.map { event in
                    let day = event.day ?? event.assumedDay
                    var text =
                        day.map { MomentFormat.day($0, language) } ?? say(DutyWords.notEntered)
                    if event.day == nil, day != nil { text += ", " + say(DutyWords.assumed) }
                    let name = [say(DutyWords.name(event.kind)), event.note?[language]]
                        .compactMap(\.self).joined(separator: ": ")
                    return .init(name, text + (event.number.map { " · № " + $0 } ?? ""))
                })
        }.html
    }

    fileprivate func proposalPage(_ refusal: Refusal?) async throws -> Page {
        let proposal = try await platform.lawProposal(try identifier("id"), for: caller)
        let id = proposal.id.text
        let (follows, stale) = try await following(from: proposal)
        let said = refusal ?? stale
        return page(
            LawOfficePageWords.title, at: "/law-office/proposals/\(id)", width: .wide,
            isFaulty: said != nil
        ) {
            if let said { refusedNotice(said) }
            BackLink(say(LawOfficePageWords.title), to: "/law-office")
            Heading(1, title(of: proposal))
            Paragraph(
                say(LawOfficePageWords.proposedBy) + " " + proposal.proposedBy + ", "
                    + MomentFormat.dayAndTime(proposal.proposedAt, language))
            follows
            if stale == nil, proposal.isOwn {
                Notice(.calm) { Paragraph(say(LawOfficePageWords.otherConfirms)) }
            }
            if stale == nil, !proposal.isOwn {
                Form(language, action: "/law-office/proposals/\(id)/confirm") {
                    Button(submit: say(LawOfficePageWords.confirm))
                }
            }
            Form(language, action: "/law-office/proposals/\(id)/decline") {
                Button(submit: say(LawOfficePageWords.decline), style: .secondary)
            }
        }
    }

    /// What follows from a proposal, or why it can only be declined.
    private func following(
        from proposal: LawProposal
    ) async throws -> (follows: HTML, stale: Refusal?) {
        do {
            try platform.checkStanding(of: proposal)
            return (try await outlook(of: proposal.change), nil)
        } catch let refusal as Refusal where refusal.code == .lawDecisionRefused {
            return (.empty, refusal)
        }
    }

    private func outlook(of change: AdministrativeChange) async throws -> HTML {
        if case .changeCalendar(let decision) = change {
            return shown(
                try await platform.calendarOutlook(
                    decision.changes, reason: decision.reason, act: decision.act, for: caller))
        }
        guard case .enterPublication(let publication) = change else { return .empty }
        let outlook = try await platform.publicationOutlook(
            of: publication.package, on: publication.day, for: caller)
        return .fragment([source(of: publication), shown(outlook)])
    }

    func refusedNotice(_ refusal: Refusal) -> Notice {
        Notice(.bad, title: refusal.code.title[language], isAnnounced: true) {
            Paragraph(refusal.words(in: language, now: now))
        }
    }
}
