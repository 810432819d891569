import Kernel
import Registers
import Rendering
import UseCases
import Web

/// What a page of the sandbox can do with payments and restrictions (use cases 69 and 76).
private enum ObligationDeed: String, CaseIterable, Sendable {
    case pay, refund, forbid, lift
}

extension SandboxControls {
    /// `GET /sandbox/obligations`: pay a fee, give it back, lay a restriction, lift it.
    func getObligationsPage() -> Endpoint {
        Endpoint(
            .get, "/sandbox/obligations", summary: "Payments of fees and restrictions of courts",
            access: .anyone(because: "The sandbox's own controls"),
            query: [
                .init(
                    name: "done", schema: .string(.oneOf(ObligationDeed.allCases.map(\.rawValue))),
                    meaning: "What has just been done"),
                .init(
                    name: "number", schema: .string(.text(lengthMax: 40)),
                    meaning: "The number of what was done"),
            ], answers: [.page], isPage: true, isSandboxOnly: true
        ) { call in .page(call.obligationsPage(nil)) }
    }

    /// `POST /sandbox/obligations`: one of the four.
    func postObligationsPage() -> Endpoint {
        Endpoint(
            .post, "/sandbox/obligations", summary: "Pay, refund, forbid or lift from the page",
            access: .anyone(because: "The sandbox's own controls"),
            body: .form(
                ["deed", "party", "tenge", "kind", "number"].map { .init(name: $0, lengthMax: 40) }
            ), answers: [.goOn, .page], problems: [.wrongOrigin, .invalidField, .notFound],
            isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            do {
                guard let deed = ObligationDeed(rawValue: call.typed("deed")) else {
                    throw Refusal(.invalidField)
                }
                let number = try await carryOut(deed, call)
                return .seeOther("/sandbox/obligations?done=\(deed.rawValue)&number=\(number)")
            } catch let refusal as Refusal
                where [.invalidField, .notFound].contains(refusal.code)
            {
                return .page(call.obligationsPage(refusal.code), status: refusal.code.status)
            }
        }
    }

    private func carryOut(
        _ deed: ObligationDeed, _ call: Call<Void>
    ) async throws -> String {
        let today = Day(at: clock.now())
        let number = call.typed("number")
        switch deed {
        case .pay:
            guard let tenge = Int64(call.typed("tenge")), (1...1_000_000_000).contains(tenge)
            else { throw Refusal(.invalidField) }
            return try await pay(call.typed("party"), amountTiyn: tenge * 100, call)
        case .forbid:
            guard let kind = CourtRestriction.Kind(rawValue: call.typed("kind")) else {
                throw Refusal(.invalidField)
            }
            return try await forbid(kind, to: call.typed("party"), call)
        case .refund:
            guard try await obligations().refund(number, on: today) else {
                throw Refusal(.notFound)
            }
        case .lift:
            guard try await obligations().liftRestriction(number, from: today) else {
                throw Refusal(.notFound)
            }
        }
        return number
    }
}

extension Call where Caller == Void {
    fileprivate func obligationsPage(_ fault: ProblemCode?) -> Page {
        sandboxPage(
            Words.title, at: "/sandbox/obligations", section: .start, width: .wide,
            isFaulty: fault != nil
        ) {
            if let fault {
                Notice(.bad, title: fault.title[language], isAnnounced: true) {
                    Paragraph(say(fault == .notFound ? Words.nothing : Words.wrong))
                }
            }
            if let done = query["done"].flatMap(ObligationDeed.init), let number = query["number"] {
                Notice(.good, title: say(Words.done(done)), isAnnounced: true) {
                    tag(.p) { Monospaced(number) }
                    Paragraph(say(Words.next(done)))
                }
            }
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            Heading(2, say(Words.payments))
            form(.pay, Words.pay) {
                party(.pay)
                TextField(
                    language, name: "tenge", label: say(Words.tenge),
                    value: typed("tenge").isEmpty ? "43250" : typed("tenge"))
            }
            form(.refund, Words.refund) { number(Words.receipt, .refund) }
            Heading(2, say(Words.restrictions))
            form(.forbid, Words.forbid) {
                party(.forbid)
                SelectField(
                    language, name: "kind", label: say(Words.kind),
                    options: CourtRestriction.Kind.allCases.map {
                        ($0.rawValue, say(Words.name($0)))
                    }, chosen: typed("kind"))
            }
            form(.lift, Words.lift) { number(Words.restriction, .lift) }
        }
    }

    private func form(
        _ deed: ObligationDeed, _ button: LocalizedText, @HTMLBuilder _ fields: () -> HTML
    ) -> Card {
        let fields = fields()
        return Card {
            Form(
                language, action: "/sandbox/obligations", hidden: [("deed", deed.rawValue)]
            ) {
                fields
                Button(submit: say(button))
            }
        }
    }

    /// Several forms a page: each field has a name of its own for those who hear it.
    private func party(_ deed: ObligationDeed) -> HTML {
        labelled("party", Words.party, deed, LegalEntities.miningFirm.bin.digits)
    }

    private func number(_ label: LocalizedText, _ deed: ObligationDeed) -> HTML {
        labelled("number", label, deed, query["number"] ?? "")
    }

