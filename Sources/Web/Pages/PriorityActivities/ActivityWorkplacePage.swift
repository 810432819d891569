import Kernel
import PriorityActivities
import Rendering
import UseCases

extension Endpoint {
    /// `GET /activities/workplace`: the organisations of a representative, with their notices.
    static let getActivityWorkplacePage = Endpoint(
        .get, "/activities/workplace", summary: "The workplace of whoever works with activities",
        access: .person(on: "one's organisations"), answers: [.page], isPage: true
    ) { call in
        let today = call.platform.clock.today
        var organisations: [OrganisationPart] = []
        let items = call.activityRules(on: today)?.items ?? []
        for represented in try await call.platform.representedOrganisations(call.caller) {
            let bin = represented.bin
            organisations.append(
                OrganisationPart(
                    language: call.language, today: today, items: items, name: represented.name,
                    extract: try await call.platform.activityExtract(
                        of: bin, on: today, knownOn: today),
                    notices: try await call.platform.activityNotices(
                        of: bin, for: call.caller, page: PageRequest(limit: 10, cursor: nil))))
        }
        let official = try await call.platform.activityOfficial(call.caller)
        return .page(call.workplace(organisations, roles: official?.roles ?? []))
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func workplace(
        _ organisations: [OrganisationPart], roles: Set<OfficialRole>
    ) -> Page {
        page(ActivityPageWords.workplace, at: "/activities/workplace", width: .wide) {
            BackLink(say(ActivityPageWords.toStart), to: "/activities")
            Heading(1, say(ActivityPageWords.workplace))
            if !roles.isEmpty { Heading(2, say(ActivityWorkWords.office)) }
            if roles.contains(.hubAdministration) {
                Card(
                    title: say(ActivityWorkWords.administration),
                    to: "/activities/administration"
                ) { Paragraph(say(ActivityWorkWords.administrationLead)) }
                Card(title: say(ActivityWorkWords.simulation), to: "/activities/simulation") {
                    Paragraph(say(ActivityWorkWords.simulationLead))
                }
            }
            if roles.contains(.taxOfficer) {
                Card(title: say(ActivityWorkWords.listTitle), to: "/activities/list") {
                    Paragraph(say(ActivityWorkWords.listLead))
                }
            }
            for organisation in organisations { organisation }
            if organisations.isEmpty, roles.isEmpty {
                Notice(.calm) {
                    Paragraph(say(ActivityWorkWords.nobody))
                    Paragraph(say(ActivityWorkWords.officialsByEDS))
                }
                Form(
                    language, action: "/sign-in/eds", hidden: [("next", "/activities/workplace")]
                ) {
                    Button(submit: say(ActivityWorkWords.enterByEDS), style: .secondary, icon: .key)
                }
            }
        }
    }
}

/// An organisation as its representative sees it: notices, activities, papers, a new declaration.
struct OrganisationPart: Component {
    let language: Language
    let today: Day
    /// The items under which an activity can be declared.
    let items: [ActivityItem]
    let name: String
    let extract: ActivityExtract
    let notices: ListPage<ActivityNotice>

    private typealias Words = ActivityWorkWords

    var html: HTML {
        tag(.section, .class("stack")) {
            Heading(
                2, name,
                caption: ActivityPageWords.organisation[language] + " " + extract.bin.digits)
            for notice in notices.items { ActivityNoticePart(language: language, notice: notice) }
            if notices.nextCursor != nil {
                Paragraph {
                    Link(
                        Words.allNotices[language],
                        to: "/activities/notices/\(extract.bin.digits)")
                }
            }
            activities
            papers
            Form(language, action: "/activities/declare", isGet: true, hidden: hidden) {
                SelectField(
                    language, name: "item", label: Words.underItem[language],
                    options: items.map {
                        ("\($0.number)", "\($0.number). \($0.title[language])")
                    })
                Button(submit: Words.declare[language], style: .secondary)
            }
        }
    }

    private var hidden: [(name: String, value: String)] { [("bin", extract.bin.digits)] }

    private var activities: HTML {
        guard !extract.activities.isEmpty else {
            return Paragraph(Words.noActivities[language]).html
        }
        return Table(
            caption: ActivityRegisterWords.activities[language],
            columns: [
                .init(ActivityRegisterWords.activity[language]),
                .init(ActivityRegisterWords.priority[language]),
                .init(ActivityPageWords.ownProduction[language]),
            ],
            rows: extract.activities.map { activity, standing in
                [
                    Link(activity.title, to: "/activities/declared/\(activity.activity.text)")
                        .html,
                    standing.outcome.badge(language).html,
                    standing.ownProduction.badge(language).html,
                ]
            }
        ).html
    }

    private var papers: HTML {
        guard !extract.evidence.isEmpty else { return .empty }
        return Table(
            caption: ActivityRegisterWords.papers[language],
            columns: [
                .init(ActivityRegisterWords.paper[language]),
                .init(ActivityRegisterWords.number[language]),
                .init(ActivityRegisterWords.holds[language]),
            ],
            rows: extract.evidence.map { row in
                [
                    .text(ActivityRegisterWords.kind(row.kind)[language]), .text(row.number),
                    row.validity(on: today, language),
                ]
            }
        ).html
    }
}

extension ActivityEvidence {
    /// From when to when it holds, and whether it does on the day.
    func validity(on day: Day, _ language: Language) -> HTML {
        let until = validUntil.map { " – " + MomentFormat.day($0, language) } ?? " – …"
        let days = HTML.text(MomentFormat.day(validFrom, language) + until)
        guard !holds(on: day) else { return days }
        let state = validFrom > day ? FactState.notYetValid : FactState.expired
        let words = ActivityPageWords.words(state)?[language] ?? ""
        return .fragment([days, .text(" "), Badge(.bad, words).html])
    }
}
