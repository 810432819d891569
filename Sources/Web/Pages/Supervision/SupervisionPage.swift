import AccessControl
import Kernel
import Rendering
import UseCases

/// The workplace of the authorised body (use case 12; KDP-2.6).
extension Endpoint {
    /// `GET /supervision`: looks that wait or are open, a form for another, and the counts.
    static let getSupervisionPage = Endpoint(
        .get, "/supervision", summary: "The authorised body's looks and counts",
        access: .official(role: .authorisedBody, on: "grounds and times; no person is named"),
        answers: [.page], isPage: true
    ) { call in .page(try await call.workplace(faults: FormFaults())) }

    /// `POST /supervision`: asks to look at a person's rows.
    static let postSupervisionPage = Endpoint(
        .post, "/supervision", summary: "Ask to look at one person's rows",
        access: .official(
            role: .authorisedBody, on: "nothing yet; the person sees that it was asked"),
        body: .form([
            FormField(name: "iin", lengthMax: 12), FormField(name: "ground", lengthMax: 20),
            FormField(name: "evidence", lengthMax: 500),
        ]), answers: [.goOn, .page], isPage: true
    ) { call in
        var faults = FormFaults()
        let subject = try? IIN(
            call.typed("iin"), rules: call.platform.configuration.identityRules)
        if subject == nil { faults.add("iin", call.say(SupervisionWords.wrongIIN)) }
        let ground = SupervisionGround(rawValue: call.typed("ground"))
        if ground == nil { faults.add("ground", call.say(SupervisionWords.noGround)) }
        let evidence = call.typed("evidence")
        if evidence.isEmpty { faults.add("evidence", call.say(SupervisionWords.noEvidence)) }
        if let subject, subject == call.caller.person.iin {
            faults.add("iin", call.say(SupervisionWords.ownRows))
        }
        guard faults.isEmpty, let subject, let ground else {
            return .page(try await call.workplace(faults: faults), status: 422)
        }
        let read = try await call.platform.askToRead(
            subject, ground: ground, evidence: evidence, by: call.caller, once: call.once)
        return .seeOther("/supervision/\(read.id.text)")
    }

    /// `GET /supervision/{id}`: one look: what it rests on, and what can be done now.
    static let getSupervisionLookPage = Endpoint(
        .get, "/supervision/{id}", summary: "One look at a person's rows",
        access: .official(role: .authorisedBody, on: "the ground of one look"),
        answers: [.page], problems: [.notFound], isPage: true
    ) { call in
        let read = try await call.platform.personRead(
            try call.identifier("id"), for: call.caller)
        return .page(call.look(read))
    }

    /// `POST /supervision/{id}/confirm`: a second official lets the first read.
    static let postSupervisionConfirmPage = Endpoint(
        .post, "/supervision/{id}/confirm", summary: "Confirm a look as a second official",
        access: .official(role: .authorisedBody, on: "a look that another official asked for"),
        answers: [.goOn], problems: [.notFound], isPage: true
    ) { call in
        let id: Identifier<PersonRead> = try call.identifier("id")
        _ = try await call.platform.confirmReading(id, by: call.caller, once: call.once)
        return .seeOther("/supervision/\(id.text)")
    }

