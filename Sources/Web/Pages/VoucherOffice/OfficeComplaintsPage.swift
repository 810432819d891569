import FoodVouchers
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /voucher-office/complaints`: the inbox, the most urgent first (use case 38; FV-30).
    static let getOfficeComplaintsPage = Endpoint(
        .get, "/voucher-office/complaints", summary: "Complaints about lines of receipts",
        access: .official(anyOf: officeRoles, on: "complaints of a pilot, without names"),
        query: [
            officeQuery[0],
            QueryParameter(
                name: "open", schema: .string(.text(lengthMax: 64)),
                meaning: "Where the page of those that wait begins"),
        ] + .page, answers: [.page], problems: [.notFound, .roleNotAllowed],
        isPage: true
    ) { call in
        let pilot = try call.officeView().pilot
        let open = try await call.platform.openComplaints(
            about: pilot.id, page: PageRequest(limit: 20, cursor: call.query["open"]))
        let all = try await call.platform.complaints(
            about: pilot.id, page: PageRequest(limit: 20, cursor: call.query["cursor"]))
        return .page(call.complaintsPage(pilot, open: open, all: all))
    }

    /// `GET /voucher-office/complaints/{id}`: one complaint, with the form of the answer.
    static let getOfficeComplaintPage = Endpoint(
        .get, "/voucher-office/complaints/{id}", summary: "One complaint and its answer",
        access: .official(anyOf: officeRoles, on: "a complaint, without a name"),
        answers: [.page], problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in .page(try await call.complaintPage(fault: nil)) }

    /// `POST /voucher-office/complaints/{id}`: the akimat answers (FV-30).
    static let postComplaintAnswerPage = Endpoint(
        .post, "/voucher-office/complaints/{id}", summary: "Answer a complaint, once",
        access: .official(role: .akimat, on: "a complaint, without a name"),
        body: .form([
            FormField(name: "outcome", lengthMax: 20), FormField(name: "text", lengthMax: 4000),
        ]), answers: [.goOn], problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in
        let id: Identifier<VoucherComplaint> = try call.identifier("id")
        guard let outcome = VoucherComplaint.Outcome(rawValue: call.typed("outcome")) else {
            return .page(
                try await call.complaintPage(fault: ("outcome", call.say(OfficeWords.choose))),
                status: 422)
        }
        do {
            try await call.platform.answerComplaint(
                id, outcome, call.typed("text"), by: call.caller, once: call.once)
            return .seeOther("/voucher-office/complaints/\(id.text)")
        } catch let refusal as Refusal
            where [.invalidField, .complaintClosed].contains(refusal.code)
        {
            let words = refusal.words(in: call.language, now: call.now)
            return .page(try await call.complaintPage(fault: ("text", words)), status: 422)
        }
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func complaintsPage(
        _ pilot: Pilot, open: ListPage<VoucherComplaintRow>,
        all: ListPage<VoucherComplaintRow>
    ) -> Page {
        let url: PageURL = "/voucher-office/complaints?pilot=\(pilot.id)"
        return page(OfficeWords.complaints, at: url, width: .wide) {
            BackLink(say(OfficeWords.title), to: "/voucher-office?pilot=\(pilot.id)")
            Heading(1, say(OfficeWords.complaints), caption: pilot.name[language])
            Heading(2, say(OfficeWords.waiting))
            if open.items.isEmpty { Paragraph(say(ComplaintWords.none)) }
            for row in open.items { linkedCard(row) }
            Pagination(
                language, newer: query["open"] == nil ? nil : url,
                older: open.nextCursor.map { url.setting("open", to: $0) })
            Heading(2, say(OfficeWords.answered))
            for row in all.items where row.outcome != nil { linkedCard(row) }
            Pagination(
                language, newer: query["cursor"] == nil ? nil : url,
                older: all.nextCursor.map { url.setting("cursor", to: $0) })
        }
    }

    private func linkedCard(_ row: VoucherComplaintRow) -> Card {
        complaintCard(row) {
            Paragraph {
                Link(
                    say(row.outcome == nil ? OfficeWords.answerIt : OfficeWords.open)
                        + ": " + row.line.line.name,
                    to: "/voucher-office/complaints/\(row.complaint.id.text)")
            }
        }
    }

    fileprivate func complaintPage(fault: (field: String, text: String)?) async throws -> Page {
        let id: Identifier<VoucherComplaint> = try identifier("id")
        guard let row = try await platform.complaint(id) else { throw Refusal(.notFound) }
        try platform.pilotInForce(row.pilot).check(caller)
        let url: PageURL = "/voucher-office/complaints/\(id.text)"
        let canAnswer = row.outcome == nil && caller.roles.contains(.akimat)
        return page(ComplaintWords.complain, at: url, isFaulty: fault != nil) {
            ErrorSummary(language, fault.map { [$0] } ?? [])
            BackLink(
                say(OfficeWords.complaints), to: "/voucher-office/complaints?pilot=\(row.pilot)")
            Heading(1, say(ComplaintWords.complain))
            Heading(2, say(OfficeWords.aboutLine))
            complaintCard(row) {
                Paragraph {
                    Link(
                        say(OfficeWords.receipts),
                        to:
                            "/voucher-office/receipts?pilot=\(row.pilot)&date=\(Day(at: row.boughtAt).description)&shop=\(row.shop)"
                    )
                }
            }
            if canAnswer {
                Form(language, action: url) {
                    ChoiceField(
                        language, name: "outcome", label: say(OfficeWords.found),
                        fault: fault?.field == "outcome" ? fault?.text : nil,
                        choices: [
                            .init("upheld", say(ComplaintWords.upheld)),
                            .init("rejected", say(ComplaintWords.rejected)),
                        ], chosen: [typed("outcome")])
                    TextField(
                        language, name: "text", label: say(ComplaintWords.answer),
                        value: typed("text"),
                        fault: fault?.field == "text" ? fault?.text : nil, content: .lines(5))
                    Button(submit: say(OfficeWords.answerIt), icon: .message)
                }
            }
        }
    }
}
