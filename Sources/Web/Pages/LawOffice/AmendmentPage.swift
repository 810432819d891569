import Casework
import Kernel
import Regulations
import Rendering
import UseCases

extension Endpoint {
    private static let publicationFields = [
        FormField(name: "day", lengthMax: 10), FormField(name: "publishedBy", lengthMax: 300),
        FormField(name: "reference", lengthMax: 300), FormField(name: "step", lengthMax: 10),
    ]

    /// `GET /law-office/amendments/{package}`: an order, and the form for its day (use case 82).
    static let getAmendmentPage = Endpoint(
        .get, "/law-office/amendments/{package}",
        summary: "An amending order, its days, and the form for the day of publication",
        access: .official(role: .authorisedBody, on: lawData), answers: [.page],
        problems: [.roleNotAllowed, .notFound], isPage: true
    ) { call in .page(try await call.amendmentPage(FormFaults(), outlook: nil)) }

    /// `POST /law-office/amendments/{package}`: shows what follows, then proposes.
    static let postPublicationPage = Endpoint(
        .post, "/law-office/amendments/{package}",
        summary: "See what follows from a day of publication, or propose it",
        access: .official(role: .authorisedBody, on: lawData), body: .form(publicationFields),
        answers: [.goOn, .page],
        problems: [.roleNotAllowed, .notFound, .lawDecisionRefused], isPage: true
    ) { call in
        var faults = FormFaults()
        let day = Day(call.typed("day"))
        if day == nil { faults.add("day", call.say(OfficeWords.wrongDay)) }
        for name in ["publishedBy", "reference"] where call.typed(name).count < 3 {
            faults.add(name, call.say(OfficeWords.fillIn))
        }
        guard faults.isEmpty, let day else {
            return .page(try await call.amendmentPage(faults, outlook: nil), status: 422)
        }
        let package = call.path["package"] ?? ""
        do {
            guard call.typed("step") == "propose" else {
                try call.platform.checkPublication(
                    of: package, on: day, publishedBy: call.typed("publishedBy"),
                    reference: call.typed("reference"), for: call.caller)
                let outlook = try await call.platform.publicationOutlook(
                    of: package, on: day, for: call.caller)
                return .page(try await call.amendmentPage(faults, outlook: outlook))
            }
            let id = try await call.platform.proposePublication(
                of: package, on: day, publishedBy: call.typed("publishedBy"),
                reference: call.typed("reference"), by: call.caller, once: call.once)
            return .seeOther("/law-office/proposals/\(id.text)")
        } catch let refusal as Refusal
            where [.lawDecisionRefused, .invalidField].contains(refusal.code)
        {
            faults.add("day", refusal.words(in: call.language, now: call.now))
            return .page(
                try await call.amendmentPage(faults, outlook: nil), status: refusal.code.status)
        }
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func amendmentPage(
        _ faults: FormFaults, outlook: PublicationOutlook?
    ) async throws -> Page {
        try platform.requireLawKeeper(caller)
        guard let package = Regulations.packages.first(where: { $0.id == path["package"] }) else {
            throw Refusal(.notFound)
        }
        let url = PageURL("/law-office/amendments/\(package.id)")
        return page(
            LawOfficePageWords.amendments, at: url, width: .wide, isFaulty: !faults.isEmpty
        ) {
            ErrorSummary(language, faults.all)
            BackLink(say(LawOfficePageWords.title), to: "/law-office")
            Heading(
                1, say(LawOfficePageWords.order) + " № " + package.order.number,
                caption: package.order.issuer[language])
            facts(of: package)
            if let outlook {
                shown(outlook)
                Form(
                    language, action: url,
                    hidden: [
                        ("day", typed("day")), ("publishedBy", typed("publishedBy")),
                        ("reference", typed("reference")), ("step", "propose"),
                    ]
                ) {
                    Paragraph(say(LawOfficePageWords.secondNeeded), style: .soft)
                    Button(submit: say(LawOfficePageWords.propose))
                }
            }
            Heading(2, say(LawOfficePageWords.enterDay))
            Form(language, action: url) {
                TextField(
                    language, name: "day", label: say(LawOfficePageWords.publicationDayOf),
                    hint: say(LawOfficePageWords.dayHint), value: typed("day"),
                    fault: faults["day"], content: .day)
                TextField(
                    language, name: "publishedBy", label: say(LawOfficePageWords.publishedBy),
                    hint: say(LawOfficePageWords.publishedByHint), value: typed("publishedBy"),
                    fault: faults["publishedBy"])
                TextField(
                    language, name: "reference", label: say(LawOfficePageWords.reference),
                    value: typed("reference"), fault: faults["reference"])
                Button(
                    submit: say(LawOfficePageWords.see),
                    style: outlook == nil ? .primary : .secondary)
            }
        }
    }

    private func facts(of package: AmendmentPackage) -> SummaryList {
        let entered = platform.enteredPublication(of: package)
        let decided = platform.decidedPublication(of: package.id)
        let begins =
            entered.map { package.published(on: $0).commencement(assumes: false) }
            ?? package.commencement(assumes: platform.configuration.isSandbox)
        var rows: [SummaryList.Row] = [
            .init(
                say(DutyWords.name(.signed)), MomentFormat.day(package.order.date, language)),
            .init(
                say(DutyWords.name(.registered)),
                [
                    package.registeredOn.map { MomentFormat.day($0, language) },
                    "№ " + package.order.registration,
                ].compactMap(\.self).joined(separator: ", ")),
            .init(
                say(DutyWords.name(.published)),
                entered.map { MomentFormat.day($0, language) } ?? say(DutyWords.notEntered)),
        ]
        if let decided {
            rows.append(
                .init(
                    say(LawOfficePageWords.source), decided.publishedBy + " · " + decided.reference)
            )
        } else if entered != nil {
            rows.append(
                .init(say(LawOfficePageWords.source), say(LawOfficePageWords.operatorsFile)))
        }
        var first = begins.day.map { MomentFormat.day($0, language) } ?? say(DutyWords.notEntered)
        if begins.assumedDay != nil { first += ", " + say(DutyWords.assumed) }
        rows.append(.init(say(DutyWords.name(.inForce)), first))
        for exception in package.exceptions {
            rows.append(
                .init(
                    say(LawOfficePageWords.item(exception)),
                    MomentFormat.day(exception.from, language)))
        }
        return SummaryList(rows)
    }

    /// Where a day comes from.
    func source(of publication: ActPublication) -> HTML {
        SummaryList([
            .init(
                say(LawOfficePageWords.publicationDayOf),
                MomentFormat.day(publication.day, language)),
            .init(say(LawOfficePageWords.publishedBy), publication.publishedBy),
            .init(say(LawOfficePageWords.reference), publication.reference),
        ]).html
    }

    /// What follows from a day: clauses, services, duties, applications.
    @HTMLBuilder func shown(_ outlook: PublicationOutlook) -> HTML {
        Heading(2, say(LawOfficePageWords.follows))
        SummaryList([
            .init(
                say(LawOfficePageWords.inForceNow),
                (outlook.before.day.map { MomentFormat.day($0, language) }
                    ?? say(DutyWords.notEntered))
                    + (outlook.before.assumedDay == nil ? "" : ", " + say(DutyWords.assumed))),
            .init(
                say(LawOfficePageWords.inForceThen), MomentFormat.day(outlook.inForce, language)),
            .init(say(LawOfficePageWords.casesOtherwise), "\(outlook.cases)"),
        ])
        Paragraph(say(LawOfficePageWords.termsStay), style: .soft)
        for turn in outlook.turns {
            More(
                MomentFormat.day(turn.day, language) + ": "
                    + say(LawOfficePageWords.clausesChange) + " \(turn.count)",
                isOpen: outlook.turns.count < 4
            ) {
                Table(
                    caption: MomentFormat.day(turn.day, language),
                    columns: [
                        Table.Column(say(DutyWords.rules)), Table.Column(say(LawWords.clause)),
                    ],
                    rows: turn.clauses.map { rules in
                        [
                            .text(Regulations.act(rules.act)?.title[language] ?? rules.act),
                            .text(rules.clauses.map(\.tag).joined(separator: ", ")),
                        ]
                    })
            }
        }
        if !outlook.services.isEmpty {
            Table(
                caption: say(LawOfficePageWords.servicesChange),
                columns: [
                    Table.Column(say(LawOfficePageWords.service)),
                    Table.Column(say(LawOfficePageWords.newVersion)),
                    Table.Column(say(LawOfficePageWords.opensOn)),
                ],
                rows: outlook.services.map { service in
                    [
                        .text(service.definition.title[language]),
                        .text(
                            service.days.map { MomentFormat.day($0, language) }
                                .joined(separator: ", ")),
                        .text(
                            service.opensOn.map { MomentFormat.day($0, language) }
                                ?? say(LawOfficePageWords.notByThis)),
                    ]
                })
        }
        if !outlook.duties.isEmpty {
            Table(
                caption: say(LawOfficePageWords.dutiesFall),
                columns: [
                    Table.Column(say(LawOfficePageWords.duty)), Table.Column(say(DutyWords.starts)),
                    Table.Column(say(DutyWords.lastDay)),
                ],
                rows: outlook.duties.map { due in
                    [
                        .text(
                            due.duty.what[language]
                                + (due.duty.rules.flatMap { Regulations.act($0) }.map {
                                    " (" + $0.title[language] + ")"
                                } ?? "")),
                        .text(MomentFormat.day(due.startsOn, language)),
                        .text(due.due.map { MomentFormat.day($0, language) } ?? "–"),
                    ]
                })
        }
    }
}
