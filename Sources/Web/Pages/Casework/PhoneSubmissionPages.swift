import HTTPServer
import Kernel
import Rendering
import SigningChannels
import UseCases

extension Endpoint {
    /// `POST /cases/{id}/phone`: asks for a signature on the phone and shows the code.
    static let postCasePhonePage = Endpoint(
        .post, "/cases/{id}/phone", summary: "Sign an application on the phone",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .form([.init(name: "channel", lengthMax: 64)]), answers: [.goOn, .page],
        problems: [.notFound, .edsRequired, .caseNotInState], isPage: true
    ) { call in
        try await call.onCase(at: "#phone") { id in
            try await call.platform.askForPhoneSignature(
                of: id, channel: call.form["channel"] ?? "", by: call.caller, once: call.once)
        }
    }

    /// `GET /cases/{id}/phone/live`: whether the phone has signed.
    static let getCasePhoneLive = Endpoint(
        .get, "/cases/{id}/phone/live", summary: "Wait for the phone to sign an application",
        access: .person(on: "an application of one's organisation, or one's own"),
        query: [.wait, .version], answers: [.version, .unchanged],
        problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        return try await call.answerLive {
            PhoneSubmissionPart.version(
                of: try await call.platform.phoneSubmission(of: stored, by: call.caller))
        }
    }

    /// `POST /cases/{id}/phone/submit`: submits with what the phone signed.
    static let postCasePhoneSubmissionPage = Endpoint(
        .post, "/cases/{id}/phone/submit", summary: "Submit what was signed on the phone",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [.goOn, .page],
        problems: [
            .notFound, .edsRequired, .caseNotInState, .applicationIncomplete, .signatureRefused,
            .formOutdated, .feeNotEvidenced, .registerUnavailable, .registerAnswerInvalid,
            .revocationUnknown, .serviceClosed,
        ], isPage: true
    ) { call in
        try await call.onCase { id in
            _ = try await call.platform.submitApplication(
                signedOnPhone: id, by: call.caller, once: call.once)
        }
    }
}

/// The way to sign an application on the phone.
///
/// A button, then a code to scan, then another button that submits. Without scripts the page is asked for again by hand.
struct PhoneSubmissionPart {
    let language: Language
    let base: String
    let channels: [String]
    let submission: PhoneSubmission?
    let isSandbox: Bool

    /// What the section shows.
    static func version(of submission: PhoneSubmission?) -> String {
        switch submission?.isSigned {
        case nil: "open"
        case false: "waiting"
        case true: "signed"
        }
    }

    var html: HTML {
        tag(.section, .class("stack"), .id("phone")) {
            Heading(2, PhoneInvitation.title[language])
            if let submission {
                LiveRegion(
                    id: "phone-state", url: url("/phone/live"),
                    version: Self.version(of: submission)
                ) {
                    if submission.isSigned { signed } else { waiting(submission) }
                }
            } else {
                open
            }
        }
    }

    private func url(_ path: String) -> PageURL { PageURL(checking: base + path) ?? "/cases" }

    @HTMLBuilder private var open: HTML {
        Paragraph(Words.lead[language])
        Form(language, action: url("/phone")) {
            SelectField(
                language, name: "channel", label: CaseWords.channel[language],
                options: channels.map { ($0, $0) })
            Button(submit: Words.show[language], style: .secondary, icon: .camera)
        }
    }

    @HTMLBuilder private func waiting(_ submission: PhoneSubmission) -> HTML {
        Paragraph(Words.scan[language])
        PhoneInvitation(
            language: language, link: submission.link, isSandbox: isSandbox, page: url(""))
    }

    @HTMLBuilder private var signed: HTML {
        Notice(.good) { Paragraph(Words.signed[language]) }
        Form(language, action: url("/phone/submit")) {
            Button(submit: CaseWords.submit[language], icon: .check)
        }
    }
}

private enum Words {
    static let lead = LocalizedText(
        kk: "QR код көрсетіледі; оны eGov Mobile қолданбасында сканерлеп, өтінішке қол қоясыз.",
        ru: "Появится QR-код: отсканируйте его в eGov Mobile и подпишите заявление.",
        en: "A QR code appears; scan it in eGov Mobile and sign the application.")
    static let show = LocalizedText(
        kk: "QR кодты көрсету", ru: "Показать QR-код", en: "Show the QR code")
    static let scan = LocalizedText(
        kk: "eGov Mobile қолданбасында QR кодты сканерлеп, қол қойыңыз. "
            + "Осы ұйымның атынан берілген кілт керек.",
        ru: "Отсканируйте код в приложении eGov Mobile и подпишите ключом этой же организации.",
        en: "Scan the code in eGov Mobile and sign with a key of this same organisation.")
    static let signed = LocalizedText(
        kk: "Телефонда қол қойылды. Енді өтінішті беріңіз.",
        ru: "На телефоне подписано. Теперь подайте заявление.",
        en: "Signed on the phone. Now submit the application.")
}
