import AccessControl
import Journal
import Kernel
import UseCases

/// Looks of officials at one person's rows (use case 12; KDP-2.6).
extension Endpoint {
    private static let readShape = Schema.object([
        required("id", .string(.identifier), "The look"),
        required(
            "status", .string(.oneOf(PersonRead.Status.allCases.map(\.rawValue))), "The state"),
        required("ground", .string(.oneOf(SupervisionGround.allCases.map(\.rawValue))), "Why"),
        required("evidence", .string(.anything), "The document on which the ground rests"),
        required("askedAt", .string(.instant), "When it was asked"),
        required("confirmBy", .string(.instant), "Until when a second official may confirm"),
        required("own", .boolean, "Whether the caller asked"),
        optional("readUntil", .string(.instant), "Until when the rows may be read"),
    ])

    /// `POST /api/supervision/person-reads`: asks to look.
    static let postPersonRead = Endpoint(
        .post, "/api/supervision/person-reads",
        summary: "Ask to look at one person's rows; a second official must confirm",
        access: .official(
            role: .authorisedBody, on: "nothing yet; the person sees that it was asked"),
        body: .json(
            .object([
                required("subjectIin", .string(.iin), "Whose rows"),
                required(
                    "ground", .string(.oneOf(SupervisionGround.allCases.map(\.rawValue))), "Why"),
                required(
                    "evidence", .string(.text(lengthMax: 500)),
                    "The document on which the ground rests: number and day, no person's name"),
            ])),
        answers: [
            Answer(
                status: 201, content: .json(readShape), meaning: "It waits for a second official")
        ],
        problems: [.roleNotAllowed],
        repetition: .replay { replay in
            guard let id = Identifier<PersonRead>(replay.entity) else {
                throw Refusal(.replayNotPossible)
            }
            let read = try await replay.platform.personRead(id)
            return .json(
                read.json(for: replay.callerName, at: replay.platform.clock.now()), status: 201)
        }
    ) { call in
        guard let ground = SupervisionGround(rawValue: call.text("ground")) else {
            throw Refusal(.invalidField)
        }
        let subject = try IIN(
            call.text("subjectIin"), rules: call.platform.configuration.identityRules)
        let read = try await call.platform.askToRead(
            subject, ground: ground, evidence: call.text("evidence").trimmed, by: call.caller,
            once: call.once)
        return .json(read.json(for: call.caller, at: call.platform.clock.now()), status: 201)
    }

    /// `GET /api/supervision/person-reads`: what waits and what is open.
    static let getPersonReads = Endpoint(
        .get, "/api/supervision/person-reads", summary: "List the looks that were asked for",
        access: .official(role: .authorisedBody, on: "grounds and times; no person is named"),
        query: .page,
        answers: [
            Answer(
                status: 200, content: .json(.page(of: readShape)), meaning: "Newest first")
        ],
        problems: [.roleNotAllowed]
    ) { call in
        let now = call.platform.clock.now()
        let page = try await call.platform.personReads(page: call.page, for: call.caller)
        return .json(page.json { $0.json(for: call.caller, at: now) })
    }

    /// `POST /api/supervision/person-reads/{id}/confirm`: the second official's word.
    static let postPersonReadConfirmation = Endpoint(
        .post, "/api/supervision/person-reads/{id}/confirm",
        summary: "Let the official who asked read, as a second official",
        access: .official(role: .authorisedBody, on: "a look that another official asked for"),
        answers: [
            Answer(status: 200, content: .json(readShape), meaning: "It may be read now")
        ],
        problems: [.roleNotAllowed],
        repetition: .replay { replay in
            guard let id = Identifier<PersonRead>(replay.entity) else {
                throw Refusal(.replayNotPossible)
            }
            let read = try await replay.platform.personRead(id)
            return .json(read.json(for: replay.callerName, at: replay.platform.clock.now()))
        }
    ) { call in
        let read = try await call.platform.confirmReading(
            try call.identifier("id"), by: call.caller, once: call.once)
        return .json(read.json(for: call.caller, at: call.platform.clock.now()))
    }

    /// `GET /api/supervision/person-reads/{id}/rows`: the rows; each look is an entry.
    static let getPersonReadRows = Endpoint(
        .get, "/api/supervision/person-reads/{id}/rows",
        summary: "Read the person's rows; the person sees each look",
        access: .official(
            role: .authorisedBody, on: "the rows of the person of the caller's own look"),
        query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(
                        of: logShape, "Newest first",
                        with: [
                            required("entry", .string(.identifier), "The entry of this look")
                        ])), meaning: "The rows, newest first")
        ],
        problems: [.roleNotAllowed, .secondOfficialRequired]
    ) { call in
        let (rows, entry) = try await call.platform.readPerson(
            try call.identifier("id"), page: call.page, by: call.caller)
        return .json(rows.json(with: ["entry": .string(entry.text)], \.json))
    }
}

extension PersonRead {
    func json(for caller: SignedInOfficial, at now: Instant) -> JSON {
        json(isOwn: official == caller.person.iin, at: now)
    }

    fileprivate func json(for callerName: String, at now: Instant) -> JSON {
        json(isOwn: callerName == "person:" + official.digits, at: now)
    }

    private func json(isOwn: Bool, at now: Instant) -> JSON {
        .object(
            present: ("id", .string(id.text)), ("status", .string(status(at: now).rawValue)),
            ("ground", .string(ground.rawValue)), ("evidence", .string(evidence)),
            ("askedAt", JSON(askedAt)), ("confirmBy", JSON(confirmBy)), ("own", .bool(isOwn)),
            ("readUntil", confirmation.map { JSON($0.readUntil) }))
    }
}
