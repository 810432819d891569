import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /privacy`: the privacy notice (`docs/privacy-notice.md`).
    static let getPrivacyPage = Endpoint(
        .get, "/privacy", summary: "The privacy notice",
        access: .anyoneOrPerson(because: "A text for everyone"), answers: [.page], isPage: true
    ) { call in
        let isSandbox = call.platform.configuration.isSandbox
        // The last section is about the sandbox.
        let notice = NoticeText(
            title: NoticeText.privacy.title,
            sections: Array(NoticeText.privacy.sections.dropLast(isSandbox ? 0 : 1)))
        return .page(
            call.page(notice.title, at: "/privacy") {
                Heading(1, call.say(notice.title))
                notice.html(in: call.language)
                RetentionTable(settings: call.platform.configuration.settings).html(
                    in: call.language)
                OperatorContact(platform: call.platform).html(in: call.language)
            })
    }
}

extension NoticeText {
    /// The notice; a test compares it with `docs/privacy-notice.md`.
    static let privacy = NoticeText(
        title: LocalizedText(
            kk: "Дербес деректер туралы хабарлама",
            ru: "Уведомление о персональных данных",
            en: "Privacy notice"),
        sections: [
            NoticeText.Section(
                title: LocalizedText(
                    kk: "Деректеріңізге кім жауап береді",
                    ru: "Кто отвечает за ваши данные",
                    en: "Who answers for your data"),
                text: LocalizedText(
                    kk: "Осы орнатымның операторы. Оның атауы мен байланыс деректері осы беттің "
                        + "соңында көрсетілген.",
                    ru:
                        "Оператор данной установки. Его название и контакты указаны в конце страницы.",
                    en:
                        "The operator of this installation. Its name and contacts stand at the end of "
                        + "this page.")),
            NoticeText.Section(
                title: LocalizedText(
                    kk: "Не өңделеді",
                    ru: "Что обрабатывается",
                    en: "What is processed"),
                text: LocalizedText(
                    kk:
                        "ЖСН, аты-жөніңіз және телефон нөміріңіз – кіру және сізге SMS жіберу үшін. "
                        + "Кім, қашан, не үшін және қандай деректеріңізді сұрағаны, сіздің жауабыңыз "
                        + "және деректердің пайдаланылуы – бұлар журналға жазылады. Құжаттарыңыздың өзі "
                        + "мұнда сақталмайды: олар әр жолы мемлекеттік тіркелімнен алынады.",
                    ru:
                        "ИИН, имя и номер телефона – для входа и отправки вам SMS. Кто, когда, зачем "
                        + "и какие ваши данные запросил, ваш ответ и использование данных – это "
                        + "записывается в журнал. Сами документы здесь не хранятся: каждый раз они "
                        + "берутся из государственного реестра.",
                    en: "Your IIN, name and phone number, to sign you in and to send you SMS. Who "
                        + "asked for which of your data, when and why, your answer, and each use: these "
                        + "are written to the journal. Your documents themselves are not kept here: "
                        + "each time they are taken from the state register.")),
            NoticeText.Section(
                title: LocalizedText(
                    kk: "Не үшін",
                    ru: "Для чего",
                    en: "What for"),
                text: LocalizedText(
                    kk:
                        "Заң талап ететін келісіміңізді алу және оны дәлелдеу үшін; құжатты өзіңізге "
                        + "және сіз рұқсат берген адамға көрсету үшін.",
                    ru: "Чтобы получить и подтвердить ваше согласие, как требует закон; чтобы "
                        + "показать документ вам и тому, кому вы разрешили.",
                    en:
                        "To obtain and prove your consent, as the law asks; to show a document to you "
                        + "and to whom you allowed.")),
            NoticeText.Section(
                title: LocalizedText(
                    kk: "Кім көреді",
                    ru: "Кто видит",
                    en: "Who sees it"),
                text: LocalizedText(
                    kk: "Сіз бәрін көресіз. Сұраған жүйе мен деректер иесі өз сұрау салуын ғана "
                        + "көреді. Құжатыңызды қараған адамның аты сіздің кабинетіңізде, ал сіздің "
                        + "атыңыз оның кабинетінде тұрады. Лауазымды адамның әр қарауы да жазылады.",
                    ru: "Вы видите всё. Запросившая система и собственник данных видят только свой "
                        + "запрос. Имя того, кто просмотрел ваш документ, стоит в вашем кабинете, а "
                        + "ваше – в его. Каждый просмотр должностным лицом тоже записывается.",
                    en:
                        "You see all of it. The system that asked and the data owner see only their "
                        + "own request. The name of a person who viewed your document stands in your "
                        + "cabinet, and yours in theirs. An official's look is recorded too.")),
            NoticeText.Section(
                title: LocalizedText(
                    kk: "Қанша сақталады",
                    ru: "Сколько хранится",
                    en: "How long it is kept"),
                text: LocalizedText(
                    kk:
                        "Мерзімдер осы беттің соңында. Мерзім біткенде жеке мәліметтеріңіз жойылады; "
                        + "журналда олардың мазмұнын ашпайтын із ғана қалады.",
                    ru:
                        "Сроки указаны в конце страницы. По истечении срока ваши данные уничтожаются; "
                        + "в журнале остаётся след, который не раскрывает их содержания.",
                    en: "The terms stand at the end of this page. When a term ends your data are "
                        + "destroyed; the journal keeps a trace that does not reveal them.")),
            NoticeText.Section(
                title: LocalizedText(
                    kk: "Құқықтарыңыз",
                    ru: "Ваши права",
                    en: "Your rights"),
                text: LocalizedText(
                    kk: "Келісімді кез келген уақытта кері қайтарып алу; кімнің не істегенін көру; "
                        + "жазбаның бар екенінің және өзгермегенінің дәлелін жүктеп алу; түзетуді "
                        + "немесе жоюды сұрау; шағым беру.",
                    ru: "Отозвать согласие в любое время; видеть, кто что делал; скачать "
                        + "доказательство того, что запись есть и не изменена; просить исправить или "
                        + "уничтожить данные; подать жалобу.",
                    en:
                        "Withdraw consent at any time; see who did what; download a proof that a row "
                        + "is there and unchanged; ask for correction or erasure; complain.")),
            NoticeText.Section(
                title: LocalizedText(
                    kk: "Cookie",
                    ru: "Cookie",
                    en: "Cookies"),
                text: LocalizedText(
                    kk:
                        "Екеуі ғана: бірі кіруге, екіншісі сіз таңдаған тілді есте сақтауға арналған. "
                        + "Жарнама да, бақылау да жоқ.",
                    ru: "Только два: один для входа, второй запоминает выбранный вами язык. Нет ни "
                        + "рекламы, ни слежения.",
                    en: "Two: one for signing in, one that remembers the language you chose. No "
                        + "advertising, no tracking.")),
            NoticeText.Section(
                title: LocalizedText(
                    kk: "Сынақ ортасы",
                    ru: "Песочница",
                    en: "Sandbox"),
                text: LocalizedText(
                    kk: "Мұндағы адамдардың бәрі ойдан шығарылған. Шынайы деректерді енгізбеңіз.",
                    ru: "Все люди здесь вымышлены. Не вводите настоящие данные.",
                    en: "All people here are invented. Do not enter real data.")),
        ])
}
