import HTTPServer
import Kernel
import PriorityActivities
import Rendering
import UseCases

extension Endpoint {
    /// `GET /activities/items/{item}`: the questions of one item, or of own production.
    static let getActivityItemPage = Endpoint(
        .get, "/activities/items/{item}", summary: "The questions of one item of the list",
        access: .anyoneOrPerson(because: "The list is public"),
        query: [
            QueryParameter(
                name: "on", schema: .string(.anything), meaning: "The day whose list is asked for")
        ], answers: [.page], isPage: true
    ) { call in
        let day = call.query["on"].flatMap { Day($0) } ?? call.platform.clock.today
        let form = ActivityQuestionnaire(try call.activityItem(on: day), call)
        return .page(form.page(answers: ["on": [day.description]], faults: FormFaults()))
    }

    /// `POST /activities/items/{item}`: the verdict about the answers; nothing is kept.
    static let postActivityItemPage = Endpoint(
        .post, "/activities/items/{item}", summary: "The verdict about one item of the list",
        access: .anyoneOrPerson(because: "Nothing of the answers is kept"),
        body: .form(
            ActivityQuestions.fields + [
                FormField(name: "on", lengthMax: 10), FormField(name: "edit", lengthMax: 1),
            ]), answers: [.page], isPage: true
    ) { call in
        let answers = call.chosenValues
        let (form, faults) = try call.questionnaire(answers)
        // The answers come back to be changed.
        let isEdited = !call.typed("edit").isEmpty && faults["on"] == nil
        if isEdited { return .page(form.page(answers: answers, faults: FormFaults())) }
        guard faults.isEmpty, let day = Day(call.typed("on")) else {
            return .page(form.page(answers: answers, faults: faults), status: 422)
        }
        let checked = try form.questions(answers, on: day).map { operation, question in
            (operation, try call.platform.checkActivity(question))
        }
        var declares = false
        if let person = call.person {
            declares = try await !call.platform.representedOrganisations(person).isEmpty
        }
        return .page(
            ActivityVerdictPage(
                form: form, checked: checked, answers: answers, mayDeclare: declares
            ).page)
    }
}

extension Call where Caller == SignedInPerson? {
    /// What the address names in the list that is asked about on a day.
    ///
    /// - Throws: `notFound`.
    fileprivate func activityItem(on day: Day) throws(Refusal) -> ActivityTarget {
        guard let target = ActivityTarget(path["item"] ?? "", in: activityRules(on: day)) else {
            throw Refusal(.notFound)
        }
        return target
    }

    /// The questions by the list of the day that was typed, and what is wrong with the answers.
    ///
    /// - Throws: `notFound` for an item of no list.
    fileprivate func questionnaire(
        _ answers: ActivityAnswers
    ) throws(Refusal) -> (form: ActivityQuestionnaire, faults: FormFaults) {
        let today = platform.clock.today
        let day = Day(typed("on"))
        var faults = FormFaults()
        if day == nil { faults.add("on", say(ActivityPageWords.wrongDay)) }
        var target = ActivityTarget(path["item"] ?? "", in: activityRules(on: day ?? today))
        if target == nil {
            // Another day's list may have it.
            target = try activityItem(on: today)
            faults.add("on", say(ActivityPageWords.noItemThen))
        }
        guard let target else { throw Refusal(.notFound) }
        let form = ActivityQuestionnaire(target, self)
        form.questions.check(answers, &faults)
        return (form, faults)
    }
}

/// The questions of an item, as a page for anyone.
struct ActivityQuestionnaire {
    let target: ActivityTarget
    let call: Call<SignedInPerson?>
    let questions: ActivityQuestions

    private typealias Words = ActivityPageWords

    init(_ target: ActivityTarget, _ call: Call<SignedInPerson?>) {
        self.target = target
        self.call = call
        questions = ActivityQuestions(
            target: target, vocabulary: call.platform.activities.book.vocabulary,
            language: call.language)
    }

    var address: PageURL { "/activities/items/\(target.path)" }

    func page(answers: ActivityAnswers, faults: FormFaults) -> Page {
        let today = call.platform.clock.today
        return call.page(target.title, at: address, isFaulty: !faults.isEmpty) {
            ErrorSummary(call.language, faults.all)
            BackLink(call.say(Words.toStart), to: "/activities")
            Heading(1, target.heading(call.language), caption: target.clause.tag)
            target.wording(
                on: answers["on"]?.first.flatMap { Day($0) } ?? today, call.language)
            Form(call.language, action: address) {
                questions.html(answers, faults)
                TextField(
                    call.language, name: "on", label: call.say(Words.on),
                    value: answers["on"]?.first ?? today.description,
                    fault: faults["on"], content: .day)
                Button(submit: call.say(Words.check))
            }
        }
    }

    /// A question for each operation that was marked; one when the item asks for none.
    func questions(
        _ answers: ActivityAnswers, on day: Day
    ) throws(Refusal) -> [(operation: String?, question: ActivityQuestion)] {
        let operations = (answers["operation"] ?? []).prefix(30)
        let asked: [String?] = operations.isEmpty ? [nil] : operations.map { $0 }
        var found: [(operation: String?, question: ActivityQuestion)] = []
        for operation in asked {
            let facts = try questions.facts(
                answers, operation: operation, source: ActivityQuestions.ownStatement)
            found.append(
                (
                    operation,
                    ActivityQuestion(
                        facts: facts, on: day, knownOn: call.platform.clock.today,
                        claimedItem: target.number)
                ))
        }
        return found
    }
}
