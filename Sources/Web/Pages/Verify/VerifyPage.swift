import DigitalDocuments
import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /verify`: a third party scans or types a code (use case 07; DD-10, DD-17, DD-18).
    static let getVerifyPage = Endpoint(
        .get, "/verify", summary: "Verify a document: scan a QR code or type the short code",
        access: .person(on: "nothing yet: a third party signs in before scanning (DD-18)"),
        answers: [.page], isPage: true
    ) { call in .page(call.verifyPage()) }

    /// `POST /verify/code`: opens a shared document by its short code and shows it.
    static let postVerifyCodePage = Endpoint(
        .post, "/verify/code", summary: "Open a shared document by its short code",
        access: .person(on: "the document whose holder opened access to it"),
        body: .form([FormField(name: "code", lengthMax: 64)]), answers: [.page],
        problems: openProblems, isPage: true
    ) { call in
        let typed = call.typed("code")
        do {
            guard let code = ShortCode(typed: typed) else {
                throw Refusal(.codeUnknown, Words.malformed, clause: "DD-10")
            }
            let opened = try await call.platform.open(
                .typed(code), by: .person(call.caller), once: call.once)
            return .page(call.page(of: opened))
        } catch let refusal as Refusal {
            return .page(
                call.verifyPage(
                    code: typed, codeFault: refusal.words(in: call.language, now: call.now)),
                status: refusal.code.status)
        }
    }

    /// `POST /verify/picture`: opens a shared document by a picture of its QR code and shows it.
    static let postVerifyPicturePage = Endpoint(
        .post, "/verify/picture", summary: "Open a shared document by a picture of its QR code",
        access: .person(on: "the document whose holder opened access to it"),
        // More than is read, so that a picture that is too large is refused at its field.
        body: .upload(contentTypes: ["multipart/form-data"], bytesMax: pictureBodyBytesMax),
        answers: [.page], problems: openProblems, isPage: true
    ) { call in
        do {
            let contentType = call.request.headers["content-type"] ?? ""
            guard
                let picture = MultipartFiles.file(
                    call.upload, contentType: contentType, field: "picture"), !picture.isEmpty
            else { throw Refusal(.pictureUnreadable, Words.noPicture, clause: "DD-10") }
            let opened = try await call.platform.open(
                .qr(try await code(in: picture)), by: .person(call.caller), once: call.once)
            return .page(call.page(of: opened))
        } catch let refusal as Refusal {
            return .page(
                call.verifyPage(pictureFault: refusal.words(in: call.language, now: call.now)),
                status: refusal.code.status)
        }
    }

    /// `POST /verify/frame`: one picture of the camera; says where the document is shown.
    static let postVerifyFrame = Endpoint(
        .post, "/verify/frame", summary: "Read one frame of the camera",
        access: .person(on: "the document whose holder opened access to it"),
        body: .upload(contentTypes: ["image/jpeg"], bytesMax: QRReader.largestByteCount),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([required("location", .string(.anything), "Where to go on")])),
                meaning: "The document was opened; its page shows it"),
            Answer(status: 204, content: .none, meaning: "No code of ours in this frame"),
        ], problems: openProblems
    ) { call in
        let text: QRText
        do {
            guard let found = try await ourText(in: call.upload) else { return .noContent }
            text = found
        } catch let fault as QRReader.Fault {
            guard fault == .noCode else { throw Refusal(.pictureUnreadable, clause: "DD-10") }
            return .noContent
        }
        let opened = try await call.platform.open(
            .qr(text), by: .person(call.caller), once: call.once)
        return .json(["location": .string("/verify/\(opened.entry.text)")])
    }

    /// The largest body of `POST /verify/picture`, in bytes: the server must let it through.
    package static let pictureBodyBytesMax = 16 << 20

    private static let openProblems: [ProblemCode] =
        [
            .codeUnknown, .codeExpired, .codeUsed, .codeRevoked, .codeInUse, .ownDocument,
            .tooManyTries, .holderConfirmationRequired, .pictureUnreadable,
        ] + buildProblems

    private static func ourText(in picture: [UInt8]) async throws -> QRText? {
        try await PictureReading.shared.first(in: picture) { QRText($0) }
    }

    private static func code(in picture: [UInt8]) async throws -> QRText {
        do {
            guard let text = try await ourText(in: picture) else {
                throw Refusal(.codeUnknown, Words.otherCode, clause: "DD-10")
            }
            return text
        } catch let fault as QRReader.Fault {
            let detail: LocalizedText? =
                switch fault {
                case .tooLarge: Words.tooLarge
                case .notAPicture: Words.notAPicture
                case .noCode: nil
                }
            throw Refusal(.pictureUnreadable, detail, clause: "DD-10")
        }
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func verifyPage(
        code: String = "", codeFault: String? = nil, pictureFault: String? = nil
    ) -> Page {
        let faults = [("picture", pictureFault), ("code", codeFault)].compactMap { field, text in
            text.map { (field: field, text: $0) }
        }
        return page(
            Words.title, at: "/verify", scripts: [Assets.scan], isFaulty: !faults.isEmpty
        ) {
            ErrorSummary(language, faults)
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            tag(.section, .class("stack")) {
                Heading(2, say(Words.byQR))
                Scanner(
                    language, frames: "/verify/frame", upload: "/verify/picture",
                    uploadFault: pictureFault)
            }
            tag(.section, .class("stack")) {
                Heading(2, say(Words.byCode))
                Form(language, action: "/verify/code") {
                    TextField(
                        language, name: "code", label: say(Words.code), hint: say(Words.codeHint),
                        value: code, fault: codeFault, content: .shortCode)
                    Button(submit: say(Words.open), icon: .eye)
                }
            }
            Notice(.calm) { Paragraph(say(Words.rights)) }
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Құжатты тексеру", ru: "Проверка документа", en: "Verify a document")
    static let lead = LocalizedText(
        kk: "Құжат иесінен «Ашық қолжетімділік» функциясын қосуды сұраңыз.",
        ru: "Попросите владельца документа включить «Открытый доступ».",
        en: "Ask the holder of the document to turn on “Open access”.")
    static let byQR = LocalizedText(kk: "QR-код арқылы", ru: "По QR-коду", en: "By QR code")
    static let byCode = LocalizedText(
        kk: "Қысқа код арқылы", ru: "По короткому коду", en: "By short code")
    static let code = LocalizedText(
        kk: "Алты таңбалы код", ru: "Код из шести знаков", en: "Six-character code")
    static let codeHint = LocalizedText(
        kk: "Латын әріптері мен цифрлар, мысалы K7M 4XP",
        ru: "Латинские буквы и цифры, например "
            + "K7M 4XP", en: "Latin letters and digits, for example K7M 4XP")
    static let open = LocalizedText(
        kk: "Құжатты көру", ru: "Показать документ", en: "Show the document")
    static let rights = LocalizedText(
        kk: "Сіз құжатты тек көре аласыз, басқа құқық берілмейді (DD-19). Атыңыз және қараған "
            + "уақыт құжат иесінің кабинетінде жазылады.",
        ru: "Вы можете только посмотреть документ, других прав это не даёт (DD-19). Ваше имя и "
            + "время просмотра увидит владелец документа.",
        en: "You may look at the document; no other right comes with it (DD-19). The holder sees "
            + "your name and the time.")
    static let malformed = LocalizedText(
        kk: "Кодта алты латын әріпі не цифр болады, 0, 1, I, L, O таңбалары болмайды",
        ru: "В коде шесть латинских букв или цифр; знаков 0, 1, I, L, O в нём не бывает",
        en: "A code has six Latin letters or digits, never 0, 1, I, L or O")
    static let noPicture = LocalizedText(
        kk: "QR-кодтың суретін таңдаңыз", ru: "Выберите снимок QR-кода",
        en: "Choose a picture of the QR code")
    static let otherCode = LocalizedText(
        kk: "QR-код оқылды, бірақ бұл цифрлық құжаттың коды емес",
        ru: "QR-код прочитан, но это не код цифрового документа",
        en: "A QR code was read, but it is not that of a digital document")
    static let tooLarge = LocalizedText(
        kk: "Сурет тым үлкен: көлемі 4 МиБ-тан, 16 мегапиксельден аспауы керек",
        ru: "Снимок слишком велик: не больше 4 МиБ и 16 мегапикселей",
        en: "The picture is too large: at most 4 MiB and 16 megapixels")
    static let notAPicture = LocalizedText(
        kk: "Бұл файл JPEG, PNG не WebP суреті емес", ru: "Этот файл не снимок JPEG, PNG или WebP",
        en: "This file is not a JPEG, PNG or WebP picture")
}
