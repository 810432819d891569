import HTTPServer
import Kernel
import PriorityActivities
import Rendering
import UseCases

extension Endpoint {
    /// `GET /activities/declare`: the declaration of an activity under an item (use case 51).
    static let getDeclarePage = Endpoint(
        .get, "/activities/declare", summary: "Declare an activity of one's organisation",
        access: .person(on: "the organisations for which the caller acts"),
        query: [
            QueryParameter(name: "item", schema: .string(.anything), meaning: "The item"),
            QueryParameter(name: "bin", schema: .string(.anything), meaning: "The organisation"),
            QueryParameter(
                name: "replaces", schema: .string(.anything),
                meaning: "The activity that is declared anew"),
        ], answers: [.page], problems: [.notYours, .notFound], isPage: true
    ) { call in
        var answers: ActivityAnswers = [:]
        var item = call.query["item"] ?? ""
        if let replaced = call.query["replaces"].flatMap({ Identifier<DeclaredActivity>($0) }) {
            let today = call.platform.clock.today
            let dossier = try await call.platform.activityDossier(
                replaced, on: today, knownOn: today, for: call.caller)
            guard dossier.isOwn else { throw Refusal(.notYours) }
            if item.isEmpty { item = dossier.activity.claimedItem.map { "\($0)" } ?? "1" }
            answers = try await call.declarationForm(item).answers(dossier.activity)
        }
        answers["bin"] = answers["bin"] ?? call.query["bin"].map { [$0] }
        let form = try await call.declarationForm(item)
        return .page(form.page(answers, FormFaults()))
    }

    /// `POST /activities/declare`: declares it, and leads to the activity's page.
    static let postDeclarePage = Endpoint(
        .post, "/activities/declare", summary: "Declare an activity of one's organisation",
        access: .person(on: "the organisations for which the caller acts"),
        body: .form(DeclarationForm.fields), answers: [.page, .goOn],
        problems: [.notYours, .notFound], isPage: true
    ) { call in
        let form = try await call.declarationForm(call.typed("item"))
        let answers = call.chosenValues
        if !call.typed("edit").isEmpty { return .page(form.page(answers, FormFaults())) }
        var faults = FormFaults()
        guard let declaration = try form.declaration(answers, &faults) else {
            return .page(form.page(answers, faults), status: 422)
        }
        let activity = try await call.platform.declareActivity(
            declaration, by: call.caller, once: call.once)
        return .seeOther(("/activities/declared/\(activity.text)?done=1" as PageURL).text)
    }
}

extension Call where Caller == SignedInPerson {
    /// The form of an item for the caller's organisations.
    ///
    /// - Throws: `notFound` for no item; `notYours` for who acts for nobody.
    fileprivate func declarationForm(_ item: String) async throws -> DeclarationForm {
        let today = platform.clock.today
        guard let target = ActivityTarget(item, in: activityRules(on: today)), target.number != nil
        else { throw Refusal(.notFound) }
        let organisations = try await platform.representedOrganisations(caller)
        guard !organisations.isEmpty else { throw Refusal(.notYours, ActivityWorkWords.nobody) }
        return DeclarationForm(target: target, call: self, organisations: organisations)
    }
}

/// The declaration of an activity: what it is called, the item's questions, paper and days.
struct DeclarationForm {
    let target: ActivityTarget
    let call: Call<SignedInPerson>
    let organisations: [RepresentedOrganisation]

    private typealias Words = ActivityWorkWords
    private var language: Language { call.language }
    private var questions: ActivityQuestions {
        ActivityQuestions(
            target: target, vocabulary: call.platform.activities.book.vocabulary,
            language: language, isDeclaration: true)
    }

    /// Every field that it may have.
    static let fields: [Endpoint.FormField] =
        ActivityQuestions.fields
        + [
            ("item", 3), ("bin", 12), ("replaces", 26), ("title", 200), ("source", 200),
            ("validFrom", 10), ("validUntil", 10), ("on", 10), ("edit", 1),
        ].map { Endpoint.FormField(name: $0.0, lengthMax: $0.1) }

    /// What a declaration said, to be declared anew.
    func answers(_ activity: DeclaredActivity) -> ActivityAnswers {
        var answers = questions.answers(activity.facts)
        answers["bin"] = [activity.bin.digits]
        answers["replaces"] = [activity.activity.text]
        answers["title"] = [activity.title]
        answers["source"] = activity.facts.all["operation"].map { [$0.source] }
        answers["validFrom"] = [activity.validFrom.description]
        answers["validUntil"] = activity.validUntil.map { [$0.description] }
        return answers
    }

    func page(_ answers: ActivityAnswers, _ faults: FormFaults) -> Page {
        let today = call.platform.clock.today
        func field(
            _ name: String, _ label: LocalizedText, hint: LocalizedText? = nil,
            _ content: TextField.Content = .text, value: String = "", isOptional: Bool = false
        ) -> TextField {
            TextField(
                language, name: name, label: label[language], hint: hint?[language],
                value: answers[name]?.first ?? value, fault: faults[name], content: content,
                isOptional: isOptional)
        }
        let replaces = answers["replaces"]?.first
        return call.page(
            replaces == nil ? Words.declare : Words.declareAnew, at: "/activities/workplace",
            isFaulty: !faults.isEmpty
        ) {
            ErrorSummary(language, faults.all)
            BackLink(call.say(ActivityPageWords.workplace), to: "/activities/workplace")
            Heading(1, target.heading(language), caption: target.clause.tag)
            target.wording(on: today, language)
            Form(
                language, action: "/activities/declare",
                hidden: [("item", target.path)] + (replaces.map { [("replaces", $0)] } ?? [])
            ) {
                SelectField(
                    language, name: "bin", label: call.say(Words.organisation),
                    options: organisations.map { ($0.bin.digits, $0.name) },
                    chosen: answers["bin"]?.first)
                field("title", Words.activityTitle, hint: Words.activityTitleHint)
                questions.html(answers, faults)
                field("source", Words.source, hint: Words.sourceHint)
                field("validFrom", Words.firstDay, .day, value: today.description)
                field("validUntil", Words.lastDay, .day, isOptional: true)
                Button(submit: (replaces == nil ? Words.declare : Words.declareAnew)[language])
            }
        }
    }

    /// What the answers declare; nil where something is wrong with them.
    func declaration(
        _ answers: ActivityAnswers, _ faults: inout FormFaults
    ) throws(Refusal) -> ActivityDeclaration? {
        let bin = organisations.map(\.bin).first { $0.digits == call.typed("bin") }
        if bin == nil { faults.add("bin", call.say(ActivityPageWords.wrongBIN)) }
        for name in ["title", "source"] where call.typed(name).isEmpty {
            faults.add(name, call.say(Words.empty))
        }
        let from = Day(call.typed("validFrom"))
        let until = Day(call.typed("validUntil"))
        if from == nil { faults.add("validFrom", call.say(ActivityPageWords.wrongDay)) }
        let isLate = until.flatMap { end in from.map { end < $0 } } ?? false
        if isLate || (until == nil && !call.typed("validUntil").isEmpty) {
            faults.add("validUntil", call.say(Words.wrongEnd))
        }
        questions.check(answers, &faults)
        guard faults.isEmpty, let bin, let from else { return nil }
        let operation = answers["operation"]?.first { $0 != "unknown" }
        return ActivityDeclaration(
            bin: bin, title: call.typed("title"), claimedItem: target.number,
            facts: try questions.facts(
                answers, operation: operation, source: call.typed("source")),
            validFrom: from, validUntil: until,
            replaces: Identifier<DeclaredActivity>(call.typed("replaces")))
    }
}
