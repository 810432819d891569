import HTTPServer
import Kernel
import PriorityActivities
import Rendering
import UseCases

extension Endpoint {
    /// `GET /activities/items/{item}`: the questions of one item, or of own production.
    static let getActivityItemPage = Endpoint(
        .get, "/activities/items/{item}", summary: "The questions of one item of the list",
        access: .anyoneOrPerson(because: "The list is public"), answers: [.page], isPage: true
    ) { call in
        .page(ActivityQuestionnaire(try call.activityItem(), call).page(answers: [:], faults: []))
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
        let form = ActivityQuestionnaire(try call.activityItem(), call)
        let answers = call.chosenValues
        guard let day = Day(call.typed("on")) else {
            return .page(
                form.page(
                    answers: answers, faults: [("on", call.say(ActivityPageWords.wrongDay))]),
                status: 422)
        }
        // The answers come back to be changed.
        if !call.typed("edit").isEmpty { return .page(form.page(answers: answers, faults: [])) }
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
    /// What the address names.
    ///
    /// - Throws: `notFound`.
    func activityItem() throws(Refusal) -> ActivityTarget {
        guard let target = ActivityTarget(path["item"] ?? "") else { throw Refusal(.notFound) }
        return target
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
        questions = ActivityQuestions(target: target, language: call.language)
    }

    var address: PageURL { "/activities/items/\(target.path)" }

    func page(answers: ActivityAnswers, faults: [(field: String, text: String)]) -> Page {
        let today = call.platform.clock.today
        return call.page(target.title, at: address, isFaulty: !faults.isEmpty) {
            ErrorSummary(call.language, faults)
            BackLink(call.say(Words.toStart), to: "/activities")
            Heading(1, target.heading(call.language), caption: target.clause.tag)
            target.wording(on: today, call.language)
            Form(call.language, action: address) {
                questions.html(answers)
                TextField(
                    call.language, name: "on", label: call.say(Words.on),
                    value: answers["on"]?.first ?? today.description,
                    fault: faults.first { $0.field == "on" }?.text, content: .day)
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
                answers, operation: operation, source: "statement:page")
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
