import HTTPServer
import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    private static let access = Access<Void>.anyone(because: "The sandbox's own shop")

    /// `GET /sandbox/till`: the cashier scans.
    func getTillPage() -> Endpoint {
        Endpoint(
            .get, "/sandbox/till", summary: "The till of the shop in Akkol", access: Self.access,
            answers: [.page], isPage: true, isSandboxOnly: true
        ) { call in .page(call.tillPage()) }
    }

    /// `POST /sandbox/till`: the text of a code, as a hand scanner types it.
    func postTillPage() -> Endpoint {
        Endpoint(
            .post, "/sandbox/till", summary: "Scan a voucher's QR code by its text",
            access: Self.access, body: .form([.init(name: "qr", lengthMax: 300)]),
            answers: [.goOn], problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            return try await scan([call.typed("qr")], call)
        }
    }

    /// `POST /sandbox/till/picture`: a picture of the customer's screen.
    func postTillPicture() -> Endpoint {
        Endpoint(
            .post, "/sandbox/till/picture", summary: "Scan a voucher's QR code from a picture",
            access: Self.access,
            body: .upload(
                contentTypes: ["multipart/form-data"], bytesMax: Endpoint.pictureBodyBytesMax),
            answers: [.goOn], problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            let picture = MultipartFiles.file(
                call.upload, contentType: call.request.headers["content-type"] ?? "",
                field: "picture")
            let texts = (try? QRReader.read(picture ?? [])) ?? []
            return try await scan(texts, call)
        }
    }

    /// `POST /sandbox/till/frame`: one picture of the till's camera.
    func postTillFrame() -> Endpoint {
        Endpoint(
            .post, "/sandbox/till/frame", summary: "Read one frame of the till's camera",
            access: Self.access,
            body: .upload(contentTypes: ["image/jpeg"], bytesMax: QRReader.largestByteCount),
            answers: [
                Endpoint.Answer(
                    status: 200,
                    content: .json(
                        .object([required("location", .string(.anything), "Where to go on")])),
                    meaning: "The basket is open"),
                Endpoint.Answer(status: 204, content: .none, meaning: "No code in this frame"),
            ],
            problems: [
                .shopNotAdmitted, .pilotNotRunning, .qrUnknown, .qrExpired, .qrUsed,
                .voucherNotActive, .voucherExpired, .consentNotActive, .overloaded,
            ], isSandboxOnly: true
        ) { call in
            guard let text = (try? QRReader.read(call.upload))?.first else { return .noContent }
            do {
                let basket = try await till.scan(text, language: call.language)
                return .json(["location": .string("/sandbox/till/\(basket.id)")])
            } catch let refused as SystemClient.Refused {
                // The cashier is told why the code opens nothing.
                throw refused.refusal
            }
        }
    }

    private func scan(_ texts: [String], _ call: Call<Void>) async throws -> Reply {
        guard let text = texts.first(where: { !$0.isEmpty }) else {
            return .page(call.tillPage(fault: call.say(TillWords.noCode)), status: 422)
        }
        do {
            return .seeOther(
                "/sandbox/till/\(try await till.scan(text, language: call.language).id)")
        } catch let refused as SystemClient.Refused {
            return .page(call.tillPage(fault: refused.words), status: 422)
        }
    }
}

extension SystemClient.Refused {
    /// What the platform said, as a problem of the shop's own page; a platform that does not answer
    /// is tried again.
    fileprivate var refusal: Refusal {
        let detail = problem["detail"]?.string
        return Refusal(
            problem["code"]?.string.flatMap(ProblemCode.init(rawValue:)) ?? .overloaded,
            detail.map { LocalizedText(kk: $0, ru: $0, en: $0) },
            clause: problem["clause"]?.string.map { Clause($0) })
    }

    /// What the platform said, as the cashier reads it.
    var words: String {
        [problem["title"]?.string, problem["detail"]?.string].compactMap { $0 }
            .joined(separator: ": ")
    }
}

extension Call where Caller == Void {
    fileprivate func tillPage(fault: String? = nil) -> Page {
        let faults = fault.map { [(field: "qr", text: $0)] } ?? []
        return sandboxPage(
            TillWords.title, at: "/sandbox/till", section: .till, scripts: [Assets.scan],
            isFaulty: fault != nil
        ) {
            ErrorSummary(language, faults)
            Heading(1, say(TillWords.title), caption: LegalEntities.shopChain.name[language])
            Paragraph(say(TillWords.lead), style: .lead)
            Scanner(
                language, frames: "/sandbox/till/frame", upload: "/sandbox/till/picture")
            Form(language, action: "/sandbox/till") {
                TextField(
                    language, name: "qr", label: say(TillWords.text),
                    hint: say(TillWords.textHint), fault: fault)
                Button(submit: say(TillWords.scan), icon: .check)
            }
            Paragraph { Link(say(TillWords.ownTill), to: "/till") }
        }
    }
}
