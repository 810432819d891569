import HTTPServer
import Kernel
import Rendering
import Signatures
import UseCases
import Web

extension SandboxControls {
    /// The pages of the certification authority.
    var ncaPages: [Endpoint] {
        guard let nca else { return [] }
        return [
            getNCAPage(nca), postNCAIssuePage(nca), postNCARevokePage(nca), getKeyFile(nca),
            getSignerPage(nca), postSignerPage(nca), postSandboxSubmission(nca),
            postSandboxAppeal(nca),
            postSandboxResult(nca), postSandboxSigning(nca), postSandboxConclusion(nca),
        ]
    }

    /// `GET /sandbox/nca`: what was issued, and a form for more.
    private func getNCAPage(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .get, "/sandbox/nca", summary: "The sandbox's certification authority",
            access: .anyone(because: "The sandbox's own controls"), answers: [.page],
            isPage: true, isSandboxOnly: true
        ) { call in
            let issued = try await nca.store.newest(limit: 30)
            return .page(call.ncaPage(nca, world, issued))
        }
    }

    /// `POST /sandbox/nca/issue`: issues a certificate.
    private func postNCAIssuePage(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .post, "/sandbox/nca/issue", summary: "Issue a certificate",
            access: .anyone(because: "The sandbox's own controls"),
            body: .form([
                .init(name: "holder", lengthMax: 64), .init(name: "validity", lengthMax: 32),
                .init(name: "family", lengthMax: 16), .init(name: "usage", lengthMax: 16),
            ]), answers: [.goOn], problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            let parts = call.typed("holder").split(
                separator: ":", omittingEmptySubsequences: false
            ).map(String.init)
            guard parts.count == 3 else { throw Refusal(.invalidField) }
            _ = try await nca.issue(
                try order(
                    [
                        "kind": .string(parts[0]), "iin": .string(parts[1]),
                        "bin": .string(parts[2]), "validity": .string(call.typed("validity")),
                        "family": .string(call.typed("family")),
                        "usage": .string(call.typed("usage")),
                    ]))
            return .seeOther("/sandbox/nca")
        }
    }

    /// `POST /sandbox/nca/revoke`: revokes a certificate.
    private func postNCARevokePage(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .post, "/sandbox/nca/revoke", summary: "Revoke a certificate",
            access: .anyone(because: "The sandbox's own controls"),
            body: .form([.init(name: "serial", lengthMax: 66)]), answers: [.goOn],
            problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            _ = try await nca.store.revoke(
                serial: call.typed("serial"), at: nca.clock.now(), .cessationOfOperation)
            return .seeOther("/sandbox/nca")
        }
    }

    /// `GET /sandbox/nca/keys/{serial}`: the key file.
    private func getKeyFile(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .get, "/sandbox/nca/keys/{serial}", summary: "The key file of a certificate",
            access: .anyone(because: "The keys of the sandbox are everybody's"),
            answers: [
                .init(
                    status: 200, content: .bytes(contentType: "application/x-pkcs12"),
                    meaning: "PKCS #12, password Qwerty12")
            ], isPage: true, isSandboxOnly: true
        ) { call in
            guard let issued = try await nca.store.find(serial: call.path["serial"] ?? ""),
                !issued.p12.isEmpty
            else { throw Refusal(.notFound) }
            let name = issued.family.filePrefix
            return .bytes(issued.p12, contentType: "application/x-pkcs12").with(
                "Content-Disposition",
                "attachment; filename=\"\(name)_\(issued.certificate.serial).p12\"")
        }
    }
}

extension Call where Caller == Void {
    fileprivate func ncaPage(
        _ nca: SandboxNCA, _ world: SyntheticWorld, _ issued: [IssuedCertificate]
    ) -> Page {
        sandboxPage(Words.title, at: "/sandbox/nca", section: .nca, width: .wide) {
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            SummaryList([
                SummaryList.Row("OCSP", nca.address + "/ocsp/"),
                SummaryList.Row("TSP", nca.stampURL),
                SummaryList.Row("CRL", nca.address + "/crl/nca_gost_sandbox.crl"),
                SummaryList.Row("CRL delta", nca.address + "/crl/nca_gost_d_sandbox.crl"),
                SummaryList.Row(say(Words.password), SandboxNCA.password),
            ])
            Heading(2, say(Words.issue))
            Form(language, action: "/sandbox/nca/issue") {
                SelectField(
                    language, name: "holder", label: say(Words.holder), options: holders(world))
                SelectField(
                    language, name: "validity", label: say(Words.validity),
                    options: NCAValidity.allCases.map { ($0.rawValue, say($0.name)) })
                SelectField(
                    language, name: "family", label: say(Words.family),
                    options: NCAFamily.allCases.map { ($0.rawValue, $0.name) })
                SelectField(
                    language, name: "usage", label: say(Words.usage),
                    options: NCAKeyUse.allCases.map { ($0.rawValue, say($0.name)) })
                Button(submit: say(Words.issue), icon: .key)
            }
            Heading(2, say(Words.issued))
            for certificate in issued { card(certificate) }
        }
    }

