import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /activities/notices/{bin}`: every notice to an organisation, page by page (use case 53).
    static let getActivityNoticesPage = Endpoint(
        .get, "/activities/notices/{bin}", summary: "The notices to one's organisation",
        access: .person(on: "the organisation for which the caller acts"), query: .page,
        answers: [.page], problems: [.notYours, .invalidField], isPage: true
    ) { call in
        let bin = try call.bin(call.path["bin"] ?? "")
        let notices = try await call.platform.activityNotices(
            of: bin, for: call.caller,
            page: PageRequest(limit: 20, cursor: call.query["cursor"]))
        let address: PageURL = "/activities/notices/\(bin.digits)"
        return .page(
            call.page(ActivityWorkWords.allNotices, at: address) {
                BackLink(call.say(ActivityPageWords.workplace), to: "/activities/workplace")
                Heading(
                    1, call.say(ActivityWorkWords.allNotices),
                    caption: call.say(ActivityPageWords.organisation) + " " + bin.digits)
                if notices.items.isEmpty { Paragraph(call.say(ActivityWorkWords.noNotices)) }
                for notice in notices.items {
                    ActivityNoticePart(language: call.language, notice: notice)
                }
                Pagination(
                    call.language, newer: call.query["cursor"] == nil ? nil : address,
                    older: notices.nextCursor.map { address.setting("cursor", to: $0) })
            })
    }
}

/// A notice about one activity, with the way to its verdict on that day.
struct ActivityNoticePart: Component {
    let language: Language
    let notice: ActivityNotice

    private typealias Words = ActivityWorkWords

    var html: HTML {
        Notice(
            notice.kind == .gained ? .good : .warn, title: Words.notice(notice.kind)[language]
        ) {
            Paragraph {
                Link(
                    notice.title,
                    to: ("/activities/declared/\(notice.activity.text)" as PageURL)
                        .setting("on", to: notice.on.description))
            }
            Paragraph(
                Words.matter(notice.matter)[language] + ", "
                    + MomentFormat.day(notice.on, language), style: .soft)
        }.html
    }
}
