import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /register-office/{id}`: where the head suspends, restores or withdraws a result.
    static let getRegisterOfficePage = Endpoint(
        .get, "/register-office/{id}", summary: "Decide about a result that one's body gave",
        access: .official(on: "the results of one's body, as its head"),
        answers: [.page], problems: [.notFound, .roleNotAllowed], isPage: true
    ) { call in .page(try await call.registerForm(FormFaults())) }

    /// `POST /register-office/{id}`: the decision (use case 46).
    static let postRegisterOfficePage = Endpoint(
        .post, "/register-office/{id}", summary: "Suspend, restore or withdraw a result",
        access: .official(on: "the results of one's body, as its head"),
        body: .form([
            FormField(name: "state", lengthMax: 20), FormField(name: "from", lengthMax: 10),
            FormField(name: "clause", lengthMax: 200), FormField(name: "reasons", lengthMax: 2000),
        ]), answers: [.goOn, .page],
        problems: [.notFound, .roleNotAllowed, .caseNotInState, .invalidField], isPage: true
    ) { call in
        var faults = FormFaults()
        let from = Day(call.typed("from"))
        if from == nil { faults.add("from", call.say(OfficeWords.wrongDay)) }
        for field in ["clause", "reasons"] where call.typed(field).isEmpty {
            faults.add(field, call.say(OfficeWords.fillIn))
        }
        let state = RegisterItem.State(rawValue: call.typed("state"))
        if state == nil { faults.add("state", call.say(OfficeWords.fillIn)) }
        guard faults.isEmpty, let from, let state else {
            return .page(try await call.registerForm(faults), status: 422)
        }
        do {
            let item = try await call.platform.changeRegister(
                call.identifier("id"),
                RegisterChangeDraft(
                    state: state, from: from, clause: call.typed("clause"),
                    reasons: call.typed("reasons")), by: call.caller, once: call.once)
            return .seeOther("/registers/\(item.register)/\(item.body.digits)/\(item.number)")
        } catch let refusal as Refusal
            where [.invalidField, .caseNotInState].contains(refusal.code)
        {
            let field = refusal.code == .invalidField ? "from" : "state"
            faults.add(field, refusal.words(in: call.language, now: call.now))
            return .page(try await call.registerForm(faults), status: refusal.code.status)
        }
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func registerForm(_ faults: FormFaults) async throws -> Page {
        let item = try await platform.registerItem(
            identifier("id"), on: platform.clock.today)
        guard try platform.acts(caller, for: item.body), caller.posts.contains(.head) else {
            throw Refusal(.roleNotAllowed)
        }
        let changes = try await platform.registerChanges(of: item.id)
        let latest = changes.last?.state ?? .inForce
        let isOpen = !latest.isFinal && item.state != .expired
        let options = RegisterItem.State.decided.filter { $0 != latest }
        let url: PageURL = "/register-office/\(item.id.text)"
        return page(RegisterWords.decide, at: url, isFaulty: !faults.isEmpty) {
            ErrorSummary(language, faults.all)
            BackLink(
                say(RegisterWords.item),
                to: "/registers/\(item.register)/\(item.body.digits)/\(item.number)")
            Heading(1, "№ " + item.number, caption: item.register)
            Paragraph { registerBadge(item.state) }
            Paragraph(say(RegisterWords.decideLead), style: .lead)
            if isOpen || !faults.isEmpty {
                Form(language, action: url) {
                    SelectField(
                        language, name: "state", label: say(RegisterWords.newState),
                        fault: faults["state"],
                        options: options.map { ($0.rawValue, say(RegisterWords.state($0))) },
                        chosen: form["state"])
                    TextField(
                        language, name: "from", label: say(RegisterWords.from),
                        value: typed("from"), fault: faults["from"], content: .day)
                    TextField(
                        language, name: "clause", label: say(RegisterWords.clause),
                        hint: say(RegisterWords.clauseHint), value: typed("clause"),
                        fault: faults["clause"])
                    TextField(
                        language, name: "reasons", label: say(RegisterWords.reasons),
                        hint: say(RegisterWords.reasonsHint), value: typed("reasons"),
                        fault: faults["reasons"], content: .lines(4))
                    Button(submit: say(RegisterWords.record), icon: .check)
                }
            }
            history(changes, withReasons: true)
        }
    }
}