    /// `POST /supervision/{id}/rows`: reads the rows; a form, because each reading is an entry.
    static let postSupervisionRowsPage = Endpoint(
        .post, "/supervision/{id}/rows", summary: "Read the rows; the person sees each look",
        access: .official(
            role: .authorisedBody, on: "the rows of the person of the caller's own look"),
        body: .form([FormField(name: "cursor", lengthMax: 200)]), answers: [.page],
        problems: [.notFound, .secondOfficialRequired], isPage: true
    ) { call in
        let id: Identifier<PersonRead> = try call.identifier("id")
        let cursor = call.typed("cursor")
        let (rows, _) = try await call.platform.readPerson(
            id, page: PageRequest(limit: 30, cursor: cursor.isEmpty ? nil : cursor),
            by: call.caller)
        let names = try await call.platform.names(of: rows.items.flatMap(\.systems))
        return .page(call.rows(rows, of: id, names: names))
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func workplace(faults: FormFaults) async throws -> Page {
        let looks = try await platform.personReads(
            page: PageRequest(limit: 20, cursor: nil), for: caller)
        let today = platform.clock.today
        let counts = try await platform.statistics(
            from: today.adding(days: -30), to: today, for: caller)
        return page(
            SupervisionWords.title, at: "/supervision", width: .wide, isFaulty: !faults.isEmpty
        ) {
            ErrorSummary(language, faults.all)
            Heading(1, say(SupervisionWords.title))
            Paragraph(say(SupervisionWords.lead), style: .lead)
            Heading(2, say(SupervisionWords.ask))
            askForm(faults)
            Heading(2, say(SupervisionWords.looks))
            if looks.items.isEmpty { Paragraph(say(SupervisionWords.noLooks)) }
            for read in looks.items { card(read) }
            Heading(2, say(SupervisionWords.counts))
            Paragraph(say(SupervisionWords.countsNote))
            if counts.isEmpty { Paragraph(say(SupervisionWords.noCounts)) } else { table(counts) }
        }
    }

    private func askForm(_ faults: FormFaults) -> Form {
        Form(language, action: "/supervision") {
            TextField(
                language, name: "iin", label: say(SupervisionWords.iin), value: typed("iin"),
                fault: faults["iin"], content: .identificationNumber)
            ChoiceField(
                language, name: "ground", label: say(SupervisionWords.ground),
                fault: faults["ground"],
                choices: SupervisionGround.allCases.map { .init($0.rawValue, say($0.name)) },
                chosen: [typed("ground")])
            TextField(
                language, name: "evidence", label: say(SupervisionWords.evidence),
                hint: say(SupervisionWords.evidenceHint), value: typed("evidence"),
                fault: faults["evidence"])
            Paragraph(say(SupervisionWords.personSees), style: .soft)
            Button(submit: say(SupervisionWords.send))
        }
    }

    private func card(_ read: PersonRead) -> Card {
        Card(title: say(read.ground.name), badge: badge(read), to: "/supervision/\(read.id.text)") {
            Paragraph(read.evidence)
            SummaryList([
                .init(
                    say(SupervisionWords.askedAt), MomentFormat.dayAndTime(read.askedAt, language))
            ])
        }
    }

    private func badge(_ read: PersonRead) -> Badge {
        let status = read.status(at: now)
        return Badge(status == .open ? .good : .calm, say(SupervisionWords.status(status)))
    }

    fileprivate func look(_ read: PersonRead) -> Page {
        let url: PageURL = "/supervision/\(read.id.text)"
        let isOwn = read.official == caller.person.iin
        return page(SupervisionWords.look, at: url) {
            BackLink(say(SupervisionWords.title), to: "/supervision")
            Heading(1, say(read.ground.name), caption: say(SupervisionWords.look))
            badge(read)
            SummaryList(
                [
                    .init(say(SupervisionWords.evidence), read.evidence),
                    .init(
                        say(SupervisionWords.askedAt),
                        MomentFormat.dayAndTime(read.askedAt, language)),
                    .init(
                        say(SupervisionWords.confirmBy),
                        MomentFormat.dayAndTime(read.confirmBy, language)),
                ]
                    + (read.confirmation.map {
                        [
                            .init(
                                say(SupervisionWords.readUntil),
                                MomentFormat.dayAndTime($0.readUntil, language))
                        ]
                    } ?? []))
            switch read.status(at: now) {
            case .awaitingSecondOfficial where isOwn:
                Notice(.calm) { Paragraph(say(SupervisionWords.waits)) }
            case .awaitingSecondOfficial:
                Form(language, action: "/supervision/\(read.id.text)/confirm") {
                    Paragraph(say(SupervisionWords.confirmNote))
                    Button(submit: say(SupervisionWords.confirm))
                }
            case .open where isOwn:
                Form(language, action: "/supervision/\(read.id.text)/rows") {
                    Paragraph(say(SupervisionWords.personSees))
                    Button(submit: say(SupervisionWords.read), icon: .eye)
                }
            default: HTML.empty
            }
        }
    }

    fileprivate func rows(
        _ rows: ListPage<LogRow>, of id: Identifier<PersonRead>, names: [String: LocalizedText]
    ) -> Page {
        let url: PageURL = "/supervision/\(id.text)"
        return page(SupervisionWords.rows, at: url, width: .wide) {
            BackLink(say(SupervisionWords.look), to: url)
            Heading(1, say(SupervisionWords.rows))
            Notice(.warn) { Paragraph(say(SupervisionWords.recorded)) }
            Timeline(
                language,
                rows.items.map { row in
                    let sentence = LogSentence(row, reader: caller.person.iin, names: names)
                    return Timeline.Event(
                        at: row.at, sentence.tone, icon: sentence.icon, title: say(sentence.title),
                        text: sentence.detail.map { say($0) })
                })
            if let cursor = rows.nextCursor {
                Form(language, action: "/supervision/\(id.text)/rows", hidden: [("cursor", cursor)])
                {
                    Button(submit: say(SupervisionWords.older), style: .secondary)
                }
            }
        }
    }

    private func table(_ counts: [PurposeStatistics]) -> Table {
        let columns: [Table.Column] = [
            .init(say(SupervisionWords.purpose)),
            .init(say(SupervisionWords.requests), isNumber: true),
            .init(say(SupervisionWords.granted), isNumber: true),
            .init(say(SupervisionWords.refused), isNumber: true),
            .init(say(SupervisionWords.withdrawn), isNumber: true),
            .init(say(SupervisionWords.uses), isNumber: true),
        ]
        return Table(
            caption: say(SupervisionWords.counts), columns: columns,
            rows: counts.map { purpose in
                let name =
                    platform.configuration.purpose(purpose.purpose).map { say($0.name) }
                    ?? purpose.purpose
                return [
                    name, told(purpose.requests), told(purpose.outcomes["granted"] ?? 0),
                    told(purpose.outcomes["refused"] ?? 0), told(purpose.withdrawn),
                    told(purpose.uses),
                ].map(HTML.text)
            })
    }

    /// A number from 1 to 4 could single a person out.
    private func told(_ count: Int64) -> String {
        SupervisionCount.told(count).map { "\($0)" } ?? say(SupervisionWords.few)
    }
}
