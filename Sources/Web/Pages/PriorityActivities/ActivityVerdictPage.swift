import Kernel
import PriorityActivities
import Rendering
import UseCases

/// The verdict for anyone who answered the questions.
struct ActivityVerdictPage {
    let form: ActivityQuestionnaire
    let checked: [(operation: String?, found: CheckedActivity)]
    let answers: ActivityAnswers
    /// Whether the person acts for an organisation that could declare this.
    let mayDeclare: Bool

    private typealias Words = ActivityPageWords
    private var call: Call<SignedInPerson?> { form.call }

    var page: Page {
        let view = ActivityVerdictView(
            target: form.target, vocabulary: form.questions.vocabulary, language: call.language)
        return call.page(form.target.title, at: form.address, scripts: [Assets.copy], width: .wide)
        {
            BackLink(call.say(Words.toStart), to: "/activities")
            Heading(1, form.target.heading(call.language), caption: form.target.clause.tag)
            for (operation, found) in checked { view.section(operation, found) }
            form.target.wording(on: day, call.language)
            view.notes(checked.first?.found.verdict.rules)
            Actions {
                Form(call.language, action: form.address, hidden: handedOn) {
                    Button(submit: call.say(Words.again), style: .secondary)
                }
                if mayDeclare, let item = form.target.number {
                    Form(
                        call.language, action: "/activities/declare",
                        hidden: handedOn + [("item", "\(item)")]
                    ) {
                        Button(submit: call.say(ActivityWorkWords.declare))
                    }
                }
            }
        }
    }

    /// The day that was asked about.
    private var day: Day {
        checked.first?.found.verdict.question.on ?? call.platform.clock.today
    }

    private var handedOn: [(name: String, value: String)] {
        form.questions.pairs(answers) + [("on", day.description), ("edit", "1")]
    }
}
