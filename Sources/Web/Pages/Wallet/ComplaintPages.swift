import FoodVouchers
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `POST /wallet-history/{id}/rating`: rates the service of a shop (FV-30).
    static let postShopRatingPage = Endpoint(
        .post, "/wallet-history/{id}/rating", summary: "Rate the service of a shop",
        access: .person(on: "a purchase with the caller's vouchers"),
        body: .form([FormField(name: "value", lengthMax: 1)]), answers: [.goOn],
        problems: [.notFound], isPage: true
    ) { call in
        let id: Identifier<Never> = try call.identifier("id")
        guard let rating = Int64(call.typed("value")).flatMap({ ShopRating($0) }) else {
            throw Refusal.wrongField("value", "1–5")
        }
        try await call.platform.rateShop(
            rating, purchase: id.text, by: call.caller, once: call.once)
        return .seeOther("/wallet-history?rated=\(id.text)")
    }

    /// `GET /wallet-history/{id}/complaint`: what is wrong with a line of the receipt (FV-30).
    static let getComplaintPage = Endpoint(
        .get, "/wallet-history/{id}/complaint", summary: "Complain about a line of a receipt",
        access: .person(on: "a purchase with the caller's vouchers"),
        query: [lineNumber], answers: [.page], problems: [.notFound], isPage: true
    ) { call in
        .page(try await call.complaintForm(line: call.query["line"] ?? "1", fault: nil))
    }

    /// `POST /wallet-history/{id}/complaint`: sends it to the akimat (FV-30).
    static let postComplaintPage = Endpoint(
        .post, "/wallet-history/{id}/complaint", summary: "Send a complaint to the akimat",
        access: .person(on: "a purchase with the caller's vouchers"),
        body: .form([
            FormField(name: "line", lengthMax: 3), FormField(name: "text", lengthMax: 4000),
        ]), answers: [.goOn], problems: [.notFound], isPage: true
    ) { call in
        let id: Identifier<Never> = try call.identifier("id")
        do {
            let line = Int64(call.typed("line")) ?? 0
            _ = try await call.platform.complain(
                call.typed("text"), line: line, purchase: id.text, by: call.caller,
                once: call.once)
            return .seeOther("/wallet-complaints")
        } catch let refusal as Refusal
            where [.invalidField, .complaintMade].contains(refusal.code)
        {
            let words = refusal.words(in: call.language, now: call.now)
            return .page(
                try await call.complaintForm(line: call.typed("line"), fault: words), status: 422)
        }
    }

    /// `GET /wallet-complaints`: the complaints with their terms and answers (FV-30).
    static let getWalletComplaintsPage = Endpoint(
        .get, "/wallet-complaints", summary: "The caller's complaints with terms and answers",
        access: .person(on: "the caller's own complaints"), query: .page, answers: [.page],
        isPage: true
    ) { call in
        let list = try await call.platform.complaints(of: call.caller, page: call.page)
        return .page(
            call.page(ComplaintWords.title, at: "/wallet-complaints") {
                BackLink(call.say(WalletWords.history), to: "/wallet-history")
                Heading(1, call.say(ComplaintWords.title))
                if list.items.isEmpty {
                    EmptyState(
                        title: call.say(ComplaintWords.none),
                        text: call.say(ComplaintWords.noneText), icon: .message)
                }
                if !list.items.isEmpty { Heading(2, call.say(ComplaintWords.sent)) }
                for row in list.items { call.complaintCard(row) }
                Pagination(
                    call.language,
                    newer: call.query["cursor"] == nil ? nil : "/wallet-complaints",
                    older: list.nextCursor.map { "/wallet-complaints?cursor=\($0)" })
            })
    }

    private static let lineNumber = QueryParameter(
        name: "line", schema: .integer(1...Int64(ReceiptLine.countMax)), meaning: "The line")
}

