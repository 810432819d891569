import HTTPServer
import Kernel
import Rendering
import SigningChannels
import UseCases
import Web

extension SandboxControls {
    /// The window of the sandbox's NCALayer.
    var ncaLayerPages: [Endpoint] {
        guard let nca, let ncaLayer else { return [] }
        return [
            getNCALayerPage(ncaLayer), postNCALayerPage(ncaLayer, nca), getNCALayerLive(ncaLayer),
        ]
    }

    /// `GET /sandbox/ncalayer`: the oldest request that waits.
    private func getNCALayerPage(_ layer: SandboxNCALayer) -> Endpoint {
        Endpoint(
            .get, "/sandbox/ncalayer", summary: "The window of the sandbox's NCALayer",
            access: .anyone(because: "The keys of the sandbox are everybody's"),
            query: [
                .init(
                    name: "done", schema: .string(.anything),
                    meaning: "How the last request was answered")
            ], answers: [.page], isPage: true, isSandboxOnly: true
        ) { call in .page(call.ncaLayerPage(layer, world, done: call.query["done"] ?? "")) }
    }

    /// `POST /sandbox/ncalayer`: signs, cancels or has no token.
    private func postNCALayerPage(_ layer: SandboxNCALayer, _ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .post, "/sandbox/ncalayer", summary: "Answer the request in the window",
            access: .anyone(because: "The keys of the sandbox are everybody's"),
            body: .form([
                .init(name: "request", lengthMax: 26), .init(name: "key", lengthMax: 96),
                .init(name: "password", lengthMax: 64), .init(name: "action", lengthMax: 16),
            ]), answers: [.goOn], problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            let key = JSON(keyChoice: call.typed("key"))
            guard let id = Identifier<NCALayerDesk>(call.typed("request")),
                layer.desk.requests.contains(where: { $0.id == id })
            else { return .seeOther("/sandbox/ncalayer?done=gone") }
            let given = try await answer(
                layer, nca, request: id,
                action: NCALayerAction(rawValue: call.typed("action")) ?? .cancel, key: key,
                password: call.typed("password"))
            return .seeOther("/sandbox/ncalayer?done=" + NCALayerOutcome(given).rawValue)
        }
    }

    /// `GET /sandbox/ncalayer/live`: whether another request waits.
    private func getNCALayerLive(_ layer: SandboxNCALayer) -> Endpoint {
        Endpoint(
            .get, "/sandbox/ncalayer/live", summary: "Wait for a request to NCALayer",
            access: .anyone(because: "The keys of the sandbox are everybody's"),
            query: [.wait, .version], answers: [.version, .unchanged], isPage: true,
            isSandboxOnly: true
        ) { call in try await call.answerLive { layer.desk.version } }
    }
}

extension NCALayerDesk {
    /// What the page shows: the request in front.
    fileprivate var version: String { requests.first?.id.text ?? "none" }
}

/// How a request was answered, as the window says afterwards.
enum NCALayerOutcome: String, CaseIterable {
    case signed, cancelled, refused, wrongPassword, noToken, expired, gone

    init(_ answer: NCALayerAnswer) {
        switch answer {
        case .signed, .info: self = .signed
        case .cancelled: self = .cancelled
        case .failed(let code, _):
            switch NCALayerRefusal(rawValue: code) {
            case .wrongPassword: self = .wrongPassword
            case .noToken: self = .noToken
            case .certificateExpired: self = .expired
            default: self = .refused
            }
        }
    }
}

extension Call where Caller == Void {
    fileprivate func ncaLayerPage(
        _ layer: SandboxNCALayer, _ world: SyntheticWorld, done: String
    ) -> Page {
        sandboxPage(Words.title, at: "/sandbox/ncalayer", section: .nca, scripts: [Assets.live]) {
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            if let outcome = NCALayerOutcome(rawValue: done) {
                Notice(outcome == .signed ? .good : .warn, isAnnounced: true) {
                    Paragraph(say(outcome.words))
                }
            }
            LiveRegion(
                id: "waiting", url: "/sandbox/ncalayer/live", version: layer.desk.version
            ) {
                if let request = layer.desk.requests.first {
                    waiting(request, world)
                } else {
                    Paragraph(say(Words.nothing))
                }
            }
            Paragraph(say(Words.address) + " " + layer.address, style: .soft)
        }
    }

    @HTMLBuilder private func waiting(
        _ request: NCALayerDesk.Request, _ world: SyntheticWorld
    ) -> HTML {
        Heading(2, say(Words.request))
        SummaryList(rows(request))
        if let content = request.text {
            More(say(Words.content)) { tag(.pre) { content } }
        }
        Form(
            language, action: "/sandbox/ncalayer", hidden: [("request", request.id.text)]
        ) {
            SelectField(
                language, name: "key", label: say(Words.key),
                options: world.keyChoices(in: language))
            TextField(
                language, name: "password", label: say(Words.password),
                hint: say(Words.passwordHint), value: SandboxNCA.password)
            Actions {
                Button(submit: say(Words.sign), name: "action", value: "sign", icon: .key)
                Button(
                    submit: say(Words.cancel), name: "action", value: "cancel", style: .secondary)
                Button(
                    submit: say(Words.noToken), name: "action", value: "noToken",
                    style: .secondary)
            }
        }
    }

    private func rows(_ request: NCALayerDesk.Request) -> [SummaryList.Row] {
        var rows = [SummaryList.Row(say(Words.who), request.origin ?? say(Words.program))]
        guard case .signature(let order) = request.wish else { return rows }
        rows.append(SummaryList.Row(say(Words.container), order.container.name))
        rows.append(SummaryList.Row(say(Words.count), "\(order.contents.count)"))
        if let iin = order.iin { rows.append(SummaryList.Row(SandboxWords.iin[language], iin)) }
        return rows
    }
}

extension NCALayerDesk.Request {
    /// The first content, where it is a text that can be read.
    fileprivate var text: String? {
        guard case .signature(let order) = wish, order.container != .cmsOfDigest,
            let first = order.contents.first, first.count <= 4096,
            let text = String(validating: first, as: UTF8.self),
            !text.unicodeScalars.contains(where: { $0.value < 32 && $0 != "\n" && $0 != "\t" })
        else { return nil }
        return text
    }
}

private typealias Words = NCALayerWords