    private func card(_ issued: IssuedCertificate) -> Card {
        let certificate = issued.certificate
        return Card(
            title: certificate.subject.commonName,
            badge: issued.revokedAt == nil ? nil : Badge(.bad, say(NCAValidity.revoked.name))
        ) {
            tag(.p, .class("small soft")) {
                say(issued.kind.name) + " · " + issued.family.rawValue.uppercased() + " · "
                if issued.use != .universal { say(issued.use.name) + " · " }
                MomentFormat.dayAndTime(certificate.notBefore, language) + " – "
                MomentFormat.dayAndTime(certificate.notAfter, language)
            }
            tag(.p) { Monospaced(certificate.serial) }
            Actions {
                if !issued.p12.isEmpty {
                    Button(
                        say(Words.keyFile), to: "/sandbox/nca/keys/\(certificate.serial)",
                        style: .secondary, isSmall: true)
                }
                if issued.revokedAt == nil {
                    Form(
                        language, action: "/sandbox/nca/revoke",
                        hidden: [("serial", certificate.serial)]
                    ) {
                        Button(submit: say(Words.revoke), style: .danger, isSmall: true)
                    }
                }
            }
        }
    }

    /// One choice a holder: `kind:iin:bin`.
    private func holders(_ world: SyntheticWorld) -> [(value: String, text: String)] {
        let citizen = world.person(.citizen)
        let clerk = world.person(.bankClerk)
        let bank = LegalEntities.bank
        let people = [citizen, world.person(.policeman), clerk].map { person in
            (
                value: "individual:\(person.iin.digits):",
                text: person.name.full + " · " + say(NCAHolderKind.individual.name)
            )
        }
        let identified = NCAHolderKind.allCases.filter { !$0.namesBody && $0 != .individual }.map {
            kind in
            (
                value: "\(kind.rawValue):\(citizen.iin.digits):",
                text: citizen.name.full + " · " + say(kind.name)
            )
        }
        let staff = NCAHolderKind.allCases.filter { $0.namesBody && $0.namesPerson }.map { kind in
            (
                value: "\(kind.rawValue):\(clerk.iin.digits):\(bank.bin.digits)",
                text: clerk.name.full + " · " + bank.name[language] + " · " + say(kind.name)
            )
        }
        let systems = NCAHolderKind.allCases.filter { !$0.namesPerson }.map { kind in
            (
                value: "\(kind.rawValue)::\(bank.bin.digits)",
                text: bank.name[language] + " · " + say(kind.name)
            )
        }
        let officials = world.officials.map { official in
            (
                value: "\(official.certificate.rawValue):\(official.person.iin.digits):"
                    + official.body.bin.digits,
                text: official.person.name.full + " · " + official.body.name[language]
            )
        }
        return people + staff + systems + identified + officials
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Сынақ куәландырушы орталығы", ru: "Тестовый удостоверяющий центр",
        en: "The sandbox's certification authority")
    static let lead = LocalizedText(
        kk:
            "ҚР ҰКО-ның ұқсасы: түбірлері SANDBOX деп белгіленген, өндірісте оларға ешкім сенбейді.",
        ru: "Подобие НУЦ РК: его корни помечены SANDBOX, и в рабочем режиме им не доверяют.",
        en: "A likeness of the NCA: its roots are marked SANDBOX and never trusted in production.")
    static let password = LocalizedText(
        kk: "Кілт файлдарының құпиясөзі", ru: "Пароль файлов ключей",
        en: "Password of the key files")
    static let issue = LocalizedText(
        kk: "Сертификат шығару", ru: "Выпустить сертификат", en: "Issue a certificate")
    static let holder = LocalizedText(kk: "Иесі", ru: "Владелец", en: "Holder")
    static let validity = LocalizedText(kk: "Жарамдылығы", ru: "Срок действия", en: "Validity")
    static let family = LocalizedText(kk: "Алгоритм", ru: "Алгоритм", en: "Algorithm")
    static let usage = LocalizedText(
        kk: "Кілттің мақсаты", ru: "Назначение ключа", en: "What the key is for")
    static let issued = LocalizedText(
        kk: "Шығарылғандар", ru: "Выпущенные", en: "Issued")
    static let keyFile = LocalizedText(
        kk: "Кілт файлы (.p12)", ru: "Файл ключа (.p12)", en: "Key file (.p12)")
    static let revoke = LocalizedText(kk: "Қайтарып алу", ru: "Отозвать", en: "Revoke")
}
