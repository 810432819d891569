import Kernel
import PriorityActivities
import Rendering
import UseCases

extension Endpoint {
    /// `GET /activities/workplace`: what a representative, the administration or a tax officer does.
    static let getActivityWorkplacePage = Endpoint(
        .get, "/activities/workplace", summary: "The workplace of whoever works with activities",
        access: .person(on: "one's organisations, or the registers by one's role"),
        answers: [.page], isPage: true
    ) { call in
        .page(try await call.workplace(faults: [], done: nil))
    }

    /// `POST /activities/workplace/evidence`: the administration records a paper.
    static let postActivityEvidencePage = Endpoint(
        .post, "/activities/workplace/evidence", summary: "Record a participant or an extract",
        access: .person(on: "the registers, as the park's administration"),
        body: .form(
            ["register", "bin", "number", "name", "validFrom", "validUntil"].map {
                FormField(name: $0, lengthMax: 200)
            }), answers: [.page], problems: [.roleNotAllowed], isPage: true
    ) { call in
        var faults = FormFaults()
        let bin = call.typedBIN("bin", &faults)
        for name in ["number", "name"] where call.typed(name).isEmpty {
            faults.add(name, call.say(ActivityWorkWords.empty))
        }
        let from = Day(call.typed("validFrom"))
        if from == nil { faults.add("validFrom", call.say(ActivityPageWords.wrongDay)) }
        let until = Day(call.typed("validUntil"))
        guard faults.isEmpty, let bin, let from else {
            return .page(try await call.workplace(faults: faults.all, done: nil), status: 422)
        }
        let row = try await call.platform.recordActivityEvidence(
            ActivityEvidenceDraft(
                kind: ActivityEvidence.Kind(rawValue: call.typed("register")) ?? .participants,
                bin: bin, number: String(call.typed("number").prefix(64)),
                name: call.typed("name"), validFrom: from, validUntil: until),
            by: call.caller, once: call.once)
        return .page(try await call.workplace(faults: [], done: row.entry.text))
    }

    /// `POST /activities/workplace/representative`: the administration names who acts for one.
    static let postActivityRepresentativePage = Endpoint(
        .post, "/activities/workplace/representative", summary: "Name a representative",
        access: .person(on: "the representatives, as the park's administration"),
        body: .form(
            ["representedBin", "iin"].map { FormField(name: $0, lengthMax: 12) }),
        answers: [.page], problems: [.roleNotAllowed], isPage: true
    ) { call in
        var faults = FormFaults()
        let bin = call.typedBIN("representedBin", &faults)
        let rules = call.platform.configuration.identityRules
        let iin = try? IIN(call.typed("iin"), rules: rules)
        if iin == nil { faults.add("iin", call.say(ActivityWorkWords.wrongIIN)) }
        guard faults.isEmpty, let bin, let iin else {
            return .page(try await call.workplace(faults: faults.all, done: nil), status: 422)
        }
        try await call.platform.setActivityRepresentative(
            iin, of: bin, acts: true, by: call.caller, once: call.once)
        return .page(try await call.workplace(faults: [], done: bin.digits))
    }

