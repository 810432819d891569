import FoodVouchers
import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/till/{basket}`: what the customer buys.
    func getTillBasketPage() -> Endpoint {
        Endpoint(
            .get, "/sandbox/till/{basket}", summary: "A basket at the till",
            access: .anyone(because: "The sandbox's own shop"), answers: [.page],
            problems: [.notFound], isPage: true, isSandboxOnly: true
        ) { call in
            guard let basket = till.basket(call.path["basket"] ?? "") else {
                throw Refusal(.notFound)
            }
            return .page(call.basketPage(basket, at: till))
        }
    }

    /// `POST /sandbox/till/{basket}`: sells, as the shop, through the platform's own interface.
    func postTillBasketPage() -> Endpoint {
        Endpoint(
            .post, "/sandbox/till/{basket}", summary: "Sell for vouchers",
            access: .anyone(because: "The sandbox's own shop"),
            body: .form(
                till.offers.indices.map { .init(name: "q\($0)", lengthMax: 16) }
                    + [.init(name: "other", lengthMax: 16)]),
            answers: [.page], problems: [.wrongOrigin, .notFound], isPage: true,
            isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            guard let basket = till.basket(call.path["basket"] ?? "") else {
                throw Refusal(.notFound)
            }
            guard let other = tiyn(ofTenge: call.typed("other")) else {
                return .page(
                    call.basketPage(
                        basket, at: till, fault: (field: "other", text: call.say(TillWords.whole))),
                    status: 422)
            }
            let sold = till.offers.indices.map { (offer: $0, quantity: call.typed("q\($0)")) }
                .filter { !$0.quantity.isEmpty && $0.quantity != "0" }
            do {
                let answer = try await till.sell(
                    sold, from: basket, otherPaymentTiyn: other, language: call.language)
                return .page(call.donePage(answer))
            } catch let refused as SystemClient.Refused {
                return .page(
                    call.basketPage(basket, at: till, fault: (field: "q0", text: refused.words)),
                    status: 422)
            }
        }
    }

    /// The sum that the cashier typed; nil unless it is whole tenge in digits, or nothing at all.
    private func tiyn(ofTenge text: String) -> Int64? {
        if text.isEmpty { return 0 }
        guard text.utf8.count <= 10, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return Int64(text).map { $0 * 100 }
    }
}

extension Call where Caller == Void {
    fileprivate func basketPage(
        _ basket: TillDesk.Basket, at till: TillDesk, fault: (field: String, text: String)? = nil
    ) -> Page {
        let url: PageURL = "/sandbox/till/\(basket.id)"
        return sandboxPage(
            TillWords.basket, at: url, section: .till, scripts: [Assets.countdown],
            isFaulty: fault != nil
        ) {
            ErrorSummary(language, fault.map { [$0] } ?? [])
            BackLink(say(TillWords.title), to: "/sandbox/till")
            Heading(1, say(TillWords.basket))
            Paragraph(
                say(TillWords.left) + ": "
                    + NumberFormat.money(tiyn: basket.availableTiyn, language), style: .lead)
            if let end = basket.expiresAt { Countdown(language, endsAt: end, now: now) }
            Form(language, action: url) {
                for (index, offer) in till.offers.enumerated() {
                    TextField(
                        language, name: "q\(index)", label: offer.name[language],
                        hint: NumberFormat.money(tiyn: offer.purchaseTiyn, language) + " / "
                            + offer.unit.name[language], value: typed("q\(index)"),
                        isOptional: true)
                }
                TextField(
                    language, name: "other", label: say(TillWords.other), value: typed("other"),
                    fault: fault?.field == "other" ? fault?.text : nil, isOptional: true)
                Button(submit: say(TillWords.pay), icon: .check)
            }
        }
    }

    fileprivate func donePage(_ answer: JSON) -> Page {
        func sum(_ name: String) -> String {
            NumberFormat.money(tiyn: answer[name]?.integer ?? 0, language)
        }
        return sandboxPage(TillWords.done, at: "/sandbox/till", section: .till) {
            Heading(1, say(TillWords.done))
            Notice(.good, title: say(TillWords.done), isAnnounced: true) {
                SummaryList([
                    .init(say(TillWords.total), sum("totalTiyn")),
                    .init(say(TillWords.byVoucher), sum("byVoucherTiyn")),
                    .init(say(TillWords.other), sum("otherPaymentTiyn")),
                    .init(say(TillWords.left), sum("remainingTiyn")),
                ])
            }
            Actions { Button(say(TillWords.next), to: "/sandbox/till") }
        }
    }
}

/// Words of the till's pages.
enum TillWords {
    static let title = LocalizedText(kk: "Касса", ru: "Касса", en: "Till")
    static let lead = LocalizedText(
        kk: "Сатып алушының экранындағы QR-кодты сканерлеңіз.",
        ru: "Отсканируйте QR-код с экрана покупателя.",
        en: "Scan the QR code on the customer's screen.")
    static let text = LocalizedText(
        kk: "QR-кодтың мәтіні", ru: "Текст QR-кода", en: "The QR code's text")
    static let textHint = LocalizedText(
        kk: "Қол сканері осында жазады", ru: "Сюда пишет ручной сканер",
        en: "A hand scanner types here")
    static let scan = LocalizedText(kk: "Әрі қарай", ru: "Дальше", en: "Go on")
    static let ownTill = LocalizedText(
        kk: "Осы құрылғыны өз кілті бар касса ету",
        ru: "Сделать это устройство кассой со своим ключом",
        en: "Make this device a till with a key of its own")
    static let noCode = LocalizedText(
        kk: "QR-код оқылмады", ru: "QR-код не прочитан", en: "No QR code was read")
    static let basket = LocalizedText(kk: "Себет", ru: "Корзина", en: "Basket")
    static let left = LocalizedText(
        kk: "Ваучердегі қалдық", ru: "Остаток на ваучере", en: "Left on the voucher")
    static let other = LocalizedText(
        kk: "Басқаша төленді, теңге", ru: "Оплачено иначе, тенге", en: "Paid otherwise, tenge")
    static let whole = LocalizedText(
        kk: "Басқаша төленген соманы бүтін теңгемен, цифрмен жазыңыз, мысалы 1500",
        ru: "Напишите оплаченное иначе цифрами в целых тенге, например 1500",
        en: "Write what was paid otherwise in digits, in whole tenge, for example 1500")
    static let pay = LocalizedText(
        kk: "Ваучермен төлеу", ru: "Оплатить ваучером", en: "Pay by voucher")
    static let done = LocalizedText(kk: "Төленді", ru: "Оплачено", en: "Paid")
    static let total = LocalizedText(kk: "Барлығы", ru: "Всего", en: "Total")
    static let byVoucher = LocalizedText(kk: "Ваучермен", ru: "Ваучером", en: "By voucher")
    static let next = LocalizedText(
        kk: "Келесі сатып алушы", ru: "Следующий покупатель", en: "Next customer")
}

extension SocialGood.Unit {
    /// What it is called.
    fileprivate var name: LocalizedText {
        switch self {
        case .piece: LocalizedText(kk: "дана", ru: "штука", en: "piece")
        case .kilogram: LocalizedText(kk: "кг", ru: "кг", en: "kg")
        case .litre: LocalizedText(kk: "л", ru: "л", en: "l")
        }
    }
}