extension Call where Caller == SignedInPerson {
    fileprivate func complaintForm(line number: String, fault: String?) async throws -> Page {
        let id: Identifier<Never> = try identifier("id")
        guard
            let purchase = try await platform.voucherPurchase(id.text, of: caller),
            let line = purchase.lines.first(where: { String($0.number) == number })
        else { throw Refusal(.notFound) }
        let url: PageURL = "/wallet-history/\(id.text)/complaint?line=\(number)"
        return page(ComplaintWords.complain, at: url, isFaulty: fault != nil) {
            ErrorSummary(language, fault.map { [(field: "text", text: $0)] } ?? [])
            BackLink(say(WalletWords.history), to: "/wallet-history")
            Heading(1, say(ComplaintWords.complain), caption: purchase.shopName?[language])
            SummaryList([
                .init(say(WalletWords.good), line.line.name),
                .init(say(WalletWords.quantity), line.line.quantity.description),
                .init(say(WalletWords.sum), NumberFormat.money(tiyn: line.totalTiyn, language)),
                .init(
                    say(ComplaintWords.bought),
                    MomentFormat.dayAndTime(purchase.record.at, language)
                ),
            ])
            Form(
                language, action: "/wallet-history/\(id.text)/complaint",
                hidden: [("line", number)]
            ) {
                TextField(
                    language, name: "text", label: say(ComplaintWords.what),
                    hint: say(ComplaintWords.whatHint), value: typed("text"), fault: fault,
                    content: .lines(5))
                Button(submit: say(ComplaintWords.send), icon: .message)
            }
        }
    }
}

extension Call {
    /// How a complaint stands with e-Otinish: number and day, or why there is none yet.
    private func appealRows(_ appeal: AppealStanding) -> [SummaryList.Row] {
        var rows: [SummaryList.Row] = []
        if let registration = appeal.registration {
            rows = [
                .init(say(ComplaintWords.appealNumber), registration.number),
                .init(
                    say(ComplaintWords.registered),
                    MomentFormat.day(registration.registeredOn, language)),
            ]
        }
        let note: LocalizedText? =
            switch appeal.state {
            case .registered: nil
            case .stuck: ComplaintWords.appealStuck
            case .waiting where !platform.configuration.isEOtinishConnected:
                ComplaintWords.appealCut
            case .waiting: ComplaintWords.appealWaits
            }
        if let note { rows.append(.init(say(ComplaintWords.appeal), say(note))) }
        return rows
    }

    /// A complaint as its maker and the akimat read it.
    func complaintCard(_ row: VoucherComplaintRow, @HTMLBuilder more: () -> HTML = { .empty })
        -> Card
    {
        let complaint = row.complaint
        let badge: Badge =
            switch row.outcome {
            case .upheld: Badge(.good, say(ComplaintWords.upheld))
            case .rejected: Badge(.calm, say(ComplaintWords.rejected))
            case nil:
                complaint.isLate(on: Day(at: now))
                    ? Badge(.bad, say(ComplaintWords.late)) : Badge(.warn, say(ComplaintWords.open))
            }
        return Card(title: row.line.line.name, badge: badge) {
            Paragraph(
                row.shopName[language] + ", " + MomentFormat.dayAndTime(row.boughtAt, language),
                style: .soft)
            Paragraph(row.text)
            SummaryList(
                [
                    .init(
                        say(WalletWords.sum), NumberFormat.money(tiyn: row.line.totalTiyn, language)
                    ),
                    .init(
                        say(ComplaintWords.made),
                        MomentFormat.dayAndTime(complaint.madeAt, language)),
                    .init(
                        say(ComplaintWords.due),
                        MomentFormat.day(complaint.due, language) + " (FV-30: "
                            + row.appeal.termReason[language] + ")"),
                ] + appealRows(row.appeal))
            if let answer = row.answer {
                Notice(row.outcome == .upheld ? .good : .calm, title: say(ComplaintWords.answer)) {
                    Paragraph(answer)
                    if let at = complaint.answeredAt {
                        Paragraph(MomentFormat.dayAndTime(at, language), style: .soft)
                    }
                }
            }
            more()
        }
    }
}