    /// `POST /activities/workplace/list`: a tax officer checks a list of BINs for a period.
    static let postActivityListPage = Endpoint(
        .post, "/activities/workplace/list", summary: "Check a list of organisations for a period",
        access: .person(on: "declared activities of the organisations, as a tax officer"),
        body: .form([
            FormField(name: "bins", lengthMax: 8000), FormField(name: "from", lengthMax: 10),
            FormField(name: "to", lengthMax: 10),
        ]), answers: [.page], problems: [.roleNotAllowed], isPage: true
    ) { call in
        var faults = FormFaults()
        let rules = call.platform.configuration.identityRules
        let words = call.typed("bins").split { !$0.isNumber }.map(String.init)
        let bins = words.compactMap { try? BIN($0, rules: rules) }
        if bins.isEmpty || bins.count != words.count || bins.count > Platform.listCheckMax {
            faults.add("bins", call.say(ActivityPageWords.wrongBIN))
        }
        let (from, to) = (Day(call.typed("from")), Day(call.typed("to")))
        if from == nil { faults.add("from", call.say(ActivityPageWords.wrongDay)) }
        if to == nil || to.flatMap({ end in from.map { end < $0 } }) == true {
            faults.add("to", call.say(ActivityPageWords.wrongDay))
        }
        guard faults.isEmpty, let from, let to else {
            return .page(try await call.workplace(faults: faults.all, done: nil), status: 422)
        }
        let found = try await call.platform.checkOrganisations(
            bins, from: from, to: to, by: call.caller)
        return .page(call.listPage(found, from: from, to: to))
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func typedBIN(_ name: String, _ faults: inout FormFaults) -> BIN? {
        guard let bin = try? BIN(typed(name), rules: platform.configuration.identityRules) else {
            faults.add(name, say(ActivityPageWords.wrongBIN))
            return nil
        }
        return bin
    }

    fileprivate func workplace(
        faults: [(field: String, text: String)], done: String?
    ) async throws -> Page {
        let role = try await platform.activityRole(of: caller)
        let today = platform.clock.today
        var organisations: [(ActivityExtract, [ActivityNotice])] = []
        for bin in try await platform.representedOrganisations(caller) {
            organisations.append(
                (
                    try await platform.activityExtract(of: bin, on: today, knownOn: today),
                    try await platform.activityNotices(of: bin, for: caller)
                ))
        }
        let parts = WorkplaceParts(language: language, today: today, form: form, faults: faults)
        return page(
            ActivityPageWords.workplace, at: "/activities/workplace", width: .wide,
            isFaulty: !faults.isEmpty
        ) {
            ErrorSummary(language, faults)
            BackLink(say(ActivityPageWords.toStart), to: "/activities")
            Heading(1, say(ActivityPageWords.workplace))
            if let done {
                Notice(.good, title: say(ActivityWorkWords.recorded), isAnnounced: true) {
                    Paragraph { Monospaced(done) }
                }
            }
            for (extract, notices) in organisations { parts.organisation(extract, notices) }
            switch role {
            case .administration: parts.administration
            case .taxOfficer: parts.taxOfficer
            case nil:
                if organisations.isEmpty {
                    Notice(.calm) { Paragraph(say(ActivityWorkWords.nobody)) }
                }
            }
        }
    }

    fileprivate func listPage(_ found: [CheckedOrganisation], from: Day, to: Day) -> Page {
        let rows = found.flatMap { organisation -> [[HTML]] in
            let spans = organisation.activities.flatMap { activity, spans in
                spans.map { span -> [HTML] in
                    [
                        .text(organisation.bin.digits), .text(activity.title),
                        .text(
                            MomentFormat.day(span.from, language) + " – "
                                + MomentFormat.day(span.until, language)),
                        span.standing.outcome.badge(language).html,
                        span.standing.ownProduction.badge(language).html,
                    ]
                }
            }
            guard spans.isEmpty else { return spans }
            return [
                [
                    .text(organisation.bin.digits), .text(say(ActivityWorkWords.noActivities)),
                    .text("–"), Verdict.cannotTell.badge(language).html,
                    Verdict.cannotTell.badge(language).html,
                ]
            ]
        }
        return page(ActivityWorkWords.listTitle, at: "/activities/workplace", width: .wide) {
            BackLink(say(ActivityPageWords.workplace), to: "/activities/workplace")
            Heading(1, say(ActivityWorkWords.listTitle))
            Table(
                caption: MomentFormat.day(from, language) + " – " + MomentFormat.day(to, language),
                columns: [
                    .init(say(ActivityPageWords.bin)), .init(say(ActivityRegisterWords.activity)),
                    .init(say(ActivityWorkWords.period)),
                    .init(say(ActivityRegisterWords.priority)),
                    .init(say(ActivityPageWords.ownProduction)),
                ], rows: rows)
        }
    }
}
