import AccessControl
import DigitalDocuments
import Kernel
import Registers
import Rendering
import Signatures
import UseCases
import Web

extension Call where Caller == Void {
    /// What one presentation of the token brought.
    func result(of presentation: Presentation, _ terms: BankDesk.Terms) -> HTML {
        tag(.section, .class("card stack")) {
            tag(.p, .class("soft small")) {
                say(Words.presentedAt) + " " + MomentFormat.timeWithSeconds(presentation.at)
            }
            switch presentation.outcome {
            case .document(let copy): received(copy)
            case .refused(let reason):
                Notice(.bad, title: say(Words.refused)) {
                    Paragraph(
                        reason?.explanation[language]
                            ?? presentation.answer["explanation"]?.string ?? "")
                    if let reason { Paragraph(say(Words.basis) + " " + reason.clause.tag) }
                    Paragraph(say(Words.stands), style: .soft)
                }
            case .failed:
                Notice(.bad, title: say(Words.failed)) {
                    Paragraph(
                        ProblemCode(rawValue: presentation.answer["code"]?.string ?? "")?
                            .title[language] ?? say(Words.noAnswer))
                    Paragraph(say(Words.nothingGuessed), style: .soft)
                }
            }
            More(say(Words.answer) + " · HTTP \(presentation.status)") {
                tag(.pre, .class("json"), .tabindex(0)) { presentation.answer.pretty() }
                if case .document(let copy) = presentation.outcome,
                    let content = try? JSON.parse(copy.signed.content)
                {
                    Paragraph(say(Words.decoded))
                    tag(.pre, .class("json"), .tabindex(0)) { content.pretty() }
                }
            }
        }
    }

    @HTMLBuilder private func received(_ copy: ReceivedCopy) -> HTML {
        if copy.isAccepted, let content = copy.content {
            content.card(in: language)
            content.summary(in: language)
        } else {
            Notice(.bad, title: say(Words.notBelieved)) { Paragraph(say(Words.notBelievedText)) }
        }
        Heading(2, say(Words.checks))
        tag(.ul, .class("checks")) {
            for check in ReceivedCopy.Check.allCases {
                let isGood = !copy.failed.contains(check)
                tag(.li, .class(isGood ? "good" : "bad")) {
                    (isGood ? Icon.check : Icon.cross).html
                    tag(.span) {
                        tag(.span, .class("visually-hidden")) {
                            say(isGood ? Words.good : Words.bad) + ": "
                        }
                        say(check.words)
                    }
                }
            }
        }
        signature(copy)
    }

    private func signature(_ copy: ReceivedCopy) -> SummaryList {
        var rows: [SummaryList.Row] = []
        switch copy.verdict {
        case .verified(let signature):
            rows += certificate(signature.signer)
            rows.append(
                .init(
                    say(Words.signedAt), MomentFormat.dayAndTime(signature.signingTime, language)))
            rows.append(
                .init(say(Words.digest)) { Monospaced(signature.contentDigest.bytes.hex) })
        case .refused(let findings, let claimed, _):
            rows.append(
                .init(say(Words.findings)) {
                    Monospaced(findings.map(\.rawValue).joined(separator: ", "))
                })
            if let claimed { rows += certificate(claimed) }
        }
        return SummaryList(rows)
    }

    private func certificate(_ certificate: Certificate) -> [SummaryList.Row] {
        [
            .init(
                say(Words.signer),
                (certificate.subject.organization ?? certificate.subject.commonName)
                    + (certificate.subject.bin.map { ", " + say(Words.bin) + " " + $0 } ?? "")),
            .init(say(Words.root), certificate.issuer.commonName),
        ]
    }
}

