import HTTPServer
import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/signer`: who signs a sign-in challenge, and with what.
    func getSignerPage(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .get, "/sandbox/signer", summary: "Sign a sign-in challenge with a sandbox key",
            access: .anyone(because: "The keys of the sandbox are everybody's"),
            query: [
                .init(
                    name: "challenge", schema: .string(.anything),
                    meaning: "The challenge to sign"),
                .init(name: "next", schema: .string(.anything), meaning: "Where to go on"),
            ], answers: [.page, .goOn], isPage: true, isSandboxOnly: true
        ) { call in
            guard let id = Identifier<EDSChallenge>(call.query["challenge"] ?? ""),
                let challenge = try await call.platform.edsChallenge(id), !challenge.isUsed
            else { return .seeOther("/sign-in") }
            return .page(
                call.signerPage(
                    world, challenge: id, next: call.query["next"] ?? "/", refusal: nil))
        }
    }

    /// `POST /sandbox/signer`: signs, and signs in.
    func postSignerPage(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .post, "/sandbox/signer", summary: "Sign in with a sandbox key",
            access: .anyone(because: "The keys of the sandbox are everybody's"),
            body: .form([
                .init(name: "challenge", lengthMax: 26), .init(name: "next", lengthMax: 2048),
                .init(name: "iin", lengthMax: 12), .init(name: "bin", lengthMax: 12),
                .init(name: "kind", lengthMax: 32), .init(name: "validity", lengthMax: 32),
            ]), answers: [.goOn],
            problems: [
                .wrongOrigin, .challengeUnknown, .challengeExpired, .signatureRefused,
                .revocationUnknown, .tooManyTries,
            ], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            guard let id = Identifier<EDSChallenge>(call.typed("challenge")),
                let challenge = try await call.platform.edsChallenge(id)
            else { throw Refusal(.challengeUnknown) }
            let next = call.typed("next")
            let issued = try await nca.certificate(for: try order(call.orderForm))
            do {
                let session = try await call.platform.finishEDSSignIn(
                    challenge: id, cms: try nca.sign(challenge.bytes, with: issued),
                    device: call.request.headers["user-agent"] ?? "")
                return Reply.seeOther(LocalPath(next).url.text).with(
                    session: session, on: call.platform)
            } catch let refusal as Refusal {
                return .page(
                    call.signerPage(world, challenge: id, next: next, refusal: refusal),
                    status: refusal.code.status)
            }
        }
    }

}

extension Call where Caller == Void {
    /// The form's fields as an order for a certificate.
    fileprivate var orderForm: JSON {
        .object(
            ["iin", "bin", "kind", "validity"].compactMap { name in
                typed(name).isEmpty ? nil : JSON.Member(name, .string(typed(name)))
            })
    }

    fileprivate func signerPage(
        _ world: SyntheticWorld, challenge: Identifier<EDSChallenge>, next: String,
        refusal: Refusal?
    ) -> Page {
        let address: PageURL = "/sandbox/signer?challenge=\(challenge.text)&next=\(next)"
        return sandboxPage(
            Words.title, at: address, section: .nca, isFaulty: refusal != nil
        ) {
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            if let refusal {
                Notice(.bad, title: refusal.code.title[language], isAnnounced: true) {
                    if let detail = refusal.detail { Paragraph(detail[language]) }
                }
            }
            Heading(2, say(Words.people))
            for named in [NamedPerson.citizen, .policeman, .bankClerk] {
                let person = world.person(named)
                signerCard(
                    person.name.full, say(NCAHolderKind.individual.name), challenge, next,
                    [("iin", person.iin.digits), ("kind", "individual")])
            }
            Heading(2, say(Words.organisations))
            let firm = world.applicant
            signerCard(
                firm.head.name.full,
                firm.body.name[language] + " · " + say(NCAHolderKind.firstHead.name),
                challenge, next,
                [
                    ("iin", firm.head.iin.digits), ("bin", firm.body.bin.digits),
                    ("kind", NCAHolderKind.firstHead.rawValue),
                ])
            Heading(2, say(Words.officials))
            for official in world.officials {
                signerCard(
                    official.person.name.full,
                    official.body.name[language] + " · " + say(official.certificate.name),
                    challenge, next,
                    [
                        ("iin", official.person.iin.digits), ("bin", official.body.bin.digits),
                        ("kind", official.certificate.rawValue),
                    ])
            }
            Heading(2, say(Words.trouble))
            for validity in [NCAValidity.expired, .revoked, .notYetValid] {
                let person = world.person(.citizen)
                signerCard(
                    person.name.full, say(validity.name), challenge, next,
                    [
                        ("iin", person.iin.digits), ("kind", "individual"),
                        ("validity", validity.rawValue),
                    ])
            }
        }
    }

    private func signerCard(
        _ name: String, _ what: String, _ challenge: Identifier<EDSChallenge>, _ next: String,
        _ fields: [(name: String, value: String)]
    ) -> Card {
        Card(title: name) {
            tag(.p, .class("small soft")) { what }
            Form(
                language, action: "/sandbox/signer",
                hidden: fields + [("challenge", challenge.text), ("next", next)]
            ) {
                Button(submit: say(Words.sign), style: .secondary, isSmall: true, icon: .key)
            }
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Сынақ кілтімен қол қою", ru: "Подпись тестовым ключом",
        en: "Sign with a sandbox key")
    static let lead = LocalizedText(
        kk: "Кілттер шын: қолтаңба сынақ орталығының сертификатымен жасалып, нағыз тексеруден "
            + "өтеді. Адамдар ойдан шығарылған.",
        ru: "Ключи настоящие: подпись ставится под сертификатом тестового центра и проходит "
            + "обычную проверку. Люди вымышлены.",
        en: "The keys are real: the signature is made under a certificate of the sandbox's "
            + "authority and checked like any other. The people are invented.")
    static let people = LocalizedText(kk: "Азаматтар", ru: "Граждане", en: "Citizens")
    static let organisations = LocalizedText(
        kk: "Өтініш беретін ұйым", ru: "Организация, которая подаёт заявления",
        en: "An organisation that applies")
    static let officials = LocalizedText(
        kk: "Лауазымды адамдар", ru: "Должностные лица", en: "Officials")
    static let trouble = LocalizedText(
        kk: "Өтпейтін сертификаттар", ru: "Сертификаты, которые не пройдут",
        en: "Certificates that will not pass")
    static let sign = LocalizedText(
        kk: "Қол қойып кіру", ru: "Подписать и войти", en: "Sign and enter")
}
