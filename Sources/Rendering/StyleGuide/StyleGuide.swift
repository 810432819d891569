import Kernel

/// Every component on one page, with invented content: for the eye, and for tests.
package enum StyleGuide {
    /// The page in a language, as it stands at `now`.
    package static func page(_ language: Language, now: Instant) -> Page {
        let words = StyleGuideWords(language: language, now: now)
        return Page(
            language, title: words.title, address: "/style",
            navigation: [
                NavigationItem(words.documents, to: "/style", isCurrent: true),
                NavigationItem(words.consents, to: "/style#facts", count: 2),
                NavigationItem(words.accessLog, to: "/style#timeline"),
            ],
            account: Page.Account(name: words.person, signOut: "/style"),
            sandbox: Page.Sandbox(now: now, url: "/sandbox"),
            scripts: [Assets.countdown, Assets.copy, Assets.live, Assets.scan]
        ) {
            BackLink(words.back, to: "/")
            Heading(1, words.title, caption: words.caption)
            Paragraph(words.lead, style: .lead)
            words.documentCards
            words.share
            words.notices
            words.facts
            words.lists
            words.form
            words.scanner
            words.timeline
        }
    }
}

// MARK: - Sections

extension StyleGuideWords {
    var documentCards: HTML {
        section(documents) {
            Tabs(
                label: documents,
                [
                    NavigationItem(mine, to: "/style", isCurrent: true),
                    NavigationItem(children, to: "/style?of=children", count: 2),
                ])
            DocumentGrid([
                DocumentCard(
                    .identity, name: identityCard, issuer: ministry, holder: person,
                    number: "000000000", badge: Badge(.good, inForce),
                    fields: [(birthDate, "07.03.1991"), (validUntil, "14.05.2032")],
                    to: "/style"),
                DocumentCard(
                    .licence, name: drivingLicence, issuer: ministry, holder: person,
                    number: "AA 000000", badge: Badge(.warn, endsSoon),
                    fields: [
                        (categories, "B, C1"), (issued, "20.11.2016"), (validUntil, "20.12.2026"),
                    ],
                    seal: DocumentCard.verifiedSeal(language)),
                DocumentCard(
                    .vehicle, name: vehicle, issuer: ministry, holder: person, number: "000 AAA 02",
                    badge: Badge(.bad, revoked)),
                DocumentCard(
                    .family, name: birthCertificate, issuer: justice, holder: child,
                    number: "00-000-00-0000000", badge: Badge(.good, inForce)),
                DocumentCard(
                    .support, name: support, issuer: labour, holder: person, number: "2026-000000",
                    badge: Badge(.calm, draft)),
            ])
        }
    }

    @HTMLBuilder var share: HTML {
        // The text is short and fixed, so a code always exists.
        if let code = try? QRCode.encode("qyzmet:sandbox:0123456789abcdefghjkmnpqrs") {
            section(sharing) {
                SharePanel(
                    language, code: code, shortCode: "K7M4XP",
                    countdown: Countdown(language, endsAt: now.adding(seconds: 179), now: now)
                ) {
                    Form(language, action: "/style") {
                        Button(submit: revoke, style: .secondary, isSmall: true)
                    }
                    CopyButton(copy, copied: copied, text: "K7M4XP")
                }
                Countdown(language, endsAt: now.adding(seconds: -1), now: now)
            }
        }
    }

    var notices: HTML {
        section(messages) {
            Notice(.good, title: done, isAnnounced: true) { Paragraph(doneText) }
            Notice(.warn, title: endsSoon) { Paragraph(waitText) }
            Notice(.bad, title: refused) {
                Paragraph(refusedText)
                More(why) { Paragraph(whyText, style: .soft) }
            }
            Notice(.calm) { Paragraph(factText) }
            tag(.p, .class("actions")) {
                Badge(.good, inForce)
                Badge(.warn, waiting)
                Badge(.bad, revoked)
                Badge(.calm, draft)
            }
        }
    }

