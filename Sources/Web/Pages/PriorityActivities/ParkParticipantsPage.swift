import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /activities/participants`: the park's participants of a day (use case 52).
    static let getParkParticipantsPage = Endpoint(
        .get, "/activities/participants", summary: "The participants of a day with their papers",
        access: .official(role: .hubAdministration, on: "the registers of the park"),
        query: [QueryParameter(name: "on", schema: .string(.anything), meaning: "The day")]
            + .page, answers: [.page], isPage: true
    ) { call in
        let typed = (call.query["on"] ?? "").trimmed
        let day = Day(typed)
        let isWrong = day == nil && !typed.isEmpty
        let on = day ?? call.platform.clock.today
        let found = try await call.platform.parkParticipants(
            on: on, page: PageRequest(limit: 30, cursor: call.query["cursor"]), by: call.caller)
        return .page(
            call.participants(found, on: on, typed: isWrong ? typed : nil),
            status: isWrong ? 422 : 200)
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func participants(
        _ found: ListPage<ParkParticipant>, on day: Day, typed: String?
    ) -> Page {
        let fault = typed == nil ? nil : say(ActivityPageWords.wrongDay)
        let address = ("/activities/participants" as PageURL).setting("on", to: day.description)
        return page(
            Words.participants, at: "/activities/participants", width: .wide,
            isFaulty: fault != nil
        ) {
            ErrorSummary(language, fault.map { [(field: "on", text: $0)] } ?? [])
            BackLink(say(Words.administration), to: "/activities/administration")
            Heading(1, say(Words.participants), caption: caller.name)
            Form(language, action: "/activities/participants", isGet: true) {
                TextField(
                    language, name: "on", label: say(ActivityRegisterWords.on),
                    value: typed ?? day.description, fault: fault, content: .day)
                Button(submit: say(ActivityPageWords.show))
            }
            if fault == nil { list(found, on: day) }
            Pagination(
                language, newer: query["cursor"] == nil ? nil : address,
                older: found.nextCursor.map { address.setting("cursor", to: $0) })
        }
    }

    @HTMLBuilder private func list(_ found: ListPage<ParkParticipant>, on day: Day) -> HTML {
        if found.items.isEmpty {
            Notice(.calm) { Paragraph(say(Words.noParticipants)) }
        } else {
            Table(
                caption: say(Words.participants) + ", " + MomentFormat.day(day, language),
                columns: [
                    .init(say(ActivityPageWords.bin)), .init(say(Words.name)),
                    .init(say(ActivityRegisterWords.number)),
                    .init(say(ActivityRegisterWords.holds)), .init(say(Words.extracts)),
                ], rows: found.items.map { row($0, on: day) })
        }
    }

    private func row(_ participant: ParkParticipant, on day: Day) -> [HTML] {
        let row = participant.participation
        return [
            Link(
                row.bin.digits,
                to: ("/activities/register" as PageURL).setting("bin", to: row.bin.digits)
                    .setting("on", to: day.description)
            ).html,
            .text(row.name), .text(row.number), row.validity(on: day, language),
            extracts(participant, on: day),
        ]
    }

    private func extracts(_ participant: ParkParticipant, on day: Day) -> HTML {
        guard !participant.extracts.isEmpty else { return .text("–") }
        return tag(.ul) {
            for paper in participant.extracts {
                tag(.li) {
                    paper.number + ": "
                    paper.validity(on: day, language)
                }
            }
        }
    }

    private typealias Words = ActivityWorkWords
}
