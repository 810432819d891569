import FoodVouchers
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /voucher-office/receipts`: from the chart down to the receipt's line (use case 35).
    static let getVoucherReceiptsPage = Endpoint(
        .get, "/voucher-office/receipts", summary: "The receipts of a day, line by line",
        access: .official(anyOf: officeRoles, on: "goods and sums of purchases; no person"),
        query: [
            QueryParameter(name: "pilot", schema: VoucherShape.pilot, meaning: "The pilot"),
            QueryParameter(name: "date", schema: .string(.day), meaning: "The day"),
            QueryParameter(name: "shop", schema: VoucherShape.pilot, meaning: "One shop only"),
        ] + .page, answers: [.page], problems: [.notFound], isPage: true
    ) { call in
        guard let day = Day(call.query["date"] ?? "") else {
            throw Refusal.wrongField("date", "YYYY-MM-DD")
        }
        let pilot = call.query["pilot"] ?? ""
        let list = try await call.platform.voucherReceipts(
            of: pilot, on: day, shop: call.query["shop"],
            page: PageRequest(limit: 20, cursor: call.query["cursor"]))
        return .page(call.receiptsPage(list, pilot: pilot, day: day))
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func receiptsPage(
        _ list: ListPage<VoucherReceipt>, pilot: String, day: Day
    ) -> Page {
        let url: PageURL = "/voucher-office/receipts?pilot=\(pilot)&date=\(day.description)"
        return page(OfficeWords.receipts, at: url, width: .wide) {
            BackLink(
                say(OfficeWords.title),
                to:
                    "/voucher-office?pilot=\(pilot)&month=\(CalendarMonth(of: day).description)")
            Heading(1, say(OfficeWords.receipts), caption: MomentFormat.day(day, language))
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
