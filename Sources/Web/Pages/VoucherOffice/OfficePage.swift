import FoodVouchers
import Kernel
import Rendering
import UseCases

extension Endpoint {
    static let officeRoles: Set<OfficialRole> = [.akimat, .voucherProvider]
    static let officeQuery = [
        QueryParameter(name: "pilot", schema: VoucherShape.pilot, meaning: "The pilot"),
        QueryParameter(name: "month", schema: VoucherShape.month, meaning: "YYYY-MM"),
    ]

    /// `GET /voucher-office`: the month at a glance, live (use case 35; FV-29, FV-O.3.2).
    static let getVoucherOfficePage = Endpoint(
        .get, "/voucher-office", summary: "A month of food vouchers: funnel, days, shops",
        access: .official(anyOf: officeRoles, on: "sums over all vouchers of a pilot; no person"),
        query: officeQuery + .page, answers: [.page], problems: [.notFound, .roleNotAllowed],
        isPage: true
    ) { call in
        let view = try call.officeView()
        let overview = try await call.platform.voucherOverview(
            of: view.pilot.id, month: view.month)
        let shops = try await call.platform.supervisedShops(
            of: view.pilot.id, page: PageRequest(limit: 50, cursor: call.query["cursor"]))
        let open = try await call.platform.openComplaintCount(about: view.pilot.id)
        let incidents = try await call.platform.openIncidents(of: view.pilot.id)
        return .page(
            call.officePage(
                view, overview, shops: shops, openComplaints: open,
                openIncidents: incidents))
    }

    /// `GET /voucher-office/live`: says when a figure has changed.
    static let getVoucherOfficeLive = Endpoint(
        .get, "/voucher-office/live", summary: "Say when a figure of the month has changed",
        access: .official(anyOf: officeRoles, on: "sums over all vouchers of a pilot; no person"),
        query: officeQuery + [.wait, .version], answers: [.version, .unchanged],
        problems: [.notFound, .roleNotAllowed]
    ) { call in
        let view = try call.officeView()
        return try await call.answerLive(every: .seconds(2)) {
            try await call.platform.voucherOverview(of: view.pilot.id, month: view.month).version
        }
    }

    /// `GET /voucher-office/export.csv`: the month's days and shops as a table (use case 35).
    static let getVoucherExport = Endpoint(
        .get, "/voucher-office/export.csv", summary: "The month's days and shops as CSV",
        access: .official(anyOf: officeRoles, on: "sums over all vouchers of a pilot; no person"),
        query: officeQuery,
        answers: [
            Answer(status: 200, content: .bytes(contentType: "text/csv"), meaning: "The table")
        ], problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in
        let view = try call.officeView()
        let overview = try await call.platform.voucherOverview(
            of: view.pilot.id, month: view.month)
        let name = "vouchers-\(view.pilot.id)-\(view.month).csv"
        return .bytes(Array(overview.csv.utf8), contentType: "text/csv; charset=utf-8")
            .with("Content-Disposition", "attachment; filename=\"\(name)\"")
    }
}

/// Which pilot and month the office looks at.
struct OfficeView {
    let pilot: Pilot
    let month: CalendarMonth

    var url: PageURL { "/voucher-office?pilot=\(pilot.id)&month=\(month.description)" }
}

extension Call where Caller == SignedInOfficial {
    /// The pilots to which the official's body is a party.
    var ownPilots: [Pilot] {
        platform.pilotsInForce.filter { (try? $0.check(caller)) != nil }
    }

    /// What the query names: by default the official's pilot that runs, in the present month.
    ///
    /// - Throws: `roleNotAllowed` for another body's pilot.
    func officeView() throws -> OfficeView {
        let today = platform.clock.today
        let pilots = ownPilots
        let pilot: Pilot
        if let id = query["pilot"] {
            pilot = try platform.pilotInForce(id)
            try pilot.check(caller)
        } else if let first = pilots.first(where: { $0.phase(on: today) == .running })
            ?? pilots.last
        {
            pilot = first
        } else {
            // Without a pilot of one's own there is nothing to look at; another's says so.
            try platform.pilotsInForce.first?.check(caller)
            throw Refusal(.notFound)
        }
        let month = try query["month"].map { try calendarMonth($0) }
        return OfficeView(
            pilot: pilot,
            month: month ?? CalendarMonth(of: min(max(today, pilot.firstDay), pilot.lastDay)))
    }

