import FoodVouchers
import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /voucher-office/shops`: the shops and what they lack (use case 33; FV-O.3.1).
    static let getOfficeShopsPage = Endpoint(
        .get, "/voucher-office/shops", summary: "The shops of a pilot and the goods they lack",
        access: .official(anyOf: officeRoles, on: "shops of a pilot"),
        query: [officeQuery[0]] + .page, answers: [.page], problems: [.notFound, .roleNotAllowed],
        isPage: true
    ) { call in
        let pilot = try call.officeView().pilot
        let list = try await call.platform.supervisedShops(
            of: pilot.id, page: PageRequest(limit: 20, cursor: call.query["cursor"]))
        let (shops, url): (_, PageURL) = (list.items, "/voucher-office/shops?pilot=\(pilot.id)")
        return .page(
            call.page(OfficeWords.shops, at: url, width: .wide) {
                BackLink(
                    call.say(OfficeWords.title), to: "/voucher-office?pilot=\(pilot.id)")
                Heading(1, call.say(OfficeWords.shops), caption: pilot.name[call.language])
                if shops.isEmpty { Paragraph(call.say(OfficeWords.nothing)) }
                if !shops.isEmpty { Heading(2, call.say(OfficeWords.takePart)) }
                for shop in shops {
                    Card(
                        title: shop.name[call.language],
                        badge: shop.missingGoods.isEmpty
                            ? Badge(.good, call.say(OfficeWords.allThere))
                            : Badge(.bad, call.say(OfficeWords.lacking)),
                        to: "/voucher-office/shops/\(shop.id)"
                    ) { call.facts(of: shop, pilot) }
                }
                Pagination(
                    call.language, newer: call.query["cursor"] == nil ? nil : url,
                    older: list.nextCursor.map { url.setting("cursor", to: $0) })
            })
    }

    /// `GET /voucher-office/shops/{id}`: a shop, its checks and its loan.
    static let getOfficeShopPage = Endpoint(
        .get, "/voucher-office/shops/{id}", summary: "A shop: what it lacks, its checks, its loan",
        access: .official(anyOf: officeRoles, on: "a shop of a pilot"), answers: [.page],
        problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in .page(try await call.shopPage(faults: [])) }

    /// `POST /voucher-office/shops/{id}/check`: what the akimat saw (FV-O.3.1, FV-12).
    static let postAssortmentCheckPage = Endpoint(
        .post, "/voucher-office/shops/{id}/check", summary: "Record what was seen in a shop",
        access: .official(role: .akimat, on: "a shop of a pilot"),
        body: .form([FormField(name: "stickers", lengthMax: 3)]), answers: [.goOn],
        problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in
        let shop = call.path["id"] ?? ""
        let seen = decodeFormPairs(call.request.body[...]) ?? []
        try await call.platform.checkAssortment(
            AssortmentCheck(
                missing: Set(seen.filter { $0.name == "missing" }.map(\.value)),
                hasStickers: call.typed("stickers") == "yes"),
            of: shop, by: call.caller, once: call.once)
        return .seeOther("/voucher-office/shops/\(shop)")
    }

    /// `POST /voucher-office/shops/{id}/loan`: a loan of working capital (FV-9 to FV-13).
    static let postLoanPage = Endpoint(
        .post, "/voucher-office/shops/{id}/loan", summary: "Record a loan of working capital",
        access: .official(role: .akimat, on: "a shop of a pilot"),
        body: .form(
            ["agreement", "lender", "amount", "repayBy", "percent"].map {
                FormField(name: $0, lengthMax: 100)
            }), answers: [.goOn], problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in
        let shop = call.path["id"] ?? ""
        do {
            let loan = try call.typedLoan()
            try await call.platform.recordLoan(
                loan, to: shop, by: call.caller, once: call.once)
            return .seeOther("/voucher-office/shops/\(shop)")
        } catch let fault as LoanFault {
            return .page(
                try await call.shopPage(faults: [(fault.field, call.say(fault.words))]),
                status: 422)
        } catch let refusal as Refusal where refusal.code == .shopNotAdmitted {
            let words = refusal.words(in: call.language, now: call.now)
            return .page(try await call.shopPage(faults: [("terms", words)]), status: 422)
        }
    }
}

/// A field of the loan's form that cannot be read.
private struct LoanFault: Error {
    let field: String
    let words: LocalizedText
}

extension Call where Caller == SignedInOfficial {
    fileprivate func typedLoan() throws -> WorkingCapitalLoan {
        guard !typed("agreement").isEmpty else {
            throw LoanFault(field: "agreement", words: OfficeWords.fillIn)
        }
        guard let lender = try? BIN(typed("lender"), rules: platform.configuration.identityRules)
        else { throw LoanFault(field: "lender", words: OfficeWords.wrongBIN) }
        guard let tenge = Int64(typed("amount").filter { $0 != " " && $0 != "\u{A0}" }),
            (1...WorkingCapitalLoan.amountTiynMax / 100).contains(tenge)
        else { throw LoanFault(field: "amount", words: OfficeWords.wrongSum) }
        guard let day = Day(typed("repayBy")) else {
            throw LoanFault(field: "repayBy", words: OfficeWords.wrongDay)
        }
        let percent = typed("percent").split(separator: ",").joined(separator: ".")
        guard let value = Quantity(percent), value.thousandths % 10 == 0 else {
            throw LoanFault(field: "percent", words: OfficeWords.wrongPercent)
        }
        let terms = (decodeFormPairs(request.body[...]) ?? []).filter { $0.name == "terms" }
        return WorkingCapitalLoan(
            agreement: ShopDraft.Loan(
                agreement: typed("agreement"),
                terms: Set(terms.map(\.value).compactMap(ShopDraft.Term.init(rawValue:)))),
            lender: lender, amountTiyn: tenge * 100, repayBy: day,
            yearlyBasisPoints: value.thousandths / 10)
    }

    fileprivate func shopPage(faults: [(field: String, text: String)]) async throws -> Page {
        let id = path["id"] ?? ""
        let found = try await platform.supervisedShop(id)
        guard let (shop, pilot) = found else { throw Refusal(.notFound) }
        try pilot.check(caller)
        let url: PageURL = "/voucher-office/shops/\(id)"
        return page(OfficeWords.shops, at: url, isFaulty: !faults.isEmpty) {
            ErrorSummary(language, faults)
            BackLink(say(OfficeWords.shops), to: "/voucher-office/shops?pilot=\(pilot.id)")
            Heading(1, shop.name[language], caption: pilot.name[language])
            facts(of: shop, pilot)
            if caller.roles.contains(.akimat) {
                Heading(2, say(OfficeWords.check))
                checkForm(shop, pilot)
                Heading(2, say(OfficeWords.loan))
                loanForm(shop, faults)
            }
        }
    }

    fileprivate func facts(of shop: SupervisedShop, _ pilot: Pilot) -> HTML {
        func names(_ codes: Set<String>) -> String {
            let goods = pilot.goods.filter { codes.contains($0.code) }.map { $0.name[language] }
            return goods.isEmpty ? "–" : goods.joined(separator: ", ")
        }
        var rows = [
            SummaryList.Row(say(OfficeWords.address), shop.address),
            .init(say(OfficeWords.loan), shop.loan ?? say(OfficeWords.noLoan)),
            .init(say(OfficeWords.notEntered), names(shop.missingGoods)),
        ]
        if let (check, at) = shop.lastCheck {
            rows.append(
                .init(
                    say(OfficeWords.lastCheck) + ", " + MomentFormat.day(Day(at: at), language),
                    say(OfficeWords.missing) + ": " + names(check.missing) + "; "
                        + say(check.hasStickers ? OfficeWords.stickers : OfficeWords.noStickers)))
        }
        if shop.ratings.count > 0 {
            let tenths = (shop.ratings.sum * 10 + shop.ratings.count / 2) / shop.ratings.count
            rows.append(
                .init(
                    say(OfficeWords.rating),
                    "\(tenths / 10)" + (language == .en ? "." : ",")
                        + "\(tenths % 10) / 5 (\(shop.ratings.count))"))
        }
        return SummaryList(rows).html
    }

    private func checkForm(_ shop: SupervisedShop, _ pilot: Pilot) -> Form {
        Form(language, action: "/voucher-office/shops/\(shop.id)/check") {
            ChoiceField(
                language, name: "missing", label: say(OfficeWords.missing),
                hint: say(OfficeWords.missingHint),
                choices: pilot.goods.map { .init($0.code, $0.name[language]) },
                takesSeveral: true)
            ChoiceField(
                language, name: "stickers", label: say(OfficeWords.stickersQuestion),
                choices: [
                    .init("yes", say(OfficeWords.stickers)),
                    .init("no", say(OfficeWords.noStickers)),
                ], chosen: ["yes"])
            Button(submit: say(OfficeWords.record), icon: .check)
        }
    }

    private func loanForm(
        _ shop: SupervisedShop, _ faults: [(field: String, text: String)]
    ) -> Form {
        func fault(_ name: String) -> String? { faults.first { $0.field == name }?.text }
        return Form(language, action: "/voucher-office/shops/\(shop.id)/loan") {
            TextField(
                language, name: "agreement", label: say(OfficeWords.agreement),
                value: typed("agreement"), fault: fault("agreement"))
            TextField(
                language, name: "lender", label: say(OfficeWords.lender), value: typed("lender"),
                fault: fault("lender"), content: .identificationNumber)
            TextField(
                language, name: "amount", label: say(OfficeWords.loanSum), value: typed("amount"),
                fault: fault("amount"))
            TextField(
                language, name: "repayBy", label: say(OfficeWords.repayBy),
                value: typed("repayBy"), fault: fault("repayBy"), content: .day)
            TextField(
                language, name: "percent", label: say(OfficeWords.percent),
                value: typed("percent"), fault: fault("percent"))
            ChoiceField(
                language, name: "terms", label: say(OfficeWords.terms),
                hint: say(OfficeWords.termsHint), fault: fault("terms"),
                choices: ShopDraft.Term.allCases.map { term in
                    .init(
                        term.rawValue, term.name[language] + " (" + term.clause.tag + ")")
                },
                chosen: Set(
                    (decodeFormPairs(request.body[...]) ?? []).filter { $0.name == "terms" }
                        .map(\.value)), takesSeveral: true)
            Button(submit: say(OfficeWords.record), style: .secondary, icon: .check)
        }
    }
}
