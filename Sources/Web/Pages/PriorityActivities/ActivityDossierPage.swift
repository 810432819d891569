import Kernel
import PriorityActivities
import Rendering
import UseCases

extension Endpoint {
    /// `GET /activities/declared/{activity}`: a declared activity with its verdict for a day.
    static let getActivityDossierPage = Endpoint(
        .get, "/activities/declared/{activity}",
        summary: "A declared activity, as its organisation and officials read it",
        access: .person(
            on:
                "an activity of one's organisation; of any, as the park's administration or for taxes"
        ),
        query: [
            QueryParameter(name: "on", schema: .string(.anything), meaning: "The day"),
            QueryParameter(
                name: "knownOn", schema: .string(.anything), meaning: "The day of knowledge"),
            QueryParameter(
                name: "done", schema: .string(.anything), meaning: "Set after a declaration"),
        ], answers: [.page], problems: [.notYours, .roleNotAllowed], isPage: true
    ) { call in
        let today = call.platform.clock.today
        let (on, knownOn) = (
            call.query["on"].flatMap { Day($0) } ?? today,
            call.query["knownOn"].flatMap { Day($0) } ?? today
        )
        let dossier = try await call.platform.activityDossier(
            try call.identifier("activity"), on: on, knownOn: knownOn, for: call.caller)
        return .page(call.dossierPage(dossier, on: on, knownOn: knownOn))
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func dossierPage(_ dossier: ActivityDossier, on: Day, knownOn: Day) -> Page {
        let activity = dossier.activity
        let address: PageURL = "/activities/declared/\(activity.activity.text)"
        let verdict = dossier.checked.verdict
        // What is declared under no item is shown by one that it meets, else by the nearest.
        let item =
            activity.claimedItem ?? verdict.items.first { $0.verdict == .yes }?.item
            ?? dossier.checked.nearest?.item ?? 1
        let rules = verdict.rules ?? activityRules(on: on)
        return page(
            Words.dossier, at: address, scripts: [Assets.copy], width: .wide
        ) {
            BackLink(say(ActivityPageWords.workplace), to: "/activities/workplace")
            Heading(1, activity.title)
            if query["done"] != nil {
                Notice(.good, title: say(Words.declared), isAnnounced: true) {
                    Paragraph { Monospaced(activity.entry.text) }
                }
            }
            SummaryList([
                .init(say(ActivityPageWords.organisation), activity.bin.digits),
                .init(
                    say(Words.period),
                    MomentFormat.day(activity.validFrom, language) + " – "
                        + (activity.validUntil.map { MomentFormat.day($0, language) } ?? "…")),
                .init(say(Words.source), activity.facts.all["operation"]?.source ?? "–"),
            ])
            for name in ["\(item)", "own"] {
                if let target = ActivityTarget(name, in: rules) { section(target, dossier, on) }
            }
            recheck(address, on: on, knownOn: knownOn)
            if dossier.isOwn {
                Actions {
                    Button(
                        say(Words.declareAnew),
                        to: ("/activities/declare" as PageURL).setting(
                            "replaces", to: activity.activity.text), style: .secondary)
                }
            }
        }
    }

    @HTMLBuilder private func section(
        _ target: ActivityTarget, _ dossier: ActivityDossier, _ day: Day
    ) -> HTML {
        ActivityVerdictView(
            target: target, vocabulary: platform.activities.book.vocabulary, language: language
        ).section(nil, dossier.checked)
        if target.number != nil { target.wording(on: day, language) }
    }

    /// The same activity on another day, or as it was known on another.
    private func recheck(_ address: PageURL, on: Day, knownOn: Day) -> HTML {
        tag(.section, .class("stack")) {
            Heading(2, say(Words.recheck))
            Form(language, action: address, isGet: true) {
                TextField(
                    language, name: "on", label: say(ActivityRegisterWords.on),
                    value: on.description, content: .day)
                TextField(
                    language, name: "knownOn", label: say(ActivityRegisterWords.knownOn),
                    hint: say(ActivityRegisterWords.knownHint), value: knownOn.description,
                    content: .day)
                Button(submit: say(ActivityPageWords.check))
            }
        }
    }

    private typealias Words = ActivityWorkWords
}