    fileprivate func officePage(
        _ view: OfficeView, _ overview: VoucherOverview, shops: ListPage<SupervisedShop>,
        openComplaints: Int64, openIncidents: Int64
    ) -> Page {
        page(OfficeWords.title, at: view.url, scripts: [Assets.live], width: .wide) {
            Heading(1, say(OfficeWords.title), caption: view.pilot.name[language])
            if view.pilot.isSynthetic { Notice(.warn) { Paragraph(say(OfficeWords.synthetic)) } }
            choice(view)
            Actions {
                Button(
                    say(OfficeWords.complaints) + ": \(openComplaints)",
                    to: "/voucher-office/complaints?pilot=\(view.pilot.id)", style: .secondary,
                    icon: .message)
                Button(
                    say(OfficeWords.shops), to: "/voucher-office/shops?pilot=\(view.pilot.id)",
                    style: .secondary, icon: .shield)
                Button(
                    say(OfficeDutyWords.incidents) + ": \(openIncidents)",
                    to: "/voucher-office/incidents?pilot=\(view.pilot.id)", style: .secondary,
                    icon: .warning)
                Button(
                    say(OfficeDutyWords.publication),
                    to: "/voucher-office/publication?pilot=\(view.pilot.id)", style: .secondary,
                    icon: .document)
                Button(
                    say(OfficeWords.export),
                    to:
                        "/voucher-office/export.csv?pilot=\(view.pilot.id)&month=\(view.month.description)",
                    style: .secondary, icon: .download)
            }
            LiveRegion(
                id: "office",
                url: "/voucher-office/live?pilot=\(view.pilot.id)&month=\(view.month.description)",
                version: overview.version
            ) {
                Heading(2, say(OfficeWords.funnel))
                BarList(
                    label: say(OfficeWords.funnel),
                    rows: VoucherOverview.Step.allCases.map { step in
                        let count = overview.families[step] ?? 0
                        return BarList.Row(
                            step.name[language], NumberFormat.whole(count, language), value: count)
                    })
                days(view, overview)
                sales(view, overview, shops: shops)
            }
        }
    }

    private func choice(_ view: OfficeView) -> Form {
        Form(language, action: "/voucher-office", isGet: true) {
            SelectField(
                language, name: "pilot", label: say(OfficeWords.pilot),
                options: ownPilots.map { ($0.id, $0.name[language]) },
                chosen: view.pilot.id)
            SelectField(
                language, name: "month", label: say(OfficeWords.month),
                options: view.pilot.months.map { month in
                    (month.description, WalletWords.month(month)[language])
                }, chosen: view.month.description)
            Button(submit: say(OfficeWords.show), style: .secondary)
        }
    }

    @HTMLBuilder
    private func days(_ view: OfficeView, _ overview: VoucherOverview) -> HTML {
        let all = view.month.days
        Heading(2, say(OfficeWords.byDay))
        if overview.days.isEmpty {
            Paragraph(say(OfficeWords.nothing))
        } else {
            ColumnChart(
                label: say(OfficeWords.paidByDay),
                values: all.map { overview.days[$0]?.paidTiyn ?? 0 },
                first: MomentFormat.shortDay(view.month.firstDay),
                last: MomentFormat.shortDay(view.month.lastDay))
            Table(
                caption: say(OfficeWords.paidByDay),
                columns: [
                    Table.Column(say(OfficeWords.day)),
                    Table.Column(say(OfficeWords.listed), isNumber: true),
                    Table.Column(say(OfficeWords.reachable), isNumber: true),
                    Table.Column(say(OfficeWords.asked), isNumber: true),
                    Table.Column(say(OfficeWords.consented), isNumber: true),
                    Table.Column(say(OfficeWords.activations), isNumber: true),
                    Table.Column(say(OfficeWords.purchases), isNumber: true),
                    Table.Column(say(OfficeWords.paid), isNumber: true),
                    Table.Column(say(OfficeWords.returned), isNumber: true),
                ],
                rows: all.compactMap { day in
                    overview.days[day].map { row(day, $0, of: view) }
                })
        }
    }

    private func row(_ day: Day, _ sales: VoucherOverview.Sales, of view: OfficeView) -> [HTML] {
        let url: PageURL =
            "/voucher-office/receipts?pilot=\(view.pilot.id)&date=\(day.description)"
        return [
            sales.purchases > 0
                ? Link(MomentFormat.day(day, language), to: url).html
                : .text(MomentFormat.day(day, language)),
            .text(NumberFormat.whole(sales.listed, language)),
            .text(NumberFormat.whole(sales.reachable, language)),
            .text(NumberFormat.whole(sales.asked, language)),
            .text(NumberFormat.whole(sales.consented, language)),
            .text(NumberFormat.whole(sales.activations, language)),
            .text(NumberFormat.whole(sales.purchases, language)),
            .text(NumberFormat.money(tiyn: sales.paidTiyn, language)),
            .text(NumberFormat.money(tiyn: sales.returnedTiyn, language)),
        ]
    }

