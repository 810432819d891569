import Kernel
import Rendering

/// The views of a till's page, one of which its script shows at a time.
struct TillViews: Component {
    let language: Language

    var html: HTML {
        .fragment([key, scan, basket, rest, waiting, done, receipts, goodsBack, returned])
    }

    private func say(_ text: LocalizedText) -> String { text[language] }

    private func view(
        _ name: String, _ heading: LocalizedText, @HTMLBuilder content: () -> HTML
    ) -> HTML {
        tag(.section, .class("stack"), .data("view", name), .hidden) {
            tag(.h2, .tabindex(-1)) { say(heading) }
            content()
        }
    }

    /// A button that the script gives its meaning.
    private func act(
        _ name: String, _ text: LocalizedText, _ style: String = "", id: String? = nil
    ) -> HTML {
        tag(
            .button, .class(style.isEmpty ? "button" : "button " + style), .type("button"),
            .data("do", name), id.map { .id($0) }
        ) { say(text) }
    }

    private func form(_ name: String, @HTMLBuilder content: () -> HTML) -> HTML {
        tag(.form, .class("form"), .data("form", name), .novalidate) { content() }
    }

    private func list(_ id: String, _ names: String = "till-list") -> HTML {
        tag(.ul, .class(names), .id("till-" + id)) {}
    }

    // MARK: - The key, and the code

    private var key: HTML {
        view("key", TillWords.register) {
            Paragraph(say(TillWords.registerLead))
            SummaryList([
                .init(say(TillWords.ownName)) {
                    tag(.span, .class("mono"), .id("till-proposed")) {}
                },
                .init(say(TillWords.ownKey)) { tag(.span, .class("mono"), .id("till-kid")) {} },
            ])
            tag(
                .pre, .class("till-key"), .id("till-jwk"), .tabindex(0), .role("region"),
                .aria("label", say(TillWords.publicKey))
            ) {}
            CopyButton(say(TillWords.copy), copied: say(TillWords.copied), text: "")
            Paragraph(say(TillWords.registerNext))
            form("name") {
                TextField(
                    language, name: "client", label: say(TillWords.ownName),
                    hint: say(TillWords.ownNameHint), content: .text)
                Actions {
                    Button(submit: say(TillWords.begin), icon: .check)
                    act("sandbox", TillWords.registerInSandbox, "secondary")
                }
            }
        }
    }

    private var scan: HTML {
        view("scan", TillWords.scanLead) {
            tag(.p, .id("till-waits"), .hidden) { say(TillWords.basketWaits) }
            Scanner(language, frames: "/till/frame", upload: nil)
            form("scan") {
                TextField(
                    language, name: "qr", label: say(TillWords.text), hint: say(TillWords.textHint))
                Button(submit: say(TillWords.goOn), style: .secondary)
            }
            Actions { act("receipts", TillWords.goodsBack, "secondary") }
            tag(.details, .class("more")) {
                tag(.summary) { say(TillWords.aboutTill) }
                tag(.div, .class("stack")) {
                    SummaryList([
                        .init(say(TillWords.ownName)) {
                            tag(.span, .class("mono"), .id("till-own-name")) {}
                        },
                        .init(say(TillWords.ownKey)) {
                            tag(.span, .class("mono"), .id("till-own-kid")) {}
                        },
                    ])
                    Actions { act("key", TillWords.changeName, "secondary small") }
                }
            }
        }
    }

    // MARK: - The basket, and the money

    private var basket: HTML {
        view("basket", TillWords.basket) {
            tag(.div, .class("stack-small")) {
                tag(.p, .class("lead")) {
                    say(TillWords.left) + ": "
                    tag(.strong, .id("till-left")) {}
                }
                tag(
                    .div, .class("countdown"), .id("till-ends"),
                    .data("ended", say(TillWords.ended))
                ) {
                    tag(.span) {
                        say(TillWords.until) + ": "
                        tag(.time) {}
                    }
                    tag(.span, .class("left"), .hidden) {}
                }
            }
            tag(.p, .id("till-none"), .class("soft")) { say(TillWords.noLines) }
            list("lines")
            tag(.p, .class("visually-hidden"), .id("till-said"), .role("status")) {}
            tag(.div, .class("till-bar"), .id("till-bar"), .hidden) {
                tag(.dl) {
                    sum(TillWords.total, "total")
                    sum(TillWords.byVoucher, "by")
                    sum(TillWords.rest, "rest")
                }
                Actions { act("pay", TillWords.pay, id: "till-pay") }
            }
            form("search") {
                TextField(
                    language, name: "search", label: say(TillWords.search),
                    hint: say(TillWords.searchHint), isOptional: false)
            }
            list("goods", "till-goods")
            tag(.p, .id("till-no-goods"), .hidden) { say(TillWords.noGoods) }
            Actions { act("drop", TillWords.drop, "secondary") }
        }
    }

    private func sum(_ name: LocalizedText, _ id: String) -> HTML {
        tag(.div, .id("till-\(id)-row")) {
            tag(.dt) { say(name) }
            tag(.dd, .id("till-" + id)) {}
        }
    }

    private var rest: HTML {
        view("rest", TillWords.restTitle) {
            tag(.p, .class("till-take"), .id("till-take")) {}
            tag(.p) {
                say(TillWords.reservedUntil) + " "
                tag(.strong, .id("till-until")) {}
            }
            Actions {
                act("sell", TillWords.restPaid)
                act("fail", TillWords.restNotPaid, "secondary")
                act("basket", TillWords.toBasket, "secondary")
            }
        }
    }

    private var waiting: HTML {
        view("waiting", TillWords.waiting) {
            tag(.p, .class("till-told"), .role("status")) {}
            Paragraph(say(TillWords.waitingLead), style: .soft)
            Actions { act("now", TillWords.tryNow, "secondary") }
        }
    }

    private var done: HTML {
        view("done", TillWords.done) {
            Notice(.good, title: say(TillWords.done)) {
                tag(.dl, .class("summary"), .id("till-sums")) {}
            }
            tag(.section, .class("card")) {
                tag(.header) { Heading(3, say(TillWords.receipt)) }
                tag(.dl, .class("summary"), .id("till-bought")) {}
            }
            Actions { act("next", TillWords.next) }
        }
    }

    // MARK: - Goods that come back

    private var receipts: HTML {
        view("receipts", TillWords.goodsBack) {
            Paragraph(say(TillWords.receiptsLead))
            tag(.p, .id("till-no-receipts"), .hidden) { say(TillWords.noReceipts) }
            list("receipts", "till-list stack")
            Actions { act("next", TillWords.toScan, "secondary") }
        }
    }

    private var goodsBack: HTML {
        view("return", TillWords.whatBack) {
            tag(.p, .class("lead"), .id("till-return-of")) {}
            list("return-lines")
            Actions {
                act("back", TillWords.takeBack)
                act("next", TillWords.toScan, "secondary")
            }
        }
    }

    private var returned: HTML {
        view("returned", TillWords.cameBack) {
            Notice(.good, title: say(TillWords.cameBack)) {
                tag(.dl, .class("summary"), .id("till-returned")) {}
            }
            Actions { act("next", TillWords.next) }
        }
    }
}
