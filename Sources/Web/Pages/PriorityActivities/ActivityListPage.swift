import Kernel
import PriorityActivities
import Rendering
import UseCases

extension Endpoint {
    /// `GET /activities/list`: the tax officer's check of a list (use case 54).
    static let getActivityListPage = Endpoint(
        .get, "/activities/list", summary: "Check a list of organisations for a period",
        access: .official(role: .taxOfficer, on: "declared activities of the organisations"),
        answers: [.page], isPage: true
    ) { call in .page(call.listForm(FormFaults())) }

    /// `POST /activities/list`: the answers day by day; the check is a journal entry.
    static let postActivityListPage = Endpoint(
        .post, "/activities/list", summary: "Check a list of organisations for a period",
        access: .official(role: .taxOfficer, on: "declared activities of the organisations"),
        body: .form([
            FormField(name: "bins", lengthMax: 8000), FormField(name: "from", lengthMax: 10),
            FormField(name: "to", lengthMax: 10),
        ]), answers: [.page], isPage: true
    ) { call in
        var faults = FormFaults()
        let bins = call.listedBINs(&faults)
        let (from, to) = (Day(call.typed("from")), Day(call.typed("to")))
        if from == nil { faults.add("from", call.say(ActivityPageWords.wrongDay)) }
        if to == nil { faults.add("to", call.say(ActivityPageWords.wrongDay)) }
        if let from, let to,
            to < from || to.daysSince1970 - from.daysSince1970 > Platform.listCheckDaysMax
        {
            faults.add("to", call.say(ActivityWorkWords.wrongPeriod))
        }
        guard faults.isEmpty, let from, let to else {
            return .page(call.listForm(faults), status: 422)
        }
        let found = try await call.platform.checkOrganisations(
            bins, from: from, to: to, by: call.caller)
        return .page(call.listPage(found, from: from, to: to))
    }
}

extension Call where Caller == SignedInOfficial {
    /// The BINs that were typed; the fault names those that are none.
    fileprivate func listedBINs(_ faults: inout FormFaults) -> [BIN] {
        let rules = platform.configuration.identityRules
        let words = typed("bins").split { $0.isWhitespace || $0 == "," || $0 == ";" }
            .map(String.init)
        let wrong = words.filter { (try? BIN($0, rules: rules)) == nil }
        if words.isEmpty || words.count > Platform.listCheckMax {
            faults.add("bins", say(ActivityWorkWords.binCount))
        } else if !wrong.isEmpty {
            faults.add(
                "bins",
                say(ActivityPageWords.wrongBIN) + ": "
                    + wrong.prefix(5).map { String($0.prefix(20)) }.joined(separator: ", "))
        }
        return words.compactMap { try? BIN($0, rules: rules) }
    }

    fileprivate func listForm(_ faults: FormFaults) -> Page {
        page(Words.listTitle, at: "/activities/list", isFaulty: !faults.isEmpty) {
            ErrorSummary(language, faults.all)
            BackLink(say(ActivityPageWords.workplace), to: "/activities/workplace")
            Heading(1, say(Words.listTitle), caption: caller.name)
            Paragraph(say(Words.listLead), style: .lead)
            Form(language, action: "/activities/list") {
                TextField(
                    language, name: "bins", label: say(Words.bins), hint: say(Words.binCount),
                    value: form["bins"] ?? "", fault: faults["bins"], content: .lines(6))
                TextField(
                    language, name: "from", label: say(Words.from),
                    value: form["from"] ?? "2026-01-01", fault: faults["from"], content: .day)
                TextField(
                    language, name: "to", label: say(Words.to),
                    value: form["to"] ?? platform.clock.today.description, fault: faults["to"],
                    content: .day)
                Button(submit: say(ActivityPageWords.check))
            }
        }
    }

    fileprivate func listPage(_ found: [CheckedOrganisation], from: Day, to: Day) -> Page {
        page(Words.listTitle, at: "/activities/list", width: .wide) {
            BackLink(say(Words.listTitle), to: "/activities/list")
            Heading(1, say(Words.listTitle), caption: caller.name)
            Table(
                caption: MomentFormat.day(from, language) + " – " + MomentFormat.day(to, language),
                columns: [
                    .init(say(ActivityPageWords.bin)), .init(say(ActivityRegisterWords.activity)),
                    .init(say(Words.period)), .init(say(ActivityRegisterWords.priority)),
                    .init(say(ActivityPageWords.ownProduction)),
                ], rows: found.flatMap(rows))
            Paragraph(say(Words.listNote), style: .soft)
        }
    }

    private func rows(_ organisation: CheckedOrganisation) -> [[HTML]] {
        let spans = organisation.activities.flatMap { activity, spans in
            spans.map { span -> [HTML] in
                [
                    .text(organisation.bin.digits),
                    Link(
                        activity.title,
                        to: ("/activities/declared/\(activity.activity.text)" as PageURL)
                            .setting("on", to: span.until.description)
                    ).html,
                    .text(
                        MomentFormat.day(span.from, language) + " – "
                            + MomentFormat.day(span.until, language)),
                    span.standing.outcome.badge(language).html,
                    span.standing.ownProduction.badge(language).html,
                ]
            }
        }
        guard spans.isEmpty else { return spans }
        let unknown = Verdict.cannotTell.badge(language).html
        return [
            [
                .text(organisation.bin.digits), .text(say(Words.noActivities)), .text("–"),
                unknown, unknown,
            ]
        ]
    }

    private typealias Words = ActivityWorkWords
}
