import FoodVouchers
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /voucher-office/incidents`: a pilot's incidents, the newest first (use case 32; FV-32).
    static let getOfficeIncidentsPage = Endpoint(
        .get, "/voucher-office/incidents", summary: "Incidents of a pilot, and how to report one",
        access: .official(anyOf: officeRoles, on: "incidents of a pilot; no person"),
        query: [officeQuery[0]] + .page, answers: [.page], problems: [.notFound, .roleNotAllowed],
        isPage: true
    ) { call in
        .page(try await call.incidentsPage(try call.officeView().pilot, FormFaults()))
    }

    /// `POST /voucher-office/incidents`: an official reports an incident.
    static let postOfficeIncidentPage = Endpoint(
        .post, "/voucher-office/incidents",
        summary: "Report that the service does not run, or runs wrongly",
        access: .official(anyOf: officeRoles, on: "incidents of a pilot; no person"),
        body: .form([
            FormField(name: "pilot", lengthMax: 64),
            FormField(name: "what", lengthMax: VoucherIncident.textMax),
            FormField(name: "day", lengthMax: 10), FormField(name: "time", lengthMax: 5),
        ]), answers: [.goOn], problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in
        let pilot = try call.platform.pilotInForce(call.typed("pilot"))
        try pilot.check(call.caller)
        var faults = FormFaults()
        if call.typed("what").isEmpty { faults.add("what", call.say(OfficeWords.fillIn)) }
        let day = Day(call.typed("day"))
        if day == nil { faults.add("day", call.say(OfficeWords.wrongDay)) }
        let minute = minuteOfDay(call.typed("time"))
        if minute == nil { faults.add("time", call.say(OfficeDutyWords.wrongTime)) }
        guard faults.isEmpty, let day, let minute else {
            return .page(try await call.incidentsPage(pilot, faults), status: 422)
        }
        do {
            let id = try await call.platform.reportIncident(
                call.typed("what"), began: day.start.adding(seconds: minute * 60),
                pilot: pilot.id, by: .official(call.caller), once: call.once)
            return .seeOther("/voucher-office/incidents/\(id.text)")
        } catch let refusal as Refusal where refusal.code == .invalidField {
            faults.add("day", call.say(OfficeDutyWords.ahead))
            return .page(try await call.incidentsPage(pilot, faults), status: 422)
        }
    }

    /// `GET /voucher-office/incidents/{id}`: one incident, with the form of its end.
    static let getOfficeIncidentPage = Endpoint(
        .get, "/voucher-office/incidents/{id}", summary: "One incident and what ended it",
        access: .official(anyOf: officeRoles, on: "an incident; no person"), answers: [.page],
        problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in .page(try await call.incidentPage(fault: nil)) }

    /// `POST /voucher-office/incidents/{id}/end`: what ended it.
    static let postOfficeIncidentEndPage = Endpoint(
        .post, "/voucher-office/incidents/{id}/end", summary: "Say what ended an incident, once",
        access: .official(anyOf: officeRoles, on: "an incident; no person"),
        body: .form([FormField(name: "remedy", lengthMax: VoucherIncident.textMax)]),
        answers: [.goOn], problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in
        let id: Identifier<VoucherIncident> = try call.identifier("id")
        guard !call.typed("remedy").isEmpty else {
            return .page(
                try await call.incidentPage(fault: call.say(OfficeWords.fillIn)), status: 422)
        }
        do {
            try await call.platform.endIncident(
                id, remedy: call.typed("remedy"), by: .official(call.caller), once: call.once)
            return .seeOther("/voucher-office/incidents/\(id.text)")
        } catch let refusal as Refusal where refusal.code == .incidentClosed {
            let words = refusal.words(in: call.language, now: call.now)
            return .page(try await call.incidentPage(fault: words), status: 409)
        }
    }
}

/// The minute of the day of a time as people type it, `09:30`; nil for anything else.
private func minuteOfDay(_ text: String) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 2,
        parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
        let hour = Int64(parts[0]), let minute = Int64(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
}

extension Call where Caller == SignedInOfficial {
    fileprivate func incidentsPage(_ pilot: Pilot, _ faults: FormFaults) async throws -> Page {
        let list = try await platform.incidents(
            of: pilot.id, page: PageRequest(limit: 20, cursor: query["cursor"]))
        let url: PageURL = "/voucher-office/incidents?pilot=\(pilot.id)"
        return page(OfficeDutyWords.incidents, at: url, isFaulty: !faults.isEmpty) {
            ErrorSummary(language, faults.all)
            BackLink(say(OfficeWords.title), to: "/voucher-office?pilot=\(pilot.id)")
            Heading(1, say(OfficeDutyWords.incidents), caption: pilot.name[language])
            if list.items.isEmpty { Paragraph(say(OfficeDutyWords.noIncidents)) }
            for incident in list.items {
                Card(
                    title: incident.what[language], level: 2, badge: badge(incident),
                    to: "/voucher-office/incidents/\(incident.id.text)"
                ) {
                    Paragraph(
                        say(OfficeDutyWords.name(incident.kind)) + " · "
                            + MomentFormat.dayAndTime(incident.beganAt, language), style: .soft)
                }
            }
            Pagination(
                language, newer: query["cursor"] == nil ? nil : url,
                older: list.nextCursor.map { url.setting("cursor", to: $0) })
            Heading(2, say(OfficeDutyWords.report))
            reportForm(pilot, faults)
        }
    }

    private func reportForm(_ pilot: Pilot, _ faults: FormFaults) -> Form {
        Form(
            language, action: "/voucher-office/incidents", hidden: [("pilot", pilot.id)]
        ) {
            TextField(
                language, name: "what", label: say(OfficeDutyWords.what),
                hint: say(OfficeDutyWords.whatHint), value: typed("what"), fault: faults["what"],
                content: .lines(4))
            TextField(
                language, name: "day", label: say(OfficeDutyWords.beganOn), value: typed("day"),
                fault: faults["day"], content: .day)
            TextField(
                language, name: "time", label: say(OfficeDutyWords.beganTime),
                hint: say(OfficeDutyWords.timeHint), value: typed("time"), fault: faults["time"])
            Button(submit: say(OfficeDutyWords.report), icon: .warning)
        }
    }

    private func badge(_ incident: RecordedIncident) -> Badge {
        incident.endedAt == nil
            ? Badge(.bad, say(OfficeDutyWords.goesOn)) : Badge(.good, say(OfficeDutyWords.ended))
    }

    fileprivate func incidentPage(fault: String?) async throws -> Page {
        let id: Identifier<VoucherIncident> = try identifier("id")
        guard let (incident, pilot) = try await platform.incident(id) else {
            throw Refusal(.notFound)
        }
        try pilot.check(caller)
        let url: PageURL = "/voucher-office/incidents/\(id.text)"
        return page(OfficeDutyWords.incidents, at: url, isFaulty: fault != nil) {
            ErrorSummary(language, fault.map { [("remedy", $0)] } ?? [])
            BackLink(
                say(OfficeDutyWords.incidents), to: "/voucher-office/incidents?pilot=\(pilot.id)")
            Heading(1, say(OfficeDutyWords.name(incident.kind)), caption: pilot.name[language])
            Card(title: incident.what[language], level: 2, badge: badge(incident)) {
                facts(of: incident)
            }
            if incident.endedAt == nil {
                if !pilot.contacts.isEmpty {
                    Heading(2, say(OfficeDutyWords.whomToCall))
                    SummaryList(
                        pilot.contacts.map { .init($0.name[language], $0.telephone) })
                }
                Form(language, action: "/voucher-office/incidents/\(id.text)/end") {
                    TextField(
                        language, name: "remedy", label: say(OfficeDutyWords.remedy),
                        value: typed("remedy"), fault: fault, content: .lines(4))
                    Button(submit: say(OfficeDutyWords.endIt), icon: .check)
                }
            }
        }
    }

    private func facts(of incident: RecordedIncident) -> SummaryList {
        var rows = [
            SummaryList.Row(
                say(OfficeDutyWords.began), MomentFormat.dayAndTime(incident.beganAt, language))
        ]
        if let end = incident.endedAt, let remedy = incident.remedy {
            rows.append(
                .init(say(OfficeDutyWords.ended), MomentFormat.dayAndTime(end, language)))
            rows.append(.init(say(OfficeDutyWords.remedy), remedy[language]))
        }
        return SummaryList(rows)
    }
}