    var facts: HTML {
        section(consents, id: "facts") {
            Card(title: bank, badge: Badge(.warn, waiting)) {
                SummaryList([
                    SummaryList.Row(purpose, loan),
                    SummaryList.Row(data, drivingLicence, action: (details, "/style")),
                    SummaryList.Row(
                        lifetime, DurationFormat.text(seconds: 3 * 86_400 + 3600, language)),
                    SummaryList.Row(entry) {
                        Monospaced(
                            "6f1e2d9a4b7c8053e1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8")
                    },
                ])
            }
            Actions {
                Button(submit: allow)
                Button(submit: refuse, style: .secondary)
                Button(submit: withdraw, style: .danger)
                Button(proof, to: "/style", style: .secondary, isSmall: true, icon: .download)
            }
            Card(title: employer, badge: Badge(.calm, draft), to: "/style") { Paragraph(loan) }
        }
    }

    var lists: HTML {
        section(receipts) {
            Table(
                caption: receipts,
                columns: [
                    Table.Column(goods), Table.Column(day), Table.Column(sum, isNumber: true),
                ],
                rows: [("12", 125_050), ("3", 48_000)].map { item in
                    [
                        .text(bread + " № " + item.0),
                        .text(MomentFormat.day(Day(at: now), language)),
                        .text(NumberFormat.money(tiyn: item.1, language)),
                    ]
                })
            Pagination(language, newer: "/style?cursor=1", older: "/style?cursor=2")
            EmptyState(
                title: nothing, text: nothingText, action: Button(toDocuments, to: "/style"))
        }
    }

    var form: HTML {
        section(formTitle) {
            ErrorSummary(language, [("iin", wrongNumber), ("purpose", noChoice)])
            Form(language, action: "/style", hidden: [("step", "1")]) {
                TextField(
                    language, name: "iin", label: iin, hint: iinHint, value: "91030",
                    fault: wrongNumber, content: .identificationNumber)
                TextField(language, name: "phone", label: phone, content: .phone)
                TextField(
                    language, name: "password", label: password, hint: passwordHint,
                    content: .oneTimePassword)
                TextField(language, name: "code", label: shortCode, content: .shortCode)
                TextField(language, name: "day", label: day, content: .day)
                ChoiceField(
                    language, name: "purpose", label: purpose, fault: noChoice,
                    choices: [
                        ChoiceField.Choice("loan", loan, hint: loanHint),
                        ChoiceField.Choice("work", work),
                    ], chosen: ["work"])
                SelectField(
                    language, name: "document", label: documents,
                    options: [("identity", identityCard), ("licence", drivingLicence)],
                    chosen: "licence")
                ChoiceField(
                    language, name: "agreed", label: terms,
                    choices: [ChoiceField.Choice("yes", agree)], takesSeveral: true)
                TextField(
                    language, name: "note", label: note, content: .lines(3), isOptional: true)
                FileField(language, name: "file", label: file, accept: .documents)
                Button(submit: send)
            }
        }
    }

    var scanner: HTML {
        section(check) {
            Scanner(language, frames: "/style/frames", upload: "/style/upload")
            LiveRegion(id: "requests", url: "/style/live", version: "1") {
                Paragraph(factText, style: .soft)
            }
        }
    }

    var timeline: HTML {
        section(accessLog, id: "timeline") {
            Timeline(
                language,
                [
                    Timeline.Event(
                        at: now, .good, icon: .eye, title: officerSaw, text: drivingLicence,
                        link: (proof, "/style")),
                    Timeline.Event(
                        at: now.adding(seconds: -610), .bad, title: bankRefused, text: loan),
                    Timeline.Event(
                        at: now.adding(seconds: -86_400), .calm, icon: .key, title: signedIn),
                ])
            MessageList(
                language,
                [
                    MessageList.Message(
                        at: now.adding(seconds: -60), from: "1414", text: messageText),
                    MessageList.Message(at: now, from: person, text: "K7*1", isOwn: true),
                ])
        }
    }

    private func section(
        _ title: String, id: String? = nil, @HTMLBuilder content: () -> HTML
    ) -> HTML {
        tag(.section, .class("stack")) {
            Heading(2, title, id: id)
            content()
        }
    }
}
