import FoodVouchers
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /wallet-history`: the section "History" (FV-28).
    static let getWalletHistoryPage = Endpoint(
        .get, "/wallet-history", summary: "What the caller's vouchers were used for",
        access: .person(on: "purchases with the caller's vouchers"), query: .page,
        answers: [.page], isPage: true
    ) { call in
        let page = try await call.platform.voucherHistory(of: call.caller, page: call.page)
        return .page(call.historyPage(page))
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func historyPage(_ list: ListPage<VoucherPurchase>) -> Page {
        page(WalletWords.history, at: "/wallet-history", width: .wide) {
            BackLink(say(WalletWords.title), to: "/wallet")
            Heading(1, say(WalletWords.history))
            Paragraph { Link(say(ComplaintWords.title), to: "/wallet-complaints") }
            if list.items.isEmpty {
                EmptyState(title: say(WalletWords.unused), text: say(WalletWords.unusedText))
            }
            if !list.items.isEmpty { Heading(2, say(WalletWords.purchases)) }
            for purchase in list.items { receipt(purchase) }
            Pagination(
                language, newer: query["cursor"] == nil ? nil : "/wallet-history",
                older: list.nextCursor.map { "/wallet-history?cursor=\($0)" })
        }
    }

    private func receipt(_ purchase: VoucherPurchase) -> Card {
        let record = purchase.record
        let isPaid = record.status == .paid
        var columns = [
            Table.Column(say(WalletWords.good)),
            Table.Column(say(WalletWords.quantity), isNumber: true),
            Table.Column(say(WalletWords.sum), isNumber: true),
        ]
        let canComplain = isPaid && purchase.isOwn
        if canComplain { columns.append(Table.Column(say(ComplaintWords.complain))) }
        return Card(
            title: purchase.shopName?[language] ?? say(WalletWords.usedBefore),
            badge: Badge(
                isPaid ? .good : .warn, say(isPaid ? WalletWords.paid : WalletWords.failed))
        ) {
            if purchase.isOwn {
                Paragraph(MomentFormat.dayAndTime(purchase.at, language), style: .soft)
                Table(
                    caption: say(WalletWords.lines),
                    columns: columns,
                    rows: purchase.lines.map { line in
                        var cells: [HTML] = [
                            .text(line.line.name), .text(line.line.quantity.description),
                            .text(NumberFormat.money(tiyn: line.totalTiyn, language)),
                        ]
                        guard canComplain else { return cells }
                        cells.append(
                            Link(
                                say(ComplaintWords.about),
                                to:
                                    "/wallet-history/\(record.id)/complaint?line=\(String(line.number))"
                            ).html)
                        return cells
                    })
            } else {
                Paragraph(MomentFormat.day(Day(at: purchase.at), language), style: .soft)
                Paragraph(say(WalletWords.holderBefore), style: .soft)
            }
            SummaryList(sums(purchase))
            if purchase.canRate { rating(purchase) }
            if purchase.isOwn {
                Paragraph { Link(say(LogWords.proof), to: "/access-log/\(record.entry)") }
            }
        }
    }

    private func rating(_ purchase: VoucherPurchase) -> HTML {
        More(
            purchase.rating.map { say(ComplaintWords.yourRating) + ": \($0)" }
                ?? say(ComplaintWords.rate)
        ) {
            Form(language, action: "/wallet-history/\(purchase.record.id)/rating") {
                Actions {
                    for (value, words) in ComplaintWords.ratings {
                        Button(
                            submit: words[language], name: "value", value: "\(value)",
                            style: .secondary, isSmall: true)
                    }
                }
            }
        }.html
    }

    private func sums(_ purchase: VoucherPurchase) -> [SummaryList.Row] {
        var rows = [
            SummaryList.Row(
                say(WalletWords.byVoucher),
                NumberFormat.money(tiyn: purchase.byVoucherTiyn, language))
        ]
        if purchase.otherwiseTiyn > 0 {
            rows.append(
                SummaryList.Row(
                    say(WalletWords.otherwise),
                    NumberFormat.money(tiyn: purchase.otherwiseTiyn, language)))
        }
        if purchase.returnedTiyn > 0 {
            rows.append(
                SummaryList.Row(
                    say(WalletWords.returned),
                    NumberFormat.money(tiyn: purchase.returnedTiyn, language)))
        }
        return rows
    }
}