extension ReceivedCopy.Check {
    /// What is checked, in words.
    fileprivate var words: LocalizedText {
        switch self {
        case .signature:
            LocalizedText(
                kk: "CMS қолтаңбасы келген байттарға сай, тізбегі сенімді түбірге жетеді",
                ru: "Подпись CMS верна для этих байтов, цепочка ведёт к доверенному корню",
                en: "The CMS signature fits these bytes, its chain leads to the trusted root")
        case .issuer:
            LocalizedText(
                kk: "Қол қойған – осы құжатты беретін орган",
                ru: "Подписал тот орган, который выдаёт этот документ",
                en: "It was signed by the body that issues this document")
        case .person:
            LocalizedText(
                kk: "Құжат сұралған адамдікі", ru: "Документ того, кого спрашивали",
                en: "It is the document of the person who was asked")
        case .kind:
            LocalizedText(
                kk: "Сұралған құжат түрі", ru: "Это запрошенный вид документа",
                en: "It is the kind that was asked for")
        case .inForce:
            LocalizedText(
                kk: "Құжат қазір жарамды", ru: "Документ сейчас действует", en: "It is in force now"
            )
        }
    }
}

private enum Words {
    static let presentedAt = LocalizedText(
        kk: "Токен көрсетілген уақыт:", ru: "Токен предъявлен в", en: "Token presented at")
    static let refused = LocalizedText(
        kk: "Деректер иесі бас тартты", ru: "Владелец данных отказал", en: "The data owner refused")
    static let basis = LocalizedText(kk: "Негіз:", ru: "Основание:", en: "Basis:")
    static let stands = LocalizedText(
        kk: "Бас тарту да журналда: адам оны «Кім қарады» бетінен көреді.",
        ru: "Отказ тоже в журнале: человек увидит его на странице «Кто смотрел».",
        en: "The refusal stands in the journal too: the person sees it under “Who looked”.")
    static let failed = LocalizedText(
        kk: "Деректер иесі жауап бере алмады", ru: "Владелец данных не смог ответить",
        en: "The data owner could not answer")
    static let noAnswer = LocalizedText(
        kk: "Тіркелім жұмыс істемейді.", ru: "Реестр не работает.",
        en: "The register does not work.")
    static let nothingGuessed = LocalizedText(
        kk: "Ештеңе ойдан қосылмады; токеннің бір рет қолданылуы жұмсалды.",
        ru: "Ничего не додумано; одно использование токена потрачено.",
        en: "Nothing was guessed; one use of the token is spent.")
    static let notBelieved = LocalizedText(
        kk: "Банк бұл құжатқа сенбейді", ru: "Банк не верит этому документу",
        en: "The bank does not believe this document")
    static let notBelievedText = LocalizedText(
        kk: "Төмендегі тексерудің бірі өтпеді, сондықтан мазмұны көрсетілмейді.",
        ru: "Одна из проверок ниже не пройдена, поэтому содержание не показано.",
        en: "A check below failed, so the content is not shown.")
    static let checks = LocalizedText(
        kk: "Банк өзі не тексерді", ru: "Что банк проверил сам", en: "What the bank checked itself")
    static let good = LocalizedText(kk: "Дұрыс", ru: "Верно", en: "Passed")
    static let bad = LocalizedText(kk: "Қате", ru: "Не пройдено", en: "Failed")
    static let signer = LocalizedText(kk: "Қол қойған", ru: "Подписал", en: "Signed by")
    static let bin = LocalizedText(kk: "БСН", ru: "БИН", en: "BIN")
    static let root = LocalizedText(
        kk: "Сертификатты берген", ru: "Сертификат выдал", en: "Certificate issued by")
    static let signedAt = LocalizedText(
        kk: "Қол қойылған уақыт", ru: "Время подписи", en: "Signed at")
    static let digest = LocalizedText(
        kk: "Байттардың SHA-256 мәні", ru: "SHA-256 этих байтов", en: "SHA-256 of the bytes")
    static let findings = LocalizedText(
        kk: "Табылған кемшіліктер", ru: "Что не так", en: "Findings")
    static let answer = LocalizedText(
        kk: "Иесінің жауабы (JSON)", ru: "Ответ владельца (JSON)", en: "The owner's answer (JSON)")
    static let decoded = LocalizedText(
        kk: "Қол қойылған байттардың ішінде:", ru: "Внутри подписанных байтов:",
        en: "Inside the signed bytes:")
}