    private func labelled(
        _ name: String, _ label: LocalizedText, _ deed: ObligationDeed, _ value: String
    ) -> HTML {
        let id = "\(name)-\(deed.rawValue)"
        let isSent = typed("deed") == deed.rawValue && !typed(name).isEmpty
        return tag(.div, .class("field")) {
            tag(.label, .for(id)) { say(label) }
            tag(
                .input, .class("input"), .type("text"), .id(id), .name(name),
                .value(isSent ? typed(name) : value))
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Төлемдер мен тыйымдар", ru: "Платежи и запреты", en: "Payments and restrictions")
    static let lead = LocalizedText(
        kk: "Лицензия алымын төлеңіз немесе сот тыйымын салыңыз да, өтініште не болатынын көріңіз.",
        ru: "Заплатите сбор за лицензию или наложите запрет суда и посмотрите, что станет с "
            + "заявлением.",
        en: "Pay the fee of a licence, or lay a restriction of a court, and see what becomes of an "
            + "application.")
    static let payments = LocalizedText(kk: "Төлемдер", ru: "Платежи", en: "Payments")
    static let restrictions = LocalizedText(
        kk: "Сот пен орындаушы тыйымдары", ru: "Запреты судов и исполнителей",
        en: "Restrictions of courts and bailiffs")
    static let party = LocalizedText(
        kk: "Кім: БСН немесе ЖСН", ru: "Кто: БИН или ИИН", en: "Who: BIN or IIN")
    static let tenge = LocalizedText(kk: "Сома, теңге", ru: "Сумма, тенге", en: "Sum, tenge")
    static let receipt = LocalizedText(
        kk: "Түбіртек нөмірі", ru: "Номер квитанции", en: "Number of the receipt")
    static let restriction = LocalizedText(
        kk: "Тыйым нөмірі", ru: "Номер запрета", en: "Number of the restriction")
    static let kind = LocalizedText(kk: "Қандай", ru: "Какой", en: "Which")
    static let pay = LocalizedText(kk: "Төлеу", ru: "Заплатить", en: "Pay")
    static let refund = LocalizedText(
        kk: "Төлемді қайтару", ru: "Вернуть платёж", en: "Give the payment back")
    static let forbid = LocalizedText(
        kk: "Тыйым салу", ru: "Наложить запрет", en: "Lay the restriction")
    static let lift = LocalizedText(kk: "Тыйымды алу", ru: "Снять запрет", en: "Lift it")
    static let nothing = LocalizedText(
        kk: "Мұндай нөмір жоқ немесе ол қайтарылған не алынған.",
        ru: "Такого номера нет, или он уже возвращён либо снят.",
        en: "There is no such number, or it was given back or lifted already.")
    static let wrong = LocalizedText(
        kk: "12 цифр және 1 теңгеден 1 000 000 000 теңгеге дейінгі сома керек.",
        ru: "Нужны 12 цифр и сумма от 1 до 1 000 000 000 тенге.",
        en: "It takes 12 digits and a sum from 1 to 1,000,000,000 tenge.")

    static func done(_ deed: ObligationDeed) -> LocalizedText {
        switch deed {
        case .pay: LocalizedText(kk: "Төленді", ru: "Оплачено", en: "Paid")
        case .refund: LocalizedText(kk: "Қайтарылды", ru: "Возвращено", en: "Given back")
        case .forbid:
            LocalizedText(kk: "Тыйым салынды", ru: "Запрет наложен", en: "The restriction is laid")
        case .lift: LocalizedText(kk: "Тыйым алынды", ru: "Запрет снят", en: "Lifted")
        }
    }

    static func next(_ deed: ObligationDeed) -> LocalizedText {
        switch deed {
        case .pay:
            LocalizedText(
                kk: "Осы нөмірді лицензия өтінішіне жазыңыз.",
                ru: "Впишите этот номер в заявление на лицензию.",
                en: "Write this number into the application for a licence.")
        case .refund:
            LocalizedText(
                kk: "Осы түбіртекке сүйенген өтініш енді қанағаттандырылмайды.",
                ru: "Заявление с этой квитанцией больше не удовлетворят.",
                en: "An application that rests on this receipt is granted no more.")
        case .forbid:
            LocalizedText(
                kk: "Осы ұйымның ісін ашыңыз: тыйым бетте тұр, нәтиже берілмейді.",
                ru:
                    "Откройте дело этой организации: запрет виден на странице, результат не выдадут.",
                en: "Open a case of this organisation: the page names it, and nothing is given.")
        case .lift:
            LocalizedText(
                kk: "Іс әрі қарай жүреді.", ru: "Дело идёт дальше.", en: "The case goes on.")
        }
    }

    static func name(_ kind: CourtRestriction.Kind) -> LocalizedText {
        switch kind {
        case .prohibition:
            LocalizedText(
                kk: "қызметке тыйым", ru: "запрет деятельности", en: "the activity is forbidden")
        case .suspension:
            LocalizedText(
                kk: "қызметті тоқтата тұру", ru: "приостановление деятельности",
                en: "the activity is suspended")
        case .issuanceBan:
            LocalizedText(
                kk: "борышкерге беруге тыйым", ru: "запрет выдачи должнику",
                en: "nothing may be issued to the debtor")
        }
    }
}
