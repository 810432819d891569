import FoodVouchers
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /voucher-office/receipts`: from the chart, of a day or of a shop in a month, down to the
    /// receipt's line (use case 35).
    static let getVoucherReceiptsPage = Endpoint(
        .get, "/voucher-office/receipts", summary: "The receipts of a day or a month, line by line",
        access: .official(anyOf: officeRoles, on: "goods and sums of purchases; no person"),
        query: [
            QueryParameter(name: "pilot", schema: VoucherShape.pilot, meaning: "The pilot"),
            QueryParameter(name: "date", schema: .string(.day), meaning: "The day"),
            QueryParameter(
                name: "month", schema: VoucherShape.month, meaning: "Or the whole month, YYYY-MM"),
            QueryParameter(name: "shop", schema: VoucherShape.pilot, meaning: "One shop only"),
        ] + .page, answers: [.page], problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in
        let view = try ReceiptsView(call.query)
        try call.platform.pilotInForce(view.pilot).check(call.caller)
        let list = try await call.platform.voucherReceipts(
            of: view.pilot, on: view.days, shop: view.shop,
            page: PageRequest(limit: 20, cursor: call.query["cursor"]))
        return .page(call.receiptsPage(list, view))
    }
}

/// Which receipts are looked at.
private struct ReceiptsView {
    let pilot: String
    let shop: String?
    let month: CalendarMonth
    let day: Day?

    var days: ClosedRange<Day> { day.map { $0...$0 } ?? month.firstDay...month.lastDay }

    /// The address of these receipts: with the shop, so that the next page is of the shop too.
    var url: PageURL {
        let url: PageURL = "/voucher-office/receipts?pilot=\(pilot)"
        let dated =
            day.map { url.setting("date", to: $0.description) }
            ?? url.setting("month", to: month.description)
        return shop.map { dated.setting("shop", to: $0) } ?? dated
    }

    init(_ query: [String: String]) throws {
        pilot = query["pilot"] ?? ""
        shop = query["shop"]
        if let text = query["month"], query["date"] == nil {
            (month, day) = (try calendarMonth(text), nil)
            return
        }
        guard let day = Day(query["date"] ?? "") else {
            throw Refusal.wrongField("date", "YYYY-MM-DD")
        }
        (self.day, month) = (day, CalendarMonth(of: day))
    }

    func title(_ language: Language) -> String {
        day.map { MomentFormat.day($0, language) } ?? WalletWords.month(month)[language]
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func receiptsPage(
        _ list: ListPage<VoucherReceipt>, _ view: ReceiptsView
    ) -> Page {
        let url = view.url
        return page(OfficeWords.receipts, at: url, width: .wide) {
            BackLink(
                say(OfficeWords.title),
                to: "/voucher-office?pilot=\(view.pilot)&month=\(view.month.description)")
            Heading(1, say(OfficeWords.receipts), caption: view.title(language))
            if list.items.isEmpty { Paragraph(say(OfficeWords.nothing)) }
            if !list.items.isEmpty { Heading(2, say(OfficeWords.newestFirst)) }
            for receipt in list.items { card(receipt) }
            Pagination(
                language, newer: query["cursor"] == nil ? nil : url,
                older: list.nextCursor.map { url.setting("cursor", to: $0) })
        }
    }

    private func card(_ receipt: VoucherReceipt) -> Card {
        let record = receipt.record
        let isPaid = record.status == .paid
        return Card(
            title: receipt.shopName[language] + ", " + MomentFormat.timeWithSeconds(record.at),
            badge: Badge(
                isPaid ? .good : .warn, say(isPaid ? WalletWords.paid : WalletWords.failed))
        ) {
            Paragraph(receipt.till, style: .soft)
            Table(
                caption: say(WalletWords.lines),
                columns: [
                    Table.Column(say(WalletWords.good)), Table.Column(say(OfficeWords.catalogue)),
                    Table.Column(say(WalletWords.quantity), isNumber: true),
                    Table.Column(say(OfficeWords.shelf), isNumber: true),
                    Table.Column(say(OfficeWords.price), isNumber: true),
                    Table.Column(say(WalletWords.sum), isNumber: true),
                ],
                rows: receipt.lines.map { line in
                    [
                        .text(line.line.name), .text(line.line.product.digits),
                        .text(line.line.quantity.description),
                        .text(
                            NumberFormat.money(tiyn: line.line.shelfUnitPriceTiyn, language)),
                        .text(NumberFormat.money(tiyn: line.line.unitPriceTiyn, language)),
                        .text(NumberFormat.money(tiyn: line.totalTiyn, language)),
                    ]
                })
            SummaryList([
                .init(
                    say(WalletWords.byVoucher),
                    NumberFormat.money(tiyn: record.byVoucherTiyn, language)),
                .init(
                    say(WalletWords.otherwise),
                    NumberFormat.money(tiyn: record.otherwiseTiyn, language)),
                .init(say(OfficeWords.entry)) { Monospaced(record.entry) },
            ])
        }
    }
}
