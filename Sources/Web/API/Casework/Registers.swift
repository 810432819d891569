import HTTPServer
import Kernel
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /api/registers/{register}`: results, as they stood on a day (use case 46).
    static let getRegister = Endpoint(
        .get, "/api/registers/{register}", summary: "A public register as it stood on a day",
        access: .anyone(because: "The registers of permits are public"),
        query: [QueryParameter].page + [
            QueryParameter(name: "at", schema: .string(.day), meaning: "The day; default today"),
            QueryParameter(
                name: "bin", schema: .string(.text(lengthMax: 12)),
                meaning: "Only what this organisation has"),
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(
                        of: CaseShape.item, "Newest first",
                        with: [required("at", .string(.day), "The day")])),
                meaning: "A page; each entry names its journal entry")
        ], problems: [.notFound, .invalidField]
    ) { call in
        let day = call.query["at"].flatMap { Day($0) } ?? call.platform.clock.today
        let rules = call.platform.configuration.identityRules
        let bin = try call.query["bin"].map { text in
            do { return try BIN(text, rules: rules) } catch { throw Refusal(.invalidField) }
        }
        let list = try await call.platform.registerItems(
            call.path["register"] ?? "", on: day, of: bin, page: call.page)
        return .json(list.json(with: ["at": JSON(day)]) { CaseShape.json($0) })
    }

    /// `GET /api/registers/{register}/{body}/{number}`: one result, as the code on its paper names it.
    static let getRegisterItem = Endpoint(
        .get, "/api/registers/{register}/{body}/{number}",
        summary: "One entry of a public register, by the body's number",
        access: .anyone(because: "The registers of permits are public"),
        query: [
            QueryParameter(name: "at", schema: .string(.day), meaning: "The day; default today")
        ],
        answers: [
            Answer(
                status: 200, content: .json(CaseShape.item),
                meaning: "The entry with what was decided later; its digest stands on the paper")
        ], problems: [.notFound]
    ) { call in
        let item = try await call.registerItem()
        let changes = try await call.platform.registerChanges(of: item.id)
        let members = CaseShape.json(item).members ?? []
        return .json(
            .object(
                members + [JSON.Member("changes", .array(changes.map { CaseShape.json($0) }))]))
    }

    /// `POST /api/register-entries/{id}/changes`: suspends, restores or withdraws a result.
    static let postRegisterChange = Endpoint(
        .post, "/api/register-entries/{id}/changes",
        summary: "Suspend, restore or withdraw a result that one's body gave",
        access: .official(on: "the results of one's body, as its head"),
        body: .json(
            .object([
                required(
                    "state", .string(.oneOf(RegisterItem.State.decided.map(\.rawValue))),
                    "How it stands from then on"),
                required("from", .string(.day), "The first day; not before today"),
                required("clause", .string(.text(lengthMax: 200)), "The clause that lets it"),
                required("reasons", .string(.text(lengthMax: 2000)), "The reasons in words"),
            ])),
        answers: [Answer(status: 200, content: .json(CaseShape.item), meaning: "Changed")],
        problems: [.notFound, .caseNotInState, .invalidField],
        repetition: .replay { replay in
            let item = try await replay.platform.registerItem(
                Identifier(stored: replay.entity),
                on: Day(replay.body["from"]?.string ?? "") ?? replay.platform.clock.today)
            return .json(CaseShape.json(item))
        }
    ) { call in
        let item = try await call.platform.changeRegister(
            call.identifier("id"),
            RegisterChangeDraft(
                state: RegisterItem.State(rawValue: call.text("state")) ?? .suspended,
                from: Day(call.text("from")) ?? call.platform.clock.today,
                clause: call.text("clause"), reasons: call.text("reasons")),
            by: call.caller, once: call.once)
        return .json(CaseShape.json(item))
    }
}

extension Call {
    /// The entry that the path names, as it stood on the day of the query.
    func registerItem() async throws -> RegisterItem {
        let day = query["at"].flatMap { Day($0) } ?? platform.clock.today
        guard let body = try? BIN(path["body"] ?? "", rules: platform.configuration.identityRules)
        else { throw Refusal(.notFound) }
        return try await platform.registerItem(
            path["number"] ?? "", of: body, in: path["register"] ?? "", on: day)
    }
}
