import FoodVouchers
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /wallet/{family}/qr`: the next QR code of the family's active vouchers (FV-2.23).
    ///
    /// Each look makes a new code; the page asks for the next one by itself where scripts run.
    static let getVoucherQRPage = Endpoint(
        .get, "/wallet/{family}/qr", summary: "The QR code of a family's vouchers",
        access: .person(on: "vouchers of the caller's family"), answers: [.page],
        problems: [.notFound], isPage: true
    ) { call in
        let family: Identifier<Never> = try call.identifier("family")
        let active = try await call.platform.vouchers(of: call.caller, family: family.text)
            .filter { $0.row.voucher.status == .active }
            .sorted { $0.row.voucher.balance.available > $1.row.voucher.balance.available }
        guard !active.isEmpty else { throw Refusal(.notFound) }
        do {
            let code = try await call.platform.makeVoucherQR(
                for: active.prefix(20).map(\.row.voucher.id), by: call.caller, once: .unkeyed)
            return .page(try call.qrPage(code, family: family.text, vouchers: active))
        } catch let refusal as Refusal where refusal.code == .voucherExpired {
            return call.refused(
                refusal, WalletWords.title, at: "/wallet", back: (WalletWords.title, "/wallet"))
        }
    }

    /// `GET /wallet/{family}/qr/live`: says when the next code is due.
    static let getVoucherQRLive = Endpoint(
        .get, "/wallet/{family}/qr/live", summary: "Say when the next QR code is due",
        access: .person(on: "the caller's own page"),
        query: [.wait, .version], answers: [.version, .unchanged]
    ) { call in try await call.answerLive { call.rotation } }
}

extension Call where Caller == SignedInPerson {
    /// Changes when it is time for the next code.
    fileprivate var rotation: String { "\(now.seconds / VoucherQR.rotationSeconds)" }

    fileprivate func qrPage(
        _ code: (qr: VoucherQR, expiresAt: Instant), family: String, vouchers: [WalletVoucher]
    ) throws -> Page {
        let available = vouchers.map(\.row.voucher.balance.available).reduce(0, +)
        let picture = try QRCode.encode(code.qr.text)
        let url: PageURL = "/wallet/\(family)/qr"
        return page(WalletWords.showQR, at: url, scripts: [Assets.countdown, Assets.live]) {
            BackLink(say(WalletWords.title), to: "/wallet/\(family)")
            Heading(1, say(WalletWords.showQR))
            LiveRegion(id: "voucher", url: "/wallet/\(family)/qr/live", version: rotation) {
                tag(.section, .class("share")) {
                    picture.svg(label: say(WalletWords.qrLabel))
                    Countdown(language, endsAt: code.expiresAt, now: now)
                }
                Paragraph(
                    say(WalletWords.left) + ": " + NumberFormat.money(tiyn: available, language),
                    style: .lead)
            }
            Paragraph(say(WalletWords.qrText), style: .soft)
            Actions { Button(say(WalletWords.nextQR), to: url, style: .secondary) }
        }
    }
}
