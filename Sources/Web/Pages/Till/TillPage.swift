import FoodVouchers
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /till`: a shop's till for a phone or tablet (use case 90; FV-25 to FV-27).
    ///
    /// The page shows nothing about anybody: its script makes a key of its own in the browser and
    /// speaks with the interface that every other till has.
    static let getTillPage = Endpoint(
        .get, "/till", summary: "A shop's till for a phone or tablet",
        access: .anyone(because: "The empty page alone: whoever uses it needs a registered key"),
        answers: [.page], isPage: true
    ) { call in .page(call.tillPage()) }

    /// `POST /till/frame`: one picture of the till's camera, read and not kept (use case 90).
    static let postTillFrame = Endpoint(
        .post, "/till/frame", summary: "Read a voucher's QR code in one frame of a till's camera",
        access: .anyone(
            because: "It says what stands in the picture that was sent, and keeps none"),
        body: .upload(contentTypes: ["image/jpeg"], bytesMax: QRReader.largestByteCount),
        answers: [
            Answer(
                status: 200,
                content: .json(.object([required("text", .string(.anything), "The code's text")])),
                meaning: "A voucher's code; whether it is good, POST /api/pos/balance says"),
            Answer(status: 204, content: .none, meaning: "No code of ours in this frame"),
        ], problems: [.pictureUnreadable]
    ) { call in
        do {
            guard
                let code = try await PictureReading.shared.first(
                    in: call.upload, { VoucherQR($0) })
            else { return .noContent }
            return .json(["text": .string(code.text)])
        } catch let fault as QRReader.Fault {
            guard fault == .noCode else { throw Refusal(.pictureUnreadable, clause: "FV-25") }
            return .noContent
        }
    }
}

extension Call where Caller == Void {
    fileprivate func tillPage() -> Page {
        page(
            TillWords.title, at: "/till",
            scripts: [Assets.copy, Assets.countdown, Assets.scan, Assets.till]
        ) {
            tag(
                .div, .id("till"), .class("stack"), .data("audience", platform.tokenEndpoint),
                .data("now", String(platform.machineClock.now().milliseconds)),
                .data("clock", String(now.milliseconds)),
                .data("words", TillWords.spoken(in: language).text),
                platform.configuration.isSandbox ? .data("sandbox", "/sandbox/tills") : nil
            ) {
                tag(.h1) {
                    tag(.span, .class("caption"), .id("till-shop")) {}
                    say(TillWords.title)
                }
                fault
                notice("script", TillWords.noScript, isHidden: false)
                notice("insecure", TillWords.insecure)
                notice("elsewhere", TillWords.elsewhere)
                TillViews(language: language).html
            }
        }
    }

    /// What is wrong, filled and shown by the script.
    private var fault: HTML {
        tag(
            .div, .class("error-summary"), .id("till-fault"), .role("alert"), .tabindex(-1),
            .hidden
        ) {
            tag(.h2, .id("till-fault-title")) {}
            tag(.ul, .id("till-fault-list")) {}
        }
    }

    private func notice(_ view: String, _ text: LocalizedText, isHidden: Bool = true) -> HTML {
        tag(.div, .data("view", view), isHidden ? .hidden : nil) {
            Notice(.calm) { Paragraph(say(text)) }
        }
    }
}
