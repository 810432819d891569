import Casework
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /bodies`: which body is above which, and which has taken another's place (use case 85).
    static let getCaseworkBodiesPage = Endpoint(
        .get, "/bodies", summary: "The bodies of casework, what is above each, and successors",
        access: .anyoneOrPerson(because: "Where a refusal is appealed is public"),
        answers: [.page], isPage: true
    ) { call in
        .page(
            call.page(BodyWords.title, at: "/bodies", width: .wide) {
                Heading(1, call.say(BodyWords.title))
                Paragraph(call.say(BodyWords.lead), style: .lead)
                Table(
                    caption: call.say(BodyWords.title),
                    columns: [
                        Table.Column(call.say(BodyWords.body)),
                        Table.Column(call.say(BodyWords.kind)),
                        Table.Column(call.say(BodyWords.territory)),
                        Table.Column(call.say(BodyWords.higher)),
                        Table.Column(call.say(BodyWords.successor)),
                    ], rows: call.platform.caseworkBodies.map { call.row($0) })
                Paragraph(call.say(BodyWords.entered), style: .soft)
            })
    }

    /// `GET /api/bodies`: the same for systems.
    static let getCaseworkBodies = Endpoint(
        .get, "/api/bodies", summary: "The bodies of casework, what is above each, and successors",
        access: .anyone(because: "Where a refusal is appealed is public"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required(
                            "items",
                            .array(
                                .object([
                                    required("kind", .string(.anything), "What it is"),
                                    required("bin", .string(.anything), "Its number"),
                                    optional("territory", .string(.anything), "For which place"),
                                    optional("higher", .string(.anything), "What is above it"),
                                    optional(
                                        "succeededBy",
                                        .object([
                                            required("bin", .string(.anything), "The successor"),
                                            required("from", .string(.day), "Since when"),
                                        ]), "What has taken its place"),
                                    required("name", DocumentShape.text, "Its name"),
                                    required("city", DocumentShape.text, "Its city"),
                                ]), countMax: 1000), "As they are entered")
                    ])), meaning: "The bodies")
        ]
    ) { call in
        .json(["items": .array(call.platform.caseworkBodies.map(\.setting))])
    }
}

extension Call {
    fileprivate func row(_ body: CaseworkAuthority) -> [HTML] {
        let above = platform.caseworkBodies.higher(than: body.bin, on: platform.clock.today)
        return [
            .text(say(body.name) + ", " + body.bin.digits), .text(say(BodyWords.name(body.kind))),
            .text(body.territory.flatMap { platform.casework.placeName($0)?[language] } ?? "–"),
            .text(above.map { bodyName($0) } ?? say(BodyWords.court)),
            .text(
                body.succeededBy.map {
                    bodyName($0.bin) + ", " + MomentFormat.day($0.from, language)
                } ?? "–"),
        ]
    }
}

/// What the page of the bodies says.
enum BodyWords {
    static let title = LocalizedText(
        kk: "Қызмет көрсететін органдар", ru: "Органы, оказывающие услуги",
        en: "Bodies that provide the services")
    static let lead = LocalizedText(
        kk: "Әр органның бас тартуына қай жоғары тұрған органға шағымдануға болатыны.",
        ru: "В какой вышестоящий орган обжалуется отказ каждого органа.",
        en: "To which higher body the refusals of each body are appealed.")
    static let body = LocalizedText(kk: "Орган", ru: "Орган", en: "Body")
    static let kind = LocalizedText(kk: "Түрі", ru: "Кто это", en: "What it is")
    static let territory = LocalizedText(kk: "Аумағы", ru: "Территория", en: "Territory")
    static let higher = LocalizedText(
        kk: "Жоғары тұрған орган", ru: "Вышестоящий орган", en: "Higher body")
    static let successor = LocalizedText(
        kk: "Құқықтық мирасқоры", ru: "Правопреемник", en: "Successor")
    static let court = LocalizedText(kk: "тек сот", ru: "только суд", en: "a court only")
    static let entered = LocalizedText(
        kk: "Органдарды оператор industrialSafety.authorities баптауында енгізеді. Өзінен жоғары "
            + "тұрған немесе енгізілмеген орган көрсетілсе, жүйе іске қосылмайды және қатені "
            + "атайды.",
        ru: "Органы вводит оператор в настройке industrialSafety.authorities. Если орган стоит "
            + "выше самого себя или указан не введённый орган, система не запустится и назовёт "
            + "ошибку.",
        en: "The operator enters the bodies in the setting industrialSafety.authorities. With a "
            + "body above itself, or one that is not entered, the system does not start and names "
            + "the fault.")

    static func name(_ kind: AuthorityKind?) -> LocalizedText {
        switch kind {
        case .authorisedBody:
            LocalizedText(
                kk: "уәкілетті орган", ru: "уполномоченный орган", en: "the authorised body")
        case .committee: LocalizedText(kk: "комитет", ru: "комитет", en: "the committee")
        case .territorialDepartment:
            LocalizedText(
                kk: "аумақтық бөлімше", ru: "территориальное подразделение",
                en: "a territorial department")
        case .localExecutiveBody:
            LocalizedText(
                kk: "жергілікті атқарушы орган", ru: "местный исполнительный орган",
                en: "a local executive body")
        case nil:
            LocalizedText(
                kk: "шағымдарды қарайтын жоғары орган", ru: "вышестоящий орган по жалобам",
                en: "a higher body for appeals")
        }
    }
}
