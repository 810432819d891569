import FoodVouchers
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /wallet`: the section with the vouchers (use case 34; FV-23, FV-24).
    static let getWalletPage = Endpoint(
        .get, "/wallet", summary: "The food vouchers that the caller holds",
        access: .person(on: "vouchers of the caller's family"), answers: [.page], isPage: true
    ) { call in
        .page(call.walletPage(try await call.platform.vouchers(of: call.caller), at: "/wallet"))
    }

    /// `GET /wallet/{family}`: where the personal link of the SMS leads (FV-23).
    ///
    /// It opens for the person alone to whom it was sent; for anyone else it holds nothing.
    static let getFamilyWalletPage = Endpoint(
        .get, "/wallet/{family}", summary: "The vouchers of a family's month, by personal link",
        access: .person(on: "vouchers of the caller's family"), answers: [.page],
        problems: [.notFound], isPage: true
    ) { call in
        let family: Identifier<Never> = try call.identifier("family")
        let vouchers = try await call.platform.vouchers(of: call.caller, family: family.text)
        guard !vouchers.isEmpty else { throw Refusal(.notFound) }
        return .page(call.walletPage(vouchers, at: "/wallet/\(family.text)"))
    }

    /// `POST /wallet/{family}/activate`: activates every voucher of the family's month (FV-7).
    static let postActivationPage = Endpoint(
        .post, "/wallet/{family}/activate", summary: "Activate the vouchers of a family's month",
        access: .person(on: "vouchers of the caller's family"), answers: [.goOn],
        problems: [.notFound], isPage: true
    ) { call in
        let family: Identifier<Never> = try call.identifier("family")
        let url: PageURL = "/wallet/\(family.text)"
        let vouchers = try await call.platform.vouchers(of: call.caller, family: family.text)
        do {
            for voucher in vouchers where voucher.row.voucher.status == .formed {
                _ = try await call.platform.activate(
                    voucher.row.voucher.id, by: call.caller, once: call.once)
            }
            return .seeOther(url.text)
        } catch let refusal as Refusal
            where [.activationWindowClosed, .pilotNotRunning].contains(refusal.code)
        {
            return call.refused(
                refusal, WalletWords.title, at: url, back: (WalletWords.title, "/wallet"))
        }
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func walletPage(_ vouchers: [WalletVoucher], at address: PageURL) -> Page {
        var families: [(name: String, vouchers: [WalletVoucher])] = []
        for voucher in vouchers {
            if let index = families.firstIndex(where: { $0.name == voucher.row.family }) {
                families[index].vouchers.append(voucher)
            } else {
                families.append((voucher.row.family, [voucher]))
            }
        }
        return page(WalletWords.title, at: address) {
            Heading(1, say(WalletWords.title))
            if families.isEmpty {
                EmptyState(title: say(WalletWords.none), text: say(WalletWords.noneText))
            }
            for family in families { self.family(family.name, family.vouchers) }
            Paragraph { Link(say(WalletWords.history), to: "/wallet-history") }
        }
    }

    private func family(_ name: String, _ vouchers: [WalletVoucher]) -> HTML {
        let available = vouchers.filter { $0.row.voucher.status == .active }
            .map(\.row.voucher.balance.available).reduce(0, +)
        let isOpen = vouchers.contains {
            $0.row.voucher.status == .formed && $0.row.voucher.opensAt <= now
                && now < $0.row.voucher.validUntil
        }
        return tag(.section, .class("stack")) {
            Heading(2, WalletWords.month(vouchers[0].row.voucher.month)[language])
            Paragraph(vouchers[0].pilotName[language], style: .soft)
            if available > 0 {
                Paragraph(
                    say(WalletWords.left) + ": " + NumberFormat.money(tiyn: available, language),
                    style: .lead)
                Actions {
                    Button(say(WalletWords.showQR), to: "/wallet/\(name)/qr", icon: .eye)
                }
            }
            if isOpen {
                Form(language, action: "/wallet/\(name)/activate") {
                    Button(submit: say(WalletWords.activate), icon: .check)
                }
            }
            for voucher in vouchers { card(voucher) }
            if vouchers.allSatisfy({ !$0.isOwn }) {
                Paragraph {
                    Link(say(WalletWords.takeBack), to: "/wallet/\(name)/withdrawal")
                }
            }
        }
    }

    private func card(_ voucher: WalletVoucher) -> Card {
        let (row, balance) = (voucher.row.voucher, voucher.row.voucher.balance)
        return Card(
            title: say(voucher.isOwn ? WalletWords.own : WalletWords.member) + " · "
                + voucher.row.member.digits.suffix(4),
            badge: Badge(row.status.tone, row.status.name[language])
        ) {
            SummaryList([
                .init(say(WalletWords.left), NumberFormat.money(tiyn: balance.available, language)),
                .init(say(WalletWords.amount), NumberFormat.money(tiyn: balance.issued, language)),
                .init(
                    say(WalletWords.lastDay),
                    MomentFormat.day(
                        Day(at: row.validUntil.adding(milliseconds: -1)), language)),
            ])
        }
    }
}

extension Voucher.Status {
    /// How it looks.
    fileprivate var tone: Tone {
        switch self {
        case .formed: .warn
        case .active: .good
        case .expired, .removed: .calm
        }
    }
}
