import FoodVouchers
import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /voucher-office/publication`: how far the order's publication has come (use case 36).
    static let getOfficePublicationPage = Endpoint(
        .get, "/voucher-office/publication",
        summary: "How far the publication of a pilot's order has come, and what is due",
        access: .official(anyOf: officeRoles, on: "the order behind a pilot; no person"),
        query: [officeQuery[0]], answers: [.page], problems: [.notFound, .roleNotAllowed],
        isPage: true
    ) { call in
        .page(try await call.publicationPage(try call.officeView().pilot, FormFaults()))
    }

    /// `POST /voucher-office/publication`: the provider enters a step with what shows it.
    static let postOfficePublicationPage = Endpoint(
        .post, "/voucher-office/publication",
        summary: "Enter that the order was sent for publication, published or placed",
        access: .official(role: .voucherProvider, on: "the order behind a pilot; no person"),
        body: .form([
            FormField(name: "pilot", lengthMax: 64), FormField(name: "step", lengthMax: 20),
            FormField(name: "day", lengthMax: 10), FormField(name: "reference", lengthMax: 300),
        ]), answers: [.goOn], problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in
        let pilot = try call.platform.pilotInForce(call.typed("pilot"))
        try pilot.check(call.caller, as: [.voucherProvider])
        guard let step = PublicationStep(rawValue: call.typed("step")) else {
            throw Refusal(.notFound)
        }
        var faults = FormFaults()
        let day = Day(call.typed("day"))
        if day == nil { faults.add("day", call.say(OfficeWords.wrongDay)) }
        if call.typed("reference").isEmpty {
            faults.add("reference", call.say(OfficeWords.fillIn))
        }
        let languages = call.languagesOfCopy
        if step == .sent, !languages.isSuperset(of: [.kk, .ru]) {
            faults.add("languages", call.say(OfficeDutyWords.bothLanguages))
        }
        guard faults.isEmpty, let day else {
            return .page(try await call.publicationPage(pilot, faults), status: 422)
        }
        do {
            try await call.platform.recordPublication(
                step, on: day, reference: call.typed("reference"), languages: languages,
                of: pilot.id, by: .official(call.caller))
        } catch let refusal as Refusal
            where [.invalidField, .publicationOutOfOrder].contains(refusal.code)
        {
            faults.add("day", refusal.words(in: call.language, now: call.now))
            return .page(
                try await call.publicationPage(pilot, faults), status: refusal.code.status)
        }
        return .seeOther("/voucher-office/publication?pilot=\(pilot.id)")
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate var languagesOfCopy: Set<Language> {
        let ticked = (decodeFormPairs(request.body[...]) ?? []).filter { $0.name == "languages" }
        return Set(ticked.map(\.value).compactMap(Language.init(rawValue:)))
    }

    fileprivate func publicationPage(_ pilot: Pilot, _ faults: FormFaults) async throws -> Page {
        let standing = try await platform.publication(of: pilot.id)
        let url: PageURL = "/voucher-office/publication?pilot=\(pilot.id)"
        return page(OfficeDutyWords.publication, at: url, isFaulty: !faults.isEmpty) {
            ErrorSummary(language, faults.all)
            BackLink(say(OfficeWords.title), to: "/voucher-office?pilot=\(pilot.id)")
            Heading(1, say(OfficeDutyWords.publication), caption: pilot.name[language])
            if let standing {
                publication(standing)
                if let next = standing.next, caller.roles.contains(.voucherProvider) {
                    Heading(2, say(OfficeDutyWords.enter(next)))
                    stepForm(next, pilot, faults)
                }
            } else {
                Paragraph(say(OfficeDutyWords.noOrder))
            }
        }
    }

    @HTMLBuilder
    private func publication(_ standing: PublicationStanding) -> HTML {
        if standing.isOverdue {
            Notice(.bad, title: say(OfficeDutyWords.overdue)) {
                Paragraph(say(OfficeDutyWords.overdueMore))
            }
        }
        SummaryList([
            .init(
                say(OfficeDutyWords.lastSigned), MomentFormat.day(standing.lastSignedOn, language)),
            .init(say(OfficeDutyWords.sendBy), MomentFormat.day(standing.sendBy, language)),
        ])
        for step in PublicationStep.allCases {
            let recorded = standing.steps.first { $0.step == step }
            Card(title: say(OfficeDutyWords.name(step)), level: 2, badge: badge(recorded)) {
                if let recorded {
                    Paragraph(
                        MomentFormat.day(recorded.day, language) + " · " + recorded.reference)
                }
                Paragraph(step.clause.tag, style: .soft)
            }
        }
    }

    private func badge(_ recorded: RecordedPublication?) -> Badge {
        guard let recorded else { return Badge(.calm, say(OfficeDutyWords.notYet)) }
        return recorded.isLate
            ? Badge(.warn, say(OfficeDutyWords.doneLate)) : Badge(.good, say(OfficeDutyWords.done))
    }

    private func stepForm(_ step: PublicationStep, _ pilot: Pilot, _ faults: FormFaults) -> Form {
        Form(
            language, action: "/voucher-office/publication",
            hidden: [("pilot", pilot.id), ("step", step.rawValue)]
        ) {
            TextField(
                language, name: "day", label: say(OfficeWords.day), value: typed("day"),
                fault: faults["day"], content: .day)
            TextField(
                language, name: "reference", label: say(OfficeDutyWords.reference),
                hint: say(OfficeDutyWords.referenceHint), value: typed("reference"),
                fault: faults["reference"])
            if step == .sent {
                ChoiceField(
                    language, name: "languages", label: say(OfficeDutyWords.languages),
                    fault: faults["languages"],
                    choices: [.init("kk", "қазақша"), .init("ru", "русский")],
                    chosen: Set(languagesOfCopy.map(\.rawValue)), takesSeveral: true)
            }
            Button(submit: say(OfficeWords.record), icon: .check)
        }
    }
}

extension PublicationStanding {
    /// The step that comes next; nil when all were taken.
    fileprivate var next: PublicationStep? {
        PublicationStep.allCases.first { step in !steps.contains { $0.step == step } }
    }
}
