import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /signing`: the papers that wait for the head, and which of them are read (use case 70).
    static let getSigningPage = Endpoint(
        .get, "/signing", summary: "Papers to read and sign together",
        access: .official(on: "the tasks of signing at one's body, as its head"), query: .page,
        answers: [.page], problems: [.roleNotAllowed], isPage: true
    ) { call in try await call.signingReply() }

    /// `POST /signing`: takes the signatures of several papers as files.
    static let postSigningPage = Endpoint(
        .post, "/signing", summary: "Sign several papers that were read",
        access: .official(on: "tasks of signing at one's body, as its head"),
        body: .upload(contentTypes: ["multipart/form-data"], bytesMax: signingBodyBytesMax),
        answers: [.goOn, .page], problems: [.roleNotAllowed, .invalidField, .wrongOrigin],
        isPage: true
    ) { call in
        do {
            let places = 0..<SigningRound.papersMax
            let form = MultipartFiles.read(
                call.upload, contentType: call.request.headers["content-type"] ?? "",
                fields: Set(places.flatMap { ["paper\($0)", "cms\($0)"] }))
            // A file that was not chosen comes empty: that paper stays as it is.
            let papers = places.compactMap { place -> SigningRound.Paper? in
                guard let cms = form?["cms\(place)"], !cms.isEmpty else { return nil }
                return SigningRound.Paper(
                    hidden: String(validating: form?["paper\(place)"] ?? [], as: UTF8.self) ?? "",
                    cms: SignatureFile(cms).der)
            }
            guard !papers.isEmpty else { throw Refusal(.invalidField, CaseWords.noFile) }
            let round = try await call.platform.signResults(
                papers, by: call.caller, once: call.once)
            return .seeOther("/signing/\(round.id.text)")
        } catch let refusal as Refusal where refusal.code != .roleNotAllowed {
            return try await call.signingReply(refusal: refusal)
        }
    }

    /// `GET /signing/{id}`: what came of each paper.
    static let getSigningRoundPage = Endpoint(
        .get, "/signing/{id}", summary: "What came of papers handed in together",
        access: .official(on: "what one has handed in oneself"), answers: [.page],
        problems: [.notFound], isPage: true
    ) { call in
        let round = try await call.platform.signingRound(
            call.identifier("id"), for: call.caller)
        return .page(try await call.roundPage(round))
    }
}

extension SigningRound.Paper {
    /// What a form says of a paper: its task and its name, with blanks between.
    package init?(hidden: String, cms: [UInt8]) {
        let parts = hidden.split(separator: " ").map(String.init)
        guard parts.count == 4, let task = Identifier<CaseTask>(parts[0]) else { return nil }
        self.init(
            task: task,
            seen: ResultDraft.Name(
                capacity: parts[1], preparedAt: parts[2], digest: parts[3]), cms: cms)
    }
}

extension PaperToSign {
    /// The task and the name of the paper that was read, as a form gives them back.
    func hidden(_ name: ResultDraft.Name) -> String {
        [item.task.id.text, name.capacity.rawValue, name.preparedAt.description, name.digest]
            .joined(separator: " ")
    }
}

extension Call where Caller == SignedInOfficial {
    /// The papers, with what was refused above them; its script alone may connect to NCALayer.
    fileprivate func signingReply(refusal: Refusal? = nil) async throws -> Reply {
        let asked = PageRequest(limit: SigningRound.papersMax, cursor: query["cursor"])
        let list = try await platform.papersToSign(for: caller, page: asked)
        var ready: [(paper: PaperToSign, draft: ResultDraft)] = []
        for paper in list.items {
            if let draft = try await readable(paper) { ready.append((paper, draft)) }
        }
        let names = Set(ready.map(\.paper.item.task.id))
        let page = page(
            SignManyWords.title, at: "/signing", scripts: ready.isEmpty ? [] : [Assets.ncaLayer],
            isFaulty: refusal != nil
        ) {
            BackLink(say(CaseWords.inbox), to: "/tasks")
            Heading(1, say(SignManyWords.title))
            Paragraph(say(SignManyWords.lead), style: .lead)
            if let refusal {
                Notice(.bad, title: refusal.code.title[language], isAnnounced: true) {
                    Paragraph(refusal.words(in: language, now: now))
                }
            }
            if list.items.isEmpty {
                EmptyState(
                    title: say(SignManyWords.empty), text: say(SignManyWords.emptyMore))
            } else {
                Paragraph(say(SignManyWords.count(ready.count, of: list.items.count)))
            }
            for paper in list.items { card(paper, isRead: names.contains(paper.item.task.id)) }
            if !list.items.isEmpty {
                Actions {
                    Button(say(SignManyWords.refresh), to: "/signing", style: .secondary)
                }
            }
            if !ready.isEmpty { signing(ready) }
            Pagination(
                language, newer: nil, older: list.nextCursor.map { "/signing?cursor=\($0)" })
        }
        return Reply.page(page, status: refusal?.code.status ?? 200).with(
            "Content-Security-Policy",
            SecurityHeaders.contentSecurityPolicy(
                connectingTo: platform.configuration.ncaLayerAddress))
    }

    /// The paper that was read, made again; nil where it was not read or came out otherwise.
    private func readable(_ paper: PaperToSign) async throws -> ResultDraft? {
        guard let reading = paper.reading, reading.name.isCurrent(at: now),
            // One case that cannot be read leaves the others to be signed.
            let hand = try? await platform.task(paper.item.task.id, for: caller)
        else { return nil }
        let draft = try? await platform.resultDraft(
            of: hand.stored, as: reading.name.capacity, by: caller, at: reading.name.preparedAt)
        return draft?.name == reading.name ? draft : nil
    }

    private func card(_ paper: PaperToSign, isRead: Bool) -> Card {
        let task = paper.item.task
        let words =
            isRead
            ? SignManyWords.read
            : paper.reading == nil ? SignManyWords.unread : SignManyWords.stale
        let signer = paper.end?.signers.first ?? .head
        return Card(
            title: [paper.item.number.map { "№ " + $0 }, paper.applicantName]
                .compactMap(\.self).joined(separator: " · "), level: 2,
            badge: Badge(isRead ? .good : .warn, say(words))
        ) {
            Paragraph(say(paper.item.service.title))
            Paragraph {
                if let end = paper.end {
                    Badge(end.meaning == .granted ? .good : .bad, say(end.title))
                }
                badge(task)
            }
            Actions {
                Button(
                    say(SignManyWords.open),
                    to: "/api/tasks/\(task.id.text)/draft.pdf?capacity=\(signer.rawValue)",
                    style: .secondary, icon: .document)
            }
            Paragraph { Link(say(SignManyWords.theCase), to: "/tasks/\(task.id.text)") }
        }
    }

    /// What signs the papers that were read: NCALayer with one list, the sandbox's key, or files.
    @HTMLBuilder
    private func signing(_ ready: [(paper: PaperToSign, draft: ResultDraft)]) -> HTML {
        let papers = ready.map { $0.paper.hidden($0.draft.name) }
        let hidden = papers.enumerated().map { (name: "paper\($0.offset)", value: $0.element) }
        Heading(2, say(SignManyWords.sign(ready.count)))
        NCALayerSection(
            language, configuration: platform.configuration, papers: ready.map(\.draft.content)
        ).html
        if platform.configuration.isSandbox {
            Notice(.calm) {
                Paragraph(say(CaseWords.sandboxSigner))
                Form(language, action: "/sandbox/signing", hidden: hidden) {
                    Button(submit: say(CaseWords.sandboxSign), style: .secondary, icon: .key)
                }
            }
        }
        More(say(SignManyWords.byFile)) {
            Form(language, action: "/signing", hasFiles: true, hidden: hidden) {
                for (place, row) in ready.enumerated() {
                    Paragraph {
                        "№ " + (row.paper.item.number ?? "–") + " · "
                        Link(say(CaseWords.download), to: statement(row.draft, row.paper))
                    }
                    FileField(
                        language, name: "cms\(place)",
                        label: say(CaseWords.signature) + ", № "
                            + (row.paper.item.number ?? "–"), accept: .signatures)
                }
                Button(submit: say(TaskWords.sign), icon: .key)
            }
        }
    }

    private func statement(_ draft: ResultDraft, _ paper: PaperToSign) -> PageURL {
        let url: PageURL = "/api/tasks/\(paper.item.task.id.text)/statement"
        return url.setting("capacity", to: draft.capacity.rawValue)
            .setting("preparedAt", to: draft.preparedAt.description)
    }

    // MARK: - What came of it

    fileprivate func roundPage(_ round: SigningRound) async throws -> Page {
        var rows: [[HTML]] = []
        for row in round.rows {
            let hand = try? await platform.task(row.task, for: caller)
            let number = hand?.stored.state.number.map { "№ " + $0 } ?? "–"
            rows.append([
                Link(number, to: "/tasks/\(row.task.text)").html,
                .text(hand?.stored.applicantName ?? "–"),
                Badge(
                    row.problem == nil ? .good : .bad,
                    say(row.problem == nil ? SignManyWords.signed : SignManyWords.notSigned)
                ).html, .text(row.problem.map { say($0.title) } ?? ""),
            ])
        }
        let count = round.rows.count { $0.problem == nil }
        return page(SignManyWords.outcome, at: "/signing/\(round.id.text)") {
            BackLink(say(SignManyWords.title), to: "/signing")
            Heading(1, say(SignManyWords.outcome))
            Notice(
                count == round.rows.count ? .good : .warn,
                title: say(SignManyWords.signedCount(count, of: round.rows.count))
            ) {
                if count < round.rows.count { Paragraph(say(SignManyWords.again)) }
            }
            Table(
                caption: say(SignManyWords.outcome),
                columns: [
                    .init(say(CaseWords.number)), .init(say(SearchWordsOnPages.applicant)),
                    .init(say(CaseWords.verdict)), .init(say(SignManyWords.why)),
                ], rows: rows)
        }
    }
}
