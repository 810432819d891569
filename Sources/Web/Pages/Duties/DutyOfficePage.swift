import Kernel
import Regulations
import Rendering
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /duty-office`: the duties of the official's own body (use case 56).
    static let getDutyOfficePage = Endpoint(
        .get, "/duty-office", summary: "The duties of one's own body, what is late first",
        access: .official(anyOf: dutyRoles, on: "the duties of one's own body; no person"),
        answers: [.page], isPage: true
    ) { call in
        let own = try await call.platform.trackedDuties()
            .filter { call.platform.holder(of: $0.duty) == call.caller.body }
        return .page(
            call.page(DutyWords.office, at: "/duty-office") {
                Heading(1, call.say(DutyWords.office), caption: call.caller.name)
                Paragraph { Link(call.say(DutyWords.title), to: "/duties") }
                if own.isEmpty { Paragraph(call.say(DutyWords.none)) }
                for state in [
                    DutyState.late, .open, .doneLate, .done, .notYet,
                ] where own.contains(where: { $0.state == state }) {
                    Heading(2, call.say(DutyWords.name(state)))
                    for tracked in own where tracked.state == state { call.officeCard(tracked) }
                }
            })
    }

    /// `GET /duty-office/{duty}`: the form of the evidence.
    static let getDutyEvidencePage = Endpoint(
        .get, "/duty-office/{duty}", summary: "Enter evidence of a duty",
        access: .official(anyOf: dutyRoles, on: "the duties of one's own body; no person"),
        answers: [.page], problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in .page(try await call.evidencePage(FormFaults())) }

    /// `POST /duty-office/{duty}`: evidence of a part of a duty.
    static let postDutyEvidencePage = Endpoint(
        .post, "/duty-office/{duty}", summary: "Enter what shows that a duty was fulfilled",
        access: .official(anyOf: dutyRoles, on: "the duties of one's own body; no person"),
        body: .form([
            FormField(name: "part", lengthMax: 40), FormField(name: "day", lengthMax: 10),
            FormField(name: "reference", lengthMax: 300),
        ]), answers: [.goOn], problems: [.notFound, .roleNotAllowed, .dutyDone], isPage: true
    ) { call in
        var faults = FormFaults()
        let day = Day(call.typed("day"))
        if day == nil { faults.add("day", call.say(OfficeWords.wrongDay)) }
        if call.typed("reference").isEmpty {
            faults.add("reference", call.say(OfficeWords.fillIn))
        }
        guard faults.isEmpty, let day else {
            return .page(try await call.evidencePage(faults), status: 422)
        }
        let code = call.path["duty"] ?? ""
        do {
            try await call.platform.enterEvidence(
                DutyAnswer(
                    part: call.typed("part"), day: day, reference: call.typed("reference")),
                of: code, by: call.caller, once: call.once)
            return .seeOther("/duty-office/\(code)")
        } catch let refusal as Refusal
            where [.invalidField, .dutyDone].contains(refusal.code)
        {
            faults.add("day", refusal.words(in: call.language, now: call.now))
            return .page(
                try await call.evidencePage(faults), status: refusal.code.status)
        }
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func officeCard(_ tracked: TrackedDuty) -> Card {
        let duty = tracked.duty
        let due = tracked.deadline?.due.map {
            say(CaseWords.dueOn) + " " + MomentFormat.day($0, language)
        }
        return Card(
            title: duty.what[language], badge: badge(tracked.state),
            to: "/duty-office/\(duty.code)"
        ) {
            if let rules = duty.rules.flatMap({ Regulations.act($0) }) {
                Paragraph(rules.title[language])
            }
            Paragraph(
                [duty.clauses.map(\.tag).joined(separator: ", "), due].compactMap(\.self)
                    .joined(separator: " · "), style: .soft)
        }
    }

    fileprivate func evidencePage(_ faults: FormFaults) async throws -> Page {
        let tracked = try await platform.trackedDuty(path["duty"] ?? "")
        let duty = tracked.duty
        guard platform.holder(of: duty) == caller.body else {
            throw Refusal(.roleNotAllowed, clause: duty.clauses.first)
        }
        let url = PageURL("/duty-office/\(duty.code)")
        let open = tracked.openParts
        let takesEvidence = [.open, .late].contains(tracked.state) && duty.pilotStep == nil
        return page(DutyWords.office, at: url, isFaulty: !faults.isEmpty) {
            ErrorSummary(language, faults.all)
            BackLink(say(DutyWords.office), to: "/duty-office")
            Heading(1, duty.what[language])
            if let rules = duty.rules.flatMap({ Regulations.act($0) }) {
                Paragraph(rules.title[language], style: .lead)
            }
            standing(of: tracked)
            Paragraph {
                Link(say(DutyWords.dayByDay), to: PageURL("/duties/\(duty.code)"))
            }
            Paragraph(say(DutyWords.wanted) + ": " + duty.evidence[language])
            for evidence in tracked.evidence {
                Card(
                    title: MomentFormat.day(evidence.day, language), level: 2,
                    badge: evidence.isLate
                        ? Badge(.warn, say(DutyWords.afterTerm))
                        : Badge(.good, say(DutyWords.inTime))
                ) {
                    Paragraph(evidence.reference)
                    if let part = duty.parts.first(where: { $0.code == evidence.part }) {
                        Paragraph(partName(part), style: .soft)
                    }
                }
            }
            if duty.pilotStep != nil {
                Paragraph {
                    Link(say(OfficeDutyWords.publication), to: "/voucher-office/publication")
                }
            } else if takesEvidence || !faults.isEmpty {
                Heading(2, say(DutyWords.enter))
                evidenceForm(open.isEmpty ? duty.parts : open, at: url, faults)
            }
        }
    }

    private func standing(of tracked: TrackedDuty) -> SummaryList {
        var rows: [SummaryList.Row] = [
            .init(say(DutyWords.state), say(DutyWords.name(tracked.state))),
            .init(
                say(DutyWords.clauses),
                tracked.duty.clauses.map(\.tag).joined(separator: ", ")),
        ]
        if let due = tracked.deadline?.due {
            rows.append(.init(say(DutyWords.lastDay), MomentFormat.day(due, language)))
        }
        return SummaryList(rows)
    }

    private func evidenceForm(
        _ parts: [Duty.Part], at url: PageURL, _ faults: FormFaults
    ) -> Form {
        Form(
            language, action: url,
            hidden: parts.count == 1 ? [("part", parts[0].code)] : []
        ) {
            if parts.count > 1 {
                SelectField(
                    language, name: "part", label: say(DutyWords.recipient),
                    options: parts.map { ($0.code, partName($0)) }, chosen: form["part"])
            } else if parts[0].name != nil {
                Paragraph(say(DutyWords.recipient) + ": " + partName(parts[0]))
            }
            TextField(
                language, name: "day", label: say(DutyWords.doneOn), value: typed("day"),
                fault: faults["day"], content: .day)
            TextField(
                language, name: "reference", label: say(OfficeDutyWords.reference),
                hint: say(OfficeDutyWords.referenceHint), value: typed("reference"),
                fault: faults["reference"])
            Button(submit: say(OfficeWords.record), icon: .check)
        }
    }
}
