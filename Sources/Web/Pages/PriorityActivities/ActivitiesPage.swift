import Kernel
import PriorityActivities
import Rendering
import UseCases

extension Endpoint {
    /// `GET /activities`: describe in plain words, or choose an item (use case 50).
    static let getActivitiesPage = Endpoint(
        .get, "/activities", summary: "The list of priority activities, and help to find an item",
        access: .anyoneOrPerson(because: "The list is public"), answers: [.page], isPage: true
    ) { call in .page(call.activitiesPage(text: "", suggestions: nil)) }

    /// `POST /activities/help`: items whose words occur in the description; nothing is kept.
    static let postActivitiesHelpPage = Endpoint(
        .post, "/activities/help", summary: "Suggest items by quoting the words that matched",
        access: .anyoneOrPerson(because: "Nothing of the description is kept"),
        body: .form([FormField(name: "text", lengthMax: 2000)]), answers: [.page], isPage: true
    ) { call in
        let text = call.typed("text")
        let found = call.platform.activities.help.suggestions(for: text)
        return .page(call.activitiesPage(text: text, suggestions: found))
    }
}

extension Call where Caller == SignedInPerson? {
    fileprivate typealias Words = ActivityPageWords

    fileprivate func activitiesPage(
        text: String, suggestions: [ActivityHelp.Suggestion]?
    ) -> Page {
        page(Words.title, at: "/activities") {
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            Form(language, action: "/activities/help") {
                TextField(
                    language, name: "text", label: say(Words.describe),
                    hint: say(Words.describeHint), value: text, content: .lines(3))
                Button(submit: say(Words.find))
            }
            suggested(suggestions)
            Heading(2, say(Words.all))
            tag(.ul) {
                for item in activityRules(on: platform.clock.today)?.items ?? [] {
                    tag(.li) {
                        Link(
                            "\(item.number). \(say(item.title))",
                            to: "/activities/items/\("\(item.number)")")
                    }
                }
                tag(.li) { Link(say(Words.ownProduction), to: "/activities/items/own") }
            }
            Heading(2, say(Words.byBIN))
            Form(language, action: "/activities/register", isGet: true) {
                TextField(
                    language, name: "bin", label: say(Words.bin), content: .identificationNumber)
                Button(submit: say(Words.show), style: .secondary)
            }
            if person != nil {
                Paragraph { Link(say(Words.workplace), to: "/activities/workplace") }
            }
        }
    }

    @HTMLBuilder private func suggested(_ suggestions: [ActivityHelp.Suggestion]?) -> HTML {
        if let suggestions {
            Heading(2, say(Words.found))
            if suggestions.isEmpty { Notice(.calm) { Paragraph(say(Words.nothing)) } }
            for suggestion in suggestions.prefix(6) {
                if let item = activityRules(on: platform.clock.today)?.item(suggestion.item) {
                    Card(
                        title: "\(item.number). \(say(item.title))",
                        to: "/activities/items/\("\(item.number)")"
                    ) {
                        Paragraph(
                            say(Words.quotes) + " "
                                + suggestion.quotes.map { "«\($0)»" }.joined(separator: ", "))
                    }
                }
            }
        }
    }
}
