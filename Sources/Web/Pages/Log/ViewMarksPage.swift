import DigitalDocuments
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /view-marks`: what was shown to the person, and by the person (DD-18).
    static let getViewMarksPage = Endpoint(
        .get, "/view-marks", summary: "The marks of views, as holder and as verifier",
        access: .person(on: "views that the caller made or was shown in"), query: .page,
        answers: [.page], isPage: true
    ) { call in
        let wards = await call.platform.wards(of: call.caller)
        let list = try await call.platform.viewMarks(
            of: .person(call.caller), page: PageRequest(limit: 30, cursor: call.query["cursor"]),
            wards: wards)
        return .page(
            call.page(Words.title, at: "/view-marks") {
                BackLink(call.say(LogWords.title), to: "/access-log")
                Heading(1, call.say(Words.title))
                Paragraph(call.say(Words.lead), style: .lead)
                if wards.isUnknown { call.childrenUnanswered }
                if list.items.isEmpty {
                    EmptyState(
                        title: call.say(Words.none), text: call.say(Words.noneText), icon: .eye,
                        action: Button(
                            call.say(DocumentWords.section), to: "/documents", style: .secondary))
                }
                Timeline(call.language, list.items.map { call.event($0) })
                Pagination(
                    call.language, newer: call.query["cursor"] == nil ? nil : "/view-marks",
                    older: list.nextCursor.map { "/view-marks?cursor=\($0)" })
            })
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func event(_ mark: ViewMark) -> Timeline.Event {
        let isShown = mark.outcome == "shown"
        let name = mark.viewerName.isEmpty ? say(DocumentWords.unnamed) : mark.viewerName
        let title =
            mark.isViewer
            ? say(isShown ? Words.youSaw : Words.youDidNot)
            : say(heading(mark, isShown)) + " " + name
        let reason = isShown ? nil : ProblemCode(rawValue: mark.outcome)?.title[language]
        let what = [mark.childName, mark.documentType?.title[language], mark.way.name[language]]
            .compactMap(\.self).joined(separator: ", ")
        return Timeline.Event(
            at: mark.at, isShown ? .good : .bad, icon: isShown ? .eye : nil, title: title,
            text: [what, reason].compactMap(\.self).joined(separator: ". "),
            link: (say(LogWords.proof), "/access-log/\(mark.entry.text)"))
    }

    private func heading(_ mark: ViewMark, _ isShown: Bool) -> LocalizedText {
        switch (mark.childName, isShown) {
        case (nil, true): Words.sawYours
        case (nil, false): Words.didNotSeeYours
        case (_?, true): LogWords.sawChilds
        case (_?, false): LogWords.didNotSeeChilds
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Қаралғаны туралы белгілер", ru: "Отметки о просмотрах", en: "View marks")
    static let lead = LocalizedText(
        kk: "Әр қарау екі жақта да белгіленеді: құжат иесінде де, қараған адамда да.",
        ru: "Каждый просмотр отмечается у обеих сторон: у владельца документа и у того, кто "
            + "смотрел.",
        en: "Every view is marked on both sides: the holder's and the viewer's.")
    static let none = LocalizedText(
        kk: "Белгі жоқ", ru: "Отметок нет", en: "No marks")
    static let noneText = LocalizedText(
        kk: "Құжат көрсетсеңіз не біреудің құжатын тексерсеңіз, белгісі осында шығады.",
        ru: "Когда вы покажете документ или проверите чужой, отметка появится здесь.",
        en: "When you show a document, or verify someone's, the mark stands here.")
    static let youSaw = LocalizedText(
        kk: "Сіз басқа адамның құжатын көрдіңіз", ru: "Вы посмотрели чужой документ",
        en: "You saw another person's document")
    static let youDidNot = LocalizedText(
        kk: "Сізге құжат көрсетілмеді", ru: "Вам не показали документ",
        en: "You were not shown a document")
    static let sawYours = LocalizedText(
        kk: "Құжатыңызды көрген:", ru: "Кому показан ваш документ:", en: "Your document was seen by"
    )
    static let didNotSeeYours = LocalizedText(
        kk: "Құжатыңызды көре алмаған:", ru: "Кому не показан ваш документ:",
        en: "Your document was not shown to")
}
