import HTTPServer
import Kernel
import PriorityActivities
import Rendering
import UseCases

extension Endpoint {
    /// `GET /activities/simulation`: try a draft of the list (use case 53).
    static let getActivitySimulationPage = Endpoint(
        .get, "/activities/simulation", summary: "Try a draft of the list",
        access: .official(role: .hubAdministration, on: "all declared activities"),
        answers: [.page], isPage: true
    ) { call in .page(call.simulationPage(nil, fault: nil)) }

    /// `POST /activities/simulation`: who would gain or lose; nothing changes.
    static let postActivitySimulationPage = Endpoint(
        .post, "/activities/simulation", summary: "Say who would gain or lose under a draft",
        access: .official(role: .hubAdministration, on: "all declared activities"),
        body: .upload(contentTypes: ["multipart/form-data"], bytesMax: (1 << 20) + 4096),
        answers: [.page], isPage: true
    ) { call in
        let parts = MultipartFiles.read(
            call.upload, contentType: call.request.headers["content-type"] ?? "",
            fields: ["draft"])
        guard let draft = parts?["draft"], !draft.isEmpty else {
            return .page(
                call.simulationPage(nil, fault: call.say(ActivityWorkWords.noDraft)), status: 422)
        }
        do {
            let found = try await call.platform.simulateRules(draft: draft, by: call.caller)
            return .page(call.simulationPage(found, fault: nil))
        } catch let refusal as Refusal where refusal.code == .invalidField {
            let words = refusal.words(in: call.language, now: call.now)
            return .page(call.simulationPage(nil, fault: words), status: 422)
        }
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func simulationPage(_ found: RulesSimulation?, fault: String?) -> Page {
        page(
            Words.simulation, at: "/activities/simulation", width: .wide, isFaulty: fault != nil
        ) {
            ErrorSummary(language, fault.map { [(field: "draft", text: $0)] } ?? [])
            BackLink(say(ActivityPageWords.workplace), to: "/activities/workplace")
            Heading(1, say(Words.simulation), caption: caller.name)
            Paragraph(say(Words.simulationLead), style: .lead)
            if let found { result(found) }
            Form(language, action: "/activities/simulation", hasFiles: true) {
                FileField(
                    language, name: "draft", label: say(Words.draft), hint: say(Words.draftHint),
                    fault: fault, accept: .anything)
                Button(submit: say(Words.simulate))
            }
            Paragraph { Link(say(Words.listAsFile), to: "/api/activity-rules/file") }
        }
    }

    @HTMLBuilder private func result(_ found: RulesSimulation) -> HTML {
        Notice(
            found.priority.lost + found.ownProduction.lost > 0 ? .warn : .good,
            title: say(Words.simulated), isAnnounced: true
        ) { Paragraph(MomentFormat.day(found.on, language)) }
        Paragraph(say(Words.compared) + ": \(found.count)")
        Table(
            caption: say(Words.simulated),
            columns: [
                .init(say(Words.status)), .init(say(Words.wouldLose)), .init(say(Words.wouldGain)),
                .init(say(Words.otherwise)),
            ],
            rows: [
                tally(ActivityRegisterWords.priority, found.priority),
                tally(ActivityPageWords.ownProduction, found.ownProduction),
            ])
        if !found.changes.isEmpty {
            Table(
                caption: found.changed > found.changes.count
                    ? say(Words.firstChanges(found.changes.count, of: found.changed))
                    : say(Words.changes),
                columns: [
                    .init(say(ActivityPageWords.organisation)),
                    .init(say(ActivityRegisterWords.activity)),
                    .init(say(ActivityRegisterWords.priority)),
                    .init(say(ActivityPageWords.ownProduction)),
                ], rows: found.changes.map(row))
            Paragraph(say(Words.now) + " → " + say(Words.underDraft), style: .soft)
        }
    }

    private func tally(_ what: LocalizedText, _ tally: RulesSimulation.Tally) -> [HTML] {
        [.text(say(what))] + [tally.lost, tally.gained, tally.otherwise].map { .text("\($0)") }
    }

    private func row(_ change: RulesSimulation.Change) -> [HTML] {
        [
            .text(change.bin.digits), .text(change.title),
            turn(change.before.outcome, change.after.outcome),
            turn(change.before.ownProduction, change.after.ownProduction),
        ]
    }

    /// The answer now, and under the draft where that is another.
    private func turn(_ before: Verdict, _ after: Verdict) -> HTML {
        guard before != after else { return before.badge(language).html }
        return .fragment([
            before.badge(language).html, .text(" → "), after.badge(language).html,
        ])
    }

    private typealias Words = ActivityWorkWords
}