    @HTMLBuilder
    private func sales(
        _ view: OfficeView, _ overview: VoucherOverview, shops: ListPage<SupervisedShop>
    ) -> HTML {
        Heading(2, say(OfficeWords.byShop))
        if shops.items.isEmpty {
            Paragraph(say(OfficeWords.nothing))
        } else {
            BarList(
                label: say(OfficeWords.byShop),
                rows: shops.items.map { shop in
                    let paid = overview.shops[shop.id]?.paidTiyn ?? 0
                    return BarList.Row(
                        shop.name[language] + ", " + shop.address,
                        NumberFormat.money(tiyn: paid, language), value: paid,
                        to: receipts(of: shop, in: view))
                })
            Table(
                caption: say(OfficeWords.byShop),
                columns: [
                    Table.Column(say(OfficeWords.shop)),
                    Table.Column(say(OfficeWords.firstUsed), isNumber: true),
                    Table.Column(say(OfficeWords.familiesThatBought), isNumber: true),
                    Table.Column(say(OfficeWords.purchases), isNumber: true),
                    Table.Column(say(OfficeWords.paid), isNumber: true),
                    Table.Column(say(OfficeWords.returned), isNumber: true),
                ],
                rows: shops.items.map { shop in
                    row(shop, overview.shops[shop.id] ?? .init(), of: view)
                })
            Paragraph(
                say(OfficeWords.firstUsedMeans) + " " + say(OfficeWords.unused) + ": "
                    + NumberFormat.whole(overview.unused, language) + ".")
        }
        Pagination(
            language, newer: query["cursor"] == nil ? nil : view.url,
            older: shops.nextCursor.map { view.url.setting("cursor", to: $0) })
    }
}

extension Call where Caller == SignedInOfficial {
    private func receipts(of shop: SupervisedShop, in view: OfficeView) -> PageURL {
        "/voucher-office/receipts?pilot=\(view.pilot.id)&month=\(view.month.description)&shop=\(shop.id)"
    }

    private func row(
        _ shop: SupervisedShop, _ sales: VoucherOverview.Sales, of view: OfficeView
    ) -> [HTML] {
        [
            sales.purchases > 0
                ? Link(shop.name[language], to: receipts(of: shop, in: view)).html
                : .text(shop.name[language]),
            .text(NumberFormat.whole(sales.activations, language)),
            .text(NumberFormat.whole(sales.families, language)),
            .text(NumberFormat.whole(sales.purchases, language)),
            .text(NumberFormat.money(tiyn: sales.paidTiyn, language)),
            .text(NumberFormat.money(tiyn: sales.returnedTiyn, language)),
        ]
    }
}

extension VoucherOverview {
    /// Days and shops as CSV (RFC 4180): one header, sums in tiyn.
    fileprivate var csv: String {
        var lines = [
            "kind,name,activations,purchases,paidTiyn,returnedTiyn,listed,asked,consented,families,"
                + "reachable"
        ]
        func add(_ kind: String, _ name: String, _ sales: Sales) {
            lines.append(
                "\(kind),\(name),\(sales.activations),\(sales.purchases),\(sales.paidTiyn),"
                    + "\(sales.returnedTiyn),\(sales.listed),\(sales.asked),\(sales.consented),"
                    + "\(sales.families),\(sales.reachable)")
        }
        for (day, sales) in days.sorted(by: { $0.key < $1.key }) {
            add("day", day.description, sales)
        }
        for (shop, sales) in shops.sorted(by: { $0.key < $1.key }) { add("shop", shop, sales) }
        for step in Step.allCases {
            lines.append("step,\(step.rawValue),,\(families[step] ?? 0),,,,,,,")
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }
}

extension Pilot {
    /// The months in which something may happen.
    fileprivate var months: [CalendarMonth] {
        (CalendarMonth(of: firstDay).number...CalendarMonth(of: lastDay).number)
            .map(CalendarMonth.init(number:))
    }
}

extension CalendarMonth {
    /// All days of the month.
    fileprivate var days: [Day] {
        (0..<lastDay.daysSince1970 - firstDay.daysSince1970 + 1).map { firstDay.adding(days: $0) }
    }
}
