import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /accessibility`: the accessibility statement (`docs/accessibility.md`).
    static let getAccessibilityPage = Endpoint(
        .get, "/accessibility", summary: "The accessibility statement",
        access: .anyoneOrPerson(because: "A text for everyone"), answers: [.page], isPage: true
    ) { call in
        .page(
            call.page(NoticeText.accessibility.title, at: "/accessibility") {
                Heading(1, call.say(NoticeText.accessibility.title))
                NoticeText.accessibility.html(in: call.language)
                OperatorContact(platform: call.platform).html(in: call.language)
            })
    }
}

extension NoticeText {
    /// The statement; a test compares it with `docs/accessibility.md`.
    static let accessibility = NoticeText(
        title: LocalizedText(
            kk: "Қолжетімділік туралы мәлімдеме",
            ru: "Заявление о доступности",
            en: "Accessibility statement"),
        sections: [
            NoticeText.Section(
                title: nil,
                text: LocalizedText(
                    kk: "Бұл беттер WCAG 2.2 стандартының AA деңгейіне сай болуға арналған. Олар "
                        + "пернетақтамен және экран оқу бағдарламасымен, JavaScript-сіз, 400 %-ға дейін "
                        + "үлкейткенде және шағын телефон экранында жұмыс істейді. Түс ешқашан жалғыз "
                        + "белгі болмайды.",
                    ru: "Эти страницы сделаны для соответствия WCAG 2.2 уровня AA. Они работают с "
                        + "клавиатуры и с программой чтения с экрана, без JavaScript, при увеличении до "
                        + "400 % и на маленьком экране телефона. Цвет нигде не служит единственным "
                        + "признаком.",
                    en: "These pages are made to meet WCAG 2.2 level AA. They work with a keyboard "
                        + "and a screen reader, without JavaScript, at 400 % zoom and on a small phone. "
                        + "Colour is never the only sign.")),
            NoticeText.Section(
                title: LocalizedText(
                    kk: "Не тексеріледі",
                    ru: "Что проверяется",
                    en: "What is checked"),
                text: LocalizedText(
                    kk:
                        "Әр өзгерістен кейін адамдар, лауазымды тұлғалар және дүкендер ашатын беттер үш "
                        + "тілде, телефон мен компьютер экранында автоматты түрде тексеріледі. "
                        + "Автоматты тексеру кемшіліктердің бәрін таба бермейді.",
                    ru:
                        "После каждого изменения страницы, которые открывают люди, должностные лица и "
                        + "магазины, на трёх языках автоматически проверяются на экране телефона и "
                        + "компьютера. Автоматическая проверка находит не все недостатки.",
                    en:
                        "After every change the pages that people, officials and shops open are checked "
                        + "automatically in three languages, on a phone's and a desktop's screen. "
                        + "Automatic checks do not find every fault.")),
            NoticeText.Section(
                title: LocalizedText(
                    kk: "Белгілі шектеулер",
                    ru: "Известные ограничения",
                    en: "Known limits"),
                text: LocalizedText(
                    kk: "QR-кодты камерамен оқу үшін JavaScript пен камера керек; олардың орнына "
                        + "сурет жіберуге немесе алты таңбалы кодты енгізуге болады. Код мерзімі "
                        + "шектеулі; иесі оны 60 минутқа дейін ұзақ етіп жасай алады. Құжаттың "
                        + "қолтаңбасы файл түрінде беріледі және көрнекі мәтіні жоқ.",
                    ru: "Для чтения QR-кода камерой нужны JavaScript и камера; вместо этого можно "
                        + "отправить снимок или ввести код из шести знаков. Срок кода ограничен; "
                        + "владелец может сделать его длиннее, до 60 минут. Подпись документа выдаётся "
                        + "файлом и не имеет наглядного текста.",
                    en:
                        "Reading a QR code with the camera needs JavaScript and a camera; instead a "
                        + "picture can be sent or the six-character code typed. A code's life is "
                        + "limited; its holder can make it longer, up to 60 minutes. A document's "
                        + "signature is given as a file and has no readable text.")),
            NoticeText.Section(
                title: LocalizedText(
                    kk: "Кедергіге тап болсаңыз",
                    ru: "Если вы встретили препятствие",
                    en: "If something stands in your way"),
                text: LocalizedText(
                    kk: "Осы орнатымның операторына жазыңыз; байланыс деректері беттің соңында.",
                    ru: "Напишите оператору данной установки; контакты – в конце страницы.",
                    en:
                        "Write to the operator of this installation; the contacts are at the end of "
                        + "the page.")),
        ])
}
